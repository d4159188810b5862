use proptest::prelude::*;
use sheets::{Encoding, Format, Options, Value};

use crate::{read, rows};

/// How a list may be written.
#[derive(Debug, Clone, Copy)]
struct Dialect {
    encoding: Encoding,
    bom: bool,
    delimiter: char,
    line_end: &'static str,
    always_quoted: bool,
}

impl Dialect {
    fn write(self, table: &[Vec<String>]) -> Vec<u8> {
        let line = |row: &Vec<String>| {
            row.iter().map(|cell| self.cell(cell)).collect::<Vec<_>>().join(&self.delimiter.to_string())
        };
        let text = table.iter().map(line).map(|line| line + self.line_end).collect::<String>();
        let text = if self.bom { format!("\u{feff}{text}") } else { text };
        match self.encoding {
            Encoding::Utf8 => text.into_bytes(),
            Encoding::Utf16Le => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            Encoding::Utf16Be => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
            Encoding::Windows1252 => encoding_rs::WINDOWS_1252.encode(&text).0.into_owned(),
            Encoding::Iso8859_15 => encoding_rs::ISO_8859_15.encode(&text).0.into_owned(),
            Encoding::Macintosh => encoding_rs::MACINTOSH.encode(&text).0.into_owned(),
        }
    }

    fn cell(self, text: &str) -> String {
        let needs_quotes = self.always_quoted || text.contains([self.delimiter, '"', '\n', '\r']);
        if needs_quotes { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_owned() }
    }
}

fn dialects() -> impl Strategy<Value = Dialect> {
    let encodings = prop_oneof![
        Just((Encoding::Utf8, false)),
        Just((Encoding::Utf8, true)),
        Just((Encoding::Utf16Le, true)),
        Just((Encoding::Utf16Le, false)),
        Just((Encoding::Utf16Be, true)),
        Just((Encoding::Utf16Be, false)),
        Just((Encoding::Windows1252, false)),
        Just((Encoding::Iso8859_15, false)),
    ];
    let delimiters = prop_oneof![Just(';'), Just(','), Just('\t'), Just('|')];
    let line_ends = prop_oneof![Just("\n"), Just("\r\n"), Just("\r")];
    (encodings, delimiters, line_ends, any::<bool>()).prop_map(
        |((encoding, bom), delimiter, line_end, always_quoted)| Dialect {
            encoding,
            bom,
            delimiter,
            line_end,
            always_quoted,
        },
    )
}

/// Cells as people fill them, with what hurts: delimiters, quotes, line breaks, accents.
fn cells() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => "[A-ZÉÈÀÇ][a-zéèêàçôîœ]{1,9}",
        2 => "0[67]( [0-9]{2}){4}",
        2 => "[0-3][0-9]/[01][0-9]/20[0-9]{2}",
        1 => "[0-9]{1,3} rue [A-Z][a-z]{2,6} ; bât\\. [A-Z]",
        1 => "[a-z]{2,5}, \"[a-z]{2,5}\" [|]? [a-z]{2,4}",
        1 => "[A-Za-z]{2,6}\n[A-Za-z]{2,6}",
        2 => Just(String::new()),
    ]
}

/// A list of 4 to 8 rows, wide enough to show its delimiter, whose first column is always filled.
fn lists() -> impl Strategy<Value = Vec<Vec<String>>> {
    (5_usize..9).prop_flat_map(|width| {
        prop::collection::vec(("[A-Z][a-zéè]{2,8}", prop::collection::vec(cells(), width - 1)), 4..9).prop_map(|rows| {
            rows.into_iter()
                .map(|(name, mut rest)| {
                    rest.insert(0, name);
                    rest
                })
                .collect()
        })
    })
}

proptest! {
    #[test]
    fn a_list_written_in_any_dialect_reads_back_the_same(list in lists(), dialect in dialects()) {
        let width = list[0].len();
        let mut written = vec![["Nom", "Prénom", "Né le", "Tél", "Adresse", "Ville", "Établissement", "Téléphone"][..width].iter().map(|name| (*name).to_owned()).collect::<Vec<_>>()];
        written.extend(list.clone());
        let bytes = dialect.write(&written);
        // The header is imposed: what is under test is the dialect.
        let options = Options { header_line: Some(1), ..Options::default() };
        let table = sheets::read(&bytes, "liste.csv", &options).unwrap();
        let Format::Csv { encoding, delimiter, bom } = table.format else { panic!("{:?}", table.format) };
        prop_assert_eq!(&table.header, &written[0]);
        prop_assert_eq!(delimiter, dialect.delimiter);
        prop_assert_eq!(bom, dialect.bom);
        // ISO-8859-15 and Windows-1252 are the same bytes unless œ or € tells.
        let told = written.iter().flatten().any(|cell| cell.contains(['œ', '€']));
        if told || !matches!(dialect.encoding, Encoding::Iso8859_15) {
            prop_assert_eq!(encoding, dialect.encoding);
        }
        let mut line = 2;
        let mut expected = Vec::new();
        for row in &list {
            expected.push((line, row.clone()));
            line += 1 + row.iter().map(|cell| cell.matches('\n').count() as u32).sum::<u32>();
        }
        prop_assert_eq!(rows(&table), expected);
    }

    #[test]
    fn what_another_library_writes_reads_the_same(list in lists()) {
        let mut writer = csv::WriterBuilder::new().delimiter(b';').from_writer(Vec::new());
        for row in &list {
            writer.write_record(row).unwrap();
        }
        let bytes = writer.into_inner().unwrap();
        let options = Options { header_line: Some(0), delimiter: Some(';'), encoding: Some(Encoding::Utf8), ..Options::default() };
        let table = sheets::read(&bytes, "liste.csv", &options).unwrap();
        let read: Vec<Vec<String>> = rows(&table).into_iter().map(|(_, cells)| cells).collect();
        prop_assert_eq!(read, list);
    }
}

#[test]
fn blank_lines_and_lines_of_separators_are_skipped_but_count_as_lines() {
    let table = read("Nom;Né le\nA;01/02/2008\n\n;;\n  ;\nB;03/04/2009\n", "l.csv").unwrap();
    assert_eq!(rows(&table), [(2, vec!["A".into(), "01/02/2008".into()]), (6, vec!["B".into(), "03/04/2009".into()])]);
    assert_eq!(table.blank_lines, 3);
}

#[test]
fn a_row_too_long_or_too_short_keeps_its_cells() {
    let table = read("Nom;Prénom;Né le\nA;B;01/02/2008;EN TROP\nC;D\nE;F;02/03/2009\n", "l.csv").unwrap();
    let widths: Vec<usize> = table.rows().map(|row| row.len()).collect();
    assert_eq!(widths, [4, 2, 3]);
    assert_eq!(table.header.len(), 3);
    let first = table.rows().next().unwrap();
    assert_eq!(first.cell(3).text, "EN TROP");
    assert_eq!(first.cell(9).value, Value::Empty);
}

#[test]
fn a_total_line_is_a_row_for_the_caller_to_judge() {
    let table = read("Nom;Prénom;Né le\nA;B;01/02/2008\nTotal ;318\n", "l.csv").unwrap();
    assert_eq!(rows(&table)[1], (3, vec!["Total ".into(), "318".into()]));
}

#[test]
fn a_header_that_comes_back_is_recognised() {
    let table = read("Nom;Né le\nA;01/02/2008\nNom;Né le\nB;03/04/2009\n", "l.csv").unwrap();
    let repeated: Vec<bool> = table.rows().map(|row| table.repeats_header(&row)).collect();
    assert_eq!(repeated, [false, true, false]);
}

#[test]
fn excel_may_announce_the_delimiter_on_the_first_line() {
    let table = read("sep=,\r\nNom,Né le\r\nA,01/02/2008\r\n", "l.csv").unwrap();
    assert_eq!(
        (table.header.as_slice(), table.rows().next().unwrap().line()),
        (&["Nom".to_owned(), "Né le".to_owned()][..], 3)
    );
}

#[test]
fn an_unclosed_quote_is_said_and_costs_one_cell() {
    let table = read("Nom;Ville;Né le\n\"A;Brest;01/02/2008\nB;Brest;03/04/2009\n", "l.csv").unwrap();
    assert_eq!(rows(&table)[0].1, ["\"A", "Brest", "01/02/2008"]);
    assert_eq!(table.row_count(), 2);
    assert_eq!(table.notes[0].line, Some(2));
}

#[test]
fn the_user_can_impose_encoding_and_delimiter() {
    let options = Options { encoding: Some(Encoding::Iso8859_15), delimiter: Some('|'), ..Options::default() };
    let table = sheets::read(b"Nom|Ville;CP\nS\xBDur|Brest;29200\n", "l.csv", &options).unwrap();
    assert_eq!(rows(&table)[0].1, ["Sœur", "Brest;29200"]);
}

#[test]
fn a_format_is_described_in_french() {
    let table = read("\u{feff}Nom\tNé le\nA\t01/02/2008\n", "l.txt").unwrap();
    assert_eq!(table.format.describe(), "Texte UTF-8 (BOM), séparateur tabulation");
    let table = read(b"Nom;N\xE9 le\nA;01/02/2008\n", "l.csv").unwrap();
    assert_eq!(table.format.describe(), "Texte Windows-1252, séparateur «\u{202f};\u{202f}»");
}
