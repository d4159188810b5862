//! The versions of the definitions of the catalogue: which one applied on a day, and what changed. A definition that changes
//! gets a line in [`CHANGES`]; every chart that crosses its day then shows the break.
use super::Indicator;
use chrono::NaiveDate;

/// A definition as it was from a day on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edition {
    pub number: u32,
    pub since: NaiveDate,
    /// What it changed; empty for the first.
    pub change: &'static str,
}

/// The first definitions are those of the school year Pupitre began with.
const FIRST: (i32, u32, u32) = (2026, 9, 1);

/// Code, day from which figures are counted so, what changed; in order of days.
const CHANGES: &[(&str, (i32, u32, u32), &str)] = &[];

/// All of an indicator, from the first.
pub fn editions(indicator: Indicator) -> Vec<Edition> {
    among(CHANGES, indicator.code())
}

/// The one that applies on a day; before the first, the first.
pub fn edition_on(indicator: Indicator, day: NaiveDate) -> Edition {
    on(&editions(indicator), day)
}

/// The days of a list that begin another definition than the day before them in the list, with it.
pub fn breaks(indicator: Indicator, days: &[NaiveDate]) -> Vec<(usize, Edition)> {
    between(&editions(indicator), days)
}

fn among(changes: &[(&str, (i32, u32, u32), &'static str)], code: &str) -> Vec<Edition> {
    let day = |(year, month, day)| NaiveDate::from_ymd_opt(year, month, day).expect("a day of the table");
    let mut editions = vec![Edition { number: 1, since: day(FIRST), change: "" }];
    for (_, since, change) in changes.iter().filter(|(of, ..)| *of == code) {
        let number = editions.last().map_or(1, |last| last.number) + 1;
        editions.push(Edition { number, since: day(*since), change });
    }
    editions
}

fn on(editions: &[Edition], day: NaiveDate) -> Edition {
    let held = editions.iter().rev().find(|edition| edition.since <= day);
    *held.unwrap_or_else(|| editions.first().expect("a definition has a first version"))
}

fn between(editions: &[Edition], days: &[NaiveDate]) -> Vec<(usize, Edition)> {
    let each: Vec<Edition> = days.iter().map(|day| on(editions, *day)).collect();
    let pairs = each.windows(2).enumerate();
    pairs.filter(|(_, pair)| pair[0].number != pair[1].number).map(|(n, pair)| (n + 1, pair[1])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_makes_a_version_and_a_break_where_days_cross_it() {
        let changes = [("contact_rate", (2027, 1, 1), "Un message laissé ne compte plus.")];
        let editions = among(&changes, "contact_rate");
        let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
        assert_eq!(editions.len(), 2);
        assert_eq!(on(&editions, day("2026-12-31")).number, 1);
        assert_eq!(on(&editions, day("2020-01-01")).number, 1, "before the first, the first");
        let ends = [day("2026-11-30"), day("2026-12-31"), day("2027-01-31"), day("2027-02-28")];
        assert_eq!(between(&editions, &ends), [(2, editions[1])]);
        assert_eq!(among(&changes, "solution_rate").len(), 1);
    }

    #[test]
    fn every_change_is_of_an_indicator_and_comes_after_the_one_before() {
        for (code, ..) in CHANGES {
            assert!(code.parse::<Indicator>().is_ok(), "{code}");
        }
        for indicator in Indicator::all() {
            let editions = editions(indicator);
            assert!(editions.is_sorted_by(|a, b| a.since < b.since), "{}", indicator.code());
        }
    }
}
