use super::activity::counts_of;
use super::packing::flag;
use super::store::Fact;
use crate::indicators::{Count, Delay, Indicator, Measured};
use chrono::NaiveDate;
use cube::Histogram;
use follow::cases::deeds::Deed;
use follow::cases::event::Solution;
use follow::cases::facts::TERMS;

/// What was counted over a set of cases: every indicator is read from it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    listed: i64,
    to_verify: i64,
    not_concerned: i64,
    confirmed: i64,
    attempted: i64,
    reached: i64,
    contacted: i64,
    interviewed: i64,
    supported_ever: i64,
    found_solution: [i64; Solution::ALL.len()],
    in_solution: [i64; Solution::ALL.len()],
    supported: i64,
    in_contact: i64,
    refused: i64,
    unreachable: i64,
    unknown: i64,
    without_worker: i64,
    /// By term: those whose first solution is that old, and who of them were in solution on its day.
    found_since: [i64; TERMS.len()],
    in_solution_after: [i64; TERMS.len()],
    broken_early: i64,
    days_to_contact: Histogram,
    days_to_solution: Histogram,
    /// By the place of each in [`Deed::ALL`].
    deeds: [i64; Deed::ALL.len()],
    /// Distinct youths, when they were asked for. They do not add up.
    persons: Option<i64>,
}

/// A figure. What cannot be computed says so: it is never 0.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value {
    Count(i64),
    Rate {
        numerator: i64,
        denominator: i64,
    },
    /// In days.
    Days(f64),
    /// A rate over nobody, a delay of nobody.
    NotApplicable,
}

impl Value {
    /// As a plain number: a count, a ratio between 0 and 1, days.
    pub fn number(self) -> Option<f64> {
        match self {
            Value::Count(n) => Some(n as f64),
            Value::Rate { numerator, denominator } => Some(numerator as f64 / denominator as f64),
            Value::Days(days) => Some(days),
            Value::NotApplicable => None,
        }
    }
}

impl Tally {
    /// Adds a case, as things are on the day `at`.
    pub(super) fn add(&mut self, fact: &Fact, at: NaiveDate) {
        self.listed += 1;
        self.attempted += i64::from(fact.first_attempt_on.is_some());
        self.reached += i64::from(fact.first_contact_on.is_some());
        match fact.verification.as_str() {
            "to_verify" => self.to_verify += 1,
            "not_concerned" => self.not_concerned += 1,
            _ => self.add_confirmed(fact, at),
        }
    }

    fn add_confirmed(&mut self, fact: &Fact, at: NaiveDate) {
        self.confirmed += 1;
        self.contacted += i64::from(fact.first_contact_on.is_some());
        self.interviewed += i64::from(fact.first_interview_on.is_some());
        self.supported_ever += i64::from(fact.first_support_on.is_some());
        self.without_worker += i64::from(fact.without_worker);
        if let Some(place) = place(&fact.first_solution) {
            self.found_solution[place] += 1;
            let old = fact.first_solution_on.map_or(-1, |on| (at - on).num_days());
            for (term, in_solution) in fact.in_solution_after().into_iter().enumerate() {
                if old >= TERMS[term] as i64 {
                    self.found_since[term] += 1;
                    self.in_solution_after[term] += i64::from(in_solution);
                }
            }
            self.broken_early += i64::from(old >= TERMS[0] as i64 && fact.broken_3m == Some(true));
        }
        fact.days_to_contact.iter().for_each(|days| self.days_to_contact.add(days_of(*days), 1));
        fact.days_to_solution.iter().for_each(|days| self.days_to_solution.add(days_of(*days), 1));
        match fact.situation.as_str() {
            "in_solution" => {
                if let Some(place) = place(&fact.solution) {
                    self.in_solution[place] += 1;
                }
            }
            "supported" => self.supported += 1,
            "in_contact" => self.in_contact += 1,
            "refused" => self.refused += 1,
            "unreachable" => self.unreachable += 1,
            _ => self.unknown += 1,
        }
    }

    /// Nobody entered, and nothing happened.
    pub fn is_empty(&self) -> bool {
        self.listed == 0 && self.deeds.iter().all(|n| *n == 0)
    }

    pub fn count(&self, count: Count) -> i64 {
        match count {
            Count::Listed => self.listed,
            Count::ToVerify => self.to_verify,
            Count::NotConcerned => self.not_concerned,
            Count::Confirmed => self.confirmed,
            Count::Attempted => self.attempted,
            Count::Reached => self.reached,
            Count::Contacted => self.contacted,
            Count::Interviewed => self.interviewed,
            Count::SupportedEver => self.supported_ever,
            Count::FoundSince(term) => self.found_since[term as usize],
            Count::InSolutionAfter(term) => self.in_solution_after[term as usize],
            Count::BrokenEarly => self.broken_early,
            Count::FoundSolution => self.found_solution.iter().sum(),
            Count::FoundSolutionOf(kind) => self.found_solution[kind as usize],
            Count::InSolution => self.in_solution.iter().sum(),
            Count::InSolutionOf(kind) => self.in_solution[kind as usize],
            Count::Supported => self.supported,
            Count::InContact => self.in_contact,
            Count::Refused => self.refused,
            Count::Unreachable => self.unreachable,
            Count::Unknown => self.unknown,
            Count::WithoutWorker => self.without_worker,
            Count::Persons => self.persons.unwrap_or_default(),
            Count::Activity(of) => counts_of(of).iter().map(|deed| self.deeds[*deed as usize]).sum(),
        }
    }

    pub fn value(&self, indicator: Indicator) -> Value {
        match indicator.definition().measured {
            Measured::Count(count) => Value::Count(self.count(count)),
            Measured::Rate { numerator, denominator } => match self.count(denominator) {
                0 => Value::NotApplicable,
                denominator => Value::Rate { numerator: numerator.iter().map(|c| self.count(*c)).sum(), denominator },
            },
            Measured::Median(delay) => self.delays(delay).median().map_or(Value::NotApplicable, Value::Days),
            Measured::NinetiethPercentile(delay) => {
                self.delays(delay).percentile(90).map_or(Value::NotApplicable, |days| Value::Days(f64::from(days)))
            }
        }
    }

    fn delays(&self, delay: Delay) -> &Histogram {
        match delay {
            Delay::ToContact => &self.days_to_contact,
            Delay::ToSolution => &self.days_to_solution,
        }
    }

    /// What a cell of the table in memory says.
    pub(super) fn of_cell(cell: &cube::Cell<'_>) -> Tally {
        let count = |bit: u8| i64::from(cell.count(bit));
        let of_kind = |first: u8| std::array::from_fn(|kind| count(first + kind as u8));
        let listed = i64::from(cell.rows());
        let (to_verify, not_concerned) = (count(flag::TO_VERIFY), count(flag::NOT_CONCERNED));
        let mut tally = Tally {
            listed,
            to_verify,
            not_concerned,
            confirmed: listed - to_verify - not_concerned,
            attempted: count(flag::ATTEMPTED),
            reached: count(flag::REACHED),
            contacted: count(flag::CONTACTED),
            interviewed: count(flag::INTERVIEWED),
            supported_ever: count(flag::SUPPORTED_EVER),
            found_solution: of_kind(flag::FOUND_SOLUTION),
            in_solution: of_kind(flag::IN_SOLUTION),
            supported: count(flag::SUPPORTED),
            in_contact: count(flag::IN_CONTACT),
            refused: count(flag::REFUSED),
            unreachable: count(flag::UNREACHABLE),
            without_worker: count(flag::WITHOUT_WORKER),
            found_since: std::array::from_fn(|term| count(flag::FOUND_SINCE + term as u8)),
            in_solution_after: std::array::from_fn(|term| count(flag::IN_SOLUTION_AFTER + term as u8)),
            broken_early: count(flag::BROKEN_EARLY),
            ..Tally::default()
        };
        let known = [tally.supported, tally.in_contact, tally.refused, tally.unreachable];
        tally.unknown = tally.confirmed - known.iter().sum::<i64>() - tally.in_solution.iter().sum::<i64>();
        tally
    }

    /// Adds the delays of the same cases, in the order of [`super::packing::SPANS`].
    pub(super) fn add_delays(&mut self, contact: Option<&Histogram>, solution: Option<&Histogram>) {
        contact.iter().for_each(|days| self.days_to_contact.merge(days));
        solution.iter().for_each(|days| self.days_to_solution.merge(days));
    }

    /// Adds deeds, by the place of each in [`Deed::ALL`].
    pub(super) fn add_deeds(&mut self, counts: &[u32]) {
        self.deeds.iter_mut().zip(counts).for_each(|(sum, n)| *sum += i64::from(*n));
    }

    pub(super) fn set_persons(&mut self, persons: i64) {
        self.persons = Some(persons);
    }

    /// Adds other cases, whose distinct persons are not known any more.
    pub fn merge(&mut self, other: &Tally) {
        self.persons = None;
        let Tally { days_to_contact, days_to_solution, .. } = other;
        self.add_delays(Some(days_to_contact), Some(days_to_solution));
        for (sum, n) in [
            (&mut self.listed, other.listed),
            (&mut self.to_verify, other.to_verify),
            (&mut self.not_concerned, other.not_concerned),
            (&mut self.confirmed, other.confirmed),
            (&mut self.attempted, other.attempted),
            (&mut self.reached, other.reached),
            (&mut self.contacted, other.contacted),
            (&mut self.interviewed, other.interviewed),
            (&mut self.supported_ever, other.supported_ever),
            (&mut self.supported, other.supported),
            (&mut self.in_contact, other.in_contact),
            (&mut self.refused, other.refused),
            (&mut self.unreachable, other.unreachable),
            (&mut self.unknown, other.unknown),
            (&mut self.without_worker, other.without_worker),
            (&mut self.broken_early, other.broken_early),
        ] {
            *sum += n;
        }
        self.deeds.iter_mut().zip(other.deeds).for_each(|(sum, n)| *sum += n);
        let of_kind = [(&mut self.found_solution, other.found_solution), (&mut self.in_solution, other.in_solution)];
        for (sums, counts) in of_kind {
            sums.iter_mut().zip(counts).for_each(|(sum, n)| *sum += n);
        }
        let of_term =
            [(&mut self.found_since, other.found_since), (&mut self.in_solution_after, other.in_solution_after)];
        for (sums, counts) in of_term {
            sums.iter_mut().zip(counts).for_each(|(sum, n)| *sum += n);
        }
    }
}

/// A delay is never negative (MEASURE.md §3).
fn days_of(days: i64) -> u32 {
    u32::try_from(days).unwrap_or(0)
}

fn place(solution: &Option<String>) -> Option<usize> {
    solution.as_deref().and_then(|code| code.parse::<Solution>().ok()).map(|kind| kind as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_over_nobody_does_not_apply() {
        assert_eq!(Tally::default().value(Indicator::of("contact_rate")), Value::NotApplicable);
        assert_eq!(Tally::default().value(Indicator::of("days_to_contact")), Value::NotApplicable);
        assert_eq!(Tally::default().value(Indicator::of("listed")), Value::Count(0));
    }
}
