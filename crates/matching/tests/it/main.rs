//! One binary for all: stories about people, then properties.

mod people;
mod properties;
mod stories;
