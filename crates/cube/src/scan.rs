//! One pass over the rows asked for, part by part: the rows of a month and a place fall in few cells, which stay in the nearest
//! cache.
use crate::answer::{Answer, Cells};
use crate::calendar::{Day, day, first_of, month};
use crate::columns::Part;
use crate::counter::Counter;
use crate::cube::Months;
use crate::grouping::{Grid, Outer, SKIP};
use crate::hands;
use crate::persons::Persons;
use crate::plan::plan;
use crate::question::{By, OUT, Question};
use crate::schema::Schema;
use crate::spans::Spans;
use crate::sum::sum;
use crate::until::Reach;
use chrono::NaiveDate;
use std::ops::RangeInclusive;
use std::sync::Arc;

pub(crate) fn count(schema: &Schema, months: &Months, question: &Question<'_>) -> Answer {
    let asked = asked(months, &question.days);
    let rows = asked.iter().map(|(_, parts)| rows(parts, question.places)).sum();
    let hands = hands::for_rows(rows).min(asked.len());
    let mut answer = if hands < 2 {
        count_rows(schema, months, question)
    } else {
        let shares: Vec<_> = asked.chunks(asked.len().div_ceil(hands)).collect();
        let of = |share: &&[(u16, _)]| of_months(question, share[0].0, share[share.len() - 1].0);
        let answers = hands::share(hands, &shares, |share| count_rows(schema, months, &of(share)));
        sum(schema, &Outer::of(question, &asked), question, &answers.iter().collect::<Vec<_>>(), &[])
    };
    tell_persons(schema, months, question, &mut answer.breakdowns);
    answer
}

/// Counts all but persons.
pub(crate) fn count_rows(schema: &Schema, months: &Months, question: &Question<'_>) -> Answer {
    let lanes: Vec<u8> = (0..6).filter(|lane| question.flags >> (lane * 8) & 0xFF != 0).collect();
    match lanes.len() {
        0 => run::<0>(schema, months, question, &lanes),
        1 => run::<1>(schema, months, question, &lanes),
        2 => run::<2>(schema, months, question, &lanes),
        3 => run::<3>(schema, months, question, &lanes),
        4 => run::<4>(schema, months, question, &lanes),
        5 => run::<5>(schema, months, question, &lanes),
        _ => run::<6>(schema, months, question, &lanes),
    }
}

/// Cells in a table of counts that several breakdowns share: as many as stay in the nearest cache.
const CELLS: usize = 512;

fn run<const N: usize>(schema: &Schema, months: &Months, question: &Question<'_>, lanes: &[u8]) -> Answer {
    let asked = asked(months, &question.days);
    let outer = Outer::of(question, &asked);
    let by: Vec<&[By]> = question.breakdowns.iter().map(|breakdown| breakdown.by).collect();
    let (plan, serving) = plan(schema, &outer, &by, CELLS);
    let mut tables: Vec<Counts<N>> =
        plan.iter().map(|by| Counts::new(schema, question, Grid::new(schema, &outer, by), lanes)).collect();
    let with_spans = question.breakdowns.iter().filter(|breakdown| breakdown.spans).map(|breakdown| breakdown.by);
    let rows = asked.iter().map(|(_, parts)| rows(parts, question.places)).sum();
    let mut spans = Spans::new(schema, &outer, question, with_spans.collect(), rows);
    let mut reach = Reach::new(question.until.days, question.until.span);
    let all = Grid::new(schema, &outer, &[]).table(schema, question.keep);
    let gated = question.flags >> 32 != 0;
    let expires = question.expiring.as_ref().map(|days| day(*days.start())..=day(*days.end()));
    let mut expiring = 0;
    for (month, parts) in asked {
        let days = of_month(month, &question.days);
        for (part, group) in parts.iter().zip(question.places).filter(|(_, group)| **group != OUT) {
            let Some(part) = part.as_deref() else { continue };
            let view = View { part, days: days.clone(), gated };
            for table in &mut tables {
                table.counter.add(&view, table.grid.base(month, *group), &table.table);
            }
            spans.add(&view, month, *group);
            reach.add(&view, &all);
            expiring += expires.as_ref().map_or(0, |days| view.expiring(days, &all));
        }
    }
    let counted: Vec<Cells> = tables.into_iter().map(|table| table.cells(lanes)).collect();
    let mut spans = spans.finish(schema, &outer).into_iter();
    let mut breakdowns = vec![];
    for (breakdown, table) in question.breakdowns.iter().zip(serving) {
        let mut cells = counted[table].under(Grid::new(schema, &outer, breakdown.by));
        if breakdown.spans {
            cells.spans = spans.next().unwrap_or_default();
        }
        breakdowns.push(cells);
    }
    Answer { breakdowns, until: reach.finish(), expiring }
}

/// Tells each breakdown that wants them how many persons the rows of its cells are: months do not add up there.
pub(crate) fn tell_persons(schema: &Schema, months: &Months, question: &Question<'_>, breakdowns: &mut [Cells]) {
    let asked = asked(months, &question.days);
    let outer = Outer::of(question, &asked);
    for (breakdown, cells) in question.breakdowns.iter().zip(breakdowns).filter(|(breakdown, _)| breakdown.persons) {
        let grid = Grid::new(schema, &outer, breakdown.by);
        let table = grid.table(schema, question.keep);
        let mut persons = Persons::default();
        for (month, parts) in &asked {
            let days = of_month(*month, &question.days);
            let parts = parts.iter().zip(question.places).filter(|(_, group)| **group != OUT);
            for (part, group) in parts.filter_map(|(part, group)| Some((part.as_deref()?, group))) {
                let view = View { part, days: days.clone(), gated: false };
                persons.add(&view, grid.base(*month, *group), &table);
            }
        }
        cells.set_persons(|cell, rows| persons.of(cell, rows));
    }
}

/// A table of counts under way.
struct Counts<const N: usize> {
    grid: Grid,
    table: Vec<u16>,
    counter: Counter<N>,
}

impl<const N: usize> Counts<N> {
    fn new(schema: &Schema, question: &Question<'_>, grid: Grid, lanes: &[u8]) -> Self {
        Counts { table: grid.table(schema, question.keep), counter: Counter::new(lanes, grid.cells()), grid }
    }

    fn cells(self, lanes: &[u8]) -> Cells {
        let mut cells = Cells::new(self.grid, lanes);
        self.counter.finish(|cell, rows, counts| cells.push(cell, rows, counts));
        cells
    }
}

/// The months that have rows, among those asked about.
pub(crate) fn asked<'a>(months: &'a Months, days: &RangeInclusive<NaiveDate>) -> Vec<(u16, &'a [Option<Arc<Part>>])> {
    if days.is_empty() {
        return vec![];
    }
    months.range(month(*days.start())..=month(*days.end())).map(|(month, parts)| (*month, parts.as_slice())).collect()
}

/// The same question about the days from a month to another that it asks about.
pub(crate) fn of_months<'a>(question: &Question<'a>, from: u16, to: u16) -> Question<'a> {
    let last = first_of(to + 1).pred_opt().unwrap_or(NaiveDate::MAX);
    let days = *question.days.start().max(&first_of(from))..=*question.days.end().min(&last);
    Question { days, ..question.clone() }
}

/// The rows of a month in the places asked about.
pub(crate) fn rows(parts: &[Option<Arc<Part>>], places: &[u16]) -> usize {
    let asked = parts.iter().zip(places).filter(|(_, group)| **group != OUT);
    asked.map(|(part, _)| part.as_ref().map_or(0, |part| part.len())).sum()
}

/// The days of that month that are asked about, from 0; none when all are.
pub(crate) fn of_month(month: u16, days: &RangeInclusive<NaiveDate>) -> Option<RangeInclusive<u8>> {
    let (first, next) = (first_of(month), first_of(month + 1));
    if *days.start() <= first && *days.end() >= next.pred_opt().unwrap_or(next) {
        return None;
    }
    let clip = |date: NaiveDate| u8::try_from(i32::from(day(date)) - i32::from(day(first))).ok();
    Some(clip(*days.start()).unwrap_or(0)..=clip(*days.end()).unwrap_or(31))
}

/// The rows of a part that are asked about.
pub(crate) struct View<'a> {
    pub part: &'a Part,
    pub days: Option<RangeInclusive<u8>>,
    /// Whether flags behind gates are asked for.
    pub gated: bool,
}

impl View<'_> {
    #[inline]
    pub fn is_in(&self, row: usize) -> bool {
        self.days.as_ref().is_none_or(|days| days.contains(&self.part.day[row]))
    }

    /// How many of the rows expire on these days.
    fn expiring(&self, days: &RangeInclusive<Day>, table: &[u16]) -> u32 {
        let classes = self.part.class.iter().map(|class| table[usize::from(*class)]);
        let expire = self.part.expires.iter().zip(classes).enumerate();
        expire.filter(|(row, (on, class))| *class != SKIP && days.contains(on) && self.is_in(*row)).count() as u32
    }

    #[inline]
    pub fn flags(&self, row: usize) -> u64 {
        u64::from(self.part.low[row]) | u64::from(self.part.shown[row]) << 32
    }
}
