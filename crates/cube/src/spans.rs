//! Histograms of the days to a milestone.
use crate::answer::Key;
use crate::columns::NEVER;
use crate::grouping::{Classes, SKIP};
use crate::histogram::Histogram;
use crate::question::{By, Question};
use crate::schema::Schema;
use crate::scan::View;
use std::collections::BTreeMap;

/// Days up to here are counted in a table, longer ones one by one.
const SHORT: usize = 512;

/// The spans of a question. Those of the same milestone and flags are read together.
pub(crate) struct Spans {
    reads: Vec<Read>,
    found: Vec<BTreeMap<Key, Histogram>>,
}

/// One milestone, over the rows that have some flags.
struct Read {
    milestone: usize,
    of: u64,
    /// The breakdowns by classes only: they are poured once, at the end.
    tables: Vec<Table>,
    /// What the current month and group hold, all classes together: told apart for breakdowns by months and places alone.
    here: Table,
}

/// Histograms by class.
struct Table {
    /// Its place among the question's spans; none for [`Read::here`].
    span: usize,
    by: Vec<By>,
    classes: Classes,
    table: Vec<u16>,
    short: Vec<u32>,
    long: Vec<(u16, u32)>,
}

impl Table {
    fn new(schema: &Schema, question: &Question<'_>, span: usize, by: &[By]) -> Self {
        let classes = Classes::new(schema, by);
        let table = classes.table(schema, question.keep);
        Table { span, by: by.to_vec(), short: vec![0; classes.len() * SHORT], long: vec![], classes, table }
    }

    #[inline]
    fn add(&mut self, class: u16, days: u32) {
        let class = self.table[usize::from(class)];
        if class == SKIP {
            return;
        }
        match self.short[usize::from(class) * SHORT..].get_mut(days as usize).filter(|_| (days as usize) < SHORT) {
            Some(times) => *times += 1,
            None => self.long.push((class, days)),
        }
    }

    /// Adds what was seen to the histograms, under a month and a group, and forgets it.
    fn pour(&mut self, month: u16, group: u16, all: &mut BTreeMap<Key, Histogram>) {
        for (class, times) in (0..).zip(self.short.chunks_mut(SHORT)) {
            if times.iter().all(|n| *n == 0) {
                continue;
            }
            let histogram = all.entry(self.classes.key(month, group, class)).or_default();
            (0..).zip(times.iter()).for_each(|(days, n)| histogram.add(days, u64::from(*n)));
            times.fill(0);
        }
        for (class, days) in self.long.drain(..) {
            all.entry(self.classes.key(month, group, class)).or_default().add(days, 1);
        }
    }

    /// Whether months or places are told apart.
    fn is_outer(&self) -> bool {
        self.by.iter().any(|by| matches!(by, By::Month | By::Place))
    }
}

impl Spans {
    pub fn new(schema: &Schema, question: &Question<'_>) -> Self {
        let mut reads: Vec<Read> = vec![];
        for (nth, span) in question.spans.iter().enumerate() {
            let found = reads.iter().position(|read| (read.milestone, read.of) == (span.milestone, span.of));
            let at = found.unwrap_or_else(|| {
                let here = Table::new(schema, question, 0, &[]);
                reads.push(Read { milestone: span.milestone, of: span.of, tables: vec![], here });
                reads.len() - 1
            });
            reads[at].tables.push(Table::new(schema, question, nth, span.by));
        }
        Spans { reads, found: vec![BTreeMap::new(); question.spans.len()] }
    }

    pub fn add(&mut self, view: &View<'_>) {
        for read in &mut self.reads {
            let (part, milestone, of) = (view.part, read.milestone, read.of);
            let here = read.tables.iter().any(Table::is_bare_outer);
            for (row, (class, gap)) in part.class.iter().zip(&part.gaps[milestone]).enumerate() {
                if *gap == NEVER || view.flags(row) & of != of || !view.is_in(row) {
                    continue;
                }
                let days = part.span(row, milestone, *gap);
                if here {
                    read.here.add(*class, days);
                }
                for table in &mut read.tables {
                    if !table.is_bare_outer() {
                        table.add(*class, days);
                    }
                }
            }
        }
    }

    /// The rows of that month and group are all added.
    pub fn settle(&mut self, month: u16, group: u16) {
        for read in &mut self.reads {
            let mut here = BTreeMap::new();
            read.here.pour(0, 0, &mut here);
            for table in &mut read.tables {
                let all = &mut self.found[table.span];
                if table.is_bare_outer() {
                    for histogram in here.values() {
                        all.entry(table.classes.key(month, group, 0)).or_default().merge(histogram);
                    }
                } else if table.is_outer() {
                    table.pour(month, group, all);
                }
            }
        }
    }

    pub fn finish(mut self) -> Vec<BTreeMap<Key, Histogram>> {
        for read in &mut self.reads {
            for table in &mut read.tables {
                table.pour(0, 0, &mut self.found[table.span]);
            }
        }
        self.found
    }
}

impl Table {
    /// Whether only months or places are told apart.
    fn is_bare_outer(&self) -> bool {
        self.is_outer() && self.by.iter().all(|by| matches!(by, By::Month | By::Place))
    }
}
