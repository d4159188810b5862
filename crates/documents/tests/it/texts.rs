use super::{column_of, read, read_csv};
use calamine::Data;
use documents::{Cell, Column, Format, Row, Sheet};
use proptest::prelude::*;

/// What people type, and what would break a format: quotes, separators, spaces, line feeds, tags, formulas.
fn texts() -> impl Strategy<Value = Vec<String>> {
    let letters = prop_oneof![
        Just(' '),
        Just('\n'),
        Just('\t'),
        proptest::sample::select("=+-@'\";,<>&{}[]:éœ’«»\u{a0}\u{202f}😀0123".chars().collect::<Vec<_>>()),
        proptest::char::range('a', 'z'),
        // calamine leaves `_x0041_` as XLSX escapes it: no underscore here.
        any::<char>()
            .prop_filter("printable", |c| !c.is_control() && *c != '_' && !matches!(c, '\u{fffe}' | '\u{ffff}')),
    ];
    let text = proptest::collection::vec(letters, 1..12).prop_map(|letters| letters.into_iter().collect::<String>());
    proptest::collection::vec(text, 1..8)
}

proptest! {
    #[test]
    fn any_text_comes_back_as_it_was(texts in texts()) {
        let workbook = column_of(&texts);
        for format in Format::WORKBOOKS {
            let sheets = read(&workbook, format);
            let read: Vec<&Data> = sheets[0].1.cells.iter().skip(1).map(|row| &row[0]).collect();
            let expected: Vec<Data> = texts.iter().map(|text| Data::String(text.clone())).collect();
            prop_assert_eq!(read, expected.iter().collect::<Vec<_>>(), "{:?}", format);
            prop_assert!(sheets[0].1.formulas.is_empty(), "a text is never computed");
        }
        for (line, text) in read_csv(&workbook).iter().skip(1).zip(&texts) {
            let guarded = text.starts_with(['=', '+', '-', '@', '\t', '\n']);
            let expected = if guarded { format!("'{text}") } else { text.clone() };
            prop_assert_eq!(&line[0], &expected);
        }
    }
}

#[test]
fn a_csv_is_as_french_offices_open_it() {
    let columns = vec![Column::text("Texte", 10), Column::number("Part", 10), Column::text("Jour", 10)];
    let rows = vec![
        Row::new([Cell::text("=HYPERLINK(\"x\";1)"), Cell::Percent(0.125), Cell::Date("2026-11-24".parse().unwrap())]),
        Row::new([Cell::text("\0=1+1"), Cell::Sign("sans objet"), Cell::Empty]),
        Row::new([Cell::text("-2"), Cell::Whole(-2), Cell::Empty]),
        Row::total([Cell::text("Un ; deux"), Cell::Ratio { over: vec![1], under: 1, result: 0.5 }, Cell::Empty]),
    ];
    let workbook = super::workbook(vec![Sheet::new("Un", columns, rows)]);
    let bytes = documents::write(&workbook, Format::Csv).unwrap();
    let text = std::str::from_utf8(&bytes).unwrap();
    assert_eq!(
        text,
        "\u{feff}Texte;Part;Jour\r\n\
         \"'=HYPERLINK(\"\"x\"\";1)\";0,125;24/11/2026\r\n\
         '=1+1;sans objet;\r\n\
         '-2;-2;\r\n\
         \"Un ; deux\";0,5;\r\n"
    );
}
