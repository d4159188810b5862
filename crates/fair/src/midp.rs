use crate::Counted;
use crate::binomial::Binomial;

/// Of the interval, on each side.
const TAIL: f64 = 0.025;
/// Halvings: more than a double can tell apart.
const HALVINGS: u32 = 50;

/// The rates that a count is compatible with at 95 %: exact binomial with mid-P (the count itself weighs one half), the rate
/// being 0 to 1; `(0, 1)` over nobody. It tends to the mid-P interval of the Poisson law where the rate is low, and never
/// promises more than everybody where it is high, as that one would.
pub fn mid_p(counted: Counted) -> (f64, f64) {
    let Counted { count, size } = counted;
    let count = count.min(size);
    (low(count, size), 1.0 - low(size - count, size))
}

/// The rate at which `count` or more would be that rare.
fn low(count: u64, size: u64) -> f64 {
    if count == 0 {
        return 0.0;
    }
    let (mut from, mut to) = (0.0, count as f64 / size as f64);
    for _ in 0..HALVINGS {
        let rate = f64::midpoint(from, to);
        let law = Binomial::new(size, rate);
        if law.above(count) + law.exactly(count) / 2.0 < TAIL {
            from = rate;
        } else {
            to = rate;
        }
    }
    f64::midpoint(from, to)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Computed apart, from log-gamma functions and 200 halvings.
    #[test]
    fn intervals_are_those_computed_apart() {
        for (count, size, low, high) in [
            (0, 25, 0.0, 0.112_928_145_006_8),
            (3, 25, 0.031_448_962_511_2, 0.292_816_270_484_9),
            (30, 30, 0.904_966_147_144_7, 1.0),
            (60, 200, 0.239_523_089_615_6, 0.366_229_175_271_8),
            (180, 200, 0.852_395_745_593_6, 0.936_086_996_139_9),
        ] {
            let (from, to) = mid_p(Counted::new(count, size));
            assert!((from - low).abs() < 1e-9 && (to - high).abs() < 1e-9, "{count} of {size}: {from} to {to}");
        }
    }

    #[test]
    fn of_something_rare_it_is_the_interval_of_a_poisson_count() {
        // Mid-P limits of a Poisson count of 10, solved apart: 5.0795 and 17.8249.
        let (from, to) = mid_p(Counted::new(10, 100_000));
        assert!((from * 1e5 - 5.0795).abs() < 5e-3 && (to * 1e5 - 17.8249).abs() < 5e-3, "{from} to {to}");
    }

    proptest! {
        #[test]
        fn it_holds_the_rate_and_narrows_with_size(size in 1u64..500, share in 0.0..=1.0f64) {
            let count = (size as f64 * share) as u64;
            let (from, to) = mid_p(Counted::new(count, size));
            let rate = count as f64 / size as f64;
            prop_assert!(0.0 <= from && from <= rate && rate <= to && to <= 1.0, "{count} of {size}: {from} to {to}");
            let (narrower, short) = mid_p(Counted::new(count * 4, size * 4));
            prop_assert!(short - narrower < to - from);
        }
    }
}
