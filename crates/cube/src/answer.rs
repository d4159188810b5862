use crate::grouping::Classes;
use crate::histogram::Histogram;
use crate::question::By;
use std::collections::BTreeMap;

/// Where a cell stands in a breakdown: one number a [`By`], in the order asked: a month (12 × year + month − 1), a group of
/// places, a code.
pub type Key = Vec<u16>;

/// The cells that hold at least one row.
#[derive(Clone, Debug)]
pub struct Answer {
    classes: Classes,
    lanes: Vec<u8>,
    cells: Vec<Held>,
    /// Of each cell in turn, eight counts a lane.
    counts: Vec<u32>,
    /// As many as [`crate::Question::spans`].
    pub spans: Vec<BTreeMap<Key, Histogram>>,
}

#[derive(Clone, Copy, Debug)]
struct Held {
    month: u16,
    group: u16,
    class: u16,
    rows: u32,
    persons: u32,
}

/// A cell of an [`Answer`].
#[derive(Clone, Copy, Debug)]
pub struct Cell<'a> {
    answer: &'a Answer,
    held: Held,
    counts: &'a [u32],
}

impl Answer {
    pub(crate) fn new(classes: Classes, lanes: &[u8]) -> Self {
        Answer { classes, lanes: lanes.to_vec(), cells: vec![], counts: vec![], spans: vec![] }
    }

    pub(crate) fn push(&mut self, (month, group, class): (u16, u16, u16), rows: u32, counts: &[u32]) {
        self.cells.push(Held { month, group, class, rows, persons: 0 });
        self.counts.extend_from_slice(counts);
    }

    /// Told for each cell: its month, group and class, its rows, its persons to set.
    pub(crate) fn each_persons(&mut self, mut see: impl FnMut((u16, u16, u16), u32) -> u32) {
        for held in &mut self.cells {
            held.persons = see((held.month, held.group, held.class), held.rows);
        }
    }

    pub fn cells(&self) -> impl Iterator<Item = Cell<'_>> {
        let stride = self.lanes.len() * 8;
        self.cells.iter().enumerate().map(move |(nth, held)| Cell {
            answer: self,
            held: *held,
            counts: &self.counts[nth * stride..(nth + 1) * stride],
        })
    }
}

impl Cell<'_> {
    pub fn key(&self) -> Key {
        self.answer.classes.key(self.held.month, self.held.group, self.held.class)
    }

    /// The part of the key under one of the breakdowns asked for; 0 under another.
    pub fn at(&self, by: By) -> u16 {
        match by {
            By::Month => self.held.month,
            By::Place => self.held.group,
            By::Dimension(_) => self.answer.classes.code(self.held.class, by),
        }
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
        let lane = self.answer.lanes.iter().position(|lane| *lane == bit / 8).expect("a flag that was asked for");
        self.counts[lane * 8 + usize::from(bit % 8)]
    }
}
