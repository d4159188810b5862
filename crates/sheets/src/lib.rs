//! Any spreadsheet-like file → rows of text cells, each with its true line number and its column name.
//!
//! People send lists as they have them: CSV in five encodings, workbooks with titles above the header, XML exports.
//! [`read`] finds out what a file is from its bytes (never from its name alone), reads it, finds the header by its
//! shape and gives a [`Table`]. Every line that holds anything is either in the header, in [`Table::above`] or a row.
//! What cannot be read is refused with a French sentence that says what to do ([`Refusal`]).
//!
//! Nothing here knows what the columns mean.

mod archive;
mod delimited;
mod encoding;
mod grid;
mod header;
mod ods;
mod refusal;
mod sniff;
mod table;
mod workbook;
mod xml;

pub use encoding::Encoding;
pub use grid::{Cell, Row, Value};
pub use refusal::Refusal;
pub use table::{Format, Note, Table, TitleLine, column_letters};

use sniff::Kind;

/// How to read a file: limits, and what a user may have corrected.
#[derive(Debug, Clone)]
pub struct Options {
    /// Largest file accepted, in bytes.
    pub max_bytes: usize,
    /// Largest content accepted once a workbook is unpacked, in bytes (a small zip can hold gigabytes).
    pub max_unpacked_bytes: u64,
    /// Most lines accepted.
    pub max_rows: usize,
    /// Encoding to use instead of the one found (text and XML).
    pub encoding: Option<Encoding>,
    /// Delimiter to use instead of the one found (text).
    pub delimiter: Option<char>,
    /// Sheet to read instead of the first one that holds a table.
    pub sheet: Option<String>,
    /// Line of the header instead of the one found. `Some(0)`: the file has none.
    pub header_line: Option<u32>,
    /// Does the caller know this text as the name of a column? Helps to find the header, never decides alone.
    pub is_column_name: fn(&str) -> bool,
    /// Names of the XML element that makes a row, when the caller knows some; otherwise the most repeated one.
    pub record_elements: &'static [&'static str],
}

impl Default for Options {
    fn default() -> Self {
        Self {
            max_bytes: 64 << 20,
            max_unpacked_bytes: 1 << 30,
            max_rows: 500_000,
            encoding: None,
            delimiter: None,
            sheet: None,
            header_line: None,
            is_column_name: |_| false,
            record_elements: &[],
        }
    }
}

/// Reads a file. `file_name` only serves the messages and the choice between formats that share their first bytes.
///
/// # Errors
/// A [`Refusal`] when the file is not a list that can be read; its text says what to do.
pub fn read(bytes: &[u8], file_name: &str, options: &Options) -> Result<Table, Refusal> {
    if bytes.is_empty() {
        return Err(Refusal::Empty);
    }
    if bytes.len() > options.max_bytes {
        return Err(Refusal::TooLarge { bytes: bytes.len(), max: options.max_bytes });
    }
    let mut table = match sniff::kind(bytes, options)? {
        Kind::Xlsx => workbook::read(bytes, options)?,
        Kind::Ods => ods::read(bytes, options)?,
        Kind::Xml => xml::read(bytes, options)?,
        Kind::Text => delimited::read(bytes, options)?,
    };
    if let Some(note) = table.format.misnamed(file_name) {
        table.notes.push(note);
    }
    Ok(table)
}
