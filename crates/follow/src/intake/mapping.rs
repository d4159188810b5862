//! How the columns of a file are understood. Saved as JSON per source, corrected by users.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use matching::fold;
use serde::{Deserialize, Serialize};
use sheets::Table;

use super::columns::{Meaning, meaning};
use super::columns_values::guess;
use super::fields::Field;
use super::mapping_ready::{known_list, rename};
use super::reading::{Level, Message};

pub use super::mapping_ready::ListKind;

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mapping {
    /// In the order of the file.
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
    /// Understood, and of no use here; or left aside by the user.
    Unneeded,
    /// Not understood; left aside, and named.
    Unknown,
}

/// Why a column may not be kept (CNIL, délibération 2010-446; GDPR, article 9).
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

impl Forbidden {
    /// « nationalité », in a sentence.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Nationality => "nationalité",
            Self::Health => "santé ou handicap",
            Self::SocialOrFamily => "situation sociale ou familiale",
            Self::Offences => "infractions ou mesures de justice",
            Self::Beliefs => "origine, religion ou opinions",
            Self::Nir => "numéro de sécurité sociale",
        }
    }
}

impl Mapping {
    pub fn dropped(&self) -> impl Iterator<Item = &Column> {
        self.columns.iter().filter(|column| matches!(column.usage, Use::Dropped(_)))
    }

    pub fn unknown(&self) -> impl Iterator<Item = &Column> {
        self.columns.iter().filter(|column| column.usage == Use::Unknown)
    }

    pub fn has(&self, field: Field) -> bool {
        self.columns.iter().any(|column| column.usage == Use::Field(field))
    }

    /// The first column of a field, counted from 0.
    #[must_use]
    pub fn column_of(&self, field: Field) -> Option<usize> {
        self.columns.iter().position(|column| column.usage == Use::Field(field))
    }

    /// What is needed to recognise anybody and no column gives.
    #[must_use]
    pub fn missing(&self) -> Vec<Field> {
        let mut missing = Vec::new();
        if !self.has(Field::LastName) && !self.has(Field::FullName) {
            missing.push(Field::LastName);
        }
        if !self.has(Field::FirstName) && !self.has(Field::FullName) {
            missing.push(Field::FirstName);
        }
        if !self.has(Field::BirthDate) {
            missing.push(Field::BirthDate);
        }
        missing
    }

    /// Understands the columns of a table: what the user corrected first, then ready lists, headers, values.
    pub(super) fn of(
        table: &Table,
        corrected: Option<&Mapping>,
        today: NaiveDate,
        messages: &mut Vec<Message>,
    ) -> (Self, ListKind) {
        let titles: Vec<&str> = table.above.iter().map(|title| title.text.as_str()).collect();
        let kind = known_list(&table.header, &titles);
        let mut meanings: Vec<Meaning> =
            table.header.iter().map(|name| rename(kind, name).unwrap_or_else(|| meaning(name))).collect();
        let imposed = corrected.map(|corrected| impose(&table.header, corrected, &mut meanings)).unwrap_or_default();
        guess(table, today, &mut meanings, messages);
        settle_rivals(table, &mut meanings, &imposed, messages);
        let columns = table.header.iter().zip(meanings).map(|(name, meaning)| {
            let usage = match meaning {
                Meaning::Field(field) => Use::Field(field),
                Meaning::Forbidden(reason) => Use::Dropped(reason),
                Meaning::Aside => Use::Unneeded,
                Meaning::Unknown => Use::Unknown,
            };
            Column { name: name.clone(), usage }
        });
        (Self { columns: columns.collect() }, kind)
    }
}

/// Applies what a user decided, by name (and by rank among equal names). A forbidden column stays forbidden.
fn impose(header: &[String], corrected: &Mapping, meanings: &mut [Meaning]) -> HashSet<usize> {
    let mut waiting: HashMap<String, Vec<Use>> = HashMap::new();
    for column in corrected.columns.iter().rev() {
        waiting.entry(fold(&column.name)).or_default().push(column.usage);
    }
    let mut imposed = HashSet::new();
    for (index, (name, meaning)) in header.iter().zip(meanings).enumerate() {
        let Some(usage) = waiting.get_mut(&fold(name)).and_then(Vec::pop) else { continue };
        if matches!(meaning, Meaning::Forbidden(_)) {
            continue;
        }
        imposed.insert(index);
        *meaning = match usage {
            Use::Field(field) => Meaning::Field(field),
            Use::Dropped(reason) => Meaning::Forbidden(reason),
            Use::Unneeded => Meaning::Aside,
            Use::Unknown => continue,
        };
    }
    imposed
}

/// Two columns for a field that takes one: the user's choice, else the first, stays; the other is left aside, and said.
fn settle_rivals(table: &Table, meanings: &mut [Meaning], imposed: &HashSet<usize>, messages: &mut Vec<Message>) {
    let mut kept: HashMap<Field, usize> = HashMap::new();
    for index in 0..meanings.len() {
        let Some(Meaning::Field(field)) = meanings.get(index).copied() else { continue };
        if field.takes_many() {
            continue;
        }
        let Some(first) = kept.get(&field).copied() else {
            kept.insert(field, index);
            continue;
        };
        let second_wins = imposed.contains(&index) && !imposed.contains(&first);
        let (winner, loser) = if second_wins { (index, first) } else { (first, index) };
        kept.insert(field, winner);
        if let Some(meaning) = meanings.get_mut(loser) {
            *meaning = Meaning::Aside;
        }
        let name = |column: usize| table.header.get(column).map_or("", String::as_str);
        let letters = |column: usize| sheets::column_letters(column);
        let same = fold(name(winner)) == fold(name(loser));
        let which = if same {
            format!(
                "La colonne «\u{202f}{}\u{202f}» figure deux fois ({} et {})",
                name(winner),
                letters(winner),
                letters(loser)
            )
        } else {
            format!(
                "Les colonnes «\u{202f}{}\u{202f}» et «\u{202f}{}\u{202f}» disent la même chose ({})",
                name(winner),
                name(loser),
                field.label()
            )
        };
        messages.push(Message {
            line: table.header_lines.last().copied(),
            column: Some(name(loser).to_owned()),
            read: None,
            level: Level::Warning,
            text: format!(
                "{which}\u{a0}: seule la colonne {} est lue. Corrigez la correspondance si c’est l’autre qu’il faut.",
                letters(winner),
            ),
        });
    }
}
