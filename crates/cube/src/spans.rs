//! Distributions of the days to a milestone.
use crate::answer::Key;
use crate::columns::{FAR, NEVER};
use crate::grouping::{Grid, Outer, SKIP};
use crate::histogram::Histogram;
use crate::plan::plan;
use crate::question::{By, Question, Span};
use crate::scan::View;
use crate::schema::Schema;
use std::collections::BTreeMap;

/// Cells in a table that several breakdowns share: few, so that they stay in the nearest cache.
const CELLS: usize = 16;
/// How many rows a cell must have, one with another, for a table to count every short number of days in a place of its own.
const CROWDED: usize = 16;
/// As many as a gap of a column has values.
const GAPS: usize = 256;

/// All the spans of a question, for the breakdowns that want them.
pub(crate) struct Spans<'a> {
    spans: &'a [Span],
    by: Vec<&'a [By]>,
    serving: Vec<usize>,
    tables: Vec<Days>,
    /// Of the part under way: of each row the short number of days to count, [`NEVER`] for those that have none.
    short: Vec<u8>,
    /// Rows whose number of days is not short.
    far: Vec<(u16, u32)>,
}

/// What was seen, in a table: of each span, of each cell.
struct Days {
    grid: Grid,
    table: Vec<u16>,
    /// Whether all the rows of a part fall in one cell.
    is_outer: bool,
    /// Each number of days up to [`FAR`]; empty when few rows fall in a cell.
    flat: Vec<Vec<u32>>,
    rest: Vec<BTreeMap<usize, Histogram>>,
}

impl<'a> Spans<'a> {
    /// `rows`: how many will come, or so.
    pub fn new(schema: &Schema, outer: &Outer, question: &Question<'a>, by: Vec<&'a [By]>, rows: usize) -> Self {
        let (spans, keep) = (question.spans, question.keep);
        let (tables, serving) = if spans.is_empty() { (vec![], vec![]) } else { plan(schema, outer, &by, CELLS) };
        let days = |by: Vec<By>| {
            let grid = Grid::new(schema, outer, &by);
            let is_crowded = grid.cells() * CROWDED <= rows;
            let flat = if is_crowded { vec![vec![0; grid.cells() * GAPS]; spans.len()] } else { vec![] };
            let is_outer = !by.iter().any(|by| matches!(by, By::Dimension(_)));
            Days { table: grid.table(schema, keep), is_outer, flat, rest: vec![BTreeMap::new(); spans.len()], grid }
        };
        Spans { spans, by, serving, tables: tables.into_iter().map(days).collect(), short: vec![], far: vec![] }
    }

    pub fn add(&mut self, view: &View<'_>, month: u16, group: u16) {
        for (nth, span) in self.spans.iter().enumerate() {
            self.look(view, *span);
            let mut whole: Option<[u32; GAPS]> = None;
            for table in &mut self.tables {
                let base = table.grid.base(month, group);
                match table.flat.get_mut(nth).filter(|_| table.is_outer) {
                    Some(flat) => {
                        let whole = whole.get_or_insert_with(|| together(&table.table, &view.part.class, &self.short));
                        let sums = flat[base * GAPS..].iter_mut();
                        sums.zip(whole).for_each(|(sum, times)| *sum += *times);
                    }
                    None => table.add(nth, base, &view.part.class, &self.short),
                }
                self.far.iter().for_each(|(class, days)| table.add_one(nth, base, *class, *days));
            }
        }
    }

    /// Finds what the rows of a part have to count. Of what is not counted no branch is made: it would be guessed wrong.
    fn look(&mut self, view: &View<'_>, span: Span) {
        let part = view.part;
        self.far.clear();
        self.short.clear();
        self.short.extend(part.gaps[span.milestone].iter().enumerate().map(|(row, gap)| {
            let counts = view.flags(row) & span.of == span.of && view.is_in(row);
            if counts { *gap } else { NEVER }
        }));
        for row in (0..self.short.len()).filter(|row| self.short[*row] == FAR) {
            self.far.push((part.class[row], part.span(row, span.milestone, FAR)));
        }
    }

    /// For each breakdown, the histograms of each span.
    pub fn finish(self, schema: &Schema, outer: &Outer) -> Vec<Vec<BTreeMap<Key, Histogram>>> {
        let tables: Vec<(Grid, Vec<BTreeMap<usize, Histogram>>)> = self.tables.into_iter().map(Days::finish).collect();
        let of = |(by, table): (&&[By], &usize)| {
            let (grid, seen) = &tables[*table];
            let breakdown = Grid::new(schema, outer, by);
            seen.iter().map(|seen| roll_up(&breakdown, grid, seen)).collect()
        };
        self.by.iter().zip(&self.serving).map(of).collect()
    }
}

/// How often each short number of days is that of a row whose class is asked about.
fn together(table: &[u16], classes: &[u16], short: &[u8]) -> [u32; GAPS] {
    let mut times = [0; GAPS];
    let rows = classes.iter().zip(short).filter(|(class, _)| table[usize::from(**class)] != SKIP);
    rows.for_each(|(_, days)| times[usize::from(*days)] += 1);
    times
}

impl Days {
    fn add(&mut self, span: usize, base: usize, classes: &[u16], short: &[u8]) {
        let rows = classes.iter().map(|class| self.table[usize::from(*class)]).zip(short);
        match self.flat.get_mut(span) {
            Some(flat) => rows.filter(|(class, _)| *class != SKIP).for_each(|(class, days)| {
                flat[(base + usize::from(class)) * GAPS + usize::from(*days)] += 1;
            }),
            None => {
                let counted = rows.filter(|(class, days)| *class != SKIP && **days < FAR);
                let seen = &mut self.rest[span];
                counted.for_each(|(class, days)| {
                    seen.entry(base + usize::from(class)).or_default().add(u32::from(*days), 1);
                });
            }
        }
    }

    fn add_one(&mut self, span: usize, base: usize, class: u16, days: u32) {
        let class = self.table[usize::from(class)];
        if class != SKIP {
            self.rest[span].entry(base + usize::from(class)).or_default().add(days, 1);
        }
    }

    /// The histograms of the cells that have some.
    fn finish(mut self) -> (Grid, Vec<BTreeMap<usize, Histogram>>) {
        for (flat, seen) in self.flat.iter().zip(&mut self.rest) {
            for (cell, times) in flat.chunks(GAPS).map(|times| &times[..usize::from(FAR)]).enumerate() {
                let histogram = Histogram::of(times);
                if histogram.total() > 0 {
                    seen.entry(cell).or_default().merge(&histogram);
                }
            }
        }
        (self.grid, self.rest)
    }
}

/// The histograms of a breakdown, from those of a finer one.
fn roll_up(breakdown: &Grid, finer: &Grid, seen: &BTreeMap<usize, Histogram>) -> BTreeMap<Key, Histogram> {
    let mut larger: BTreeMap<usize, Histogram> = BTreeMap::new();
    for (cell, histogram) in seen {
        larger.entry(breakdown.of_finer(finer, *cell)).or_default().merge(histogram);
    }
    larger.into_iter().map(|(cell, histogram)| (breakdown.key(cell), histogram)).collect()
}
