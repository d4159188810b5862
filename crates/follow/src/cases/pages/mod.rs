//! What the pages of a case do.
mod events;
mod show;

pub use events::{add, correct, correct_form, undo, versions, withdraw, withdraw_form};
pub use show::{show, sub_page};
