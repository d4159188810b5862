use chrono::NaiveDate;
use db::{Id, Tx, sql};

/// A remark of the reading, with what became of its line.
#[derive(Clone, Debug, db::FromRow)]
pub struct Remark {
    pub line: Option<i64>,
    pub column_name: Option<String>,
    pub read: Option<String>,
    pub level: String,
    pub text: String,
    pub verdict: Option<String>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, db::FromRow)]
pub struct RemarkCounts {
    pub refused: i64,
    pub warning: i64,
    pub info: i64,
}

impl RemarkCounts {
    pub fn all(self) -> i64 {
        self.refused + self.warning + self.info
    }
}

pub async fn remark_counts(tx: &mut Tx, list: Id) -> db::Result<RemarkCounts> {
    sql!(
        "SELECT CAST(COALESCE(sum(CASE WHEN level = 'refused' THEN 1 ELSE 0 END), 0) AS BIGINT) AS refused,
                CAST(COALESCE(sum(CASE WHEN level = 'warning' THEN 1 ELSE 0 END), 0) AS BIGINT) AS warning,
                CAST(COALESCE(sum(CASE WHEN level = 'info' THEN 1 ELSE 0 END), 0) AS BIGINT) AS info
         FROM intake_message WHERE list_id = $1"
    )
    .bind(list)
    .one(tx)
    .await
}

/// In the order of the file; of one level when it is said.
pub async fn remarks(tx: &mut Tx, list: Id, level: Option<&str>, limit: i64, offset: i64) -> db::Result<Vec<Remark>> {
    sql!(
        "SELECT m.line, m.column_name, m.read, m.level, m.text, l.verdict
         FROM intake_message m LEFT JOIN intake_line l ON l.list_id = m.list_id AND l.line = m.line
         WHERE m.list_id = $1 AND (m.level = $2 OR $2 = '')
         ORDER BY m.position LIMIT $3 OFFSET $4"
    )
    .bind(list)
    .bind(level.unwrap_or_default().to_owned())
    .bind(limit)
    .bind(offset)
    .all(tx)
    .await
}

/// The gravest first: what the page of the list shows of them.
pub async fn first_remarks(tx: &mut Tx, list: Id, limit: i64) -> db::Result<Vec<Remark>> {
    sql!(
        "SELECT m.line, m.column_name, m.read, m.level, m.text, l.verdict
         FROM intake_message m LEFT JOIN intake_line l ON l.list_id = m.list_id AND l.line = m.line
         WHERE m.list_id = $1
         ORDER BY CASE WHEN m.line IS NULL THEN 0 ELSE 1 END,
                  CASE m.level WHEN 'refused' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END, m.position
         LIMIT $2"
    )
    .bind(list)
    .bind(limit)
    .all(tx)
    .await
}

/// The remarks on the lines between two, in order.
pub async fn remarks_between(tx: &mut Tx, list: Id, first: i64, last: i64) -> db::Result<Vec<Remark>> {
    sql!(
        "SELECT m.line, m.column_name, m.read, m.level, m.text, l.verdict
         FROM intake_message m JOIN intake_line l ON l.list_id = m.list_id AND l.line = m.line
         WHERE m.list_id = $1 AND m.line BETWEEN $2 AND $3 ORDER BY m.position"
    )
    .bind(list)
    .bind(first)
    .bind(last)
    .all(tx)
    .await
}

/// A line and what became of it.
#[derive(Clone, Debug, db::FromRow)]
pub struct Line {
    pub line: i64,
    pub person: String,
    pub case_id: Option<Id>,
    pub reference: Option<String>,
    pub settled_as: Option<String>,
    pub settled_by: Option<String>,
}

pub async fn lines(tx: &mut Tx, list: Id, verdict: &str, limit: i64, offset: i64) -> db::Result<Vec<Line>> {
    sql!(
        "SELECT l.line, l.person, c.id AS case_id, c.reference, l.settled_as, a.name AS settled_by
         FROM intake_line l
         LEFT JOIN youth y ON y.id = l.youth_id AND y.removed_at IS NULL
         LEFT JOIN youth_case c ON c.id = l.case_id AND y.id IS NOT NULL
         LEFT JOIN account a ON a.id = l.settled_by
         WHERE l.list_id = $1 AND l.verdict = $2
         ORDER BY l.line LIMIT $3 OFFSET $4"
    )
    .bind(list)
    .bind(verdict.to_owned())
    .bind(limit)
    .bind(offset)
    .all(tx)
    .await
}

/// Whom a line is, or resembles, and why.
#[derive(Clone, Debug, db::FromRow)]
pub struct Likeness {
    pub line: i64,
    pub rival_line: Option<i64>,
    pub last_name: Option<String>,
    pub first_names: Option<String>,
    pub usage_name: Option<String>,
    pub born_on: Option<NaiveDate>,
    pub reasons: String,
}

pub async fn likenesses(tx: &mut Tx, list: Id, first: i64, last: i64) -> db::Result<Vec<Likeness>> {
    sql!(
        "SELECT r.line, r.rival_line, y.last_name, y.first_names, y.usage_name, y.born_on, r.reasons
         FROM intake_rival r LEFT JOIN youth y ON y.id = r.youth_id AND y.removed_at IS NULL
         WHERE r.list_id = $1 AND r.line BETWEEN $2 AND $3 ORDER BY r.line, r.position"
    )
    .bind(list)
    .bind(first)
    .bind(last)
    .all(tx)
    .await
}

/// How many of the lines to review still wait.
pub async fn open(tx: &mut Tx, list: Id) -> db::Result<i64> {
    let (open,): (i64,) = sql!(
        "SELECT CAST(count(*) AS BIGINT) FROM intake_line
         WHERE list_id = $1 AND verdict = 'to_review' AND settled_at IS NULL"
    )
    .bind(list)
    .one(tx)
    .await?;
    Ok(open)
}

/// How many of the attached lines stood on that list too.
pub async fn still_there(tx: &mut Tx, list: Id, before: Id) -> db::Result<i64> {
    let (still,): (i64,) = sql!(
        "SELECT CAST(count(*) AS BIGINT) FROM intake_line l
         WHERE l.list_id = $1 AND l.verdict = 'attached'
           AND EXISTS (SELECT 1 FROM intake_line was WHERE was.list_id = $2 AND was.youth_id = l.youth_id)"
    )
    .bind(list)
    .bind(before)
    .one(tx)
    .await?;
    Ok(still)
}

/// Another list of the very same file, applied at the same platform.
#[derive(Clone, Debug, db::FromRow)]
pub struct Twin {
    pub id: Id,
    pub applied_at: chrono::DateTime<chrono::Utc>,
}

pub async fn applied_twin(tx: &mut Tx, platform: &str, list: Id, file_hash: &str) -> db::Result<Option<Twin>> {
    sql!(
        "SELECT id, applied_at FROM intake_list
         WHERE platform = $1 AND file_hash = $3 AND state = 'applied' AND id <> $2
         ORDER BY applied_at DESC LIMIT 1"
    )
    .bind(platform.to_owned())
    .bind(list)
    .bind(file_hash.to_owned())
    .optional(tx)
    .await
}
