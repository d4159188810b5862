use super::places::Places;
use super::store::Fact;
use follow::cases::event::Source;
use follow::youths::Schooling;
use network::territories::Level;
use std::str::FromStr;

/// What the cases can be broken down by (MEASURE.md §4). Of the entry, except the territories: those that hold the case today.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Dimension {
    Month,
    Sex,
    Age,
    Source,
    Schooling,
    PriorityDistrict,
    Obligation,
    /// One level below the territory asked about; a platform itself.
    Territory,
    Region,
    Academy,
    Department,
    Platform,
}

impl Dimension {
    pub const ALL: [Dimension; 12] = [
        Dimension::Month,
        Dimension::Sex,
        Dimension::Age,
        Dimension::Source,
        Dimension::Schooling,
        Dimension::PriorityDistrict,
        Dimension::Obligation,
        Dimension::Territory,
        Dimension::Region,
        Dimension::Academy,
        Dimension::Department,
        Dimension::Platform,
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
            Dimension::Region => "region",
            Dimension::Academy => "academy",
            Dimension::Department => "department",
            Dimension::Platform => "platform",
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Dimension::Month => "Mois d’entrée",
            Dimension::Sex => "Sexe",
            Dimension::Age => "Âge à l’entrée",
            Dimension::Source => "Source",
            Dimension::Schooling => "Dernière scolarité",
            Dimension::PriorityDistrict => "Quartier prioritaire",
            Dimension::Obligation => "Obligation de formation (16-17 ans)",
            Dimension::Territory => "Territoire",
            Dimension::Region => Level::Region.label(),
            Dimension::Academy => Level::Academy.label(),
            Dimension::Department => Level::Department.label(),
            Dimension::Platform => Level::Platform.label(),
        }
    }

    /// The code of the class that a case falls in.
    pub(super) fn class<'a>(self, fact: &'a Fact, places: &'a Places) -> &'a str {
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
            Dimension::Territory => places.below(&fact.platform),
            Dimension::Region => places.at(Level::Region, &fact.platform),
            Dimension::Academy => places.at(Level::Academy, &fact.platform),
            Dimension::Department => places.at(Level::Department, &fact.platform),
            Dimension::Platform => &fact.platform,
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
            (Dimension::PriorityDistrict, "yes") => "En quartier prioritaire".into(),
            (Dimension::PriorityDistrict, "no") => "Hors quartier prioritaire".into(),
            (Dimension::Obligation, "yes") => "16-17\u{a0}ans".into(),
            (Dimension::Obligation, "no") => "Autres âges".into(),
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
