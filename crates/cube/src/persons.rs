//! Distinct persons: only the rows of persons who have several need to be looked at.
use crate::grouping::SKIP;
use crate::scan::View;
use std::collections::{HashMap, HashSet};

#[derive(Default)]
pub(crate) struct Persons {
    /// Of each cell, such rows, and who.
    seen: HashMap<usize, (u32, HashSet<u64>)>,
}

impl Persons {
    pub fn add(&mut self, view: &View<'_>, base: usize, table: &[u16]) {
        for (row, person) in &view.part.persons {
            let row = *row as usize;
            let class = table[usize::from(view.part.class[row])];
            if class == SKIP || !view.is_in(row) {
                continue;
            }
            let (rows, who) = self.seen.entry(base + usize::from(class)).or_default();
            *rows += 1;
            who.insert(*person);
        }
    }

    /// How many persons the rows of a cell are.
    pub fn of(&self, cell: usize, rows: u32) -> u32 {
        self.seen.get(&cell).map_or(rows, |(several, who)| rows - several + who.len() as u32)
    }
}
