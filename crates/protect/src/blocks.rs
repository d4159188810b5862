use std::collections::BTreeMap;

use crate::rule::Public;
use crate::{Axis, Table};

/// The cells of one node of the axis of the insiders (a place) at one detail: as far from the top on each other axis. « By
/// sex », « by sex and age » are two details of a place.
pub(crate) struct Blocks {
    blocks: Vec<Block>,
    of_cell: Vec<u32>,
    /// For each place, itself and those it shares a total with; and the totals it is part of.
    beside: Vec<Vec<usize>>,
    above: Vec<Vec<usize>>,
}

struct Block {
    place: usize,
    /// Zero on the axis of the insiders.
    detail: Vec<u32>,
    cells: Vec<usize>,
}

/// How far around a cell that could not be protected all is hidden, one after the other.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Around {
    /// The same detail of its place and of those beside.
    Beside,
    /// The same detail and all finer ones, also of the place above and those beside that one.
    Above,
    /// The same detail and all finer ones of all places.
    Everywhere,
    Everything,
}

impl Around {
    pub(crate) const ALL: [Self; 4] = [Self::Beside, Self::Above, Self::Everywhere, Self::Everything];
}

impl Blocks {
    pub(crate) fn of(table: &Table, axis: usize) -> Self {
        let levels: Vec<Vec<u32>> = table.axes().iter().map(Axis::levels).collect();
        let mut known: BTreeMap<(usize, Vec<u32>), Vec<usize>> = BTreeMap::new();
        for cell in 0..table.len() {
            let level = |k: usize| if k == axis { 0 } else { levels[k][table.node(cell, k)] };
            let place = if axis < levels.len() { table.node(cell, axis) } else { 0 };
            known.entry((place, (0..levels.len()).map(level).collect())).or_default().push(cell);
        }
        let blocks: Vec<Block> =
            known.into_iter().map(|((place, detail), cells)| Block { place, detail, cells }).collect();
        let mut of_cell = vec![0; table.len()];
        for (id, block) in (0u32..).zip(&blocks) {
            for cell in &block.cells {
                of_cell[*cell] = id;
            }
        }
        let places = table.axes().get(axis).map_or(1, Axis::nodes);
        let mut beside: Vec<Vec<usize>> = (0..places).map(|p| vec![p]).collect();
        let mut above = vec![Vec::new(); places];
        for sum in table.axes().get(axis).map_or(&[][..], Axis::sums) {
            for part in &sum.parts {
                beside[*part].extend(sum.parts.iter().filter(|p| *p != part));
                above[*part].push(sum.total);
            }
        }
        Self { blocks, of_cell, beside, above }
    }

    pub(crate) fn cells(&self, block: usize) -> &[usize] {
        &self.blocks[block].cells
    }

    /// The blocks of several cells of which at least this share, in hundredths, of those not zero are small.
    pub(crate) fn mostly_small(&self, table: &Table, public: &Public, from: u32) -> Vec<usize> {
        let count = |block: &Block, is: &dyn Fn(usize) -> bool| block.cells.iter().filter(|c| is(**c)).count();
        (0..self.blocks.len())
            .filter(|id| {
                let block = &self.blocks[*id];
                let small = count(block, &|c| public.is_small(c));
                let some = count(block, &|c| table.values()[c] > 0);
                block.cells.len() > 1 && small > 0 && small * 100 >= some * from as usize
            })
            .collect()
    }

    pub(crate) fn around(&self, cell: usize, around: Around) -> Vec<usize> {
        let own = &self.blocks[self.of_cell[cell] as usize];
        let mut places = self.beside[own.place].clone();
        if around == Around::Above {
            places.extend(self.above[own.place].iter().flat_map(|p| &self.beside[*p]));
        }
        let finer = |block: &Block| block.detail.iter().zip(&own.detail).all(|(theirs, ours)| theirs >= ours);
        (0..self.blocks.len())
            .filter(|id| {
                let block = &self.blocks[*id];
                match around {
                    Around::Beside => block.detail == own.detail && places.contains(&block.place),
                    Around::Above => finer(block) && places.contains(&block.place),
                    Around::Everywhere => finer(block),
                    Around::Everything => true,
                }
            })
            .collect()
    }
}
