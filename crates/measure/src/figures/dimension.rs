use super::store::Fact;
use follow::cases::event::Source;
use follow::youths::Schooling;
use std::str::FromStr;

/// What the cases can be broken down by (MEASURE.md §4). Of the entry, except the territory: one level below the one asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Dimension {
    Month,
    Sex,
    Age,
    Source,
    Schooling,
    PriorityDistrict,
    Obligation,
    Territory,
}

impl Dimension {
    pub const ALL: [Dimension; 8] = [
        Dimension::Month,
        Dimension::Sex,
        Dimension::Age,
        Dimension::Source,
        Dimension::Schooling,
        Dimension::PriorityDistrict,
        Dimension::Obligation,
        Dimension::Territory,
    ];

    /// The word of the API and of the command line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Dimension::Month => "month",
            Dimension::Sex => "sex",
            Dimension::Age => "age",
            Dimension::Source => "source",
            Dimension::Schooling => "schooling",
            Dimension::PriorityDistrict => "priority_district",
            Dimension::Obligation => "obligation",
            Dimension::Territory => "territory",
        }
    }

    pub const fn label(self) -> &'static str {
        match self {
            Dimension::Month => "Mois d’entrée",
            Dimension::Sex => "Sexe",
            Dimension::Age => "Âge à l’entrée",
            Dimension::Source => "Source",
            Dimension::Schooling => "Dernière scolarité",
            Dimension::PriorityDistrict => "Quartier prioritaire",
            Dimension::Obligation => "Obligation de formation (16-17 ans)",
            Dimension::Territory => "Territoire",
        }
    }

    /// The code of the class that a case falls in.
    pub(super) fn class(self, fact: &Fact) -> &str {
        match self {
            Dimension::Month => &fact.month,
            Dimension::Sex => &fact.sex,
            Dimension::Age => age_band(fact.age),
            Dimension::Source => &fact.source,
            Dimension::Schooling => &fact.schooling,
            Dimension::PriorityDistrict => &fact.priority_district,
            Dimension::Obligation => {
                if matches!(fact.age, 16..=17) {
                    "yes"
                } else {
                    "no"
                }
            }
            Dimension::Territory => &fact.below,
        }
    }

    /// How a class reads on screen; months and territories are written by those who know them.
    pub fn class_label(self, class: &str) -> String {
        match (self, class) {
            (Dimension::Sex, "F") => "Filles".into(),
            (Dimension::Sex, "M") => "Garçons".into(),
            (Dimension::Age, "0-15") => "15 ans ou moins".into(),
            (Dimension::Age, "26+") => "26 ans ou plus".into(),
            (Dimension::Age, band) => format!("{band}\u{a0}ans"),
            (Dimension::Source, code) => capital(code.parse().map_or(code, |source: Source| source.label())),
            (Dimension::Schooling, code) => {
                capital(code.parse().map_or(code, |schooling: Schooling| schooling.label()))
            }
            (_, "yes") => "Oui".into(),
            (_, "no") => "Non".into(),
            (_, "unknown") => "Non renseigné".into(),
            (_, class) => class.to_owned(),
        }
    }
}

/// The age bands of MEASURE.md §4.
pub fn age_band(age: i64) -> &'static str {
    match age {
        ..=15 => "0-15",
        16..=17 => "16-17",
        18..=20 => "18-20",
        21..=25 => "21-25",
        _ => "26+",
    }
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

impl FromStr for Dimension {
    type Err = String;
    fn from_str(word: &str) -> Result<Self, String> {
        Dimension::ALL.into_iter().find(|d| d.as_str() == word).ok_or_else(|| {
            let known = Dimension::ALL.map(Dimension::as_str).join(", ");
            format!("Ventilation inconnue\u{a0}: «\u{202f}{word}\u{202f}». Possibles\u{a0}: {known}.")
        })
    }
}
