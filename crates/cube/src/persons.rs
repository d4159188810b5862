//! Distinct persons: only the rows of persons who have several need to be looked at.
use crate::grouping::SKIP;
use crate::scan::View;
use std::collections::{HashMap, HashSet};

/// Month, group, class.
type Of = (u16, u16, u16);

#[derive(Default)]
pub(crate) struct Persons {
    seen: HashMap<Of, (u32, HashSet<u64>)>,
}

impl Persons {
    pub fn add(&mut self, view: &View<'_>, table: &[u16], outer: (u16, u16)) {
        for (row, person) in &view.part.persons {
            let row = *row as usize;
            let class = table[usize::from(view.part.class[row])];
            if class == SKIP || !view.is_in(row) {
                continue;
            }
            let (rows, who) = self.seen.entry((outer.0, outer.1, class)).or_default();
            *rows += 1;
            who.insert(*person);
        }
    }

    /// How many persons the rows of a cell are.
    pub fn of(&self, key: Of, rows: u32) -> u32 {
        self.seen.get(&key).map_or(rows, |(several, who)| rows - several + u32::try_from(who.len()).unwrap_or(u32::MAX))
    }
}
