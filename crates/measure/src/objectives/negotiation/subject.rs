//! What an objective is about, and how what it aims at reads.
use super::model::Negotiation;
use crate::indicators::Indicator;
use crate::words;
use db::Id;

/// An objective of a platform, with all that was said of it.
#[derive(Clone, Debug)]
pub struct Objective {
    pub id: Id,
    /// Code of the platform that commits itself.
    pub platform: String,
    pub platform_name: String,
    /// The one the school year starts in.
    pub year: i32,
    pub subject: Subject,
    pub negotiation: Negotiation,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Subject {
    Indicator(Indicator),
    /// The code of an indicator that left the catalogue: what was said stays readable, nothing more is.
    Retired(String),
    Words {
        title: String,
        /// From the lowest.
        steps: Vec<String>,
    },
}

impl Subject {
    /// Whether it can still be negotiated.
    pub fn is_alive(&self) -> bool {
        !matches!(self, Subject::Retired(_))
    }

    pub fn label(&self) -> &str {
        match self {
            Subject::Indicator(indicator) => indicator.label(),
            Subject::Retired(code) => code,
            Subject::Words { title, .. } => title,
        }
    }

    /// « 36,5 % », « palier 3 »; the bare number when the unit left with the indicator.
    pub fn aim(&self, aim: f64) -> String {
        match self {
            Subject::Indicator(indicator) => words::plain(*indicator, aim),
            Subject::Retired(_) => base::french::decimal(aim, 2),
            Subject::Words { .. } => format!("palier\u{a0}{}", base::french::decimal(aim, 0)),
        }
    }

    /// The same inside a sentence: « 36,5 % », « le palier 3 ».
    pub fn the_aim(&self, aim: f64) -> String {
        let article = if matches!(self, Subject::Words { .. }) { "le " } else { "" };
        format!("{article}{}", self.aim(aim))
    }
}

/// The step of a scale that an aim names, from 1.
pub fn step(aim: f64) -> i64 {
    aim.round() as i64
}
