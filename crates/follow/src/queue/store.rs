use super::model::Open;
use crate::cases::event::{Event, Solution};
use crate::cases::row::Row;
use crate::cases::situation::Situation;
use crate::several::{bind_several, several};
use crate::youths::Sex;
use crate::youths::model::usual_name;
use base::french::age;
use chrono::{NaiveDate, NaiveTime};
use db::{Id, Tx, sql};
use std::collections::HashMap;

#[derive(db::FromRow)]
struct OpenRow {
    case_id: Id,
    reason: String,
    due_on: NaiveDate,
    due_time: Option<String>,
    worker: Option<Id>,
    source: String,
    born_on: NaiveDate,
    commune: Option<String>,
}

/// Everything that the cases of a platform ask for today, in one statement: several reasons a case, each once.
pub async fn open(tx: &mut Tx, platform: &str, today: NaiveDate) -> db::Result<Vec<Open>> {
    let rows: Vec<OpenRow> = sql!(
        "SELECT d.case_id, d.reason, d.due_on, d.due_time, f.worker, f.source, y.born_on, a.commune
         FROM case_due d
         JOIN case_facts f ON f.case_id = d.case_id
         JOIN youth y ON y.id = f.youth_id AND y.removed_at IS NULL
         LEFT JOIN contact_point a ON a.youth_id = f.youth_id AND a.kind = 'address' AND a.guardian_id IS NULL
             AND a.removed_at IS NULL AND a.commune IS NOT NULL
         WHERE d.platform = $1 AND d.opens_on <= $2 AND (d.closes_on IS NULL OR d.closes_on > $2)
         ORDER BY d.case_id, d.reason"
    )
    .bind(platform.to_owned())
    .bind(today)
    .all(tx)
    .await?;
    let mut open: Vec<Open> = Vec::with_capacity(rows.len());
    for row in rows {
        let commune = row.commune.clone();
        let read = row.into_open(today)?;
        match open.last_mut() {
            Some(last) if (last.case, last.reason) == (read.case, read.reason) => last.communes.extend(commune),
            _ => open.push(Open { communes: commune.into_iter().collect(), ..read }),
        }
    }
    Ok(open)
}

impl OpenRow {
    fn into_open(self, today: NaiveDate) -> db::Result<Open> {
        let wrong = |why: String| db::Error::Protocol(format!("case_due, case {}: {why}", self.case_id));
        Ok(Open {
            case: self.case_id,
            reason: self.reason.parse().map_err(wrong)?,
            due_on: self.due_on,
            due_time: self
                .due_time
                .as_deref()
                .map(|text| NaiveTime::parse_from_str(text, "%H:%M"))
                .transpose()
                .map_err(|e| wrong(e.to_string()))?,
            worker: self.worker,
            source: self.source.parse().map_err(wrong)?,
            born_on: self.born_on,
            minor: age(self.born_on, today) < 18,
            communes: vec![],
        })
    }
}

/// How many cases of a platform ask for something today: what the menu shows. A case of a list that was undone asks for
/// nothing: it has no due left.
pub async fn count(tx: &mut Tx, platform: &str, today: NaiveDate) -> db::Result<i64> {
    let (n,): (i64,) = sql!(
        "SELECT count(DISTINCT d.case_id)
         FROM case_due d
         WHERE d.platform = $1 AND d.opens_on <= $2 AND (d.closes_on IS NULL OR d.closes_on > $2)"
    )
    .bind(platform.to_owned())
    .bind(today)
    .one(tx)
    .await?;
    Ok(n)
}

/// The same for the cases that an account carries, whatever the platform.
pub async fn count_own(tx: &mut Tx, account: Id, today: NaiveDate) -> db::Result<i64> {
    let (n,): (i64,) = sql!(
        "SELECT count(DISTINCT d.case_id)
         FROM member m
         JOIN visible_platform v ON v.platform = m.platform AND v.account_id = $1 AND v.permission = 'see-own-cases'
         JOIN case_facts f ON f.worker = m.id
         JOIN youth y ON y.id = f.youth_id AND y.removed_at IS NULL
         JOIN case_due d ON d.case_id = f.case_id
         WHERE m.account_id = $1 AND (m.until IS NULL OR m.until > $2)
             AND d.opens_on <= $2 AND (d.closes_on IS NULL OR d.closes_on > $2)"
    )
    .bind(account)
    .bind(today)
    .one(tx)
    .await?;
    Ok(n)
}

/// What a line says of a case beside its reason.
#[derive(Clone, Debug)]
pub struct Subject {
    pub case: Id,
    pub youth: Id,
    /// Of the case's events: see `cases::store::append_once`.
    pub events: i64,
    pub name: String,
    pub sex: Option<Sex>,
    pub born_on: NaiveDate,
    pub entry_on: NaiveDate,
    pub situation: Situation,
    pub situation_since: Option<NaiveDate>,
    pub solution: Option<Solution>,
    pub attempts: i64,
    pub first_contact_on: Option<NaiveDate>,
    pub worker: Option<Id>,
    pub last: Option<Event>,
}

#[derive(db::FromRow)]
struct SubjectRow {
    case_id: Id,
    youth_id: Id,
    events: i64,
    last_name: String,
    usage_name: Option<String>,
    first_names: String,
    sex: Option<String>,
    born_on: NaiveDate,
    entry_on: NaiveDate,
    situation: String,
    situation_since: Option<NaiveDate>,
    solution: Option<String>,
    attempts: i64,
    first_contact_on: Option<NaiveDate>,
    worker: Option<Id>,
}

/// Who the cases of some lines are about (at most 50), with the last thing that happened to each: two statements.
pub async fn subjects(tx: &mut Tx, platform: &str, cases: &[Id]) -> db::Result<HashMap<Id, Subject>> {
    let query = sql!(concat!(
        "SELECT f.case_id, f.youth_id, c.events, y.last_name, y.usage_name, y.first_names, y.sex, y.born_on, f.entry_on,
                f.situation, f.situation_since, f.solution, f.attempts, f.first_contact_on,
                f.worker
         FROM case_facts f
         JOIN youth_case c ON c.id = f.case_id
         JOIN youth y ON y.id = f.youth_id AND y.removed_at IS NULL
         WHERE f.platform = $51 AND f.case_id IN (",
        several!(),
        ")"
    ));
    let rows: Vec<SubjectRow> = bind_several(query, cases).bind(platform.to_owned()).all(tx).await?;
    let mut last = last_events(tx, cases).await?;
    rows.into_iter().map(|row| row.into_subject(&mut last).map(|subject| (subject.case, subject))).collect()
}

impl SubjectRow {
    fn into_subject(self, last: &mut HashMap<Id, Event>) -> db::Result<Subject> {
        let wrong = |why: String| db::Error::Protocol(format!("case_facts, case {}: {why}", self.case_id));
        Ok(Subject {
            case: self.case_id,
            youth: self.youth_id,
            events: self.events,
            name: usual_name(&self.first_names, &self.last_name, self.usage_name.as_deref()),
            sex: self.sex.as_deref().map(str::parse).transpose().map_err(wrong)?,
            born_on: self.born_on,
            entry_on: self.entry_on,
            situation: self.situation.parse().map_err(wrong)?,
            situation_since: self.situation_since,
            solution: self.solution.as_deref().map(str::parse).transpose().map_err(wrong)?,
            attempts: self.attempts,
            first_contact_on: self.first_contact_on,
            worker: self.worker,
            last: last.remove(&self.case_id),
        })
    }
}

#[derive(db::FromRow)]
struct CaseRow {
    case_id: Id,
    #[sqlx(flatten)]
    row: Row,
}

/// The last telling event of each case.
async fn last_events(tx: &mut Tx, cases: &[Id]) -> db::Result<HashMap<Id, Event>> {
    let query = sql!(concat!(
        "SELECT e.case_id, e.number, e.kind, e.happened_on, e.recorded_at, e.recorded_by, e.platform, e.replaces, e.outcome,
                e.reason, e.channel, e.person, e.due_on, e.due_time, e.guardian_present, e.right_to_return, e.member_id,
                e.scheme, e.solution, e.place, e.list_id, e.source, e.left_on, e.other_platform, e.note, e.why
         FROM case_facts f JOIN case_event e ON e.case_id = f.case_id AND e.number = f.last_event
         WHERE f.case_id IN (",
        several!(),
        ")"
    ));
    let rows: Vec<CaseRow> = bind_several(query, cases).all(tx).await?;
    rows.into_iter().map(|CaseRow { case_id, row }| row.into_event(case_id).map(|event| (case_id, event))).collect()
}
