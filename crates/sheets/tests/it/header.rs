use sheets::{Options, Refusal};

use crate::{read, rows};

#[test]
fn titles_above_the_header_are_set_aside_with_their_lines() {
    let table = read(
        "Mission locale du pays de Brest;;;\nÉdité le 03/10/2026;;;\n;;;\nNom;Prénom;Né le;Tél\nA;B;01/02/2008;0612345678\nC;D;03/04/2009;\n",
        "l.csv",
    )
    .unwrap();
    assert_eq!(table.header, ["Nom", "Prénom", "Né le", "Tél"]);
    assert_eq!(table.header_lines, [4]);
    let above: Vec<(u32, &str)> = table.above.iter().map(|title| (title.line, title.text.as_str())).collect();
    assert_eq!(above, [(1, "Mission locale du pays de Brest"), (2, "Édité le 03/10/2026")]);
    assert_eq!(rows(&table).iter().map(|(line, _)| *line).collect::<Vec<_>>(), [5, 6]);
}

#[test]
fn a_title_of_several_cells_is_not_the_header() {
    let table = read(
        "Liste;;Édité le;03/10/2026;\nNom;Prénom;Né le;Tél;Ville\nA;B;01/02/2008;0612345678;Brest\nC;D;03/04/2009;;Brest\n",
        "l.csv",
    )
    .unwrap();
    assert_eq!(table.header_lines, [2]);
}

#[test]
fn labels_above_groups_of_columns_complete_names_that_repeat() {
    let table = read(
        "Jeune;;;Responsable 1;;Responsable 2;\nNom;Prénom;Né le;Nom;Tél;Nom;Tél\nA;B;01/02/2008;C;0612345678;D;0712345678\nE;F;03/04/2009;;;;\n",
        "l.csv",
    )
    .unwrap();
    assert_eq!(
        table.header,
        [
            "Jeune Nom",
            "Prénom",
            "Né le",
            "Responsable 1 Nom",
            "Responsable 1 Tél",
            "Responsable 2 Nom",
            "Responsable 2 Tél"
        ]
    );
    assert_eq!(table.header_lines, [1, 2]);
    assert!(table.above.is_empty());
    assert_eq!(table.row_count(), 2);
}

#[test]
fn a_second_line_of_names_is_part_of_the_header() {
    let text = "Nom;Prénom;Né le;Tél\nnom_fam;prenom;date_nais;tel\nA;B;01/02/2008;0612345678\nC;D;03/04/2009;0712345678\nE;F;05/06/2009;0712345679\n";
    let table = read(text, "l.csv").unwrap();
    assert_eq!((table.header[0].as_str(), table.header_lines.as_slice()), ("Nom", &[1, 2][..]));
    assert_eq!(table.row_count(), 3);
    assert_eq!(table.notes.len(), 1);
    // The caller knows the names of the second line: they are taken.
    let options = Options {
        is_column_name: |text| text.contains('_') || text == "prenom" || text == "tel",
        ..Options::default()
    };
    let table = sheets::read(text.as_bytes(), "l.csv", &options).unwrap();
    assert_eq!(table.header[0], "nom_fam");
    assert_eq!(table.row_count(), 3);
}

#[test]
fn the_first_person_is_not_taken_for_a_second_header() {
    let table = read("Nom;Prénom;Ville\nLe Goff;Yanis;Brest\nMartin;Léa;Brest\nPetit;Noé;Guipavas\n", "l.csv").unwrap();
    assert_eq!((table.header_lines.as_slice(), table.row_count()), (&[1][..], 3));
}

#[test]
fn a_file_without_header_keeps_all_its_lines() {
    let table = read("Le Goff;Yanis;01/02/2008;0612345678\nMartin;Léa;03/04/2009;0712345678\n", "l.csv").unwrap();
    assert_eq!(table.header, ["Colonne A", "Colonne B", "Colonne C", "Colonne D"]);
    assert!(table.header_lines.is_empty());
    assert_eq!(table.row_count(), 2);
}

#[test]
fn columns_without_a_name_are_called_by_their_letters_when_they_hold_anything() {
    let table = read("Nom;;Né le;;\nA;x;01/02/2008;;\nB;y;03/04/2009;;\n", "l.csv").unwrap();
    assert_eq!(table.header, ["Nom", "Colonne B", "Né le"]);
    let table = read("Nom;Né le\nA;01/02/2008;Brest\nB;03/04/2009;Brest\nC;03/04/2009;Brest\n", "l.csv").unwrap();
    assert_eq!(table.header, ["Nom", "Né le", "Colonne C"]);
}

#[test]
fn the_user_can_say_where_the_header_stands() {
    let text = "a;b\nNom;Né le\nA;01/02/2008\n";
    let with =
        |line| sheets::read(text.as_bytes(), "l.csv", &Options { header_line: Some(line), ..Options::default() });
    assert_eq!(with(1).unwrap().header, ["a", "b"]);
    assert_eq!(with(2).unwrap().header, ["Nom", "Né le"]);
    assert_eq!(with(0).unwrap().row_count(), 3);
    assert_eq!(with(9).unwrap_err(), Refusal::NoSuchHeader(9));
}

#[test]
fn a_header_alone_is_a_table_without_rows() {
    let table = read("Nom;Prénom;Né le\n", "l.csv").unwrap();
    assert_eq!((table.header.len(), table.row_count()), (3, 0));
}
