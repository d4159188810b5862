//! Dates, in every shape met in lists.

use chrono::{Datelike, Days, NaiveDate};
use sheets::{Cell, Value};

/// Why a date is not one. The sentence says what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DateError {
    #[error("Le {day} {} n’existe pas. Corrigez le jour ou le mois.", month_and_year(*month, *year))]
    NoSuchDay { day: u32, month: u32, year: i32 },
    #[error("Le mois {0} n’existe pas. Attendu\u{a0}: jour/mois/année.")]
    NoSuchMonth(u32),
    #[error("Date incomplète. Attendu\u{a0}: jour/mois/année, par exemple 03/11/2008.")]
    Incomplete,
    #[error("Date illisible. Attendu\u{a0}: jour/mois/année, par exemple 03/11/2008.")]
    Unreadable,
}

/// « février », with the year only where it matters: the 29th.
fn month_and_year(month: u32, year: i32) -> String {
    let name = MONTHS.get(month as usize - 1).copied().unwrap_or("?");
    if month == 2 && year > 0 { format!("{name} {year}") } else { name.to_owned() }
}

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

/// What a two-digit year means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Century {
    /// A birth: not later than this day.
    Past(NaiveDate),
    /// Anything else of a young life: 2000 to 2099.
    Present,
}

/// Reads a cell; `None` when it is empty.
///
/// # Errors
/// Says what is wrong with the text.
pub fn read(cell: &Cell<'_>, century: Century) -> Result<Option<NaiveDate>, DateError> {
    match cell.value {
        Value::Empty => Ok(None),
        Value::Date(date) => Ok(Some(date)),
        Value::DateTime(at) => Ok(Some(at.date())),
        Value::Number(number) if number.fract() == 0.0 && (SERIALS.0..=SERIALS.1).contains(&(number as u64)) => {
            Ok(from_serial(number as u64))
        }
        Value::Bool(_) | Value::Time(_) | Value::Duration(_) => Err(DateError::Unreadable),
        Value::Text | Value::Number(_) | Value::Error => parse(cell.text, century),
    }
}

/// Days that Excel counts from the end of 1899: 1954 to 2064. Nothing else has five digits.
const SERIALS: (u64, u64) = (20_000, 60_000);

fn from_serial(days: u64) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(Days::new(days))
}

/// Reads a text.
///
/// # Errors
/// Says what is wrong with the text.
pub fn parse(text: &str, century: Century) -> Result<Option<NaiveDate>, DateError> {
    if let Some((day, month, year)) = usual(text) {
        return check(year, month, day).map(Some);
    }
    let folded = fold_date(text);
    if folded.is_empty() || super::text::says_nothing(text) {
        return Ok(None);
    }
    let parts: Vec<&str> = folded.split(' ').collect();
    let (year, month, day) = match parts.as_slice() {
        [one] => compact(one, century)?,
        [year, month, day, ..] if year.len() == 4 && is_number(year) => {
            (year_of(year, century)?, month_of(month)?, number(day)?)
        }
        [day, month, year, ..] => (year_of(year, century)?, month_of(month)?, day_of(day)?),
        _ => return Err(DateError::Incomplete),
    };
    check(year, month, day).map(Some)
}

/// `03/03/2008`, the shape of nearly every date: read without folding anything.
fn usual(text: &str) -> Option<(u32, u32, i32)> {
    let (day, rest) = text.split_once('/')?;
    let (month, year) = rest.split_once('/')?;
    let fits = day.len() == 2 && month.len() == 2 && year.len() == 4 && [day, month, year].into_iter().all(is_number);
    if fits { Some((day.parse().ok()?, month.parse().ok()?, year.parse().ok()?)) } else { None }
}

/// Words and numbers only; a time that follows, a week day that precedes are dropped.
fn fold_date(text: &str) -> String {
    let text = text.trim();
    // 2008-03-03T00:00:00: the letter stands between two digits.
    let date = text.split_once(['T', 't']).filter(|(date, time)| {
        date.ends_with(|c: char| c.is_ascii_digit()) && time.starts_with(|c: char| c.is_ascii_digit())
    });
    let text = date.map_or(text, |(date, _)| date);
    let folded = matching::fold(text);
    let words = folded.split(' ').filter(|word| {
        !matches!(
            *word,
            "lundi" | "mardi" | "mercredi" | "jeudi" | "vendredi" | "samedi" | "dimanche" | "le" | "ne" | "nee" | "du"
        )
    });
    words.take(4).collect::<Vec<_>>().join(" ")
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn number(text: &str) -> Result<u32, DateError> {
    if is_number(text) { text.parse().map_err(|_| DateError::Unreadable) } else { Err(DateError::Unreadable) }
}

/// « 1er » is the first.
fn day_of(text: &str) -> Result<u32, DateError> {
    number(text.strip_suffix("er").unwrap_or(text))
}

/// A number, or the beginning of a month's name: « mars », « sept », « fev ».
fn month_of(text: &str) -> Result<u32, DateError> {
    if is_number(text) {
        return number(text);
    }
    let found = MONTHS.iter().position(|name| {
        let name = matching::fold(name);
        text.len() >= 3 && name.starts_with(text) || name == text
    });
    // « jui » is neither june nor july.
    let month = if text == "jui" {
        None
    } else if text == "juil" {
        Some(6)
    } else {
        found
    };
    month.map(|index| index as u32 + 1).ok_or(DateError::Unreadable)
}

fn year_of(text: &str, century: Century) -> Result<i32, DateError> {
    let year = number(text)? as i32;
    match (text.len(), century) {
        (4, _) => Ok(year),
        (1 | 2, Century::Present) => Ok(2000 + year),
        (1 | 2, Century::Past(latest)) if 2000 + year > latest.year() => Ok(1900 + year),
        (1 | 2, Century::Past(_)) => Ok(2000 + year),
        _ => Err(DateError::Unreadable),
    }
}

/// `03032008`, `3032008` (the zero lost), `20080303`, `030308`, or Excel's count of days, `39510`.
fn compact(text: &str, century: Century) -> Result<(i32, u32, u32), DateError> {
    if !is_number(text) {
        return Err(DateError::Unreadable);
    }
    let part = |from: usize, to: usize| text.get(from..to).unwrap_or("");
    let date = |year: &str, month: &str, day: &str| Ok((year_of(year, century)?, number(month)?, number(day)?));
    match text.len() {
        8 if matches!(part(4, 6), "19" | "20") || !matches!(part(0, 2), "19" | "20") => {
            date(part(4, 8), part(2, 4), part(0, 2))
        }
        8 => date(part(0, 4), part(4, 6), part(6, 8)),
        7 => date(part(3, 7), part(1, 3), part(0, 1)),
        6 => date(part(4, 6), part(2, 4), part(0, 2)),
        5 => {
            let days = number(text)?.into();
            let within = (SERIALS.0..=SERIALS.1).contains(&days);
            let found = from_serial(days).filter(|_| within).ok_or(DateError::Unreadable)?;
            Ok((found.year(), found.month(), found.day()))
        }
        4 => Err(DateError::Incomplete),
        _ => Err(DateError::Unreadable),
    }
}

fn check(year: i32, month: u32, day: u32) -> Result<NaiveDate, DateError> {
    if day == 0 || month == 0 || year == 0 {
        return Err(DateError::Incomplete);
    }
    if month > 12 {
        return Err(DateError::NoSuchMonth(month));
    }
    if day > 31 {
        return Err(DateError::Unreadable);
    }
    let year_matters = month == 2 && day == 29;
    NaiveDate::from_ymd_opt(year, month, day).ok_or(DateError::NoSuchDay {
        day,
        month,
        year: if year_matters { year } else { 0 },
    })
}

/// Whole years between a birth and a day; somebody born on 29 February has his birthday on 1 March.
#[must_use]
pub fn age_on(born: NaiveDate, day: NaiveDate) -> i32 {
    let before_birthday = (day.month(), day.day()) < (born.month(), born.day());
    day.year() - born.year() - i32::from(before_birthday)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    fn birth(text: &str) -> Result<Option<NaiveDate>, DateError> {
        parse(text, Century::Past(day(2026, 11, 24)))
    }

    #[test]
    fn one_day_is_read_in_every_shape_met() {
        for text in [
            "03/03/2008",
            "3/3/2008",
            "3/3/08",
            "03-03-2008",
            "03.03.2008",
            "03 03 2008",
            "03032008",
            "3032008",
            "030308",
            "2008-03-03",
            "2008/03/03",
            "20080303",
            "2008-03-03T00:00",
            "2008-03-03T00:00:00Z",
            "2008-03-03 00:00:00",
            "03/03/2008 00:00",
            "3 mars 2008",
            "lundi 3 mars 2008",
            "né le 03/03/2008",
            "03-mars-08",
            "39510",
            "3 MARS 2008",
        ] {
            assert_eq!(birth(text), Ok(Some(day(2008, 3, 3))), "{text}");
        }
        assert_eq!(birth("1er févr. 2009"), Ok(Some(day(2009, 2, 1))));
        assert_eq!(birth("14 juil. 2008"), Ok(Some(day(2008, 7, 14))));
        assert_eq!(birth("14 août 2008"), Ok(Some(day(2008, 8, 14))));
    }

    #[test]
    fn eight_digits_read_from_either_end() {
        assert_eq!(birth("20102010"), Ok(Some(day(2010, 10, 20))));
        assert_eq!(birth("20101112"), Ok(Some(day(2010, 11, 12))));
        assert_eq!(birth("19122009"), Ok(Some(day(2009, 12, 19))));
    }

    #[test]
    fn a_two_digit_year_of_birth_is_in_the_past() {
        assert_eq!(birth("01/02/09"), Ok(Some(day(2009, 2, 1))));
        assert_eq!(birth("01/02/99"), Ok(Some(day(1999, 2, 1))));
        assert_eq!(parse("01/02/30", Century::Present), Ok(Some(day(2030, 2, 1))));
    }

    #[test]
    fn a_day_that_does_not_exist_says_which() {
        assert_eq!(
            birth("31/02/2009").unwrap_err().to_string(),
            "Le 31 février n’existe pas. Corrigez le jour ou le mois."
        );
        assert_eq!(
            birth("29/02/2009").unwrap_err().to_string(),
            "Le 29 février 2009 n’existe pas. Corrigez le jour ou le mois."
        );
        assert_eq!(birth("29/02/2008"), Ok(Some(day(2008, 2, 29))));
        assert_eq!(birth("31042008"), Err(DateError::NoSuchDay { day: 31, month: 4, year: 0 }));
        assert_eq!(birth("03/13/2008"), Err(DateError::NoSuchMonth(13)));
    }

    #[test]
    fn what_is_not_a_date_is_said_and_what_is_empty_is_empty() {
        for text in ["", " ", "-", "NC", "néant"] {
            assert_eq!(birth(text), Ok(None), "{text}");
        }
        for text in ["2008", "mars 2008", "00/00/2008", "03/2008"] {
            assert_eq!(birth(text), Err(DateError::Incomplete), "{text}");
        }
        for text in ["demain", "3 brumaire 2008", "123456789", "45/01/2008", "12/jui/2008"] {
            assert_eq!(birth(text), Err(DateError::Unreadable), "{text}");
        }
    }

    #[test]
    fn a_typed_cell_needs_no_guess() {
        let cell = |text, value| Cell { text, value };
        let past = Century::Past(day(2026, 11, 24));
        assert_eq!(read(&cell("", Value::Empty), past), Ok(None));
        assert_eq!(read(&cell("x", Value::Date(day(2008, 3, 3))), past), Ok(Some(day(2008, 3, 3))));
        assert_eq!(read(&cell("39510", Value::Number(39510.0)), past), Ok(Some(day(2008, 3, 3))));
        assert_eq!(read(&cell("3032008", Value::Number(3_032_008.0)), past), Ok(Some(day(2008, 3, 3))));
        assert_eq!(read(&cell("11:45", Value::Duration(1.0)), past), Err(DateError::Unreadable));
    }

    #[test]
    fn an_age_changes_on_the_birthday() {
        assert_eq!(age_on(day(2010, 11, 24), day(2026, 11, 24)), 16);
        assert_eq!(age_on(day(2010, 11, 25), day(2026, 11, 24)), 15);
        assert_eq!(age_on(day(2008, 2, 29), day(2026, 2, 28)), 17);
        assert_eq!(age_on(day(2008, 2, 29), day(2026, 3, 1)), 18);
    }
}
