//! The program: its commands, the map of its site, and the first page of each role. The wings do the work.
mod api;
pub mod commands;
pub mod database;
pub mod demo;
mod health;
mod help;
mod home;
mod legal;
pub mod site;
pub mod worker;
