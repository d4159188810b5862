//! What lists are said to be, in words.
use base::clock::{paris_day, paris_time};
use base::french::{date_medium, day_month, fr, time};
use chrono::{DateTime, Datelike as _, NaiveDate, Timelike as _, Utc};

/// « d’octobre 2026 », « de novembre 2026 ».
pub fn of_month(day: NaiveDate) -> String {
    let month = base::french::month_year(day);
    if month.starts_with(['a', 'o']) { format!("d’{month}") } else { format!("de {month}") }
}

/// « le 24 novembre à 7 h 12 »; with its year when it is not this one.
pub fn at(instant: DateTime<Utc>, today: NaiveDate) -> String {
    let (day, clock) = (paris_day(instant), paris_time(instant));
    let year = if day.year() == today.year() { String::new() } else { format!(" {}", day.year()) };
    fr(&format!("le {}{year} à {}", day_month(day), time(clock.hour(), clock.minute())))
}

/// « SIEI du 24 nov. 2026, déposée le 25 nov. 2026 »: two lists of one day are told apart.
pub fn dated(source_name: &str, listed_on: NaiveDate, received_at: DateTime<Utc>) -> String {
    format!("{source_name} du {}, déposée le {}", date_medium(listed_on), date_medium(paris_day(received_at)))
}

/// The name of an account, or who ran a command.
pub fn by(name: Option<&str>) -> &str {
    name.unwrap_or("une commande")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_is_elided_before_a_vowel() {
        let of = |month| of_month(NaiveDate::from_ymd_opt(2026, month, 1).unwrap());
        assert_eq!(of(10), "d’octobre 2026");
        assert_eq!(of(8), "d’août 2026");
        assert_eq!(of(11), "de novembre 2026");
    }

    #[test]
    fn an_instant_is_said_in_paris_with_its_year_when_it_is_another() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 24).unwrap();
        let said = |text: &str| at(text.parse().unwrap(), today).replace(['\u{a0}', '\u{202f}'], " ");
        assert_eq!(said("2026-11-24T06:12:00Z"), "le 24 novembre à 7 h 12");
        assert_eq!(said("2025-11-24T23:30:00Z"), "le 25 novembre 2025 à 0 h 30");
    }
}
