use chrono::{NaiveDate, NaiveTime};
use rust_xlsxwriter::{ExcelDateTime, Format as Style, Formula, Workbook, Worksheet};
use sheets::{Format, Options, Refusal, Value};

use crate::{read, rows, zip};

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

/// A workbook whose first sheet is filled by the caller.
fn xlsx(fill: impl FnOnce(&mut Worksheet)) -> Vec<u8> {
    let mut workbook = Workbook::new();
    fill(workbook.add_worksheet().set_name("Jeunes").unwrap());
    workbook.save_to_buffer().unwrap()
}

fn header(sheet: &mut Worksheet, line: u32, names: &[&str]) {
    for (column, name) in names.iter().enumerate() {
        sheet.write(line, column as u16, *name).unwrap();
    }
}

#[test]
fn cells_keep_what_the_sheet_knows_of_them() {
    let bytes = xlsx(|sheet| {
        header(sheet, 0, &["Nom", "Né le", "Tél", "Âge", "Vu à", "Actif", "Durée", "Somme", "Rendez-vous"]);
        let style = |format: &str| Style::new().set_num_format(format);
        sheet.write(1, 0, "Le Goff").unwrap();
        sheet.write_with_format(1, 1, ExcelDateTime::from_ymd(2008, 3, 3).unwrap(), &style("dd/mm/yyyy")).unwrap();
        sheet.write(1, 2, 612_345_678).unwrap();
        sheet.write(1, 3, 17.5).unwrap();
        sheet.write_with_format(1, 4, ExcelDateTime::from_hms(11, 45, 0).unwrap(), &style("hh:mm")).unwrap();
        sheet.write(1, 5, true).unwrap();
        sheet.write_with_format(1, 6, 1.5, &style("[h]:mm:ss")).unwrap();
        sheet.write(1, 7, Formula::new("=40+2").set_result("42")).unwrap();
        let at = ExcelDateTime::parse_from_str("2026-10-03T11:45:00").unwrap();
        sheet.write_with_format(1, 8, at, &style("dd/mm/yyyy hh:mm")).unwrap();
    });
    let table = read(&bytes, "l.xlsx").unwrap();
    assert_eq!(table.format, Format::Xlsx { sheet: "Jeunes".into() });
    let row = table.rows().next().unwrap();
    let texts: Vec<&str> = row.cells().map(|cell| cell.text).collect();
    assert_eq!(
        texts,
        ["Le Goff", "03/03/2008", "612345678", "17.5", "11:45", "VRAI", "36:00", "42", "03/10/2026 11:45"]
    );
    let values: Vec<Value> = row.cells().map(|cell| cell.value).collect();
    assert_eq!(values[0], Value::Text);
    assert_eq!(values[1], Value::Date(day(2008, 3, 3)));
    assert_eq!(values[2], Value::Number(612_345_678.0));
    assert_eq!(values[4], Value::Time(NaiveTime::from_hms_opt(11, 45, 0).unwrap()));
    assert_eq!(values[5], Value::Bool(true));
    assert_eq!(values[6], Value::Duration(129_600.0));
    assert_eq!(values[8], Value::DateTime(day(2026, 10, 3).and_hms_opt(11, 45, 0).unwrap()));
}

#[test]
fn a_header_under_merged_titles_and_a_blank_line_is_found_with_true_line_numbers() {
    let bytes = xlsx(|sheet| {
        sheet.merge_range(0, 0, 0, 3, "Mission locale - jeunes sans solution", &Style::new()).unwrap();
        sheet.merge_range(1, 0, 1, 3, "Édité le 03/10/2026", &Style::new()).unwrap();
        header(sheet, 3, &["Nom", "Prénom", "Né(e) le", "Tél"]);
        for (line, name) in [(4, "Le Goff"), (5, "Martin"), (8, "Petit")] {
            header(sheet, line, &[name, "Yanis", "01/02/2008"]);
            sheet.write(line, 3, 612_345_678).unwrap();
        }
    });
    let table = read(&bytes, "l.xlsx").unwrap();
    assert_eq!(table.header_lines, [4]);
    assert_eq!(table.above.iter().map(|title| title.line).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(rows(&table).iter().map(|(line, _)| *line).collect::<Vec<_>>(), [5, 6, 9]);
}

#[test]
fn a_table_that_does_not_begin_in_the_first_column_keeps_its_letters() {
    let bytes = xlsx(|sheet| {
        for (line, cells) in [(2, ["Nom", "Né le"]), (3, ["A", "01/02/2008"]), (4, ["B", "03/04/2009"])] {
            for (column, text) in (2..).zip(cells) {
                sheet.write(line, column, text).unwrap();
            }
        }
    });
    let table = read(&bytes, "l.xlsx").unwrap();
    assert_eq!(table.header[2], "Nom");
    assert_eq!(table.rows().next().unwrap().cell(2).text, "A");
}

#[test]
fn the_first_sheet_that_holds_a_table_is_read_and_the_others_named() {
    let mut workbook = Workbook::new();
    workbook.add_worksheet().set_name("Vide").unwrap();
    workbook.add_worksheet().set_name("Notice").unwrap().write(0, 0, "Ne pas diffuser").unwrap();
    for (name, who) in [("Octobre", "Le Goff"), ("Novembre", "Martin")] {
        let sheet = workbook.add_worksheet().set_name(name).unwrap();
        header(sheet, 0, &["Nom", "Né le"]);
        header(sheet, 1, &[who, "01/02/2008"]);
    }
    let bytes = workbook.save_to_buffer().unwrap();
    let table = read(&bytes, "l.xlsx").unwrap();
    assert_eq!(rows(&table)[0].1[0], "Le Goff");
    assert_eq!(table.other_sheets, ["Vide", "Notice", "Novembre"]);

    let asked =
        |name: &str| sheets::read(&bytes, "l.xlsx", &Options { sheet: Some(name.into()), ..Options::default() });
    assert_eq!(rows(&asked("Novembre").unwrap())[0].1[0], "Martin");
    assert_eq!(asked("Juin").unwrap_err(), Refusal::NoSuchSheet("Juin".into()));
}

#[test]
fn a_workbook_called_csv_is_read_and_said() {
    let bytes = xlsx(|sheet| {
        header(sheet, 0, &["Nom", "Né le"]);
        header(sheet, 1, &["A", "01/02/2008"]);
    });
    let table = read(&bytes, "liste.csv").unwrap();
    assert_eq!(table.row_count(), 1);
    assert!(table.notes[0].text.contains(".csv"), "{}", table.notes[0].text);
}

#[test]
fn an_empty_workbook_is_refused() {
    assert_eq!(read(xlsx(|_| {}), "l.xlsx").unwrap_err(), Refusal::OnlyBlank);
}

/// An ODS of one sheet « Jeunes » with the rows given as XML.
fn ods(rows: &str) -> Vec<u8> {
    let content = format!(
        "<?xml version='1.0' encoding='UTF-8'?><office:document-content xmlns:office='o' xmlns:table='t' xmlns:text='x'>\
         <office:body><office:spreadsheet><table:table table:name='Jeunes'>{rows}</table:table></office:spreadsheet></office:body></office:document-content>"
    );
    zip(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", content.as_bytes()),
        ("META-INF/manifest.xml", b"<manifest/>"),
    ])
}

fn text_cell(text: &str) -> String {
    format!("<table:table-cell office:value-type='string'><text:p>{text}</text:p></table:table-cell>")
}

fn ods_row(cells: &[String]) -> String {
    format!("<table:table-row>{}</table:table-row>", cells.concat())
}

#[test]
fn ods_cells_keep_what_the_sheet_knows_of_them() {
    let head = ods_row(&["Nom", "Né le", "Tél", "Vu à", "Actif", "Note", "Le"].map(text_cell));
    let cells = [
        text_cell("L&#39;Hostis &amp; <text:span>fils</text:span><text:s text:c='2'/>x"),
        "<table:table-cell office:value-type='date' office:date-value='2008-03-03'><text:p>03/03/08</text:p></table:table-cell>".to_owned(),
        "<table:table-cell office:value-type='float' office:value='612345678'><text:p>6,12E+08</text:p></table:table-cell>".to_owned(),
        "<table:table-cell office:value-type='time' office:time-value='PT11H45M00S'><text:p>11:45</text:p></table:table-cell>".to_owned(),
        "<table:table-cell office:value-type='boolean' office:boolean-value='true'><text:p>VRAI</text:p></table:table-cell>".to_owned(),
        "<table:table-cell office:value-type='string'><office:annotation><text:p>vu par M.</text:p></office:annotation><text:p>un</text:p><text:p>deux</text:p></table:table-cell>".to_owned(),
        "<table:table-cell office:value-type='date' office:date-value='2026-10-03T11:45:00'><text:p>x</text:p></table:table-cell>".to_owned(),
    ];
    let table = read(ods(&(head + &ods_row(&cells))), "l.ods").unwrap();
    assert_eq!(table.format, Format::Ods { sheet: "Jeunes".into() });
    let row = table.rows().next().unwrap();
    let texts: Vec<&str> = row.cells().map(|cell| cell.text).collect();
    assert_eq!(
        texts,
        ["L'Hostis & fils  x", "03/03/2008", "612345678", "11:45", "VRAI", "un\ndeux", "03/10/2026 11:45"]
    );
    assert_eq!(row.cell(1).value, Value::Date(day(2008, 3, 3)));
    assert_eq!(row.cell(2).value, Value::Number(612_345_678.0));
}

#[test]
fn rows_and_cells_repeated_a_million_times_cost_nothing() {
    let head = ods_row(&["Nom", "", "Né le"].map(text_cell));
    let empty = "<table:table-row table:number-rows-repeated='3'><table:table-cell table:number-columns-repeated='16384'/></table:table-row>";
    let twice = format!(
        "<table:table-row table:number-rows-repeated='2'>{}<table:table-cell/>{}<table:table-cell table:number-columns-repeated='16000'/></table:table-row>",
        text_cell("A"),
        text_cell("01/02/2008"),
    );
    let foot = "<table:table-row table:number-rows-repeated='1048000'><table:table-cell table:number-columns-repeated='16384'/></table:table-row>";
    let table = read(ods(&format!("{head}{empty}{twice}{foot}")), "l.ods").unwrap();
    let row = |line| (line, vec!["A".to_owned(), String::new(), "01/02/2008".to_owned()]);
    assert_eq!(rows(&table), [row(5), row(6)]);
}

#[test]
fn a_filled_row_repeated_a_million_times_is_refused() {
    let row = format!("<table:table-row table:number-rows-repeated='1048000'>{}</table:table-row>", text_cell("A"));
    assert_eq!(read(ods(&row), "l.ods").unwrap_err(), Refusal::TooManyRows { max: 500_000 });
}
