//! The catalogue: what is counted, in words and exactly (MEASURE.md §3). For whoever reads or discusses a figure.
mod activity;
mod catalogue;
mod nouns;
pub mod own;
mod pages;
mod versions;
mod views;
mod wording;

pub use activity::Activity;
pub use catalogue::{CATALOGUE, Count, Definition, Delay, Direction, Indicator, Measured, Term};
pub(crate) use nouns::noun;
pub(crate) use versions::breaks;
pub use versions::{Edition, edition_on, editions};
pub(crate) use wording::{aloud, formula, rules};

pub(crate) fn routes() -> base::Routes {
    base::Routes::new()
        .get("/indicateurs", pages::catalogue)
        .get("/indicateurs/{code}", pages::show)
        .merge(own::routes())
}
