//! What is known of a person, as a list or a file gives it.

use crate::ine::Ine;
use crate::names::{FirstNames, LastName};
use chrono::NaiveDate;

/// A person as written somewhere. Texts stay as they were typed: comparison does the folding.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Identity {
    /// Every INE known, of any pattern, in any order.
    pub ines: Vec<Ine>,
    /// Nom de famille. Empty when the list has none.
    pub last_name: String,
    /// Nom d’usage.
    pub usage_name: Option<String>,
    /// Prénoms, one or several to an element: `["Jean-Pierre", "Louis"]` and `["Jean Pierre, Louis"]` are the same.
    pub first_names: Vec<String>,
    pub born_on: NaiveDate,
    pub sex: Option<Sex>,
    /// Telephone numbers of the person, in any French shape. They support a reason and decide nothing: a household has one.
    pub phones: Vec<String>,
    /// E-mail address; as phones, it decides nothing.
    pub email: Option<String>,
}

impl Identity {
    /// The three fields that decide; the others empty.
    pub fn new(
        last_name: impl Into<String>,
        first_names: impl IntoIterator<Item = impl Into<String>>,
        born_on: NaiveDate,
    ) -> Self {
        Self {
            last_name: last_name.into(),
            first_names: first_names.into_iter().map(Into::into).collect(),
            born_on,
            ..Self::default()
        }
    }
}

/// As registers record it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sex {
    Female,
    Male,
}

/// The names of an identity, folded once for many comparisons.
#[derive(Clone, Debug)]
pub(crate) struct Folded {
    pub last: LastName,
    pub first: FirstNames,
}

impl Folded {
    pub(crate) fn new(identity: &Identity) -> Self {
        Self {
            last: LastName::new(&identity.last_name, identity.usage_name.as_deref()),
            first: FirstNames::new(&identity.first_names),
        }
    }
}

/// The nine digits that identify a French number whatever its shape: `06 39 98 51 03`, `+33639985103`, `639985103`.
pub(crate) fn phone_digits(phone: &str) -> Option<String> {
    let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
    let start = digits.len().checked_sub(9)?;
    digits.get(start..).map(str::to_owned)
}

pub(crate) fn share_a_phone(a: &Identity, b: &Identity) -> bool {
    let theirs: Vec<String> = b.phones.iter().filter_map(|phone| phone_digits(phone)).collect();
    a.phones.iter().filter_map(|phone| phone_digits(phone)).any(|phone| theirs.contains(&phone))
}

pub(crate) fn share_an_email(a: &Identity, b: &Identity) -> bool {
    let plain = |email: &Option<String>| email.as_deref().map(|e| e.trim().to_lowercase()).filter(|e| !e.is_empty());
    plain(&a.email).is_some_and(|email| Some(email) == plain(&b.email))
}
