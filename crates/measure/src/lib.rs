//! Figures: what is counted, the one door that answers, the dashboards and the targets they are held against.
pub mod figures;
pub mod indicators;
