//! What an assistant does all day, over HTTP, on both engines.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops there")]
mod answer;
mod cases;
mod intake;
mod queue;
mod world;
mod youths;
