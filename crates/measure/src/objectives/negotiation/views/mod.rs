mod answer;
mod fields;
mod list;
mod one;
mod opening;
mod said;
mod sums;

pub use list::{list, title as list_title};
pub use one::{one, title};
pub use opening::opening;
