//! The young people: who they are, how to reach them, where they were schooled, who reported them.
pub mod model;
pub mod store;

pub use model::{Schooling, Sex, Traits};
