//! How far the rows were on some days: who had entered, and who had come to each milestone.
use crate::calendar::{Day, day};
use crate::columns::{FAR, NEVER, Part};
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

/// When each thing happened, by day: what is told of the days asked about is read from it in the end. The loop over the rows
/// chooses nothing, which is what makes it quick.
pub(crate) struct Reach {
    days: Vec<Day>,
    span: usize,
    from: Day,
    /// For each day from `from` on, which of the days asked about is the first not before it; beyond the last, none is.
    stretch: Vec<u8>,
    entered: Vec<u32>,
    came: [Vec<u32>; MILESTONES],
    /// For each stretch, how often each short delay to the span's milestone.
    delays: Vec<u32>,
    far: Vec<(u8, u32)>,
}

/// As many as a gap of a column has values.
const GAPS: usize = 256;

impl Reach {
    /// Days in ascending order; fewer than 255.
    pub fn new(days: &[NaiveDate], span: usize) -> Self {
        let days: Vec<Day> = days.iter().map(|date| day(*date)).collect();
        let from = days.first().copied().unwrap_or(0);
        let last = days.last().copied().unwrap_or(from);
        let mut stretch: Vec<u8> = (from..=last).map(|d| days.partition_point(|end| *end < d) as u8).collect();
        stretch.push(days.len() as u8);
        let nothing = vec![0; stretch.len()];
        let came = std::array::from_fn(|_| nothing.clone());
        let delays = vec![0; (days.len() + 1) * GAPS];
        Reach { days, span, from, entered: nothing, came, delays, far: vec![], stretch }
    }

    /// Where a day stands in the columns; those after the last asked about are one.
    #[inline]
    fn place(&self, on: Day) -> usize {
        usize::from(on.saturating_sub(self.from)).min(self.stretch.len() - 1)
    }

    pub fn add(&mut self, view: &View<'_>, table: &[u16]) {
        if self.days.is_empty() {
            return;
        }
        let part: &Part = view.part;
        let never = self.stretch.len() - 1;
        for (row, class) in part.class.iter().enumerate() {
            if table[usize::from(*class)] == SKIP || !view.is_in(row) {
                continue;
            }
            let entry = part.entry(row);
            let place = self.place(entry);
            self.entered[place] += 1;
            for milestone in 0..MILESTONES {
                let gap = part.gaps[milestone][row];
                if gap == FAR {
                    self.add_far(part, row, milestone);
                    continue;
                }
                let on = self.place(entry.saturating_add(Day::from(gap)));
                let on = if gap == NEVER { never } else { on };
                self.came[milestone][on] += 1;
                if milestone == self.span {
                    self.delays[usize::from(self.stretch[on]) * GAPS + usize::from(gap)] += 1;
                }
            }
        }
    }

    #[cold]
    fn add_far(&mut self, part: &Part, row: usize, milestone: usize) {
        let days = part.span(row, milestone, FAR);
        let on = self.place(part.entry(row).saturating_add(Day::try_from(days).unwrap_or(Day::MAX)));
        self.came[milestone][on] += 1;
        if milestone == self.span {
            self.far.push((self.stretch[on], days));
        }
    }

    pub fn finish(self) -> Vec<Reached> {
        let mut steps = vec![Reached::default(); self.days.len()];
        for (place, stretch) in self.stretch.iter().enumerate() {
            let Some(step) = steps.get_mut(usize::from(*stretch)) else { continue };
            step.entered += self.entered[place];
            step.milestones.iter_mut().zip(&self.came).for_each(|(sum, came)| *sum += came[place]);
        }
        for (step, delays) in steps.iter_mut().zip(self.delays.chunks(GAPS)) {
            let short = (0..u32::from(FAR)).zip(delays);
            short.for_each(|(days, times)| step.span.add(days, *times));
        }
        for (stretch, days) in self.far {
            steps.get_mut(usize::from(stretch)).iter_mut().for_each(|step| step.span.add(days, 1));
        }
        for nth in 1..steps.len() {
            let before = steps[nth - 1].clone();
            let step = &mut steps[nth];
            step.entered += before.entered;
            step.milestones.iter_mut().zip(before.milestones).for_each(|(sum, n)| *sum += n);
            step.span.merge(&before.span);
        }
        steps
    }
}
