//! How long 10,000 look-ups among a million people take: `cargo run --release -p matching --example a_million_people`.
//!
//! People are drawn with the skew of real names (a few very common, most rare) over ten years of births.

use chrono::{Days, NaiveDate};
use matching::{Identity, Index, Verdict};
use std::time::Instant;

const PEOPLE: u32 = 1_000_000;
const LOOK_UPS: u32 = 10_000;

fn main() {
    let mut draw = Draw(42);
    let started = Instant::now();
    let index = Index::build((0..PEOPLE).map(|id| (id, a_person(&mut draw))));
    println!("{} people indexed in {:.1?}", index.len(), started.elapsed());

    let known: Vec<Identity> = (0..LOOK_UPS).filter_map(|n| index.get(&(n * (PEOPLE / LOOK_UPS))).cloned()).collect();
    let started = Instant::now();
    let (mut same, mut near) = (0, 0);
    for (n, identity) in known.into_iter().enumerate() {
        let looked_up = if n % 2 == 0 { identity } else { with_a_slip(identity) };
        for candidate in index.look_up(&looked_up) {
            match candidate.verdict {
                Verdict::Same => same += 1,
                Verdict::Near => near += 1,
                Verdict::Stranger => {}
            }
        }
    }
    println!("{LOOK_UPS} look-ups in {:.1?}: {same} the same, {near} near", started.elapsed());
}

fn a_person(draw: &mut Draw) -> Identity {
    let last = word(draw.skewed(20_000), 3);
    let firsts = [word(draw.skewed(3_000) + 7, 2), word(draw.skewed(3_000) + 7, 2)];
    let many = usize::from(draw.below(2) == 0) + 1;
    let first_day = NaiveDate::from_ymd_opt(2000, 1, 1).expect("1 January exists");
    let born_on = first_day + Days::new(draw.below(3_650));
    Identity::new(last, firsts.into_iter().take(many), born_on)
}

fn with_a_slip(mut identity: Identity) -> Identity {
    identity.last_name.push('x');
    identity
}

/// A name for a rank: syllables, one more than `least` for the rarer.
fn word(rank: u64, least: u32) -> String {
    const SYLLABLES: [&str; 16] =
        ["ma", "tin", "le", "gal", "ou", "dia", "ro", "ker", "bel", "fa", "ne", "sou", "pi", "cha", "vi", "lo"];
    let mut rest = rank.wrapping_mul(0x9E37_79B9);
    let count = least + u32::from(rank > 500);
    (0..count)
        .filter_map(|_| {
            let syllable = usize::try_from(rest % 16).ok().and_then(|n| SYLLABLES.get(n));
            rest /= 16;
            syllable.copied()
        })
        .collect()
}

/// A small repeatable generator (splitmix64): the numbers must be the same on every run.
struct Draw(u64);

impl Draw {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        x ^ (x >> 31)
    }

    fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound
    }

    /// Small numbers far more often than large ones, as ranks of names are.
    fn skewed(&mut self, bound: u64) -> u64 {
        let (a, b) = (self.below(bound), self.below(bound));
        a * b / bound * self.below(bound) / bound
    }
}
