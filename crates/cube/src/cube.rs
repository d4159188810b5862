use crate::answer::Answer;
use crate::calendar::{Day, day, month};
use crate::changes::Changes;
use crate::columns::Part;
use crate::question::Question;
use crate::row::Row;
use crate::scan;
use crate::schema::Schema;
use chrono::NaiveDate;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The table. Its rows are as they stand on one day, which only goes forward.
#[derive(Clone, Debug)]
pub struct Cube {
    schema: Schema,
    today: Day,
    months: Months,
    changes: Changes,
}

/// By month of entry, then by place.
pub(crate) type Months = BTreeMap<u16, Vec<Option<Arc<Part>>>>;

impl Cube {
    /// An empty table, on a day.
    ///
    /// # Panics
    /// When the schema describes no table that can be.
    pub fn new(schema: Schema, today: NaiveDate) -> Self {
        schema.check();
        Cube { schema, today: day(today), months: BTreeMap::new(), changes: Changes::default() }
    }

    pub fn schema(&self) -> &Schema {
        &self.schema
    }

    /// Sets the rows of a place that entered in the month of a day: all of them, in the place of those it had.
    ///
    /// # Panics
    /// When a row entered in another month.
    pub fn set(&mut self, place: u16, in_month_of: NaiveDate, rows: Vec<Row>) {
        let number = month(in_month_of);
        assert!(rows.iter().all(|row| month(row.day) == number), "the rows of a part entered in its month");
        let parts = self.months.entry(number).or_default();
        let place = usize::from(place);
        if parts.len() <= place {
            parts.resize_with(place + 1, || None);
        }
        let part = Arc::new(Part::of(number, rows, self.today, &self.schema));
        let part = Some(part).filter(|part| part.len() > 0);
        let old = std::mem::replace(&mut parts[place], part.clone());
        self.changes.tell(number, place, old, part);
    }

    fn parts(&self) -> impl Iterator<Item = &Part> {
        self.months.values().flatten().flatten().map(|part| &**part)
    }

    pub fn len(&self) -> usize {
        self.parts().map(Part::len).sum()
    }

    pub fn is_empty(&self) -> bool {
        self.parts().next().is_none()
    }

    /// In bytes.
    pub fn memory(&self) -> usize {
        let places: usize = self.months.values().map(Vec::capacity).sum();
        self.parts().map(Part::memory).sum::<usize>() + places * size_of::<usize>()
    }

    pub fn today(&self) -> NaiveDate {
        crate::calendar::date(self.today)
    }

    /// Brings the table to a later day: what expires by then is down, what matures is there. An earlier day changes nothing.
    pub fn advance(&mut self, today: NaiveDate) {
        let today = day(today);
        if today > self.today {
            self.today = today;
            self.changes.forget();
            let parts = self.months.values_mut().flatten().flatten();
            parts.for_each(|part| Arc::make_mut(part).advance(today, &self.schema));
        }
    }

    pub(crate) fn inside(&self) -> (&Schema, &Months, &Changes) {
        (&self.schema, &self.months, &self.changes)
    }

    /// Counts.
    pub fn count(&self, question: &Question<'_>) -> Answer {
        scan::count(&self.schema, &self.months, question)
    }
}
