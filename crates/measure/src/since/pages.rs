use super::views::{self, Since};
use crate::asked::Asked;
use crate::dashboards::{place, views as dashboard_views};
use crate::figures::{self, Answer, Dimension, News, Wanted};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use base::form::Day;
use base::{Actor, App, Form, Page, Result};
use chrono::{Days, NaiveDate};
use db::Tx;
use follow::cases::moves::{Moves, moves};
use network::rights::{self, Permission};
use network::territories::Level;

const BY: [&[Dimension]; 2] = [&[], &[Dimension::Territory]];
/// How far one looks back when nothing is chosen, in days.
const USUAL: u64 = 30;

pub async fn show(State(app): State<App>, actor: Actor, Path(code): Path<String>, mut form: Form) -> Result<Response> {
    let mut tx = app.read().await?;
    let place = place::find(&mut tx, &actor, &code).await?;
    let menu = format!("/territoires/{}/tableau-de-bord", actor.desk.territory);
    let today = app.clock.today();
    let asked = Asked::read(&mut form, today).map(|asked| asked.now_on(today));
    let Some((asked, since)) = asked.zip(read_since(&mut form, today)) else {
        let main = match form.error("depuis") {
            Some(_) => views::refused(&place, &form),
            None => dashboard_views::refused(&place, &form),
        };
        let page = Page::new("Ce qui a bougé", main).menu(menu);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page.render(&app, Some(&actor))).into_response());
    };
    let code = place.code().to_owned();
    let now = read(&app, &mut tx, &actor, &asked.question(&code)).await?;
    let question = figures::Question { known_on: Some(since), at: since, ..asked.question(&code) };
    let then = read(&app, &mut tx, &actor, &question).await?;
    let is_platform = place.level() == Level::Platform;
    let (mut news, mut moved, mut within) = (News::default(), None::<Moves>, vec![]);
    if is_platform {
        news = figures::news(&mut tx, &actor, &code, asked.period, since).await?;
        let unfiltered = asked.only.is_empty();
        if unfiltered && rights::may(&mut tx, &actor, Permission::SeeCases, &code).await? {
            moved = Some(moves(&mut tx, &code, asked.period.from..=asked.period.to, since, today).await?);
        }
    } else {
        within = place::within(&mut tx, &code).await?;
    }
    drop(tx);
    let dashboard = asked.dashboard(&code);
    let above = if is_platform { "Tableau de bord".to_owned() } else { place.territory.title() };
    let since = Since { place, asked, since, now, then, news, moved, within };
    let page = Page::new("Ce qui a bougé", views::page(&since)).above(above, dashboard).menu(menu);
    Ok(page.render(&app, Some(&actor)).into_response())
}

/// The whole, and one level down.
async fn read(app: &App, tx: &mut Tx, actor: &Actor, question: &figures::Question) -> Result<[Answer; 2]> {
    let reading = figures::read(app, tx, actor, question, Wanted { by: &BY, days: &[] }).await?;
    Ok(<[Answer; 2]>::try_from(reading.answers).expect("one answer for each breakdown"))
}

fn read_since(form: &mut Form, today: NaiveDate) -> Option<NaiveDate> {
    let Some(Day(day)) = form.optional::<Day>("depuis")? else { return today.checked_sub_days(Days::new(USUAL)) };
    if day >= today {
        form.refuse(
            "depuis",
            "Choisissez un jour passé : on compare ce qu’on savait ce jour-là avec ce qu’on sait aujourd’hui.",
        );
        return None;
    }
    Some(day)
}
