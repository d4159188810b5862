//! Stories of the whole program: its map, its rights, its faults, its commands.
mod audit;
mod client;
mod commands;
mod rights;
mod site;
mod statements;
mod world;
