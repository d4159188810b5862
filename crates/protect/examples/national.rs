//! A national quarter, invented: how long its protection takes and what it hides.
//!
//! 380 places in 101 départements in 30 académies in 18 régions, 5 to 40 cases each; sex (2); age band (5); indicators, each
//! with its complement, of one denominator. Arguments, all optional: the number of indicators, from 1 (so without) to 6; the
//! breakdowns, `sex`, `age`, `apart` (both, side by side) or `crossed` (so without); the number of the draw.

use std::collections::BTreeMap;
use std::process::ExitCode;

use protect::{Axis, Insiders, Rules, Status, Table, audit, protect};

const BOYS: f64 = 0.55;
const AGES: [f64; 5] = [0.05, 0.35, 0.35, 0.2, 0.05];
const RATES: [f64; 6] = [0.8, 0.6, 0.45, 0.35, 0.2, 0.1];

struct Country {
    axis: Axis,
    parent: Vec<Option<usize>>,
    leaves: Vec<usize>,
}

fn country() -> Country {
    let mut axis = Axis::new();
    let mut parent = vec![None];
    let mut level = vec![axis.node()];
    for size in [18, 30, 101, 380] {
        let nodes: Vec<usize> = (0..size).map(|_| axis.node()).collect();
        parent.resize(axis.nodes(), None);
        for (i, above) in level.iter().enumerate() {
            let parts: Vec<usize> = nodes
                .iter()
                .copied()
                .enumerate()
                .filter(|(j, _)| j * level.len() / size == i)
                .map(|(_, n)| n)
                .collect();
            for part in &parts {
                parent[*part] = Some(*above);
            }
            axis.sum(*above, &parts);
        }
        level = nodes;
    }
    Country { axis, parent, leaves: level }
}

/// Numbers that look like chance and are the same each time (SplitMix64).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) >> 11) as f64 / (1u64 << 53) as f64
    }

    fn times(&mut self, n: u32, p: f64) -> u32 {
        (0..n).map(|_| u32::from(self.next() < p)).sum()
    }
}

/// Seconds this program has spent on a processor: others may be busy on the machine.
fn on_processor() -> f64 {
    let spent = std::fs::read_to_string("/proc/self/schedstat").unwrap_or_default();
    spent.split(' ').next().and_then(|n| n.parse::<f64>().ok()).unwrap_or_default() / 1e9
}

fn main() -> ExitCode {
    let indicators = std::env::args().nth(1).and_then(|n| n.parse().ok()).unwrap_or(1);
    let detail = std::env::args().nth(2).unwrap_or_else(|| "crossed".to_owned());
    let country = country();
    let mut measures = Axis::new();
    let denominator = measures.node();
    for _ in 0..indicators {
        let (numerator, complement) = (measures.node(), measures.node());
        measures.sum(denominator, &[numerator, complement]);
    }
    let shown = |sex: usize, age: usize| match detail.as_str() {
        "sex" => age == 0,
        "age" => sex == 0,
        "apart" => sex == 0 || age == 0,
        _ => true,
    };
    let mut breakdown = Axis::new();
    let mut classes = BTreeMap::new();
    for pair in (0..3).flat_map(|sex| (0..6).map(move |age| (sex, age))).filter(|(sex, age)| shown(*sex, *age)) {
        classes.insert(pair, breakdown.node());
    }
    let class = |sex: usize, age: usize| classes.get(&(sex, age)).copied();
    let along = |pairs: Vec<(usize, usize)>| pairs.into_iter().filter_map(|(s, a)| class(s, a)).collect::<Vec<_>>();
    for (total, parts) in (0..6)
        .map(|a| (class(0, a), along((1..3).map(|s| (s, a)).collect())))
        .chain((0..3).map(|s| (class(s, 0), along((1..6).map(|a| (s, a)).collect()))))
    {
        if let Some(total) = total.filter(|_| !parts.is_empty()) {
            breakdown.sum(total, &parts);
        }
    }
    let axes = vec![country.axis.clone(), breakdown, measures.clone()];
    let index = |n: &[usize]| (n[0] * classes.len() + n[1]) * measures.nodes() + n[2];
    let mut values = vec![0u32; axes.iter().map(Axis::nodes).product()];
    let mut chance = Chance(std::env::args().nth(3).and_then(|n| n.parse().ok()).unwrap_or(7));
    for leaf in &country.leaves {
        let size = 5 + (36.0 * chance.next()) as u32;
        let mut cases = [[0; 5]; 2];
        for _ in 0..size {
            let sex = usize::from(chance.next() > BOYS);
            let at = chance.next();
            let age = (1..5).filter(|a| AGES[..*a].iter().sum::<f64>() < at).count();
            cases[sex][age] += 1;
        }
        for (s, by_age) in cases.iter().enumerate() {
            for (a, all) in by_age.iter().copied().enumerate() {
                let mut counts = vec![all];
                for rate in RATES.iter().copied().take(indicators) {
                    let numerator = chance.times(all, rate);
                    counts.extend([numerator, all - numerator]);
                }
                let mut place = Some(*leaf);
                while let Some(at) = place {
                    for (sex, age) in [(0, 0), (0, a + 1), (s + 1, 0), (s + 1, a + 1)] {
                        for (m, count) in counts.iter().enumerate() {
                            if let Some(class) = class(sex, age) {
                                values[index(&[at, class, m])] += count;
                            }
                        }
                    }
                    place = country.parent[at];
                }
            }
        }
    }
    let table = match Table::new(axes, |n| values[index(n)]) {
        Ok(table) => table,
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::FAILURE;
        }
    };
    let inside = |node: usize, of: usize| std::iter::successors(Some(node), |n| country.parent[*n]).any(|n| n == of);
    let perimeters =
        (1..country.axis.nodes()).map(|of| (0..country.axis.nodes()).filter(|n| inside(*n, of)).collect()).collect();
    let rules = Rules { insiders: Insiders { axis: 0, perimeters }, ..Rules::default() };

    let start = on_processor();
    let protected = protect(&table, &rules);
    println!("{} cells protected in {:.2} s of processor", table.len(), on_processor() - start);
    let start = on_processor();
    let audited = audit(&table, &rules, &protected.statuses, &protected.proof);
    println!("{} tables prove it, checked in {:.2} s", protected.proof.len(), on_processor() - start);
    let breaches = audited.err().unwrap_or_default();
    println!("breaches: {} found, {} in the audit, such as", protected.breaches.len(), breaches.len());
    for breach in breaches.iter().take(5) {
        let (value, status) = (table.value(breach.cell), protected.statuses[breach.cell]);
        println!("    {:?}, {value:?} {status:?} at {:?}", breach, table.nodes(breach.cell));
    }
    let names = ["nation", "région", "académie", "département", "place"];
    let depth = |n: usize| std::iter::successors(country.parent[n], |n| country.parent[*n]).count();
    println!(
        "{:>12} {:>8} {:>8} {:>8} {:>8} {:>10} {:>10}",
        "", "cells", "zero", "shown", "Small", "ForAnother", "of which <5"
    );
    let mut all = [[0usize; 6]; 6];
    for cell in 0..table.len() {
        let value = table.value(cell).unwrap_or_default();
        for row in [depth(table.nodes(cell)[0]), 5] {
            let counts = &mut all[row];
            counts[0] += 1;
            match protected.statuses[cell] {
                Status::Shown if value == 0 => counts[1] += 1,
                Status::Shown => counts[2] += 1,
                Status::Small => counts[3] += 1,
                Status::ForAnother => {
                    counts[4] += 1;
                    counts[5] += usize::from(value < rules.threshold);
                }
            }
        }
    }
    for (name, c) in names.iter().chain(&["all"]).zip(all) {
        println!("{name:>12} {:>8} {:>8} {:>8} {:>8} {:>10} {:>10}", c[0], c[1], c[2], c[3], c[4], c[5]);
    }
    ExitCode::SUCCESS
}
