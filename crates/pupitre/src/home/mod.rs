//! `/`: the first page of each role.
use axum::extract::State;
use base::{Actor, App, Page, Routes};
use maud::{Markup, html};

pub fn routes() -> Routes {
    Routes::new().get("/", home)
}

async fn home(State(app): State<App>, actor: Actor) -> Markup {
    let main = html! { h1 { "Accueil" } };
    Page::new("Accueil", main).menu("/").render(&app, Some(&actor))
}
