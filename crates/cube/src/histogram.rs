use std::collections::BTreeMap;

/// How many times each number of days was seen: what exact medians and percentiles are read from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Histogram {
    counts: BTreeMap<u32, u64>,
    total: u64,
}

impl Histogram {
    pub fn add(&mut self, days: u32, times: u64) {
        if times > 0 {
            *self.counts.entry(days).or_default() += times;
            self.total += times;
        }
    }

    pub fn merge(&mut self, other: &Histogram) {
        other.counts.iter().for_each(|(days, times)| self.add(*days, *times));
    }

    /// How many were seen.
    pub fn total(&self) -> u64 {
        self.total
    }

    /// The `rank`-th smallest, from 1.
    fn at(&self, rank: u64) -> Option<u32> {
        let mut seen = 0;
        self.counts.iter().find_map(|(days, times)| {
            seen += times;
            (seen >= rank).then_some(*days)
        })
    }

    /// Mean of the two middle values when even; none of nothing.
    pub fn median(&self) -> Option<f64> {
        let (low, high) = (self.at(self.total.div_ceil(2).max(1))?, self.at(self.total / 2 + 1)?);
        Some((f64::from(low) + f64::from(high)) / 2.0)
    }

    /// By nearest rank: the ⌈p/100 × n⌉-th value, for `percent` in 1..=100.
    pub fn percentile(&self, percent: u64) -> Option<u32> {
        self.at((self.total * percent).div_ceil(100).max(1))
    }
}
