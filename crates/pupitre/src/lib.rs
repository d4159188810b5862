//! The program: its commands, the map of its site, and the first page of each role. The wings do the work.
mod api;
pub mod commands;
pub mod demo;
pub mod database;
mod health;
mod help;
mod home;
mod legal;
pub mod site;
mod worker;
