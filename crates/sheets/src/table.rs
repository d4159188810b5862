use crate::grid::Grid;
use crate::{Encoding, Refusal, Row, header};

/// What a file turned out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Format {
    Csv { encoding: Encoding, bom: bool, delimiter: char },
    Xlsx { sheet: String },
    Ods { sheet: String },
    Xml { encoding: Encoding, record: String },
}

impl Format {
    /// « Windows-1252, séparateur « ; » »: how the file was read, in French.
    #[must_use]
    pub fn describe(&self) -> String {
        match self {
            Self::Csv { encoding, bom, delimiter } => {
                let bom = if *bom && *encoding == Encoding::Utf8 { " (BOM)" } else { "" };
                let delimiter = match delimiter {
                    '\t' => "tabulation".to_owned(),
                    other => format!("«\u{202f}{other}\u{202f}»"),
                };
                format!("Texte {}{bom}, séparateur {delimiter}", encoding.label())
            }
            Self::Xlsx { sheet } => format!("Classeur Excel, feuille «\u{202f}{sheet}\u{202f}»"),
            Self::Ods { sheet } => format!("Classeur OpenDocument, feuille «\u{202f}{sheet}\u{202f}»"),
            Self::Xml { encoding, record } => format!("XML {}, élément {record}", encoding.label()),
        }
    }

    /// A workbook called « .csv » is read all the same, and said.
    pub(crate) fn misnamed(&self, file_name: &str) -> Option<Note> {
        let (_, extension) = file_name.rsplit_once('.')?;
        let extension = extension.to_ascii_lowercase();
        let (is, expected): (&str, &[&str]) = match self {
            Self::Csv { .. } => ("un fichier texte", &["csv", "txt", "tsv", "tab", "text"]),
            Self::Xlsx { .. } => ("un classeur Excel", &["xlsx"]),
            Self::Ods { .. } => ("un classeur OpenDocument", &["ods"]),
            Self::Xml { .. } => ("un fichier XML", &["xml"]),
        };
        let known = ["csv", "txt", "tsv", "xlsx", "xls", "xlsm", "ods", "xml"];
        (known.contains(&extension.as_str()) && !expected.contains(&extension.as_str())).then(|| Note {
            line: None,
            text: format!("Le fichier porte l’extension .{extension}, mais c’est {is}\u{a0}: il est lu comme tel."),
        })
    }
}

/// Something worth telling about the file, in French.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Line it is about, when it is about one.
    pub line: Option<u32>,
    pub text: String,
}

/// A line above the header that holds something else: title, date of the export.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TitleLine {
    pub line: u32,
    /// Its filled cells, joined by « | ».
    pub text: String,
}

/// A list: a header and rows. Each line of the file that holds anything is in exactly one of `header_lines`,
/// `above` and [`Table::rows`].
#[derive(Debug)]
pub struct Table {
    pub format: Format,
    /// One name a column, as written; a column without a name is called by its letters, « Colonne C ».
    pub header: Vec<String>,
    /// Lines that make the header: none when the file has no header, two when names stand on two lines.
    pub header_lines: Vec<u32>,
    /// Lines above (or between the lines of) the header.
    pub above: Vec<TitleLine>,
    /// Lines that hold nothing, or only separators: skipped.
    pub blank_lines: usize,
    /// Sheets of the workbook that were not read.
    pub other_sheets: Vec<String>,
    /// Values that stand in an XML file outside the rows, by path (`PARAMETRES/UAJ`).
    pub document: Vec<(String, String)>,
    pub notes: Vec<Note>,
    grid: Grid,
    first_row: usize,
    names: Vec<String>,
}

impl Table {
    /// Finds the header of a grid of lines.
    pub(crate) fn from_grid(grid: Grid, format: Format, options: &crate::Options) -> Result<Self, Refusal> {
        if grid.len() == 0 {
            return Err(Refusal::OnlyBlank);
        }
        let found = header::find(&grid, options)?;
        let mut table = Self::with_header(grid, format, found.names);
        table.header_lines = found.lines;
        table.above = found.above;
        table.first_row = found.first_row;
        table.names = found.cells;
        table.notes = found.notes;
        Ok(table)
    }

    /// A grid whose columns are known (XML).
    pub(crate) fn with_header(grid: Grid, format: Format, header: Vec<String>) -> Self {
        Self {
            format,
            header,
            header_lines: Vec::new(),
            above: Vec::new(),
            blank_lines: grid.blank,
            other_sheets: Vec::new(),
            document: Vec::new(),
            notes: Vec::new(),
            grid,
            first_row: 0,
            names: Vec::new(),
        }
    }

    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        (self.first_row..self.grid.len()).map(|index| self.grid.row(index))
    }

    #[must_use]
    pub fn row_count(&self) -> usize {
        self.grid.len() - self.first_row
    }

    /// Is this row the header again (files glued end to end, one header a page)?
    #[must_use]
    pub fn repeats_header(&self, row: &Row<'_>) -> bool {
        let mut named = 0;
        for (column, name) in self.names.iter().enumerate() {
            if row.cell(column).text.trim() != name {
                return false;
            }
            named += usize::from(!name.is_empty());
        }
        named > 0 && row.len() <= self.names.len().max(self.header.len())
    }
}

/// `A`, `B`… `Z`, `AA`: the name a spreadsheet gives to a column counted from 0.
#[must_use]
pub fn column_letters(mut column: usize) -> String {
    let mut letters = Vec::new();
    loop {
        letters.push(b'A' + (column % 26) as u8);
        match (column / 26).checked_sub(1) {
            Some(rest) => column = rest,
            None => break,
        }
    }
    letters.iter().rev().map(|letter| char::from(*letter)).collect()
}
