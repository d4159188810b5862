use base::french::fr;
use chrono::{DateTime, Datelike as _, Months, NaiveDate, Utc};
use db::Id;
use std::fmt;
use std::str::FromStr;

/// Three months of entries, from January, April, July or October.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Quarter(NaiveDate);

impl Quarter {
    /// The one that the day is of.
    pub fn of(day: NaiveDate) -> Self {
        let month = day.month0() / 3 * 3 + 1;
        Quarter(NaiveDate::from_ymd_opt(day.year(), month, 1).unwrap_or(day))
    }

    pub const fn first_day(self) -> NaiveDate {
        self.0
    }

    pub fn last_day(self) -> NaiveDate {
        (self.0 + Months::new(3)).pred_opt().unwrap_or(self.0)
    }

    pub fn before(self) -> Self {
        Quarter(self.0 - Months::new(3))
    }

    /// « juillet à septembre 2026 ».
    pub fn label(self) -> String {
        let month = |day: NaiveDate| base::french::month_year(day);
        let first = month(self.0);
        let name = first.split(' ').next().unwrap_or_default().to_owned();
        format!("{name} à {}", month(self.last_day()))
    }
}

/// « 2026-T3 », as in addresses.
impl fmt::Display for Quarter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-T{}", self.0.year(), self.0.month0() / 3 + 1)
    }
}

impl FromStr for Quarter {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let read = || {
            let (year, number) = text.split_once("-T")?;
            let number = number.parse::<u32>().ok().filter(|number| (1..=4).contains(number))?;
            let year = year.parse().ok().filter(|year| (2000..2100).contains(year))?;
            NaiveDate::from_ymd_opt(year, number * 3 - 2, 1).map(Quarter)
        };
        read().ok_or_else(|| fr("Un trimestre s’écrit « 2026-T3 »."))
    }
}

/// One publication.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Release {
    pub id: Id,
    pub quarter: Quarter,
    /// What was recorded after this day is not in it.
    pub known_on: NaiveDate,
    /// The smallest number that is shown, zero apart.
    pub threshold: i64,
    pub detail: Detail,
    /// The version of the program that made it.
    pub program: String,
    pub made_at: DateTime<Utc>,
}

/// How far down sex and age are told: as far as their protection can be proved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    Department,
    Region,
    Nation,
    /// Nowhere.
    Totals,
}

impl Detail {
    /// The finest first.
    pub const ALL: [Detail; 4] = [Detail::Department, Detail::Region, Detail::Nation, Detail::Totals];

    pub const fn as_str(self) -> &'static str {
        match self {
            Detail::Department => "department",
            Detail::Region => "region",
            Detail::Nation => "nation",
            Detail::Totals => "totals",
        }
    }
}

impl FromStr for Detail {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, String> {
        Detail::ALL.into_iter().find(|detail| detail.as_str() == word).ok_or_else(|| format!("no detail {word}"))
    }
}

/// What is counted: the cases of the cohort, on the day of the release (MEASURE.md §3). The complements are told with the rest: a
/// rate is hidden with either.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Measure {
    Listed,
    ToVerify,
    NotConcerned,
    Confirmed,
    Contacted,
    NotContacted,
    FoundSolution,
    NoSolution,
}

impl Measure {
    pub const ALL: [Measure; 8] = [
        Measure::Listed,
        Measure::ToVerify,
        Measure::NotConcerned,
        Measure::Confirmed,
        Measure::Contacted,
        Measure::NotContacted,
        Measure::FoundSolution,
        Measure::NoSolution,
    ];

    /// The codes of the catalogue; those of the complements are of here.
    pub const fn code(self) -> &'static str {
        match self {
            Measure::Listed => "listed",
            Measure::ToVerify => "to_verify",
            Measure::NotConcerned => "not_concerned",
            Measure::Confirmed => "confirmed",
            Measure::Contacted => "contacted",
            Measure::NotContacted => "not_contacted",
            Measure::FoundSolution => "found_solution",
            Measure::NoSolution => "no_solution",
        }
    }

    pub const fn label(self) -> &'static str {
        match self {
            Measure::Listed => "Présumés",
            Measure::ToVerify => "À vérifier",
            Measure::NotConcerned => "Non concernés",
            Measure::Confirmed => "Confirmés",
            Measure::Contacted => "Contactés",
            Measure::NotContacted => "Confirmés non contactés",
            Measure::FoundSolution => "Ayant trouvé une solution",
            Measure::NoSolution => "Confirmés sans solution trouvée",
        }
    }

    /// The sums that hold between them.
    pub(super) const SUMS: [(Measure, &'static [Measure]); 3] = [
        (Measure::Listed, &[Measure::ToVerify, Measure::NotConcerned, Measure::Confirmed]),
        (Measure::Confirmed, &[Measure::Contacted, Measure::NotContacted]),
        (Measure::Confirmed, &[Measure::FoundSolution, Measure::NoSolution]),
    ];
}

/// A share of the confirmed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rate {
    Contact,
    Solution,
}

impl Rate {
    pub const ALL: [Rate; 2] = [Rate::Contact, Rate::Solution];

    pub const fn code(self) -> &'static str {
        match self {
            Rate::Contact => "contact_rate",
            Rate::Solution => "solution_rate",
        }
    }

    pub const fn label(self) -> &'static str {
        match self {
            Rate::Contact => "Taux de contact",
            Rate::Solution => "Taux de solution",
        }
    }

    pub(super) const fn parts(self) -> [Measure; 2] {
        match self {
            Rate::Contact => [Measure::Contacted, Measure::NotContacted],
            Rate::Solution => [Measure::FoundSolution, Measure::NoSolution],
        }
    }
}

/// Everybody, or a class of a breakdown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    All,
    Sex(&'static str),
    Age(&'static str),
}

impl Class {
    /// All there are, the whole first.
    pub fn every() -> Vec<Class> {
        use crate::asked::classes;
        use crate::figures::Dimension;
        let sexes = classes(Dimension::Sex).into_iter().map(Class::Sex);
        let ages = classes(Dimension::Age).into_iter().map(Class::Age);
        std::iter::once(Class::All).chain(sexes).chain(ages).collect()
    }

    pub fn code(self) -> String {
        match self {
            Class::All => "all".into(),
            Class::Sex(code) => format!("sex {code}"),
            Class::Age(code) => format!("age {code}"),
        }
    }

    pub fn label(self) -> String {
        use crate::figures::Dimension;
        match self {
            Class::All => "Ensemble".into(),
            Class::Sex(code) => Dimension::Sex.class_label(code),
            Class::Age(code) => Dimension::Age.class_label(code),
        }
    }
}

/// Why a number is not given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Masked {
    /// From 1 to the threshold less one.
    Small,
    /// It would give another away. It may itself be small, or not.
    ForAnother,
}

/// What is told to those outside the perimeter: the only thing their pages are given.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Figure<T> {
    Exact(T),
    Masked(Masked),
    /// The platform has sent nothing for the period: not zero.
    NotSent,
    /// A rate over nobody.
    NotApplicable,
}

/// A count as told.
pub type Shown = Figure<i64>;

impl Shown {
    /// The share of the first of two parts, told when both are.
    pub(super) fn rate(whole: Shown, part: Shown, rest: Shown) -> Figure<f64> {
        match (whole, part, rest) {
            (Figure::NotSent, ..) | (_, Figure::NotSent, _) => Figure::NotSent,
            (Figure::Exact(0), ..) => Figure::NotApplicable,
            (Figure::Exact(whole), Figure::Exact(part), Figure::Exact(_)) => Figure::Exact(part as f64 / whole as f64),
            (_, Figure::Masked(Masked::Small), _) | (_, _, Figure::Masked(Masked::Small)) => {
                Figure::Masked(Masked::Small)
            }
            _ => Figure::Masked(Masked::ForAnother),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quarter_is_written_and_read() {
        let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
        let quarter = Quarter::of(day("2026-09-30"));
        assert_eq!((quarter.to_string().as_str(), quarter.first_day()), ("2026-T3", day("2026-07-01")));
        assert_eq!((quarter.last_day(), quarter.label().as_str()), (day("2026-09-30"), "juillet à septembre 2026"));
        assert_eq!("2026-T3".parse(), Ok(quarter));
        assert_eq!(quarter.before().to_string(), "2026-T2");
        for wrong in ["2026", "2026-T5", "2026-T0", "1980-T1", "T1-2026", "2026-T1x"] {
            assert!(wrong.parse::<Quarter>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_rate_is_hidden_with_any_of_its_parts() {
        use Figure::{Exact, NotApplicable, NotSent};
        let small = Figure::Masked(Masked::Small);
        assert_eq!(Shown::rate(Exact(10), Exact(4), Exact(6)), Exact(0.4));
        assert_eq!(Shown::rate(Exact(10), Exact(7), small), Figure::Masked(Masked::Small));
        assert_eq!(Shown::rate(Exact(0), Exact(0), Exact(0)), NotApplicable);
        assert_eq!(Shown::rate(NotSent, NotSent, NotSent), NotSent);
        let other = Figure::Masked(Masked::ForAnother);
        assert_eq!(Shown::rate(other, Exact(7), Exact(9)), Figure::Masked(Masked::ForAnother));
    }
}
