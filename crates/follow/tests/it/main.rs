//! What an assistant does all day, over HTTP, on both engines.
mod answer;
mod cases;
mod intake;
mod queue;
mod world;
mod youths;
