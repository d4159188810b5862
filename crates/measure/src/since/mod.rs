//! « Ce qui a bougé »: the figures of a territory now beside what was known at the end of a past day, and why they differ.
mod pages;
mod views;

pub(crate) fn routes() -> base::Routes {
    base::Routes::new().get("/territoires/{code}/depuis", pages::show)
}
