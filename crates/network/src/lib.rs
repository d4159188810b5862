//! The network: territories, platforms, accounts, rights and the directory. See docs/architecture.md.

pub mod accounts;
pub mod directory;
pub mod journal;
pub mod rights;
pub mod territories;
mod words;

/// The pages of the wing.
pub fn routes() -> base::Routes {
    accounts::routes().merge(journal::routes()).merge(directory::routes())
}
