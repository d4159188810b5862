use super::store::Fact;
use crate::indicators::{Count, Delay, Indicator, Measured};
use follow::cases::event::Solution;

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
    days_to_contact: Vec<i64>,
    days_to_solution: Vec<i64>,
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
    pub(super) fn add(&mut self, fact: &Fact) {
        self.listed += 1;
        self.attempted += i64::from(fact.first_attempt_on.is_some());
        self.reached += i64::from(fact.first_contact_on.is_some());
        match fact.verification.as_str() {
            "to_verify" => self.to_verify += 1,
            "not_concerned" => self.not_concerned += 1,
            _ => self.add_confirmed(fact),
        }
    }

    fn add_confirmed(&mut self, fact: &Fact) {
        self.confirmed += 1;
        self.contacted += i64::from(fact.first_contact_on.is_some());
        self.interviewed += i64::from(fact.first_interview_on.is_some());
        self.supported_ever += i64::from(fact.first_support_on.is_some());
        self.without_worker += i64::from(fact.without_worker);
        if let Some(place) = place(&fact.first_solution) {
            self.found_solution[place] += 1;
        }
        self.days_to_contact.extend(fact.days_to_contact);
        self.days_to_solution.extend(fact.days_to_solution);
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

    /// Nobody entered.
    pub fn is_empty(&self) -> bool {
        self.listed == 0
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
        }
    }

    pub fn value(&self, indicator: Indicator) -> Value {
        match indicator.definition().measured {
            Measured::Count(count) => Value::Count(self.count(count)),
            Measured::Rate { numerator, denominator } => match self.count(denominator) {
                0 => Value::NotApplicable,
                denominator => Value::Rate { numerator: numerator.iter().map(|c| self.count(*c)).sum(), denominator },
            },
            Measured::Median(delay) => median(&self.delays(delay)).map_or(Value::NotApplicable, Value::Days),
            Measured::NinetiethPercentile(delay) => {
                ninetieth(&self.delays(delay)).map_or(Value::NotApplicable, |days| Value::Days(days as f64))
            }
        }
    }

    fn delays(&self, delay: Delay) -> Vec<i64> {
        let mut days = match delay {
            Delay::ToContact => self.days_to_contact.clone(),
            Delay::ToSolution => self.days_to_solution.clone(),
        };
        days.sort_unstable();
        days
    }
}

fn place(solution: &Option<String>) -> Option<usize> {
    solution.as_deref().and_then(|code| code.parse::<Solution>().ok()).map(|kind| kind as usize)
}

/// Mean of the two middle values when even; `sorted` ascending.
pub(super) fn median(sorted: &[i64]) -> Option<f64> {
    let half = sorted.len() / 2;
    let upper = *sorted.get(half)?;
    Some(if sorted.len() % 2 == 1 { upper as f64 } else { (sorted[half - 1] + upper) as f64 / 2.0 })
}

/// The 90th percentile by nearest rank: the ⌈0.9 n⌉-th value.
fn ninetieth(sorted: &[i64]) -> Option<i64> {
    let rank = (sorted.len() * 9).div_ceil(10);
    sorted.get(rank.checked_sub(1)?).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_median_of_an_even_number_is_between_the_two_middle_days() {
        assert_eq!(median(&[]), None);
        assert_eq!(median(&[4]), Some(4.0));
        assert_eq!(median(&[1, 4, 7, 100]), Some(5.5));
    }

    #[test]
    fn the_ninetieth_percentile_is_a_day_that_was_seen() {
        assert_eq!(ninetieth(&[]), None);
        assert_eq!(ninetieth(&[3]), Some(3));
        assert_eq!(ninetieth(&(1..=10).collect::<Vec<_>>()), Some(9));
        assert_eq!(ninetieth(&(1..=11).collect::<Vec<_>>()), Some(10));
    }

    #[test]
    fn a_rate_over_nobody_does_not_apply() {
        assert_eq!(Tally::default().value(Indicator::of("contact_rate")), Value::NotApplicable);
        assert_eq!(Tally::default().value(Indicator::of("days_to_contact")), Value::NotApplicable);
        assert_eq!(Tally::default().value(Indicator::of("listed")), Value::Count(0));
    }
}
