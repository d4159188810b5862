//! A file → what each of its lines says. The door of the pure rules: bytes in, verdicts out, nothing stored.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use sheets::{Encoding, Options, Refusal, Table};

use super::candidate::Candidate;
use super::check::Checker;
use super::check_twice::Seen;
use super::columns::is_column_name;
use super::dates::{self, Century};
use super::mapping::{ListKind, Mapping};
use super::values;

/// Reads a list. `today` is the day of reading: ages are taken then unless `overrides` dates the list.
///
/// # Errors
/// A [`Refusal`] when the file as a whole cannot be read, or holds no line; its text says what to do.
pub fn read_list(
    bytes: &[u8],
    file_name: &str,
    overrides: &Overrides,
    today: NaiveDate,
) -> Result<ReadList, ListRefusal> {
    let table = sheets::read(bytes, file_name, &overrides.options())?;
    if table.row_count() == 0 {
        return Err(ListRefusal::NoLine);
    }
    let mut messages: Vec<Message> = table
        .notes
        .iter()
        .map(|note| Message {
            line: note.line,
            column: None,
            read: None,
            level: Level::Warning,
            text: note.text.clone(),
        })
        .collect();
    let (mapping, kind) = Mapping::of(&table, overrides.mapping.as_ref(), today, &mut messages);
    for field in mapping.missing() {
        messages.push(Message {
            line: table.header_lines.last().copied(),
            column: None,
            read: None,
            level: Level::Refused,
            text: format!(
                "Aucune colonne n’est reconnue comme «\u{202f}{}\u{202f}»\u{a0}: indiquez-la dans la correspondance, rien ne peut entrer sans elle.",
                field.label(),
            ),
        });
    }
    let mut checker = Checker {
        table: &table,
        mapping: &mapping,
        kind,
        today,
        list_date: overrides.list_date.unwrap_or(today),
        keep_those_still_in_training: overrides.keep_those_still_in_training,
        school: school_of_file(&table),
        seen: Seen::default(),
    };
    let lines = table.rows().map(|row| checker.check(&row)).collect();
    Ok(ReadList {
        format: table.format.describe(),
        kind,
        header_line: table.header_lines.last().copied(),
        titles: table.above.iter().map(|title| title.text.clone()).collect(),
        list_date_found: date_in_titles(&table, today),
        other_sheets: table.other_sheets.clone(),
        messages,
        lines,
        mapping,
    })
}

/// Why a list is not read at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ListRefusal {
    #[error(transparent)]
    File(#[from] Refusal),
    #[error(
        "Le fichier n’a que des titres de colonnes et aucune ligne. Vérifiez l’export, puis déposez-le de nouveau."
    )]
    NoLine,
}

/// SIECLE names the school once, above the pupils.
fn school_of_file(table: &Table) -> Option<String> {
    const PLACES: &[&str] = &["UAJ", "UAI", "RNE", "CODE_UAI", "CODE_RNE"];
    let named = |path: &str| PLACES.iter().any(|place| path.rsplit('/').next() == Some(place));
    table.document.iter().find(|(path, _)| named(path)).and_then(|(_, value)| values::uai(value))
}

/// « Édité le 03/10/2026 », not later than today, not older than two years.
fn date_in_titles(table: &Table, today: NaiveDate) -> Option<NaiveDate> {
    let words = table.above.iter().flat_map(|title| title.text.split_whitespace());
    words
        .map(|word| word.trim_matches(|c: char| !c.is_ascii_digit()))
        .filter(|word| word.len() >= 8 && word.contains(['/', '-', '.']))
        .filter_map(|word| dates::parse(word, Century::Present).ok().flatten())
        .find(|date| *date <= today && (today - *date).num_days() < 730)
}

/// A list as read: how, and what became of each line.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReadList {
    /// « Texte Windows-1252, séparateur « ; » ».
    pub format: String,
    /// What the list looks like, to propose a source.
    pub kind: ListKind,
    /// How columns were understood: show it, let it be corrected, save it for the source.
    pub mapping: Mapping,
    /// Line of the header, when there is one.
    pub header_line: Option<u32>,
    /// Lines above the header, not counted among the lines.
    pub titles: Vec<String>,
    /// Date the file gives itself in its titles (« Édité le 03/10/2026 »): to propose, not imposed.
    pub list_date_found: Option<NaiveDate>,
    /// Sheets of the workbook that were not read.
    pub other_sheets: Vec<String>,
    /// Messages about the whole file: columns, encoding, header.
    pub messages: Vec<Message>,
    /// Every line that holds anything, the header and the titles aside, in the order of the file.
    pub lines: Vec<CheckedLine>,
}

impl ReadList {
    /// Names of the columns that the law forbids to keep; their values were not read.
    pub fn dropped_columns(&self) -> impl Iterator<Item = &str> {
        self.mapping.dropped().map(|column| column.name.as_str())
    }

    /// Names of the columns nobody understood; left aside.
    pub fn unknown_columns(&self) -> impl Iterator<Item = &str> {
        self.mapping.unknown().map(|column| column.name.as_str())
    }
}

/// A line and its class. `lines = candidates + refused + ignored`, always.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CheckedLine {
    /// Line of the file, from 1.
    pub line: u32,
    pub verdict: Verdict,
    pub messages: Vec<Message>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Verdict {
    /// Somebody to create, attach or review.
    Candidate(Box<Candidate>),
    /// Cannot enter; a message of level [`Level::Refused`] says why and what to do.
    Refused,
    /// Nothing to do; a message of level [`Level::Info`] says why.
    Ignored(Ignored),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ignored {
    /// Total or subtotal.
    Total,
    /// Neither name nor birth date: a remark at the foot of the table.
    NotAPerson,
    /// The header again.
    RepeatedHeader,
    /// The person already stands on this line.
    Duplicate { first_line: u32 },
    /// The apprenticeship contract runs.
    ContractRuns,
    /// The pupil has not left the school.
    StillEnrolled,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    Info,
    Warning,
    Refused,
}

/// A remark on a line, in French: what was read, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// Line of the file; none for a remark about the whole file.
    pub line: Option<u32>,
    /// Name of the column, as in the file.
    pub column: Option<String>,
    /// What stands in the cell, shortened; never the value of a forbidden column.
    pub read: Option<String>,
    pub level: Level,
    pub text: String,
}

/// What the user (or the memory of the source) imposes on the reading.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Overrides {
    /// Columns as corrected by hand or saved for this source; other columns are recognised as usual.
    pub mapping: Option<Mapping>,
    /// Date of the list: ages are taken on that day. By default the day of reading.
    pub list_date: Option<NaiveDate>,
    /// Name of an encoding: `utf-8`, `windows-1252`, `iso-8859-15`, `utf-16le`, `utf-16be`, `macintosh`.
    pub encoding: Option<String>,
    pub delimiter: Option<char>,
    pub sheet: Option<String>,
    /// Line of the header; 0 when the file has none.
    pub header_line: Option<u32>,
    /// Keep apprentices whose contract runs and pupils without a leaving date (ignored by default).
    pub keep_those_still_in_training: bool,
}

impl Overrides {
    /// How the file is to be opened.
    pub(super) fn options(&self) -> Options {
        Options {
            encoding: self.encoding.as_deref().and_then(Encoding::from_name),
            delimiter: self.delimiter,
            sheet: self.sheet.clone(),
            header_line: self.header_line,
            is_column_name,
            record_elements: &["ELEVE"],
            ..Options::default()
        }
    }
}

#[cfg(test)]
mod tests;
