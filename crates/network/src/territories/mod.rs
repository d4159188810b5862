//! The tree of territories (nation, région académique, académie, département, plate-forme), the communes of France,
//! and the platform that follows the young people of each. Everyone's scope is read from here.

mod find;
pub mod geography;
mod model;
mod names;
pub mod store;
#[cfg(test)]
mod store_tests;
mod tree;

pub use find::{clean_postcode, find, served_by};
pub use model::{Level, Territory, TerritoryCode, TerritoryError};
pub use tree::{Collectivity, collectivities, country};
