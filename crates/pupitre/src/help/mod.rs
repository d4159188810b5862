//! The in-app help: the guides of `docs/guide`, taken in at build time.
mod guides;
mod markdown;
mod pages;

use base::Routes;

pub fn routes() -> Routes {
    Routes::new().get("/aide", pages::index).get("/aide/{page}", pages::guide)
}
