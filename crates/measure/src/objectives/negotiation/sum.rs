//! What the commitments of platforms make together, against the target of the level above.
use crate::indicators::{Indicator, Measured};

/// What one platform commits to for an indicator.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Commitment {
    /// The target that holds, agreed or its own.
    pub held: Option<f64>,
    /// The proposal on the table.
    pub offered: Option<f64>,
    /// How many cases its rate is expected to be of.
    pub expected: i64,
}

impl Commitment {
    /// What counts as discussed: nothing holds yet.
    fn discussed(&self) -> Option<f64> {
        self.offered.filter(|_| self.held.is_none())
    }
}

/// The commitments of the platforms of a territory for one indicator, and its own target.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sum {
    pub indicator: Indicator,
    pub target: Option<f64>,
    /// Platforms in all, with a target that holds, with a proposal on the table and nothing that holds.
    pub platforms: usize,
    pub held: usize,
    pub discussed: usize,
    /// The rate that all commitments make together, once all is agreed; none but for a rate.
    pub rate: Option<f64>,
    pub total: Total,
}

/// How commitments come together. Whole cases: what is shown adds up.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Total {
    Cases {
        engaged: i64,
        discussed: i64,
        /// The target of the level above, in cases.
        wanted: Option<i64>,
        /// Those a rate is of, all platforms together; none for a count.
        expected: Option<i64>,
    },
    /// A rate, and nobody to weigh it by.
    Unweighed,
    /// Delays do not add up.
    Delays {
        /// The commitments that go beyond the target of the level above.
        beyond: usize,
        longest: Option<f64>,
    },
}

impl Sum {
    pub fn of(indicator: Indicator, target: Option<f64>, commitments: &[Commitment]) -> Sum {
        let held = commitments.iter().filter(|c| c.held.is_some()).count();
        let discussed = commitments.iter().filter(|c| c.discussed().is_some()).count();
        let expected: i64 = commitments.iter().map(|c| c.expected).sum();
        let (rate, total) = match indicator.definition().measured {
            Measured::Count(_) => (None, cases(target, commitments, |_| 1.0, None)),
            Measured::Rate { .. } if expected == 0 => (None, Total::Unweighed),
            Measured::Rate { .. } => {
                let weight = |c: &Commitment| c.expected as f64;
                let reached = weighed(commitments, weight, |c| c.held.or(c.offered));
                let target = target.map(|rate| rate * expected as f64);
                (Some(reached / expected as f64), cases(target, commitments, weight, Some(expected)))
            }
            Measured::Median(_) | Measured::NinetiethPercentile(_) => (None, delays(target, commitments)),
        };
        Sum { indicator, target, platforms: commitments.len(), held, discussed, rate, total }
    }

    /// What is missing to reach the target of the level above once all is agreed; negative when there is more. In cases.
    pub fn missing(&self) -> Option<i64> {
        match self.total {
            Total::Cases { engaged, discussed, wanted: Some(wanted), .. } => Some(wanted - engaged - discussed),
            _ => None,
        }
    }
}

fn cases(
    wanted: Option<f64>,
    commitments: &[Commitment],
    weight: impl Fn(&Commitment) -> f64,
    expected: Option<i64>,
) -> Total {
    let whole = |n: f64| n.round() as i64;
    Total::Cases {
        engaged: whole(weighed(commitments, &weight, |c| c.held)),
        discussed: whole(weighed(commitments, &weight, Commitment::discussed)),
        wanted: wanted.map(whole),
        expected,
    }
}

fn weighed(
    commitments: &[Commitment],
    weight: impl Fn(&Commitment) -> f64,
    value: impl Fn(&Commitment) -> Option<f64>,
) -> f64 {
    commitments.iter().filter_map(|c| Some(value(c)? * weight(c))).sum()
}

fn delays(target: Option<f64>, commitments: &[Commitment]) -> Total {
    let values: Vec<f64> = commitments.iter().filter_map(|c| c.held.or(c.offered)).collect();
    let beyond = target.map_or(0, |target| values.iter().filter(|days| **days > target).count());
    Total::Delays { beyond, longest: values.into_iter().reduce(f64::max) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn commitment(held: Option<f64>, offered: Option<f64>, expected: i64) -> Commitment {
        Commitment { held, offered, expected }
    }

    #[test]
    fn rates_are_weighed_by_the_cases_they_are_of() {
        let all = [
            commitment(Some(0.4), None, 1000),
            commitment(None, Some(0.3), 500),
            commitment(Some(0.5), Some(0.1), 100),
            commitment(None, None, 400),
        ];
        let sum = Sum::of(Indicator::of("solution_rate"), Some(0.36), &all);
        let total = Total::Cases { engaged: 450, discussed: 150, wanted: Some(720), expected: Some(2000) };
        assert_eq!((sum.platforms, sum.held, sum.discussed, sum.total), (4, 2, 1, total));
        assert_eq!(sum.missing(), Some(120));
        assert!(sum.rate.is_some_and(|rate| (rate - 0.3).abs() < 1e-9));
    }

    #[test]
    fn counts_add_up_and_may_go_beyond_the_target() {
        let all = [commitment(Some(120.0), None, 0), commitment(None, Some(40.0), 0)];
        let sum = Sum::of(Indicator::of("found_solution"), Some(150.0), &all);
        assert_eq!((sum.missing(), sum.rate), (Some(-10), None));
        assert_eq!(Sum::of(Indicator::of("found_solution"), None, &all).missing(), None);
    }

    #[test]
    fn delays_are_compared_one_by_one() {
        let all = [commitment(Some(10.0), None, 0), commitment(Some(14.0), None, 0), commitment(None, Some(12.0), 0)];
        let sum = Sum::of(Indicator::of("days_to_contact"), Some(12.0), &all);
        assert_eq!(sum.total, Total::Delays { beyond: 1, longest: Some(14.0) });
        assert_eq!(sum.missing(), None);
    }

    #[test]
    fn a_rate_without_anybody_to_weigh_it_by_has_no_sum() {
        let all = [commitment(Some(0.4), None, 0)];
        assert_eq!(Sum::of(Indicator::of("solution_rate"), Some(0.36), &all).total, Total::Unweighed);
    }

    proptest! {
        #[test]
        fn what_is_shown_adds_up_to_the_target(
            all in proptest::collection::vec((proptest::option::of(0.0..1.0), proptest::option::of(0.0..1.0), 0..2000_i64), 0..30),
            target in 0.0..1.0,
        ) {
            let all: Vec<_> = all.into_iter().map(|(held, offered, n)| commitment(held, offered, n)).collect();
            let sum = Sum::of(Indicator::of("solution_rate"), Some(target), &all);
            prop_assert!(sum.held + sum.discussed <= sum.platforms);
            if let Total::Cases { engaged, discussed, wanted: Some(wanted), .. } = sum.total {
                prop_assert_eq!(engaged + discussed + sum.missing().unwrap_or_default(), wanted);
                prop_assert!((0.0..=1.0).contains(&sum.rate.unwrap_or_default()));
            }
        }
    }
}
