//! Publications (French: *publication*): what may be read of others. The figures of a quarter of entries, as they were known at
//! the end of a day, small numbers protected (crates/protect), kept for ever. Whoever reads figures outside his own perimeter,
//! a peer or the public, reads a stored release and nothing else: the type that its pages are given has no other number.
mod actions;
mod model;
mod open;
mod pages;
mod peers;
mod publish;
mod signs;
mod store;
mod table;
mod views;

pub use model::{Class, Detail, Figure, Masked, Measure, Quarter, Rate, Release, Shown};
pub use publish::{JOB, publish, publish_job};
pub use store::{Cells, all, cells, find, list};

use base::Routes;

pub fn routes() -> Routes {
    Routes::new()
        .get("/publications", pages::list)
        .post("/publications", pages::ask)
        .get("/territoires/{code}/pairs", peers::show)
        .get("/donnees-ouvertes", open::list)
        .get("/donnees-ouvertes/{quarter}", open::nation)
        .get("/donnees-ouvertes/{quarter}/{code}", open::show)
}
