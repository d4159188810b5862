use super::styles::{self, column_style};
use super::{XML, escaped};
use crate::formula::OPEN_FORMULA;
use crate::text::clean;
use crate::workbook::{Cell, Row, Sheet, Workbook};
use std::fmt::Write as _;

pub fn content(workbook: &Workbook, tabs: &[String]) -> String {
    let mut xml = format!(
        "{XML}<office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
         xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" \
         xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" \
         xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
         xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\" \
         xmlns:number=\"urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0\" \
         xmlns:of=\"urn:oasis:names:tc:opendocument:xmlns:of:1.2\" office:version=\"1.3\">{}\
         <office:body><office:spreadsheet>",
        styles::automatic(workbook)
    );
    for (sheet, tab) in workbook.sheets.iter().zip(tabs) {
        table(&mut xml, sheet, tab);
    }
    xml.push_str("</office:spreadsheet></office:body></office:document-content>");
    xml
}

fn table(xml: &mut String, sheet: &Sheet, tab: &str) {
    push(xml, format_args!("<table:table table:name=\"{}\">", escaped(tab)));
    for column in &sheet.columns {
        push(xml, format_args!("<table:table-column table:style-name=\"{}\"/>", column_style(column.width)));
    }
    // Repeated on each page that is printed.
    xml.push_str("<table:table-header-rows><table:table-row table:style-name=\"ligne\">");
    for column in &sheet.columns {
        let style = if column.is_number { "titre-nombre" } else { "titre" };
        string(xml, &column.label, style);
    }
    xml.push_str("</table:table-row></table:table-header-rows>");
    for (n, row) in sheet.rows.iter().enumerate() {
        line(xml, n, row);
    }
    xml.push_str("</table:table>");
}

fn line(xml: &mut String, n: usize, row: &Row) {
    xml.push_str("<table:table-row table:style-name=\"ligne\">");
    let bold = if row.is_total { "-total" } else { "" };
    for (column, cell) in row.cells.iter().enumerate() {
        match cell {
            Cell::Empty => push(xml, format_args!("<table:table-cell table:style-name=\"texte{bold}\"/>")),
            Cell::Text(content) => string(xml, content, &format!("texte{bold}")),
            Cell::Sign(words) => string(xml, words, &format!("signe{bold}")),
            Cell::Whole(count) => value(xml, "float", "entier", bold, "", *count as f64),
            // Half days show their half, whole ones do not show « ,0 ».
            Cell::Decimal(number) if number.fract() == 0.0 => value(xml, "float", "entier", bold, "", *number),
            Cell::Decimal(number) => value(xml, "float", "decimal", bold, "", *number),
            Cell::Percent(ratio) => value(xml, "percentage", "part", bold, "", *ratio),
            Cell::Date(day) => push(
                xml,
                format_args!(
                    "<table:table-cell table:style-name=\"jour{bold}\" office:value-type=\"date\" \
                     office:date-value=\"{day}\"><text:p>{}</text:p></table:table-cell>",
                    day.format("%d/%m/%Y")
                ),
            ),
            Cell::Sum { rows, result } => {
                value(xml, "float", "entier", bold, &OPEN_FORMULA.sum(column, rows), *result as f64);
            }
            Cell::Ratio { over, under, result } => {
                value(xml, "percentage", "part", bold, &OPEN_FORMULA.ratio(n, over, *under), *result);
            }
        }
    }
    xml.push_str("</table:table-row>");
}

/// A number, with its formula when it has one.
fn value(xml: &mut String, kind: &str, style: &str, bold: &str, formula: &str, number: f64) {
    push(xml, format_args!("<table:table-cell table:style-name=\"{style}{bold}\" office:value-type=\"{kind}\""));
    if !formula.is_empty() {
        push(xml, format_args!(" table:formula=\"{formula}\""));
    }
    push(xml, format_args!(" office:value=\"{number}\"/>"));
}

/// A text: a paragraph a line. Spaces that XML would drop have their own mark.
fn string(xml: &mut String, content: &str, style: &str) {
    push(xml, format_args!("<table:table-cell table:style-name=\"{style}\" office:value-type=\"string\">"));
    for paragraph in clean(content).split('\n') {
        xml.push_str("<text:p>");
        let mut before = ' ';
        let mut letters = paragraph.chars().peekable();
        while let Some(letter) = letters.next() {
            match letter {
                ' ' if before == ' ' || letters.peek().is_none_or(|after| *after == ' ') => xml.push_str("<text:s/>"),
                '\t' => xml.push_str("<text:tab/>"),
                '&' => xml.push_str("&amp;"),
                '<' => xml.push_str("&lt;"),
                '>' => xml.push_str("&gt;"),
                other => xml.push(other),
            }
            before = letter;
        }
        xml.push_str("</text:p>");
    }
    xml.push_str("</table:table-cell>");
}

fn push(xml: &mut String, text: std::fmt::Arguments<'_>) {
    xml.write_fmt(text).expect("a String takes all");
}
