use super::load::{Dashboard, load};
use super::place::{self, Place};
use super::views;
use crate::asked::Asked;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use base::{Actor, App, Form, Page, Result};

pub async fn show(State(app): State<App>, actor: Actor, Path(code): Path<String>, mut form: Form) -> Result<Response> {
    let mut tx = app.read().await?;
    let place = place::find(&mut tx, &actor, &code).await?;
    let Some(asked) = Asked::read(&mut form, app.clock.today()) else {
        return Ok(refused(&app, &actor, &place, &form));
    };
    let dashboard: Dashboard = load(&app, &mut tx, &actor, place, asked).await?;
    drop(tx);
    let mut page = Page::new(views::title(&dashboard), views::page(&dashboard, &form)).menu(menu(&actor));
    for above in &dashboard.place.above {
        page = page.above(above.title(), dashboard.asked.dashboard(above.code.as_str()));
    }
    Ok(page.render(&app, Some(&actor)).into_response())
}

/// A period or filters that cannot be asked: what is wrong, and no figure.
pub fn refused(app: &App, actor: &Actor, place: &Place, form: &Form) -> Response {
    let page = Page::new("Tableau de bord", views::refused(place, form)).menu(menu(actor));
    (StatusCode::UNPROCESSABLE_ENTITY, page.render(app, Some(actor))).into_response()
}

fn menu(actor: &Actor) -> String {
    format!("/territoires/{}/tableau-de-bord", actor.desk.territory)
}
