//! The network: territories, platforms, accounts, rights and the directory. See docs/architecture.md.

pub mod territories;
