use sheets::{Encoding, Format, Options, Refusal};

use crate::{read, rows};

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"ISO-8859-15\"?>\n<BEE_ELEVES><PARAMETRES><UAJ>0290099A</UAJ></PARAMETRES><DONNEES><ELEVES>\n";
const FOOT: &str = "</ELEVES></DONNEES></BEE_ELEVES>";

/// In the encoding that the declaration says.
fn latin9(text: &str) -> Vec<u8> {
    encoding_rs::ISO_8859_15.encode(text).0.into_owned()
}

#[test]
fn the_element_that_repeats_makes_the_rows_with_the_declared_encoding() {
    let body = "<ELEVE ELEVE_ID=\"1\"><NOM>L&apos;Œillet</NOM><PRENOM>Zoé</PRENOM><MEL/></ELEVE>\n<ELEVE ELEVE_ID=\"2\"><NOM>Le Goff &amp; Fils</NOM><PRENOM>Noël</PRENOM><TEL>0612345678</TEL></ELEVE>\n";
    let table = read(latin9(&format!("{HEAD}{body}{FOOT}")), "siecle.xml").unwrap();
    assert_eq!(table.format, Format::Xml { encoding: Encoding::Iso8859_15, record: "ELEVE".into() });
    assert_eq!(table.header, ["ELEVE_ID", "NOM", "PRENOM", "MEL", "TEL"]);
    let read = rows(&table);
    assert_eq!(read[0].0, 3);
    assert_eq!(read[0].1[..3], ["1", "L'Œillet", "Zoé"]);
    assert_eq!(read[1], (4, vec!["2".into(), "Le Goff & Fils".into(), "Noël".into(), "".into(), "0612345678".into()]));
    assert_eq!(table.document, [("PARAMETRES/UAJ".to_owned(), "0290099A".to_owned())]);
}

#[test]
fn what_is_nested_becomes_columns_by_path() {
    let one = |name: &str| {
        format!(
            "<ELEVE>\n<NOM>{name}</NOM><ADRESSE><VILLE>Brest</VILLE></ADRESSE><RESPONSABLES><RESPONSABLE><TEL>1</TEL></RESPONSABLE><RESPONSABLE RANG=\"2\"><TEL>2</TEL></RESPONSABLE></RESPONSABLES></ELEVE>\n"
        )
    };
    let table = read(latin9(&format!("{HEAD}{}{}{FOOT}", one("A"), one("B"))), "l.xml").unwrap();
    assert_eq!(
        table.header,
        [
            "NOM",
            "ADRESSE/VILLE",
            "RESPONSABLES/RESPONSABLE/TEL",
            "RESPONSABLES/RESPONSABLE 2/RANG",
            "RESPONSABLES/RESPONSABLE 2/TEL"
        ]
    );
    assert_eq!(rows(&table)[1], (5, ["B", "Brest", "1", "2", "2"].map(str::to_owned).to_vec()));
}

#[test]
fn the_caller_can_name_the_element_that_makes_a_row() {
    let text = "<R><ELEVE><NOM>A</NOM><OPTIONS><O><C>1</C><D>1</D></O><O><C>2</C><D>1</D></O></OPTIONS></ELEVE></R>";
    let options = Options { record_elements: &["eleve"], ..Options::default() };
    let table = sheets::read(text.as_bytes(), "l.xml", &options).unwrap();
    assert_eq!(table.format, Format::Xml { encoding: Encoding::Utf8, record: "ELEVE".into() });
    assert_eq!(table.row_count(), 1);
    assert_eq!(read(text, "l.xml").unwrap().format, Format::Xml { encoding: Encoding::Utf8, record: "O".into() });
}

#[test]
fn without_line_breaks_rows_are_counted_by_rank() {
    let text = "<R><E><A>1</A><B>2</B></E><E><A>3</A><B>4</B></E><E><A>5</A><B>6</B></E></R>";
    let table = read(text, "l.xml").unwrap();
    assert_eq!(rows(&table).iter().map(|(line, _)| *line).collect::<Vec<_>>(), [1, 2, 3]);
    assert_eq!(table.notes.len(), 1);
}

#[test]
fn a_file_cut_short_says_where() {
    let text = "<R>\n<E><A>1</A><B>2</B></E>\n<E><A>3</A><B>";
    assert_eq!(read(text, "l.xml").unwrap_err(), Refusal::BrokenXml { line: 3 });
    assert_eq!(read("<R>\n<E></F>\n</R>", "l.xml").unwrap_err(), Refusal::BrokenXml { line: 2 });
}

#[test]
fn entities_are_refused_so_that_nothing_expands_nor_is_fetched() {
    let laughs = "<!DOCTYPE R [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]><R><E><A>&b;</A><B>1</B></E><E><A>1</A><B>2</B></E></R>";
    assert_eq!(read(laughs, "l.xml").unwrap_err(), Refusal::XmlEntities);
    let outside = "<!DOCTYPE R [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><R><E><A>&x;</A><B>1</B></E></R>";
    assert_eq!(read(outside, "l.xml").unwrap_err(), Refusal::XmlEntities);
}

#[test]
fn an_xml_without_repetition_or_too_deep_is_refused() {
    assert_eq!(read("<R><A>1</A></R>", "l.xml").unwrap_err(), Refusal::XmlWithoutRows);
    let deep = "<a>".repeat(100) + &"</a>".repeat(100);
    assert!(matches!(read(&deep, "l.xml").unwrap_err(), Refusal::BrokenXml { .. }));
}
