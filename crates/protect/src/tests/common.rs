use crate::{Axis, Insiders, Rules, Table};

pub const THRESHOLD: u32 = 5;

/// Two places in a district, a third in another; both in a country.
pub fn country() -> Axis {
    let mut axis = Axis::new();
    let nodes: Vec<usize> = (0..6).map(|_| axis.node()).collect();
    axis.sum(nodes[0], &[nodes[1], nodes[2]]);
    axis.sum(nodes[1], &[nodes[3], nodes[4], nodes[5]]);
    axis
}

/// A table from its elementary cells: the others are sums. `leaves` is read in order, and again if it is too short.
pub fn table(axes: Vec<Axis>, leaves: &[u32]) -> Table {
    let sizes: Vec<usize> = axes.iter().map(Axis::nodes).collect();
    let mut known: Vec<Option<u32>> = vec![None; sizes.iter().product()];
    let nodes = |mut cell: usize| {
        let mut all = vec![0; sizes.len()];
        for (k, size) in sizes.iter().enumerate().rev() {
            all[k] = cell % size;
            cell /= size;
        }
        all
    };
    let number = |n: &[usize]| n.iter().zip(&sizes).fold(0, |at, (n, size)| at * size + n);
    let mut next = leaves.iter().cycle();
    for (cell, value) in known.iter_mut().enumerate() {
        let at = nodes(cell);
        if axes.iter().zip(&at).all(|(a, n)| a.sums().iter().all(|s| s.total != *n)) {
            *value = next.next().copied();
        }
    }
    while known.iter().any(Option::is_none) {
        for cell in 0..known.len() {
            let at = nodes(cell);
            for (k, axis) in axes.iter().enumerate() {
                for sum in axis.sums().iter().filter(|s| s.total == at[k]) {
                    let parts: Option<Vec<u32>> = sum
                        .parts
                        .iter()
                        .map(|p| {
                            let mut part = at.clone();
                            part[k] = *p;
                            known[number(&part)]
                        })
                        .collect();
                    if let Some(parts) = parts {
                        known[cell] = Some(parts.iter().sum());
                    }
                }
            }
        }
    }
    Table::new(axes, |n| known[number(n)].unwrap()).unwrap()
}

pub fn rules(perimeters: Vec<Vec<usize>>) -> Rules {
    Rules {
        threshold: THRESHOLD,
        insiders: Insiders { axis: 0, perimeters },
        whole_block_from: 101,
        steps_per_question: 200_000_000,
        steps_in_all: u32::MAX,
        looks_in_all: u64::MAX,
    }
}
