//! Answers to one question about several months, or several sets of rows, added up.
use crate::answer::{Answer, Cell, Cells, Key};
use crate::grouping::{Grid, Outer};
use crate::histogram::Histogram;
use crate::question::Question;
use crate::row::MILESTONES;
use crate::schema::Schema;
use crate::until::Reached;
use std::collections::BTreeMap;

/// The sum of `more`, less `less`: rows that `more` holds too. Persons are not told.
pub(crate) fn sum(
    schema: &Schema,
    outer: &Outer,
    question: &Question<'_>,
    more: &[&Answer],
    less: &[&Answer],
) -> Answer {
    let breakdown = |nth: usize| {
        let grid = Grid::new(schema, outer, question.breakdowns[nth].by);
        cells(grid, &of(more, nth), &of(less, nth))
    };
    let mut until = vec![Reached::default(); question.until.days.len()];
    for answer in more {
        until.iter_mut().zip(&answer.until).for_each(|(sum, of)| reach(sum, of));
    }
    for answer in less {
        until.iter_mut().zip(&answer.until).for_each(|(sum, of)| unreach(sum, of));
    }
    let expiring = |answers: &[&Answer]| answers.iter().map(|answer| answer.expiring).sum::<u32>();
    let expiring = expiring(more) - expiring(less);
    Answer { breakdowns: (0..question.breakdowns.len()).map(breakdown).collect(), until, expiring }
}

fn of<'a>(answers: &[&'a Answer], breakdown: usize) -> Vec<&'a Cells> {
    answers.iter().map(|answer| &answer.breakdowns[breakdown]).collect()
}

fn reach(sum: &mut Reached, of: &Reached) {
    sum.entered += of.entered;
    (0..MILESTONES).for_each(|nth| sum.milestones[nth] += of.milestones[nth]);
    sum.span.merge(&of.span);
}

fn unreach(sum: &mut Reached, of: &Reached) {
    sum.entered -= of.entered;
    (0..MILESTONES).for_each(|nth| sum.milestones[nth] -= of.milestones[nth]);
    sum.span.unmerge(&of.span);
}

fn cells(grid: Grid, more: &[&Cells], less: &[&Cells]) -> Cells {
    let lanes = more.first().map_or(&[][..], |cells| cells.lanes());
    let stride = lanes.len() * 8;
    let (mut rows, mut counts) = (vec![0; grid.cells()], vec![0; grid.cells() * stride]);
    let mut place = |cell: &Cell<'_>, change: fn(u32, u32) -> u32| {
        let at = grid.of_finer(cell.grid(), cell.number());
        rows[at] = change(rows[at], cell.rows());
        let sums = counts[at * stride..].iter_mut();
        sums.zip(cell.counts()).for_each(|(sum, n)| *sum = change(*sum, *n));
    };
    more.iter().flat_map(|cells| cells.iter()).for_each(|cell| place(&cell, |sum, n| sum + n));
    less.iter().flat_map(|cells| cells.iter()).for_each(|cell| place(&cell, |sum, n| sum - n));
    let mut all = Cells::new(grid, lanes);
    let held = rows.iter().enumerate().filter(|(_, rows)| **rows > 0);
    held.for_each(|(cell, rows)| all.push(cell, *rows, &counts[cell * stride..(cell + 1) * stride]));
    let spans = more.first().map_or(0, |cells| cells.spans.len());
    all.spans = (0..spans).map(|nth| span(more, less, nth)).collect();
    all
}

fn span(more: &[&Cells], less: &[&Cells], nth: usize) -> BTreeMap<Key, Histogram> {
    let mut sums: BTreeMap<Key, Histogram> = BTreeMap::new();
    for (key, histogram) in more.iter().flat_map(|cells| &cells.spans[nth]) {
        match sums.get_mut(key) {
            Some(sum) => sum.merge(histogram),
            None => drop(sums.insert(key.clone(), histogram.clone())),
        }
    }
    for (key, histogram) in less.iter().flat_map(|cells| &cells.spans[nth]) {
        if let Some(sum) = sums.get_mut(key) {
            sum.unmerge(histogram);
        }
    }
    sums.retain(|_, sum| sum.total() > 0);
    sums
}
