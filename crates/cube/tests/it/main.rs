//! The table against a slow reading of the same rows.
mod counts;
mod days;
mod reference;
