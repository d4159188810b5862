//! Accounts of the people who work here: sign-in, sessions, passwords, invitations, roles, tokens of the API, and the pages
//! of those who manage them.
mod secret;
pub mod session;

pub use secret::Secret;
