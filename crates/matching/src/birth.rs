//! How a birth date goes wrong when it is copied.

use chrono::{Datelike, Months, NaiveDate};
use rapidfuzz::distance::osa;

/// What two birth dates say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum BirthMatch {
    Same,
    /// 03/04 and 04/03.
    DayAndMonthSwapped,
    /// One digit differs.
    OneDigit,
    /// Two neighbouring digits are exchanged.
    DigitsSwapped,
    /// The day alone, or the month alone, is another.
    OnePart,
    /// The day after, or the same day of the next year.
    OneStep,
    /// One is the 1 January of the same year: what registers write when day and month are unknown.
    FirstOfJanuary,
    /// 1907 and 2007.
    Century,
    Other,
}

pub(crate) fn compare(a: NaiveDate, b: NaiveDate) -> BirthMatch {
    if a == b {
        return BirthMatch::Same;
    }
    let same_year = a.year() == b.year();
    if same_year && a.day() == b.month() && a.month() == b.day() {
        return BirthMatch::DayAndMonthSwapped;
    }
    if same_year && (is_first_of_january(a) || is_first_of_january(b)) {
        return BirthMatch::FirstOfJanuary;
    }
    let (digits_a, digits_b) = (digits(a), digits(b));
    let differing = digits_a.iter().zip(&digits_b).filter(|(a, b)| a != b).count();
    if differing == 1 {
        return BirthMatch::OneDigit;
    }
    if differing == 2 && osa::distance(digits_a, digits_b) == 1 {
        return BirthMatch::DigitsSwapped;
    }
    if a.day() == b.day() && a.month() == b.month() && a.year().abs_diff(b.year()) == 100 {
        return BirthMatch::Century;
    }
    if same_year && (a.month() == b.month() || a.day() == b.day()) {
        return BirthMatch::OnePart;
    }
    if is_one_step(a.min(b), a.max(b)) { BirthMatch::OneStep } else { BirthMatch::Other }
}

fn is_one_step(earlier: NaiveDate, later: NaiveDate) -> bool {
    earlier.succ_opt() == Some(later) || earlier.checked_add_months(Months::new(12)) == Some(later)
}

fn is_first_of_january(date: NaiveDate) -> bool {
    date.ordinal() == 1
}

/// As French lists write it: ddmmyyyy.
fn digits(date: NaiveDate) -> [u8; 8] {
    let (day, month, year) = (date.day(), date.month(), date.year().unsigned_abs());
    [day / 10, day % 10, month / 10, month % 10, year / 1000, year / 100 % 10, year / 10 % 10, year % 10]
        .map(|digit| u8::try_from(digit % 10).expect("a remainder of ten fits in a byte"))
}

#[cfg(test)]
mod tests {
    use super::{BirthMatch::*, compare};
    use chrono::NaiveDate;

    #[test]
    fn each_usual_mistake_has_its_name() {
        for (a, b, expected) in [
            ("2009-04-11", "2009-04-11", Same),
            ("2009-04-03", "2009-03-04", DayAndMonthSwapped),
            ("2009-04-17", "2009-04-11", OneDigit),
            ("2009-04-11", "2008-04-11", OneDigit),
            ("2009-04-11", "2009-05-11", OneDigit),
            ("2009-04-12", "2009-04-21", DigitsSwapped),
            ("2009-10-12", "2009-01-12", DigitsSwapped),
            ("2009-12-30", "2009-12-31", OneDigit),
            ("2009-04-19", "2009-04-20", OnePart),
            ("2009-04-30", "2009-05-01", OneStep),
            ("2009-12-31", "2010-01-01", OneStep),
            ("2009-09-05", "2009-10-05", OnePart),
            ("2009-09-05", "2010-09-05", OneStep),
            ("2009-01-01", "2009-09-25", FirstOfJanuary),
            ("1907-06-15", "2007-06-15", Century),
            ("2009-01-01", "2008-09-25", Other),
            ("2009-04-11", "2007-08-23", Other),
            ("2009-01-31", "2009-02-28", Other),
        ] {
            let date = |text: &str| text.parse::<NaiveDate>().unwrap();
            assert_eq!(compare(date(a), date(b)), expected, "{a} {b}");
            assert_eq!(compare(date(b), date(a)), expected, "{b} {a}");
        }
    }
}
