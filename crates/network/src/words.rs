//! Days and instants as people read them, in Paris; words at the head of a line.
use base::clock::paris_time;
use chrono::{DateTime, Datelike as _, NaiveDate, Timelike as _, Utc};

const MONTHS: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];

/// « 24 novembre 2026 », « 1er août 2026 ».
pub(crate) fn day(date: NaiveDate) -> String {
    let month = MONTHS.get(date.month0() as usize).copied().unwrap_or_default();
    let first = if date.day() == 1 { "er" } else { "" };
    format!("{}{first}\u{a0}{month}\u{a0}{}", date.day(), date.year())
}

/// « 24 novembre 2026 à 16 h 42 ».
pub(crate) fn instant(at: DateTime<Utc>) -> String {
    let local = paris_time(at);
    format!("{} à {}\u{a0}h\u{a0}{:02}", day(local.date()), local.hour(), local.minute())
}

/// « Assistant de plate-forme ».
pub(crate) fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_is_read_on_the_clock_of_paris() {
        let at = "2026-07-31T22:05:00Z".parse().expect("an instant");
        assert_eq!(instant(at), "1er\u{a0}août\u{a0}2026 à 0\u{a0}h\u{a0}05");
    }
}
