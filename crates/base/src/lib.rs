//! What every wing stands on: the application, the one who acts, the transaction signed and dated, the journal, jobs, e-mail,
//! forms, the frame of pages, faults, French formats. No word of the trade.
pub mod actor;
mod app;
pub mod audit;
pub mod clock;
pub mod config;
pub mod download;
pub mod error;
pub mod form;
pub mod french;
pub mod jobs;
pub mod layout;
pub mod mail;
mod routes;
mod shelf;
#[cfg(feature = "testing")]
pub mod testing;
mod tx;
pub mod versions;

pub use actor::{Actor, Desk, MaybeActor, NavItem, Person};
pub use app::App;
pub use audit::Target;
pub use clock::{Clock, new_id};
pub use config::Config;
pub use download::Download;
pub use error::{Error, Fault, Result};
pub use form::Form;
pub use layout::Page;
pub use routes::{Route, Routes};
pub use shelf::Shelf;
pub use tx::Tx;

/// The schema, one text for both engines.
pub static MIGRATIONS: std::sync::LazyLock<db::Migrator> =
    std::sync::LazyLock::new(|| sqlx::migrate!("../../migrations"));

pub fn sha256(bytes: &[u8]) -> [u8; 32] {
    use sha2::Digest as _;
    sha2::Sha256::digest(bytes).into()
}
