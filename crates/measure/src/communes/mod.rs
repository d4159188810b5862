//! A platform by the communes its youths live in: where to hold a permanence, whom to call. For those who read its figures.
mod pages;
mod views;

pub(crate) fn routes() -> base::Routes {
    base::Routes::new().get("/territoires/{code}/communes", pages::show)
}
