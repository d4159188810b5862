use chrono::NaiveDate;
use std::ops::RangeInclusive;

/// The group of a place that is not asked about.
pub const OUT: u16 = u16::MAX;

/// What to break down by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// The month of entry.
    Month,
    /// The groups of [`Question::places`].
    Place,
    /// A dimension of the schema.
    Dimension(usize),
}

/// The classes of a dimension that are kept: bit n for code n.
#[derive(Clone, Copy, Debug)]
pub struct Keep {
    pub dimension: usize,
    pub codes: u64,
}

/// Which rows to count, and how.
#[derive(Clone, Debug)]
pub struct Question<'a> {
    /// Days of entry.
    pub days: RangeInclusive<NaiveDate>,
    /// The group of each place, by its number; [`OUT`], or none at all, leaves it out.
    pub places: &'a [u16],
    pub keep: &'a [Keep],
    /// The flags to count.
    pub flags: u64,
    /// Distributions of days, for the breakdowns that want them.
    pub spans: &'a [Span],
    pub breakdowns: &'a [Breakdown<'a>],
    /// How far the rows were on some days, beside; none when there are no days.
    pub until: Until<'a>,
    /// Beside, how many rows expire on these days.
    pub expiring: Option<RangeInclusive<NaiveDate>>,
}

/// The same rows in cells.
#[derive(Clone, Copy, Debug, Default)]
pub struct Breakdown<'a> {
    /// None: one cell.
    pub by: &'a [By],
    /// Whether the spans are wanted.
    pub spans: bool,
    /// Whether distinct persons are counted too.
    pub persons: bool,
}

/// Days from the entry to a milestone (0 when it came before), over the rows that have all of some flags.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    pub milestone: usize,
    pub of: u64,
}

/// Days, in ascending order, and the milestone whose delays are wanted on each.
#[derive(Clone, Copy, Debug, Default)]
pub struct Until<'a> {
    pub days: &'a [NaiveDate],
    pub span: usize,
}
