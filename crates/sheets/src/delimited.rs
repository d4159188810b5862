//! CSV and its cousins. Own splitter: it keeps true line numbers (LF, CRLF, lone CR, line breaks in quotes), and a
//! quote that nothing closes costs its cell, not the rest of the file.

use crate::grid::Grid;
use crate::{Format, Note, Options, Refusal, Table, Value, encoding};

/// A quoted cell longer than this is an opening quote that nobody closed.
const LONGEST_QUOTED: usize = 128 << 10;
const MOST_LINES_QUOTED: u32 = 200;
/// After so many unclosed quotes, quotes mean nothing in this file.
const MOST_STRAY_QUOTES: u32 = 1_000;

pub(crate) fn read(bytes: &[u8], options: &Options) -> Result<Table, Refusal> {
    let decoded = encoding::decode(bytes, options.encoding)?;
    let text = decoded.text.trim_end_matches(['\u{1a}', '\0']);
    let (announced, text, skipped) = announced_delimiter(text);
    let delimiter = options.delimiter.filter(char::is_ascii).or(announced).unwrap_or_else(|| likeliest_delimiter(text));

    let mut grid = Grid::new(options.max_rows);
    let mut records = Records::new(text, delimiter as u8);
    while let Some(line) = records.next_record(|cell| grid.push(cell, Value::Text)) {
        grid.end_row(line + skipped)?;
    }
    let format = Format::Csv { encoding: decoded.encoding, bom: decoded.bom, delimiter };
    let mut table = Table::from_grid(grid, format, options)?;
    table.notes.extend(decoded.repaired.map(|text| Note { line: None, text: text.to_owned() }));
    table.notes.extend(records.first_stray_quote.map(|line| Note {
        line: Some(line + skipped),
        text: "Un guillemet est ouvert et jamais refermé\u{a0}: il est lu comme un caractère ordinaire.".to_owned(),
    }));
    Ok(table)
}

/// Excel's `sep=;` on the first line.
fn announced_delimiter(text: &str) -> (Option<char>, &str, u32) {
    let first = text.lines().next().unwrap_or("");
    let announced = first.strip_prefix("sep=").or_else(|| first.strip_prefix("SEP="));
    match announced.and_then(|rest| rest.chars().next()).filter(char::is_ascii) {
        Some(delimiter) if first.trim_end().len() <= "sep=;".len() => {
            let rest = text.get(first.len()..).unwrap_or("");
            (Some(delimiter), rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix('\n')).unwrap_or(rest), 1)
        }
        _ => (None, text, 0),
    }
}

/// The delimiter that cuts most of the first records into the same number of cells; of two, the one that cuts more.
fn likeliest_delimiter(text: &str) -> char {
    let mut best = (';', 0.0);
    for delimiter in [';', '\t', ',', '|'] {
        let mut records = Records::new(text, delimiter as u8);
        let mut widths = Vec::new();
        loop {
            let (mut width, mut blank) = (0_usize, true);
            let next = records.next_record(|cell| {
                width += 1;
                blank &= cell.trim().is_empty();
            });
            if next.is_none() || widths.len() == 100 {
                break;
            }
            if !blank {
                widths.push(width);
            }
        }
        let usual = most_common(&widths);
        if usual > 1 {
            let alike = widths.iter().filter(|width| **width == usual).count();
            let score = alike as f64 / widths.len() as f64 * (1.0 + (usual as f64).ln());
            if score > best.1 {
                best = (delimiter, score);
            }
        }
    }
    best.0
}

fn most_common(widths: &[usize]) -> usize {
    let mut sorted = widths.to_vec();
    sorted.sort_unstable();
    sorted.chunk_by(|a, b| a == b).max_by_key(|run| run.len()).and_then(|run| run.first()).copied().unwrap_or(0)
}

struct Records<'a> {
    text: &'a str,
    at: usize,
    line: u32,
    delimiter: u8,
    stray_quotes: u32,
    first_stray_quote: Option<u32>,
    unquoted: String,
}

/// How a cell ended.
enum End {
    Cell,
    Record,
}

impl<'a> Records<'a> {
    fn new(text: &'a str, delimiter: u8) -> Self {
        Self { text, at: 0, line: 1, delimiter, stray_quotes: 0, first_stray_quote: None, unquoted: String::new() }
    }

    /// Gives the cells of the next record, then the line it begins on; `None` at the end.
    fn next_record(&mut self, mut cell: impl FnMut(&str)) -> Option<u32> {
        if self.at >= self.text.len() {
            return None;
        }
        let line = self.line;
        loop {
            let end = match self.quoted_cell() {
                Some(end) => {
                    cell(&self.unquoted);
                    end
                }
                None => {
                    let start = self.at;
                    let stop = self.find(start, |byte| matches!(byte, b'\n' | b'\r'));
                    cell(self.text.get(start..stop).unwrap_or(""));
                    self.at = stop;
                    self.step_over_end()
                }
            };
            if matches!(end, End::Record) {
                return Some(line);
            }
        }
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }

    /// First place from `from` that is the delimiter or answers `wanted`; the end of the text otherwise.
    fn find(&self, from: usize, wanted: impl Fn(u8) -> bool) -> usize {
        let rest = self.text.as_bytes().get(from..).unwrap_or(&[]);
        rest.iter().position(|byte| *byte == self.delimiter || wanted(*byte)).map_or(self.text.len(), |i| from + i)
    }

    /// At a delimiter, a line end or the end of the text.
    fn step_over_end(&mut self) -> End {
        match self.byte(self.at) {
            Some(b'\r') if self.byte(self.at + 1) == Some(b'\n') => self.at += 2,
            Some(byte) if byte == self.delimiter => {
                self.at += 1;
                return End::Cell;
            }
            Some(_) => self.at += 1,
            None => return End::Record,
        }
        self.line += 1;
        End::Record
    }

    /// Reads a quoted cell into `unquoted`. `None`, nothing consumed, when the cell is not quoted or never closed.
    fn quoted_cell(&mut self) -> Option<End> {
        let mut start = self.at;
        while self.byte(start) == Some(b' ') {
            start += 1;
        }
        if self.byte(start) != Some(b'"') || self.stray_quotes >= MOST_STRAY_QUOTES {
            return None;
        }
        self.unquoted.clear();
        let (mut at, mut lines) = (start + 1, 0);
        let mut copied = at;
        loop {
            let byte = self.byte(at);
            let too_long = at - start > LONGEST_QUOTED || lines > MOST_LINES_QUOTED;
            match byte {
                None => return self.stray_quote(),
                Some(_) if too_long => return self.stray_quote(),
                Some(b'"') => {
                    self.unquoted.push_str(self.text.get(copied..at).unwrap_or(""));
                    if self.byte(at + 1) == Some(b'"') {
                        self.unquoted.push('"');
                        at += 2;
                    } else if let Some(stop) = self.end_after(at + 1) {
                        self.at = stop;
                        self.line += lines;
                        return Some(self.step_over_end());
                    } else {
                        // A quote in the middle, not doubled: the sender did not know the rule.
                        self.unquoted.push('"');
                        at += 1;
                    }
                    copied = at;
                }
                Some(b'\n') => {
                    lines += 1;
                    at += 1;
                }
                Some(b'\r') => {
                    lines += u32::from(self.byte(at + 1) != Some(b'\n'));
                    at += 1;
                }
                Some(_) => at += 1,
            }
        }
    }

    /// The place of the delimiter or line end that follows, spaces allowed.
    fn end_after(&self, mut at: usize) -> Option<usize> {
        while self.byte(at) == Some(b' ') {
            at += 1;
        }
        match self.byte(at) {
            None | Some(b'\n' | b'\r') => Some(at),
            Some(byte) if byte == self.delimiter => Some(at),
            Some(_) => None,
        }
    }

    fn stray_quote(&mut self) -> Option<End> {
        self.stray_quotes += 1;
        self.first_stray_quote.get_or_insert(self.line);
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn records(text: &str, delimiter: char) -> Vec<(u32, Vec<String>)> {
        let mut reader = Records::new(text, delimiter as u8);
        let mut all = Vec::new();
        loop {
            let mut cells = Vec::new();
            match reader.next_record(|cell| cells.push(cell.to_owned())) {
                Some(line) => all.push((line, cells)),
                None => return all,
            }
        }
    }

    #[test]
    fn line_numbers_stay_true_through_quotes_and_every_line_end() {
        let all = records("a;b\r\n\"x\r\ny\";\"\"\"z\"\"\"\rc;d\n\ne", ';');
        let lines: Vec<u32> = all.iter().map(|(line, _)| *line).collect();
        assert_eq!(lines, [1, 2, 4, 5, 6]);
        assert_eq!(all[1].1, ["x\r\ny", "\"z\""]);
    }

    #[test]
    fn a_quote_never_closed_costs_one_cell_only() {
        let all = records("a;\"b;c\nd;e;f\n", ';');
        assert_eq!(all[0].1, ["a", "\"b", "c"]);
        assert_eq!(all[1].1, ["d", "e", "f"]);
    }

    #[test]
    fn quotes_inside_a_cell_are_letters() {
        assert_eq!(
            records("L\"Espoir;\"dit \"le grand\" ici\";x", ';')[0].1,
            ["L\"Espoir", "dit \"le grand\" ici", "x"]
        );
    }

    #[test]
    fn thousands_of_stray_quotes_take_no_time() {
        let text = "\"x;".repeat(200_000);
        assert_eq!(records(&text, ';')[0].1.len(), 200_001);
    }

    #[test]
    fn commas_in_addresses_do_not_hide_the_semicolon() {
        let text = "Nom;Adresse;Ville\nA;1, rue X;Brest\nB;2, rue Y;Brest\nC;3, rue Z;Brest\n";
        assert_eq!(likeliest_delimiter(text), ';');
        assert_eq!(likeliest_delimiter("Nom|Ville\nA|Brest\n"), '|');
        assert_eq!(likeliest_delimiter("Nom\tVille\nA\tBrest\n"), '\t');
        assert_eq!(likeliest_delimiter("Nom,Ville\nA,Brest\n"), ',');
        assert_eq!(likeliest_delimiter("Nom\nA\n"), ';');
    }

    #[test]
    fn excel_may_announce_its_delimiter() {
        assert_eq!(announced_delimiter("sep=,\r\na;b,c"), (Some(','), "a;b,c", 1));
        assert_eq!(announced_delimiter("separation;nom\n").0, None);
    }
}
