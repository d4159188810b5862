//! Pupitre's own engine.
use super::facts::{Facts, NO_DAYS, PLACES, REGIONS, SIZES};
use super::{Answers, COUNTERS, Peer, timed};
use chrono::{Datelike as _, Days, Months, NaiveDate};
use cube::{Answer, Breakdown, By, Cube, Kept, Question, Row, Schema, Span, Until};
use std::collections::BTreeMap;
use std::hint::black_box;
use std::time::{Duration, Instant};

#[derive(Debug)]
pub struct Own {
    pub peer: Peer,
    pub answers: Answers,
    /// Both questions asked again.
    pub again: Duration,
    /// Alike, a part having changed.
    pub changed: Duration,
    pub read: Duration,
    pub read_bytes: usize,
    pub memory: usize,
    pub built: Duration,
}

const BY: [By; 5] = [By::Month, By::Dimension(0), By::Dimension(1), By::Dimension(2), By::Place];
const SPAN: [Span; 1] = [Span { milestone: 0, of: 1 }];
const RUNS: usize = 15;

pub fn measure(facts: &Facts) -> Own {
    let parts = parts(facts);
    let one = parts.iter().next().map(|((place, month), rows)| (*place, *month, rows.clone())).expect("some facts");
    let began = Instant::now();
    let mut cube = Cube::new(Schema { dimensions: SIZES.to_vec(), ..Schema::default() }, start() + Days::new(730));
    parts.into_iter().for_each(|((place, month), rows)| cube.set(place, month, rows));
    let built = began.elapsed();

    let crossed = [Breakdown { by: &BY, ..Breakdown::default() }];
    let each: Vec<Breakdown<'_>> =
        BY.iter().map(|by| Breakdown { by: std::slice::from_ref(by), spans: true, persons: false }).collect();
    let ask = |breakdowns: &[Breakdown<'_>], flags: u64, spans: &[Span], count: &dyn Fn(&Question<'_>) -> Answer| {
        let places: Vec<u16> = (0..PLACES).map(|place| place % u16::from(REGIONS)).collect();
        [0, 1].map(|year| {
            let days = start() + Months::new(12 * year)..=start() + Months::new(12 * (year + 1)) - Days::new(1);
            let (until, expiring) = (Until::default(), None);
            count(&Question { days, places: &places, keep: &[], flags, spans, breakdowns, until, expiring })
        })
    };
    let all = (1 << COUNTERS) - 1;
    let new = |question: &Question<'_>| cube.count(question);
    let (crossed_took, counted) = timed(RUNS, || ask(&crossed, all, &[], &new));
    let (medians_took, spans) = timed(RUNS, || ask(&each, 0, &SPAN, &new));
    let answers = answers(&counted, &spans);

    let kept = Kept::new(0);
    let again = |question: &Question<'_>| kept.count(&cube, question);
    let (again, _) = timed(RUNS, || (ask(&crossed, all, &[], &again), ask(&each, 0, &SPAN, &again)));
    let (read, read_bytes) = plain_reading(facts);
    let memory = cube.memory();
    let (place, month, rows) = one;
    let mut times = vec![];
    for _ in 0..RUNS {
        cube.set(place, month, rows.clone());
        let count = |question: &Question<'_>| kept.count(&cube, question);
        let began = Instant::now();
        black_box((ask(&crossed, all, &[], &count), ask(&each, 0, &SPAN, &count)));
        times.push(began.elapsed());
    }
    let changed = crate::stats::Times::new(times).median().unwrap_or_default();
    let peer = Peer { name: "Pupitre".into(), crossed: crossed_took, medians: medians_took };
    Own { peer, answers, again, changed, read, read_bytes, memory, built }
}

fn start() -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, 9, 1).expect("a day")
}

fn parts(facts: &Facts) -> BTreeMap<(u16, NaiveDate), Vec<Row>> {
    let mut parts: BTreeMap<(u16, NaiveDate), Vec<Row>> = BTreeMap::new();
    let schema = Schema { dimensions: SIZES.to_vec(), ..Schema::default() };
    for row in 0..facts.len() {
        let first = start() + Months::new(u32::from(facts.month[row]));
        let codes = [facts.sex[row], facts.age[row], facts.source[row]].map(u16::from);
        let days = facts.days[row];
        let contact = (days != NO_DAYS).then_some(i16::from(days));
        parts.entry((facts.place[row], first)).or_default().push(Row {
            day: first + Days::new(u64::from(facts.day[row])),
            class: schema.class(&codes),
            flags: u64::from(facts.flags[row]),
            milestones: [contact, None, None, None, None],
            expires: None,
            person: None,
        });
    }
    parts
}

fn answers(counted: &[Answer], spans: &[Answer]) -> Answers {
    let first = i64::from(start().year()) * 12 + 8;
    let mut crossed = vec![];
    for cell in counted.iter().flat_map(|answer| answer.breakdowns[0].iter()) {
        let mut row: Vec<i64> = BY.iter().map(|by| i64::from(cell.at(*by))).collect();
        row[0] -= first;
        row.push(i64::from(cell.rows()));
        row.extend((0..COUNTERS).map(|bit| i64::from(cell.count(bit as u8))));
        crossed.push(row);
    }
    let mut medians = vec![];
    for (year, answer) in (0..).zip(spans) {
        for (dimension, cells) in (0..).zip(&answer.breakdowns) {
            for (key, histogram) in &cells.spans[0] {
                let class = i64::from(key[0]) - if dimension == 0 { first } else { 0 };
                let twice = (histogram.median().unwrap_or_default() * 2.0) as i64;
                medians.push(vec![year, dimension, class, twice]);
            }
        }
    }
    Answers::new(crossed, medians)
}

/// How long it takes to read, once for the counters and once for the medians, as many bytes as the cube's columns have there:
/// class and flags of each row, then class, flags and days.
fn plain_reading(facts: &Facts) -> (Duration, usize) {
    let bytes = facts.len() * (2 + 4 + 2 + 4 + 1);
    let words: Vec<u64> = (0..bytes as u64 / 8).collect();
    let (took, _) =
        timed(RUNS, || black_box(black_box(&words).iter().fold(0_u64, |sum, word| sum.wrapping_add(*word))));
    (took, bytes)
}
