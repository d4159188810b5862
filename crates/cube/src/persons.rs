//! Distinct persons: only the rows of persons who have several need to be looked at.
use crate::answer::Place;
use crate::grouping::SKIP;
use crate::scan::View;
use std::collections::{HashMap, HashSet};

#[derive(Default)]
pub(crate) struct Persons {
    seen: HashMap<Place, (u32, HashSet<u64>)>,
}

impl Persons {
    pub fn add(&mut self, view: &View<'_>, table: &[u16], month: u16, group: u16) {
        for (row, person) in &view.part.persons {
            let row = *row as usize;
            let class = table[usize::from(view.part.class[row])];
            if class == SKIP || !view.is_in(row) {
                continue;
            }
            let (rows, who) = self.seen.entry((month, group, class)).or_default();
            *rows += 1;
            who.insert(*person);
        }
    }

    /// How many persons the rows of a cell are.
    pub fn of(&self, place: Place, rows: u32) -> u32 {
        self.seen.get(&place).map_or(rows, |(several, who)| rows - several + who.len() as u32)
    }
}
