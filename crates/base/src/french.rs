//! French typography and formats: what a careful civil servant would write, with the spaces that never break.
//!
//! Rules of the Imprimerie nationale: a narrow no-break space before `; ! ? %`, inside « » and between thousands, a
//! no-break space before `:` and before units. Every format here is already what [`fr`] makes of it.

mod dates;
mod numbers;
mod ordinals;
mod places;
mod typography;

pub use dates::{
    age, age_in_full, date_long, date_medium, date_numeric, date_short, day_month, month_short, month_year,
    relative_days, time, weekday_date,
};
pub use numbers::{count, decimal, number, percent, percent_whole, phone, plural};
pub use ordinals::raise_ordinals;
pub use places::{at_place, of_place};
pub use typography::fr;

/// Between thousands, before `; ! ? %`, inside « ».
pub const NARROW_SPACE: char = '\u{202f}';
/// Before `:` and units.
pub const NO_BREAK_SPACE: char = '\u{a0}';
