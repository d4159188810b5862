//! How the classes of the schema fall into those of a breakdown.
use crate::answer::Key;
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

    pub fn code(&self, class: u16, by: By) -> u16 {
        let Some(place) = self.dimensions.iter().position(|(nth, _)| by == By::Dimension(*nth)) else { return 0 };
        let after: u16 = self.dimensions[place + 1..].iter().map(|(_, size)| size).product();
        class / after % self.dimensions[place].1
    }

    pub fn key(&self, month: u16, group: u16, class: u16) -> Key {
        let number = |by: &By| match by {
            By::Month => month,
            By::Place => group,
            By::Dimension(_) => self.code(class, *by),
        };
        self.by.iter().map(number).collect()
    }

    /// The class within the breakdown of each class of the schema, or [`SKIP`].
    pub fn table(&self, schema: &Schema, keep: &[Keep]) -> Vec<u16> {
        let kept = |class| keep.iter().all(|keep| keep.codes >> schema.code(class, keep.dimension) & 1 == 1);
        let within = |class| self.dimensions.iter().fold(0, |at, (nth, size)| at * size + schema.code(class, *nth));
        (0..schema.classes()).map(|class| if kept(class) { within(class) } else { SKIP }).collect()
    }
}
