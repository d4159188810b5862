//! Stories of the whole program: its map, its rights, its faults, its commands.
mod api;
mod audit;
mod client;
mod commands;
mod rights;
mod samples;
mod site;
mod statements;
mod world;
