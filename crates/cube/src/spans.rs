//! Distributions of the days to a milestone.
use crate::answer::{Key, Place};
use crate::columns::NEVER;
use crate::grouping::{Classes, SKIP};
use crate::histogram::Histogram;
use crate::plan::{Table, plan};
use crate::question::{By, Keep, Span};
use crate::scan::View;
use crate::schema::Schema;
use std::collections::BTreeMap;

/// Days up to here are counted in a table, longer ones one by one.
const SHORT: usize = 512;
/// Classes in one table: few, so that it stays in the nearest cache.
const CLASSES: usize = 16;

/// All the spans of a question, for the breakdowns that want them.
pub(crate) struct Spans<'a> {
    spans: &'a [Span],
    by: Vec<&'a [By]>,
    serving: Vec<usize>,
    tables: Vec<Days>,
    pub outer: bool,
}

/// The histograms of a table, span by span.
struct Days {
    plan: Table,
    classes: Classes,
    table: Vec<u16>,
    short: Vec<u32>,
    long: Vec<(usize, u16, u32)>,
    settled: Vec<BTreeMap<Place, Histogram>>,
}

impl<'a> Spans<'a> {
    pub fn new(schema: &Schema, keep: &[Keep], spans: &'a [Span], by: Vec<&'a [By]>) -> Self {
        let (tables, serving) = if spans.is_empty() { (vec![], vec![]) } else { plan(schema, &by, CLASSES) };
        let outer = tables.iter().any(|table| table.outer);
        let tables = tables.into_iter().map(|plan| Days::new(schema, keep, plan, spans.len())).collect();
        Spans { spans, by, serving, tables, outer }
    }

    pub fn add(&mut self, view: &View<'_>) {
        for (nth, span) in self.spans.iter().enumerate() {
            let gaps = &view.part.gaps[span.milestone];
            for (row, (class, gap)) in view.part.class.iter().zip(gaps).enumerate() {
                if *gap == NEVER || view.flags(row) & span.of != span.of || !view.is_in(row) {
                    continue;
                }
                let days = view.part.span(row, span.milestone, *gap);
                self.tables.iter_mut().for_each(|table| table.add(nth, *class, days));
            }
        }
    }

    /// The rows of that month and that group of places are all added.
    pub fn settle(&mut self, month: u16, group: u16) {
        self.tables.iter_mut().filter(|table| table.plan.outer).for_each(|table| table.settle(month, group));
    }

    /// For each breakdown, the histograms of each span.
    pub fn finish(mut self, schema: &Schema) -> Vec<Vec<BTreeMap<Key, Histogram>>> {
        self.tables.iter_mut().for_each(|table| table.settle(0, 0));
        let served = self.by.iter().zip(&self.serving);
        served.map(|(by, table)| self.tables[*table].under(&Classes::new(schema, by))).collect()
    }
}

impl Days {
    fn new(schema: &Schema, keep: &[Keep], plan: Table, spans: usize) -> Self {
        let classes = Classes::new(schema, &plan.by);
        Days {
            table: classes.table(schema, keep),
            short: vec![0; spans * classes.len() * SHORT],
            long: vec![],
            settled: vec![BTreeMap::new(); spans],
            classes,
            plan,
        }
    }

    #[inline]
    fn add(&mut self, span: usize, class: u16, days: u32) {
        let class = self.table[usize::from(class)];
        if class == SKIP {
            return;
        }
        if (days as usize) < SHORT {
            self.short[(span * self.classes.len() + usize::from(class)) * SHORT + days as usize] += 1;
        } else {
            self.long.push((span, class, days));
        }
    }

    fn settle(&mut self, month: u16, group: u16) {
        let (month, group) = (self.classes.outer(By::Month, month), self.classes.outer(By::Place, group));
        for (nth, times) in self.short.chunks_mut(SHORT).enumerate() {
            if times.iter().all(|n| *n == 0) {
                continue;
            }
            let (span, class) = (nth / self.classes.len(), (nth % self.classes.len()) as u16);
            let histogram = self.settled[span].entry((month, group, class)).or_default();
            (0..).zip(times.iter()).for_each(|(days, n)| histogram.add(days, u64::from(*n)));
            times.fill(0);
        }
        for (span, class, days) in self.long.drain(..) {
            self.settled[span].entry((month, group, class)).or_default().add(days, 1);
        }
    }

    /// The histograms of a breakdown that this table serves.
    fn under(&self, breakdown: &Classes) -> Vec<BTreeMap<Key, Histogram>> {
        let roll_up = |settled: &BTreeMap<Place, Histogram>| {
            let mut larger: BTreeMap<Key, Histogram> = BTreeMap::new();
            for (place, histogram) in settled {
                larger.entry(breakdown.key_of(&self.classes, *place)).or_default().merge(histogram);
            }
            larger
        };
        self.settled.iter().map(roll_up).collect()
    }
}
