use chrono::NaiveDate;

/// How many milestones a row may have.
pub const MILESTONES: usize = 5;

/// One case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The day of entry.
    pub day: NaiveDate,
    /// In each dimension of the schema, in order ([`crate::Schema::class`]).
    pub class: u16,
    /// What is true, as far as is known: 48 flags at most. Those that a [`crate::Gate`] sets are the cube's own affair.
    pub flags: u64,
    /// Days from the entry to each milestone; before the entry, negative.
    pub milestones: [Option<i16>; MILESTONES],
    /// From this day on, the expiring flags of the schema no longer hold.
    pub expires: Option<NaiveDate>,
    /// Who, when the same person has other rows; none spares memory.
    pub person: Option<u64>,
}
