//! Who the youth is and how to reach him, corrected by hand. What was written before stays readable.
mod contacts;
mod pages;
mod views;

pub use contacts::{act, add, add_guardian, show};
pub use pages::{correct, form};
