//! What a case asks for, and when (PRODUCT.md A4): the legal clocks, what was promised, what goes stale.
use super::deeds::Deed;
use super::event::{Event, Outcome, What};
use super::facts::{Facts, vain_attempts};
use super::situation::{Situation, Verification};
use crate::coded_enum;
use crate::youths::Traits;
use base::french::age;
use chrono::{Days, Months, NaiveDate, NaiveTime};

coded_enum! {
    /// Why a case stands in the queue, the most pressing first.
    pub enum Reason {
        /// Interview within 15 days of a *droit au retour* request (D122-3-x c. éduc.).
        ReturnInterview = "return_interview", "Droit au retour, entretien dû";
        /// The département is told within 2 months of a summons without effect (R114-7 c. éduc.).
        DepartmentNotice = "department_notice", "Informer le département";
        /// Interview of a 16–18 with the legal representative within 3 months of the report (L313-8 c. éduc.).
        ObligationInterview = "obligation_interview", "Moins de 18 ans, entretien dû";
        CallBack = "call_back", "Rappel promis";
        Appointment = "appointment", "Rendez-vous";
        BrokenSolution = "broken_solution", "Solution rompue";
        /// The obligation of training ends at 18 (L114-1 c. éduc.).
        Majority = "majority", "18 ans bientôt";
        MinorNotContacted = "minor_not_contacted", "Moins de 18 ans, pas contacté";
        NeverContacted = "never_contacted", "Jamais contacté";
        NewAttempt = "new_attempt", "Nouvel essai";
        ToVerify = "to_verify", "Situation à vérifier";
        SolutionCheck = "solution_check", "Suivi de la solution";
        Lapsing = "lapsing", "Situation qui expire";
        NoWorker = "no_worker", "Sans référent";
    }
}

/// One thing to do: from `opens_on` it stands in the queue, `due_on` is the last good day, after `closes_on` it makes no sense.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    pub reason: Reason,
    pub opens_on: NaiveDate,
    pub due_on: NaiveDate,
    pub due_time: Option<NaiveTime>,
    pub closes_on: Option<NaiveDate>,
}

const RETURN_DAYS: u64 = 15;
const OBLIGATION_MONTHS: u32 = 3;
const NOTICE_MONTHS: u32 = 2;
/// A clock of months shows itself this many days before its end.
const CLOCK_WARNING_DAYS: u64 = 30;
const FIRST_CONTACT_DAYS: u64 = 15;
const MINOR_FIRST_CONTACT_DAYS: u64 = 7;
const BROKEN_DAYS: u64 = 7;
pub const NEXT_ATTEMPT_DAYS: u64 = 2;
const LAPSE_WARNING_DAYS: u64 = 14;
const CHECK_WARNING_DAYS: u64 = 7;
/// Ages of a solution at which it is looked at again: 3, 6, 12, 18 months, in days (MEASURE.md §3).
const CHECKS: [u64; 4] = [91, 182, 365, 547];

fn plus(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_add_days(Days::new(days)).unwrap_or(NaiveDate::MAX)
}
fn minus(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_sub_days(Days::new(days)).unwrap_or(NaiveDate::MIN)
}
fn plus_months(day: NaiveDate, months: u32) -> NaiveDate {
    day.checked_add_months(Months::new(months)).unwrap_or(NaiveDate::MAX)
}

/// Everything a case asks for from now on, from its living events in order. At most one due for each reason.
pub fn dues(living: &[&Event], facts: &Facts, born_on: NaiveDate) -> Vec<Due> {
    if facts.closed || facts.standing.verification == Verification::NotConcerned {
        return vec![];
    }
    let case = Case { living, facts, born_on, majority: plus_months(born_on, 18 * 12) };
    [
        case.return_interview(),
        case.department_notice(),
        case.obligation_interview(),
        case.promise(),
        case.broken_solution(),
        case.coming_of_age(),
        case.first_contact(),
        case.new_attempt(),
        case.to_verify(),
        case.solution_check(),
        case.lapsing(),
        case.no_worker(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// How a clock of the law ended: with its interview on the last day at the latest, or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clock {
    pub reason: Reason,
    /// The last good day.
    pub due_on: NaiveDate,
    pub kept: bool,
}

impl Clock {
    pub const fn deed(self) -> Deed {
        match (self.reason, self.kept) {
            (Reason::ReturnInterview, true) => Deed::ReturnKept,
            (Reason::ReturnInterview, false) => Deed::ReturnMissed,
            (_, true) => Deed::ObligationKept,
            (_, false) => Deed::ObligationMissed,
        }
    }
}

/// The clocks of a case, to come ones included, from its living events in order. A clock without its interview is missed when
/// the queue ([`dues`]) still asks for it on the evening of the last day; when it asks no more (not concerned, closed,
/// refused, in solution, exempted, the département told, or 18), nothing was due and there is no clock.
pub fn clocks(living: &[&Event], traits: &Traits, entry_on: NaiveDate) -> Vec<Clock> {
    let request = |(_, event): &(usize, &&Event)| matches!(event.what, What::CameForward { right_to_return: true });
    let requests = living.iter().enumerate().filter(request).map(|(place, event)| {
        let due_on = plus(event.happened_on, RETURN_DAYS);
        let interview = |e: &&Event| e.happened_on <= due_on && matches!(e.what, What::InterviewHeld { .. });
        (Reason::ReturnInterview, due_on, living[place..].iter().copied().any(|e| interview(&e)))
    });
    let due_on = plus_months(entry_on, OBLIGATION_MONTHS);
    let with_guardian =
        |e: &&&Event| e.happened_on <= due_on && matches!(e.what, What::InterviewHeld { guardian_present: true, .. });
    let minor = matches!(age(traits.born_on, entry_on), 16..=17) && due_on < plus_months(traits.born_on, 18 * 12);
    let obligation = minor.then(|| (Reason::ObligationInterview, due_on, living.iter().any(|e| with_guardian(&e))));
    requests
        .chain(obligation)
        .filter(|(reason, due_on, kept)| *kept || still_asked(living, traits, *reason, *due_on))
        .map(|(reason, due_on, kept)| Clock { reason, due_on, kept })
        .collect()
}

/// Whether, on the evening of a day, the queue asked for what was due on that very day.
fn still_asked(living: &[&Event], traits: &Traits, reason: Reason, due_on: NaiveDate) -> bool {
    let then = &living[..living.partition_point(|event| event.happened_on <= due_on)];
    let Some(facts) = Facts::of_living(then, traits, due_on) else { return false };
    dues(then, &facts, traits.born_on).iter().any(|due| due.reason == reason && due.due_on == due_on)
}

struct Case<'a> {
    living: &'a [&'a Event],
    facts: &'a Facts,
    born_on: NaiveDate,
    majority: NaiveDate,
}

impl Case<'_> {
    /// The last event that satisfies `is`, with its place.
    fn last(&self, is: impl Fn(&What) -> bool) -> Option<(usize, &Event)> {
        self.living.iter().enumerate().rev().find(|(_, e)| is(&e.what)).map(|(i, e)| (i, *e))
    }

    fn since(&self, place: usize, is: impl Fn(&What) -> bool) -> bool {
        self.living.iter().skip(place + 1).any(|e| is(&e.what))
    }

    fn settled(&self) -> bool {
        matches!(self.facts.standing.situation, Situation::InSolution)
    }

    fn return_interview(&self) -> Option<Due> {
        let (place, request) = self.last(|w| matches!(w, What::CameForward { right_to_return: true }))?;
        let over = |w: &What| matches!(w, What::InterviewHeld { .. } | What::SolutionStarted { .. } | What::Refused);
        (!self.since(place, over)).then(|| Due {
            reason: Reason::ReturnInterview,
            opens_on: request.happened_on,
            due_on: plus(request.happened_on, RETURN_DAYS),
            due_time: None,
            closes_on: None,
        })
    }

    fn department_notice(&self) -> Option<Due> {
        let (place, summons) = self.last(|w| matches!(w, What::Summoned))?;
        if age(self.born_on, summons.happened_on) >= 18 {
            return None;
        }
        let over = |w: &What| {
            matches!(
                w,
                What::DepartmentNotified
                    | What::InterviewHeld { .. }
                    | What::SupportStarted { .. }
                    | What::SolutionStarted { .. }
                    | What::Exempted { .. }
            )
        };
        let due_on = plus_months(summons.happened_on, NOTICE_MONTHS);
        (!self.since(place, over)).then(|| Due {
            reason: Reason::DepartmentNotice,
            opens_on: minus(due_on, CLOCK_WARNING_DAYS).max(summons.happened_on),
            due_on,
            due_time: None,
            closes_on: None,
        })
    }

    fn obligation_interview(&self) -> Option<Due> {
        let entry = self.facts.entry_on;
        let minor = matches!(age(self.born_on, entry), 16..=17);
        let over = |w: &What| {
            matches!(
                w,
                What::InterviewHeld { guardian_present: true, .. } | What::Exempted { .. } | What::DepartmentNotified
            )
        };
        let kept = self.living.iter().any(|e| over(&e.what));
        let due_on = plus_months(entry, OBLIGATION_MONTHS);
        (minor && !kept && !self.settled()).then(|| Due {
            reason: Reason::ObligationInterview,
            opens_on: minus(due_on, CLOCK_WARNING_DAYS).max(entry),
            due_on,
            due_time: None,
            closes_on: Some(self.majority),
        })
    }

    /// A call back or an appointment that nothing has followed.
    fn promise(&self) -> Option<Due> {
        let (place, event) = self.last(|w| matches!(w, What::ContactAttempted { .. }))?;
        let What::ContactAttempted { outcome, .. } = &event.what else { return None };
        let (reason, moment) = match outcome {
            Outcome::CallBack(moment) => (Reason::CallBack, *moment),
            Outcome::Reached { appointment: Some(moment) } => (Reason::Appointment, *moment),
            _ => return None,
        };
        let over = |w: &What| {
            matches!(
                w,
                What::InterviewHeld { .. }
                    | What::InterviewMissed
                    | What::Refused
                    | What::Unreachable
                    | What::SupportStarted { .. }
                    | What::SolutionStarted { .. }
            )
        };
        (!self.since(place, over)).then_some(Due {
            reason,
            opens_on: moment.on,
            due_on: moment.on,
            due_time: moment.at,
            closes_on: None,
        })
    }

    fn broken_solution(&self) -> Option<Due> {
        let broken =
            |w: &What| matches!(w, What::SolutionBroken | What::SituationChecked(super::event::Check::NoLonger));
        let (place, event) = self.last(broken)?;
        let over = |w: &What| {
            w.is_contact()
                || matches!(
                    w,
                    What::SupportStarted { .. } | What::SolutionStarted { .. } | What::Refused | What::Unreachable
                )
        };
        // A try that found nobody puts it off to the next one.
        let tried = self.living.iter().skip(place + 1).rev().find(|e| matches!(e.what, What::ContactAttempted { .. }));
        (!self.since(place, over)).then(|| Due {
            reason: Reason::BrokenSolution,
            opens_on: tried.map_or(event.happened_on, |e| plus(e.happened_on, NEXT_ATTEMPT_DAYS)),
            due_on: plus(event.happened_on, BROKEN_DAYS),
            due_time: None,
            closes_on: None,
        })
    }

    fn coming_of_age(&self) -> Option<Due> {
        let concerned = matches!(age(self.born_on, self.facts.entry_on), 16..=17) && !self.settled();
        concerned.then(|| Due {
            reason: Reason::Majority,
            opens_on: minus(self.majority, CLOCK_WARNING_DAYS),
            due_on: minus(self.majority, 1),
            due_time: None,
            closes_on: Some(self.majority),
        })
    }

    fn first_contact(&self) -> Option<Due> {
        let alone = self.facts.attempts == 0 && self.facts.first_contact_on.is_none();
        if !alone || self.facts.standing.situation != Situation::Unknown {
            return None;
        }
        let entry = self.facts.entry_on;
        let minor = age(self.born_on, entry) < 18;
        let (reason, days) = if minor {
            (Reason::MinorNotContacted, MINOR_FIRST_CONTACT_DAYS)
        } else {
            (Reason::NeverContacted, FIRST_CONTACT_DAYS)
        };
        Some(Due { reason, opens_on: entry, due_on: plus(entry, days), due_time: None, closes_on: None })
    }

    /// The last attempt found nobody: another one, two days later, whatever the tries so far.
    fn new_attempt(&self) -> Option<Due> {
        let open = matches!(self.facts.standing.situation, Situation::Unknown | Situation::InContact);
        if !open || vain_attempts(self.living) == 0 {
            return None;
        }
        let (_, event) = self.last(|w| matches!(w, What::ContactAttempted { .. }))?;
        let next = plus(event.happened_on, NEXT_ATTEMPT_DAYS);
        matches!(
            event.what,
            What::ContactAttempted { outcome: Outcome::NoAnswer | Outcome::Message | Outcome::WrongNumber, .. }
        )
        .then_some(Due {
            reason: Reason::NewAttempt,
            opens_on: next,
            due_on: next,
            due_time: None,
            closes_on: None,
        })
    }

    /// Reached, and still only presumed.
    fn to_verify(&self) -> Option<Due> {
        let contact = self.facts.first_contact_on?;
        (self.facts.standing.verification == Verification::ToVerify).then(|| Due {
            reason: Reason::ToVerify,
            opens_on: contact,
            due_on: plus(contact, FIRST_CONTACT_DAYS),
            due_time: None,
            closes_on: None,
        })
    }

    /// The next of the 3, 6, 12, 18-month looks at a running solution that no check has answered.
    fn solution_check(&self) -> Option<Due> {
        if !self.settled() {
            return None;
        }
        let (place, start) = self.last(|w| matches!(w, What::SolutionStarted { .. }))?;
        let checked = self
            .living
            .iter()
            .skip(place + 1)
            .filter(|e| matches!(e.what, What::SituationChecked(_)))
            .map(|e| e.happened_on)
            .max();
        let due_on = CHECKS
            .iter()
            .map(|days| plus(start.happened_on, *days))
            .find(|due| checked.is_none_or(|on| on < minus(*due, CHECK_WARNING_DAYS)))?;
        Some(Due {
            reason: Reason::SolutionCheck,
            opens_on: minus(due_on, CHECK_WARNING_DAYS),
            due_on,
            due_time: None,
            closes_on: None,
        })
    }

    fn lapsing(&self) -> Option<Due> {
        if self.facts.standing.verification != Verification::Confirmed {
            return None;
        }
        let last_good_day = minus(self.facts.standing.lapses_on?, 1);
        Some(Due {
            reason: Reason::Lapsing,
            opens_on: minus(last_good_day, LAPSE_WARNING_DAYS),
            due_on: last_good_day,
            due_time: None,
            closes_on: None,
        })
    }

    fn no_worker(&self) -> Option<Due> {
        let confirmed = self.facts.standing.verification == Verification::Confirmed;
        (confirmed && self.facts.worker.is_none()).then(|| Due {
            reason: Reason::NoWorker,
            opens_on: self.facts.last_event_on,
            due_on: plus(self.facts.last_event_on, BROKEN_DAYS),
            due_time: None,
            closes_on: None,
        })
    }
}
