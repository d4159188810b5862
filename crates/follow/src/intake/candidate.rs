//! What a line of a list says of a young person, once every value has been read.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::values::{Ine, Phone, Sex};

/// A person a list names, with enough to be recognised: name, first name, birth date. The rest may be missing.
///
/// Texts are trimmed, in composed Unicode, without control characters; they are otherwise as written (HTML or
/// formulas are plain text: escape on output).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Candidate {
    /// Identifiers of a known form. A youth may have two (before and after 2018).
    pub ines: Vec<Ine>,
    pub last_name: String,
    pub usage_name: Option<String>,
    /// One to three first names, in civil order.
    pub first_names: Vec<String>,
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
