//! Tables → files that people keep: CSV, XLSX, ODS.
//!
//! A [`Workbook`] says what is in the cells, and what each one is (a text, a number, a share, a day, a sum…). The writers say
//! it in each format, so that the three open alike. Nothing here knows what the columns mean.
mod csv;
mod format;
mod formula;
mod ods;
mod text;
mod workbook;
mod xlsx;

pub use format::Format;
pub use workbook::{Cell, Column, Row, Sheet, Workbook};

/// Why a file could not be written: more lines than a sheet takes, in fact.
#[derive(Debug, thiserror::Error)]
#[error("the file cannot be written: {0}")]
pub struct Error(String);

/// The file. A CSV holds the first sheet only, and the results of its formulas.
///
/// # Errors
/// When a sheet has more lines or columns than its format takes.
pub fn write(workbook: &Workbook, format: Format) -> Result<Vec<u8>, Error> {
    match format {
        Format::Csv => Ok(csv::write(workbook.sheets.first())),
        Format::Xlsx => xlsx::write(workbook).map_err(|e| Error(e.to_string())),
        Format::Ods => ods::write(workbook).map_err(|e| Error(e.to_string())),
    }
}
