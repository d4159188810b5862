//! What was known of the cases of a platform at the end of a day that is over: its row of facts when nothing came since, else
//! what the events and the identities of that day tell.
use super::deeds::Deeds;
use super::event::Event;
use super::facts::Facts;
use super::row::Row;
use crate::youths::{Schooling, Sex, Traits};
use base::clock::end_of_paris_day;
use chrono::{DateTime, NaiveDate, Utc};
use db::{Id, Tx, sql};
use std::collections::HashMap;

/// A case as it was known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    pub youth: Id,
    pub facts: Facts,
    pub traits: Traits,
    pub deeds: Deeds,
    /// The list that opened it; none when nobody's list did.
    pub list: Option<Id>,
    /// When the last event known was recorded.
    pub changed_at: DateTime<Utc>,
}

/// The cases of a platform (`$1`) that were there at an instant (`$2`), of whom something was recorded since, or that had not
/// come to the end of what is told of them on that day (`$3`).
macro_rules! moved_on {
    () => {
        "FROM youth_case c
         JOIN youth y ON y.id = c.youth_id
         LEFT JOIN case_facts f ON f.case_id = c.id
         WHERE c.platform = $1 AND c.created_at <= $2 AND (y.removed_at IS NULL OR y.removed_at > $2)
             AND (f.changed_at IS NULL OR f.changed_at > $2 OR f.last_event_on > $3
                  OR EXISTS (SELECT 1 FROM former_identity i WHERE i.youth_id = c.youth_id AND i.corrected_at > $2)
                  OR EXISTS (SELECT 1 FROM schooling s WHERE s.youth_id = c.youth_id
                             AND (s.recorded_at > $2 OR s.removed_at > $2)))"
    };
}

#[derive(db::FromRow)]
struct CaseRow {
    id: Id,
    youth_id: Id,
    list_id: Option<Id>,
    sex: Option<String>,
    born_on: NaiveDate,
    priority_district: Option<bool>,
    schooling: Option<String>,
}

#[derive(db::FromRow)]
struct FormerRow {
    youth_id: Id,
    sex: Option<String>,
    born_on: NaiveDate,
    priority_district: Option<bool>,
}

#[derive(db::FromRow)]
struct EventRow {
    case_id: Id,
    #[sqlx(flatten)]
    row: Row,
}

/// By case, what was known at the end of `day` where it is not what its row of facts says today; none when no report held.
/// Three statements.
///
/// # Errors
/// When the database cannot be read, or holds what makes no sense: the error names the case.
pub async fn moved_on(tx: &mut Tx, platform: &str, day: NaiveDate) -> db::Result<HashMap<Id, Option<Known>>> {
    let at = end_of_paris_day(day);
    let told = told(tx, platform, at, day).await?;
    Ok(told.into_iter().map(|told| (told.case, told.known(platform, at, day))).collect())
}

/// A case whose row of facts is not what was known at an instant, with what its events and its youth's identity told then.
pub(super) struct Told {
    pub case: Id,
    pub youth: Id,
    pub list: Option<Id>,
    pub traits: Traits,
    pub events: Vec<Event>,
}

/// The cases of a platform that have no row of facts, or one that was not known at that instant.
pub(super) async fn told(tx: &mut Tx, platform: &str, at: DateTime<Utc>, day: NaiveDate) -> db::Result<Vec<Told>> {
    let cases: Vec<CaseRow> = sql!(concat!(
        "SELECT c.id, c.youth_id, c.list_id, y.sex, y.born_on, y.priority_district,
                (SELECT s.category FROM schooling s
                 WHERE s.youth_id = y.id AND s.recorded_at <= $2 AND (s.removed_at IS NULL OR s.removed_at > $2)
                     AND s.category <> 'unknown' ORDER BY s.recorded_at, s.id LIMIT 1) AS schooling ",
        moved_on!()
    ))
    .bind(platform.to_owned())
    .bind(at)
    .bind(day)
    .all(tx)
    .await?;
    if cases.is_empty() {
        return Ok(vec![]);
    }
    let former = former(tx, platform, at).await?;
    let mut events = events(tx, platform, at, day).await?;
    let told = |mut case: CaseRow| {
        if let Some(was) = former.get(&case.youth_id) {
            case.sex.clone_from(&was.sex);
            (case.born_on, case.priority_district) = (was.born_on, was.priority_district);
        }
        let traits = case.traits()?;
        let events = events.remove(&case.id).unwrap_or_default();
        Ok(Told { case: case.id, youth: case.youth_id, list: case.list_id, traits, events })
    };
    cases.into_iter().map(told).collect()
}

/// Who the youths were held to be then, of those whose identity was corrected since: what the first correction replaced.
async fn former(tx: &mut Tx, platform: &str, at: DateTime<Utc>) -> db::Result<HashMap<Id, FormerRow>> {
    let rows: Vec<FormerRow> = sql!(
        "SELECT i.youth_id, i.sex, i.born_on, i.priority_district
         FROM youth_case c JOIN former_identity i ON i.youth_id = c.youth_id
         WHERE c.platform = $1 AND i.corrected_at > $2 ORDER BY i.corrected_at DESC, i.id DESC"
    )
    .bind(platform.to_owned())
    .bind(at)
    .all(tx)
    .await?;
    // The last one kept of each is the earliest.
    Ok(rows.into_iter().map(|row| (row.youth_id, row)).collect())
}

async fn events(tx: &mut Tx, platform: &str, at: DateTime<Utc>, day: NaiveDate) -> db::Result<HashMap<Id, Vec<Event>>> {
    let rows: Vec<EventRow> = sql!(concat!(
        "SELECT e.case_id, e.number, e.kind, e.happened_on, e.recorded_at, e.recorded_by, e.platform, e.replaces, e.outcome,
                e.reason, e.channel, e.person, e.due_on, e.due_time, e.guardian_present, e.right_to_return, e.member_id,
                e.scheme, e.solution, e.place, e.list_id, e.source, e.left_on, e.other_platform, e.note, e.why
         FROM case_event e WHERE e.recorded_at <= $2 AND e.case_id IN (SELECT c.id ",
        moved_on!(),
        ") ORDER BY e.case_id, e.number"
    ))
    .bind(platform.to_owned())
    .bind(at)
    .bind(day)
    .all(tx)
    .await?;
    let mut by_case: HashMap<Id, Vec<Event>> = HashMap::new();
    for EventRow { case_id, row } in rows {
        by_case.entry(case_id).or_default().push(row.into_event(case_id)?);
    }
    Ok(by_case)
}

impl CaseRow {
    fn traits(&self) -> db::Result<Traits> {
        let wrong = |why: String| db::Error::Protocol(format!("case {}: {why}", self.id));
        Ok(Traits {
            sex: self.sex.as_deref().map(str::parse::<Sex>).transpose().map_err(wrong)?,
            born_on: self.born_on,
            schooling: self.schooling.as_deref().map_or(Ok(Schooling::Unknown), str::parse).map_err(wrong)?,
            priority_district: self.priority_district,
        })
    }
}

impl Told {
    fn known(self, platform: &str, at: DateTime<Utc>, day: NaiveDate) -> Option<Known> {
        let facts = Facts::of(&self.events, &self.traits, Some(at), day)?;
        let deeds = Deeds::of(&self.events, &self.traits, platform, Some(at), day, facts.entry_on);
        let changed_at = self.events.iter().map(|event| event.recorded_at).max()?;
        Some(Known { youth: self.youth, facts, traits: self.traits, deeds, list: self.list, changed_at })
    }
}
