//! Objectives that a département and one of its platforms negotiate: one proposes, the other answers, and what both agreed on
//! holds (PRODUCT.md B2; source text §2, « en concertation avec les responsables de plates-formes, tout en garantissant à ces
//! dernières les moyens d’atteindre les résultats attendus »). The number that was agreed becomes the platform's target.
mod acts;
mod file;
mod forms;
mod list;
mod model;
mod opening;
mod pages;
mod store;
mod subject;
mod sum;
mod sums;
mod views;

pub use model::{Negotiation, Proposal, Said, Side, Turn};

pub(super) fn routes() -> base::Routes {
    base::Routes::new()
        .get("/territoires/{code}/concertation", list::show)
        .get("/territoires/{code}/objectifs/nouveau", opening::form)
        .post("/territoires/{code}/objectifs/nouveau", opening::open)
        .get("/objectifs/{objective}", pages::show)
        .post("/objectifs/{objective}/proposition", acts::propose)
        .post("/objectifs/{objective}/accord", acts::agree)
        .post("/objectifs/{objective}/retrait", acts::withdraw)
        .post("/objectifs/{objective}/appreciation", acts::assess)
}
