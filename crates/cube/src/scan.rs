//! One pass over the rows asked for. Rows of one cell outside the classes (a month, a group of places) are read one after the
//! other, so that the counts of every class stay in the nearest cache.
use crate::answer::{Answer, Cells};
use crate::calendar::{Day, day, first_of, month};
use crate::columns::Part;
use crate::counter::Counter;
use crate::cube::Months;
use crate::grouping::{Classes, SKIP};
use crate::persons::Persons;
use crate::plan::{Table, plan};
use crate::question::{By, OUT, Question};
use crate::schema::Schema;
use crate::spans::Spans;
use crate::until::Reach;
use chrono::NaiveDate;
use std::collections::BTreeMap;
use std::ops::RangeInclusive;

pub(crate) fn count(schema: &Schema, months: &Months, question: &Question<'_>) -> Answer {
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

/// Classes in one table of counts: as many as stay in the nearest cache with two words each.
const CLASSES: usize = 512;

fn run<const N: usize>(schema: &Schema, months: &Months, question: &Question<'_>, lanes: &[u8]) -> Answer {
    let by: Vec<&[By]> = question.breakdowns.iter().map(|breakdown| breakdown.by).collect();
    let (plan, serving) = plan(schema, &by, CLASSES);
    let mut tables: Vec<Counts<N>> =
        plan.into_iter().map(|table| Counts::new(schema, question, table, lanes)).collect();
    let with_spans = question.breakdowns.iter().filter(|breakdown| breakdown.spans).map(|breakdown| breakdown.by);
    let mut spans = Spans::new(schema, question.keep, question.spans, with_spans.collect());
    let mut persons: Vec<Option<(Classes, Vec<u16>, Persons)>> = question
        .breakdowns
        .iter()
        .map(|breakdown| {
            let classes = Classes::new(schema, breakdown.by);
            let table = classes.table(schema, question.keep);
            breakdown.persons.then(|| (classes, table, Persons::default()))
        })
        .collect();
    let mut reach = Reach::new(question.until.days, question.until.span);
    let all = Classes::new(schema, &[]).table(schema, question.keep);
    let gated = question.spans.iter().fold(question.flags, |all, span| all | span.of) >> 32 != 0;

    let expires = question.expiring.as_ref().map(|days| day(*days.start())..=day(*days.end()));
    let mut expiring = 0;
    let outer = tables.iter().any(|table| table.plan.outer) || spans.outer;
    let apart = |by: By| outer && question.breakdowns.iter().any(|breakdown| breakdown.by.contains(&by));
    let groups = groups(question.places, apart(By::Place));
    let asked = asked(months, &question.days);
    let stretches = asked.chunks(if apart(By::Month) { 1 } else { asked.len().max(1) });
    for months in stretches {
        for (group, places) in &groups {
            for (month, parts) in months {
                let days = of_month(*month, &question.days);
                for part in places.iter().filter_map(|place| parts.get(usize::from(*place))?.as_deref()) {
                    let view = View { part, days: days.clone(), schema, gated };
                    tables.iter_mut().for_each(|table| table.counter.add(&view, &table.table));
                    spans.add(&view);
                    reach.add(&view, &all);
                    expiring += expires.as_ref().map_or(0, |days| view.expiring(days, &all));
                    for (classes, table, persons) in persons.iter_mut().flatten() {
                        persons.add(&view, table, classes.outer(By::Month, *month), classes.outer(By::Place, *group));
                    }
                }
            }
            let month = months.first().map_or(0, |(month, _)| *month);
            tables.iter_mut().filter(|table| table.plan.outer).for_each(|table| table.settle(month, *group));
            spans.settle(month, *group);
        }
    }
    tables.iter_mut().for_each(|table| table.settle(0, 0));
    let mut spans = spans.finish(schema).into_iter();
    let mut breakdowns = vec![];
    for ((breakdown, table), persons) in question.breakdowns.iter().zip(serving).zip(persons) {
        let mut cells = tables[table].under(schema, breakdown.by);
        if let Some((_, _, persons)) = persons {
            cells.set_persons(|place, rows| persons.of(place, rows));
        }
        if breakdown.spans {
            cells.spans = spans.next().unwrap_or_default();
        }
        breakdowns.push(cells);
    }
    Answer { breakdowns, until: reach.finish(), expiring }
}

/// A table of counts under way.
struct Counts<const N: usize> {
    plan: Table,
    classes: Classes,
    table: Vec<u16>,
    counter: Counter<N>,
    cells: Cells,
}

impl<const N: usize> Counts<N> {
    fn new(schema: &Schema, question: &Question<'_>, plan: Table, lanes: &[u8]) -> Self {
        let classes = Classes::new(schema, &plan.by);
        Counts {
            table: classes.table(schema, question.keep),
            counter: Counter::new(lanes, classes.len()),
            cells: Cells::new(classes.clone(), lanes),
            classes,
            plan,
        }
    }

    fn settle(&mut self, month: u16, group: u16) {
        let (month, group) = (self.classes.outer(By::Month, month), self.classes.outer(By::Place, group));
        self.counter.settle(|class, rows, counts| self.cells.push((month, group, class), rows, counts));
    }

    /// The cells of a breakdown that this table serves. Those of months over several groups, or of groups over several
    /// months, were settled several times.
    fn under(&self, schema: &Schema, by: &[By]) -> Cells {
        let whole = !self.plan.outer || (by.contains(&By::Month) && by.contains(&By::Place));
        if whole && self.classes.is(by) { self.cells.clone() } else { self.cells.roll_up(&Classes::new(schema, by)) }
    }
}

/// The months that have rows, among those asked about.
fn asked<'a>(months: &'a Months, days: &RangeInclusive<NaiveDate>) -> Vec<(u16, &'a [Option<Box<Part>>])> {
    if days.is_empty() {
        return vec![];
    }
    months.range(month(*days.start())..=month(*days.end())).map(|(month, parts)| (*month, parts.as_slice())).collect()
}

/// The places of each group; all of them as one when they are not told apart.
fn groups(places: &[u16], apart: bool) -> Vec<(u16, Vec<u16>)> {
    let mut groups: BTreeMap<u16, Vec<u16>> = BTreeMap::new();
    for (place, group) in (0..).zip(places).filter(|(_, group)| **group != OUT) {
        groups.entry(if apart { *group } else { 0 }).or_default().push(place);
    }
    groups.into_iter().collect()
}

/// The days of that month that are asked about, from 0; none when all are.
fn of_month(month: u16, days: &RangeInclusive<NaiveDate>) -> Option<RangeInclusive<u8>> {
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
    schema: &'a Schema,
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
        let low = u64::from(self.part.low[row]);
        if self.gated { low | u64::from(self.schema.through_gates(self.part.high[row])) << 32 } else { low }
    }
}
