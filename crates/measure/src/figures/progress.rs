use super::packing::milestone;
use super::store::Fact;
use super::tally::Value;
use chrono::NaiveDate;
use cube::{Histogram, Reached};

/// A step that a case reaches on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Entered,
    Attempted,
    Reached,
    Interviewed,
    Supported,
    FoundSolution,
}

impl Step {
    pub const ALL: [Step; 6] =
        [Step::Entered, Step::Attempted, Step::Reached, Step::Interviewed, Step::Supported, Step::FoundSolution];
}

/// How far the cases of a cohort were on a day: those entered by then, and how many of them had reached each step by then,
/// confirmed or not. What a case is found to be later changes none of it, so two days of two years compare.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    pub day: NaiveDate,
    counts: [i64; Step::ALL.len()],
    days_to_contact: Histogram,
}

impl Progress {
    pub(super) fn on(day: NaiveDate) -> Self {
        Progress { day, counts: [0; Step::ALL.len()], days_to_contact: Histogram::default() }
    }

    pub(super) fn add(&mut self, fact: &Fact) {
        let by_then = |on: Option<NaiveDate>| on.is_some_and(|on| on <= self.day);
        if !by_then(Some(fact.entry_on)) {
            return;
        }
        let reached = by_then(fact.first_contact_on);
        let steps = [
            true,
            by_then(fact.first_attempt_on),
            reached,
            by_then(fact.first_interview_on),
            by_then(fact.first_support_on),
            by_then(fact.first_solution_on),
        ];
        for (count, step) in self.counts.iter_mut().zip(steps) {
            *count += i64::from(step);
        }
        if reached {
            fact.days_to_contact.iter().for_each(|days| self.days_to_contact.add(u32::try_from(*days).unwrap_or(0), 1));
        }
    }

    pub(super) fn of_reached(day: NaiveDate, reached: &Reached) -> Self {
        let came = |milestone: usize| i64::from(reached.milestones[milestone]);
        let counts = [
            i64::from(reached.entered),
            came(milestone::ATTEMPT),
            came(milestone::CONTACT),
            came(milestone::INTERVIEW),
            came(milestone::SUPPORT),
            came(milestone::SOLUTION),
        ];
        Progress { day, counts, days_to_contact: reached.span.clone() }
    }

    pub fn count(&self, step: Step) -> i64 {
        self.counts[step as usize]
    }

    /// Out of those entered by then.
    pub fn share(&self, step: Step) -> Value {
        match self.count(Step::Entered) {
            0 => Value::NotApplicable,
            denominator => Value::Rate { numerator: self.count(step), denominator },
        }
    }

    /// Median days from entry to first contact, of those reached by then.
    pub fn days_to_contact(&self) -> Value {
        self.days_to_contact.median().map_or(Value::NotApplicable, Value::Days)
    }
}
