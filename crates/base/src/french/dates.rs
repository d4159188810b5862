use super::NO_BREAK_SPACE;
use chrono::{Datelike, NaiveDate};

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
const SHORT_MONTHS: [&str; 12] =
    ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."];
const WEEKDAYS: [&str; 7] = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"];

/// « 1er septembre 2026 ».
#[must_use]
pub fn date_long(date: NaiveDate) -> String {
    format!("{} {}", day_month(date), date.year())
}

/// « 10 sept. 2025 ».
#[must_use]
pub fn date_medium(date: NaiveDate) -> String {
    format!("{} {}", date_short(date), date.year())
}

/// « 12 nov. », where the year is plain from the page.
#[must_use]
pub fn date_short(date: NaiveDate) -> String {
    format!("{}{NO_BREAK_SPACE}{}", day(date), month_of(&SHORT_MONTHS, date))
}

/// « 24 novembre », where the year is plain from the page.
#[must_use]
pub fn day_month(date: NaiveDate) -> String {
    format!("{}{NO_BREAK_SPACE}{}", day(date), month_of(&MONTHS, date))
}

/// « 24/11/2026 ».
#[must_use]
pub fn date_numeric(date: NaiveDate) -> String {
    date.format("%d/%m/%Y").to_string()
}

/// « mardi 24 novembre 2026 ».
#[must_use]
pub fn weekday_date(date: NaiveDate) -> String {
    let weekday = WEEKDAYS.get(date.weekday().num_days_from_monday() as usize).copied().unwrap_or_default();
    format!("{weekday} {}", date_long(date))
}

/// « novembre 2026 ».
#[must_use]
pub fn month_year(date: NaiveDate) -> String {
    format!("{} {}", month_of(&MONTHS, date), date.year())
}

/// « nov. », under a chart.
#[must_use]
pub fn month_short(date: NaiveDate) -> &'static str {
    month_of(&SHORT_MONTHS, date)
}

/// « 8 h 02 ».
#[must_use]
pub fn time(hour: u32, minute: u32) -> String {
    format!("{hour}{NO_BREAK_SPACE}h{NO_BREAK_SPACE}{minute:02}")
}

/// Completed years on that day; 0 before the birth. Who was born on 29 February is a year older on 1 March.
#[must_use]
pub fn age(born_on: NaiveDate, on: NaiveDate) -> u8 {
    u8::try_from(completed_months(born_on, on) / 12).unwrap_or(u8::MAX)
}

/// « 17 ans et 8 mois », « 18 ans », « 8 mois ».
#[must_use]
pub fn age_in_full(born_on: NaiveDate, on: NaiveDate) -> String {
    let months = completed_months(born_on, on);
    let years = match months / 12 {
        0 => None,
        1 => Some(format!("1{NO_BREAK_SPACE}an")),
        n => Some(format!("{n}{NO_BREAK_SPACE}ans")),
    };
    match (years, months % 12) {
        (Some(years), 0) => years,
        (Some(years), n) => format!("{years} et {n}{NO_BREAK_SPACE}mois"),
        (None, n) => format!("{n}{NO_BREAK_SPACE}mois"),
    }
}

/// « aujourd’hui », « hier », « il y a 11 jours », « demain », « dans 9 jours ».
#[must_use]
pub fn relative_days(date: NaiveDate, today: NaiveDate) -> String {
    let days = |n: i64| format!("{}{NO_BREAK_SPACE}jours", super::number(n));
    match (date - today).num_days() {
        0 => "aujourd’hui".to_owned(),
        -1 => "hier".to_owned(),
        1 => "demain".to_owned(),
        past @ ..0 => format!("il y a {}", days(-past)),
        ahead => format!("dans {}", days(ahead)),
    }
}

fn completed_months(born_on: NaiveDate, on: NaiveDate) -> u32 {
    let months = |date: NaiveDate| i64::from(date.year()) * 12 + i64::from(date.month0());
    let completed = months(on) - months(born_on) - i64::from(on.day() < born_on.day());
    u32::try_from(completed).unwrap_or(0)
}

fn day(date: NaiveDate) -> String {
    if date.day() == 1 { "1er".to_owned() } else { date.day().to_string() }
}

fn month_of(names: &[&'static str; 12], date: NaiveDate) -> &'static str {
    names.get(date.month0() as usize).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::french::fr;

    fn on(text: &str) -> NaiveDate {
        text.parse().expect("a date of the test")
    }

    fn plain(text: &str) -> String {
        text.replace('\u{a0}', " ")
    }

    #[test]
    fn a_date_is_written_in_every_length() {
        let date = on("2026-11-24");
        assert_eq!(plain(&date_long(date)), "24 novembre 2026");
        assert_eq!(plain(&date_medium(date)), "24 nov. 2026");
        assert_eq!(plain(&date_short(date)), "24 nov.");
        assert_eq!(plain(&day_month(date)), "24 novembre");
        assert_eq!(date_numeric(date), "24/11/2026");
        assert_eq!(plain(&weekday_date(date)), "mardi 24 novembre 2026");
        assert_eq!(month_year(date), "novembre 2026");
        assert_eq!(month_short(date), "nov.");
    }

    #[test]
    fn the_first_of_the_month_is_an_ordinal() {
        assert_eq!(plain(&date_long(on("2026-09-01"))), "1er septembre 2026");
        assert_eq!(plain(&date_short(on("2026-09-01"))), "1er sept.");
        assert_eq!(plain(&weekday_date(on("2026-11-01"))), "dimanche 1er novembre 2026");
        assert_eq!(date_numeric(on("2026-09-01")), "01/09/2026");
    }

    #[test]
    fn every_day_of_a_year_is_already_set_in_french() {
        for date in on("2026-01-01").iter_days().take(365) {
            for text in [date_long(date), date_medium(date), date_short(date), weekday_date(date), month_year(date)] {
                assert_eq!(fr(&text), text);
                assert_eq!(fr(&plain(&text)), text, "what typography would have made of plain spaces");
            }
        }
        assert_eq!(fr("8 h 02"), time(8, 2));
        assert_eq!(plain(&time(16, 42)), "16 h 42");
    }

    #[test]
    fn a_year_of_age_is_completed_on_the_birthday() {
        assert_eq!(age(on("2008-11-24"), on("2026-11-23")), 17);
        assert_eq!(age(on("2008-11-24"), on("2026-11-24")), 18);
        assert_eq!(age(on("2008-02-29"), on("2026-02-28")), 17);
        assert_eq!(age(on("2008-02-29"), on("2026-03-01")), 18);
        assert_eq!(age(on("2027-01-01"), on("2026-11-24")), 0);
        assert_eq!(age(on("1026-01-01"), on("2026-11-24")), 255);
    }

    #[test]
    fn an_age_in_full_counts_completed_months() {
        for (born, said) in [
            ("2009-03-24", "17 ans et 8 mois"),
            ("2009-03-25", "17 ans et 7 mois"),
            ("2008-11-24", "18 ans"),
            ("2025-11-24", "1 an"),
            ("2025-10-24", "1 an et 1 mois"),
            ("2026-03-24", "8 mois"),
            ("2027-03-24", "0 mois"),
        ] {
            let text = age_in_full(on(born), on("2026-11-24"));
            assert_eq!(plain(&text), said);
            assert_eq!(fr(&text), text);
        }
    }

    #[test]
    fn a_near_day_is_told_from_today() {
        let said = ["2026-11-13", "2026-11-23", "2026-11-24", "2026-11-25", "2026-12-03"]
            .map(|date| plain(&relative_days(on(date), on("2026-11-24"))));
        assert_eq!(said, ["il y a 11 jours", "hier", "aujourd’hui", "demain", "dans 9 jours"]);
    }
}
