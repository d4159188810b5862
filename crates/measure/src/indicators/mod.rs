//! The catalogue: what is counted, in words and exactly (MEASURE.md §3).
mod catalogue;

pub use catalogue::{CATALOGUE, Count, Definition, Delay, Direction, Indicator, Measured};
