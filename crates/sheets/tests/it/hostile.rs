//! Whatever comes in, the answer is a table or a refusal.

use proptest::prelude::*;
use rust_xlsxwriter::Workbook;

use crate::{read, zip};

fn workbook() -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for line in 0..5 {
        sheet.write(line, 0, "Nom").unwrap();
        sheet.write(line, 1, 12.5).unwrap();
    }
    workbook.save_to_buffer().unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_get_an_answer(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        let _ = read(&bytes, "x.csv");
    }

    #[test]
    fn any_text_gets_an_answer_and_no_line_is_lost(text in "[a-zé0-9;\",\t|\r\n <>&'/]{0,300}") {
        if let Ok(table) = read(&text, "x.csv") {
            for row in table.rows() {
                prop_assert!(row.filled() > 0);
                prop_assert!(row.line() >= 1);
            }
            let lines: Vec<u32> = table.rows().map(|row| row.line()).collect();
            prop_assert!(lines.windows(2).all(|pair| pair[0] < pair[1]), "lines grow: {lines:?}");
        }
    }

    #[test]
    fn any_xml_gets_an_answer(text in "(<[abc]( x='1')?/?>|</[abc]>|&[a-z#0-9]{1,4};|[é \n]|<!--|-->|<!\\[CDATA\\[|\\]\\]>){0,60}") {
        let _ = read(format!("<r>{text}</r>"), "x.xml");
    }

    #[test]
    fn a_workbook_with_bytes_changed_gets_an_answer(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8)) {
        let mut bytes = workbook();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        let _ = read(&bytes, "x.xlsx");
    }

    #[test]
    fn any_sheet_xml_gets_an_answer(cells in "(<row( r='[0-9]{1,7}')?>|</row>|<c( r='[A-Z]{1,4}[0-9]{1,7}')?( t='(s|n|d|e|b|inlineStr)')?( s='[0-9]')?>|</c>|<v>-?[0-9.eE]{0,20}</v>|<f>x</f>){0,40}") {
        let sheet = format!("<worksheet><sheetData>{cells}</sheetData></worksheet>");
        let bytes = zip(&[
            ("[Content_Types].xml", b"<Types/>"),
            ("xl/workbook.xml", b"<workbook xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships'><sheets><sheet name='A' sheetId='1' r:id='r1'/></sheets></workbook>"),
            ("xl/_rels/workbook.xml.rels", b"<Relationships><Relationship Id='r1' Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet' Target='worksheets/sheet1.xml'/></Relationships>"),
            ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
        ]);
        let _ = read(&bytes, "x.xlsx");
    }

    #[test]
    fn any_ods_xml_gets_an_answer(body in "(<table:table( table:name='a')?>|</table:table>|<table:table-row( table:number-rows-repeated='[0-9]{1,9}')?>|</table:table-row>|<table:table-cell( table:number-columns-repeated='[0-9]{1,9}')?( office:value-type='(date|time|float|string)')?( office:value='[0-9.e-]{0,9}')?( office:date-value='[0-9T:-]{0,12}')?>|</table:table-cell>|<text:p>a</text:p>|<text:s text:c='[0-9]{1,9}'/>){0,40}") {
        let content = format!("<d>{body}</d>");
        let bytes = zip(&[
            ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
            ("content.xml", content.as_bytes()),
            ("META-INF/manifest.xml", b"<m/>"),
        ]);
        let _ = read(&bytes, "x.ods");
    }
}

#[test]
fn a_large_list_is_read_in_little_time() {
    let mut text = String::from("INE;Nom;Prénom;Né le;Adresse;CP;Ville;Tél;UAI;Sortie\n");
    for n in 0..50_000 {
        text.push_str(&format!(
            "{n:09}AB;Le Goff {n};Yanis;01/02/2008;12 rue de Siam;29200;Brest;0612345678;0290099A;03/07/2026\n"
        ));
    }
    let start = std::time::Instant::now();
    assert_eq!(read(&text, "l.csv").unwrap().row_count(), 50_000);
    // Thirty times what it takes: only a change of order of growth fails.
    assert!(start.elapsed().as_secs() < 5, "{:?}", start.elapsed());
}
