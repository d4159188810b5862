//! Where a case stands on a day: a pure function of its events (MEASURE.md §2).
use super::event::{Check, Event, Finding, Solution, What};
use crate::coded_enum;
use chrono::{DateTime, Days, NaiveDate, Utc};
use std::collections::HashSet;

coded_enum! {
    pub enum Verification {
        ToVerify = "to_verify", "à vérifier";
        NotConcerned = "not_concerned", "non concerné";
        Confirmed = "confirmed", "confirmé";
    }
}

coded_enum! {
    /// The situation of a confirmed case: exactly one of these.
    pub enum Situation {
        InSolution = "in_solution", "en solution";
        Supported = "supported", "accompagné";
        InContact = "in_contact", "en contact";
        Refused = "refused", "refus";
        Unreachable = "unreachable", "injoignable";
        Unknown = "unknown", "inconnu";
    }
}

impl Situation {
    /// How many days the situation lasts without news; on the day after, it is unknown. None: it already is.
    pub const fn lasts(self) -> Option<u64> {
        match self {
            Situation::InSolution => Some(210),
            Situation::Supported => Some(120),
            Situation::InContact => Some(60),
            Situation::Refused => Some(365),
            Situation::Unreachable => Some(180),
            Situation::Unknown => None,
        }
    }
}

/// Where a case stands after its last event, and until when without news.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    pub verification: Verification,
    pub situation: Situation,
    /// The kind of the running solution.
    pub solution: Option<Solution>,
    /// The day the situation was entered.
    pub since: Option<NaiveDate>,
    /// From this day on, without news, the situation is unknown.
    pub lapses_on: Option<NaiveDate>,
}

impl Standing {
    /// The situation on a day not before the last event.
    pub fn situation_on(&self, day: NaiveDate) -> Situation {
        match self.lapses_on {
            Some(lapse) if day >= lapse => Situation::Unknown,
            _ => self.situation,
        }
    }
}

/// The events that hold: recorded at or before `known_at` (all when none), not replaced by one so recorded, in order of day,
/// then of recording. A withdrawal holds nothing itself.
pub fn living(events: &[Event], known_at: Option<DateTime<Utc>>) -> Vec<&Event> {
    let known = |e: &&Event| known_at.is_none_or(|at| e.recorded_at <= at);
    let replaced: HashSet<i64> = events.iter().filter(known).filter_map(|e| e.replaces).collect();
    let mut living: Vec<&Event> = events
        .iter()
        .filter(known)
        .filter(|e| !replaced.contains(&e.number) && !matches!(e.what, What::Withdrawn))
        .collect();
    living.sort_by_key(|e| (e.happened_on, e.recorded_at, e.number));
    living
}

/// Where the case stands on `day`, from events that hold, in order.
pub fn standing(living: &[&Event], day: NaiveDate) -> Standing {
    let mut fold = Fold::default();
    for event in living.iter().take_while(|e| e.happened_on <= day) {
        fold.verify(&event.what);
        fold.follow(&event.what, event.happened_on);
    }
    fold.standing()
}

/// What the events seen so far leave behind.
#[derive(Default)]
struct Fold {
    /// The last `Verified`, until a new departure is reported.
    finding: Option<Finding>,
    /// An act that confirms the presumption where nothing was verified.
    presumption_stands: bool,
    solution: Option<(Solution, NaiveDate)>,
    support: Option<NaiveDate>,
    /// What holds while neither a solution nor a support runs.
    otherwise: Option<(Situation, NaiveDate)>,
    /// The last news, which the time of the situation runs from.
    news: Option<NaiveDate>,
    /// A check found the situation unknown, and there was no news since.
    lost_on: Option<NaiveDate>,
}

impl Fold {
    fn verify(&mut self, what: &What) {
        match what {
            What::Verified(finding) => self.finding = Some(*finding),
            What::Listed { .. } if matches!(self.finding, Some(Finding::NotConcerned(_))) => {
                self.finding = None;
                self.presumption_stands = false;
            }
            What::InterviewHeld { .. }
            | What::Refused
            | What::Unreachable
            | What::SupportStarted { .. }
            | What::SolutionStarted { .. } => self.presumption_stands = true,
            _ => {}
        }
    }

    fn follow(&mut self, what: &What, day: NaiveDate) {
        match what {
            What::SolutionStarted { kind, .. } => {
                self.solution = Some((*kind, day));
                self.heard(day);
            }
            What::SolutionBroken | What::SolutionCompleted | What::SituationChecked(Check::NoLonger) => {
                self.solution = None;
                self.otherwise = Some((Situation::InContact, day));
                self.heard(day);
            }
            What::SituationChecked(Check::Still) => self.heard(day),
            What::SituationChecked(Check::Unknown) => self.lost_on = Some(day),
            What::SupportStarted { .. } => {
                self.support = Some(day);
                self.heard(day);
            }
            What::SupportEnded => {
                self.support = None;
                self.otherwise = Some((Situation::InContact, day));
                self.heard(day);
            }
            What::Refused => self.lose(Situation::Refused, day),
            What::Unreachable => self.lose(Situation::Unreachable, day),
            what if what.is_contact() => {
                if !matches!(self.otherwise, Some((Situation::InContact, _))) {
                    self.otherwise = Some((Situation::InContact, day));
                }
                self.heard(day);
            }
            _ => {}
        }
    }

    /// News renews the time of whatever runs.
    fn heard(&mut self, day: NaiveDate) {
        self.news = Some(day);
        self.lost_on = None;
    }

    /// A refusal or a disappearance ends a support, not a running solution, whose time it does not renew.
    fn lose(&mut self, situation: Situation, day: NaiveDate) {
        self.support = None;
        self.otherwise = Some((situation, day));
        if self.solution.is_none() {
            self.heard(day);
        }
    }

    fn standing(&self) -> Standing {
        let verification = match self.finding {
            Some(Finding::Confirmed) => Verification::Confirmed,
            Some(Finding::NotConcerned(_)) => Verification::NotConcerned,
            None if self.presumption_stands => Verification::Confirmed,
            None => Verification::ToVerify,
        };
        let (situation, since) = match (self.lost_on, self.solution, self.support, self.otherwise) {
            (Some(day), ..) => (Situation::Unknown, Some(day)),
            (None, Some((_, day)), ..) => (Situation::InSolution, Some(day)),
            (None, None, Some(day), _) => (Situation::Supported, Some(day)),
            (None, None, None, Some((situation, day))) => (situation, Some(day)),
            (None, None, None, None) => (Situation::Unknown, None),
        };
        let lapses_on =
            situation.lasts().zip(self.news).and_then(|(days, news)| news.checked_add_days(Days::new(days + 1)));
        let solution = self.solution.map(|(kind, _)| kind).filter(|_| situation == Situation::InSolution);
        Standing { verification, situation, solution, since, lapses_on }
    }
}
