//! One pass over the rows asked for. Rows of one cell outside the classes (a month, a group of places) are read one after the
//! other, so that the counts of every class stay in the nearest cache.
use crate::answer::Answer;
use crate::calendar::{day, first_of, month};
use crate::columns::Part;
use crate::counter::Counter;
use crate::cube::Months;
use crate::grouping::Classes;
use crate::persons::Persons;
use crate::question::{By, OUT, Question};
use crate::schema::Schema;
use crate::spans::Spans;
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

fn run<const N: usize>(schema: &Schema, months: &Months, question: &Question<'_>, lanes: &[u8]) -> Answer {
    let classes = Classes::new(schema, question.by);
    let table = classes.table(schema, question.keep);
    let mut counter = Counter::<N>::new(lanes, classes.len());
    let mut spans = Spans::new(schema, question);
    let mut persons = Persons::default();
    let mut answer = Answer::new(classes, lanes);
    let gated = question.spans.iter().fold(question.flags, |all, span| all | span.of) >> 32 != 0;
    // Finer than the cells of the counts where a span tells months or places apart.
    let apart = |by: By| question.by.contains(&by) || question.spans.iter().any(|span| span.by.contains(&by));
    let groups = groups(question.places, apart(By::Place));
    let asked = asked(months, &question.days);
    let (months_apart, places_apart) = (question.by.contains(&By::Month), question.by.contains(&By::Place));
    let chunks: Vec<&[(u16, &[Part])]> = asked.chunks(if apart(By::Month) { 1 } else { asked.len().max(1) }).collect();
    let stretches = stretches(chunks.len(), groups.len(), months_apart);
    for (nth, &(chunk, group)) in stretches.iter().enumerate() {
        let month = chunks[chunk].first().map_or(0, |(month, _)| *month);
        let (name, places) = &groups[group];
        let outer = (if months_apart { month } else { 0 }, if places_apart { *name } else { 0 });
        for (month, parts) in chunks[chunk] {
            let days = of_month(*month, &question.days);
            let parts = places.iter().filter_map(|place| parts.get(usize::from(*place)));
            for part in parts.filter(|part| part.len() > 0) {
                let view = View { part, days: days.clone(), schema, gated };
                counter.add(&view, &table);
                spans.add(&view);
                if question.persons {
                    persons.add(&view, &table, outer);
                }
            }
        }
        spans.settle(month, *name);
        let over = stretches
            .get(nth + 1)
            .is_none_or(|next| months_apart && next.0 != chunk || places_apart && next.1 != group);
        if over {
            counter.settle(|class, rows, counts| answer.push((outer.0, outer.1, class), rows, counts));
        }
    }
    if question.persons {
        answer.each_persons(|key, rows| persons.of(key, rows));
    }
    answer.spans = spans.finish();
    answer
}

/// Every stretch of months with every group of places, so that the stretches of one cell follow one another.
fn stretches(chunks: usize, groups: usize, months_apart: bool) -> Vec<(usize, usize)> {
    if months_apart {
        (0..chunks).flat_map(|chunk| (0..groups).map(move |group| (chunk, group))).collect()
    } else {
        (0..groups).flat_map(|group| (0..chunks).map(move |chunk| (chunk, group))).collect()
    }
}

/// The months that have rows, among those asked about.
fn asked<'a>(months: &'a Months, days: &RangeInclusive<NaiveDate>) -> Vec<(u16, &'a [Part])> {
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

    #[inline]
    pub fn flags(&self, row: usize) -> u64 {
        let low = u64::from(self.part.low[row]);
        if self.gated { low | u64::from(self.schema.through_gates(self.part.high[row])) << 32 } else { low }
    }
}
