//! The projections of the cases a list touched, brought up to date together: a list of ten thousand lines costs as many
//! statements as one of ten.
use crate::cases::event::Event;
use crate::cases::row::Row;
use crate::cases::store::{self as cases, Projected};
use crate::youths::Traits;
use chrono::{DateTime, NaiveDate, Utc};
use db::{Id, Tx, sql};
use std::collections::HashMap;

/// The cases, known before the list, that it touched since an instant: by an event, or by a schooling it told (`$1` the list,
/// `$2` the instant). Those it opened then have the projection they were opened with.
macro_rules! touched {
    () => {
        "SELECT c.id FROM youth_case c
         WHERE c.id IN (
             SELECT e.case_id FROM case_event e WHERE e.list_id = $1 AND e.recorded_at >= $2
             UNION SELECT k.id FROM schooling s JOIN youth_case k ON k.youth_id = s.youth_id
                   WHERE s.list_id = $1 AND s.recorded_at >= $2)
           AND NOT (c.list_id IS NOT NULL AND c.list_id = $1 AND c.created_at = $2)"
    };
}

#[derive(db::FromRow)]
struct Held {
    id: Id,
    youth_id: Id,
    platform: String,
}

#[derive(db::FromRow)]
struct OfCase {
    case_id: Id,
    #[sqlx(flatten)]
    row: Row,
}

#[derive(db::FromRow)]
struct TraitsRow {
    id: Id,
    sex: Option<String>,
    born_on: NaiveDate,
    priority_district: Option<bool>,
    schooling: Option<String>,
}

/// Makes again the projection of every case the list touched since that instant.
pub(super) async fn project(tx: &mut base::Tx, list: Id, since: DateTime<Utc>) -> db::Result<()> {
    let held: Vec<Held> =
        sql!(concat!("SELECT h.id, h.youth_id, h.platform FROM youth_case h WHERE h.id IN (", touched!(), ")"))
            .bind(list)
            .bind(since)
            .all(tx)
            .await?;
    let mut events = events(tx, list, since).await?;
    let traits = traits(tx, list, since).await?;
    let gone = sql!(concat!("DELETE FROM case_facts WHERE case_id IN (", touched!(), ") RETURNING platform, entry_on"))
        .bind(list)
        .bind(since)
        .all(tx)
        .await?;
    cases::touched(tx, gone);
    sql!(concat!("DELETE FROM case_due WHERE case_id IN (", touched!(), ")"))
        .bind(list)
        .bind(since)
        .execute(tx)
        .await?;
    let projected: Vec<Projected> = held
        .iter()
        .filter_map(|case| {
            let of_case = events.remove(&case.id).unwrap_or_default();
            Projected::new(case.id, case.youth_id, &case.platform, &of_case, traits.get(&case.youth_id)?)
        })
        .collect();
    cases::write(tx, &projected).await
}

async fn events(tx: &mut Tx, list: Id, since: DateTime<Utc>) -> db::Result<HashMap<Id, Vec<Event>>> {
    let rows: Vec<OfCase> = sql!(concat!(
        "SELECT case_id, number, kind, happened_on, recorded_at, recorded_by, platform, replaces, outcome, reason, channel, person,
                due_on, due_time, guardian_present, right_to_return, member_id, scheme, solution, place, list_id, source,
                left_on, other_platform, note, why
         FROM case_event WHERE case_id IN (",
        touched!(),
        ") ORDER BY case_id, number"
    ))
    .bind(list)
    .bind(since)
    .all(tx)
    .await?;
    let mut by_case: HashMap<Id, Vec<Event>> = HashMap::new();
    for OfCase { case_id, row } in rows {
        by_case.entry(case_id).or_default().push(row.into_event(case_id)?);
    }
    Ok(by_case)
}

async fn traits(tx: &mut Tx, list: Id, since: DateTime<Utc>) -> db::Result<HashMap<Id, Traits>> {
    let rows: Vec<TraitsRow> = sql!(concat!(
        "SELECT y.id, y.sex, y.born_on, y.priority_district,
                (SELECT s.category FROM schooling s
                 WHERE s.youth_id = y.id AND s.removed_at IS NULL AND s.category <> 'unknown'
                 ORDER BY s.recorded_at, s.id LIMIT 1) AS schooling
         FROM youth y WHERE y.id IN (SELECT h.youth_id FROM youth_case h WHERE h.id IN (",
        touched!(),
        "))"
    ))
    .bind(list)
    .bind(since)
    .all(tx)
    .await?;
    rows.into_iter().map(|row| Ok((row.id, row.traits()?))).collect()
}

impl TraitsRow {
    fn traits(&self) -> db::Result<Traits> {
        let wrong = |why: String| db::Error::Protocol(format!("youth {}: {why}", self.id));
        Ok(Traits {
            sex: self.sex.as_deref().map(str::parse).transpose().map_err(wrong)?,
            born_on: self.born_on,
            schooling: self
                .schooling
                .as_deref()
                .map_or(Ok(crate::youths::Schooling::Unknown), str::parse)
                .map_err(wrong)?,
            priority_district: self.priority_district,
        })
    }
}
