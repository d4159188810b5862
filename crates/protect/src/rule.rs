use std::collections::BTreeMap;

use crate::{State, Table};

/// What a release says of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Status {
    /// The number is given. Zeros are, unless a small number needs one to hide behind.
    #[default]
    Shown,
    /// The number is hidden and the sign says that it is small: from 1 to the threshold less one.
    Small,
    /// The number is hidden to protect another; the sign says nothing of it. It may itself be small: a total of several
    /// small parts never says so, for that would bound its parts.
    ForAnother,
}

/// Readers who know some cells exactly: the node of an axis each of them holds and all that is below it, listed by the
/// caller. What is protected must hold against each of them alone (not against several who share what they know).
#[derive(Debug, Clone, Default)]
pub struct Insiders {
    pub axis: usize,
    pub perimeters: Vec<Vec<usize>>,
}

/// The rule of a release.
#[derive(Debug, Clone)]
pub struct Rules {
    /// The smallest number that may be given, zero apart.
    pub threshold: u32,
    pub insiders: Insiders,
    /// The share of small cells, in hundredths of those that are not zero, from which the whole of a detail of a place (« by
    /// sex and age » of one platform) is hidden first. Above 100: never.
    pub whole_block_from: u32,
    /// How many steps the exact search may take for one question before it answers « not proved ».
    pub steps_per_question: u32,
    /// How many steps it may take in all while choosing what to hide. Beyond, only changes in the shape of boxes are
    /// tried. Like the limit below, it bounds the time in a way that does not depend on the machine.
    pub steps_in_all: u32,
    /// How many cells may be looked at while choosing what to hide; half as many in each round for what that left (each
    /// hides more around it; what the last leaves is said to be a breach); and as many while searching what can be shown
    /// again (beyond, what is hidden stays so).
    pub looks_in_all: u64,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            threshold: 5,
            insiders: Insiders::default(),
            whole_block_from: 40,
            steps_per_question: 10_000,
            steps_in_all: 300_000,
            looks_in_all: 50_000_000,
        }
    }
}

pub(crate) type Range = (i32, i32);
pub(crate) const NO_LIMIT: i32 = i32::MAX / 4;

/// What everybody knows beside the numbers: which hidden cells are equal because all that lies between them is zero, and
/// which are totals of several parts that are not zero.
pub(crate) struct Public<'a> {
    table: &'a Table,
    threshold: i32,
    class: Vec<u32>,
    composite: Vec<bool>,
    /// The members of the classes of more than one cell.
    members: BTreeMap<u32, Vec<usize>>,
    insider_axis: usize,
    insiders_of_node: Vec<Vec<u32>>,
}

fn root(class: &mut [u32], cell: usize) -> usize {
    let mut at = cell;
    while class[at] as usize != at {
        class[at] = class[class[at] as usize];
        at = class[at] as usize;
    }
    at
}

fn number(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

impl<'a> Public<'a> {
    pub(crate) fn new(table: &'a Table, rules: &Rules) -> Self {
        let (values, states) = (table.values(), table.states());
        let mut class: Vec<u32> = (0..table.len()).map(number).collect();
        let mut totals = vec![false; table.len()];
        for line in table.all_lines() {
            let total = table.total(line);
            let latent = table.parts(line).any(|p| states[p] == State::Latent);
            let mut parts = table.parts(line).filter(|p| values[*p] > 0 && states[*p] != State::Latent);
            match (parts.next(), parts.next()) {
                (Some(_), Some(_)) => totals[total] = true,
                (Some(only), None) if !latent && states[total] != State::Latent => {
                    let (a, b) = (root(&mut class, only), root(&mut class, total));
                    class[a.max(b)] = number(a.min(b));
                }
                _ => {}
            }
        }
        let roots: Vec<usize> = (0..table.len()).map(|c| root(&mut class, c)).collect();
        let mut composite = vec![false; table.len()];
        let mut members: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        for (cell, at) in roots.iter().enumerate() {
            composite[*at] |= totals[cell];
            if *at != cell {
                members.entry(number(*at)).or_insert_with(|| vec![*at]).push(cell);
            }
        }
        let composite = roots.iter().map(|at| composite[*at]).collect();
        let axis = rules.insiders.axis;
        let mut insiders_of_node = vec![Vec::new(); table.axes().get(axis).map_or(0, crate::Axis::nodes)];
        for (insider, nodes) in rules.insiders.perimeters.iter().enumerate() {
            for node in nodes {
                if let Some(list) = insiders_of_node.get_mut(*node) {
                    list.push(number(insider));
                }
            }
        }
        Self {
            table,
            threshold: i32::try_from(rules.threshold).unwrap_or(NO_LIMIT),
            class: roots.into_iter().map(number).collect(),
            composite,
            members,
            insider_axis: axis,
            insiders_of_node,
        }
    }

    /// Whether the cell is a total of several parts that are not zero: then its sign is never [`Status::Small`].
    pub(crate) fn is_composite(&self, cell: usize) -> bool {
        self.composite[cell]
    }

    pub(crate) fn is_small(&self, cell: usize) -> bool {
        (1..self.threshold).contains(&self.table.values()[cell])
    }

    /// The sign of an open cell before anything is hidden to protect another.
    pub(crate) fn first_status(&self, cell: usize) -> Status {
        match (self.is_small(cell), self.is_composite(cell)) {
            (false, _) => Status::Shown,
            (true, false) => Status::Small,
            (true, true) => Status::ForAnother,
        }
    }

    /// The values another table may have here without anybody seeing a difference. A hidden cell of an elementary class
    /// that is not small stays at the threshold or above: a reader who takes its sign so is not helped.
    pub(crate) fn range(&self, cell: usize, status: Status) -> Range {
        let value = self.table.values()[cell];
        match (self.table.states()[cell], status) {
            (State::Latent, _) => (0, NO_LIMIT),
            (_, Status::Small) if self.is_small(cell) => (1, self.threshold - 1),
            (_, Status::ForAnother) if value >= self.threshold && !self.is_composite(cell) => {
                (self.threshold, NO_LIMIT)
            }
            (_, Status::ForAnother) => (0, NO_LIMIT),
            _ => (value, value),
        }
    }

    /// The values, its own apart, that must stay possible for a hidden small cell: with the sign Small, all that the sign
    /// announces; with the other, as many, from its own upwards, so that nobody can tell that it is small.
    pub(crate) fn must_stay_possible(&self, cell: usize, status: Status) -> Vec<i32> {
        let value = self.table.values()[cell];
        if !self.is_small(cell) || self.table.states()[cell] == State::Latent {
            return Vec::new();
        }
        match status {
            Status::Shown => Vec::new(),
            Status::Small => (1..self.threshold).filter(|v| *v != value).collect(),
            Status::ForAnother => (value + 1..value + self.threshold - 1).collect(),
        }
    }

    pub(crate) fn insiders_at(&self, cell: usize) -> &[u32] {
        match self.insiders_of_node.is_empty() {
            true => &[],
            false => &self.insiders_of_node[self.table.node(cell, self.insider_axis)],
        }
    }

    pub(crate) fn insiders_of_node(&self, axis: usize, node: usize) -> &[u32] {
        if axis == self.insider_axis { self.insiders_of_node.get(node).map_or(&[], Vec::as_slice) } else { &[] }
    }

    /// Those who know the cell: it is theirs, or zeros alone make it equal to one of theirs.
    pub(crate) fn knows(&self, insider: u32, cell: usize) -> bool {
        self.insiders_at(cell).contains(&insider)
            || self
                .members
                .get(&self.class[cell])
                .is_some_and(|all| all.iter().any(|c| self.insiders_at(*c).contains(&insider)))
    }
}
