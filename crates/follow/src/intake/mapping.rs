//! How the columns of a file are understood. Saved as JSON per source, corrected by users.

use serde::{Deserialize, Serialize};

use super::fields::Field;

/// What a list looks like, by its columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ListKind {
    /// National list (SIEI, RIO).
    National,
    MissionLocale,
    /// Broken contracts, from the « tableau de bord de l’apprentissage ».
    BrokenContracts,
    /// All apprentices of a training centre.
    Sifa,
    /// SIECLE, XML of a school.
    Siecle,
    /// What happened to people already known (several lines a person are normal): not a list of young people.
    Events,
    Other,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mapping {
    pub columns: Vec<Column>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// As written in the header.
    pub name: String,
    #[serde(rename = "use")]
    pub usage: Use,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Use {
    Field(Field),
    /// Forbidden by law: not read.
    Dropped(Forbidden),
    /// Not understood, or not needed.
    LeftAside,
}

/// Why a column may not be kept (CNIL, délibération 2010-446).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Forbidden {
    Nationality,
    Health,
    SocialOrFamily,
    Offences,
    Beliefs,
    /// Social security number.
    Nir,
}

impl Mapping {
    pub fn dropped(&self) -> impl Iterator<Item = &Column> {
        self.columns.iter().filter(|column| matches!(column.usage, Use::Dropped(_)))
    }

    pub fn unknown(&self) -> impl Iterator<Item = &Column> {
        self.columns.iter().filter(|column| column.usage == Use::LeftAside)
    }
}
