//! Young people are followed: lists come in, people are matched, cases are opened, what happens is recorded.
mod codes;
pub mod cases;
pub mod intake;
pub mod youths;
