//! `/health`: whether the program can do its work, for whatever watches over it.
use axum::Json;
use axum::extract::State;
use base::{App, Result, Routes};
use db::sql;
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
}

/// 200 when the database answers; a problem (503 or 500) otherwise.
async fn health(State(app): State<App>) -> Result<Json<Health>> {
    let mut tx = app.read().await?;
    let schema = schema(&mut tx).await?;
    let engine = if app.db.is_sqlite() { "sqlite" } else { "postgres" };
    Ok(Json(Health { status: "ok", version: env!("CARGO_PKG_VERSION"), engine, schema }))
}

/// Number of the last migration that succeeded, 0 for an empty database.
pub async fn schema(tx: &mut db::Tx) -> db::Result<i64> {
    let (version,): (i64,) =
        sql!("SELECT COALESCE(MAX(version), CAST(0 AS BIGINT)) FROM _sqlx_migrations WHERE success").one(tx).await?;
    Ok(version)
}
