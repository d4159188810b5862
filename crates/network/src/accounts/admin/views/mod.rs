pub mod create;
mod fields;
pub mod file;
pub mod list;
