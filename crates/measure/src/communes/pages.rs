use super::views::{self, Communes};
use crate::asked::Asked;
use crate::dashboards::{place, views as dashboard_views};
use crate::figures;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use base::{Actor, App, Error, Form, Page, Result};
use network::territories::Level;

pub async fn show(State(app): State<App>, actor: Actor, Path(code): Path<String>, mut form: Form) -> Result<Response> {
    let mut tx = app.read().await?;
    let place = place::find(&mut tx, &actor, &code).await?;
    if place.level() != Level::Platform {
        return Err(Error::NotFound);
    }
    let menu = format!("/territoires/{}/tableau-de-bord", actor.desk.territory);
    let Some(asked) = Asked::read(&mut form, app.clock.today()) else {
        let page = Page::new("Par commune", dashboard_views::refused(&place, &form)).menu(menu);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page.render(&app, Some(&actor))).into_response());
    };
    let answer = figures::communes(&app, &mut tx, &actor, &asked.question(place.code())).await?;
    drop(tx);
    let dashboard = asked.dashboard(place.code());
    let communes = Communes { place, asked, answer };
    let page = Page::new("Par commune", views::page(&communes)).above("Tableau de bord", dashboard).menu(menu);
    Ok(page.render(&app, Some(&actor)).into_response())
}
