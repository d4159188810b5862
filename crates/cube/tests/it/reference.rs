//! The same answers, row by row, and rows to ask about.
use chrono::{Datelike as _, Days, NaiveDate};
use cube::{Breakdown, By, Gate, Keep, MILESTONES, OUT, Question, Reached, Row, Schema, Span, Until};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

pub const EXPIRING: u64 = 0b1100;

pub fn schema() -> Schema {
    let gate = |age, bit: u64| Gate { milestone: 4, age, flag: 1 << (32 + bit), holds: 1 << (40 + bit) };
    Schema { dimensions: vec![3, 5, 2], expiring: EXPIRING, gates: vec![gate(91, 0), gate(365, 1)] }
}

pub fn date(days: i64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2025, 1, 1).expect("a day") + chrono::Duration::days(days)
}

prop_compose! {
    pub fn row()(
        day in 0_i64..420,
        codes in (0_u16..3, 0_u16..5, 0_u16..2),
        low in any::<u32>(),
        high in 0_u64..4,
        milestones in prop::array::uniform5(prop::option::of(prop_oneof![8 => -3_i16..260, 1 => 254_i16..900])),
        expires in prop::option::of(0_i64..900),
        person in prop::option::weighted(0.3, 0_u64..4),
    ) -> Row {
        Row {
            day: date(day),
            class: schema().class(&[codes.0, codes.1, codes.2]),
            flags: u64::from(low) | high << 40,
            milestones,
            expires: expires.map(date),
            person,
        }
    }
}

/// A row with the place it is of.
pub type Placed = (u16, Row);

pub fn placed() -> impl Strategy<Value = Placed> {
    (0_u16..6, row())
}

/// What is asked, in pieces that a `Question` borrows.
#[derive(Clone, Debug)]
pub struct Asked {
    pub days: std::ops::RangeInclusive<NaiveDate>,
    pub places: Vec<u16>,
    pub keep: Vec<Keep>,
    pub by: Vec<Vec<By>>,
    pub flags: u64,
    pub span_of: u64,
    pub milestone: usize,
    pub until: Vec<NaiveDate>,
    pub expiring: std::ops::RangeInclusive<NaiveDate>,
}

fn by() -> impl Strategy<Value = Vec<By>> {
    let all = vec![By::Month, By::Place, By::Dimension(0), By::Dimension(1), By::Dimension(2)];
    prop::sample::subsequence(all, 0..=5).prop_shuffle()
}

prop_compose! {
    pub fn asked()(
        from in 0_i64..420,
        long in 0_u64..420,
        places in prop::collection::vec(prop_oneof![Just(OUT), Just(0), Just(1), Just(2)], 0..7),
        keep in prop::option::of((0_usize..3, any::<u64>())),
        by in prop::collection::vec(by(), 1..4),
        flags in prop_oneof![Just(0), Just(0xFF), Just(0xFFFF), Just(0xFFFF_FFFF), Just(0x0303_0000_0000), Just(0xFFFF_FFFF_FFFF)],
        bit in prop_oneof![Just(0_u64), Just(1), Just(8), Just(1 << 40)],
        milestone in 0..MILESTONES,
        expiring in (1001_i64..1100, 0_i64..200),
        until in prop::collection::btree_set(0_i64..900, 0..4),
    ) -> Asked {
        let start = date(from);
        let keep = keep.map(|(dimension, codes)| Keep { dimension, codes }).into_iter().collect();
        Asked { days: start..=start + Days::new(long), places, keep, by, flags, span_of: bit, milestone, until: until.into_iter().map(date).collect(), expiring: date(expiring.0 - 300)..=date(expiring.0 - 300 + expiring.1) }
    }
}

impl Asked {
    pub fn put<T>(&self, answer: impl FnOnce(&Question<'_>) -> T) -> T {
        let spans = [Span { milestone: self.milestone, of: self.span_of }, Span { milestone: 4, of: 1 }];
        let breakdowns: Vec<Breakdown<'_>> =
            self.by.iter().map(|by| Breakdown { by, spans: true, persons: true }).collect();
        answer(&Question {
            days: self.days.clone(),
            places: &self.places,
            keep: &self.keep,
            breakdowns: &breakdowns,
            flags: self.flags,
            spans: &spans,
            until: Until { days: &self.until, span: self.milestone },
            expiring: Some(self.expiring.clone()),
        })
    }

    fn key(&self, (place, row): &Placed, by: &[By]) -> Option<Vec<u16>> {
        let group = self.places.get(usize::from(*place)).copied().filter(|group| *group != OUT)?;
        let schema = schema();
        let kept = self.keep.iter().all(|keep| keep.codes >> schema.code(row.class, keep.dimension) & 1 == 1);
        (kept && self.days.contains(&row.day)).then(|| {
            by.iter()
                .map(|by| match by {
                    By::Month => row.day.year() as u16 * 12 + row.day.month0() as u16,
                    By::Place => group,
                    By::Dimension(nth) => schema.code(row.class, *nth),
                })
                .collect()
        })
    }
}

/// The flags that count on a day.
fn flags(row: &Row, today: NaiveDate) -> u64 {
    let mut flags = row.flags & !0x00FF_0000_0000;
    if row.expires.is_some_and(|on| on <= today) {
        flags &= !EXPIRING;
    }
    for gate in schema().gates {
        let old = row.milestones[gate.milestone]
            .is_some_and(|days| row.day + chrono::Duration::days(i64::from(days) + i64::from(gate.age)) <= today);
        if old {
            flags |= gate.flag;
        } else {
            flags &= !gate.holds;
        }
    }
    flags
}

/// Rows, persons, and how many rows have each of the 48 flags.
pub type Counted = (u32, u32, [u32; 48]);

pub fn cells(rows: &[Placed], asked: &Asked, by: &[By], today: NaiveDate) -> BTreeMap<Vec<u16>, Counted> {
    let mut cells: BTreeMap<Vec<u16>, (Counted, BTreeSet<u64>)> = BTreeMap::new();
    for placed in rows {
        let (Some(key), row) = (asked.key(placed, by), &placed.1) else { continue };
        let ((all, persons, counts), seen) = cells.entry(key).or_insert(((0, 0, [0; 48]), BTreeSet::new()));
        *all += 1;
        *persons += u32::from(row.person.is_none_or(|person| seen.insert(person)));
        let flags = flags(row, today);
        counts.iter_mut().enumerate().for_each(|(bit, count)| *count += (flags >> bit & 1) as u32);
    }
    cells.into_iter().map(|(key, (counted, _))| (key, counted)).collect()
}

pub fn spans(rows: &[Placed], asked: &Asked, by: &[By], today: NaiveDate) -> BTreeMap<Vec<u16>, Vec<u32>> {
    let mut all: BTreeMap<Vec<u16>, Vec<u32>> = BTreeMap::new();
    for placed in rows {
        let row = &placed.1;
        let (Some(key), Some(days)) = (asked.key(placed, by), row.milestones[asked.milestone]) else { continue };
        if flags(row, today) & asked.span_of == asked.span_of {
            all.entry(key).or_default().push(u32::try_from(days).unwrap_or(0));
        }
    }
    all.values_mut().for_each(|days| days.sort_unstable());
    all
}

/// Who had entered, who had come to each milestone, and how long it took, by the end of a day.
pub fn reached(rows: &[Placed], asked: &Asked, day: NaiveDate) -> Reached {
    let mut reached = Reached::default();
    for (_, row) in rows.iter().filter(|placed| asked.key(placed, &[]).is_some() && placed.1.day <= day) {
        reached.entered += 1;
        for (nth, days) in row.milestones.iter().enumerate() {
            let Some(days) = days.map(|days| u32::try_from(days).unwrap_or(0)) else { continue };
            if row.day + Days::new(u64::from(days)) <= day {
                reached.milestones[nth] += 1;
                if nth == asked.milestone {
                    reached.span.add(days, 1);
                }
            }
        }
    }
    reached
}

/// How many have flags that stand down on the days asked about. What expired by today has no day any more.
pub fn expiring(rows: &[Placed], asked: &Asked, today: NaiveDate) -> u32 {
    let expires = |row: &Row| row.expires.is_some_and(|on| on > today && asked.expiring.contains(&on));
    rows.iter().filter(|placed| asked.key(placed, &[]).is_some() && expires(&placed.1)).count() as u32
}
