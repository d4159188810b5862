use crate::grouping::Grid;
use crate::histogram::Histogram;
use crate::question::By;
use crate::until::Reached;
use std::collections::BTreeMap;

/// Where a cell stands in a breakdown: one number a [`By`], in the order asked: a month (12 × year + month − 1), a group of
/// places, a code.
pub type Key = Vec<u16>;

#[derive(Clone, Debug, Default)]
pub struct Answer {
    /// As many as [`crate::Question::breakdowns`].
    pub breakdowns: Vec<Cells>,
    /// As many as the days of [`crate::Question::until`].
    pub until: Vec<Reached>,
    /// Rows that expire on the days asked about.
    pub expiring: u32,
}

/// The cells of a breakdown that hold at least one row.
#[derive(Clone, Debug)]
pub struct Cells {
    grid: Grid,
    lanes: Vec<u8>,
    held: Vec<Held>,
    /// Of each cell in turn, eight counts a lane.
    counts: Vec<u32>,
    /// As many as [`crate::Question::spans`] when this breakdown wants them.
    pub spans: Vec<BTreeMap<Key, Histogram>>,
}

#[derive(Clone, Copy, Debug)]
struct Held {
    cell: usize,
    rows: u32,
    persons: u32,
}

/// One cell.
#[derive(Clone, Copy, Debug)]
pub struct Cell<'a> {
    cells: &'a Cells,
    held: Held,
    counts: &'a [u32],
}

impl Cells {
    pub(crate) fn new(grid: Grid, lanes: &[u8]) -> Self {
        Cells { grid, lanes: lanes.to_vec(), held: vec![], counts: vec![], spans: vec![] }
    }

    pub(crate) fn push(&mut self, cell: usize, rows: u32, counts: &[u32]) {
        self.held.push(Held { cell, rows, persons: 0 });
        self.counts.extend_from_slice(counts);
    }

    /// The same rows in the cells of a breakdown of fewer dimensions.
    pub(crate) fn under(&self, grid: Grid) -> Cells {
        if self.grid.by() == grid.by() {
            return self.clone();
        }
        let mut sums: BTreeMap<usize, (u32, Vec<u32>)> = BTreeMap::new();
        for cell in self.iter() {
            let counts = || vec![0; cell.counts.len()];
            let (rows, sum) = sums.entry(grid.of_finer(&self.grid, cell.held.cell)).or_insert_with(|| (0, counts()));
            *rows += cell.held.rows;
            sum.iter_mut().zip(cell.counts).for_each(|(sum, n)| *sum += n);
        }
        let mut larger = Cells::new(grid, &self.lanes);
        sums.iter().for_each(|(cell, (rows, counts))| larger.push(*cell, *rows, counts));
        larger
    }

    pub(crate) fn lanes(&self) -> &[u8] {
        &self.lanes
    }

    /// How many numbers there are to keep.
    pub(crate) fn size(&self) -> usize {
        let days = self.spans.iter().flat_map(BTreeMap::values).map(Histogram::size);
        self.counts.len() + days.sum::<usize>()
    }

    pub(crate) fn set_persons(&mut self, of: impl Fn(usize, u32) -> u32) {
        self.held.iter_mut().for_each(|held| held.persons = of(held.cell, held.rows));
    }

    pub fn iter(&self) -> impl Iterator<Item = Cell<'_>> {
        let stride = self.lanes.len() * 8;
        self.held.iter().enumerate().map(move |(nth, held)| Cell {
            cells: self,
            held: *held,
            counts: &self.counts[nth * stride..(nth + 1) * stride],
        })
    }
}

impl Cell<'_> {
    pub(crate) fn grid(&self) -> &Grid {
        &self.cells.grid
    }

    pub(crate) fn number(&self) -> usize {
        self.held.cell
    }

    pub(crate) fn counts(&self) -> &[u32] {
        self.counts
    }

    pub fn key(&self) -> Key {
        self.cells.grid.key(self.held.cell)
    }

    /// The part of the key under one of the breakdowns asked for.
    pub fn at(&self, by: By) -> u16 {
        self.cells.grid.at(self.held.cell, by)
    }

    pub fn rows(&self) -> u32 {
        self.held.rows
    }

    /// Distinct persons, when asked for; else 0.
    pub fn persons(&self) -> u32 {
        self.held.persons
    }

    /// How many rows have the flag of that bit.
    ///
    /// # Panics
    /// When it was not asked for.
    pub fn count(&self, bit: u8) -> u32 {
        let lane = self.cells.lanes.iter().position(|lane| *lane == bit / 8).expect("a flag that was asked for");
        self.counts[lane * 8 + usize::from(bit % 8)]
    }
}
