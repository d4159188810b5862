use super::load::{load, of_level};
use super::request::Request;
use super::views;
use crate::dashboards::place;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use base::{Actor, App, Error, Form, Page, Result};
use network::territories::{Level, Territory};

pub async fn show(State(app): State<App>, actor: Actor, Path(code): Path<String>, mut form: Form) -> Result<Response> {
    let mut tx = app.read().await?;
    let place = place::find(&mut tx, &actor, &code).await?;
    if place.level() == Level::Platform {
        return Err(Error::NotFound);
    }
    let within = place::within(&mut tx, &code).await?;
    let platforms: Vec<Territory> = of_level(&within, Level::Platform).cloned().collect();
    let menu = format!("/territoires/{}/comparer", actor.desk.territory);
    let dashboard = (place.territory.title(), format!("/territoires/{code}/tableau-de-bord"));
    let title = views::title(&place);
    let Some(request) = Request::read(&mut form, app.clock.today(), &platforms) else {
        let page = Page::new(title, views::refused(&place, &platforms, &form, app.clock.today()));
        let page = page.menu(menu).above(dashboard.0, dashboard.1);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page.render(&app, Some(&actor))).into_response());
    };
    let comparison = load(&app, &mut tx, &actor, place, within, request).await?;
    drop(tx);
    let page = Page::new(title, views::page(&comparison, &platforms, &form)).menu(menu).above(dashboard.0, dashboard.1);
    Ok(page.render(&app, Some(&actor)).into_response())
}
