//! A case (French: dossier) is one spell of follow-up of one youth by one platform: dated events, and where they leave it.
//! Statuses are never typed: [`situation`] and [`facts`] derive them, [`due`] says what a case asks for.
pub mod again;
pub mod amend;
mod arrival;
pub mod brief;
pub mod deeds;
pub mod due;
pub mod event;
pub mod facts;
pub mod file;
pub mod filters;
pub mod forms;
pub mod gesture;
mod identity;
pub mod known;
mod list;
pub mod members;
pub mod moves;
mod pages;
#[cfg(test)]
mod reference;
pub mod row;
pub mod scope;
pub mod search;
pub mod situation;
mod steps;
pub mod store;
mod timeline;
pub mod verify;
mod views;
pub mod words;

use base::Routes;

pub fn routes() -> Routes {
    Routes::new()
        .get("/plates-formes/{platform}/dossiers", list::of_platform)
        .get("/plates-formes/{platform}/dossiers.csv", list::file)
        .get("/plates-formes/{platform}/dossiers.xlsx", list::file)
        .get("/plates-formes/{platform}/dossiers.ods", list::file)
        .get("/plates-formes/{platform}/dossiers/nouveau", arrival::form)
        .post("/plates-formes/{platform}/dossiers/nouveau", arrival::open)
        .get("/mes-dossiers", list::own)
        .get("/dossiers/{case}", pages::show)
        .get("/dossiers/{case}/identite", identity::form)
        .post("/dossiers/{case}/identite", identity::correct)
        .get("/dossiers/{case}/contacts", identity::show)
        .post("/dossiers/{case}/contacts", identity::add)
        .post("/dossiers/{case}/contacts/{point}/{act}", identity::act)
        .post("/dossiers/{case}/responsables", identity::add_guardian)
        .post("/dossiers/{case}/evenements", pages::add)
        .post("/dossiers/{case}/annuler", pages::undo)
        .get("/dossiers/{case}/evenements/{number}", pages::versions)
        .get("/dossiers/{case}/evenements/{number}/corriger", pages::correct_form)
        .post("/dossiers/{case}/evenements/{number}/corriger", pages::correct)
        .get("/dossiers/{case}/evenements/{number}/retirer", pages::withdraw_form)
        .post("/dossiers/{case}/evenements/{number}/retirer", pages::withdraw)
}
