//! Every flaw a list was seen with, in a file built here.
#![expect(clippy::unwrap_used, reason = "a file that the tests build and cannot write is a broken test")]

mod csv_dialects;
mod header;
mod hostile;
mod refusals;
mod workbooks;
mod xml;

use sheets::{Options, Refusal, Table};

/// Reads with the default options.
fn read(bytes: impl AsRef<[u8]>, name: &str) -> Result<Table, Refusal> {
    sheets::read(bytes.as_ref(), name, &Options::default())
}

/// The rows as texts, each with its line.
fn rows(table: &Table) -> Vec<(u32, Vec<String>)> {
    table.rows().map(|row| (row.line(), row.cells().map(|cell| cell.text.to_owned()).collect())).collect()
}

/// A zip of the parts given.
fn zip(parts: &[(&str, &[u8])]) -> Vec<u8> {
    use std::io::Write;
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}
