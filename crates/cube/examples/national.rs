//! How long a national dashboard takes over three million rows: `cargo run --release -p cube --example national`.
use chrono::{Datelike as _, Days, NaiveDate};
use cube::{Breakdown, By, Cube, Gate, Question, Row, Schema, Span, Until};
use std::collections::BTreeMap;
use std::hint::black_box;
use std::time::Instant;

const ROWS: u64 = 3_000_000;
const PLACES: u64 = 380;

fn main() {
    let start = NaiveDate::from_ymd_opt(2025, 9, 1).expect("a day");
    let today = start + Days::new(730);
    let gates = [91, 182, 365, 547].iter().enumerate().map(|(nth, age)| Gate {
        milestone: 4,
        age: *age,
        flag: 1 << (32 + nth),
        holds: 1 << (40 + nth),
    });
    let schema = Schema { dimensions: vec![3, 5, 8, 6, 3], expiring: 0xF000, gates: gates.collect() };
    let mut parts: BTreeMap<(u16, NaiveDate), Vec<Row>> = BTreeMap::new();
    for (place, row) in (0..ROWS).map(|n| row(n, start)) {
        parts.entry((place, row.day.with_day(1).expect("a first of the month"))).or_default().push(row);
    }
    let began = Instant::now();
    let mut cube = Cube::new(schema, today);
    parts.into_iter().for_each(|((place, month), rows)| cube.set(place, month, rows));
    println!("build {:?}, {} MB", began.elapsed(), cube.memory() / 1_000_000);
    let places: Vec<u16> = (0..PLACES as u16).map(|place| place % 18).collect();
    let all = vec![0; PLACES as usize];
    let by = [By::Month, By::Place, By::Dimension(0), By::Dimension(1), By::Dimension(2)];
    let year = |n: u64| start + Days::new(365 * n)..=start + Days::new(365 * n + 364);
    let ask = |name: &str, breakdowns: &[Breakdown<'_>], flags: u64, spans: &[Span], places: &[u16]| {
        let mut times: Vec<_> = (0..15)
            .map(|_| {
                let began = Instant::now();
                for n in 0..2 {
                    let days = year(n);
                    let (until, expiring) = (Until::default(), None);
                    black_box(cube.count(&Question {
                        days,
                        places,
                        keep: &[],
                        flags,
                        spans,
                        breakdowns,
                        until,
                        expiring,
                    }));
                }
                began.elapsed()
            })
            .collect();
        times.sort();
        println!("{name}: {:?} (least {:?})", times[times.len() / 2], times[0]);
    };
    let plain = |by| Breakdown { by, ..Breakdown::default() };
    let each: Vec<Breakdown<'_>> = by.iter().map(|by| plain(std::slice::from_ref(by))).collect();
    let medians: Vec<Breakdown<'_>> = each.iter().map(|each| Breakdown { spans: true, ..*each }).collect();
    let span = [Span { milestone: 1, of: 1 }];
    ask("16 counters × month × sex × age × source × region", &[plain(&by)], 0xFFFF, &[], &places);
    ask("16 counters, no breakdown", &[plain(&[])], 0xFFFF, &[], &all);
    ask("16 counters by each of the five", &each, 0xFFFF, &[], &places);
    ask("24 counters and medians by each of the five", &medians, 0xFF_FFFF, &span, &places);
}

fn row(n: u64, start: NaiveDate) -> (u16, Row) {
    let r = n.wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(31).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let r = r ^ (r >> 29);
    let class = (r % 2160) as u16;
    let came = |shift: u32| (r >> shift & 3 != 0).then_some((r >> shift & 127) as i16);
    let row = Row {
        day: start + Days::new((r >> 40) % 730),
        class,
        flags: (r >> 20) & 0xFF_FFFF | (r & 0x0F) << 40,
        milestones: [came(3), came(9), came(14), came(22), came(30)],
        expires: None,
        person: None,
    };
    ((r >> 17) as u16 % PLACES as u16, row)
}
