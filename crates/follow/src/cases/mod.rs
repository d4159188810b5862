//! A case (French: dossier) is one spell of follow-up of one youth by one platform: dated events, and where they leave it.
//! Statuses are never typed: [`situation`] and [`facts`] derive them, [`due`] says what a case asks for.
pub mod amend;
pub mod due;
pub mod event;
pub mod facts;
pub mod file;
pub mod filters;
pub mod forms;
pub mod gesture;
pub mod members;
mod pages;
pub mod row;
pub mod scope;
pub mod search;
pub mod situation;
#[cfg(test)]
mod reference;
mod steps;
pub mod store;
mod timeline;
mod views;
pub mod words;

use base::Routes;

pub fn routes() -> Routes {
    Routes::new()
        .get("/dossiers/{case}", pages::show)
        .post("/dossiers/{case}/evenements", pages::add)
        .post("/dossiers/{case}/annuler", pages::undo)
        .get("/dossiers/{case}/evenements/{number}", pages::versions)
        .get("/dossiers/{case}/evenements/{number}/corriger", pages::correct_form)
        .post("/dossiers/{case}/evenements/{number}/corriger", pages::correct)
        .get("/dossiers/{case}/evenements/{number}/retirer", pages::withdraw_form)
        .post("/dossiers/{case}/evenements/{number}/retirer", pages::withdraw)
}
