//! Lists come in: read, checked, matched, shown, applied whole or not at all, undone.
pub mod candidate;
pub mod mapping;
pub mod reading;
pub mod values;
pub mod dates;
pub mod fields;
pub mod phones;
pub mod text;
