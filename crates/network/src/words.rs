//! Instants as people read them, in Paris; words at the head of a line.
use base::clock::paris_time;
use base::french::{date_long, time};
use chrono::{DateTime, Timelike as _, Utc};

/// « 24 novembre 2026 ».
pub(crate) fn day(at: DateTime<Utc>) -> String {
    date_long(paris_time(at).date())
}

/// « 24 novembre 2026 à 16 h 42 ».
pub(crate) fn instant(at: DateTime<Utc>) -> String {
    let local = paris_time(at);
    format!("{} à {}", date_long(local.date()), time(local.hour(), local.minute()))
}

/// « Assistant ou assistante de plate-forme ».
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
        assert_eq!(instant(at), "1er\u{a0}août 2026 à 0\u{a0}h\u{a0}05");
        assert_eq!(day(at), "1er\u{a0}août 2026");
    }
}
