//! The projection of a case: one row that says where it stands, made from its living events and the youth's own traits.
use super::event::{Event, Outcome, Solution, Source, What};
use super::situation::{Situation, Standing, Verification, living, standing};
use crate::youths::{Schooling, Traits};
use base::french::age;
use chrono::{DateTime, Datelike as _, Days, NaiveDate, Utc};
use db::Id;

/// How old a first solution must be to be asked whether it lasts, in days: three, six, twelve, eighteen months (MEASURE.md §3).
pub const TERMS: [u64; 4] = [91, 182, 365, 547];

/// What became of a youth after his first solution began.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lasting {
    /// Whether he was in solution on the day of each of [`TERMS`]; of a day to come, whether he would be without news.
    pub in_solution: [bool; TERMS.len()],
    /// Whether a solution was broken within the first of them.
    pub broken_early: bool,
}

/// One row of `case_facts`. Delays are in days; dates are those of the first event of each kind that holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    pub entry_on: NaiveDate,
    /// At entry, in years.
    pub age: i64,
    /// Of the first report.
    pub source: Source,
    pub schooling: Schooling,
    pub standing: Standing,
    pub first_attempt_on: Option<NaiveDate>,
    pub first_contact_on: Option<NaiveDate>,
    pub first_interview_on: Option<NaiveDate>,
    pub first_support_on: Option<NaiveDate>,
    pub first_solution: Option<(Solution, NaiveDate)>,
    pub lasting: Option<Lasting>,
    pub attempts: i64,
    pub worker: Option<Id>,
    /// Number and day of the last event that tells something (not a sighting on a list).
    pub last_event: i64,
    pub last_event_on: NaiveDate,
    pub closed: bool,
}

impl Facts {
    /// From all the events of a case, as known at an instant (now when none), on the day of the last of them or later.
    /// None when no report holds: the case was opened by a list that has been undone.
    pub fn of(events: &[Event], traits: &Traits, known_at: Option<DateTime<Utc>>, day: NaiveDate) -> Option<Facts> {
        let living = living(events, known_at);
        Self::of_living(&living, traits, day)
    }

    /// The same from events that hold, in order.
    pub fn of_living(living: &[&Event], traits: &Traits, day: NaiveDate) -> Option<Facts> {
        let past: Vec<&Event> = living.iter().copied().take_while(|e| e.happened_on <= day).collect();
        let entry = past.iter().find(|e| e.what.is_report())?;
        let first = |is: fn(&What) -> bool| past.iter().find(|e| is(&e.what)).map(|e| e.happened_on);
        let telling = |e: &&&Event| !matches!(e.what, What::LeftList { .. });
        let last = past.iter().rev().find(telling).unwrap_or(entry);
        Some(Facts {
            entry_on: entry.happened_on,
            age: i64::from(age(traits.born_on, entry.happened_on)),
            source: match entry.what {
                What::Listed { source, .. } => source,
                _ => Source::Himself,
            },
            schooling: traits.schooling,
            standing: standing(&past, day),
            first_attempt_on: first(|w| matches!(w, What::ContactAttempted { .. })),
            first_contact_on: first(What::is_contact),
            first_interview_on: first(|w| matches!(w, What::InterviewHeld { .. })),
            first_support_on: first(|w| matches!(w, What::SupportStarted { .. })),
            first_solution: past.iter().find_map(|e| match e.what {
                What::SolutionStarted { kind, .. } => Some((kind, e.happened_on)),
                _ => None,
            }),
            lasting: Lasting::of(&past),
            attempts: past.iter().filter(|e| matches!(e.what, What::ContactAttempted { .. })).count() as i64,
            worker: past
                .iter()
                .rev()
                .find_map(|e| match e.what {
                    What::Assigned { to } => Some(to),
                    What::TransferredIn { .. } => Some(None),
                    _ => None,
                })
                .flatten(),
            last_event: last.number,
            last_event_on: last.happened_on,
            closed: past.iter().rev().find_map(|e| match e.what {
                What::Closed(_) => Some(true),
                What::Reopened => Some(false),
                _ => None,
            }) == Some(true),
        })
    }

    /// Days from entry to first contact; a contact before the entry counts 0.
    pub fn days_to_contact(&self) -> Option<i64> {
        self.first_contact_on.map(|on| (on - self.entry_on).num_days().max(0))
    }

    /// Days from entry to first solution, alike.
    pub fn days_to_solution(&self) -> Option<i64> {
        self.first_solution.map(|(_, on)| (on - self.entry_on).num_days().max(0))
    }

    pub fn situation_on(&self, day: NaiveDate) -> Option<Situation> {
        (self.standing.verification == Verification::Confirmed).then(|| self.standing.situation_on(day))
    }
}

impl Lasting {
    /// From events that hold, in order; none without a solution.
    fn of(past: &[&Event]) -> Option<Lasting> {
        let first = past.iter().position(|e| matches!(e.what, What::SolutionStarted { .. }))?;
        let ends =
            TERMS.map(|days| past[first].happened_on.checked_add_days(Days::new(days)).unwrap_or(NaiveDate::MAX));
        let in_solution = |day| {
            let then = standing(past, day);
            then.verification == Verification::Confirmed && then.situation_on(day) == Situation::InSolution
        };
        let broken = |e: &&Event| matches!(e.what, What::SolutionBroken) && e.happened_on <= ends[0];
        Some(Lasting { in_solution: ends.map(in_solution), broken_early: past[first..].iter().any(broken) })
    }
}

/// How many attempts in a row found nobody, up to the last event.
pub fn vain_attempts(living: &[&Event]) -> usize {
    living
        .iter()
        .rev()
        .take_while(|e| !e.what.is_contact())
        .filter(|e| {
            matches!(
                e.what,
                What::ContactAttempted { outcome: Outcome::NoAnswer | Outcome::Message | Outcome::WrongNumber, .. }
            )
        })
        .count()
}

/// The facts that copies in memory hold together: those of a platform and a month of entry (`base::versions`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    pub platform: String,
    /// Its first day.
    pub month: NaiveDate,
}

impl Part {
    pub fn of(platform: &str, entry_on: NaiveDate) -> Self {
        Part { platform: platform.to_owned(), month: entry_on.with_day(1).unwrap_or(entry_on) }
    }

    /// « facts 2026-10-01 29-BREST ».
    pub fn key(&self) -> String {
        format!("{PART} {} {}", self.month, self.platform)
    }

    /// The part that this key names; none when it is the key of something else.
    pub fn of_key(key: &str) -> Option<Self> {
        let (kind, rest) = key.split_once(' ')?;
        let (month, platform) = rest.split_once(' ')?;
        (kind == PART).then_some(Part { platform: platform.to_owned(), month: month.parse().ok()? })
    }
}

const PART: &str = "facts";
