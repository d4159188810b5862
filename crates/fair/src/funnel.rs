use crate::binomial::Binomial;
use crate::{Counted, Overdispersion};

/// What share of places chance alone leaves inside the limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coverage {
    /// 95 %
    Usual,
    /// 99.8 %
    Wide,
}

impl Coverage {
    /// The chance left out on each side.
    const fn tail(self) -> f64 {
        match self {
            Coverage::Usual => 0.025,
            Coverage::Wide => 0.001,
        }
    }

    /// The chance left out on both.
    pub const fn outside(self) -> f64 {
        2.0 * self.tail()
    }
}

/// Rates between which chance explains a gap, each between 0 and 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limits {
    pub low: f64,
    pub high: f64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Above,
    Below,
}

/// Where a place is on the plot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Position {
    /// Fewer than [`crate::FEWEST`]: never outside, whatever its rate.
    TooSmall,
    /// Inside the limits at 95 %.
    Inside,
    /// Outside the widest of the limits that it is outside of.
    Outside(Coverage, Side),
}

/// A funnel plot of the places compared.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Funnel {
    /// The rate of all, small ones too: the ratio of the sums.
    pub centre: f64,
    /// Of the places large enough.
    pub overdispersion: Overdispersion,
}

impl Funnel {
    /// None when nobody is counted.
    pub fn of(places: &[Counted]) -> Option<Self> {
        let all = places
            .iter()
            .fold(Counted::default(), |all, place| Counted::new(all.count + place.count, all.size + place.size));
        let centre = all.rate()?;
        let score = |place: &Counted| {
            let spread = (centre * (1.0 - centre) / place.size as f64).sqrt();
            Some((place.rate()? - centre) / spread).filter(|score| score.is_finite())
        };
        let scores: Vec<f64> = places.iter().filter(|place| place.is_large_enough()).filter_map(score).collect();
        Some(Funnel { centre, overdispersion: Overdispersion::of(&scores) })
    }

    /// The limits at a size: the exact ones of the binomial law, interpolated between two counts (the upper one is the lower one
    /// of those not counted), then moved away from the centre by the overdispersion.
    pub fn limits(&self, size: u64, coverage: Coverage) -> Limits {
        let exact = |chance: f64| Binomial::new(size, chance).low(coverage.tail()) / size.max(1) as f64;
        let (low, high) = (exact(self.centre), 1.0 - exact(1.0 - self.centre));
        let widened =
            |limit: f64| (self.centre + (limit - self.centre) * self.overdispersion.widening()).clamp(0.0, 1.0);
        Limits { low: widened(low), high: widened(high) }
    }

    pub fn position(&self, place: Counted) -> Position {
        let Some(rate) = place.rate().filter(|_| place.is_large_enough()) else { return Position::TooSmall };
        for coverage in [Coverage::Wide, Coverage::Usual] {
            let limits = self.limits(place.size, coverage);
            if rate > limits.high {
                return Position::Outside(coverage, Side::Above);
            }
            if rate < limits.low {
                return Position::Outside(coverage, Side::Below);
            }
        }
        Position::Inside
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::FEWEST;
    use proptest::prelude::*;

    fn around(centre: f64) -> Funnel {
        Funnel { centre, overdispersion: Overdispersion::of(&[]) }
    }

    /// Computed apart with whole fractions, no rounding at all; then clamped.
    #[test]
    fn limits_are_those_of_exact_fractions() {
        for (size, centre, coverage, low, high) in [
            (50, 0.3, Coverage::Usual, 0.166_139_380_311_9, 0.440_135_886_716_9),
            (50, 0.3, Coverage::Wide, 0.103_129_984_547_5, 0.519_069_588_548_0),
            (100, 0.3, Coverage::Usual, 0.206_902_385_791_1, 0.396_912_014_163_8),
            (400, 0.3, Coverage::Wide, 0.229_451_349_069_4, 0.373_430_441_240_7),
            (30, 0.95, Coverage::Usual, 0.840_249_083_697_4, 1.0),
            (30, 0.95, Coverage::Wide, 0.771_914_747_720_4, 1.0),
            (20, 0.02, Coverage::Usual, 0.0, 0.133_029_330_102_1),
        ] {
            let limits = around(centre).limits(size, coverage);
            let close = (limits.low - low).abs() < 1e-9 && (limits.high - high).abs() < 1e-9;
            assert!(close, "{size} at {centre}, {coverage:?}: {limits:?}");
        }
    }

    /// Ten places and a small one; φ computed apart: 2.911 721 260 246 7 (3.92 before pulling in the tenths).
    #[test]
    fn the_factor_is_that_of_the_places_large_enough_around_the_rate_of_all() {
        let places = [
            (30, 100),
            (25, 80),
            (60, 120),
            (20, 90),
            (45, 150),
            (12, 40),
            (9, 60),
            (70, 160),
            (33, 110),
            (28, 75),
            (5, 10),
        ]
        .map(|(count, size)| Counted::new(count, size));
        let funnel = Funnel::of(&places).expect("somebody");
        assert!((funnel.centre - 337.0 / 995.0).abs() < 1e-15);
        assert!((funnel.overdispersion.factor - 2.911_721_260_246_7).abs() < 1e-9, "{funnel:?}");
        assert_eq!(funnel.overdispersion.places, 10);
        // 29.1 is beyond the 18.3 of χ² with ten degrees of freedom: limits are 1.71 times as far.
        let plain = around(funnel.centre).limits(100, Coverage::Usual);
        let wide = funnel.limits(100, Coverage::Usual);
        let times = (wide.high - funnel.centre) / (plain.high - funnel.centre);
        assert!((times - 2.911_721_260_246_7_f64.sqrt()).abs() < 1e-9);
    }

    #[test]
    fn a_place_far_from_all_is_outside_and_a_small_one_never_is() {
        let funnel = around(0.3);
        assert_eq!(funnel.position(Counted::new(30, 100)), Position::Inside);
        assert_eq!(funnel.position(Counted::new(41, 100)), Position::Outside(Coverage::Usual, Side::Above));
        assert_eq!(funnel.position(Counted::new(60, 100)), Position::Outside(Coverage::Wide, Side::Above));
        assert_eq!(funnel.position(Counted::new(5, 100)), Position::Outside(Coverage::Wide, Side::Below));
        assert_eq!(funnel.position(Counted::new(FEWEST - 1, FEWEST - 1)), Position::TooSmall);
        assert_eq!(funnel.position(Counted::new(0, 0)), Position::TooSmall);
    }

    #[test]
    fn where_all_are_alike_nobody_is_outside() {
        for (count, size) in [(0, 50), (50, 50)] {
            let places = [Counted::new(count, size), Counted::new(count * 2, size * 2)];
            let funnel = Funnel::of(&places).expect("somebody");
            assert!(places.iter().all(|place| funnel.position(*place) == Position::Inside), "{funnel:?}");
        }
        assert_eq!(Funnel::of(&[Counted::default()]), None);
    }

    proptest! {
        #[test]
        fn limits_hold_the_centre_and_the_wide_ones_hold_the_others(
            size in 1u64..2_000, centre in 0.001..0.999f64, scores in prop::collection::vec(-5.0..5.0f64, 0..20),
        ) {
            let funnel = Funnel { centre, overdispersion: Overdispersion::of(&scores) };
            let (usual, wide) = (funnel.limits(size, Coverage::Usual), funnel.limits(size, Coverage::Wide));
            prop_assert!(0.0 <= wide.low && wide.low <= usual.low && usual.low <= centre + 1e-12, "{usual:?} {wide:?}");
            prop_assert!(centre <= usual.high + 1e-12 && usual.high <= wide.high && wide.high <= 1.0, "{usual:?} {wide:?}");
        }

        #[test]
        fn counting_the_others_turns_the_plot_upside_down(
            places in prop::collection::vec((1u64..300, 0.0..=1.0f64), 2..12),
        ) {
            let places: Vec<Counted> =
                places.into_iter().map(|(size, share)| Counted::new((size as f64 * share) as u64, size)).collect();
            let others: Vec<Counted> = places.iter().map(|p| Counted::new(p.size - p.count, p.size)).collect();
            let (plot, turned) = (Funnel::of(&places).expect("somebody"), Funnel::of(&others).expect("somebody"));
            prop_assert!((plot.overdispersion.factor - turned.overdispersion.factor).abs() < 1e-6);
            for size in [20, 77, 300] {
                let (a, b) = (plot.limits(size, Coverage::Usual), turned.limits(size, Coverage::Usual));
                prop_assert!((a.low - (1.0 - b.high)).abs() < 1e-6 && (a.high - (1.0 - b.low)).abs() < 1e-6);
            }
        }
    }
}
