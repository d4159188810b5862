//! Targets in the database. A target is never changed: the one that held ends, another begins.
use super::model::Target;
use crate::indicators::Indicator;
use base::Actor;
use chrono::{DateTime, Utc};
use db::{Id, Tx, sql};
use network::rights::Permission;

#[derive(db::FromRow)]
struct Row {
    indicator: String,
    value: f64,
    set_at: DateTime<Utc>,
    set_by: Option<String>,
    ended_at: Option<DateTime<Utc>>,
    objective_id: Option<Id>,
}

/// Every target of a territory for a school year, the latest first. One of an indicator that left the catalogue is passed over.
pub async fn of_year(tx: &mut Tx, territory: &str, year: i32) -> db::Result<Vec<Target>> {
    let rows: Vec<Row> = sql!(
        "SELECT t.indicator, t.value, t.set_at, a.name AS set_by, t.ended_at, t.objective_id
         FROM target t LEFT JOIN account a ON a.id = t.set_by
         WHERE t.territory = $1 AND t.school_year = $2 ORDER BY t.set_at DESC, t.id DESC"
    )
    .bind(territory.to_owned())
    .bind(i64::from(year))
    .all(tx)
    .await?;
    let target = |row: Row| {
        let indicator = row.indicator.parse::<Indicator>().ok()?;
        let Row { value, set_at, set_by, ended_at, objective_id: objective, .. } = row;
        Some(Target { indicator, value, set_at, set_by, ended_at, objective })
    };
    Ok(rows.into_iter().filter_map(target).collect())
}

/// Whoever changes the targets of a territory waits here for whoever does already: two never hold at once.
pub async fn lock(tx: &mut base::Tx, territory: &str) -> db::Result<()> {
    // Not its code: SQLite would then look for it in every table that refers to territories.
    sql!("UPDATE territory SET name = name WHERE code = $1").bind(territory.to_owned()).execute(tx).await?;
    Ok(())
}

/// Ends the target that holds, if one does.
pub async fn end(tx: &mut base::Tx, territory: &str, year: i32, indicator: Indicator) -> db::Result<u64> {
    let now = tx.now();
    sql!(
        "UPDATE target SET ended_at = $4
         WHERE territory = $1 AND school_year = $2 AND indicator = $3 AND ended_at IS NULL"
    )
    .bind(territory.to_owned())
    .bind(i64::from(year))
    .bind(indicator.code().to_owned())
    .bind(now)
    .execute(tx)
    .await
}

/// Sets a target, in the place of the one that holds; agreed on in a negotiation, or by the territory itself.
pub async fn set(
    tx: &mut base::Tx,
    territory: &str,
    year: i32,
    indicator: Indicator,
    value: f64,
    objective: Option<Id>,
) -> db::Result<()> {
    end(tx, territory, year, indicator).await?;
    let (now, by) = (tx.now(), tx.actor().account);
    sql!(
        "INSERT INTO target (id, territory, indicator, school_year, value, set_at, set_by, objective_id)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
    )
    .bind(base::new_id(now))
    .bind(territory.to_owned())
    .bind(indicator.code().to_owned())
    .bind(i64::from(year))
    .bind(value)
    .bind(now)
    .bind(by)
    .bind(objective)
    .execute(tx)
    .await?;
    Ok(())
}

/// Whether the actor sets the targets of this very territory: a role above reads them, and commits for its own level only.
pub async fn may_set(tx: &mut Tx, actor: &Actor, territory: &str) -> db::Result<bool> {
    holds_here(tx, actor, Permission::SetTargets, territory).await
}

/// Whether a role of the actor on this very territory opens this: one above does not.
pub async fn holds_here(tx: &mut Tx, actor: &Actor, permission: Permission, territory: &str) -> db::Result<bool> {
    let Some(account) = actor.account else { return Ok(true) };
    let found: Option<(i64,)> = sql!(
        "SELECT CAST(1 AS BIGINT) FROM scope s JOIN account_role r ON r.id = s.account_role_id
         WHERE s.account_id = $1 AND s.permission = $2 AND s.territory = $3 AND r.territory = $3 LIMIT 1"
    )
    .bind(account)
    .bind(permission.code().to_owned())
    .bind(territory.to_owned())
    .optional(tx)
    .await?;
    Ok(found.is_some())
}
