use crate::{Counted, Overdispersion, mid_p};
use std::collections::BTreeMap;

/// Ratios nearer to 1 are 1: what is left of sums.
const ROUNDING: f64 = 1e-9;

/// What a place did, and what all would have done with its public (indirect standardisation).
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Standardised {
    pub counted: Counted,
    /// Σ over the strata of: how many of the place are in it × the rate of all in it.
    pub expected: f64,
    /// How many of the place are in strata where no other place has anybody: they are expected to do what they did, which
    /// brings the ratio closer to 1.
    pub alone: u64,
    /// Of the count, if each went by the rate of its stratum.
    variance: f64,
}

/// What was observed over what was expected, with its interval at 95 %.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ratio {
    pub value: f64,
    pub low: f64,
    pub high: f64,
}

/// What may be said of a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// Fewer than [`crate::FEWEST`].
    TooSmall,
    MoreThanExpected,
    FewerThanExpected,
    /// Chance explains the gap.
    Compatible,
}

/// Places standardised on the same strata, the whole of them being the reference.
#[derive(Clone, Debug)]
pub struct Standard<P> {
    pub places: BTreeMap<P, Standardised>,
    /// Of the places large enough, once standardised.
    pub overdispersion: Overdispersion,
}

impl<P: Ord> Standard<P> {
    /// Of what was counted by place and stratum, each pair given once.
    pub fn of<S: Ord>(cells: impl IntoIterator<Item = (P, S, Counted)>) -> Self {
        let mut strata: BTreeMap<S, Vec<(P, Counted)>> = BTreeMap::new();
        for (place, stratum, counted) in cells {
            strata.entry(stratum).or_default().push((place, counted));
        }
        let mut places: BTreeMap<P, Standardised> = BTreeMap::new();
        for cells in strata.into_values() {
            let count: u64 = cells.iter().map(|(_, cell)| cell.count).sum();
            let size: u64 = cells.iter().map(|(_, cell)| cell.size).sum();
            let rate = Counted::new(count, size).rate().unwrap_or(0.0);
            for (place, cell) in cells {
                let sum = places.entry(place).or_default();
                let weight = cell.size as f64;
                sum.counted.count += cell.count;
                sum.counted.size += cell.size;
                sum.expected += weight * rate;
                sum.variance += weight * rate * (1.0 - rate);
                sum.alone += if cell.size == size { size } else { 0 };
            }
        }
        let large = places.values().filter(|place| place.counted.is_large_enough());
        let scores: Vec<f64> = large.filter_map(Standardised::score).collect();
        Standard { places, overdispersion: Overdispersion::of(&scores) }
    }

    /// Observed over expected; none where nobody was expected.
    pub fn ratio(&self, place: &P) -> Option<Ratio> {
        self.places.get(place)?.ratio(self.overdispersion)
    }

    pub fn reading(&self, place: &P) -> Reading {
        let large = self.places.get(place).is_some_and(|place| place.counted.is_large_enough());
        match self.ratio(place) {
            _ if !large => Reading::TooSmall,
            Some(ratio) if ratio.low > 1.0 + ROUNDING => Reading::MoreThanExpected,
            Some(ratio) if ratio.high < 1.0 - ROUNDING => Reading::FewerThanExpected,
            _ => Reading::Compatible,
        }
    }
}

impl Standardised {
    /// The gap in standard deviations; none where every stratum is at nothing or at the whole.
    fn score(&self) -> Option<f64> {
        (self.variance > 0.0).then(|| (self.counted.count as f64 - self.expected) / self.variance.sqrt())
    }

    /// The exact interval of the count ([`mid_p`]), moved away from it by the overdispersion, over what was expected.
    fn ratio(&self, overdispersion: Overdispersion) -> Option<Ratio> {
        let (count, size) = (self.counted.count as f64, self.counted.size as f64);
        let (low, high) = mid_p(self.counted);
        let widened = |rate: f64| (count + (rate * size - count) * overdispersion.widening()).clamp(0.0, size);
        (self.expected > 0.0).then(|| Ratio {
            value: count / self.expected,
            low: widened(low) / self.expected,
            high: widened(high) / self.expected,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const EASY: u8 = 0;
    const HARD: u8 = 1;

    /// By hand: all do 120/200 = 0.6 in the easy stratum, 60/200 = 0.3 in the hard one.
    /// A: 150 × 0.6 + 50 × 0.3 = 105; B: 50 × 0.6 + 150 × 0.3 = 75.
    #[test]
    fn a_place_with_a_harder_public_is_expected_to_do_less() {
        let standard = Standard::of([
            ("A", EASY, Counted::new(90, 150)),
            ("A", HARD, Counted::new(15, 50)),
            ("B", EASY, Counted::new(30, 50)),
            ("B", HARD, Counted::new(45, 150)),
        ]);
        let (a, b) = (standard.places["A"], standard.places["B"]);
        assert!((a.expected - 105.0).abs() < 1e-9 && (b.expected - 75.0).abs() < 1e-9);
        assert_eq!((a.counted, b.counted), (Counted::new(105, 200), Counted::new(75, 200)));
        // The rates are 52.5 % and 37.5 %, yet each did what was expected of it.
        assert_eq!((standard.reading(&"A"), standard.reading(&"B")), (Reading::Compatible, Reading::Compatible));
        assert!((standard.ratio(&"A").expect("somebody").value - 1.0).abs() < 1e-12);
        assert_eq!((a.alone, b.alone), (0, 0));
    }

    #[test]
    fn a_gap_beyond_chance_is_told_on_its_side_and_a_small_place_never_is() {
        let standard = Standard::of([
            ("A", EASY, Counted::new(80, 100)),
            ("B", EASY, Counted::new(300, 600)),
            ("C", EASY, Counted::new(290, 600)),
            ("D", EASY, Counted::new(310, 600)),
            ("E", EASY, Counted::new(20, 100)),
            ("F", EASY, Counted::new(10, 10)),
            ("G", EASY, Counted::new(300, 600)),
            ("H", EASY, Counted::new(300, 600)),
        ]);
        let said = ["A", "B", "E", "F"].map(|place| standard.reading(&place));
        let expected = [Reading::MoreThanExpected, Reading::Compatible, Reading::FewerThanExpected, Reading::TooSmall];
        assert_eq!(said, expected, "{:?}", standard.overdispersion);
        assert_eq!(standard.reading(&"nowhere"), Reading::TooSmall);
    }

    #[test]
    fn whoever_is_alone_in_a_stratum_is_expected_to_do_what_was_done() {
        let standard = Standard::of([
            ("A", EASY, Counted::new(10, 20)),
            ("B", EASY, Counted::new(10, 20)),
            ("B", HARD, Counted::new(9, 10)),
        ]);
        assert_eq!((standard.places["A"].alone, standard.places["B"].alone), (0, 10));
        assert!((standard.places["B"].expected - 19.0).abs() < 1e-12);
    }

    #[test]
    fn where_nobody_did_nothing_is_expected_and_no_ratio_is_made_up() {
        let standard = Standard::of([("A", EASY, Counted::new(0, 40)), ("B", EASY, Counted::new(0, 60))]);
        assert_eq!(standard.ratio(&"A"), None);
        assert_eq!(standard.reading(&"A"), Reading::Compatible);
    }

    proptest! {
        #[test]
        fn what_is_expected_of_all_is_what_all_did(
            cells in prop::collection::btree_map((0u8..6, 0u8..9), (0u64..40, 0.0..=1.0f64), 1..40),
        ) {
            let cells = cells.into_iter().map(|((place, stratum), (size, share))| {
                (place, stratum, Counted::new((size as f64 * share) as u64, size))
            });
            let standard = Standard::of(cells);
            let observed: u64 = standard.places.values().map(|place| place.counted.count).sum();
            let expected: f64 = standard.places.values().map(|place| place.expected).sum();
            prop_assert!((observed as f64 - expected).abs() < 1e-6, "{observed} for {expected}");
            for (code, place) in &standard.places {
                prop_assert!(place.alone <= place.counted.size && place.expected <= place.counted.size as f64 + 1e-9);
                if let Some(Ratio { value, low, high }) = standard.ratio(code) {
                    prop_assert!(0.0 <= low && low <= value + 1e-9 && value <= high + 1e-9, "{value}: {low} to {high}");
                }
            }
        }
    }
}
