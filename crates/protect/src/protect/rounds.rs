use std::collections::BTreeSet;

use super::Work;
use crate::audit::{Breach, Wrong};
use crate::blocks::Around;
use crate::witness::Need;
use crate::{State, Status};

const SECOND_EFFORT: u32 = 30;
const LAST_EFFORT: u32 = 300;

impl Work<'_> {
    /// Hides the whole of the blocks that are mostly small: nobody would read what is left of them, and among many hidden
    /// cells little else must be hidden.
    pub(super) fn coarsen(&mut self) {
        for block in self.blocks.mostly_small(self.table, self.public, self.rules.whole_block_from) {
            self.hide_block(block);
        }
    }

    fn hide_block(&mut self, block: usize) {
        for cell in self.blocks.cells(block).to_vec() {
            let open = self.table.states()[cell] == State::Open;
            if open && self.statuses[cell] != Status::ForAnother {
                self.hide(cell);
            }
        }
    }

    /// Protects each small cell, harder and harder, then by hiding all around those that are left.
    pub(super) fn cover_all(&mut self) {
        let mut cells: Vec<usize> = (0..self.table.len()).filter(|c| self.public.is_small(*c)).collect();
        cells.sort_by_key(|c| (self.table.values()[*c], *c));
        self.again.clear();
        self.allow(self.rules.looks_in_all);
        self.cover_each(cells);
        self.boxes.effort = SECOND_EFFORT;
        self.cover_left();
        self.boxes.effort = LAST_EFFORT;
        self.cover_left();
        for around in Around::ALL {
            let left = self.left();
            if left.is_empty() {
                break;
            }
            let blocks: BTreeSet<usize> = left.iter().flat_map(|(cell, _)| self.blocks.around(*cell, around)).collect();
            for block in blocks {
                self.hide_block(block);
            }
            self.cover_left();
        }
        self.boxes.effort = 1;
        // What is proved after all must stay so while cells are shown again.
        self.given_up = self.left().into_iter().collect();
        for (cell, by) in self.given_up.clone() {
            let insider = match self.ledger.need(self.public, cell, by) {
                Need::Against(who) => who.first().copied(),
                Need::Nothing | Need::Anyone => None,
            };
            let value = u32::try_from(self.table.values()[cell] + by).unwrap_or_default();
            self.breaches.push(Breach { cell, insider, wrong: Wrong::NotProved(value) });
        }
    }

    fn allow(&mut self, looks: u64) {
        self.stop = self.boxes.looked.saturating_add(looks);
    }

    /// What was given up and is still to be proved.
    fn left(&self) -> Vec<(usize, i32)> {
        let asked = self.given_up.iter().copied().filter(|(cell, by)| {
            self.changes(*cell).contains(by) && !matches!(self.ledger.need(self.public, *cell, *by), Need::Nothing)
        });
        asked.collect()
    }

    /// Tries again what was given up.
    fn cover_left(&mut self) {
        let left: BTreeSet<usize> = self.left().into_iter().map(|(cell, _)| cell).collect();
        self.given_up.clear();
        self.allow(self.rules.looks_in_all / 2);
        self.steps_left = self.steps_left.max(self.rules.steps_in_all);
        self.cover_each(left);
    }
}
