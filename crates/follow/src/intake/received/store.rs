use chrono::{DateTime, NaiveDate, Utc};
use db::{Id, Tx, sql};

/// A list, in one line.
#[derive(Clone, Debug, db::FromRow)]
pub struct Received {
    pub id: Id,
    pub source_name: String,
    pub file_name: String,
    pub listed_on: NaiveDate,
    pub state: String,
    pub received_at: DateTime<Utc>,
    pub received_by: Option<String>,
    pub lines: i64,
    pub created: i64,
    pub attached: i64,
    pub to_review: i64,
    pub refused: i64,
    pub ignored: i64,
    /// Of the lines to review, those still open.
    pub open: i64,
}

pub async fn count(tx: &mut Tx, platform: &str) -> db::Result<i64> {
    let (count,): (i64,) = sql!("SELECT CAST(count(*) AS BIGINT) FROM intake_list WHERE platform = $1")
        .bind(platform.to_owned())
        .one(tx)
        .await?;
    Ok(count)
}

/// Those that wait first, then the latest received.
pub async fn lists(tx: &mut Tx, platform: &str, limit: i64, offset: i64) -> db::Result<Vec<Received>> {
    sql!(
        "SELECT l.id, l.source_name, l.file_name, l.listed_on, l.state, l.received_at, a.name AS received_by, l.lines,
                l.created, l.attached, l.to_review, l.refused, l.ignored,
                CAST((SELECT count(*) FROM intake_line x WHERE x.list_id = l.id AND x.verdict = 'to_review'
                      AND x.settled_at IS NULL) AS BIGINT) AS open
         FROM intake_list l LEFT JOIN account a ON a.id = l.received_by
         WHERE l.platform = $1
         ORDER BY CASE WHEN l.state = 'staged' THEN 0 ELSE 1 END, l.received_at DESC, l.id DESC
         LIMIT $2 OFFSET $3"
    )
    .bind(platform.to_owned())
    .bind(limit)
    .bind(offset)
    .all(tx)
    .await
}

/// The last applied list of each sender.
pub async fn last_of_each(tx: &mut Tx, platform: &str) -> db::Result<Vec<Received>> {
    sql!(
        "SELECT l.id, l.source_name, l.file_name, l.listed_on, l.state, l.received_at, a.name AS received_by, l.lines,
                l.created, l.attached, l.to_review, l.refused, l.ignored,
                CAST((SELECT count(*) FROM intake_line x WHERE x.list_id = l.id AND x.verdict = 'to_review'
                      AND x.settled_at IS NULL) AS BIGINT) AS open
         FROM intake_list l LEFT JOIN account a ON a.id = l.received_by
         WHERE l.platform = $1 AND l.state = 'applied'
           AND NOT EXISTS (SELECT 1 FROM intake_list later WHERE later.platform = l.platform
                AND later.source_name = l.source_name AND later.state = 'applied'
                AND (later.listed_on > l.listed_on OR (later.listed_on = l.listed_on AND later.applied_at > l.applied_at)))
         ORDER BY l.source_name, l.id"
    )
    .bind(platform.to_owned())
    .all(tx)
    .await
}
