//! Targets on indicators that people added: the same table, by their code.
use chrono::{DateTime, Utc};
use db::{Tx, sql};

/// A target that holds, and whose.
#[derive(Clone, Debug, db::FromRow)]
pub struct Standing {
    pub territory: String,
    pub school_year: i64,
}

/// The targets that stand on an indicator.
pub async fn standing(tx: &mut Tx, code: &str) -> db::Result<Vec<Standing>> {
    sql!(
        "SELECT t.name AS territory, g.school_year FROM target g JOIN territory t ON t.code = g.territory
         WHERE g.indicator = $1 AND g.ended_at IS NULL ORDER BY g.school_year DESC, t.name"
    )
    .bind(code.to_owned())
    .all(tx)
    .await
}

/// Those of a territory for a school year that held at an instant: code of the indicator, value.
pub async fn of_year(tx: &mut Tx, territory: &str, year: i32, known: DateTime<Utc>) -> db::Result<Vec<(String, f64)>> {
    sql!(
        "SELECT g.indicator, g.value FROM target g JOIN own_indicator i ON i.code = g.indicator
         WHERE g.territory = $1 AND g.school_year = $2 AND g.set_at <= $3 AND (g.ended_at IS NULL OR g.ended_at > $3)"
    )
    .bind(territory.to_owned())
    .bind(i64::from(year))
    .bind(known)
    .all(tx)
    .await
}

/// Ends the target that holds, and sets another when there is one.
pub async fn set(tx: &mut base::Tx, territory: &str, year: i32, code: &str, value: Option<f64>) -> db::Result<()> {
    let (now, by) = (tx.now(), tx.actor().account);
    sql!(
        "UPDATE target SET ended_at = $4
         WHERE territory = $1 AND school_year = $2 AND indicator = $3 AND ended_at IS NULL"
    )
    .bind(territory.to_owned())
    .bind(i64::from(year))
    .bind(code.to_owned())
    .bind(now)
    .execute(tx)
    .await?;
    let Some(value) = value else { return Ok(()) };
    sql!(
        "INSERT INTO target (id, territory, indicator, school_year, value, set_at, set_by) VALUES ($1, $2, $3, $4, $5, $6, $7)"
    )
    .bind(base::new_id(now))
    .bind(territory.to_owned())
    .bind(code.to_owned())
    .bind(i64::from(year))
    .bind(value)
    .bind(now)
    .bind(by)
    .execute(tx)
    .await?;
    Ok(())
}
