//! The five levels of the network and the codes of their territories.

use std::fmt;
use std::str::FromStr;

use base::french::of_place;
use serde::{Deserialize, Serialize};

/// The five levels, each the parent of the next (glossary of PRODUCT.md: national, région académique, académie,
/// département, plate-forme). Ordered from the top: `Nation < Platform`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    Nation,
    Region,
    Academy,
    Department,
    Platform,
}

impl Level {
    /// From the nation down.
    pub const ALL: [Self; 5] = [Self::Nation, Self::Region, Self::Academy, Self::Department, Self::Platform];

    /// The word of the database and of the API.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Nation => "nation",
            Self::Region => "region",
            Self::Academy => "academy",
            Self::Department => "department",
            Self::Platform => "platform",
        }
    }

    /// The word on screen.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Nation => "National",
            Self::Region => "Région académique",
            Self::Academy => "Académie",
            Self::Department => "Département",
            Self::Platform => "Plate-forme",
        }
    }

    /// The level above; none above the nation.
    #[must_use]
    pub fn parent(self) -> Option<Self> {
        let rank = Self::ALL.iter().position(|&level| level == self)?;
        rank.checked_sub(1).and_then(|above| Self::ALL.get(above).copied())
    }

    /// The level below; none below a platform.
    #[must_use]
    pub fn child(self) -> Option<Self> {
        let rank = Self::ALL.iter().position(|&level| level == self)?;
        Self::ALL.get(rank + 1).copied()
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Why a text is not a territory code or a level; the message is for the person who typed it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TerritoryError {
    #[error(
        "« {0} » n’est pas un code de territoire\u{202f}: attendu FR, R53 (région), A14 (académie), D29 (département) \
         ou 29-BREST (plate-forme)."
    )]
    Code(String),
    #[error("« {0} » n’est pas un niveau\u{202f}: attendu nation, region, academy, department ou platform.")]
    Level(String),
}

impl FromStr for Level {
    type Err = TerritoryError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|level| level.as_str() == text)
            .ok_or_else(|| TerritoryError::Level(text.chars().take(40).collect()))
    }
}

/// The code of a territory, unique across levels and readable by people:
/// `FR`; `R` + INSEE region code (`R53`); `A` + academy code (`A14`); `D` + département code (`D29`, `D2A`, `D974`);
/// for a platform, département code + `-` + its town (`29-BREST`, `2A-AJACCIO`).
///
/// The level is in the code. That the territory exists is another question, which the database answers.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TerritoryCode(String);

impl TerritoryCode {
    /// The whole country.
    #[must_use]
    pub fn nation() -> Self {
        Self("FR".into())
    }

    /// The région académique of an INSEE region code (`53`).
    ///
    /// # Errors
    /// When the code has not the shape of a region's.
    pub fn region(insee: &str) -> Result<Self, TerritoryError> {
        format!("R{insee}").parse()
    }

    /// The académie of an academy code (`14`).
    ///
    /// # Errors
    /// When the code has not the shape of an academy's.
    pub fn academy(code: &str) -> Result<Self, TerritoryError> {
        format!("A{code}").parse()
    }

    /// The département of a département code (`29`, `2A`, `974`).
    ///
    /// # Errors
    /// When the code has not the shape of a département's.
    pub fn department(code: &str) -> Result<Self, TerritoryError> {
        format!("D{code}").parse()
    }

    /// The platform of a town of a département: (`29`, `Brest`) → `29-BREST`.
    ///
    /// # Errors
    /// When the département code has not its shape, or the town holds no letter.
    pub fn platform(department: &str, town: &str) -> Result<Self, TerritoryError> {
        format!("{department}-{}", slug(town)).parse()
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The level that the code's shape says.
    #[must_use]
    pub fn level(&self) -> Level {
        level_of(&self.0).expect("checked when the code was made")
    }

    /// For a platform or a département: the département's code without its letter (`29`, `2A`, `974`).
    #[must_use]
    pub fn department_code(&self) -> Option<&str> {
        match self.level() {
            Level::Platform => self.0.split_once('-').map(|(department, _)| department),
            Level::Department => self.0.get(1..),
            Level::Nation | Level::Region | Level::Academy => None,
        }
    }
}

impl FromStr for TerritoryCode {
    type Err = TerritoryError;

    /// Accepts lower case and surrounding blanks, as typed on a command line.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let code = text.trim().to_ascii_uppercase();
        match level_of(&code) {
            Some(_) => Ok(Self(code)),
            None => Err(TerritoryError::Code(text.trim().chars().take(40).collect())),
        }
    }
}

impl TryFrom<String> for TerritoryCode {
    type Error = TerritoryError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<TerritoryCode> for String {
    fn from(code: TerritoryCode) -> Self {
        code.0
    }
}

impl AsRef<str> for TerritoryCode {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for TerritoryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A territory as the tree knows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Territory {
    pub code: TerritoryCode,
    pub level: Level,
    /// As on screen: « Finistère », « PSAD de Brest ».
    pub name: String,
    /// The territory just above; none for the nation.
    pub parent: Option<TerritoryCode>,
}

impl Territory {
    /// The name with its level, where several levels may bear the same: « Académie de Paris », « Région académique Corse ».
    #[must_use]
    pub fn title(&self) -> String {
        match self.level {
            Level::Region => format!("Région académique {}", self.name),
            Level::Academy => match self.name.as_str() {
                island @ ("Guadeloupe" | "Martinique" | "Guyane") => format!("Académie de la {island}"),
                name => format!("Académie {}", of_place(name)),
            },
            Level::Nation | Level::Department | Level::Platform => self.name.clone(),
        }
    }
}

fn level_of(code: &str) -> Option<Level> {
    if code == "FR" {
        return Some(Level::Nation);
    }
    if let Some((department, town)) = code.split_once('-') {
        return (is_department(department) && is_slug(town)).then_some(Level::Platform);
    }
    let (letter, rest) = code.split_at_checked(1)?;
    match letter {
        // Overseas collectivities without a region of their own take their INSEE code: R988.
        "R" if is_two_digits(rest) || is_overseas(rest) => Some(Level::Region),
        "A" if is_two_digits(rest) => Some(Level::Academy),
        "D" if is_department(rest) => Some(Level::Department),
        _ => None,
    }
}

fn is_two_digits(text: &str) -> bool {
    text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_overseas(text: &str) -> bool {
    text.len() == 3 && (text.starts_with("97") || text.starts_with("98")) && text.bytes().all(|b| b.is_ascii_digit())
}

/// `01`–`95` (20 is no longer one), `2A`, `2B`, or three digits overseas.
fn is_department(text: &str) -> bool {
    matches!(text, "2A" | "2B")
        || (is_two_digits(text) && text != "20" && ("01"..="95").contains(&text))
        || is_overseas(text)
}

fn is_slug(text: &str) -> bool {
    text.len() <= 60
        && text
            .split('-')
            .all(|word| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit()))
}

/// « Saint-Denis » → `SAINT-DENIS`, « L’Île-Rousse » → `L-ILE-ROUSSE`.
fn slug(town: &str) -> String {
    matching::fold(town).to_ascii_uppercase().replace(' ', "-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_level_is_the_parent_of_the_next() {
        for pair in Level::ALL.windows(2) {
            assert_eq!(pair[0].child(), Some(pair[1]));
            assert_eq!(pair[1].parent(), Some(pair[0]));
        }
        assert_eq!(Level::Nation.parent(), None);
        assert_eq!(Level::Platform.child(), None);
    }

    #[test]
    fn a_code_says_its_level() {
        for (code, level) in [
            ("FR", Level::Nation),
            ("R53", Level::Region),
            ("R01", Level::Region),
            ("R988", Level::Region),
            ("A14", Level::Academy),
            ("D29", Level::Department),
            ("D2A", Level::Department),
            ("D974", Level::Department),
            ("29-BREST", Level::Platform),
            ("2A-AJACCIO", Level::Platform),
            ("974-SAINT-DENIS", Level::Platform),
            ("75-PARIS-12", Level::Platform),
        ] {
            assert_eq!(code.parse::<TerritoryCode>().unwrap().level(), level, "{code}");
        }
    }

    #[test]
    fn what_is_not_a_code_is_refused_with_a_message_that_shows_the_right_shapes() {
        for text in [
            "",
            "F",
            "R",
            "R5",
            "R533",
            "A1",
            "A140",
            "D20",
            "D96",
            "D00",
            "D2C",
            "É29",
            "29",
            "29-",
            "-BREST",
            "29-Brest!",
            "29--BREST",
            "29-BREST-",
            "96-BREST",
            "FR-BREST",
            "29-BRÉST",
            "DROP TABLE",
        ] {
            let refused = text.parse::<TerritoryCode>().unwrap_err();
            assert!(refused.to_string().contains("29-BREST (plate-forme)"), "{text}: {refused}");
        }
    }

    #[test]
    fn a_code_typed_in_lower_case_is_the_same_code() {
        assert_eq!(" 29-brest ".parse::<TerritoryCode>().unwrap().as_str(), "29-BREST");
        assert_eq!("d2a".parse::<TerritoryCode>().unwrap().as_str(), "D2A");
    }

    #[test]
    fn a_platform_takes_the_name_of_its_town_without_accents() {
        assert_eq!(TerritoryCode::platform("2B", "L’Île-Rousse").unwrap().as_str(), "2B-L-ILE-ROUSSE");
        assert_eq!(TerritoryCode::platform("93", "Saint-Denis").unwrap().as_str(), "93-SAINT-DENIS");
        assert!(TerritoryCode::platform("93", "…").is_err());
        assert!(TerritoryCode::platform("20", "Ajaccio").is_err());
    }

    #[test]
    fn a_platform_and_a_department_know_their_department_code() {
        assert_eq!("2A-AJACCIO".parse::<TerritoryCode>().unwrap().department_code(), Some("2A"));
        assert_eq!("D974".parse::<TerritoryCode>().unwrap().department_code(), Some("974"));
        assert_eq!("R53".parse::<TerritoryCode>().unwrap().department_code(), None);
    }

    #[test]
    fn a_code_in_json_is_its_text_and_is_checked_on_the_way_in() {
        let code: TerritoryCode = serde_json::from_str("\"29-BREST\"").unwrap();
        assert_eq!(serde_json::to_string(&code).unwrap(), "\"29-BREST\"");
        assert!(serde_json::from_str::<TerritoryCode>("\"29 BREST\"").is_err());
    }

    #[test]
    fn a_title_tells_levels_of_one_name_apart() {
        let title = |code: &str, name: &str| {
            let code: TerritoryCode = code.parse().unwrap();
            Territory { level: code.level(), code, name: name.into(), parent: None }.title()
        };
        assert_eq!(title("R94", "Corse"), "Région académique Corse");
        assert_eq!(title("A27", "Corse"), "Académie de Corse");
        assert_eq!(title("A02", "Aix-Marseille"), "Académie d’Aix-Marseille");
        assert_eq!(title("A31", "Martinique"), "Académie de la Martinique");
        assert_eq!(title("A28", "La Réunion"), "Académie de La Réunion");
        assert_eq!(title("D75", "Paris"), "Paris");
        assert_eq!(title("29-BREST", "PSAD de Brest"), "PSAD de Brest");
    }
}
