/// Terms below this share of the greatest are left out: a double keeps sixteen digits.
const NEGLIGIBLE: f64 = 1e-20;

/// How many of `n` independent draws succeed, each with the same chance: the law itself, term by term, not an approximation.
#[derive(Clone, Debug)]
pub(crate) struct Binomial {
    /// The count of the first term.
    first: u64,
    mass: Vec<f64>,
}

impl Binomial {
    pub fn new(n: u64, chance: f64) -> Self {
        if chance <= 0.0 || chance >= 1.0 {
            return Binomial { first: if chance <= 0.0 { 0 } else { n }, mass: vec![1.0] };
        }
        let odds = chance / (1.0 - chance);
        let mode = (((n as f64 + 1.0) * chance) as u64).min(n);
        // From the greatest term outwards, each from the one before: no factorial, and no term is too small too soon.
        let mut mass = vec![];
        let mut weight = 1.0;
        for k in (0..mode).rev() {
            weight *= (k + 1) as f64 / ((n - k) as f64 * odds);
            if weight < NEGLIGIBLE {
                break;
            }
            mass.push(weight);
        }
        let first = mode - mass.len() as u64;
        mass.reverse();
        mass.push(1.0);
        weight = 1.0;
        for k in mode..n {
            weight *= (n - k) as f64 * odds / (k + 1) as f64;
            if weight < NEGLIGIBLE {
                break;
            }
            mass.push(weight);
        }
        let total: f64 = mass.iter().sum();
        mass.iter_mut().for_each(|weight| *weight /= total);
        Binomial { first, mass }
    }

    /// The chance of that very count.
    pub fn exactly(&self, count: u64) -> f64 {
        let place = count.checked_sub(self.first).and_then(|place| usize::try_from(place).ok());
        place.and_then(|place| self.mass.get(place)).copied().unwrap_or(0.0)
    }

    /// The chance of more than that count.
    pub fn above(&self, count: u64) -> f64 {
        let counts = self.first..;
        counts.zip(&self.mass).filter(|(k, _)| *k > count).map(|(_, mass)| mass).sum()
    }

    /// The count under which the law falls with a chance of `tail`, interpolated between two counts: r − α of Spiegelhalter
    /// (2005, A.1.1), with r the smallest count such that P(X ≤ r) ≥ tail, and α = (P(X ≤ r) − tail) / P(X = r). A count is
    /// below it exactly when the chance of as few or fewer is less than `tail`. It may be negative, −1 at least.
    pub fn low(&self, tail: f64) -> f64 {
        let mut below = 0.0;
        for (k, mass) in (self.first..).zip(&self.mass) {
            let upto = below + mass;
            if upto >= tail {
                return k as f64 - (upto - tail) / mass;
            }
            below = upto;
        }
        self.first as f64 + self.mass.len() as f64 - 1.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// From the definition: n! / (k! (n − k)!) pᵏ (1 − p)ⁿ⁻ᵏ.
    fn by_definition(n: u64, k: u64, p: f64) -> f64 {
        let choose = (0..k).map(|i| (n - i) as f64 / (i + 1) as f64).product::<f64>();
        choose * p.powi(k as i32) * (1.0 - p).powi((n - k) as i32)
    }

    proptest! {
        #[test]
        fn each_term_is_the_one_of_the_definition(n in 1u64..60, p in 0.001..0.999f64) {
            let law = Binomial::new(n, p);
            for k in 0..=n {
                let expected = by_definition(n, k, p);
                prop_assert!((law.exactly(k) - expected).abs() <= 1e-12 * expected + 1e-18, "{k} of {n} at {p}");
            }
        }

        #[test]
        fn a_count_is_under_the_low_one_when_as_few_are_rarer_than_the_tail(
            n in 1u64..400, p in 0.001..0.999f64, tail in prop_oneof![Just(0.025), Just(0.001)],
        ) {
            let law = Binomial::new(n, p);
            let low = law.low(tail);
            for k in 0..=n {
                let as_few = 1.0 - law.above(k);
                // Closer than rounding, either answer is right.
                prop_assert!((as_few - tail).abs() < 1e-9 || ((k as f64) < low) == (as_few < tail), "{k} of {n} at {p}");
            }
        }
    }

    #[test]
    fn a_hundred_thousand_draws_sum_to_one_and_are_centred_on_their_mean() {
        let law = Binomial::new(100_000, 0.3);
        assert!((law.mass.iter().sum::<f64>() - 1.0).abs() < 1e-12);
        assert!((law.low(0.5) - 30_000.0).abs() < 1.0);
        assert!(law.mass.len() < 4_000, "only what matters is kept");
    }

    #[test]
    fn what_is_certain_has_one_term() {
        assert_eq!(Binomial::new(7, 0.0).exactly(0), 1.0);
        assert_eq!(Binomial::new(7, 1.0).exactly(7), 1.0);
    }
}
