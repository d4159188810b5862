use crate::rule::{Public, Range};
use crate::{State, Status, Table};

/// Another table that nobody could tell from the true one: the cells that differ and by how much.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Witness {
    /// In order of cells, each once.
    pub changes: Vec<(usize, i32)>,
}

impl Witness {
    /// Keeps every sum, and every value in the range its sign allows.
    pub(crate) fn is_sound(&self, table: &Table, ranges: &[Range]) -> bool {
        let change = |cell: usize| self.changes.binary_search_by_key(&cell, |c| c.0).map_or(0, |at| self.changes[at].1);
        self.changes.windows(2).all(|w| w[0].0 < w[1].0)
            && self.changes.iter().all(|(cell, by)| {
                ranges.get(*cell).is_some_and(|(lo, hi)| {
                    let value = i64::from(table.values()[*cell]) + i64::from(*by);
                    (i64::from(*lo)..=i64::from(*hi)).contains(&value)
                })
            })
            && self.changes.iter().flat_map(|(cell, _)| table.lines(*cell)).all(|line| {
                let parts: i64 = table.parts(line).map(|p| i64::from(change(p))).sum();
                parts == i64::from(change(table.total(line)))
            })
    }

    /// The insiders who know one of the cells that differ, and so know that it is not this table.
    pub(crate) fn refuted_by(&self, public: &Public) -> Vec<u32> {
        let mut all: Vec<u32> = self.changes.iter().flat_map(|(c, _)| public.insiders_at(*c)).copied().collect();
        all.sort_unstable();
        all.dedup();
        all
    }
}

pub(crate) fn ranges(table: &Table, public: &Public, statuses: &[Status]) -> Vec<Range> {
    (0..table.len()).map(|c| public.range(c, status(table, statuses, c))).collect()
}

/// The sign of a cell: that of the earlier release if there is one.
pub(crate) fn status(table: &Table, statuses: &[Status], cell: usize) -> Status {
    match table.states()[cell] {
        State::Earlier(earlier) => earlier,
        _ => statuses[cell],
    }
}

/// What is still to be shown for one value of one cell.
pub(crate) enum Need {
    Nothing,
    /// No table is known yet.
    Anyone,
    /// Each of these insiders refutes all the tables known.
    Against(Vec<u32>),
}

/// The tables found so far, and by cell.
#[derive(Default)]
pub(crate) struct Ledger {
    pub(crate) witnesses: Vec<Witness>,
    pub(crate) alive: Vec<bool>,
    refuted_by: Vec<Vec<u32>>,
    of_cell: Vec<Vec<(u32, i32)>>,
}

impl Ledger {
    pub(crate) fn new(cells: usize) -> Self {
        Self { of_cell: vec![Vec::new(); cells], ..Self::default() }
    }

    pub(crate) fn add(&mut self, witness: Witness, public: &Public) {
        let id = u32::try_from(self.witnesses.len()).unwrap_or(u32::MAX);
        for (cell, by) in &witness.changes {
            self.of_cell[*cell].push((id, *by));
        }
        self.refuted_by.push(witness.refuted_by(public));
        self.witnesses.push(witness);
        self.alive.push(true);
    }

    pub(crate) fn using(&self, cell: usize) -> Vec<u32> {
        self.of_cell[cell].iter().map(|(id, _)| *id).filter(|id| self.alive[*id as usize]).collect()
    }

    pub(crate) fn set_alive(&mut self, ids: &[u32], alive: bool) {
        for id in ids {
            self.alive[*id as usize] = alive;
        }
    }

    /// Forgets the tables set aside.
    pub(crate) fn sweep(&mut self) {
        let alive = &self.alive;
        for list in &mut self.of_cell {
            list.retain(|(id, _)| alive[*id as usize]);
        }
    }

    pub(crate) fn need(&self, public: &Public, cell: usize, by: i32) -> Need {
        let mut common: Option<Vec<u32>> = None;
        for (id, _) in self.of_cell[cell].iter().filter(|(id, b)| *b == by && self.alive[*id as usize]) {
            let refuted = &self.refuted_by[*id as usize];
            match &mut common {
                None => {
                    common = Some(refuted.iter().copied().filter(|i| !public.knows(*i, cell)).collect());
                }
                Some(common) => common.retain(|i| refuted.binary_search(i).is_ok()),
            }
            if common.as_ref().is_some_and(Vec::is_empty) {
                return Need::Nothing;
            }
        }
        common.map_or(Need::Anyone, Need::Against)
    }
}
