//! Cells kept end to end in one text: 200,000 rows of 24 cells stay under 100 MB.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

use crate::Refusal;

/// More cells than this in one line is not a list.
pub(crate) const MAX_COLUMNS: usize = 2_000;

/// What the file itself knows of a cell. A text file only knows [`Value::Text`] and [`Value::Empty`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Value {
    Empty,
    Text,
    Number(f64),
    Date(NaiveDate),
    DateTime(NaiveDateTime),
    Time(NaiveTime),
    /// A duration, in seconds.
    Duration(f64),
    Bool(bool),
    /// A formula in error (`#N/A`).
    Error,
}

/// A cell: its text as a French reader would see it, and what the sheet knows of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cell<'a> {
    pub text: &'a str,
    pub value: Value,
}

impl Cell<'static> {
    pub const EMPTY: Self = Cell { text: "", value: Value::Empty };
}

/// A row of a [`crate::Table`].
#[derive(Debug, Clone, Copy)]
pub struct Row<'a> {
    grid: &'a Grid,
    index: usize,
}

impl<'a> Row<'a> {
    /// Line of the file where the row begins, from 1 (for XML without line breaks: rank of the row).
    #[must_use]
    pub fn line(&self) -> u32 {
        self.grid.rows.get(self.index).map_or(0, |row| row.line)
    }

    /// Number of cells the file gives; may be more or less than the header has.
    #[must_use]
    pub fn len(&self) -> usize {
        let (cells, _) = self.bounds();
        cells.len()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The cell of a column, empty past the end of the row.
    #[must_use]
    pub fn cell(&self, column: usize) -> Cell<'a> {
        let (cells, typed) = self.bounds();
        let index = cells.start + column;
        if index >= cells.end {
            return Cell::EMPTY;
        }
        self.grid.cell_at(index, self.grid.typed.get(typed).unwrap_or(&[]))
    }

    pub fn cells(&self) -> impl Iterator<Item = Cell<'a>> + use<'a> {
        let row = *self;
        (0..row.len()).map(move |column| row.cell(column))
    }

    /// Number of cells that hold anything.
    #[must_use]
    pub fn filled(&self) -> usize {
        self.cells().filter(|cell| cell.value != Value::Empty).count()
    }

    fn bounds(&self) -> (std::ops::Range<usize>, std::ops::Range<usize>) {
        let previous = self.index.checked_sub(1).and_then(|i| self.grid.rows.get(i));
        let (first_cell, first_typed) = previous.map_or((0, 0), |row| (row.cells_end, row.typed_end));
        let row = self.grid.rows.get(self.index);
        let (cells_end, typed_end) = row.map_or((first_cell, first_typed), |row| (row.cells_end, row.typed_end));
        (first_cell as usize..cells_end as usize, first_typed as usize..typed_end as usize)
    }
}

#[derive(Debug, Clone, Copy)]
struct RowEnd {
    line: u32,
    cells_end: u32,
    typed_end: u32,
}

/// All the lines of a file that hold anything. Rows are built cell by cell, then closed by [`Grid::end_row`].
#[derive(Debug, Default)]
pub(crate) struct Grid {
    text: String,
    ends: Vec<u32>,
    typed: Vec<(u32, Value)>,
    rows: Vec<RowEnd>,
    /// Lines without anything, skipped.
    pub(crate) blank: usize,
    max_rows: usize,
}

impl Grid {
    pub(crate) fn new(max_rows: usize) -> Self {
        Self { max_rows, ..Self::default() }
    }

    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }

    pub(crate) fn row(&self, index: usize) -> Row<'_> {
        Row { grid: self, index }
    }

    /// The row under construction.
    pub(crate) fn open_row(&self) -> impl Iterator<Item = Cell<'_>> {
        let first = self.rows.last().map_or(0, |row| row.cells_end as usize);
        (first..self.ends.len()).map(|index| self.cell_at(index, &self.typed))
    }

    /// Cells pushed since the last closed row.
    pub(crate) fn open_cells(&self) -> usize {
        self.ends.len() - self.rows.last().map_or(0, |row| row.cells_end as usize)
    }

    /// The cell at an index; `typed` holds at least the typed values of its row.
    fn cell_at(&self, index: usize, typed: &[(u32, Value)]) -> Cell<'_> {
        let start = index.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        let end = self.ends.get(index).copied().unwrap_or(start);
        let text = self.text.get(start as usize..end as usize).unwrap_or("");
        let value = match typed.binary_search_by_key(&index, |(cell, _)| *cell as usize) {
            Ok(found) => typed.get(found).map_or(Value::Text, |(_, value)| *value),
            Err(_) if text.trim().is_empty() => Value::Empty,
            Err(_) => Value::Text,
        };
        Cell { text, value }
    }

    pub(crate) fn push(&mut self, text: &str, value: Value) {
        if !matches!(value, Value::Text | Value::Empty) {
            self.typed.push((self.ends.len() as u32, value));
        }
        self.text.push_str(text);
        self.ends.push(self.text.len() as u32);
    }

    /// Closes the row under construction; a row without anything is dropped and counted.
    pub(crate) fn end_row(&mut self, line: u32) -> Result<(), Refusal> {
        let last = self.rows.last().copied().unwrap_or(RowEnd { line: 0, cells_end: 0, typed_end: 0 });
        let text_start = match last.cells_end {
            0 => 0,
            end => self.ends.get(end as usize - 1).copied().unwrap_or(0) as usize,
        };
        let is_blank = self.text.get(text_start..).is_none_or(|text| text.trim().is_empty());
        if is_blank {
            self.text.truncate(text_start);
            self.ends.truncate(last.cells_end as usize);
            self.typed.truncate(last.typed_end as usize);
            self.blank += 1;
            return Ok(());
        }
        if self.open_cells() > MAX_COLUMNS {
            return Err(Refusal::TooManyColumns { line, max: MAX_COLUMNS });
        }
        // Offsets are 32-bit: a bound on rows and on text keeps them true.
        if self.rows.len() >= self.max_rows || self.text.len() > (u32::MAX / 2) as usize {
            return Err(Refusal::TooManyRows { max: self.max_rows });
        }
        self.rows.push(RowEnd { line, cells_end: self.ends.len() as u32, typed_end: self.typed.len() as u32 });
        Ok(())
    }

    /// Renumbers the rows 1, 2, 3… (for files whose lines say nothing).
    pub(crate) fn number_by_rank(&mut self) {
        for (rank, row) in self.rows.iter_mut().enumerate() {
            row.line = rank as u32 + 1;
        }
    }

    pub(crate) fn lines_repeat(&self) -> bool {
        self.rows.windows(2).any(|pair| matches!(pair, [a, b] if a.line == b.line))
    }
}
