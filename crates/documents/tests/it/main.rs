//! What is written is read back: by calamine, by a CSV reader, as a spreadsheet would.
#![expect(clippy::unwrap_used, reason = "a test stops at the first thing that is not as it should be")]

mod numbers;
mod texts;

use calamine::{Data, Ods, Xlsx, open_workbook_from_rs};
use chrono::{DateTime, Utc};
use documents::{Cell, Column, Format, Row, Sheet, Workbook};
use std::io::Cursor;

pub fn made_at() -> DateTime<Utc> {
    "2026-11-24T07:02:00Z".parse().unwrap()
}

pub fn workbook(sheets: Vec<Sheet>) -> Workbook {
    Workbook { title: "Tableau de bord & <essai>".into(), made_at: made_at(), sheets }
}

/// One column of texts.
pub fn column_of(texts: &[String]) -> Workbook {
    let rows = texts.iter().map(|text| Row::new([Cell::Text(text.clone()), Cell::Whole(1)])).collect();
    workbook(vec![Sheet::new("Textes", vec![Column::text("Texte", 20), Column::number("Un", 6)], rows)])
}

/// The cells of a sheet, header included, and its formulas where they stand.
pub struct Read {
    pub cells: Vec<Vec<Data>>,
    pub formulas: Vec<(usize, usize, String)>,
}

/// The sheets of an XLSX or of an ODS, by the name of their tab.
pub fn read(workbook: &Workbook, format: Format) -> Vec<(String, Read)> {
    let bytes = documents::write(workbook, format).unwrap();
    match format {
        Format::Xlsx => sheets(open_workbook_from_rs::<Xlsx<_>, _>(Cursor::new(bytes)).unwrap()),
        Format::Ods => sheets(open_workbook_from_rs::<Ods<_>, _>(Cursor::new(bytes)).unwrap()),
        Format::Csv => panic!("a CSV has no sheets"),
    }
}

fn sheets<R: calamine::Reader<Cursor<Vec<u8>>>>(mut file: R) -> Vec<(String, Read)>
where
    R::Error: std::fmt::Debug,
{
    let names = file.sheet_names();
    let mut sheets = vec![];
    for name in names {
        let range = file.worksheet_range(&name).unwrap();
        assert_eq!(range.start(), Some((0, 0)), "the header is on the first line");
        let formulas = file.worksheet_formula(&name).unwrap();
        let (top, left) = formulas.start().unwrap_or_default();
        let formulas = formulas
            .cells()
            .filter(|(_, _, formula)| !formula.is_empty())
            .map(|(row, column, formula)| (row + top as usize, column + left as usize, formula.clone()))
            .collect();
        sheets.push((name, Read { cells: range.rows().map(<[Data]>::to_vec).collect(), formulas }));
    }
    sheets
}

/// The lines of the CSV, without its BOM.
pub fn read_csv(workbook: &Workbook) -> Vec<Vec<String>> {
    let bytes = documents::write(workbook, Format::Csv).unwrap();
    let text = std::str::from_utf8(&bytes).unwrap().strip_prefix('\u{feff}').expect("a BOM").to_owned();
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').has_headers(false).from_reader(text.as_bytes());
    reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
}
