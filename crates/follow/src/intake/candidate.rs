//! What a line of a list says of a young person, once every value has been read.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use matching::Ine;

use super::phones::Phone;
use crate::youths::Sex;

/// A person a list names, with enough to be recognised: name, first name, birth date. The rest may be missing.
///
/// Texts are trimmed, in composed Unicode, without control characters; they are otherwise as written (HTML or
/// formulas are plain text: escape on output).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Candidate {
    /// Identifiers of a known form. A youth may have two (before and after 2018).
    #[serde(with = "ine_texts")]
    pub ines: Vec<Ine>,
    pub last_name: String,
    pub usage_name: Option<String>,
    /// One to three first names, in civil order.
    pub first_names: Vec<String>,
    #[serde(with = "sex_code")]
    pub sex: Option<Sex>,
    pub birth_date: NaiveDate,
    pub address: Option<String>,
    /// Five digits.
    pub postcode: Option<String>,
    pub commune: Option<String>,
    /// INSEE code of the commune, when the list gives it.
    pub commune_code: Option<String>,
    pub phones: Vec<Phone>,
    pub email: Option<String>,
    /// In the order of the list (legal guardian 1, then 2); one may be known by his phone alone.
    pub guardians: Vec<GuardianFacts>,
    pub school: SchoolFacts,
    pub contract: ContractFacts,
    pub mission_locale: MissionLocaleFacts,
    /// Identifier of the line in the sender's own software.
    pub source_reference: Option<String>,
    pub priority_district: Option<bool>,
    /// What happened, for files that bring it (contacts, situations).
    pub event: EventFacts,
    /// Free comments: they stay at the platform.
    pub comments: Vec<String>,
    /// Another line of the file carries the same INE for a different person: never attach on the INE alone.
    pub ine_shared_with_line: Option<u32>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GuardianFacts {
    /// 1 or 2.
    pub rank: u8,
    pub last_name: Option<String>,
    pub first_name: Option<String>,
    pub phones: Vec<Phone>,
    pub email: Option<String>,
}

/// The last school or training centre, and what was studied there.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SchoolFacts {
    /// Seven digits and a letter.
    pub uai: Option<String>,
    pub name: Option<String>,
    pub postcode: Option<String>,
    pub phone: Option<Phone>,
    pub email: Option<String>,
    /// National code of the class followed (MEF).
    pub mef: Option<String>,
    /// Code of the diploma prepared (apprentices).
    pub formation_code: Option<String>,
    pub formation: Option<String>,
    pub left_on: Option<NaiveDate>,
    /// Highest diploma obtained, as written.
    pub diploma: Option<String>,
}

/// The apprenticeship contract.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContractFacts {
    pub started_on: Option<NaiveDate>,
    pub ends_on: Option<NaiveDate>,
    pub broken_on: Option<NaiveDate>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MissionLocaleFacts {
    pub known: Option<bool>,
    pub file_number: Option<String>,
    pub first_welcomed_on: Option<NaiveDate>,
    /// As the mission locale writes it (« PACEA », « CEJ », « Sans suite »).
    pub situation: Option<String>,
}

/// What happened to the person, in the sender's words.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventFacts {
    pub happened_on: Option<NaiveDate>,
    /// « CDI », « Injoignable », « Rendez-vous pris ».
    pub label: Option<String>,
    pub detail: Option<String>,
}

impl Candidate {
    /// First names as one text, in civil order.
    #[must_use]
    pub fn first_names_text(&self) -> String {
        self.first_names.join(" ")
    }
}

/// Identifiers are saved as their eleven characters.
mod ine_texts {
    use matching::Ine;
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

    pub fn serialize<S: Serializer>(ines: &[Ine], serializer: S) -> Result<S::Ok, S::Error> {
        ines.iter().map(Ine::as_str).collect::<Vec<_>>().serialize(serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Ine>, D::Error> {
        Vec::<String>::deserialize(deserializer)?
            .iter()
            .map(|text| Ine::parse(text).map_err(D::Error::custom))
            .collect()
    }
}

/// Sex is saved as its code, `F` or `M`.
mod sex_code {
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

    use crate::youths::Sex;

    pub fn serialize<S: Serializer>(sex: &Option<Sex>, serializer: S) -> Result<S::Ok, S::Error> {
        sex.map(Sex::as_str).serialize(serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Sex>, D::Error> {
        let code = Option::<String>::deserialize(deserializer)?;
        code.map(|code| code.parse().map_err(D::Error::custom)).transpose()
    }
}
