use chrono::{DateTime, NaiveDate, Utc};
use std::ops::Range;

/// A file of tables.
#[derive(Clone, Debug)]
pub struct Workbook {
    /// In the properties of the file, as is the instant.
    pub title: String,
    pub made_at: DateTime<Utc>,
    pub sheets: Vec<Sheet>,
}

/// A table: a header on the first line, which stays in sight, then the rows.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// On its tab. Spreadsheets take 31 characters and refuse some: the writers make it fit.
    pub name: String,
    pub columns: Vec<Column>,
    pub rows: Vec<Row>,
    /// How many columns stay in sight beside the header, from the first.
    pub frozen: usize,
}

#[derive(Clone, Debug)]
pub struct Column {
    pub label: String,
    /// In characters.
    pub width: u16,
    /// Its header stands to the right, over the numbers.
    pub is_number: bool,
}

#[derive(Clone, Debug)]
pub struct Row {
    /// As many as the columns, at most.
    pub cells: Vec<Cell>,
    /// In bold, under a line.
    pub is_total: bool,
}

/// What a cell holds. Every number is finite.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    Empty,
    Text(String),
    /// Why there is no value, in words: never 0, never empty.
    Sign(&'static str),
    Whole(i64),
    Decimal(f64),
    /// A ratio: 0.125 reads « 12,5 % ».
    Percent(f64),
    Date(NaiveDate),
    /// The sum of the same column over these rows (from 0, the header is not one), known to be `result`.
    Sum {
        rows: Range<usize>,
        result: i64,
    },
    /// A share of the same row: the sum of the columns `over`, divided by the column `under`; known to be `result`.
    Ratio {
        over: Vec<usize>,
        under: usize,
        result: f64,
    },
}

impl Cell {
    /// An empty text is an empty cell.
    pub fn text(text: impl Into<String>) -> Cell {
        let text = text.into();
        if text.is_empty() { Cell::Empty } else { Cell::Text(text) }
    }

    pub fn date(day: Option<NaiveDate>) -> Cell {
        day.map_or(Cell::Empty, Cell::Date)
    }
}

impl Column {
    pub fn text(label: impl Into<String>, width: u16) -> Column {
        Column { label: label.into(), width, is_number: false }
    }

    pub fn number(label: impl Into<String>, width: u16) -> Column {
        Column { is_number: true, ..Column::text(label, width) }
    }
}

impl Row {
    pub fn new(cells: impl IntoIterator<Item = Cell>) -> Row {
        Row { cells: cells.into_iter().collect(), is_total: false }
    }

    pub fn total(cells: impl IntoIterator<Item = Cell>) -> Row {
        Row { is_total: true, ..Row::new(cells) }
    }
}

impl Sheet {
    pub fn new(name: impl Into<String>, columns: Vec<Column>, rows: Vec<Row>) -> Sheet {
        Sheet { name: name.into(), columns, rows, frozen: 0 }
    }
}
