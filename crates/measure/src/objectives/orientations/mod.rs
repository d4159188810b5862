//! What the nation, a region or a département asks for a school year, in words, of all those below (source text §2, « dans le
//! cadre des orientations fixées aux plans national et régional »). Rewriting makes a version, with its reason.
mod pages;
mod store;
mod views;

pub use store::{Orientation, of_line};

pub(super) fn routes() -> base::Routes {
    base::Routes::new()
        .get("/territoires/{code}/orientation", pages::form)
        .post("/territoires/{code}/orientation", pages::write)
}
