//! The young people: who they are, how to reach them, where they were schooled, who reported them.
mod add;
pub mod model;
pub mod store;

pub use model::{Address, Civil, Contact, Details, Guardian, NewSchooling, NewYouth, Schooling, Sex, Traits};
