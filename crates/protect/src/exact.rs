use crate::rule::{Public, Range};
use crate::table::Line;
use crate::{Table, Witness};

pub(crate) enum Answer {
    Possible(Witness),
    Impossible,
    /// The steps ran out.
    Unknown,
}

/// Searches for a table with one value changed, by narrowing the ranges of the cells along the sums and splitting them
/// (constraint propagation and branching: complete, over the integers). Only sums that are out of balance are looked at,
/// so that what is far from the cell costs nothing. Cells stay within `reach` of the truth: fewer tables, the safe side.
pub(crate) struct Exact<'a> {
    table: &'a Table,
    public: &'a Public<'a>,
    domains: Vec<Range>,
    trail: Vec<(usize, Range)>,
    refuser: Option<u32>,
    steps: u32,
}

enum Stop {
    NoTable,
    NoSteps,
}

impl<'a> Exact<'a> {
    pub(crate) fn new(table: &'a Table, public: &'a Public<'a>, ranges: &[Range], reach: i32) -> Self {
        let domains = ranges
            .iter()
            .zip(table.values())
            .map(|((lo, hi), v)| ((*lo).max(v - reach), (*hi).min(v + reach)))
            .collect();
        Self { table, public, domains, trail: Vec::new(), refuser: None, steps: 0 }
    }

    pub(crate) fn narrow(&mut self, cell: usize, range: Range, reach: i32) {
        let value = self.table.values()[cell];
        self.domains[cell] = (range.0.max(value - reach), range.1.min(value + reach));
    }

    /// Is there a table where `cell` has this value, that this insider (or the public) cannot refute? Takes the steps it
    /// needs from `steps`.
    pub(crate) fn solve(&mut self, cell: usize, value: i32, insider: Option<u32>, steps: &mut u32) -> Answer {
        self.refuser = insider;
        self.steps = *steps;
        let outcome = self.narrow_to(cell, (value, value)).and_then(|()| self.search());
        let answer = match outcome {
            Ok(()) => {
                let mut changes: Vec<(usize, i32)> =
                    self.moved().into_iter().map(|c| (c, self.near(c) - self.table.values()[c])).collect();
                changes.sort_unstable();
                Answer::Possible(Witness { changes })
            }
            Err(Stop::NoTable) => Answer::Impossible,
            Err(Stop::NoSteps) => Answer::Unknown,
        };
        self.undo(0);
        *steps = self.steps;
        answer
    }

    fn domain(&self, cell: usize) -> Range {
        match self.refuser {
            Some(i) if self.public.insiders_at(cell).contains(&i) => {
                let value = self.table.values()[cell];
                (value, value)
            }
            _ => self.domains[cell],
        }
    }

    /// The allowed value nearest to the truth.
    fn near(&self, cell: usize) -> i32 {
        let (lo, hi) = self.domain(cell);
        self.table.values()[cell].clamp(lo, hi.max(lo))
    }

    fn moved(&self) -> Vec<usize> {
        let mut cells: Vec<usize> = self.trail.iter().map(|(c, _)| *c).collect();
        cells.sort_unstable();
        cells.dedup();
        cells.retain(|c| self.near(*c) != self.table.values()[*c]);
        cells
    }

    fn undo(&mut self, to: usize) {
        while self.trail.len() > to {
            if let Some((cell, range)) = self.trail.pop() {
                self.domains[cell] = range;
            }
        }
    }

    fn narrow_to(&mut self, cell: usize, range: Range) -> Result<(), Stop> {
        let mut queue: Vec<Line> = Vec::new();
        self.cut(cell, range, &mut queue)?;
        while let Some(line) = queue.pop() {
            self.propagate(line, &mut queue)?;
        }
        Ok(())
    }

    fn cut(&mut self, cell: usize, range: Range, queue: &mut Vec<Line>) -> Result<(), Stop> {
        let (lo, hi) = self.domain(cell);
        let new = (lo.max(range.0), hi.min(range.1));
        if new.0 > new.1 {
            return Err(Stop::NoTable);
        }
        if new != (lo, hi) {
            self.steps = self.steps.checked_sub(1).ok_or(Stop::NoSteps)?;
            self.trail.push((cell, self.domains[cell]));
            self.domains[cell] = new;
            for line in self.table.lines(cell) {
                if !queue.contains(&line) {
                    queue.push(line);
                }
            }
        }
        Ok(())
    }

    fn propagate(&mut self, line: Line, queue: &mut Vec<Line>) -> Result<(), Stop> {
        let table = self.table;
        let total = table.total(line);
        let (mut least, mut most) = (0, 0);
        for part in table.parts(line) {
            let (lo, hi) = self.domain(part);
            least += lo;
            most += hi;
        }
        self.cut(total, (least, most), queue)?;
        let (total_least, total_most) = self.domain(total);
        for part in table.parts(line) {
            let (lo, hi) = self.domain(part);
            self.cut(part, (total_least - (most - hi), total_most - (least - lo)), queue)?;
        }
        Ok(())
    }

    /// Parts less total, all cells at their nearest value.
    fn off(&self, line: Line) -> i32 {
        self.table.parts(line).map(|p| self.near(p)).sum::<i32>() - self.near(self.table.total(line))
    }

    fn search(&mut self) -> Result<(), Stop> {
        let mut worst: Option<(usize, Line, i32)> = None;
        for line in self.moved().into_iter().flat_map(|c| self.table.lines(c)) {
            self.steps = self.steps.checked_sub(1).ok_or(Stop::NoSteps)?;
            let off = self.off(line);
            if off != 0 {
                let choices = self.movers(line, off).len();
                if worst.is_none_or(|(least, _, _)| choices < least) {
                    worst = Some((choices, line, off));
                }
            }
        }
        let Some((_, line, off)) = worst else { return Ok(()) };
        let best = self.movers(line, off).into_iter().min_by_key(|(cell, by)| (self.harm(*cell, *by), *cell));
        let Some((cell, by)) = best else { return Err(Stop::NoTable) };
        let at = self.near(cell);
        let (lo, hi) = self.domain(cell);
        let (away, stay) = if by > 0 { ((at + 1, hi), (lo, at)) } else { ((lo, at - 1), (at, hi)) };
        let mark = self.trail.len();
        match self.narrow_to(cell, away).and_then(|()| self.search()) {
            Err(Stop::NoTable) => {
                self.undo(mark);
                self.narrow_to(cell, stay)?;
                self.search()
            }
            other => other,
        }
    }

    /// The cells of a line that can move towards balance.
    fn movers(&self, line: Line, off: i32) -> Vec<(usize, i32)> {
        let parts = self.table.parts(line).map(|p| (p, -off.signum()));
        parts
            .chain([(self.table.total(line), off.signum())])
            .filter(|(cell, by)| {
                let (lo, hi) = self.domain(*cell);
                (lo..=hi).contains(&(self.near(*cell) + by))
            })
            .collect()
    }

    /// How much further from balance the sums of a cell would be.
    fn harm(&self, cell: usize, by: i32) -> i32 {
        self.table
            .lines(cell)
            .map(|line| {
                let off = self.off(line);
                let share = if self.table.total(line) == cell { -by } else { by };
                (off + share).abs() - off.abs()
            })
            .sum()
    }
}
