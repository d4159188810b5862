//! How the classes of the schema fall into those of a breakdown.
use crate::answer::{Cell, Key, Place};
use crate::question::{By, Keep};
use crate::schema::Schema;

/// A class that is not asked about.
pub(crate) const SKIP: u16 = u16::MAX;

/// The classes of a breakdown: its dimensions, the last one the quickest.
#[derive(Clone, Debug)]
pub(crate) struct Classes {
    by: Vec<By>,
    /// Of each dimension of the breakdown: which one, and how many codes.
    dimensions: Vec<(usize, u16)>,
}

impl Classes {
    pub fn new(schema: &Schema, by: &[By]) -> Self {
        let dimension = |by: &By| match by {
            By::Dimension(nth) => Some((*nth, schema.dimensions[*nth])),
            By::Month | By::Place => None,
        };
        Classes { by: by.to_vec(), dimensions: by.iter().filter_map(dimension).collect() }
    }

    pub fn len(&self) -> usize {
        self.dimensions.iter().map(|(_, size)| usize::from(*size)).product()
    }

    /// Whether these are the very classes, in the same order.
    pub fn is(&self, by: &[By]) -> bool {
        self.by == by
    }

    /// The number of a place under one of the breakdowns; 0 under another.
    pub fn at(&self, (month, group, class): Place, by: By) -> u16 {
        match by {
            By::Month => month,
            By::Place => group,
            By::Dimension(nth) => {
                let Some(found) = self.dimensions.iter().position(|(of, _)| *of == nth) else { return 0 };
                let after: u16 = self.dimensions[found + 1..].iter().map(|(_, size)| size).product();
                class / after % self.dimensions[found].1
            }
        }
    }

    pub fn key(&self, place: Place) -> Key {
        self.by.iter().map(|by| self.at(place, *by)).collect()
    }

    /// The key of what stands at a place of a finer breakdown.
    pub fn key_of(&self, finer: &Classes, place: Place) -> Key {
        self.by.iter().map(|by| finer.at(place, *by)).collect()
    }

    /// A month or a group where they are told apart, else 0.
    pub fn outer(&self, by: By, number: u16) -> u16 {
        if self.by.contains(&by) { number } else { 0 }
    }

    /// Where a cell of a finer breakdown falls in this one.
    pub fn place(&self, cell: &Cell<'_>) -> Place {
        let outer = |by| self.outer(by, cell.at(by));
        let class = self.dimensions.iter().fold(0, |at, (nth, size)| at * size + cell.at(By::Dimension(*nth)));
        (outer(By::Month), outer(By::Place), class)
    }

    /// The class within the breakdown of each class of the schema, or [`SKIP`].
    pub fn table(&self, schema: &Schema, keep: &[Keep]) -> Vec<u16> {
        let kept = |class| keep.iter().all(|keep| keep.codes >> schema.code(class, keep.dimension) & 1 == 1);
        let within = |class| self.dimensions.iter().fold(0, |at, (nth, size)| at * size + schema.code(class, *nth));
        (0..schema.classes()).map(|class| if kept(class) { within(class) } else { SKIP }).collect()
    }
}
