//! A database ready for work: its schema, and what every installation holds before anybody comes.
use base::MIGRATIONS;
use db::{Db, sql};

/// Brings the schema up to date, with the country and the table of rights; nothing to do when they are.
pub async fn prepare(db: &Db) -> db::Result<()> {
    db.migrate(&MIGRATIONS).await?;
    match fill(db).await {
        // Another process fills the same new database: it is done when this one comes again.
        Err(error) if db::is_unique_violation(&error) => fill(db).await,
        filled => filled,
    }
}

async fn fill(db: &Db) -> db::Result<()> {
    let mut tx = db.write().await?;
    network::territories::store::seed_country(&mut tx).await?;
    network::rights::sync(&mut tx).await?;
    tx.commit().await
}

/// Number of the last migration that succeeded, 0 when none did.
pub async fn schema(tx: &mut db::Tx) -> db::Result<i64> {
    let (version,): (i64,) =
        sql!("SELECT COALESCE(MAX(version), CAST(0 AS BIGINT)) FROM _sqlx_migrations WHERE success").one(tx).await?;
    Ok(version)
}
