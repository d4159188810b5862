//! Why two people are held to be the same, or not: one short French clause a field.

use crate::birth::BirthMatch;
use crate::ine::Ine;
use chrono::{Datelike, NaiveDate};
use std::fmt;

/// What one field says. The texts kept are those typed, ours first.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Reason {
    SameIne(Ine),
    CloseIne(Ine, Ine),
    OtherIne(Ine, Ine),

    SameLastName,
    SameNameByUsage(String, String),
    CloseLastName(String, String),
    PartOfLastName(String, String),
    AkinLastName(String, String),
    OtherLastName(String, String),
    MissingLastName,

    SameFirstNames,
    FirstNamesInAnotherOrder(String, String),
    FewerFirstNames(String, String),
    CloseFirstName(String, String),
    ShortFirstName(String, String),
    SharedFirstName(String, String),
    AkinFirstName(String, String),
    OtherFirstName(String, String),
    MissingFirstName,

    NamesSwapped(String, String),
    NamesSharedOutDifferently(String, String),

    SameBirthDate,
    DayAndMonthSwapped(NaiveDate, NaiveDate),
    OneDigitOfBirthDate(NaiveDate, NaiveDate),
    DigitsOfBirthDateSwapped(NaiveDate, NaiveDate),
    OnePartOfBirthDate(NaiveDate, NaiveDate),
    BirthDatesOneStepApart(NaiveDate, NaiveDate),
    BornOnFirstOfJanuary(NaiveDate, NaiveDate),
    BirthDatesOneCenturyApart(NaiveDate, NaiveDate),
    OtherBirthDate(NaiveDate, NaiveDate),

    OtherSex,
    SamePhone,
    SameEmail,
}

/// The field a reason speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Field {
    Ine,
    LastName,
    FirstNames,
    /// Last and first names taken together.
    Names,
    BirthDate,
    Sex,
    Phone,
    Email,
}

/// Which way a reason pushes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Agreement {
    /// The field says: the same person.
    Agrees,
    /// The field makes one hesitate.
    Close,
    /// One side does not have the field: it says nothing.
    Silent,
    /// The field says: two people.
    Contradicts,
}

impl Reason {
    pub(crate) fn of_birth(found: BirthMatch, ours: NaiveDate, theirs: NaiveDate) -> Self {
        match found {
            BirthMatch::Same => Self::SameBirthDate,
            BirthMatch::DayAndMonthSwapped => Self::DayAndMonthSwapped(ours, theirs),
            BirthMatch::OneDigit => Self::OneDigitOfBirthDate(ours, theirs),
            BirthMatch::DigitsSwapped => Self::DigitsOfBirthDateSwapped(ours, theirs),
            BirthMatch::OnePart => Self::OnePartOfBirthDate(ours, theirs),
            BirthMatch::OneStep => Self::BirthDatesOneStepApart(ours, theirs),
            BirthMatch::FirstOfJanuary => Self::BornOnFirstOfJanuary(ours, theirs),
            BirthMatch::Century => Self::BirthDatesOneCenturyApart(ours, theirs),
            BirthMatch::Other => Self::OtherBirthDate(ours, theirs),
        }
    }

    /// The field it speaks of.
    #[must_use]
    pub fn field(&self) -> Field {
        match self {
            Self::SameIne(_) | Self::CloseIne(..) | Self::OtherIne(..) => Field::Ine,
            Self::SameLastName
            | Self::SameNameByUsage(..)
            | Self::CloseLastName(..)
            | Self::PartOfLastName(..)
            | Self::AkinLastName(..)
            | Self::OtherLastName(..)
            | Self::MissingLastName => Field::LastName,
            Self::SameFirstNames
            | Self::FirstNamesInAnotherOrder(..)
            | Self::FewerFirstNames(..)
            | Self::CloseFirstName(..)
            | Self::ShortFirstName(..)
            | Self::SharedFirstName(..)
            | Self::AkinFirstName(..)
            | Self::OtherFirstName(..)
            | Self::MissingFirstName => Field::FirstNames,
            Self::NamesSwapped(..) | Self::NamesSharedOutDifferently(..) => Field::Names,
            Self::SameBirthDate
            | Self::DayAndMonthSwapped(..)
            | Self::OneDigitOfBirthDate(..)
            | Self::DigitsOfBirthDateSwapped(..)
            | Self::OnePartOfBirthDate(..)
            | Self::BirthDatesOneStepApart(..)
            | Self::BornOnFirstOfJanuary(..)
            | Self::BirthDatesOneCenturyApart(..)
            | Self::OtherBirthDate(..) => Field::BirthDate,
            Self::OtherSex => Field::Sex,
            Self::SamePhone => Field::Phone,
            Self::SameEmail => Field::Email,
        }
    }

    /// Which way it pushes.
    #[must_use]
    pub fn agreement(&self) -> Agreement {
        match self {
            Self::SameIne(_)
            | Self::SameLastName
            | Self::SameNameByUsage(..)
            | Self::SameFirstNames
            | Self::FirstNamesInAnotherOrder(..)
            | Self::FewerFirstNames(..)
            | Self::SameBirthDate
            | Self::SamePhone
            | Self::SameEmail => Agreement::Agrees,
            Self::CloseIne(..)
            | Self::CloseLastName(..)
            | Self::PartOfLastName(..)
            | Self::AkinLastName(..)
            | Self::CloseFirstName(..)
            | Self::ShortFirstName(..)
            | Self::SharedFirstName(..)
            | Self::AkinFirstName(..)
            | Self::NamesSwapped(..)
            | Self::NamesSharedOutDifferently(..)
            | Self::DayAndMonthSwapped(..)
            | Self::OneDigitOfBirthDate(..)
            | Self::DigitsOfBirthDateSwapped(..)
            | Self::OnePartOfBirthDate(..)
            | Self::BirthDatesOneStepApart(..)
            | Self::BornOnFirstOfJanuary(..)
            | Self::BirthDatesOneCenturyApart(..) => Agreement::Close,
            Self::MissingLastName | Self::MissingFirstName => Agreement::Silent,
            Self::OtherIne(..)
            | Self::OtherLastName(..)
            | Self::OtherFirstName(..)
            | Self::OtherBirthDate(..)
            | Self::OtherSex => Agreement::Contradicts,
        }
    }
}

/// The clause, without capital nor full stop, to be joined with others by commas.
impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SameIne(_) => f.write_str("même INE"),
            Self::CloseIne(a, b) => write!(f, "INE à un caractère près ({a} / {b})"),
            Self::OtherIne(a, b) => write!(f, "INE différents ({a} / {b})"),
            Self::SameLastName => f.write_str("même nom"),
            Self::SameNameByUsage(a, b) => write!(f, "même nom par le nom d’usage ({a} / {b})"),
            Self::CloseLastName(a, b) => write!(f, "nom voisin ({a} / {b})"),
            Self::PartOfLastName(a, b) => write!(f, "nom en partie identique ({a} / {b})"),
            Self::AkinLastName(a, b) => write!(f, "nom ressemblant ({a} / {b})"),
            Self::OtherLastName(a, b) => write!(f, "nom différent ({a} / {b})"),
            Self::MissingLastName => f.write_str("nom absent d’un côté"),
            Self::SameFirstNames => f.write_str("même prénom"),
            Self::FirstNamesInAnotherOrder(a, b) => write!(f, "mêmes prénoms dans un autre ordre ({a} / {b})"),
            Self::FewerFirstNames(a, b) => write!(f, "même prénom, d’autres prénoms absents d’un côté ({a} / {b})"),
            Self::CloseFirstName(a, b) => write!(f, "prénom voisin ({a} / {b})"),
            Self::ShortFirstName(a, b) => write!(f, "prénom abrégé ({a} / {b})"),
            Self::SharedFirstName(a, b) => write!(f, "un prénom en commun ({a} / {b})"),
            Self::AkinFirstName(a, b) => write!(f, "prénom ressemblant ({a} / {b})"),
            Self::OtherFirstName(a, b) => write!(f, "prénom différent ({a} / {b})"),
            Self::MissingFirstName => f.write_str("prénom absent d’un côté"),
            Self::NamesSwapped(a, b) => write!(f, "nom et prénom intervertis ({a} / {b})"),
            Self::NamesSharedOutDifferently(a, b) => {
                write!(f, "mêmes mots, répartis autrement entre nom et prénom ({a} / {b})")
            }
            Self::SameBirthDate => f.write_str("même date de naissance"),
            Self::DayAndMonthSwapped(a, b) => write_dates(f, "jour et mois de naissance intervertis", *a, *b),
            Self::OneDigitOfBirthDate(a, b) => write_dates(f, "un chiffre de la date de naissance diffère", *a, *b),
            Self::DigitsOfBirthDateSwapped(a, b) => {
                write_dates(f, "deux chiffres de la date de naissance intervertis", *a, *b)
            }
            Self::OnePartOfBirthDate(a, b) => {
                let part = if a.month() == b.month() {
                    "le jour de naissance diffère"
                } else {
                    "le mois de naissance diffère"
                };
                write_dates(f, part, *a, *b)
            }
            Self::BirthDatesOneStepApart(a, b) => write_dates(f, "date de naissance à un jour ou un an près", *a, *b),
            Self::BornOnFirstOfJanuary(a, b) => {
                write_dates(f, "même année de naissance, jour et mois peut-être inconnus d’un côté", *a, *b)
            }
            Self::BirthDatesOneCenturyApart(a, b) => write_dates(f, "date de naissance à un siècle près", *a, *b),
            Self::OtherBirthDate(a, b) => write_dates(f, "date de naissance différente", *a, *b),
            Self::OtherSex => f.write_str("sexe différent"),
            Self::SamePhone => f.write_str("même téléphone"),
            Self::SameEmail => f.write_str("même adresse électronique"),
        }
    }
}

fn write_dates(f: &mut fmt::Formatter<'_>, clause: &str, a: NaiveDate, b: NaiveDate) -> fmt::Result {
    write!(f, "{clause} ({} / {})", a.format("%d/%m/%Y"), b.format("%d/%m/%Y"))
}
