//! The cases of a platform, or one's own: searched, filtered, sorted, paged.
mod export;
mod pages;
mod store;
mod views;

pub use export::file;
pub use pages::{of_platform, own};
