//! Cases in the database. `append` is the one way an event enters; the projection follows in the same transaction.
use super::brief::Brief;
use super::deeds::Deeds;
use super::due::{Due, dues};
use super::event::{Event, What};
use super::facts::{Facts, Part};
use super::row::{COLUMNS, Row};
use super::situation::living;
use crate::youths::Traits;
use crate::youths::store as youths;
use chrono::{DateTime, NaiveDate, Utc};
use db::{Cell, Id, Tx, insert_many, sql};

/// An event about to be recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewEvent {
    pub happened_on: NaiveDate,
    pub what: What,
    pub replaces: Option<i64>,
    pub note: Option<String>,
    pub why: Option<String>,
}

impl NewEvent {
    pub fn on(happened_on: NaiveDate, what: What) -> Self {
        NewEvent { happened_on, what, replaces: None, note: None, why: None }
    }
}

#[derive(db::FromRow)]
struct Locked {
    events: i64,
    platform: String,
    youth_id: Id,
}

/// All the events of a case, in order of recording.
pub async fn events(tx: &mut Tx, case: Id) -> db::Result<Vec<Event>> {
    let rows: Vec<Row> = sql!(
        "SELECT number, kind, happened_on, recorded_at, recorded_by, platform, replaces, outcome, reason, channel, person,
                due_on, due_time, guardian_present, right_to_return, member_id, scheme, solution, place, list_id, source,
                left_on, other_platform, note, why
         FROM case_event WHERE case_id = $1 ORDER BY number"
    )
    .bind(case)
    .all(tx)
    .await?;
    rows.into_iter().map(|row| row.into_event(case)).collect()
}

/// Records events, in order, and brings the projection up to date. Returns their numbers. The case's row is locked first, so
/// two people never number alike.
pub async fn append(tx: &mut base::Tx, case: Id, news: Vec<NewEvent>) -> db::Result<Vec<i64>> {
    let (now, by) = (tx.now(), tx.actor().account);
    let locked: Locked =
        sql!("UPDATE youth_case SET events = events + $2 WHERE id = $1 RETURNING events, platform, youth_id")
            .bind(case)
            .bind(news.len() as i64)
            .one(tx)
            .await?;
    let first = locked.events - news.len() as i64 + 1;
    let added: Vec<Event> =
        (first..).zip(news).map(|(number, new)| recorded(number, new, &locked.platform, now, by)).collect();
    let numbers = added.iter().map(|e| e.number).collect();
    let rows: Vec<Vec<Cell>> = added.iter().map(|e| Row::from(e).cells(case)).collect();
    insert_many(tx, "case_event", COLUMNS, rows).await?;
    let all = events(tx, case).await?;
    let traits = youths::traits(tx, locked.youth_id).await?;
    let projected = Projected::new(case, locked.youth_id, &locked.platform, &all, &traits);
    clear(tx, case).await?;
    write(tx, projected.as_slice()).await?;
    Ok(numbers)
}

/// Brings the projection of a youth's cases up to date after his traits changed. The cases are locked first, as by [`append`]:
/// an event recorded meanwhile is not lost from the projection.
pub async fn project_youth(tx: &mut base::Tx, youth: Id) -> db::Result<()> {
    #[derive(db::FromRow)]
    struct Held {
        id: Id,
        platform: String,
    }
    let held: Vec<Held> = sql!("UPDATE youth_case SET events = events WHERE youth_id = $1 RETURNING id, platform")
        .bind(youth)
        .all(tx)
        .await?;
    let traits = youths::traits(tx, youth).await?;
    for case in held {
        let all = events(tx, case.id).await?;
        let projected = Projected::new(case.id, youth, &case.platform, &all, &traits);
        clear(tx, case.id).await?;
        write(tx, projected.as_slice()).await?;
    }
    Ok(())
}

async fn clear(tx: &mut base::Tx, case: Id) -> db::Result<()> {
    let gone =
        sql!("DELETE FROM case_facts WHERE case_id = $1 RETURNING platform, entry_on").bind(case).all(tx).await?;
    touched(tx, gone);
    sql!("DELETE FROM case_due WHERE case_id = $1").bind(case).execute(tx).await?;
    Ok(())
}

/// Tells those who keep copies which facts are no longer the same, by platform and day of entry.
pub(crate) fn touched(tx: &mut base::Tx, gone: Vec<(String, NaiveDate)>) {
    gone.iter().for_each(|(platform, entry_on)| tx.touch(Part::of(platform, *entry_on).key()));
}

/// The projection of one case, ready to be written.
#[derive(Clone, Debug)]
pub struct Projected {
    case: Id,
    youth: Id,
    platform: String,
    traits: Traits,
    facts: Facts,
    dues: Vec<Due>,
    deeds: Deeds,
    /// When the last event was recorded.
    changed_at: Option<DateTime<Utc>>,
}

impl Projected {
    /// None when no report of the case holds.
    pub fn new(case: Id, youth: Id, platform: &str, events: &[Event], traits: &Traits) -> Option<Self> {
        let living = living(events, None);
        let facts = Facts::of_living(&living, traits, NaiveDate::MAX)?;
        let dues = dues(&living, &facts, traits.born_on);
        let deeds = Deeds::of(events, traits, platform, None, NaiveDate::MAX, facts.entry_on);
        let changed_at = events.iter().map(|event| event.recorded_at).max();
        Some(Projected { case, youth, platform: platform.to_owned(), traits: *traits, facts, dues, deeds, changed_at })
    }
}

/// Writes projections of cases that have none yet.
pub async fn write(tx: &mut base::Tx, projected: &[Projected]) -> db::Result<()> {
    projected.iter().for_each(|of| tx.touch(Part::of(&of.platform, of.facts.entry_on).key()));
    let facts: Vec<Vec<Cell>> = projected.iter().map(facts_cells).collect();
    let dues: Vec<Vec<Cell>> = projected.iter().flat_map(|p| p.dues.iter().map(move |due| due_cells(p, due))).collect();
    insert_many(tx, "case_facts", FACTS, facts).await?;
    insert_many(tx, "case_due", DUES, dues).await?;
    Ok(())
}

const DUES: &[&str] = &["case_id", "reason", "platform", "opens_on", "due_on", "due_time", "closes_on"];

fn due_cells(projected: &Projected, due: &Due) -> Vec<Cell> {
    vec![
        projected.case.into(),
        due.reason.as_str().into(),
        projected.platform.as_str().into(),
        due.opens_on.into(),
        due.due_on.into(),
        due.due_time.map(|t| t.format("%H:%M").to_string()).into(),
        due.closes_on.into(),
    ]
}

const FACTS: &[&str] = &[
    "case_id",
    "youth_id",
    "platform",
    "entry_on",
    "entry_month",
    "sex",
    "age",
    "source",
    "schooling",
    "priority_district",
    "verification",
    "situation",
    "situation_since",
    "lapses_on",
    "solution",
    "first_attempt_on",
    "first_contact_on",
    "first_interview_on",
    "first_support_on",
    "first_solution_on",
    "first_solution",
    "days_to_contact",
    "days_to_solution",
    "attempts",
    "worker",
    "last_event",
    "last_event_on",
    "closed",
    "changed_at",
    "in_solution_3m",
    "in_solution_6m",
    "in_solution_12m",
    "in_solution_18m",
    "broken_3m",
    "brief",
    "deeds",
    "deeds_elsewhere",
];

pub(super) fn facts_cells(projected: &Projected) -> Vec<Cell> {
    let Projected { case, youth, platform, traits, facts, deeds, changed_at, .. } = projected;
    let in_solution = |term: usize| facts.lasting.map(|lasting| lasting.in_solution[term]).into();
    vec![
        (*case).into(),
        (*youth).into(),
        platform.as_str().into(),
        facts.entry_on.into(),
        facts.entry_on.format("%Y-%m").to_string().into(),
        traits.sex_class().into(),
        facts.age.into(),
        facts.source.as_str().into(),
        facts.schooling.as_str().into(),
        traits.priority_district_class().into(),
        facts.standing.verification.as_str().into(),
        facts.standing.situation.as_str().into(),
        facts.standing.since.into(),
        facts.standing.lapses_on.into(),
        facts.standing.solution.map(|s| s.as_str()).into(),
        facts.first_attempt_on.into(),
        facts.first_contact_on.into(),
        facts.first_interview_on.into(),
        facts.first_support_on.into(),
        facts.first_solution.map(|(_, on)| on).into(),
        facts.first_solution.map(|(kind, _)| kind.as_str()).into(),
        facts.days_to_contact().into(),
        facts.days_to_solution().into(),
        facts.attempts.into(),
        facts.worker.into(),
        facts.last_event.into(),
        facts.last_event_on.into(),
        facts.closed.into(),
        (*changed_at).into(),
        in_solution(0),
        in_solution(1),
        in_solution(2),
        in_solution(3),
        facts.lasting.map(|lasting| lasting.broken_early).into(),
        Brief::of(*youth, facts, traits).write().into(),
        deeds.text.as_str().into(),
        deeds.elsewhere.into(),
    ]
}

/// A case about to be opened, with the events that open it.
#[derive(Clone, Debug)]
pub struct NewCase {
    pub id: Id,
    pub youth: Id,
    pub platform: String,
    pub list: Option<Id>,
    pub traits: Traits,
    pub opening: Vec<NewEvent>,
}

/// Opens cases, in order: references (`29-BREST-2026-0417`) follow one another within a platform and a year. All the cases are
/// of one platform.
pub async fn open(tx: &mut base::Tx, platform: &str, cases: Vec<NewCase>) -> db::Result<()> {
    use chrono::Datelike as _;
    if cases.is_empty() {
        return Ok(());
    }
    let (now, by) = (tx.now(), tx.actor().account);
    let year = base::clock::paris_day(now).year();
    let (last,): (i64,) = sql!(
        "INSERT INTO case_number (platform, year, last) VALUES ($1, $2, $3)
         ON CONFLICT (platform, year) DO UPDATE SET last = case_number.last + $3 RETURNING last"
    )
    .bind(platform.to_owned())
    .bind(i64::from(year))
    .bind(cases.len() as i64)
    .one(tx)
    .await?;
    let first = last - cases.len() as i64 + 1;
    let mut rows = vec![];
    let mut event_rows = vec![];
    let mut projections = vec![];
    for (number, case) in (first..).zip(cases) {
        let events: Vec<Event> =
            (1..).zip(case.opening).map(|(number, new)| recorded(number, new, platform, now, by)).collect();
        rows.push(vec![
            case.id.into(),
            reference(platform, year, number).into(),
            case.youth.into(),
            platform.into(),
            (events.len() as i64).into(),
            now.into(),
            case.list.into(),
        ]);
        projections.extend(Projected::new(case.id, case.youth, platform, &events, &case.traits));
        event_rows.extend(events.iter().map(|e| Row::from(e).cells(case.id)));
    }
    insert_many(tx, "youth_case", CASES, rows).await?;
    insert_many(tx, "case_event", COLUMNS, event_rows).await?;
    write(tx, &projections).await?;
    touch_others(tx, platform, now).await
}

/// Tells those who keep copies which facts are of youths of whom a case has just been opened and who had others: they know them
/// by name from then on, to count a youth once (`measure::figures::persons`).
async fn touch_others(tx: &mut base::Tx, platform: &str, opened_at: DateTime<Utc>) -> db::Result<()> {
    let others = sql!(
        "SELECT DISTINCT f.platform, f.entry_on FROM youth_case c
         JOIN case_facts f ON f.youth_id = c.youth_id AND f.case_id <> c.id
         WHERE c.platform = $1 AND c.created_at = $2"
    )
    .bind(platform.to_owned())
    .bind(opened_at)
    .all(tx)
    .await?;
    touched(tx, others);
    Ok(())
}

pub const CASES: &[&str] = &["id", "reference", "youth_id", "platform", "events", "created_at", "list_id"];

/// « 29-BREST-2026-0417 »: what people quote.
pub fn reference(platform: &str, year: i32, number: i64) -> String {
    format!("{platform}-{year}-{number:04}")
}

fn recorded(number: i64, new: NewEvent, platform: &str, now: DateTime<Utc>, by: Option<Id>) -> Event {
    Event {
        number,
        happened_on: new.happened_on,
        recorded_at: now,
        recorded_by: by,
        platform: platform.to_owned(),
        replaces: new.replaces,
        what: new.what,
        note: new.note,
        why: new.why,
    }
}

/// What became of the events that a form sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Appended {
    /// Within the case, in order.
    pub numbers: Vec<i64>,
    /// The form came twice: the events are those of the first time.
    pub repeated: bool,
    /// Something else was recorded between the drawing of the form and its sending.
    pub meanwhile: bool,
}

/// How long after the first a second identical form is a slip of the hand (double click, page sent again).
const SAME_GESTURE: chrono::Duration = chrono::Duration::minutes(1);

/// Whether the person who writes recorded it so lately that the same form may have come twice.
pub fn is_fresh(event: &Event, tx: &base::Tx) -> bool {
    event.recorded_by == tx.actor().account && tx.now() - event.recorded_at <= SAME_GESTURE
}

/// [`append`], once for a form sent twice. `drawn_at`: how many events the case had when the form was drawn. When it has more,
/// and the last ones are these very events, by the same person, within a minute: they are already there.
pub async fn append_once(tx: &mut base::Tx, case: Id, drawn_at: i64, news: Vec<NewEvent>) -> db::Result<Appended> {
    let (now_has,): (i64,) =
        sql!("UPDATE youth_case SET events = events WHERE id = $1 RETURNING events").bind(case).one(tx).await?;
    if now_has > drawn_at {
        let all = events(tx, case).await?;
        let last = all.get(all.len().saturating_sub(news.len())..).unwrap_or_default();
        let same = |(old, new): (&Event, &NewEvent)| {
            is_fresh(old, tx)
                && (old.happened_on, &old.what, old.replaces) == (new.happened_on, &new.what, new.replaces)
                && (&old.note, &old.why) == (&new.note, &new.why)
        };
        if last.len() == news.len() && last.iter().zip(&news).all(same) {
            let numbers = last.iter().map(|e| e.number).collect();
            return Ok(Appended { numbers, repeated: true, meanwhile: false });
        }
    }
    Ok(Appended { numbers: append(tx, case, news).await?, repeated: false, meanwhile: now_has > drawn_at })
}
