//! The site: the map of its pages, and what every request goes through.
//!
//! ```text
//! request → trace → headers, compression → assets
//!                                        → frame (who is it? faults into pages) → timeout, CSRF, size, panic → page
//! ```
pub mod assets;
pub(crate) mod faults;
mod frame;
mod layers;
mod navigation;
mod session;
pub(crate) mod trace;

use axum::Router;
use axum::extract::State;
use base::{App, MaybeActor, Page, Routes};
use maud::Markup;

/// The map: every page of the program, wing by wing.
pub fn routes() -> Routes {
    Routes::new()
        .merge(network::routes())
        .merge(follow::routes())
        .merge(measure::routes())
        .merge(crate::home::routes())
        .merge(crate::help::routes())
        .merge(crate::legal::routes())
        .merge(crate::health::routes())
        .merge(crate::api::routes())
        .get("/composants", components)
}

/// The whole program as a service, ready to listen.
pub fn router(app: App) -> Router {
    let (pages, _) = routes().into_parts();
    let pages = pages.fallback(faults::unknown_page).method_not_allowed_fallback(faults::wrong_method);
    let site = layers::around_pages(pages, &app).merge(crate::api::router(&app)).merge(assets::router());
    layers::around_all(site, &app).with_state(app)
}

/// Every component of the design system in every state, for those who build pages and those who check them.
async fn components(State(app): State<App>, MaybeActor(actor): MaybeActor) -> Markup {
    Page::new("Composants", dsfr::catalogue()).render(&app, actor.as_ref())
}
