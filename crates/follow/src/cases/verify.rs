//! Whether the facts are still those that the events tell: each case is projected again and compared with its row.
use super::store::{self, Projected};
use crate::youths::store as youths;
use chrono::{DateTime, NaiveDate, Utc};
use db::{Cell, Id, Tx, sql};

/// What [`verify`] saw.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verified {
    pub cases: u64,
    /// References of the cases whose row is not what their events tell.
    pub wrong: Vec<String>,
}

#[derive(db::FromRow)]
struct Case {
    id: Id,
    reference: String,
    youth_id: Id,
    platform: String,
    removed: bool,
}

/// Reads every case there is, `progress` being told how many are done.
///
/// # Errors
/// When the database cannot be read, or holds an event that makes no sense: the error names it.
pub async fn verify(tx: &mut Tx, mut progress: impl FnMut(u64)) -> db::Result<Verified> {
    const PAGE: i64 = 5_000;
    let mut verified = Verified::default();
    let mut last = Id::nil();
    loop {
        let cases: Vec<Case> = sql!(
            "SELECT c.id, c.reference, c.youth_id, c.platform, (y.removed_at IS NOT NULL) AS removed
             FROM youth_case c JOIN youth y ON y.id = c.youth_id WHERE c.id > $1 ORDER BY c.id LIMIT $2"
        )
        .bind(last)
        .bind(PAGE)
        .all(tx)
        .await?;
        let Some(end) = cases.last() else { return Ok(verified) };
        last = end.id;
        for case in cases {
            let held = stored(tx, case.id).await?;
            if held != told(tx, &case).await? {
                verified.wrong.push(case.reference);
            }
            verified.cases += 1;
        }
        progress(verified.cases);
    }
}

/// The row that the events tell; none when no report holds, or when the youth's list was undone.
async fn told(tx: &mut Tx, case: &Case) -> db::Result<Option<Vec<Cell>>> {
    if case.removed {
        return Ok(None);
    }
    let events = store::events(tx, case.id).await?;
    let traits = youths::traits(tx, case.youth_id).await?;
    let projected = Projected::new(case.id, case.youth_id, &case.platform, &events, &traits);
    Ok(projected.as_ref().map(store::facts_cells))
}

/// The row, in the order of `store::FACTS`.
async fn stored(tx: &mut Tx, case: Id) -> db::Result<Option<Vec<Cell>>> {
    let who: Option<Who> = sql!(
        "SELECT case_id, youth_id, platform, entry_on, entry_month, sex, age, source, schooling, priority_district
         FROM case_facts WHERE case_id = $1"
    )
    .bind(case)
    .optional(tx)
    .await?;
    let Some(who) = who else { return Ok(None) };
    let became: Became = sql!(
        "SELECT verification, situation, situation_since, lapses_on, solution, first_attempt_on, first_contact_on,
                first_interview_on, first_support_on, first_solution_on, first_solution, days_to_contact,
                days_to_solution, attempts, worker, last_event, last_event_on, closed, changed_at,
                in_solution_3m, in_solution_6m, in_solution_12m, in_solution_18m, broken_3m,
                brief, deeds, deeds_elsewhere
         FROM case_facts WHERE case_id = $1"
    )
    .bind(case)
    .one(tx)
    .await?;
    Ok(Some(who.cells().into_iter().chain(became.cells()).collect()))
}

macro_rules! row {
    ($name:ident { $($field:ident: $type:ty),+ $(,)? }) => {
        #[derive(db::FromRow)]
        struct $name { $($field: $type),+ }
        impl $name {
            fn cells(self) -> Vec<Cell> {
                vec![$(self.$field.into()),+]
            }
        }
    };
}

row!(Who {
    case_id: Id,
    youth_id: Id,
    platform: String,
    entry_on: NaiveDate,
    entry_month: String,
    sex: String,
    age: i64,
    source: String,
    schooling: String,
    priority_district: String,
});

row!(Became {
    verification: String,
    situation: String,
    situation_since: Option<NaiveDate>,
    lapses_on: Option<NaiveDate>,
    solution: Option<String>,
    first_attempt_on: Option<NaiveDate>,
    first_contact_on: Option<NaiveDate>,
    first_interview_on: Option<NaiveDate>,
    first_support_on: Option<NaiveDate>,
    first_solution_on: Option<NaiveDate>,
    first_solution: Option<String>,
    days_to_contact: Option<i64>,
    days_to_solution: Option<i64>,
    attempts: i64,
    worker: Option<Id>,
    last_event: i64,
    last_event_on: NaiveDate,
    closed: bool,
    changed_at: Option<DateTime<Utc>>,
    in_solution_3m: Option<bool>,
    in_solution_6m: Option<bool>,
    in_solution_12m: Option<bool>,
    in_solution_18m: Option<bool>,
    broken_3m: Option<bool>,
    brief: String,
    deeds: Option<String>,
    deeds_elsewhere: Option<bool>,
});
