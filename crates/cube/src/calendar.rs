//! Days and months as small numbers: what the columns hold.
use chrono::{Datelike as _, NaiveDate};

/// Days since 1 January 1970. A day outside 1970–2149 is taken for the nearest of these.
pub(crate) type Day = u16;

pub(crate) fn day(date: NaiveDate) -> Day {
    let days = date.num_days_from_ce() - EPOCH_FROM_CE;
    u16::try_from(days.clamp(0, i32::from(Day::MAX))).unwrap_or(Day::MAX)
}

/// 1 January 1970, in days of the Common Era.
const EPOCH_FROM_CE: i32 = 719_163;

/// Months since January of year 0.
pub(crate) fn month(date: NaiveDate) -> u16 {
    let months = date.year() * 12 + i32::from(u8::try_from(date.month0()).unwrap_or(0));
    u16::try_from(months.max(0)).unwrap_or(u16::MAX)
}

pub(crate) fn first_of(month: u16) -> NaiveDate {
    let (year, month) = (i32::from(month / 12), u32::from(month % 12) + 1);
    NaiveDate::from_ymd_opt(year, month, 1).unwrap_or_default()
}

pub(crate) fn date(day: Day) -> NaiveDate {
    NaiveDate::default() + chrono::Days::new(u64::from(day))
}
