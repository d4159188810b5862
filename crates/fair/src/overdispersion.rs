/// How far the lowest and the highest scores are pulled in, so that a few places do not widen the limits for all.
const WINSORISED: f64 = 0.1;
/// Fewer places have no tenth: each would widen the limits for itself.
const FEWEST_PLACES: usize = 10;
/// Quantile of the normal law at 95 %.
const Z: f64 = 1.644_853_626_951_473;

/// How much places differ beyond chance: the factor φ of Spiegelhalter (2005, 4 and A.3), the mean of the squares of the
/// scores once the lowest and the highest tenths are brought to the 10th and 90th percentiles (between two scores, in
/// proportion). Scores are standardised gaps on the plain scale of rates, where chance alone gives them a mean square of 1
/// whatever the sizes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Overdispersion {
    pub factor: f64,
    /// How many scores it was found on.
    pub places: usize,
}

impl Overdispersion {
    pub fn of(scores: &[f64]) -> Self {
        let mut sorted: Vec<f64> = scores.iter().copied().filter(|score| score.is_finite()).collect();
        sorted.sort_by(f64::total_cmp);
        let places = sorted.len();
        let (Some(low), Some(high)) = (percentile(&sorted, WINSORISED), percentile(&sorted, 1.0 - WINSORISED)) else {
            return Overdispersion { factor: 1.0, places };
        };
        let squares: f64 = sorted.iter().map(|score| score.clamp(low, high).powi(2)).sum();
        Overdispersion { factor: squares / places as f64, places }
    }

    /// Whether there are places enough, ten, for it to mean something.
    pub const fn is_known(self) -> bool {
        self.places >= FEWEST_PLACES
    }

    /// Whether limits are widened: only where it is known, and chance alone would hardly give such a factor (φ × places is beyond
    /// the 95th percentile of the χ² law of as many degrees of freedom).
    pub fn applies(self) -> bool {
        self.is_known() && self.factor * self.places as f64 > chi_squared_95(self.places)
    }

    /// What the distance of limits is multiplied by, 1 at least: √φ where it applies.
    pub fn widening(self) -> f64 {
        if self.applies() { self.factor.sqrt().max(1.0) } else { 1.0 }
    }
}

/// Between two values, in proportion; none of nothing.
fn percentile(sorted: &[f64], share: f64) -> Option<f64> {
    let place = sorted.len().checked_sub(1)? as f64 * share;
    let (before, after) = (place.floor() as usize, place.ceil() as usize);
    let (low, high) = (sorted.get(before)?, sorted.get(after)?);
    Some(low + (high - low) * place.fract())
}

/// The 95th percentile of the χ² law, by Wilson and Hilferty (1931): within 1 % from two degrees of freedom on.
fn chi_squared_95(degrees: usize) -> f64 {
    let degrees = degrees as f64;
    let spread = 2.0 / (9.0 * degrees);
    degrees * (1.0 - spread + Z * spread.sqrt()).powi(3)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_percentile_of_chi_squared_is_that_of_the_tables() {
        for (degrees, table) in [(2, 5.991), (5, 11.070), (10, 18.307), (30, 43.773), (100, 124.342)] {
            let found = chi_squared_95(degrees);
            assert!((found / table - 1.0_f64).abs() < 0.01, "{degrees}: {found} for {table}");
        }
    }

    #[test]
    fn the_extreme_tenths_are_pulled_in() {
        // 0, 1 … 10: the tenth percentile is 1, the ninetieth 9.
        let scores: Vec<f64> = (0..=10).map(f64::from).collect();
        let squares = 1.0 + (1..=9).map(|n| f64::from(n * n)).sum::<f64>() + 81.0;
        let found = Overdispersion::of(&scores);
        assert!((found.factor - squares / 11.0).abs() < 1e-12, "{found:?}");
        // One place gone mad moves nothing more.
        let mad: Vec<f64> = (0..10).map(f64::from).chain([1e6]).collect();
        assert_eq!(Overdispersion::of(&mad).factor, found.factor);
    }

    #[test]
    fn what_chance_gives_widens_nothing() {
        let alternate: Vec<f64> = (0..20).map(|n| if n % 2 == 0 { 1.1 } else { -1.1 }).collect();
        let found = Overdispersion::of(&alternate);
        assert!(found.factor > 1.2 && !found.applies(), "{found:?}");
        assert_eq!(found.widening(), 1.0);
        let far: Vec<f64> = alternate.iter().map(|score| score * 2.0).collect();
        assert!((Overdispersion::of(&far).widening() - 2.2).abs() < 1e-9);
        assert_eq!(Overdispersion::of(&[]).widening(), 1.0);
    }

    #[test]
    fn of_fewer_than_ten_places_it_is_told_and_not_applied() {
        let nine = [-4.0, 4.0, -4.0, 4.0, -4.0, 4.0, -4.0, 4.0, -4.0];
        let found = Overdispersion::of(&nine);
        assert!((found.factor - 16.0).abs() < 1e-9 && !found.is_known());
        assert_eq!(found.widening(), 1.0);
        assert_eq!(Overdispersion::of(&[nine.as_slice(), &[4.0]].concat()).widening(), 4.0);
    }

    proptest! {
        #[test]
        fn it_is_never_more_than_the_plain_mean_of_squares_and_never_narrows(
            half in prop::collection::vec(0.0..9.0f64, 1..30),
        ) {
            // As many above as below, so that pulling in can only bring scores closer to zero.
            let scores: Vec<f64> = half.iter().flat_map(|score| [*score, -*score]).collect();
            let found = Overdispersion::of(&scores);
            let plain = scores.iter().map(|score| score * score).sum::<f64>() / scores.len() as f64;
            prop_assert!(found.factor <= plain + 1e-9);
            prop_assert!(found.widening() >= 1.0);
        }
    }
}
