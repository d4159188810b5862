//! The facts behind a question, one row a case.
use base::clock::end_of_paris_day;
use chrono::{DateTime, Months, NaiveDate, Utc};
use db::{Id, Tx, sql};
use follow::cases::brief::{self, Brief};
use follow::cases::facts::{Part, TERMS};
use follow::cases::known::{self, Known};

/// What of a case enters the figures; the situation is the one of the day asked for.
#[derive(Debug, db::FromRow)]
pub(super) struct Fact {
    pub youth: Id,
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
    pub in_solution_3m: Option<bool>,
    pub in_solution_6m: Option<bool>,
    pub in_solution_12m: Option<bool>,
    pub in_solution_18m: Option<bool>,
    pub broken_3m: Option<bool>,
}

impl Fact {
    /// Whether the youth was in solution on the day of each of [`TERMS`].
    pub fn in_solution_after(&self) -> [bool; TERMS.len()] {
        [self.in_solution_3m, self.in_solution_6m, self.in_solution_12m, self.in_solution_18m]
            .map(|held| held == Some(true))
    }
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
            "f.youth_id AS youth, f.platform, f.entry_on, f.entry_month AS month, f.sex, f.age, f.source, f.schooling, f.priority_district,
         f.verification, ",
            $situation,
            " AS situation,
         f.lapses_on, f.solution, f.first_solution,
         f.first_attempt_on, f.first_contact_on, f.first_interview_on, f.first_support_on, f.first_solution_on,
         f.days_to_contact, f.days_to_solution, (f.worker IS NULL AND NOT f.closed) AS without_worker,
         f.in_solution_3m, f.in_solution_6m, f.in_solution_12m, f.in_solution_18m, f.broken_3m"
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

/// Reads all the facts of a platform, as one text.
pub(super) async fn of_platform(tx: &mut Tx, platform: &str, mut see: impl FnMut(Fact)) -> db::Result<()> {
    let (briefs,): (Option<String>,) = sql!("SELECT string_agg(brief, '') FROM case_facts WHERE platform = $1")
        .bind(platform.to_owned())
        .one(tx)
        .await?;
    for text in briefs.unwrap_or_default().as_bytes().chunks(brief::WIDTH) {
        let brief = Brief::read(text).ok_or_else(|| {
            db::Error::Protocol(format!("case_facts, platform {platform}: a brief that says nothing"))
        })?;
        see(Fact::of(platform, &brief));
    }
    Ok(())
}

#[derive(db::FromRow)]
struct Unmoved {
    case_id: Id,
    #[sqlx(flatten)]
    traced: Traced,
}

/// The facts of a platform as they were known at the end of a day that is over.
pub(super) async fn known(tx: &mut Tx, platform: &str, day: NaiveDate, mut see: impl FnMut(Traced)) -> db::Result<()> {
    let mut moved_on = known::moved_on(tx, platform, day).await?;
    sql!(concat!(
        "SELECT f.case_id, ",
        fact!("f.situation"),
        ", c.list_id, f.changed_at
         FROM case_facts f JOIN youth_case c ON c.id = f.case_id
         WHERE f.platform = $1 AND f.changed_at <= $2 AND f.last_event_on <= $3"
    ))
    .bind(platform.to_owned())
    .bind(end_of_paris_day(day))
    .bind(day)
    .each(tx, |row: Unmoved| {
        if !moved_on.contains_key(&row.case_id) {
            see(row.traced);
        }
    })
    .await?;
    moved_on.drain().filter_map(|(_, known)| known).for_each(|known| see(Traced::of(platform, known)));
    Ok(())
}

impl Traced {
    fn of(platform: &str, known: Known) -> Self {
        let Known { youth, facts, traits, list, changed_at, .. } = known;
        let fact = Fact::of(platform, &Brief::of(youth, &facts, &traits));
        Traced { fact, list_id: list, changed_at: Some(changed_at) }
    }
}

impl Fact {
    fn of(platform: &str, brief: &Brief) -> Self {
        let in_solution = |term: usize| brief.lasting.map(|lasting| lasting.in_solution[term]);
        Fact {
            youth: brief.youth,
            platform: platform.to_owned(),
            entry_on: brief.entry_on,
            month: brief.entry_on.format("%Y-%m").to_string(),
            sex: brief.sex.as_str().into(),
            age: brief.age,
            source: brief.source.as_str().into(),
            schooling: brief.schooling.as_str().into(),
            priority_district: brief
                .priority_district
                .map_or("unknown", |lives| if lives { "yes" } else { "no" })
                .into(),
            verification: brief.verification.as_str().into(),
            situation: brief.situation.as_str().into(),
            lapses_on: brief.lapses_on,
            solution: brief.solution.map(|kind| kind.as_str().into()),
            first_solution: brief.first_solution.map(|(kind, _)| kind.as_str().into()),
            first_attempt_on: brief.first_attempt_on,
            first_contact_on: brief.first_contact_on,
            first_interview_on: brief.first_interview_on,
            first_support_on: brief.first_support_on,
            first_solution_on: brief.first_solution.map(|(_, on)| on),
            days_to_contact: brief.days_to_contact(),
            days_to_solution: brief.days_to_solution(),
            without_worker: brief.without_worker,
            in_solution_3m: in_solution(0),
            in_solution_6m: in_solution(1),
            in_solution_12m: in_solution(2),
            in_solution_18m: in_solution(3),
            broken_3m: brief.lasting.map(|lasting| lasting.broken_early),
        }
    }
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
