use super::store::Fact;
use chrono::{Days, NaiveDate};

/// What waits for somebody to look at it, beyond the counts of the catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pending {
    at: NaiveDate,
    /// To verify, entered more than [`LATE`] days before.
    pub to_verify_late: i64,
    /// Confirmed, in a situation that becomes unknown within [`SOON`] days if there is no news.
    pub lapsing: i64,
}

/// A presumption should not stay unverified longer, in days.
pub const LATE: u64 = 30;
/// How far ahead lapses are announced, in days.
pub const SOON: u64 = 30;

impl Pending {
    pub(super) fn on(at: NaiveDate) -> Self {
        Pending { at, to_verify_late: 0, lapsing: 0 }
    }

    /// The last day of entry of those who have waited too long.
    pub(super) fn late_since(at: NaiveDate) -> NaiveDate {
        at.checked_sub_days(Days::new(LATE + 1)).unwrap_or(at)
    }

    /// The last day of the announcement.
    pub fn horizon(&self) -> NaiveDate {
        self.at.checked_add_days(Days::new(SOON)).unwrap_or(self.at)
    }

    pub(super) fn add(&mut self, fact: &Fact) {
        match fact.verification.as_str() {
            "to_verify" => {
                let late = (self.at - fact.entry_on).num_days() > LATE.cast_signed();
                self.to_verify_late += i64::from(late);
            }
            "confirmed" => {
                let lapses = fact.lapses_on.is_some_and(|on| self.at < on && on <= self.horizon());
                self.lapsing += i64::from(lapses);
            }
            _ => {}
        }
    }
}
