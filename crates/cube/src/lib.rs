//! A table of cases in memory, to be counted: exact counts, exact medians and percentiles, distinct persons, in one pass over
//! the rows asked for.
//!
//! A [`Row`] says when a case entered, what it is (a class in each dimension), what is true of it
//! (flags), how long after its entry its milestones came, and from which day some of its flags no longer hold. Rows have no
//! name: when a case changes, the rows of its place and month of entry are set again ([`Cube::set`]): some hundreds.
//!
//! ```text
//! Cube ── month of entry ── place ── Part: one column an attribute, 18 bytes a row
//! ```
//! A [`Question`] chooses days of entry, places, classes, and how to break down; [`Cube::count`] answers, and [`Kept`] when the
//! same may be asked again: what it counted is kept by month, and brought up to date when rows changed.
//!
//! Flags and classes are numbers here: what they mean is the caller's.

mod answer;
mod calendar;
mod changes;
mod columns;
mod counter;
mod cube;
mod grouping;
mod hands;
mod histogram;
mod kept;
mod persons;
mod plan;
mod question;
mod row;
mod scan;
mod schema;
mod spans;
mod sum;
mod until;

pub use answer::{Answer, Cell, Cells, Key};
pub use cube::Cube;
pub use histogram::Histogram;
pub use kept::Kept;
pub use question::{Breakdown, By, Keep, OUT, Question, Span, Until};
pub use row::{MILESTONES, Row};
pub use schema::{Gate, Schema};
pub use until::Reached;
