//! `/health`: whether the program can do its work, for whatever watches over it.
use crate::database;
use axum::Json;
use axum::extract::State;
use base::{App, Result, Routes};
use serde::Serialize;

pub fn routes() -> Routes {
    Routes::new().get("/health", health)
}

#[derive(Serialize)]
struct Health {
    status: &'static str,
    version: &'static str,
    engine: &'static str,
    /// Number of the last migration applied.
    schema: i64,
    /// `memory` once the facts are read, `database` until then: the same figures, slower.
    figures: &'static str,
}

/// 200 when the database answers; a problem (503 or 500) otherwise.
async fn health(State(app): State<App>) -> Result<Json<Health>> {
    let mut tx = app.read().await?;
    let schema = database::schema(&mut tx).await?;
    let engine = if app.db.is_sqlite() { "sqlite" } else { "postgres" };
    let figures = if measure::figures::is_loaded(&app) { "memory" } else { "database" };
    Ok(Json(Health { status: "ok", version: env!("CARGO_PKG_VERSION"), engine, schema, figures }))
}
