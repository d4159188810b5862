use super::views::{self, Provenance};
use crate::asked::Asked;
use crate::dashboards::{place, views as dashboard_views};
use crate::figures::{self, Dimension, Wanted};
use crate::indicators::{Indicator, own};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use base::{Actor, App, Form, Page, Result};
use network::rights::{self, Permission};
use network::territories::Level;

const BY: [&[Dimension]; 3] = [&[], &[Dimension::Source], &[Dimension::Territory]];

pub async fn show(
    State(app): State<App>,
    actor: Actor,
    Path((code, indicator)): Path<(String, String)>,
    mut form: Form,
) -> Result<Response> {
    let Ok(indicator) = indicator.parse::<Indicator>() else {
        return own::figure(&app, &actor, &code, &indicator, form).await;
    };
    let mut tx = app.read().await?;
    let place = place::find(&mut tx, &actor, &code).await?;
    let menu = format!("/territoires/{}/tableau-de-bord", actor.desk.territory);
    let Some(asked) = Asked::read(&mut form, app.clock.today()) else {
        let page = Page::new("D’où vient ce chiffre\u{202f}?", dashboard_views::refused(&place, &form)).menu(menu);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page.render(&app, Some(&actor))).into_response());
    };
    let code = place.code().to_owned();
    let question = asked.question(&code);
    let answers = if indicator.is_activity() {
        figures::activity(&app, &mut tx, &actor, &question, &BY).await?
    } else if indicator == Indicator::of("persons") {
        let mut answers = vec![];
        for by in BY {
            let question = figures::Question { by: by.to_vec(), ..question.clone() };
            answers.push(figures::answer(&app, &mut tx, &actor, &question, &[indicator]).await?);
        }
        answers
    } else {
        figures::read(&app, &mut tx, &actor, &question, Wanted { by: &BY, days: &[] }).await?.answers
    };
    let [whole, sources, territories] =
        <[figures::Answer; 3]>::try_from(answers).expect("one answer for each breakdown");
    let behind = if indicator.is_activity() {
        figures::behind_activity(&mut tx, &actor, &question, indicator).await?
    } else {
        figures::behind(&mut tx, &actor, &question).await?
    };
    let is_platform = place.level() == Level::Platform;
    let within = if is_platform { vec![] } else { place::within(&mut tx, &code).await? };
    // The list of cases is today's.
    let may_see_cases =
        is_platform && !asked.is_past && rights::may(&mut tx, &actor, Permission::SeeCases, &code).await?;
    drop(tx);
    let (site, today) = (app.config.public_url(), app.clock.today());
    let provenance =
        Provenance { place, asked, indicator, whole, sources, territories, behind, within, may_see_cases, today, site };
    let dashboard = provenance.asked.dashboard(&code);
    let above = if is_platform { "Tableau de bord".to_owned() } else { provenance.place.territory.title() };
    let page = Page::new(indicator.label(), views::page(&provenance)).above(above, dashboard).menu(menu);
    Ok(page.render(&app, Some(&actor)).into_response())
}
