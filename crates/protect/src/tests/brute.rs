use std::collections::BTreeSet;

use crate::{State, Status, Table};

use super::common::THRESHOLD;

/// What every cell may be in some table with the same shown cells, signs and sums, found by trying them all.
///
/// Written from the words of the rule only: it shares no code with the crate. Nothing is tried further than `most` above the truth.
pub fn possible(table: &Table, statuses: &[Status], insider: &[usize], most: u32) -> Vec<BTreeSet<u32>> {
    let elementary: Vec<usize> = (0..table.len())
        .filter(|c| {
            let at = table.nodes(*c);
            table.axes().iter().zip(&at).all(|(a, n)| a.sums().iter().all(|s| s.total != *n))
        })
        .collect();
    let ranges: Vec<(u32, u32)> = (0..table.len()).map(|c| range(table, statuses, insider, c, most)).collect();
    let mut found = vec![BTreeSet::new(); table.len()];
    let mut values = vec![None; table.len()];
    search(&lines(table), &elementary, &ranges, &mut values, &mut found);
    found
}

fn range(table: &Table, statuses: &[Status], insider: &[usize], cell: usize, most: u32) -> (u32, u32) {
    let value = table.value(cell).unwrap();
    if insider.contains(&table.nodes(cell)[0]) {
        return (value, value);
    }
    let status = match table.state(cell).unwrap() {
        State::Earlier(status) => status,
        State::Latent => return (0, most),
        State::Open => statuses[cell],
    };
    match status {
        Status::Shown => (value, value),
        Status::Small => (1, THRESHOLD - 1),
        Status::ForAnother if value >= THRESHOLD && !has_parts(table, cell) => (THRESHOLD, value + most),
        Status::ForAnother => (0, value + most),
    }
}

/// Whether, going down through lines with one part that is not zero, a line with two is met, or the same going up from
/// a part alone in its line.
fn has_parts(table: &Table, cell: usize) -> bool {
    let mut same = BTreeSet::from([cell]);
    loop {
        let before = same.len();
        for (total, parts) in lines(table) {
            let parts: Vec<usize> = parts.into_iter().filter(|p| table.value(*p).unwrap() > 0).collect();
            if parts.len() == 1 && (same.contains(&total) || same.contains(&parts[0])) {
                same.extend([total, parts[0]]);
            }
            if parts.len() > 1 && same.contains(&total) {
                return true;
            }
        }
        if same.len() == before {
            return false;
        }
    }
}

pub fn lines(table: &Table) -> Vec<(usize, Vec<usize>)> {
    let mut all = Vec::new();
    for cell in 0..table.len() {
        let at = table.nodes(cell);
        for (k, axis) in table.axes().iter().enumerate() {
            for sum in axis.sums().iter().filter(|s| s.total == at[k]) {
                let part = |p: &usize| {
                    let mut part = at.clone();
                    part[k] = *p;
                    table.cell(&part).unwrap()
                };
                all.push((cell, sum.parts.iter().map(part).collect()));
            }
        }
    }
    all
}

fn search(
    lines: &[(usize, Vec<usize>)],
    left: &[usize],
    ranges: &[(u32, u32)],
    values: &mut Vec<Option<u32>>,
    found: &mut [BTreeSet<u32>],
) {
    let before = values.clone();
    if settle(lines, ranges, values) {
        match left.iter().find(|c| values[**c].is_none()) {
            None => {
                for (cell, value) in values.iter().enumerate() {
                    found[cell].insert(value.unwrap());
                }
            }
            Some(cell) => {
                for value in ranges[*cell].0..=ranges[*cell].1 {
                    let mut with = values.clone();
                    with[*cell] = Some(value);
                    search(lines, left, ranges, &mut with, found);
                }
            }
        }
    }
    *values = before;
}

/// Works out totals whose parts are known and last parts; false when a range is left or a sum fails.
fn settle(lines: &[(usize, Vec<usize>)], ranges: &[(u32, u32)], values: &mut [Option<u32>]) -> bool {
    for (cell, (lo, hi)) in ranges.iter().enumerate().filter(|(_, r)| r.0 == r.1) {
        if values[cell].is_some_and(|v| v != *lo || v != *hi) {
            return false;
        }
        values[cell] = Some(*lo);
    }
    loop {
        let mut changed = false;
        for (total, parts) in lines {
            let known: u32 = parts.iter().filter_map(|p| values[*p]).sum();
            let unknown: Vec<usize> = parts.iter().copied().filter(|p| values[*p].is_none()).collect();
            let (cell, value) = match (values[*total], unknown.as_slice()) {
                (None, []) => (*total, known),
                (Some(all), [one]) if all >= known => (*one, all - known),
                (Some(all), []) if all == known => continue,
                (Some(all), many) if !many.is_empty() && all >= known => continue,
                (None, _) => continue,
                _ => return false,
            };
            if !(ranges[cell].0..=ranges[cell].1).contains(&value) {
                return false;
            }
            values[cell] = Some(value);
            changed = true;
        }
        if !changed {
            return true;
        }
    }
}
