//! Objectives: the target a territory sets itself for an indicator and a school year, and the trajectory that leads to it.
//! For leads, on their own territory; whoever reads its figures reads its targets.
mod actions;
mod amount;
mod model;
mod pages;
pub mod store;
mod trajectory;
mod views;

pub use amount::Amount;
pub use model::Target;
pub use trajectory::{Course, LastYear, Trajectory, step_of, trajectory};

pub(crate) fn routes() -> base::Routes {
    base::Routes::new()
        .get("/territoires/{code}/objectifs", pages::show)
        .post("/territoires/{code}/objectifs", pages::save)
}
