//! The query string of an operation: a parameter that it does not know, or that is said twice, is refused rather than passed over.
use super::problem::{Mistake, Problem, Result};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use std::convert::Infallible;

/// Names and values, as sent.
pub struct Query(Vec<(String, String)>);

impl<S: Send + Sync> FromRequestParts<S> for Query {
    type Rejection = Infallible;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> std::result::Result<Self, Infallible> {
        Ok(Query::parse(parts.uri.query().unwrap_or_default()))
    }
}

impl Query {
    pub fn parse(text: &str) -> Self {
        Query(form_urlencoded::parse(text.as_bytes()).into_owned().collect())
    }

    /// The value of each of `names`, in their order; none of those absent.
    ///
    /// # Errors
    /// A parameter of another name, or one said twice.
    pub fn only<const N: usize>(self, names: [&'static str; N]) -> Result<[Option<String>; N]> {
        let mut values = [const { None }; N];
        let mut mistakes = vec![];
        for (name, value) in self.0 {
            match names.iter().position(|known| *known == name).and_then(|place| values.get_mut(place)) {
                Some(place @ None) => *place = Some(value),
                Some(Some(_)) => mistakes.push(Mistake::new(name, TWICE)),
                None => mistakes.push(Mistake::new(shown(&name), unknown(&names))),
            }
        }
        if mistakes.is_empty() { Ok(values) } else { Err(Problem::parameters(mistakes)) }
    }
}

pub const TWICE: &str =
    "Ce paramètre est donné deux fois. Gardez-en un ; plusieurs valeurs se séparent par des virgules.";

/// What is said of a name that is none of `names`.
pub fn unknown(names: &[&str]) -> String {
    match names {
        [] => "Ce paramètre n’existe pas : cette adresse n’en prend aucun.".into(),
        _ => format!("Ce paramètre n’existe pas. Possibles\u{a0}: {}.", names.join(", ")),
    }
}

/// What was sent, short enough to stand in a sentence.
pub fn shown(text: &str) -> String {
    let mut shown: String = text.chars().filter(|c| !c.is_control()).take(40).collect();
    if text.chars().nth(40).is_some() {
        shown.push('…');
    }
    shown
}
