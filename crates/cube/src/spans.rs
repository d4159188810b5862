//! Distributions of the days to a milestone.
use crate::answer::Key;
use crate::columns::NEVER;
use crate::grouping::{Grid, Outer, SKIP};
use crate::histogram::Histogram;
use crate::plan::plan;
use crate::question::{By, Keep, Span};
use crate::scan::View;
use crate::schema::Schema;
use std::collections::BTreeMap;

/// Cells in a table that several breakdowns share: few, so that they stay in the nearest cache.
const CELLS: usize = 16;

/// All the spans of a question, for the breakdowns that want them.
pub(crate) struct Spans<'a> {
    spans: &'a [Span],
    by: Vec<&'a [By]>,
    serving: Vec<usize>,
    tables: Vec<Days>,
}

/// The histograms of a table: of each span, of each cell.
struct Days {
    grid: Grid,
    table: Vec<u16>,
    seen: Vec<Vec<Histogram>>,
}

impl<'a> Spans<'a> {
    pub fn new(schema: &Schema, outer: &Outer, keep: &[Keep], spans: &'a [Span], by: Vec<&'a [By]>) -> Self {
        let (tables, serving) = if spans.is_empty() { (vec![], vec![]) } else { plan(schema, outer, &by, CELLS) };
        let days = |by: Vec<By>| {
            let grid = Grid::new(schema, outer, &by);
            let seen = vec![vec![Histogram::default(); grid.cells()]; spans.len()];
            Days { table: grid.table(schema, keep), grid, seen }
        };
        Spans { spans, by, serving, tables: tables.into_iter().map(days).collect() }
    }

    pub fn add(&mut self, view: &View<'_>, month: u16, group: u16) {
        let bases: Vec<usize> = self.tables.iter().map(|table| table.grid.base(month, group)).collect();
        for (nth, span) in self.spans.iter().enumerate() {
            let gaps = &view.part.gaps[span.milestone];
            for (row, (class, gap)) in view.part.class.iter().zip(gaps).enumerate() {
                if *gap == NEVER || view.flags(row) & span.of != span.of || !view.is_in(row) {
                    continue;
                }
                let days = view.part.span(row, span.milestone, *gap);
                for (table, base) in self.tables.iter_mut().zip(&bases) {
                    let class = table.table[usize::from(*class)];
                    if class != SKIP {
                        table.seen[nth][base + usize::from(class)].add(days, 1);
                    }
                }
            }
        }
    }

    /// For each breakdown, the histograms of each span.
    pub fn finish(self, schema: &Schema, outer: &Outer) -> Vec<Vec<BTreeMap<Key, Histogram>>> {
        let served = self.by.iter().zip(&self.serving);
        served.map(|(by, table)| self.tables[*table].under(&Grid::new(schema, outer, by))).collect()
    }
}

impl Days {
    /// The histograms of a breakdown that this table serves.
    fn under(&self, breakdown: &Grid) -> Vec<BTreeMap<Key, Histogram>> {
        let roll_up = |seen: &Vec<Histogram>| {
            let mut larger: BTreeMap<Key, Histogram> = BTreeMap::new();
            for (cell, histogram) in seen.iter().enumerate().filter(|(_, histogram)| histogram.total() > 0) {
                larger.entry(breakdown.key(breakdown.of_finer(&self.grid, cell))).or_default().merge(histogram);
            }
            larger
        };
        self.seen.iter().map(roll_up).collect()
    }
}
