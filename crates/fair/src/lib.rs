//! Places of different sizes and publics, compared fairly: which gaps does chance not explain? Pure arithmetic, no rank.
//!
//! - [`Funnel`]: rate against size, with limits around the rate of all. Spiegelhalter, « Funnel plots for comparing
//!   institutional performance », Statistics in Medicine 24 (2005), 1185–1202.
//! - [`Standard`]: what each place would have done at the rates of all, stratum by stratum (indirect standardisation), and
//!   the ratio of what it did to that.
//!
//! Both are widened by the same [`Overdispersion`], each by its own. Nothing is ever concluded about a place of fewer than
//! [`FEWEST`].
mod binomial;
mod funnel;
mod midp;
mod overdispersion;
mod standard;

pub use funnel::{Coverage, Funnel, Limits, Position, Side};
pub use midp::mid_p;
pub use overdispersion::Overdispersion;
pub use standard::{Ratio, Reading, Standard, Standardised};

/// Below that many people nothing is said of a group: one of them moves its rate by more than five points.
pub const FEWEST: u64 = 20;

/// How many, among how many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counted {
    pub count: u64,
    pub size: u64,
}

impl Counted {
    pub const fn new(count: u64, size: u64) -> Self {
        Counted { count, size }
    }

    /// Between 0 and 1; none over nobody.
    pub fn rate(self) -> Option<f64> {
        (self.size > 0).then(|| self.count as f64 / self.size as f64)
    }

    /// Whether something may be said of it.
    pub const fn is_large_enough(self) -> bool {
        self.size >= FEWEST
    }
}
