//! A file → what each of its lines says. The door of the pure rules: bytes in, verdicts out, nothing stored.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::candidate::Candidate;
use super::mapping::{ListKind, Mapping};

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
