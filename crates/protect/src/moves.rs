use std::collections::BTreeMap;

use crate::Axis;

/// A change of some nodes of an axis, by one up or down each, that keeps every sum of the axis: two nodes of each sum
/// touched. In a tree, two leaves and their ancestors up to where they meet; or one leaf and all its ancestors.
pub(crate) struct Move {
    pub(crate) nodes: Vec<(usize, i32)>,
    weight: u64,
}

pub(crate) struct Moves {
    pub(crate) all: Vec<Move>,
    /// For each node, the moves that change it and the sense, from the lightest to the heaviest; but some of those that
    /// change a node that is part of nothing come early: where all is one or zero, nothing else goes up.
    pub(crate) of_node: Vec<Vec<(u32, i32)>>,
}

const LONGEST: usize = 14;
const ACROSS_FIRST: usize = 60;
const MOST_FROM_A_NODE: usize = 20_000;

struct Search<'a> {
    axis: &'a Axis,
    sums_of: Vec<Vec<usize>>,
    /// For each sum touched: how many nodes, and parts less total.
    touched: BTreeMap<usize, (u32, i32)>,
    nodes: Vec<(usize, i32)>,
    found: Vec<Vec<(usize, i32)>>,
    tries: usize,
}

impl Search<'_> {
    fn share(&self, sum: usize, node: usize) -> i32 {
        if self.axis.sums()[sum].total == node { -1 } else { 1 }
    }

    fn fits(&self, node: usize, sign: i32) -> bool {
        self.nodes.iter().all(|(n, _)| *n != node)
            && self.sums_of[node].iter().all(|s| match self.touched.get(s) {
                None => true,
                Some((1, off)) => off + self.share(*s, node) * sign == 0,
                Some(_) => false,
            })
    }

    fn put(&mut self, node: usize, sign: i32) {
        self.nodes.push((node, sign));
        for s in self.sums_of[node].clone() {
            let share = self.share(s, node) * sign;
            let entry = self.touched.entry(s).or_insert((0, 0));
            *entry = (entry.0 + 1, entry.1 + share);
        }
    }

    fn take(&mut self) {
        if let Some((node, sign)) = self.nodes.pop() {
            for s in self.sums_of[node].clone() {
                let share = self.share(s, node) * sign;
                match self.touched.get_mut(&s) {
                    Some(entry) if entry.0 > 1 => *entry = (entry.0 - 1, entry.1 - share),
                    _ => _ = self.touched.remove(&s),
                }
            }
        }
    }

    fn run(&mut self, least: usize) {
        self.tries += 1;
        if self.tries > 20 * MOST_FROM_A_NODE || self.found.len() >= MOST_FROM_A_NODE {
            return;
        }
        let Some((sum, off)) = self.touched.iter().find(|(_, e)| e.1 != 0).map(|(s, e)| (*s, e.1)) else {
            self.found.push(self.nodes.clone());
            return;
        };
        if self.nodes.len() >= LONGEST {
            return;
        }
        let sum_nodes = &self.axis.sums()[sum];
        for node in sum_nodes.parts.iter().copied().chain([sum_nodes.total]).filter(|n| *n > least) {
            let sign = -off * self.share(sum, node);
            if self.fits(node, sign) {
                self.put(node, sign);
                self.run(least);
                self.take();
            }
        }
    }
}

impl Moves {
    pub(crate) fn of(axis: &Axis) -> Self {
        let leaves = axis.leaves();
        let mut all = Vec::new();
        let mut search = Search {
            axis,
            sums_of: axis.sums_of_nodes(),
            touched: BTreeMap::new(),
            nodes: Vec::new(),
            found: Vec::new(),
            tries: 0,
        };
        for start in 0..axis.nodes() {
            search.tries = 0;
            search.put(start, 1);
            search.run(start);
            search.take();
            for nodes in search.found.drain(..) {
                let weight = nodes.iter().map(|(n, _)| leaves[*n]).sum();
                all.push(Move { nodes, weight });
            }
        }
        all.sort_by(|a, b| (a.weight, &a.nodes).cmp(&(b.weight, &b.nodes)));
        let mut of_node = vec![Vec::new(); axis.nodes()];
        for (id, found) in (0u32..).zip(&all) {
            for (node, sign) in &found.nodes {
                of_node[*node].push((id, *sign));
            }
        }
        let top = axis.tops();
        for moves in &mut of_node {
            let (up, across): (Vec<_>, Vec<_>) =
                moves.drain(..).partition(|(id, _): &(u32, i32)| all[*id as usize].nodes.iter().any(|(n, _)| top[*n]));
            let (near, far) = across.split_at(across.len().min(ACROSS_FIRST));
            *moves = near.iter().chain(&up).chain(far).copied().collect();
        }
        Self { all, of_node }
    }
}
