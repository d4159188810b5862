//! The API: another program brings lists in and reads the figures, with the rights of the account whose token it carries. The same
//! doors as the pages (`measure::figures`, `follow::intake::report`); the description at `/openapi.json` is made of what is served.
//!
//! ```text
//! request → problem (every fault as problem+json) → timeout, panic → bearer (whose token is it?) → operation
//! ```
mod bearer;
mod document;
pub mod figures;
pub mod imports;
mod indicators;
mod page;
mod problem;
mod query;
pub mod question;
mod shapes;
mod territories;
#[cfg(test)]
mod tests;

use crate::site::faults;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::get;
use base::{App, Routes};
use std::time::Duration;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::timeout::TimeoutLayer;
use utoipa_axum::router::UtoipaMethodRouter;
use utoipa_axum::routes;

/// How long an operation may take: the slowest is a large list sent over a slow line. What it wrote by then is rolled back.
const PATIENCE: Duration = Duration::from_secs(180);

/// What the API does. Served and described from this one list.
fn operations() -> [UtoipaMethodRouter<App>; 4] {
    [routes!(territories::list), routes!(indicators::list), routes!(figures::answer), routes!(imports::bring_in)]
}

/// The operations, each with and without a final slash, and their description. No session, no cookie: a page of another site
/// that calls them gets nothing.
pub fn router(app: &App) -> Router<App> {
    let mut router = Router::new();
    for (_, paths, methods) in operations() {
        for path in paths.paths.into_keys() {
            router = router.route(&format!("{path}/"), methods.clone()).route(&path, methods.clone());
        }
    }
    router
        .method_not_allowed_fallback(problem::wrong_method)
        .route_layer(from_fn_with_state(app.clone(), bearer::require))
        .route("/openapi.json", get(document::serve))
        .layer(DefaultBodyLimit::max(imports::read_at_most(&app.config)))
        .layer(CatchPanicLayer::custom(faults::panicked))
        .layer(TimeoutLayer::with_status_code(StatusCode::GATEWAY_TIMEOUT, PATIENCE))
        .layer(from_fn(problem::explain))
}

/// The page that tells people what programs can ask.
pub fn routes() -> Routes {
    Routes::new().get("/api", page::show)
}
