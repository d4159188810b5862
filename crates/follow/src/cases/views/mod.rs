//! The pages of a case: pure functions of what was read.
mod aside;
mod event;
mod page;

pub use event::{correct, versions, withdraw};
pub use page::{Done, Typed, page};
