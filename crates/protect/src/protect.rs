mod rounds;

use std::collections::{BTreeSet, VecDeque};

use crate::audit::{Breach, reach};
use crate::blocks::Blocks;
use crate::boxes::{Boxes, Terms, costs};
use crate::exact::{Answer, Exact};
use crate::rule::Public;
use crate::witness::{Ledger, Need, Witness, ranges, status};
use crate::{Rules, State, Status, Table};

/// What may be published.
#[derive(Debug, Clone)]
pub struct Protected {
    /// The sign of each cell; for a cell given earlier, the sign it had.
    pub statuses: Vec<Status>,
    /// The tables that prove it: give them to [`crate::audit`].
    pub proof: Vec<Witness>,
    /// What could not be protected whatever is hidden, mostly because of what earlier releases gave.
    pub breaches: Vec<Breach>,
}

/// Hides the small cells, then the cells without which they could be worked out, then shows again all that can be.
/// The same table and rules always give the same signs.
#[must_use]
pub fn protect(table: &Table, rules: &Rules) -> Protected {
    let public = Public::new(table, rules);
    let first: Vec<Status> = (0..table.len()).map(|c| public.first_status(c)).collect();
    let statuses: Vec<Status> = (0..table.len()).map(|c| status(table, &first, c)).collect();
    let mut work = Work::new(table, rules, &public, statuses);
    work.coarsen();
    work.cover_all();
    work.drop_spare();
    work.show_again();
    let proof = work.ledger.witnesses.into_iter().zip(work.ledger.alive).filter(|(_, alive)| *alive);
    Protected { statuses: work.statuses, proof: proof.map(|(w, _)| w).collect(), breaches: work.breaches }
}

struct Work<'a> {
    table: &'a Table,
    public: &'a Public<'a>,
    rules: &'a Rules,
    statuses: Vec<Status>,
    costs: Vec<Option<u64>>,
    blocks: Blocks,
    boxes: Boxes<'a>,
    exact: Exact<'a>,
    steps_left: u32,
    ledger: Ledger,
    /// Where the round must stop, in cells looked at.
    stop: u64,
    again: VecDeque<usize>,
    given_up: BTreeSet<(usize, i32)>,
    breaches: Vec<Breach>,
}

impl<'a> Work<'a> {
    fn new(table: &'a Table, rules: &'a Rules, public: &'a Public<'a>, statuses: Vec<Status>) -> Self {
        let ranges = ranges(table, public, &statuses);
        let costs = costs(table, public, &statuses, rules.threshold);
        let wider = costs
            .iter()
            .enumerate()
            .map(|(cell, cost)| cost.map(|cost| (public.range(cell, Status::ForAnother), cost)))
            .collect();
        let exact = Exact::new(table, public, &ranges, reach(rules));
        Self {
            table,
            public,
            rules,
            statuses,
            costs,
            blocks: Blocks::of(table, rules.insiders.axis),
            boxes: Boxes::new(table, public, ranges, wider),
            exact,
            steps_left: rules.steps_in_all,
            ledger: Ledger::new(table.len()),
            stop: u64::MAX,
            again: VecDeque::new(),
            given_up: BTreeSet::new(),
            breaches: Vec::new(),
        }
    }

    fn set(&mut self, cell: usize, status: Status) {
        self.statuses[cell] = status;
        let range = self.public.range(cell, status);
        self.boxes.ranges[cell] = range;
        self.boxes.wider[cell] = match status {
            Status::ForAnother => None,
            _ => self.costs[cell].map(|cost| (self.public.range(cell, Status::ForAnother), cost)),
        };
        self.exact.narrow(cell, range, reach(self.rules));
    }

    /// Hides a cell with the sign that says nothing. A zero so hidden takes their sign from the small totals it is part of:
    /// they say that they have one part only.
    fn hide(&mut self, cell: usize) {
        self.set(cell, Status::ForAnother);
        if self.public.is_small(cell) {
            self.again.push_back(cell);
        } else if self.table.values()[cell] == 0 {
            let above: Vec<usize> = self.table.lines(cell).map(|line| self.table.total(line)).collect();
            for total in above {
                if self.statuses[total] == Status::Small && self.table.states()[total] == State::Open {
                    self.hide(total);
                }
            }
        }
    }

    /// The values that must stay possible, as changes, the furthest first: on the way to them the nearer ones are met.
    fn changes(&self, cell: usize) -> Vec<i32> {
        let value = self.table.values()[cell];
        let mut all: Vec<i32> =
            self.public.must_stay_possible(cell, self.statuses[cell]).into_iter().map(|v| v - value).collect();
        all.sort_by_key(|by| (-by.abs(), *by));
        all
    }

    fn cover_each(&mut self, cells: impl IntoIterator<Item = usize>) {
        let mut queue: VecDeque<usize> = cells.into_iter().collect();
        while let Some(cell) = queue.pop_front().or_else(|| self.again.pop_front()) {
            for by in self.changes(cell) {
                let late = self.boxes.looked > self.stop;
                if !self.given_up.contains(&(cell, by)) && (late || !self.cover(cell, by, true)) {
                    self.given_up.insert((cell, by));
                }
            }
        }
    }

    /// Finds tables where the cell differs by `by`, so that nobody can refute them all.
    fn cover(&mut self, cell: usize, by: i32, may_hide: bool) -> bool {
        loop {
            let who = match self.ledger.need(self.public, cell, by) {
                Need::Nothing => return true,
                Need::Anyone => Vec::new(),
                Need::Against(who) => who,
            };
            let one = who.first().copied();
            let first = one.as_slice();
            let found = self.walk(cell, by, &who, false)
                || who.len() > 1 && self.walk(cell, by, first, false)
                || self.search(cell, by, one)
                || may_hide && self.walk(cell, by, &who, true)
                || may_hide && who.len() > 1 && self.walk(cell, by, first, true);
            if !found {
                return false;
            }
            // A cell given the sign that says less while it was being protected has other values to keep.
            if !self.changes(cell).contains(&by) {
                return true;
            }
        }
    }

    /// Goes from the true table to one where the cell differs by `by`, one box at a time: each stop is a table too.
    fn walk(&mut self, cell: usize, by: i32, against: &[u32], may_hide: bool) -> bool {
        let sense = by.signum();
        let mut touched: BTreeSet<usize> = BTreeSet::new();
        let mut reached = 0;
        while reached != by {
            let Some(changes) = self.boxes.step(cell, sense, &Terms { against, may_hide }) else { break };
            for (at, change) in changes {
                let value = self.boxes.now[at] + change;
                let (lo, hi) = self.boxes.ranges[at];
                if !(lo..=hi).contains(&value) {
                    self.hide(at);
                }
                self.boxes.now[at] = value;
                touched.insert(at);
            }
            reached += sense;
            let met = reached == by || !matches!(self.ledger.need(self.public, cell, reached), Need::Nothing);
            if met {
                self.keep(&touched);
            }
        }
        for at in touched {
            self.boxes.now[at] = self.table.values()[at];
        }
        reached == by
    }

    fn keep(&mut self, touched: &BTreeSet<usize>) {
        let truth = self.table.values();
        let changes = touched.iter().map(|c| (*c, self.boxes.now[*c] - truth[*c])).filter(|(_, by)| *by != 0).collect();
        self.ledger.add(Witness { changes }, self.public);
    }

    fn search(&mut self, cell: usize, by: i32, insider: Option<u32>) -> bool {
        let given = self.rules.steps_per_question.saturating_mul(self.boxes.effort.min(10)).min(self.steps_left);
        if given == 0 {
            return false;
        }
        let mut left = given;
        let answer = self.exact.solve(cell, self.table.values()[cell] + by, insider, &mut left);
        self.steps_left -= given - left;
        match answer {
            Answer::Possible(witness) => {
                self.ledger.add(witness, self.public);
                true
            }
            Answer::Impossible | Answer::Unknown => false,
        }
    }

    /// Sets aside the tables that prove nothing that the others do not.
    fn drop_spare(&mut self) {
        for id in 0..self.ledger.witnesses.len() {
            let one = [u32::try_from(id).unwrap_or(u32::MAX)];
            self.ledger.set_alive(&one, false);
            let needed = self
                .asked(one[0])
                .iter()
                .any(|(cell, by)| !matches!(self.ledger.need(self.public, *cell, *by), Need::Nothing));
            self.ledger.set_alive(&one, needed);
        }
        self.ledger.sweep();
    }

    /// What a table proves that must be.
    fn asked(&self, witness: u32) -> Vec<(usize, i32)> {
        let changes = &self.ledger.witnesses[witness as usize].changes;
        let asked = changes.iter().filter(|(cell, by)| {
            self.public.is_small(*cell) && self.changes(*cell).contains(by) && !self.given_up.contains(&(*cell, *by))
        });
        asked.copied().collect()
    }

    /// Shows again, the dearest first, each cell without which all stays proved.
    fn show_again(&mut self) {
        let mut hidden: Vec<usize> = (0..self.table.len())
            .filter(|c| self.statuses[*c] == Status::ForAnother && self.table.states()[*c] == State::Open)
            .filter(|c| !self.public.is_small(*c))
            .collect();
        hidden.sort_by_key(|c| (std::cmp::Reverse(self.costs[*c]), *c));
        let stop = self.boxes.looked.saturating_add(self.rules.looks_in_all);
        for cell in hidden {
            let lost = self.ledger.using(cell);
            if !lost.is_empty() && self.boxes.looked > stop {
                continue;
            }
            self.ledger.set_alive(&lost, false);
            self.set(cell, Status::Shown);
            if !self.still_covered(&lost) {
                self.ledger.set_alive(&lost, true);
                self.set(cell, Status::ForAnother);
            }
        }
    }

    fn still_covered(&mut self, lost: &[u32]) -> bool {
        for id in lost {
            for (cell, by) in self.asked(*id) {
                if !self.cover(cell, by, false) {
                    return false;
                }
            }
        }
        true
    }
}
