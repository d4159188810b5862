//! Small numbers that cannot be worked out.
//!
//! A [`Table`] is the product of some [`Axis`]; [`protect`] hides its small cells and the cells without which they could
//! be worked out from the totals, the other breakdowns, the complement of a rate, earlier releases, or what one insider
//! knows of his own; [`audit`] proves it for any choice of signs, whoever made it.
//!
//! What is proved: for each small hidden cell, every value its sign announces (from 1 to the threshold less one, with
//! [`Status::Small`]; as many values, from its own upwards, with [`Status::ForAnother`]) is that of a table with the same
//! shown cells, the same signs and the same sums, and which no single insider can refute. The tables are in whole numbers
//! and each is found, then checked: the proof errs only by hiding too much. What is not: several insiders together; a
//! reader who runs the same program on each candidate table and keeps those that give the same signs; what a reader
//! knows from elsewhere.
//!
//! How it is hidden: first whole details that are mostly small ([`Rules::whole_block_from`]: « by sex and age » of one
//! platform); then what each small cell needs, in three rounds, the later ones trying more for the few cells that the one
//! before left; then, for those still not proved, all around them, further each time: the same detail of the places beside,
//! finer details and the places above, all places, everything. At last all that can be is shown again, totals first.
//!
//! What is hidden cannot be shown again cell by cell when the searches are not cut short (no hidden cell of the threshold or
//! above, and no hidden zero); it is not the least there could be. On tables of many thousands of cells they are cut short by
//! [`Rules`]: more is hidden. What could not be proved even so is in [`Protected::breaches`], and the caller must not publish
//! at that detail: earlier releases, or several rates of one denominator crossed with several breakdowns, lead there.
//!
//! A rate is shown when its numerator, its complement and its denominator are: put the three on an axis with their sum.
//!
//! Sources: cell suppression and the need for complementary cells, Cox, « Suppression methodology and statistical
//! disclosure control », JASA 75 (1980); the bounds of an attacker, Fischetti and Salazar, « Solving the cell suppression
//! problem on tabular data with linear constraints », Management Science 47 (2001); the hypercube method and the protection
//! of linked tables, Hundepool et al., *Statistical Disclosure Control* (2012), chapter 4.
//!
//! Nothing here knows of a database, a page, or what is counted.

mod audit;
mod axis;
mod blocks;
mod boxes;
mod exact;
mod moves;
mod protect;
mod rule;
mod table;
#[cfg(test)]
mod tests;
mod witness;

pub use audit::{Breach, Wrong, audit};
pub use axis::{Axis, Sum};
pub use protect::{Protected, protect};
pub use rule::{Insiders, Rules, Status};
pub use table::{State, Table, TableError};
pub use witness::Witness;
