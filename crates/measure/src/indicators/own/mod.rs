//! Indicators that people add, without code: a formula over others, a number typed by platform and month, a level of a scale.
pub mod formula;
mod entries;
mod ground;
mod model;
mod store;
