//! Figures: what is counted, the one door that answers, the dashboards and the targets they are held against.
mod asked;
mod communes;
mod comparison;
pub mod dashboards;
pub mod figures;
pub mod indicators;
mod map;
pub mod objectives;
mod places;
mod provenance;
pub mod releases;
mod since;
mod words;

/// The pages of the wing.
pub fn routes() -> base::Routes {
    base::Routes::new()
        .merge(dashboards::routes())
        .merge(communes::routes())
        .merge(comparison::routes())
        .merge(provenance::routes())
        .merge(since::routes())
        .merge(objectives::routes())
        .merge(indicators::routes())
        .merge(releases::routes())
}
