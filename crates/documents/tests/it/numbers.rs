use super::{made_at, read, workbook};
use calamine::Data;
use documents::{Cell, Column, Format, Row, Sheet, Workbook};
use proptest::prelude::*;
use std::io::Read as _;

/// Classes with a denominator and a numerator, their rates, a total: what every table of figures is.
fn table(counts: &[(i64, i64)]) -> Sheet {
    let columns = vec![
        Column::text("Classe", 20),
        Column::number("Confirmés", 12),
        Column::number("Contactés", 12),
        Column::number("Jeunes contactés", 12),
    ];
    let rate = |contacted: i64, confirmed: i64| match confirmed {
        0 => Cell::Sign("sans objet"),
        _ => Cell::Ratio { over: vec![2], under: 1, result: contacted as f64 / confirmed as f64 },
    };
    let row = |(n, (confirmed, contacted)): (usize, &(i64, i64))| {
        let name = Cell::text(format!("Classe {n}"));
        Row::new([name, Cell::Whole(*confirmed), Cell::Whole(*contacted), rate(*contacted, *confirmed)])
    };
    let mut rows: Vec<Row> = counts.iter().enumerate().map(row).collect();
    let sum = |of: fn(&(i64, i64)) -> i64| counts.iter().map(of).sum::<i64>();
    let (confirmed, contacted) = (sum(|c| c.0), sum(|c| c.1));
    let total = |result| Cell::Sum { rows: 0..counts.len(), result };
    rows.push(Row::total([Cell::text("Ensemble"), total(confirmed), total(contacted), rate(contacted, confirmed)]));
    Sheet { frozen: 1, ..Sheet::new("Par classe", columns, rows) }
}

fn number(data: &Data) -> f64 {
    match data {
        Data::Float(n) => *n,
        Data::Int(n) => *n as f64,
        other => panic!("{other:?} is no number"),
    }
}

proptest! {
    #[test]
    fn the_results_of_formulas_are_those_of_the_cells_they_name(
        counts in proptest::collection::vec((0..5000_i64).prop_flat_map(|of| (Just(of), 0..=of)), 1..12)
    ) {
        let workbook = workbook(vec![table(&counts)]);
        for format in Format::WORKBOOKS {
            let (tab, sheet) = read(&workbook, format).remove(0);
            prop_assert_eq!(tab, "Par classe");
            let last = sheet.cells.len() - 1;
            for column in [1, 2] {
                let sum: f64 = sheet.cells[1..last].iter().map(|row| number(&row[column])).sum();
                prop_assert_eq!(number(&sheet.cells[last][column]), sum);
            }
            for row in &sheet.cells[1..] {
                if number(&row[1]) == 0.0 {
                    prop_assert_eq!(&row[3], &Data::String("sans objet".into()));
                } else {
                    prop_assert_eq!(number(&row[3]), number(&row[2]) / number(&row[1]));
                }
            }
            let formula = sheet.formulas.iter().find(|(row, column, _)| (*row, *column) == (last, 1)).unwrap();
            let expected = match format {
                Format::Ods => format!("of:=SUM([.B2:.B{last}])"),
                _ => format!("SUM(B2:B{last})"),
            };
            prop_assert_eq!(&formula.2, &expected);
        }
    }
}

#[test]
fn each_cell_keeps_its_type() {
    let columns = ["Jour", "Délai", "Part", "Vide", "Signe"].map(|label| Column::number(label, 12)).into();
    let day = "2026-11-24".parse().unwrap();
    let cells = [Cell::Date(day), Cell::Decimal(11.5), Cell::Percent(0.571), Cell::Empty, Cell::Sign("à venir")];
    let workbook = workbook(vec![Sheet::new("Types", columns, vec![Row::new(cells)])]);
    for format in Format::WORKBOOKS {
        let sheet = read(&workbook, format).remove(0).1;
        let row = &sheet.cells[1];
        match (&row[0], format) {
            (Data::DateTime(read), Format::Xlsx) => assert_eq!(read.as_datetime().unwrap().date(), day),
            (Data::DateTimeIso(read), Format::Ods) => assert_eq!(read, "2026-11-24"),
            (other, _) => panic!("{other:?} is no day"),
        }
        assert_eq!(row[1..], [Data::Float(11.5), Data::Float(0.571), Data::Empty, Data::String("à venir".into())]);
    }
}

#[test]
fn the_header_and_the_first_column_stay_in_sight() {
    let workbook = workbook(vec![table(&[(4, 2)])]);
    let xlsx = part(&workbook, Format::Xlsx, "xl/worksheets/sheet1.xml");
    assert!(xlsx.contains("<pane xSplit=\"1\" ySplit=\"1\""), "{xlsx}");
    let ods = part(&workbook, Format::Ods, "settings.xml");
    let split = ["HorizontalSplitMode\" config:type=\"short\">2<", "VerticalSplitMode\" config:type=\"short\">2<"];
    assert!(split.iter().all(|item| ods.contains(item)), "{ods}");
    assert!(ods.contains("config:name=\"Par classe\""));
}

#[test]
fn a_file_says_what_it_is_and_when_it_was_made_and_the_same_data_gives_the_same_file() {
    let workbook = workbook(vec![table(&[(4, 2)])]);
    for (format, name) in [(Format::Xlsx, "docProps/core.xml"), (Format::Ods, "meta.xml")] {
        let properties = part(&workbook, format, name);
        assert!(properties.contains("Tableau de bord &amp; &lt;essai&gt;"), "{properties}");
        assert!(properties.contains(&made_at().format("%Y-%m-%dT%H:%M:%SZ").to_string()), "{properties}");
        assert_eq!(documents::write(&workbook, format).unwrap(), documents::write(&workbook, format).unwrap());
    }
    let ods = documents::write(&workbook, Format::Ods).unwrap();
    assert_eq!(
        &ods[30..84],
        b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet",
        "what it is comes first, as it is"
    );
}

#[test]
fn a_workbook_without_rows_still_opens() {
    let empty = Sheet::new("Dossiers", vec![Column::text("Nom", 20)], vec![]);
    let workbook = workbook(vec![empty.clone(), empty]);
    for format in Format::WORKBOOKS {
        let sheets = read(&workbook, format);
        assert_eq!(sheets.iter().map(|(tab, _)| tab.as_str()).collect::<Vec<_>>(), ["Dossiers", "Dossiers 2"]);
        assert_eq!(sheets[0].1.cells, [[Data::String("Nom".into())]]);
    }
}

/// A file inside the file.
fn part(workbook: &Workbook, format: Format, name: &str) -> String {
    let bytes = documents::write(workbook, format).unwrap();
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}
