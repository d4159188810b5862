//! A submitted form keeps every value as typed; parsing collects one message per field.
use crate::Error;
use axum::RequestExt as _;
use axum::extract::{FromRequest, RawForm, Request};
use std::collections::BTreeMap;
use std::fmt::Display;
use std::str::FromStr;

const REQUIRED: &str = "Renseignez ce champ.";

/// The fields of a form or of a query string, and what is wrong with them.
#[derive(Clone, Debug, Default)]
pub struct Form {
    values: Vec<(String, String)>,
    errors: BTreeMap<String, String>,
}

impl<S: Send + Sync> FromRequest<S> for Form {
    type Rejection = Error;
    async fn from_request(request: Request, _: &S) -> Result<Self, Error> {
        let RawForm(bytes) =
            request.extract().await.map_err(|_| Error::BadRequest("Le formulaire n’a pas pu être lu.".into()))?;
        Ok(Form::parse(&bytes))
    }
}

impl Form {
    pub fn parse(bytes: &[u8]) -> Self {
        Form { values: form_urlencoded::parse(bytes).into_owned().collect(), errors: BTreeMap::new() }
    }

    /// A form already filled, for the page that shows it first.
    pub fn filled<'a>(values: impl IntoIterator<Item = (&'a str, String)>) -> Self {
        Form { values: values.into_iter().map(|(k, v)| (k.to_owned(), v)).collect(), errors: BTreeMap::new() }
    }

    /// The value as typed, without the spaces around; empty when the field is absent.
    pub fn raw(&self, name: &str) -> &str {
        self.values.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value.trim())
    }

    /// The value untouched: a password may begin with a space.
    pub fn secret(&self, name: &str) -> &str {
        self.values.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
    }

    pub fn raw_all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.values.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.trim())
    }

    pub fn is_checked(&self, name: &str) -> bool {
        !self.raw(name).is_empty()
    }

    pub fn error(&self, name: &str) -> Option<&str> {
        self.errors.get(name).map(String::as_str)
    }

    /// Field and message, in no order that means anything: `dsfr::ErrorSummary::of` puts them in that of the page.
    pub fn errors(&self) -> impl Iterator<Item = (&str, &str)> {
        self.errors.iter().map(|(name, message)| (name.as_str(), message.as_str()))
    }

    /// Marks a field as refused; the first message stays.
    pub fn refuse(&mut self, name: &str, why: impl Display) {
        self.errors.entry(name.into()).or_insert_with(|| why.to_string());
    }

    /// Parses a field that must be filled; on failure records the message and returns `None`.
    pub fn required<T: FromStr<Err: Display>>(&mut self, name: &str) -> Option<T> {
        if self.raw(name).is_empty() {
            self.refuse(name, REQUIRED);
            return None;
        }
        self.optional(name)?
    }

    /// `Some(None)`: left empty. `None`: refused.
    pub fn optional<T: FromStr<Err: Display>>(&mut self, name: &str) -> Option<Option<T>> {
        let raw = self.raw(name);
        if raw.is_empty() {
            return Some(None);
        }
        match raw.parse() {
            Ok(value) => Some(Some(value)),
            Err(error) => {
                let error = error.to_string();
                self.refuse(name, error);
                None
            }
        }
    }

    /// Every value of a repeated field (checkboxes); one wrong value refuses the field.
    pub fn all<T: FromStr<Err: Display>>(&mut self, name: &str) -> Option<Vec<T>> {
        let parsed: Result<Vec<T>, String> =
            self.raw_all(name).map(|value| value.parse().map_err(|e: T::Err| e.to_string())).collect();
        match parsed {
            Ok(values) => Some(values),
            Err(error) => {
                self.refuse(name, error);
                None
            }
        }
    }

    pub fn is_valid(&self) -> bool {
        self.errors.is_empty()
    }
}

/// A day typed by a person: `2026-11-24` (date fields) or `24/11/2026`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day(pub chrono::NaiveDate);

impl FromStr for Day {
    type Err = &'static str;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        use chrono::Datelike as _;
        ["%Y-%m-%d", "%d/%m/%Y"]
            .iter()
            .find_map(|format| chrono::NaiveDate::parse_from_str(text, format).ok())
            .filter(|day| (1900..=2200).contains(&day.year()))
            .map(Day)
            .ok_or("Cette date n’existe pas. Écrivez jour/mois/année, par exemple 24/11/2026.")
    }
}

/// Text of reasonable length: what a note or a name may hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text<const MAX: usize>(pub String);

impl<const MAX: usize> FromStr for Text<MAX> {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let length = text.chars().count();
        if length > MAX {
            return Err(format!("Ce texte compte {length} caractères ; gardez-en {MAX} au plus."));
        }
        Ok(Text(text.chars().filter(|c| !c.is_control() || *c == '\n').collect()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_field_is_said_once_and_everything_typed_is_kept() {
        let mut form = Form::parse("jour=31%2F02%2F2026&nom=Le+Goff".as_bytes());
        assert_eq!(form.required::<Day>("jour"), None);
        assert_eq!(form.required::<Text<40>>("nom"), Some(Text("Le Goff".into())));
        assert_eq!(form.required::<Text<40>>("prenom"), None);
        assert!(form.error("jour").expect("refused").contains("n’existe pas"));
        assert_eq!(form.error("prenom"), Some(REQUIRED));
        assert_eq!(form.raw("jour"), "31/02/2026");
        assert!(!form.is_valid());
    }

    #[test]
    fn a_text_too_long_says_how_much_may_stay() {
        let error = "a".repeat(10_000).parse::<Text<2000>>().expect_err("refused");
        assert!(error.contains("10000") && error.contains("2000"), "{error}");
    }
}
