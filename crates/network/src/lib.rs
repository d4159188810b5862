//! The network: territories, platforms, accounts, rights and the directory. See docs/architecture.md.

pub mod accounts;
pub mod rights;
pub mod territories;
