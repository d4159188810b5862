//! The facts behind a question, one row a case.
use chrono::NaiveDate;
use db::{Tx, sql};

/// What of a case enters the figures; the situation is the one of the day asked for.
#[derive(Debug, db::FromRow)]
pub(super) struct Fact {
    pub below: String,
    pub month: String,
    pub sex: String,
    pub age: i64,
    pub source: String,
    pub schooling: String,
    pub priority_district: String,
    pub verification: String,
    pub situation: String,
    pub solution: Option<String>,
    pub first_solution: Option<String>,
    pub attempted: bool,
    pub reached: bool,
    pub interviewed: bool,
    pub supported_ever: bool,
    pub days_to_contact: Option<i64>,
    pub days_to_solution: Option<i64>,
    pub without_worker: bool,
}

/// Reads the cases of a territory that entered in the period. `below` is the territory one level down that holds the case (the
/// platform itself on a platform).
pub(super) async fn facts(
    tx: &mut Tx,
    territory: &str,
    from: NaiveDate,
    to: NaiveDate,
    at: NaiveDate,
    see: impl FnMut(Fact),
) -> db::Result<()> {
    sql!(
        "SELECT below.code AS below, f.entry_month AS month, f.sex, f.age, f.source, f.schooling, f.priority_district,
                f.verification,
                CASE WHEN f.lapses_on <= $4 THEN 'unknown' ELSE f.situation END AS situation,
                f.solution, f.first_solution,
                f.first_attempt_on IS NOT NULL AS attempted,
                f.first_contact_on IS NOT NULL AS reached,
                f.first_interview_on IS NOT NULL AS interviewed,
                f.first_support_on IS NOT NULL AS supported_ever,
                f.days_to_contact, f.days_to_solution,
                (f.worker IS NULL AND NOT f.closed) AS without_worker
         FROM territory_ancestor within
         JOIN territory_ancestor up ON up.territory = within.territory
         JOIN territory below ON below.code = up.ancestor
              AND (below.parent = $1 OR (below.code = $1 AND within.territory = $1))
         JOIN case_facts f ON f.platform = within.territory
         WHERE within.ancestor = $1 AND f.entry_on >= $2 AND f.entry_on <= $3"
    )
    .bind(territory.to_owned())
    .bind(from)
    .bind(to)
    .bind(at)
    .each(tx, see)
    .await
}
