use crate::answer::Answer;
use crate::calendar::{Day, day};
use crate::columns::{Part, month_of, normal};
use crate::question::Question;
use crate::row::Row;
use crate::scan;
use crate::schema::Schema;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// The table. Its rows are as they stand on one day, which only goes forward.
#[derive(Clone, Debug)]
pub struct Cube {
    schema: Schema,
    today: Day,
    /// By month of entry, then by place.
    months: Months,
}

pub(crate) type Months = BTreeMap<u16, Vec<Part>>;

/// The rows of a month and a place, made when there are none yet.
fn part(months: &mut Months, month: u16, place: u16) -> &mut Part {
    let parts = months.entry(month).or_default();
    let place = usize::from(place);
    if parts.len() <= place {
        parts.resize_with(place + 1, || Part::new(month));
    }
    &mut parts[place]
}

/// A row that was to be taken out is not there: the table does not hold what its owner thinks. Build it again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Missing;

impl std::fmt::Display for Missing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a row that was to be taken out is not in the table")
    }
}

impl std::error::Error for Missing {}

impl Cube {
    /// An empty table, on a day.
    ///
    /// # Panics
    /// When the schema describes no table that can be.
    pub fn new(schema: Schema, today: NaiveDate) -> Self {
        schema.check();
        Cube { schema, today: day(today), months: BTreeMap::new() }
    }

    /// A table of these rows, no larger than they need.
    pub fn of(schema: Schema, today: NaiveDate, rows: impl Iterator<Item = Row> + Clone) -> Self {
        let mut cube = Cube::new(schema, today);
        let mut sizes: BTreeMap<(u16, u16), usize> = BTreeMap::new();
        rows.clone().for_each(|row| *sizes.entry((month_of(&row), row.place)).or_default() += 1);
        for ((month, place), size) in sizes {
            part(&mut cube.months, month, place).reserve(size);
        }
        rows.for_each(|row| cube.insert(row));
        cube
    }

    pub fn schema(&self) -> &Schema {
        &self.schema
    }

    pub fn len(&self) -> usize {
        self.months.values().flatten().map(Part::len).sum()
    }

    pub fn is_empty(&self) -> bool {
        self.months.values().flatten().all(|part| part.len() == 0)
    }

    /// In bytes.
    pub fn memory(&self) -> usize {
        self.months.values().flatten().map(Part::memory).sum()
    }

    pub fn insert(&mut self, row: Row) {
        let row = normal(row, self.today, &self.schema);
        part(&mut self.months, month_of(&row), row.place).push(&row, &self.schema);
    }

    /// Takes out one row equal to this one, as inserted.
    ///
    /// # Errors
    /// [`Missing`] when there is none.
    pub fn remove(&mut self, row: Row) -> Result<(), Missing> {
        let row = normal(row, self.today, &self.schema);
        let part = self.months.get_mut(&month_of(&row)).and_then(|parts| parts.get_mut(usize::from(row.place)));
        if part.is_some_and(|part| part.remove(&row)) { Ok(()) } else { Err(Missing) }
    }

    /// What a case was, and what it is now.
    ///
    /// # Errors
    /// As [`Cube::remove`]; the new row is in all the same.
    pub fn replace(&mut self, old: Option<Row>, new: Option<Row>) -> Result<(), Missing> {
        let removed = old.map_or(Ok(()), |old| self.remove(old));
        if let Some(new) = new {
            self.insert(new);
        }
        removed
    }

    /// Brings the table to a later day: what expires by then is down, what matures is there. An earlier day changes nothing.
    pub fn advance(&mut self, today: NaiveDate) {
        let today = day(today);
        if today > self.today {
            self.today = today;
            self.months.values_mut().flatten().for_each(|part| part.advance(today, &self.schema));
        }
    }

    /// Counts.
    pub fn count(&self, question: &Question<'_>) -> Answer {
        scan::count(&self.schema, &self.months, question)
    }
}
