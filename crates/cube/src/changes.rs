//! The parts that were set lately, as they were and as they are: what was counted before them is brought up to date without
//! counting all again.
use crate::columns::Part;
use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

/// How many are remembered.
const REMEMBERED: usize = 512;

#[derive(Clone, Debug, Default)]
pub(crate) struct Changes {
    log: VecDeque<Change>,
    /// How many there were before the first of the log.
    before: u64,
}

#[derive(Clone, Debug)]
struct Change {
    month: u16,
    place: usize,
    old: Option<Arc<Part>>,
    new: Option<Arc<Part>>,
}

/// Parts of a month, by place.
pub(crate) type Parts = BTreeMap<usize, Arc<Part>>;

impl Changes {
    pub fn tell(&mut self, month: u16, place: usize, old: Option<Arc<Part>>, new: Option<Arc<Part>>) {
        self.log.push_back(Change { month, place, old, new });
        if self.log.len() > REMEMBERED {
            self.log.pop_front();
            self.before += 1;
        }
    }

    /// Whatever was counted must be counted again.
    pub fn forget(&mut self) {
        self.before += self.log.len() as u64 + 1;
        self.log.clear();
    }

    /// How many changes there were so far.
    pub fn now(&self) -> u64 {
        self.before + self.log.len() as u64
    }

    /// The parts of a month that changed since there were so many changes, as they were then and as they are; none when that
    /// is forgotten.
    pub fn since(&self, then: u64, month: u16) -> Option<(Parts, Parts)> {
        let skipped = then.checked_sub(self.before)?;
        let (mut old, mut new, mut seen) = (Parts::new(), Parts::new(), BTreeMap::new());
        for change in self.log.iter().skip(skipped as usize).filter(|change| change.month == month) {
            seen.entry(change.place).or_insert(&change.old);
            match &change.new {
                Some(part) => new.insert(change.place, part.clone()),
                None => new.remove(&change.place),
            };
        }
        old.extend(seen.into_iter().filter_map(|(place, part)| Some((place, part.clone()?))));
        Some((old, new))
    }
}
