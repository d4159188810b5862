use crate::{Axis, Status};

/// What is already settled about a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum State {
    /// This release decides.
    #[default]
    Open,
    /// An earlier release gave it, with this sign: it cannot be taken back.
    Earlier(Status),
    /// It takes part in the sums and is never given, nor its sign: the reader knows only that it is not negative.
    Latent,
}

/// Why a table cannot be built.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TableError {
    #[error("axis {0} is empty, or one of its sums names a node that is not there or the same node twice")]
    Axis(usize),
    #[error("cell {total} is not the sum of its parts along axis {axis}")]
    Unbalanced { axis: usize, total: usize },
    #[error("a value or the number of cells is too large")]
    TooLarge,
}

/// A sum of an axis, at one place of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Line {
    axis: usize,
    sum: usize,
    base: usize,
}

/// Counts over the product of some axes. Cells are numbered; [`Table::cell`] gives the number from the nodes.
#[derive(Debug, Clone)]
pub struct Table {
    axes: Vec<Axis>,
    sums_of: Vec<Vec<Vec<usize>>>,
    strides: Vec<usize>,
    values: Vec<i32>,
    states: Vec<State>,
}

const LARGEST: u32 = 1 << 28;

impl Table {
    /// Builds a table from the value of each cell, given by its nodes, one for each axis.
    ///
    /// # Errors
    /// An axis whose sums make no sense, a total that is not the sum of its parts, a value above 2²⁸.
    pub fn new(axes: Vec<Axis>, value: impl Fn(&[usize]) -> u32) -> Result<Self, TableError> {
        if let Some(bad) = axes.iter().position(|a| !a.is_sound()) {
            return Err(TableError::Axis(bad));
        }
        let mut strides = vec![1; axes.len()];
        let mut cells = 1usize;
        for (k, axis) in axes.iter().enumerate().rev() {
            strides[k] = cells;
            cells = cells.checked_mul(axis.nodes()).filter(|n| *n < LARGEST as usize).ok_or(TableError::TooLarge)?;
        }
        let sums_of = axes.iter().map(Axis::sums_of_nodes).collect();
        let mut table = Self { axes, sums_of, strides, values: Vec::new(), states: vec![State::Open; cells] };
        let mut values = Vec::with_capacity(cells);
        for cell in 0..cells {
            let value = value(&table.nodes(cell));
            let value = i32::try_from(value).ok().filter(|_| value <= LARGEST).ok_or(TableError::TooLarge)?;
            values.push(value);
        }
        table.values = values;
        for line in table.all_lines() {
            let sum: i64 = table.parts(line).map(|p| i64::from(table.values[p])).sum();
            let total = table.total(line);
            if sum != i64::from(table.values[total]) {
                return Err(TableError::Unbalanced { axis: line.axis, total });
            }
        }
        Ok(table)
    }

    #[must_use]
    pub fn len(&self) -> usize {
        self.states.len()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.states.is_empty()
    }

    #[must_use]
    pub fn axes(&self) -> &[Axis] {
        &self.axes
    }

    /// The number of the cell at these nodes, one for each axis; nothing if there is no such cell.
    #[must_use]
    pub fn cell(&self, nodes: &[usize]) -> Option<usize> {
        let inside = nodes.len() == self.axes.len() && nodes.iter().zip(&self.axes).all(|(n, a)| *n < a.nodes());
        inside.then(|| nodes.iter().zip(&self.strides).map(|(n, s)| n * s).sum())
    }

    /// The nodes of a cell, one for each axis.
    #[must_use]
    pub fn nodes(&self, cell: usize) -> Vec<usize> {
        (0..self.axes.len()).map(|k| self.node(cell, k)).collect()
    }

    #[must_use]
    pub fn value(&self, cell: usize) -> Option<u32> {
        self.values.get(cell).and_then(|v| u32::try_from(*v).ok())
    }

    #[must_use]
    pub fn state(&self, cell: usize) -> Option<State> {
        self.states.get(cell).copied()
    }

    /// Says what is settled about a cell: given earlier, or never given.
    pub fn settle(&mut self, cell: usize, state: State) {
        if let Some(slot) = self.states.get_mut(cell) {
            *slot = state;
        }
    }

    pub(crate) fn values(&self) -> &[i32] {
        &self.values
    }

    pub(crate) fn states(&self) -> &[State] {
        &self.states
    }

    pub(crate) fn stride(&self, axis: usize) -> usize {
        self.strides[axis]
    }

    pub(crate) fn node(&self, cell: usize, axis: usize) -> usize {
        cell / self.strides[axis] % self.axes[axis].nodes()
    }

    /// The lines a cell takes part in, as the total or as a part.
    pub(crate) fn lines(&self, cell: usize) -> impl Iterator<Item = Line> + '_ {
        (0..self.axes.len()).flat_map(move |axis| {
            let node = self.node(cell, axis);
            let base = cell - node * self.strides[axis];
            self.sums_of[axis][node].iter().map(move |sum| Line { axis, sum: *sum, base })
        })
    }

    pub(crate) fn all_lines(&self) -> impl Iterator<Item = Line> + '_ {
        (0..self.axes.len()).flat_map(move |axis| {
            let bases = (0..self.len()).filter(move |c| self.node(*c, axis) == 0);
            bases.flat_map(move |base| (0..self.axes[axis].sums().len()).map(move |sum| Line { axis, sum, base }))
        })
    }

    pub(crate) fn total(&self, line: Line) -> usize {
        line.base + self.axes[line.axis].sums()[line.sum].total * self.strides[line.axis]
    }

    pub(crate) fn parts(&self, line: Line) -> impl Iterator<Item = usize> + '_ {
        let stride = self.strides[line.axis];
        self.axes[line.axis].sums()[line.sum].parts.iter().map(move |p| line.base + p * stride)
    }
}
