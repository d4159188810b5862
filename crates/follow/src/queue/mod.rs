//! The queue: what an assistant does all day. Who is to be called, checked, seen this morning, the most pressing first, with
//! the reason; a call is recorded from its row in one gesture, and undone in one.
mod board;
pub mod call;
mod call_form;
mod confide;
pub mod filter;
pub mod model;
mod pages;
mod store;
mod views;
mod words;

pub use store::{count, count_own};

use base::Routes;

pub fn routes() -> Routes {
    Routes::new()
        .get("/plates-formes/{platform}/file", pages::queue)
        .post("/plates-formes/{platform}/file/confier", pages::assign)
        .post("/plates-formes/{platform}/file/annuler", pages::undo)
        .post("/dossiers/{case}/appel", pages::record)
}
