//! Orientations in the database. A version is never changed: a higher one takes its place.
use base::Result;
use chrono::{DateTime, Utc};
use db::{Tx, sql};
use network::territories::{Territory, TerritoryCode};

/// One version of what a territory asks.
#[derive(Clone, Debug)]
pub struct Orientation {
    pub territory: Territory,
    pub version: i64,
    pub words: String,
    /// Why it replaces the version before; empty for the first.
    pub reason: String,
    pub written_at: DateTime<Utc>,
    pub written_by: Option<String>,
}

#[derive(db::FromRow)]
struct Row {
    territory: String,
    territory_name: String,
    version: i64,
    words: String,
    reason: String,
    written_at: DateTime<Utc>,
    written_by: Option<String>,
}

/// Those of a territory and of all above it for a school year, from the nation down; of each, the latest version first.
/// They speak to all those below: no right on the level that wrote them is asked for.
pub async fn of_line(tx: &mut Tx, territory: &str, year: i32) -> Result<Vec<Orientation>> {
    let rows: Vec<Row> = sql!(
        "SELECT o.territory, t.name AS territory_name, o.version, o.words, o.reason, o.written_at, c.name AS written_by
         FROM territory_ancestor a JOIN orientation o ON o.territory = a.ancestor JOIN territory t ON t.code = o.territory
         LEFT JOIN account c ON c.id = o.written_by
         WHERE a.territory = $1 AND o.school_year = $2 ORDER BY o.version DESC"
    )
    .bind(territory.to_owned())
    .bind(i64::from(year))
    .all(tx)
    .await?;
    let mut line = vec![];
    for row in rows {
        let code = row
            .territory
            .parse::<TerritoryCode>()
            .map_err(|why| base::Error::Internal(format!("orientation of {}: {why}", row.territory)))?;
        let territory = Territory { level: code.level(), code, name: row.territory_name, parent: None };
        line.push(Orientation {
            territory,
            version: row.version,
            words: row.words,
            reason: row.reason,
            written_at: row.written_at,
            written_by: row.written_by,
        });
    }
    line.sort_by_key(|orientation| orientation.territory.level);
    Ok(line)
}

pub async fn write(
    tx: &mut base::Tx,
    territory: &str,
    year: i32,
    version: i64,
    words: &str,
    reason: &str,
) -> db::Result<()> {
    let (now, by) = (tx.now(), tx.actor().account);
    sql!(
        "INSERT INTO orientation (territory, school_year, version, words, reason, written_at, written_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7)"
    )
    .bind(territory.to_owned())
    .bind(i64::from(year))
    .bind(version)
    .bind(words.to_owned())
    .bind(reason.to_owned())
    .bind(now)
    .bind(by)
    .execute(tx)
    .await?;
    Ok(())
}
