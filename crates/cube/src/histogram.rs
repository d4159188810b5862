use std::collections::BTreeMap;

/// Days up to here stand in a table.
const SHORT: usize = 512;

/// How many times each number of days was seen: what exact medians and percentiles are read from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Histogram {
    /// As long as its largest number of days needs.
    short: Vec<u32>,
    long: BTreeMap<u32, u32>,
    total: u64,
}

impl Histogram {
    /// From how often each number of days was seen, from 0 on.
    pub(crate) fn of(times: &[u32]) -> Self {
        let used = times.iter().rposition(|times| *times > 0).map_or(0, |last| last + 1);
        let short = times[..used].to_vec();
        Histogram { total: short.iter().map(|times| u64::from(*times)).sum(), short, long: BTreeMap::new() }
    }

    #[inline]
    pub fn add(&mut self, days: u32, times: u32) {
        if times == 0 {
            return;
        }
        self.total += u64::from(times);
        if days as usize >= SHORT {
            *self.long.entry(days).or_default() += times;
            return;
        }
        if self.short.len() <= days as usize {
            self.short.resize(days as usize + 1, 0);
        }
        self.short[days as usize] += times;
    }

    pub fn merge(&mut self, other: &Histogram) {
        if self.short.len() < other.short.len() {
            self.short.resize(other.short.len(), 0);
        }
        self.short.iter_mut().zip(&other.short).for_each(|(sum, n)| *sum += n);
        other.long.iter().for_each(|(days, n)| *self.long.entry(*days).or_default() += n);
        self.total += other.total;
    }

    /// Takes out what was merged before.
    pub(crate) fn unmerge(&mut self, other: &Histogram) {
        self.short.iter_mut().zip(&other.short).for_each(|(sum, n)| *sum -= n);
        for (days, n) in &other.long {
            let left = self.long.get(days).map_or(0, |sum| sum - n);
            if left > 0 {
                self.long.insert(*days, left)
            } else {
                self.long.remove(days)
            };
        }
        while self.short.last() == Some(&0) {
            self.short.pop();
        }
        self.total -= other.total;
    }

    /// How many numbers it holds.
    pub(crate) fn size(&self) -> usize {
        self.short.len() + self.long.len()
    }

    /// How many were seen.
    pub fn total(&self) -> u64 {
        self.total
    }

    /// The `rank`-th smallest, from 1.
    fn at(&self, rank: u64) -> Option<u32> {
        let mut seen = 0;
        let short = (0..).zip(self.short.iter().copied());
        let mut all = short.chain(self.long.iter().map(|(days, n)| (*days, *n)));
        all.find_map(|(days, times)| {
            seen += u64::from(times);
            (seen >= rank).then_some(days)
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
