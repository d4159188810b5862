//! What an assistant does all day, over HTTP, on both engines.
mod cases;
mod queue;
mod world;
mod youths;
