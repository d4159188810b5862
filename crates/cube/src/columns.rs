//! The rows of one place and one month, one column an attribute.
use crate::calendar::{Day, date, day, first_of};
use crate::row::{MILESTONES, Row};
use crate::schema::Schema;
use std::collections::BTreeMap;

/// A milestone that never came.
pub(crate) const NEVER: u8 = 255;
/// A milestone whose days do not hold in the column: they stand in [`Part::far`].
pub(crate) const FAR: u8 = 254;

#[derive(Clone, Debug)]
pub(crate) struct Part {
    /// The first of the month.
    start: Day,
    pub class: Vec<u16>,
    /// Day of the month, from 0.
    pub day: Vec<u8>,
    pub low: Vec<u32>,
    high: Vec<u16>,
    /// Of the high flags, those that count: their gates are open.
    pub shown: Vec<u16>,
    /// 0: never, or done.
    pub expires: Vec<Day>,
    pub gaps: [Vec<u8>; MILESTONES],
    far: BTreeMap<(u32, u8), i16>,
    pub persons: BTreeMap<u32, u64>,
    /// The first day on which a row here changes by itself; `Day::MAX` when none does.
    next: Day,
}

impl Part {
    /// The rows of a month, as they stand on a day.
    pub fn of(month: u16, rows: Vec<Row>, today: Day, schema: &Schema) -> Self {
        let mut part = Part {
            start: day(first_of(month)),
            class: vec![],
            day: vec![],
            low: vec![],
            high: vec![],
            shown: vec![],
            expires: vec![],
            gaps: Default::default(),
            far: BTreeMap::new(),
            persons: BTreeMap::new(),
            next: Day::MAX,
        };
        part.reserve(rows.len());
        rows.into_iter().for_each(|row| part.push(&normal(row, today, schema), schema));
        part
    }

    pub fn len(&self) -> usize {
        self.class.len()
    }

    /// Makes room for that many rows and not for a row beyond.
    fn reserve(&mut self, more: usize) {
        self.class.reserve_exact(more);
        self.day.reserve_exact(more);
        self.low.reserve_exact(more);
        self.high.reserve_exact(more);
        self.shown.reserve_exact(more);
        self.expires.reserve_exact(more);
        self.gaps.iter_mut().for_each(|gap| gap.reserve_exact(more));
    }

    fn push(&mut self, row: &Row, schema: &Schema) {
        let index = u32::try_from(self.len()).unwrap_or(u32::MAX);
        self.class.push(row.class);
        self.day.push(u8::try_from(day(row.day) - self.start).unwrap_or(0));
        self.low.push(row.flags as u32);
        self.high.push((row.flags >> 32) as u16);
        self.shown.push(schema.through_gates((row.flags >> 32) as u16));
        self.expires.push(row.expires.map_or(0, day));
        for (nth, (column, gap)) in (0..).zip(self.gaps.iter_mut().zip(row.milestones)) {
            column.push(match gap {
                None => NEVER,
                Some(days) => u8::try_from(days).ok().filter(|days| *days < FAR).unwrap_or(FAR),
            });
            if let (Some(&FAR), Some(days)) = (column.last(), gap) {
                self.far.insert((index, nth), days);
            }
        }
        if let Some(person) = row.person {
            self.persons.insert(index, person);
        }
        self.next = self.next.min(changes_on(row, schema));
    }

    pub fn entry(&self, row: usize) -> Day {
        self.start + Day::from(self.day[row])
    }

    /// Days from the entry to a milestone of the row.
    pub fn gap(&self, row: usize, milestone: usize) -> Option<i16> {
        match self.gaps[milestone][row] {
            NEVER => None,
            FAR => self.far.get(&(row as u32, milestone as u8)).copied(),
            days => Some(i16::from(days)),
        }
    }

    /// Days to a milestone that came, 0 when before the entry.
    #[inline]
    pub fn span(&self, row: usize, milestone: usize, short: u8) -> u32 {
        if short == FAR {
            self.gap(row, milestone).and_then(|days| u32::try_from(days).ok()).unwrap_or(0)
        } else {
            u32::from(short)
        }
    }

    fn row(&self, i: usize) -> Row {
        Row {
            day: date(self.entry(i)),
            class: self.class[i],
            flags: u64::from(self.low[i]) | u64::from(self.high[i]) << 32,
            milestones: std::array::from_fn(|m| self.gap(i, m)),
            expires: (self.expires[i] > 0).then(|| date(self.expires[i])),
            person: self.persons.get(&(i as u32)).copied(),
        }
    }

    /// Brings the rows to a later day.
    pub fn advance(&mut self, today: Day, schema: &Schema) {
        if self.next > today {
            return;
        }
        self.next = Day::MAX;
        for i in 0..self.len() {
            let row = normal(self.row(i), today, schema);
            self.low[i] = row.flags as u32;
            self.high[i] = (row.flags >> 32) as u16;
            self.shown[i] = schema.through_gates(self.high[i]);
            self.expires[i] = row.expires.map_or(0, day);
            self.next = self.next.min(changes_on(&row, schema));
        }
    }

    /// In bytes, of what the columns hold and keep ready.
    pub fn memory(&self) -> usize {
        let gaps: usize = self.gaps.iter().map(Vec::capacity).sum();
        let sparse = (self.far.len() + self.persons.len()) * 24;
        2 * (self.class.capacity() + self.high.capacity() + self.shown.capacity() + self.expires.capacity())
            + self.day.capacity()
            + 4 * self.low.capacity()
            + gaps
            + sparse
            + size_of::<Part>()
    }
}

/// The row as it stands on a day: what expired is down, what a gate gives is there.
fn normal(mut row: Row, today: Day, schema: &Schema) -> Row {
    if row.expires.is_some_and(|on| day(on) <= today) {
        row.flags &= !schema.expiring;
        row.expires = None;
    }
    for gate in &schema.gates {
        row.flags &= !gate.flag;
        if gate_opens(&row, gate.milestone, gate.age).is_some_and(|on| on <= today) {
            row.flags |= gate.flag;
        }
    }
    row
}

fn gate_opens(row: &Row, milestone: usize, age: u16) -> Option<Day> {
    let gap = row.milestones.get(milestone).copied().flatten()?;
    Some(day(row.day).saturating_add_signed(gap).saturating_add(age))
}

/// The next day on which a row changes by itself.
fn changes_on(row: &Row, schema: &Schema) -> Day {
    let closed = schema.gates.iter().filter(|gate| row.flags & gate.flag == 0);
    let opens = closed.filter_map(|gate| gate_opens(row, gate.milestone, gate.age));
    opens.chain(row.expires.map(day)).min().unwrap_or(Day::MAX)
}
