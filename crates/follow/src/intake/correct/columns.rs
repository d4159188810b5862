//! The columns of a file as they are understood now, with some of their values; and as the user corrects them.
use crate::intake::fields::Field;
use crate::intake::mapping::{Column, Mapping, Use};
use crate::intake::reading::{Overrides, read_list};
use base::Form;
use chrono::NaiveDate;
use sheets::Table;
use std::str::FromStr;

/// Values shown of each column.
const EXAMPLES: usize = 3;
/// Lines looked at for them.
const LOOKED_AT: usize = 200;
/// Longest example shown, in characters.
const LONGEST: usize = 40;

/// A file opened and understood.
pub struct Opened {
    pub mapping: Mapping,
    /// A few different values of each column; none of a column that may not be kept.
    pub examples: Vec<Vec<String>>,
    pub sheets: Vec<String>,
    pub is_text: bool,
    pub has_encoding: bool,
    pub format: String,
    pub header_line: Option<u32>,
    /// The day that the file gives itself in its titles.
    pub dated: Option<NaiveDate>,
}

/// # Errors
/// The sentence of a file that is not read.
pub fn open(content: &[u8], file_name: &str, overrides: &Overrides, today: NaiveDate) -> Result<Opened, String> {
    let table = sheets::read(content, file_name, &overrides.options()).map_err(|e| e.to_string())?;
    let read = read_list(content, file_name, overrides, today).map_err(|e| e.to_string())?;
    let examples = read.mapping.columns.iter().enumerate().map(|(n, column)| examples(&table, n, column)).collect();
    let sheet = match &table.format {
        sheets::Format::Xlsx { sheet } | sheets::Format::Ods { sheet } => Some(sheet.clone()),
        _ => None,
    };
    Ok(Opened {
        examples,
        sheets: sheet.into_iter().chain(table.other_sheets.iter().cloned()).collect(),
        is_text: matches!(table.format, sheets::Format::Csv { .. }),
        has_encoding: matches!(table.format, sheets::Format::Csv { .. } | sheets::Format::Xml { .. }),
        format: table.format.describe(),
        header_line: read.header_line,
        dated: read.list_date_found,
        mapping: read.mapping,
    })
}

fn examples(table: &Table, index: usize, column: &Column) -> Vec<String> {
    let mut examples: Vec<String> = vec![];
    if matches!(column.usage, Use::Dropped(_)) {
        return examples;
    }
    for row in table.rows().take(LOOKED_AT) {
        let text = crate::intake::text::clean(row.cell(index).text);
        let text = crate::intake::text::shorten(&text, LONGEST);
        if !text.is_empty() && !examples.contains(&text) {
            examples.push(text);
        }
        if examples.len() == EXAMPLES {
            break;
        }
    }
    examples
}

/// The code of a field in a form: that of saved mappings.
pub fn code(field: Field) -> String {
    match serde_json::to_value(field) {
        Ok(serde_json::Value::String(code)) => code,
        _ => String::new(),
    }
}

/// A column left aside by the user.
pub const ASIDE: &str = "aside";

/// The name of the select of a column.
pub fn name(index: usize) -> String {
    format!("colonne-{index}")
}

/// What the select of a column says now.
pub fn chosen(usage: Use) -> String {
    match usage {
        Use::Field(field) => code(field),
        Use::Unneeded | Use::Dropped(_) => ASIDE.to_owned(),
        Use::Unknown => String::new(),
    }
}

/// The mapping to impose: what was imposed before, and what the user changed now. The other columns stay recognised as usual.
pub fn corrected(form: &mut Form, opened: &Opened, before: Option<&Mapping>) -> Option<Mapping> {
    let mut imposed: Vec<Column> = vec![];
    let mut before: Vec<&Column> = before.map(|mapping| mapping.columns.iter().collect()).unwrap_or_default();
    for (index, column) in opened.mapping.columns.iter().enumerate() {
        let earlier = before.iter().position(|b| b.name == column.name).map(|at| before.remove(at));
        let field_name = name(index);
        let now = form.raw(&field_name).to_owned();
        let changed = form.raw_all(&field_name).next().is_some() && now != chosen(column.usage);
        let usage = match (changed, now.as_str()) {
            (false, _) => earlier.map_or(Use::Unknown, |earlier| earlier.usage),
            (true, "") => Use::Unknown,
            (true, ASIDE) => Use::Unneeded,
            (true, code) => match field(code) {
                Some(field) => Use::Field(field),
                None => {
                    form.refuse(&field_name, "Choisissez dans la liste.");
                    return None;
                }
            },
        };
        // A column that is not imposed keeps its place among those of the same name.
        imposed.push(Column { name: column.name.clone(), usage });
    }
    Some(Mapping { columns: imposed })
}

fn field(code: &str) -> Option<Field> {
    serde_json::from_value(serde_json::Value::String(code.to_owned())).ok()
}

/// The line of the titles of columns; 0 when the file has none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HeaderLine(pub u32);

impl FromStr for HeaderLine {
    type Err = &'static str;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(HeaderLine).map_err(|_| "Donnez un numéro de ligne, ou 0 si le fichier n’a pas de titres.")
    }
}

/// The character between the cells of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Delimiter(pub char);

impl FromStr for Delimiter {
    type Err = &'static str;
    fn from_str(code: &str) -> Result<Self, Self::Err> {
        DELIMITERS
            .iter()
            .find(|(known, ..)| *known == code)
            .map(|(_, c, _)| Delimiter(*c))
            .ok_or("Choisissez dans la liste.")
    }
}

/// Code, character, words.
pub const DELIMITERS: [(&str, char, &str); 4] = [
    ("point-virgule", ';', "point-virgule"),
    ("virgule", ',', "virgule"),
    ("tabulation", '\t', "tabulation"),
    ("barre", '|', "barre verticale"),
];

pub fn delimiter_code(delimiter: char) -> String {
    DELIMITERS.iter().find(|(_, c, _)| *c == delimiter).map(|(code, ..)| (*code).to_owned()).unwrap_or_default()
}
