//! Indicators that people add, without code: a formula over others, a number typed by platform and month, a level of a scale.
//! A lead writes them for territories of his; whoever reads figures there reads them beside those of the catalogue.
mod board;
mod editing;
mod entries;
mod export;
mod figure;
mod figure_views;
pub mod formula;
mod ground;
mod model;
mod show;
mod store;
mod targets;
mod typing;
mod typing_views;
mod views;

pub use board::{Added, values};
pub(crate) use board::{Line, lines, may_type, section};
pub(crate) use editing::OWN;
pub(crate) use export::{definition_row, sheet};
pub(crate) use figure::show as figure;
pub(crate) use model::Own;
pub(crate) use show::{show, variants};
pub(crate) use store::all;
pub(crate) use views::{list, variants as variants_view};

pub(crate) fn routes() -> base::Routes {
    base::Routes::new()
        .merge(editing::routes())
        .post("/territoires/{code}/chiffres/{indicator}/cible", figure::target)
        .get("/territoires/{code}/saisie/{indicator}", typing::show)
        .post("/territoires/{code}/saisie/{indicator}", typing::save)
}
