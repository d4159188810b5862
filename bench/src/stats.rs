use std::time::Duration;

/// Durations, in order.
#[derive(Clone, Debug, Default)]
pub struct Times(Vec<Duration>);

impl Times {
    pub fn new(mut times: Vec<Duration>) -> Self {
        times.sort_unstable();
        Times(times)
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// By nearest rank: the smallest time that at least `percent` % of all do not exceed; none of none.
    pub fn percentile(&self, percent: usize) -> Option<Duration> {
        let rank = (self.0.len() * percent).div_ceil(100).max(1);
        self.0.get(rank - 1).copied()
    }

    pub fn median(&self) -> Option<Duration> {
        self.percentile(50)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(milliseconds: impl IntoIterator<Item = u64>) -> Times {
        Times::new(milliseconds.into_iter().map(Duration::from_millis).collect())
    }

    #[test]
    fn a_percentile_is_a_time_that_was_seen() {
        let hundred = of((1..=100).rev());
        let asked = [50, 95, 99, 100].map(|percent| hundred.percentile(percent));
        assert_eq!(asked, [50, 95, 99, 100].map(|ms| Some(Duration::from_millis(ms))));
        assert_eq!(of([7, 3]).percentile(99), Some(Duration::from_millis(7)));
        assert_eq!(of([]).median(), None);
    }
}
