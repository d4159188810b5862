use super::super::scope::State;
use crate::intake::candidate::Candidate;
use chrono::{DateTime, NaiveDate, Utc};
use db::{Id, Tx, sql};

/// A line that a person settles, or has settled.
#[derive(Clone, Debug)]
pub struct Doubtful {
    pub line: i64,
    pub person: String,
    /// None once the list is undone or abandoned.
    pub candidate: Option<Candidate>,
    pub settled: Option<Settled>,
}

#[derive(Clone, Debug)]
pub struct Settled {
    pub at: DateTime<Utc>,
    pub by: Option<String>,
    /// `same` or `different`.
    pub word: String,
    pub case: Option<(Id, String)>,
}

impl Doubtful {
    pub fn is_open(&self, state: State) -> bool {
        state == State::Applied && self.settled.is_none()
    }
}

#[derive(db::FromRow)]
struct Row {
    person: String,
    candidate: Option<String>,
    settled_at: Option<DateTime<Utc>>,
    settled_by: Option<String>,
    settled_as: Option<String>,
    case_id: Option<Id>,
    reference: Option<String>,
}

pub async fn doubtful(tx: &mut Tx, list: Id, line: i64) -> db::Result<Option<Doubtful>> {
    let row: Option<Row> = sql!(
        "SELECT l.person, l.candidate, l.settled_at, a.name AS settled_by, l.settled_as, c.id AS case_id, c.reference
         FROM intake_line l
         LEFT JOIN account a ON a.id = l.settled_by
         LEFT JOIN youth_case c ON c.id = l.case_id
         WHERE l.list_id = $1 AND l.line = $2 AND l.verdict = 'to_review'"
    )
    .bind(list)
    .bind(line)
    .optional(tx)
    .await?;
    row.map(|row| {
        let candidate = row.candidate.as_deref().map(serde_json::from_str).transpose();
        Ok(Doubtful {
            line,
            person: row.person,
            candidate: candidate
                .map_err(|e| db::Error::Protocol(format!("intake_line, list {list}, line {line}: {e}")))?,
            settled: row.settled_at.map(|at| Settled {
                at,
                by: row.settled_by,
                word: row.settled_as.unwrap_or_default(),
                case: row.case_id.zip(row.reference),
            }),
        })
    })
    .transpose()
}

/// The first line that waits after this one, else the first of the list.
pub async fn next(tx: &mut Tx, list: Id, line: i64) -> db::Result<Option<i64>> {
    let row: Option<(i64,)> = sql!(
        "SELECT line FROM intake_line WHERE list_id = $1 AND verdict = 'to_review' AND settled_at IS NULL
         ORDER BY CASE WHEN line > $2 THEN 0 ELSE 1 END, line LIMIT 1"
    )
    .bind(list)
    .bind(line)
    .optional(tx)
    .await?;
    Ok(row.map(|(line,)| line))
}

/// The last line that waits before this one.
pub async fn previous(tx: &mut Tx, list: Id, line: i64) -> db::Result<Option<i64>> {
    let row: Option<(i64,)> = sql!(
        "SELECT line FROM intake_line WHERE list_id = $1 AND verdict = 'to_review' AND settled_at IS NULL AND line < $2
         ORDER BY line DESC LIMIT 1"
    )
    .bind(list)
    .bind(line)
    .optional(tx)
    .await?;
    Ok(row.map(|(line,)| line))
}

/// Lines settled, lines to settle in all.
pub async fn progress(tx: &mut Tx, list: Id) -> db::Result<(i64, i64)> {
    sql!(
        "SELECT CAST(count(settled_at) AS BIGINT), CAST(count(*) AS BIGINT) FROM intake_line
         WHERE list_id = $1 AND verdict = 'to_review'"
    )
    .bind(list)
    .one(tx)
    .await
}

/// A line that waits, and the one it resembles most.
#[derive(Clone, Debug, db::FromRow)]
pub struct Waiting {
    pub list_id: Id,
    pub source_name: String,
    pub listed_on: NaiveDate,
    pub line: i64,
    pub person: String,
    pub last_name: Option<String>,
    pub first_names: Option<String>,
    pub reasons: Option<String>,
}

pub async fn waiting(tx: &mut Tx, platform: &str, limit: i64, offset: i64) -> db::Result<Vec<Waiting>> {
    sql!(
        "SELECT l.list_id, list.source_name, list.listed_on, l.line, l.person, y.last_name, y.first_names,
                r.reasons
         FROM intake_line l
         JOIN intake_list list ON list.id = l.list_id
         LEFT JOIN intake_rival r ON r.list_id = l.list_id AND r.line = l.line AND r.position = 0
         LEFT JOIN youth y ON y.id = r.youth_id AND y.removed_at IS NULL
         WHERE list.platform = $1 AND list.state = 'applied' AND l.verdict = 'to_review' AND l.settled_at IS NULL
         ORDER BY list.applied_at, list.id, l.line LIMIT $2 OFFSET $3"
    )
    .bind(platform.to_owned())
    .bind(limit)
    .bind(offset)
    .all(tx)
    .await
}

/// A line just settled.
#[derive(Clone, Debug, db::FromRow)]
pub struct Done {
    pub list_id: Id,
    pub line: i64,
    pub person: String,
    pub settled_as: String,
    pub case_id: Option<Id>,
    pub last_name: Option<String>,
    pub first_names: Option<String>,
    pub usage_name: Option<String>,
}

pub async fn done(tx: &mut Tx, platform: &str, list: Id, line: i64) -> db::Result<Option<Done>> {
    sql!(
        "SELECT l.list_id, l.line, l.person, l.settled_as, l.case_id, y.last_name, y.first_names, y.usage_name
         FROM intake_line l JOIN intake_list list ON list.id = l.list_id
         LEFT JOIN youth y ON y.id = l.youth_id AND y.removed_at IS NULL
         WHERE list.platform = $1 AND l.list_id = $2 AND l.line = $3 AND l.settled_as IS NOT NULL"
    )
    .bind(platform.to_owned())
    .bind(list)
    .bind(line)
    .optional(tx)
    .await
}

/// The last case that the platform holds for a youth.
#[derive(Clone, Debug, db::FromRow)]
pub struct Case {
    pub id: Id,
    pub created_at: DateTime<Utc>,
}

pub async fn case(tx: &mut Tx, platform: &str, youth: Id) -> db::Result<Option<Case>> {
    sql!(
        "SELECT id, created_at FROM youth_case WHERE youth_id = $1 AND platform = $2
         ORDER BY created_at DESC, id DESC LIMIT 1"
    )
    .bind(youth)
    .bind(platform.to_owned())
    .optional(tx)
    .await
}

#[derive(Clone, Debug, db::FromRow)]
pub struct Schooled {
    pub formation: Option<String>,
    pub school_name: Option<String>,
    pub school_code: Option<String>,
}

/// The last schooling told of a youth.
pub async fn schooling(tx: &mut Tx, youth: Id) -> db::Result<Option<Schooled>> {
    sql!(
        "SELECT formation, school_name, school_code FROM schooling
         WHERE youth_id = $1 AND removed_at IS NULL ORDER BY recorded_at DESC, id DESC LIMIT 1"
    )
    .bind(youth)
    .optional(tx)
    .await
}

/// How many of those a line resembles are shown beside it.
const MOST_RIVALS: i64 = 6;

/// The youths a line resembles, the most likely first, with why.
pub async fn rivals(tx: &mut Tx, list: Id, line: i64) -> db::Result<Vec<(Id, String)>> {
    sql!(
        "SELECT r.youth_id, r.reasons FROM intake_rival r JOIN youth y ON y.id = r.youth_id AND y.removed_at IS NULL
         WHERE r.list_id = $1 AND r.line = $2 ORDER BY r.position LIMIT $3"
    )
    .bind(list)
    .bind(line)
    .bind(MOST_RIVALS)
    .all(tx)
    .await
}
