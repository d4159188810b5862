use crate::cases::due::{Due, Reason};
use crate::cases::event::{Solution, Source};
use crate::cases::filters::{Conditions, Filters, Openness, SortKey, Worker, YesNoUnknown};
use crate::cases::situation::{Situation, Verification};
use crate::several::{bind_several, several};
use crate::youths::Sex;
use crate::youths::model::usual_name;
use chrono::{NaiveDate, NaiveTime};
use db::{Id, Query, Tx, sql};
use std::collections::HashMap;

/// Rows of a page.
pub const PAGE: i64 = 25;

/// Which cases are listed at all.
#[derive(Clone, Copy, Debug)]
pub enum Among<'a> {
    /// All those of a platform that the account reads.
    Platform(&'a str),
    /// Those that the account carries, wherever.
    Own,
}

/// Everything a case must satisfy, whatever the order: `$1` the account, `$2` today, `$3` a platform, then the filters.
macro_rules! conditions {
    () => {
        "(f.entry_on >= $4 OR $4 IS NULL) AND (f.entry_on <= $5 OR $5 IS NULL)
         AND (f.verification = $6 OR $6 IS NULL)
         AND (CASE WHEN f.lapses_on <= $2 THEN 'unknown' ELSE f.situation END = $7 OR $7 IS NULL)
         AND (f.solution = $8 OR $8 IS NULL)
         AND (f.first_attempt_on IS NOT NULL OR NOT $9) AND (f.first_contact_on IS NOT NULL OR NOT $10)
         AND (f.first_interview_on IS NOT NULL OR NOT $11) AND (f.first_support_on IS NOT NULL OR NOT $12)
         AND (f.first_solution_on IS NOT NULL OR NOT $13) AND (f.first_solution = $14 OR $14 IS NULL)
         AND ((f.worker IS NULL AND NOT f.closed) OR NOT $15)
         AND (f.sex = $16 OR $16 IS NULL) AND (f.age >= $17 OR $17 IS NULL) AND (f.age <= $18 OR $18 IS NULL)
         AND (f.source = $19 OR $19 IS NULL) AND (f.schooling = $20 OR $20 IS NULL)
         AND (f.priority_district = $21 OR $21 IS NULL)
         AND (f.worker = $22 OR $22 IS NULL) AND (f.worker IS NULL OR NOT $23)
         AND (w.account_id = $1 OR NOT $24) AND (f.closed = $25 OR $25 IS NULL)
         AND (' ' || y.folded LIKE $26 OR $26 IS NULL) AND (' ' || y.folded LIKE $27 OR $27 IS NULL)
         AND (' ' || y.folded LIKE $28 OR $28 IS NULL) AND (' ' || y.folded LIKE $29 OR $29 IS NULL)
         AND (y.born_on = $30 OR $30 IS NULL) AND (c.reference = $31 OR $31 IS NULL)
         AND (CAST($32 AS TEXT) IS NULL OR EXISTS (SELECT 1 FROM youth_ine i
              WHERE i.youth_id = f.youth_id AND i.removed_at IS NULL AND i.ine = $32))
         AND (CAST($33 AS TEXT) IS NULL OR EXISTS (SELECT 1 FROM contact_point p
              WHERE p.youth_id = f.youth_id AND p.removed_at IS NULL AND p.kind = 'phone' AND p.value LIKE $33))"
    };
}

macro_rules! of_platform {
    () => {
        "FROM case_facts f
         JOIN visible_platform v ON v.platform = f.platform AND v.account_id = $1 AND v.permission = 'see-cases'
         JOIN youth_case c ON c.id = f.case_id
         JOIN youth y ON y.id = f.youth_id AND y.removed_at IS NULL
         LEFT JOIN member w ON w.id = f.worker
         WHERE f.platform = $3 AND "
    };
}

macro_rules! own {
    () => {
        "FROM member w
         JOIN visible_platform v ON v.platform = w.platform AND v.account_id = $1 AND v.permission = 'see-own-cases'
         JOIN case_facts f ON f.worker = w.id
         JOIN youth_case c ON c.id = f.case_id
         JOIN youth y ON y.id = f.youth_id AND y.removed_at IS NULL
         WHERE w.account_id = $1 AND (w.until IS NULL OR w.until > $2) AND (f.platform = $3 OR $3 IS NULL) AND "
    };
}

macro_rules! columns {
    () => {
        "SELECT f.case_id, y.last_name, y.usage_name, y.first_names, y.sex, y.born_on, f.entry_on, f.source,
                f.verification, CASE WHEN f.lapses_on <= $2 THEN 'unknown' ELSE f.situation END AS situation, f.solution,
                f.closed, f.last_event_on, w.name AS worker, c.reference, f.first_attempt_on, f.first_contact_on,
                f.first_interview_on, f.first_support_on, f.first_solution_on "
    };
}

macro_rules! order {
    () => {
        " ORDER BY CASE WHEN $34 = 'nom' AND NOT $35 THEN y.folded END, CASE WHEN $34 = 'nom' AND $35 THEN y.folded END DESC,
                CASE WHEN $34 = 'entree' AND NOT $35 THEN f.entry_on END, CASE WHEN $34 = 'entree' AND $35 THEN f.entry_on END DESC,
                CASE WHEN $34 = 'nouvelles' AND NOT $35 THEN f.last_event_on END,
                CASE WHEN $34 = 'nouvelles' AND $35 THEN f.last_event_on END DESC,
                y.folded, f.case_id
          LIMIT $36 OFFSET $37"
    };
}

fn bind(query: Query, account: Id, among: Among<'_>, filters: &Filters, asked: &Conditions, today: NaiveDate) -> Query {
    let text = |code: &'static str| Some(code.to_owned());
    let search = &filters.search;
    let platform = match among {
        Among::Platform(code) => Some(code.to_owned()),
        Among::Own => None,
    };
    let member = match filters.worker {
        Worker::Member(id) => Some(id),
        _ => None,
    };
    query
        .bind(account)
        .bind(today)
        .bind(platform)
        .bind(filters.from)
        .bind(filters.to)
        .bind(asked.verification.and_then(|v| text(v.as_str())))
        .bind(asked.situation.and_then(|s| text(s.as_str())))
        .bind(asked.solution.and_then(|s| text(s.as_str())))
        .bind(asked.attempted)
        .bind(asked.reached)
        .bind(asked.interviewed)
        .bind(asked.supported)
        .bind(asked.found)
        .bind(asked.first_solution.and_then(|s| text(s.as_str())))
        .bind(asked.without_worker)
        .bind(filters.sex.and_then(|s| text(s.as_str())))
        .bind(filters.age.map(|band| band.ages().0))
        .bind(filters.age.map(|band| band.ages().1))
        .bind(filters.source.and_then(|s| text(s.as_str())))
        .bind(filters.schooling.and_then(|s| text(s.as_str())))
        .bind(filters.district.and_then(|d: YesNoUnknown| text(d.as_str())))
        .bind(member)
        .bind(filters.worker == Worker::Nobody)
        .bind(filters.worker == Worker::Me)
        .bind(filters.openness.map(|o| o == Openness::Closed))
        .bind(search.pattern(0))
        .bind(search.pattern(1))
        .bind(search.pattern(2))
        .bind(search.pattern(3))
        .bind(search.born_on)
        .bind(search.reference.clone())
        .bind(search.ine.clone())
        .bind(search.phone.as_ref().map(|digits| format!("%{digits}%")))
}

/// A row of the list.
#[derive(Clone, Debug)]
pub struct Line {
    pub case: Id,
    pub name: String,
    pub sex: Option<Sex>,
    pub born_on: NaiveDate,
    pub entry_on: NaiveDate,
    pub source: Source,
    pub verification: Verification,
    pub situation: Situation,
    pub solution: Option<Solution>,
    pub closed: bool,
    pub last_event_on: NaiveDate,
    pub worker: Option<String>,
    pub reference: String,
    pub last_name: String,
    pub usage_name: Option<String>,
    /// Joined as they are stored.
    pub first_names: String,
    pub first: Firsts,
}

/// The days that count for the figures.
#[derive(Clone, Debug)]
pub struct Firsts {
    pub attempt: Option<NaiveDate>,
    pub contact: Option<NaiveDate>,
    pub interview: Option<NaiveDate>,
    pub support: Option<NaiveDate>,
    pub solution: Option<NaiveDate>,
}

#[derive(db::FromRow)]
struct Row {
    case_id: Id,
    last_name: String,
    usage_name: Option<String>,
    first_names: String,
    sex: Option<String>,
    born_on: NaiveDate,
    entry_on: NaiveDate,
    source: String,
    verification: String,
    situation: String,
    solution: Option<String>,
    closed: bool,
    last_event_on: NaiveDate,
    worker: Option<String>,
    reference: String,
    first_attempt_on: Option<NaiveDate>,
    first_contact_on: Option<NaiveDate>,
    first_interview_on: Option<NaiveDate>,
    first_support_on: Option<NaiveDate>,
    first_solution_on: Option<NaiveDate>,
}

/// The page of the list that filters ask for; `conditions` are theirs.
pub async fn page(
    tx: &mut Tx,
    account: Id,
    among: Among<'_>,
    filters: &Filters,
    asked: &Conditions,
    today: NaiveDate,
) -> db::Result<Vec<Line>> {
    lines(tx, account, among, filters, asked, today, Window { first: filters.page * PAGE, most: PAGE }).await
}

/// All that the filters keep in a platform, `most` at the most, in the order of the list.
pub async fn all(
    tx: &mut Tx,
    account: Id,
    platform: &str,
    filters: &Filters,
    asked: &Conditions,
    today: NaiveDate,
    most: i64,
) -> db::Result<Vec<Line>> {
    lines(tx, account, Among::Platform(platform), filters, asked, today, Window { first: 0, most }).await
}

/// Which lines of the list, from 0.
struct Window {
    first: i64,
    most: i64,
}

async fn lines(
    tx: &mut Tx,
    account: Id,
    among: Among<'_>,
    filters: &Filters,
    asked: &Conditions,
    today: NaiveDate,
    window: Window,
) -> db::Result<Vec<Line>> {
    let query = match among {
        Among::Platform(_) => sql!(concat!(columns!(), of_platform!(), conditions!(), order!())),
        Among::Own => sql!(concat!(columns!(), own!(), conditions!(), order!())),
    };
    let rows: Vec<Row> = bind(query, account, among, filters, asked, today)
        .bind(filters.sort.as_str().to_owned())
        .bind(filters.descending)
        .bind(window.most)
        .bind(window.first)
        .all(tx)
        .await?;
    rows.into_iter().map(Row::into_line).collect()
}

impl Row {
    fn into_line(self) -> db::Result<Line> {
        let wrong = |why: String| db::Error::Protocol(format!("case_facts, case {}: {why}", self.case_id));
        Ok(Line {
            case: self.case_id,
            name: usual_name(&self.first_names, &self.last_name, self.usage_name.as_deref()),
            sex: self.sex.as_deref().map(str::parse).transpose().map_err(wrong)?,
            born_on: self.born_on,
            entry_on: self.entry_on,
            source: self.source.parse().map_err(wrong)?,
            verification: self.verification.parse().map_err(wrong)?,
            situation: self.situation.parse().map_err(wrong)?,
            solution: self.solution.as_deref().map(str::parse).transpose().map_err(wrong)?,
            closed: self.closed,
            last_event_on: self.last_event_on,
            worker: self.worker,
            reference: self.reference,
            last_name: self.last_name,
            usage_name: self.usage_name,
            first_names: self.first_names,
            first: Firsts {
                attempt: self.first_attempt_on,
                contact: self.first_contact_on,
                interview: self.first_interview_on,
                support: self.first_support_on,
                solution: self.first_solution_on,
            },
        })
    }
}

/// How many cases of each verification the filters keep: together, all of them.
pub async fn counts(
    tx: &mut Tx,
    account: Id,
    among: Among<'_>,
    filters: &Filters,
    asked: &Conditions,
    today: NaiveDate,
) -> db::Result<HashMap<Verification, i64>> {
    let query = match among {
        Among::Platform(_) => {
            sql!(concat!("SELECT f.verification, count(*) ", of_platform!(), conditions!(), " GROUP BY f.verification"))
        }
        Among::Own => {
            sql!(concat!("SELECT f.verification, count(*) ", own!(), conditions!(), " GROUP BY f.verification"))
        }
    };
    let rows: Vec<(String, i64)> = bind(query, account, among, filters, asked, today).all(tx).await?;
    rows.into_iter()
        .map(|(code, n)| code.parse().map(|verification| (verification, n)).map_err(db::Error::Protocol))
        .collect()
}

#[derive(db::FromRow)]
struct DueRow {
    case_id: Id,
    reason: String,
    opens_on: NaiveDate,
    due_on: NaiveDate,
    due_time: Option<String>,
    closes_on: Option<NaiveDate>,
}

/// The nearest thing each of these cases (at most 50) asks for.
pub async fn next_dues(tx: &mut Tx, cases: &[Id], today: NaiveDate) -> db::Result<HashMap<Id, Due>> {
    let query = sql!(concat!(
        "SELECT case_id, reason, opens_on, due_on, due_time, closes_on FROM case_due
         WHERE (closes_on IS NULL OR closes_on > $51) AND case_id IN (",
        several!(),
        ")"
    ));
    nearest(bind_several(query, cases).bind(today).all(tx).await?)
}

/// The same for every case of a platform.
pub async fn next_dues_of(tx: &mut Tx, platform: &str, today: NaiveDate) -> db::Result<HashMap<Id, Due>> {
    let query = sql!(
        "SELECT case_id, reason, opens_on, due_on, due_time, closes_on FROM case_due
         WHERE platform = $1 AND (closes_on IS NULL OR closes_on > $2)"
    );
    nearest(query.bind(platform.to_owned()).bind(today).all(tx).await?)
}

fn nearest(rows: Vec<DueRow>) -> db::Result<HashMap<Id, Due>> {
    let mut next: HashMap<Id, Due> = HashMap::new();
    for row in rows {
        let case = row.case_id;
        let due = row.into_due()?;
        let nearer =
            |known: &Due| (due.due_on, due.due_time, due.reason) < (known.due_on, known.due_time, known.reason);
        if next.get(&case).is_none_or(nearer) {
            next.insert(case, due);
        }
    }
    Ok(next)
}

impl DueRow {
    fn into_due(self) -> db::Result<Due> {
        let wrong = |why: String| db::Error::Protocol(format!("case_due, case {}: {why}", self.case_id));
        let time = self.due_time.as_deref().map(|text| NaiveTime::parse_from_str(text, "%H:%M")).transpose();
        Ok(Due {
            reason: self.reason.parse::<Reason>().map_err(wrong)?,
            opens_on: self.opens_on,
            due_on: self.due_on,
            due_time: time.map_err(|e| wrong(e.to_string()))?,
            closes_on: self.closes_on,
        })
    }
}

/// Whether the sort key is one that goes down at the first click: dates, the latest first.
pub const fn starts_descending(key: SortKey) -> bool {
    !matches!(key, SortKey::Name)
}
