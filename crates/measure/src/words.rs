//! Values, gaps and periods as people read them.
use crate::figures::{Period, Value};
use crate::indicators::{Count, Direction, Indicator, Measured};
use base::french::{NO_BREAK_SPACE, count, date_long, day_month, decimal, number, percent, plural};
use charts::Unit;
use chrono::{Datelike as _, NaiveDate};

/// Said where a figure cannot be computed.
pub const NOT_APPLICABLE: &str = "sans objet";

/// « 92,3 % », « 214 », « 11 jours », « sans objet ».
pub fn value(value: Value) -> String {
    match value {
        Value::Count(n) => number(n),
        Value::Rate { .. } => value.number().map_or_else(|| NOT_APPLICABLE.into(), percent),
        Value::Days(days) => in_days(days),
        Value::NotApplicable => NOT_APPLICABLE.into(),
    }
}

/// « 11 jours », « 11,5 jours »: a median may fall between two days.
fn in_days(days: f64) -> String {
    let digits = usize::from(days.fract() != 0.0);
    let word = if days < 2.0 { "jour" } else { "jours" };
    format!("{}{NO_BREAK_SPACE}{word}", decimal(days, digits))
}

/// A target, or any plain number of that indicator (a rate between 0 and 1).
pub fn plain(indicator: Indicator, n: f64) -> String {
    match indicator.definition().measured {
        Measured::Count(_) => decimal(n, 0),
        Measured::Rate { .. } => {
            let text = percent(n);
            text.replacen(",0\u{202f}%", "\u{202f}%", 1)
        }
        Measured::Median(_) | Measured::NinetiethPercentile(_) => in_days(n),
    }
}

/// What the charts count in; rates out of a hundred ([`scaled`]).
pub fn unit(indicator: Indicator) -> Unit {
    match indicator.definition().measured {
        Measured::Count(_) => Unit::Count,
        Measured::Rate { .. } => Unit::PERCENT,
        Measured::Median(_) | Measured::NinetiethPercentile(_) => Unit::days(),
    }
}

/// The number in the unit of the charts.
pub fn scaled(indicator: Indicator, n: f64) -> f64 {
    if matches!(indicator.definition().measured, Measured::Rate { .. }) { n * 100.0 } else { n }
}

/// « 1,7 point », « 12 », « 3 jours »: a distance between two values of the indicator, without sign, as rounded on screen.
/// None when they read the same.
pub fn distance(indicator: Indicator, a: f64, b: f64) -> Option<String> {
    match indicator.definition().measured {
        Measured::Count(_) => {
            let gap = a.round() - b.round();
            (gap != 0.0).then(|| decimal(gap.abs(), 0))
        }
        Measured::Rate { .. } => {
            let tenth = |n: f64| (n * 1000.0).round();
            let gap = (tenth(a) - tenth(b)).abs() / 10.0;
            (gap != 0.0)
                .then(|| format!("{}{NO_BREAK_SPACE}{}", decimal(gap, 1), if gap < 2.0 { "point" } else { "points" }))
        }
        Measured::Median(_) | Measured::NinetiethPercentile(_) => {
            let tenth = |n: f64| (n * 10.0).round();
            let gap = (tenth(a) - tenth(b)).abs() / 10.0;
            (gap != 0.0).then(|| in_days(gap))
        }
    }
}

/// « à augmenter », « à réduire ».
pub const fn direction(direction: Direction) -> &'static str {
    match direction {
        Direction::Up => "à augmenter",
        Direction::Down => "à réduire",
        Direction::Neither => "décrit, sans être à augmenter ni à réduire",
    }
}

/// « 2026-2027 ».
pub fn school_year(year: i32) -> String {
    format!("{year}-{}", year + 1)
}

/// « du 1er septembre au 24 novembre 2026 ».
pub fn period(period: Period) -> String {
    let Period { from, to } = period;
    if from == to {
        return format!("le {}", date_long(from));
    }
    let first = if from.year() == to.year() { day_month(from) } else { date_long(from) };
    format!("du {first} au {}", date_long(to))
}

/// « 12 dossiers ».
pub fn cases(n: i64) -> String {
    count(n, "dossier", "dossiers")
}

/// What a rate counts and among whom, as column headers.
pub fn sides(rate: Indicator) -> (String, String) {
    let name = |count: &Count| Indicator::of_count(*count).map_or("", Indicator::label);
    match rate.definition().measured {
        Measured::Rate { numerator, denominator } => {
            let parts: Vec<&str> = numerator.iter().map(name).collect();
            (capital(&parts.join(" et ").to_lowercase()), name(&denominator).to_owned())
        }
        _ => (rate.label().to_owned(), String::new()),
    }
}

/// « L’académie de Rennes », at the head of a sentence.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The count with its noun agreed: « 1 présumé », « 35 présumés ».
pub fn counted(n: i64, one: &str, many: &str) -> String {
    count(n, one, many)
}

/// The noun alone, agreed.
pub fn noun<'a>(n: i64, one: &'a str, many: &'a str) -> &'a str {
    plural(n, one, many)
}

/// The last days of the months of a period, up to `today`, which closes the list when it falls inside.
pub fn month_ends(period: Period, today: NaiveDate) -> Vec<NaiveDate> {
    let end = period.to.min(today);
    let mut ends = vec![];
    let mut month = period.from;
    while month <= end {
        let Some(next) = first_of_next_month(month) else { break };
        let last = next.pred_opt().unwrap_or(next);
        ends.push(last.min(end));
        month = next;
    }
    ends
}

fn first_of_next_month(day: NaiveDate) -> Option<NaiveDate> {
    let (year, month) = if day.month() == 12 { (day.year() + 1, 1) } else { (day.year(), day.month() + 1) };
    NaiveDate::from_ymd_opt(year, month, 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day of the test")
    }

    #[test]
    fn figures_read_as_a_civil_servant_writes_them() {
        assert_eq!(value(Value::Rate { numerator: 417, denominator: 452 }), "92,3\u{202f}%");
        assert_eq!(value(Value::Days(11.0)), "11\u{a0}jours");
        assert_eq!(value(Value::Days(1.5)), "1,5\u{a0}jour");
        assert_eq!(value(Value::Count(1234)), "1\u{202f}234");
        assert_eq!(value(Value::NotApplicable), "sans objet");
        assert_eq!(plain(Indicator::of("contact_rate"), 0.355), "35,5\u{202f}%");
        assert_eq!(plain(Indicator::of("contact_rate"), 0.8), "80\u{202f}%");
    }

    #[test]
    fn a_distance_is_that_of_the_values_as_they_read() {
        let rate = Indicator::of("contact_rate");
        assert_eq!(distance(rate, 0.3178, 0.335), Some("1,7\u{a0}point".into()));
        assert_eq!(distance(rate, 0.78, 0.80), Some("2,0\u{a0}points".into()));
        assert_eq!(distance(rate, 0.31781, 0.31799), None, "both read 31,8 %");
        assert_eq!(distance(Indicator::of("days_to_contact"), 11.0, 10.0), Some("1\u{a0}jour".into()));
        assert_eq!(distance(Indicator::of("listed"), 12.4, 12.0), None);
    }

    #[test]
    fn a_period_says_its_years_once() {
        let said = |from, to| period(Period { from: day(from), to: day(to) }).replace('\u{a0}', " ");
        assert_eq!(said("2026-09-01", "2026-11-24"), "du 1er septembre au 24 novembre 2026");
        assert_eq!(said("2025-09-01", "2026-08-31"), "du 1er septembre 2025 au 31 août 2026");
        assert_eq!(said("2026-09-01", "2026-09-01"), "le 1er septembre 2026");
    }

    #[test]
    fn months_end_on_their_last_day_and_the_current_one_today() {
        let ends = month_ends(Period::school_year(2026), day("2026-11-24"));
        assert_eq!(ends, [day("2026-09-30"), day("2026-10-31"), day("2026-11-24")]);
        assert_eq!(month_ends(Period::school_year(2025), day("2026-11-24")).len(), 12);
        assert_eq!(month_ends(Period::school_year(2027), day("2026-11-24")), []);
        let across = month_ends(Period { from: day("2026-01-31"), to: day("2026-03-01") }, day("2026-11-24"));
        assert_eq!(across, [day("2026-01-31"), day("2026-02-28"), day("2026-03-01")]);
    }
}
