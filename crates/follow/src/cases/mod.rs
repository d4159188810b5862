//! A case (French: dossier) is one spell of follow-up of one youth by one platform: dated events, and where they leave it.
//! Statuses are never typed: [`situation`] and [`facts`] derive them, [`due`] says what a case asks for.
pub mod amend;
pub mod due;
pub mod event;
pub mod facts;
pub mod gesture;
pub mod members;
pub mod row;
pub mod scope;
pub mod situation;
#[cfg(test)]
mod reference;
pub mod store;
pub mod words;
