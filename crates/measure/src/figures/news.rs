use super::question::Period;
use base::clock::end_of_paris_day;
use base::{Actor, Result};
use chrono::{DateTime, NaiveDate, Utc};
use db::{Tx, sql};
use network::rights::{self, Permission};

/// What was recorded in a platform since the end of a past day, about those who entered in a period.
#[derive(Clone, Debug, Default)]
pub struct News {
    /// By kind of event (`follow::cases::event::What::kind`), how many.
    pub events: Vec<(String, i64)>,
    /// How many of them correct or withdraw another.
    pub corrections: i64,
    /// The lists applied or undone since, the latest first.
    pub lists: Vec<List>,
}

#[derive(Clone, Debug, db::FromRow)]
pub struct List {
    pub source_name: String,
    pub listed_on: NaiveDate,
    pub created: i64,
    pub attached: i64,
    pub undone_at: Option<DateTime<Utc>>,
}

/// What moved the figures of a platform. Three statements.
///
/// # Errors
/// As [`super::ask`].
pub async fn news(tx: &mut Tx, actor: &Actor, platform: &str, period: Period, since: NaiveDate) -> Result<News> {
    rights::require(tx, actor, Permission::SeeFigures, platform).await?;
    let since = end_of_paris_day(since);
    let events: Vec<(String, i64, i64)> = sql!(
        "SELECT e.kind, CAST(count(*) AS BIGINT), CAST(count(e.replaces) AS BIGINT)
         FROM case_facts f JOIN case_event e ON e.case_id = f.case_id AND e.recorded_at > $2
         WHERE f.platform = $1 AND f.changed_at > $2 AND f.entry_on >= $3 AND f.entry_on <= $4
         GROUP BY e.kind ORDER BY e.kind"
    )
    .bind(platform.to_owned())
    .bind(since)
    .bind(period.from)
    .bind(period.to)
    .all(tx)
    .await?;
    let lists = sql!(
        "SELECT source_name, listed_on, created, attached, undone_at FROM intake_list
         WHERE platform = $1 AND (applied_at > $2 OR undone_at > $2) ORDER BY applied_at DESC, id DESC"
    )
    .bind(platform.to_owned())
    .bind(since)
    .all(tx)
    .await?;
    let corrections = events.iter().map(|(_, _, corrections)| corrections).sum();
    let events = events.into_iter().map(|(kind, n, _)| (kind, n)).collect();
    Ok(News { events, corrections, lists })
}
