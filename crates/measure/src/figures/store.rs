//! The facts behind a question, one row a case.
use chrono::{DateTime, Months, NaiveDate, Utc};
use db::{Id, Tx, sql};
use follow::cases::facts::Part;

/// What of a case enters the figures; the situation is the one of the day asked for.
#[derive(Debug, db::FromRow)]
pub(super) struct Fact {
    pub platform: String,
    pub entry_on: NaiveDate,
    pub month: String,
    pub sex: String,
    pub age: i64,
    pub source: String,
    pub schooling: String,
    pub priority_district: String,
    pub verification: String,
    pub situation: String,
    pub lapses_on: Option<NaiveDate>,
    pub solution: Option<String>,
    pub first_solution: Option<String>,
    pub first_attempt_on: Option<NaiveDate>,
    pub first_contact_on: Option<NaiveDate>,
    pub first_interview_on: Option<NaiveDate>,
    pub first_support_on: Option<NaiveDate>,
    pub first_solution_on: Option<NaiveDate>,
    pub days_to_contact: Option<i64>,
    pub days_to_solution: Option<i64>,
    pub without_worker: bool,
}

/// A case with where it comes from.
#[derive(Debug, db::FromRow)]
pub(super) struct Traced {
    #[sqlx(flatten)]
    pub fact: Fact,
    /// The list that opened the case; none when nobody's list did.
    pub list_id: Option<Id>,
    /// When the last of its events was recorded.
    pub changed_at: Option<DateTime<Utc>>,
}

/// The columns of [`Fact`], the situation being the one entered or, on `$4`, the one that holds that day.
macro_rules! fact {
    () => {
        fact!("CASE WHEN f.lapses_on <= $4 THEN 'unknown' ELSE f.situation END")
    };
    ($situation:literal) => {
        concat!(
            "f.platform, f.entry_on, f.entry_month AS month, f.sex, f.age, f.source, f.schooling, f.priority_district,
         f.verification, ",
            $situation,
            " AS situation,
         f.lapses_on, f.solution, f.first_solution,
         f.first_attempt_on, f.first_contact_on, f.first_interview_on, f.first_support_on, f.first_solution_on,
         f.days_to_contact, f.days_to_solution, (f.worker IS NULL AND NOT f.closed) AS without_worker"
        )
    };
}

/// Reads the cases that entered in the period and that platforms of the territory hold.
pub(super) async fn facts(
    tx: &mut Tx,
    territory: &str,
    from: NaiveDate,
    to: NaiveDate,
    at: NaiveDate,
    see: impl FnMut(Fact),
) -> db::Result<()> {
    sql!(concat!(
        "SELECT ",
        fact!(),
        " FROM territory_ancestor within
         JOIN case_facts f ON f.platform = within.territory
         WHERE within.ancestor = $1 AND f.entry_on >= $2 AND f.entry_on <= $3"
    ))
    .bind(territory.to_owned())
    .bind(from)
    .bind(to)
    .bind(at)
    .each(tx, see)
    .await
}

/// The same cases, with where each comes from. Events of a case are numbered from 1: its last is the one it counts.
pub(super) async fn traced(
    tx: &mut Tx,
    territory: &str,
    from: NaiveDate,
    to: NaiveDate,
    at: NaiveDate,
    see: impl FnMut(Traced),
) -> db::Result<()> {
    sql!(concat!(
        "SELECT ",
        fact!(),
        ", c.list_id, e.recorded_at AS changed_at
         FROM territory_ancestor within
         JOIN case_facts f ON f.platform = within.territory
         JOIN youth_case c ON c.id = f.case_id
         LEFT JOIN case_event e ON e.case_id = f.case_id AND e.number = c.events
         WHERE within.ancestor = $1 AND f.entry_on >= $2 AND f.entry_on <= $3"
    ))
    .bind(territory.to_owned())
    .bind(from)
    .bind(to)
    .bind(at)
    .each(tx, see)
    .await
}

/// Reads all the facts of a platform.
pub(super) async fn of_platform(tx: &mut Tx, platform: &str, see: impl FnMut(Fact)) -> db::Result<()> {
    sql!(concat!("SELECT ", fact!("f.situation"), " FROM case_facts f WHERE f.platform = $1"))
        .bind(platform.to_owned())
        .each(tx, see)
        .await
}

/// Every platform there is, or was.
pub(super) async fn platforms(tx: &mut Tx) -> db::Result<Vec<String>> {
    let codes: Vec<(String,)> = sql!("SELECT code FROM platform ORDER BY code").all(tx).await?;
    Ok(codes.into_iter().map(|(code,)| code).collect())
}

/// Reads those of one part.
pub(super) async fn of_part(tx: &mut Tx, part: &Part, see: impl FnMut(Fact)) -> db::Result<()> {
    let next = part.month.checked_add_months(Months::new(1)).unwrap_or(NaiveDate::MAX);
    sql!(concat!(
        "SELECT ",
        fact!("f.situation"),
        " FROM case_facts f WHERE f.platform = $1 AND f.entry_on >= $2 AND f.entry_on < $3"
    ))
    .bind(part.platform.clone())
    .bind(part.month)
    .bind(next)
    .each(tx, see)
    .await
}
