use sheets::{Options, Refusal};

use crate::{read, zip};

const RELS: &[u8] = b"<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>";

fn ole(name: &str) -> Vec<u8> {
    let mut bytes = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
    bytes.extend([0; 512]);
    bytes.extend(name.encode_utf16().flat_map(u16::to_le_bytes));
    bytes.extend([0; 512]);
    bytes
}

#[test]
fn what_is_not_a_list_is_refused_by_what_it_is() {
    let ods = b"application/vnd.oasis.opendocument.spreadsheet";
    let text_document = b"application/vnd.oasis.opendocument.text";
    let cases: Vec<(&str, Vec<u8>, Refusal)> = vec![
        ("vide.csv", Vec::new(), Refusal::Empty),
        ("blanc.csv", b"\r\n \r\n;;;\r\n".to_vec(), Refusal::OnlyBlank),
        ("l.csv", zip(&[("liste.csv", b"Nom;Prenom\nA;B\n")]), Refusal::Archive),
        (
            "l.xlsx",
            zip(&[("word/document.xml", b"<w/>"), ("[Content_Types].xml", RELS)]),
            Refusal::NotAList("un document de texte ou une présentation"),
        ),
        ("l.xlsm", zip(&[("xl/workbook.xml", b"<workbook/>"), ("xl/vbaProject.bin", b"x")]), Refusal::Macros),
        (
            "l.xlsx",
            zip(&[
                ("xl/workbook.xml", b"<workbook/>"),
                ("[Content_Types].xml", b"<Types>application/vnd.ms-excel.sheet.macroEnabled.main+xml</Types>"),
            ]),
            Refusal::Macros,
        ),
        ("l.xlsb", zip(&[("xl/workbook.bin", b"x")]), Refusal::BinaryExcel),
        ("l.xlsx", ole("EncryptedPackage"), Refusal::Password),
        ("l.xls", ole("Workbook"), Refusal::OldExcel),
        ("l.doc", ole("WordDocument"), Refusal::NotAList("un document de texte")),
        (
            "l.ods",
            zip(&[
                ("mimetype", ods),
                ("content.xml", b"<x/>"),
                ("META-INF/manifest.xml", b"<m><encryption-data/></m>"),
            ]),
            Refusal::Password,
        ),
        (
            "l.ods",
            zip(&[
                ("mimetype", ods),
                ("content.xml", b"<x/>"),
                ("META-INF/manifest.xml", b"<m/>"),
                ("Basic/Standard/Module1.xml", b"<m/>"),
            ]),
            Refusal::Macros,
        ),
        (
            "l.odt",
            zip(&[("mimetype", text_document), ("content.xml", b"<x/>"), ("META-INF/manifest.xml", b"<m/>")]),
            Refusal::NotAList("un document de texte ou une présentation"),
        ),
        ("l.csv", b"%PDF-1.7 ...".to_vec(), Refusal::NotAList("un document PDF")),
        ("l.csv", b"\x89PNG\r\n\x1a\n0000".to_vec(), Refusal::NotAList("une image")),
        ("l.csv", b"\xFF\xD8\xFF\xE0JFIF".to_vec(), Refusal::NotAList("une image")),
        ("l.csv", b"\x1F\x8B\x08\0\0".to_vec(), Refusal::Archive),
        ("l.xls", b"<html><body><table><tr><td>Nom".to_vec(), Refusal::WebPage),
        ("l.xls", b"\xEF\xBB\xBF<!DOCTYPE html><html>".to_vec(), Refusal::WebPage),
        ("l.csv", vec![0, 1, 2, 3, 250, 251, 0, 0, 7, 9, 8, 1], Refusal::Binary),
        ("l.xlsx", b"PK\x03\x04 cut short".to_vec(), Refusal::Damaged),
    ];
    for (name, bytes, expected) in cases {
        assert_eq!(read(&bytes, name).unwrap_err(), expected, "{name}");
    }
}

#[test]
fn each_refusal_says_what_to_do() {
    let refusals = [
        Refusal::Empty,
        Refusal::OnlyBlank,
        Refusal::TooLarge { bytes: 200_000_000, max: 67_108_864 },
        Refusal::TooLargeUnpacked { max: 1 << 30 },
        Refusal::TooManyRows { max: 500_000 },
        Refusal::TooManyColumns { line: 3, max: 2_000 },
        Refusal::Macros,
        Refusal::Password,
        Refusal::OldExcel,
        Refusal::BinaryExcel,
        Refusal::NotAList("une image"),
        Refusal::Archive,
        Refusal::WebPage,
        Refusal::Binary,
        Refusal::Damaged,
        Refusal::BrokenXml { line: 3 },
        Refusal::XmlEntities,
        Refusal::XmlWithoutRows,
        Refusal::NoSuchSheet("Jeunes".into()),
        Refusal::NoSuchHeader(4),
    ];
    let verbs = [
        "Vérifiez",
        "Découpez",
        "Copiez",
        "Enregistrez",
        "Ouvrez",
        "enregistrez",
        "Demandez",
        "Décompressez",
        "Refaites",
        "Choisissez",
        "Indiquez",
    ];
    for refusal in refusals {
        let text = refusal.to_string();
        assert!(verbs.iter().any(|verb| text.contains(verb)), "{text}");
        assert!(!text.contains(" ;") && !text.contains(" :") && !text.contains("« "), "typography: {text}");
    }
}

#[test]
fn a_file_over_the_limit_is_refused_before_it_is_read() {
    let options = Options { max_bytes: 10, ..Options::default() };
    let refusal = sheets::read(b"Nom;Prenom\nA;B\n", "l.csv", &options).unwrap_err();
    assert_eq!(refusal, Refusal::TooLarge { bytes: 15, max: 10 });
    let text = Refusal::TooLarge { bytes: 200_000_000, max: 64_000_000 }.to_string();
    assert!(text.contains("200\u{a0}Mo") && text.contains("64\u{a0}Mo"), "{text}");
}

#[test]
fn too_many_rows_or_columns_are_refused() {
    let options = Options { max_rows: 2, ..Options::default() };
    assert_eq!(sheets::read(b"Nom;P\nA;B\nC;D\n", "l.csv", &options).unwrap_err(), Refusal::TooManyRows { max: 2 });
    let wide = format!("Nom;P\n{}\n", "x;".repeat(3_000));
    assert!(matches!(read(&wide, "l.csv").unwrap_err(), Refusal::TooManyColumns { line: 2, .. }));
}

#[test]
fn a_small_zip_that_unpacks_to_gigabytes_is_refused() {
    let bomb = zip(&[("xl/workbook.xml", b"<workbook/>"), ("xl/worksheets/sheet1.xml", &vec![b' '; 3_000_000])]);
    let options = Options { max_unpacked_bytes: 1_000_000, ..Options::default() };
    assert_eq!(sheets::read(&bomb, "l.xlsx", &options).unwrap_err(), Refusal::TooLargeUnpacked { max: 1_000_000 });
}
