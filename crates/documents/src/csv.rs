//! CSV as French offices open it: BOM, semicolons, CRLF, commas in decimals; and no cell that a spreadsheet would compute.
use crate::text::clean;
use crate::workbook::{Cell, Sheet};

pub(crate) fn write(sheet: Option<&Sheet>) -> Vec<u8> {
    let mut file = String::from("\u{feff}");
    if let Some(sheet) = sheet {
        line(&mut file, sheet.columns.iter().map(|column| text(&column.label)));
        for row in &sheet.rows {
            line(&mut file, row.cells.iter().map(shown));
        }
    }
    file.into_bytes()
}

fn line(file: &mut String, cells: impl Iterator<Item = String>) {
    for (n, cell) in cells.enumerate() {
        if n > 0 {
            file.push(';');
        }
        file.push_str(&cell);
    }
    file.push_str("\r\n");
}

fn shown(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(content) => text(content),
        Cell::Sign(words) => text(words),
        Cell::Whole(n) | Cell::Sum { result: n, .. } => n.to_string(),
        Cell::Decimal(n) | Cell::Percent(n) | Cell::Ratio { result: n, .. } => n.to_string().replace('.', ","),
        Cell::Date(day) => day.format("%d/%m/%Y").to_string(),
    }
}

/// In quotes where needed. Spreadsheets compute a text that begins like a formula, even in quotes: an apostrophe before shows it.
fn text(content: &str) -> String {
    let guard = if content.starts_with(['=', '+', '-', '@', '\t', '\n', '\r', '\0']) { "'" } else { "" };
    let content = format!("{guard}{}", clean(content));
    if content.contains([';', '"', '\n']) { format!("\"{}\"", content.replace('"', "\"\"")) } else { content }
}
