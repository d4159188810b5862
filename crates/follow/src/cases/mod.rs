//! A case (French: dossier) is one spell of follow-up of one youth by one platform: dated events, and where they leave it.
//! Statuses are never typed: [`situation`] and [`facts`] derive them, [`due`] says what a case asks for.
pub mod due;
pub mod event;
pub mod facts;
pub mod row;
pub mod situation;
#[cfg(test)]
mod reference;
pub mod store;
