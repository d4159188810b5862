//! Lists come in: read, checked, matched, shown, applied whole or not at all, undone.
pub mod candidate;
pub mod mapping;
pub mod reading;
pub mod values;
pub mod dates;
pub mod fields;
pub mod phones;
pub mod text;
mod check;
mod check_values;
mod columns;
mod columns_forbidden;
mod columns_values;
mod columns_words;
mod mapping_ready;
mod shift;
