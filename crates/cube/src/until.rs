//! How far the rows were on some days: who had entered, and who had come to each milestone.
use crate::calendar::{Day, day};
use crate::columns::{NEVER, Part};
use crate::grouping::SKIP;
use crate::histogram::Histogram;
use crate::row::MILESTONES;
use crate::scan::View;
use chrono::NaiveDate;

/// The rows that had entered by the end of a day, whatever they have become since.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reached {
    pub entered: u32,
    /// Those that had come to each milestone, the entry included.
    pub milestones: [u32; MILESTONES],
    /// Days to [`crate::Until::span`] of those that had come to it.
    pub span: Histogram,
}

/// What happened after one of the days asked about, and not after the next.
pub(crate) struct Reach {
    days: Vec<Day>,
    span: usize,
    /// Which stretch each day falls in, from `from` on.
    stretch: Vec<u8>,
    from: Day,
    steps: Vec<Reached>,
}

impl Reach {
    /// Days in ascending order; fewer than 255.
    pub fn new(days: &[NaiveDate], span: usize) -> Self {
        let days: Vec<Day> = days.iter().map(|date| day(*date)).collect();
        let from = days.first().copied().unwrap_or(0);
        let last = days.last().copied().unwrap_or(from);
        let stretch = (from..=last).map(|d| days.partition_point(|end| *end < d) as u8).collect();
        Reach { span, stretch, from, steps: vec![Reached::default(); days.len()], days }
    }

    /// The first day asked about that is not before `on`; none when all are.
    #[inline]
    fn stretch(&self, on: Day) -> Option<usize> {
        self.stretch.get(usize::from(on.saturating_sub(self.from))).map(|nth| usize::from(*nth))
    }

    pub fn add(&mut self, view: &View<'_>, table: &[u16]) {
        if self.days.is_empty() {
            return;
        }
        let part: &Part = view.part;
        for (row, class) in part.class.iter().enumerate() {
            if table[usize::from(*class)] == SKIP || !view.is_in(row) {
                continue;
            }
            let entry = part.entry(row);
            let Some(entered) = self.stretch(entry) else { continue };
            self.steps[entered].entered += 1;
            for milestone in 0..MILESTONES {
                let gap = part.gaps[milestone][row];
                if gap == NEVER {
                    continue;
                }
                let days = part.span(row, milestone, gap);
                let Some(came) = self.stretch(entry.saturating_add(days as Day)) else { continue };
                self.steps[came].milestones[milestone] += 1;
                if milestone == self.span {
                    self.steps[came].span.add(days, 1);
                }
            }
        }
    }

    pub fn finish(mut self) -> Vec<Reached> {
        for nth in 1..self.steps.len() {
            let before = self.steps[nth - 1].clone();
            let step = &mut self.steps[nth];
            step.entered += before.entered;
            step.milestones.iter_mut().zip(before.milestones).for_each(|(sum, n)| *sum += n);
            step.span.merge(&before.span);
        }
        self.steps
    }
}
