//! The clock is a parameter: nothing in the program asks the machine for the time but this.
use chrono::{DateTime, Duration, NaiveDate, SubsecRound as _, Utc};
use chrono_tz::Europe::Paris;
use std::sync::{Arc, Mutex};

/// The time as the program sees it: the machine's, the machine's moved by so much, or one that a test sets.
#[derive(Clone, Debug, Default)]
pub enum Clock {
    #[default]
    System,
    Moved(Duration),
    Fixed(Arc<Mutex<DateTime<Utc>>>),
}

impl Clock {
    /// A clock that stands still until [`advance`](Clock::advance) moves it.
    pub fn fixed(at: DateTime<Utc>) -> Self {
        Clock::Fixed(Arc::new(Mutex::new(at)))
    }

    /// A clock that says `at` now, and goes on.
    pub fn from(at: DateTime<Utc>) -> Self {
        Clock::Moved(at - machine())
    }

    /// Now, to the microsecond: what both engines can keep.
    pub fn now(&self) -> DateTime<Utc> {
        match self {
            Clock::System => machine(),
            Clock::Moved(by) => machine() + *by,
            Clock::Fixed(at) => *at.lock().expect("no test panics while it holds the clock"),
        }
    }

    /// Today in Paris: the day that deadlines, lists and events speak of.
    pub fn today(&self) -> NaiveDate {
        paris_day(self.now())
    }

    /// Moves a fixed clock; the machine's own cannot be moved.
    pub fn advance(&self, by: Duration) {
        if let Clock::Fixed(at) = self {
            *at.lock().expect("no test panics while it holds the clock") += by;
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "the one place that reads the machine's clock")]
fn machine() -> DateTime<Utc> {
    Utc::now().trunc_subsecs(6)
}

/// The day it was in Paris at that instant.
pub fn paris_day(at: DateTime<Utc>) -> NaiveDate {
    at.with_timezone(&Paris).date_naive()
}

/// The wall clock in Paris at that instant.
pub fn paris_time(at: DateTime<Utc>) -> chrono::NaiveDateTime {
    at.with_timezone(&Paris).naive_local()
}

/// The last instant of that day in Paris: an event recorded by then is known on that day.
pub fn end_of_paris_day(day: NaiveDate) -> DateTime<Utc> {
    let next = day.succ_opt().expect("a day of this era").and_time(chrono::NaiveTime::MIN);
    let start = next.and_local_timezone(Paris).earliest().expect("midnight is never skipped in Paris");
    start.to_utc() - Duration::microseconds(1)
}

/// A new identifier, in order of time.
pub fn new_id(at: DateTime<Utc>) -> db::Id {
    let seconds = u64::try_from(at.timestamp()).unwrap_or(0);
    db::Id::new_v7(uuid::Timestamp::from_unix(uuid::NoContext, seconds, at.timestamp_subsec_nanos()))
}
