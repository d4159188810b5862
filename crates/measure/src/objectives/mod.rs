//! Objectives: the target a territory sets itself for an indicator and a school year, or agrees on with the level above, and the
//! trajectory that leads to it. For leads; whoever reads the figures of a territory reads its targets.
mod actions;
mod amount;
mod model;
mod negotiation;
mod orientations;
mod pages;
pub mod store;
mod trajectory;
mod views;

pub use amount::Amount;
pub(crate) use amount::number;
pub use model::Target;
pub use negotiation::{Negotiation, Proposal, Said, Side, Turn};
pub use trajectory::{Course, LastYear, Trajectory, step_of, trajectory};

pub(crate) fn routes() -> base::Routes {
    base::Routes::new()
        .get("/territoires/{code}/objectifs", pages::show)
        .post("/territoires/{code}/objectifs", pages::save)
        .merge(negotiation::routes())
        .merge(orientations::routes())
}
