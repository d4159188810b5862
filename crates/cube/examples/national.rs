//! How long a national dashboard takes over three million rows: `cargo run --release -p cube --example national`.
use chrono::{Days, NaiveDate};
use cube::{By, Cube, Gate, Question, Row, Schema, Span};
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
    let rows = (0..ROWS).map(|n| row(n, start));
    let began = Instant::now();
    let cube = Cube::of(schema, today, rows);
    println!("build {:?}, {} MB", began.elapsed(), cube.memory() / 1_000_000);
    let places: Vec<u16> = (0..PLACES as u16).map(|place| place % 18).collect();
    let all = vec![0; PLACES as usize];
    let by = [By::Month, By::Place, By::Dimension(0), By::Dimension(1), By::Dimension(2)];
    let spans: Vec<Span<'_>> = by.iter().map(|by| Span { milestone: 1, of: 1, by: std::slice::from_ref(by) }).collect();
    let year = |n: u64| start + Days::new(365 * n)..=start + Days::new(365 * n + 364);
    let ask = |name: &str, by: &[By], flags: u64, spans: &[Span<'_>], places: &[u16]| {
        let mut times: Vec<_> = (0..15)
            .map(|_| {
                let began = Instant::now();
                for n in 0..2 {
                    let question = Question { days: year(n), places, keep: &[], by, flags, spans, persons: false };
                    black_box(cube.count(&question));
                }
                began.elapsed()
            })
            .collect();
        times.sort();
        println!("{name}: {:?}", times[times.len() / 2]);
    };
    ask("16 counters × month × sex × age × source × region", &by, 0xFFFF, &[], &places);
    ask("16 counters, no breakdown", &[], 0xFFFF, &[], &all);
    ask("medians by each of the five", &[], 0, &spans, &places);
    ask("both", &by, 0xFFFF, &spans, &places);
    ask("24 counters × sex × age × source × region", &by[1..], 0xFF_FFFF, &[], &places);
    ask("with gates", &by, 0x0F0F_0000_FFFF, &[], &places);
}

fn row(n: u64, start: NaiveDate) -> Row {
    let r = n.wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(31).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let r = r ^ (r >> 29);
    let class = (r % 2160) as u16;
    let came = |shift: u32| (r >> shift & 3 != 0).then_some((r >> shift & 127) as i16);
    Row {
        place: (r >> 17) as u16 % PLACES as u16,
        day: start + Days::new((r >> 40) % 730),
        class,
        flags: (r >> 20) & 0xFF_FFFF | (r & 0x0F) << 40,
        milestones: [came(3), came(9), came(14), came(22), came(30)],
        expires: None,
        person: None,
    }
}
