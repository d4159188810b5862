//! A youth comes by himself (*droit au retour*): is he known already? If not, a case opens, and the 15-day clock runs.
mod known;
mod pages;
mod views;

pub use pages::{form, open};
pub use views::identity_fields;
