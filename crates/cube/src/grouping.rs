//! The cells of a breakdown: one number each, the last dimension the quickest.
use crate::answer::Key;
use crate::question::{By, Keep, OUT, Question};
use crate::schema::Schema;

/// A class that is not asked about.
pub(crate) const SKIP: u16 = u16::MAX;

/// What a question tells apart beside classes: its months, and how many groups of places.
#[derive(Clone, Debug)]
pub(crate) struct Outer {
    pub months: Vec<u16>,
    pub groups: u16,
}

impl Outer {
    pub fn of<T>(question: &Question<'_>, asked: &[(u16, T)]) -> Self {
        let groups = question.places.iter().filter(|group| **group != OUT).max().map_or(0, |last| last + 1);
        Outer { months: asked.iter().map(|(month, _)| *month).collect(), groups }
    }
}

/// The cells of a breakdown. Months and groups of places come first: the rows of a part fall in neighbouring cells.
#[derive(Clone, Debug)]
pub(crate) struct Grid {
    by: Vec<By>,
    /// Of each dimension of the breakdown, outermost first, how many numbers it has.
    dimensions: Vec<(By, usize)>,
    first_month: u16,
}

impl Grid {
    pub fn new(schema: &Schema, outer: &Outer, by: &[By]) -> Self {
        let first_month = outer.months.first().copied().unwrap_or(0);
        let last_month = outer.months.last().copied().unwrap_or(0);
        let size = |by: &By| match by {
            By::Month => usize::from(last_month - first_month) + 1,
            By::Place => usize::from(outer.groups),
            By::Dimension(nth) => usize::from(schema.dimensions[*nth]),
        };
        let mut dimensions: Vec<(By, usize)> = by.iter().map(|by| (*by, size(by))).collect();
        dimensions.sort_by_key(|(by, _)| matches!(by, By::Dimension(_)));
        Grid { by: by.to_vec(), dimensions, first_month }
    }

    pub fn cells(&self) -> usize {
        self.dimensions.iter().map(|(_, size)| size).product()
    }

    pub fn by(&self) -> &[By] {
        &self.by
    }

    /// The first of the cells of a month and a group of places.
    pub fn base(&self, month: u16, group: u16) -> usize {
        self.number(|by| match by {
            By::Month => usize::from(month - self.first_month),
            By::Place => usize::from(group),
            By::Dimension(_) => 0,
        })
    }

    fn number(&self, at: impl Fn(By) -> usize) -> usize {
        self.dimensions.iter().fold(0, |cell, (by, size)| cell * size + at(*by))
    }

    /// The number of a cell under one of the dimensions; 0 under another.
    pub fn at(&self, cell: usize, by: By) -> u16 {
        let Some(found) = self.dimensions.iter().position(|(of, _)| *of == by) else { return 0 };
        let after: usize = self.dimensions[found + 1..].iter().map(|(_, size)| size).product();
        let number = (cell / after % self.dimensions[found].1) as u16;
        if by == By::Month { number + self.first_month } else { number }
    }

    pub fn key(&self, cell: usize) -> Key {
        self.by.iter().map(|by| self.at(cell, *by)).collect()
    }

    /// Where a cell of a finer breakdown falls in this one.
    pub fn of_finer(&self, finer: &Grid, cell: usize) -> usize {
        self.number(|by| match by {
            By::Month => usize::from(finer.at(cell, by) - self.first_month),
            by => usize::from(finer.at(cell, by)),
        })
    }

    /// For each class of the schema, how far it is from the first cell of its part, or [`SKIP`].
    pub fn table(&self, schema: &Schema, keep: &[Keep]) -> Vec<u16> {
        let kept = |class| keep.iter().all(|keep| keep.codes >> schema.code(class, keep.dimension) & 1 == 1);
        let within = |class| {
            self.number(|by| match by {
                By::Dimension(nth) => usize::from(schema.code(class, nth)),
                By::Month | By::Place => 0,
            })
        };
        (0..schema.classes()).map(|class| if kept(class) { within(class) as u16 } else { SKIP }).collect()
    }
}
