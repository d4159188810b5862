use std::collections::BTreeMap;

use chrono::NaiveDate;
use proptest::prelude::*;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

use super::super::fields::Field;
use super::super::mapping::{Column, Forbidden, ListKind, Mapping, Use};
use super::super::phones::Phone;
use super::*;
use crate::youths::Sex;

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

/// The day of reading in every test.
fn today() -> NaiveDate {
    day(2026, 11, 24)
}

fn read_with(text: impl AsRef<[u8]>, overrides: &Overrides) -> ReadList {
    read_list(text.as_ref(), "liste", overrides, today()).unwrap()
}

fn read(text: impl AsRef<[u8]>) -> ReadList {
    read_with(text, &Overrides::default())
}

fn candidates(list: &ReadList) -> Vec<(u32, &Candidate)> {
    let people = list.lines.iter().filter_map(|line| match &line.verdict {
        Verdict::Candidate(candidate) => Some((line.line, &**candidate)),
        _ => None,
    });
    people.collect()
}

/// What became of each line, by its number.
fn verdicts(list: &ReadList) -> BTreeMap<u32, &'static str> {
    let name = |verdict: &Verdict| match verdict {
        Verdict::Candidate(_) => "candidate",
        Verdict::Refused => "refused",
        Verdict::Ignored(_) => "ignored",
    };
    list.lines.iter().map(|line| (line.line, name(&line.verdict))).collect()
}

fn messages(list: &ReadList, line: u32) -> Vec<(Option<&str>, Level, &str)> {
    let of_line = list.lines.iter().filter(|checked| checked.line == line).flat_map(|checked| &checked.messages);
    of_line.map(|message| (message.column.as_deref(), message.level, message.text.as_str())).collect()
}

fn uses(list: &ReadList) -> BTreeMap<&str, Use> {
    list.mapping.columns.iter().map(|column| (column.name.as_str(), column.usage)).collect()
}

const PLAIN: &str = "INE;NOM;PRENOM;DATE NAISSANCE;TEL;COMMUNE\n";

/// A list of plain columns.
fn plain(lines: &[&str]) -> ReadList {
    read(format!("{PLAIN}{}\n", lines.join("\n")))
}

#[test]
fn a_national_list_with_its_usual_flaws_is_judged_line_by_line() {
    let text = "INE;NOM;NOM USAGE;PRENOM1;PRENOM2;SEXE;DATE NAISSANCE;ADRESSE;CODE POSTAL;COMMUNE;TEL;TEL2;MEL;RESP1 NOM;RESP1 TEL;UAI;MEF;DATE SORTIE;CONNU ML\r\n\
        081204773HB;LE GOFF;;Maëlle;Anna;2;03/05/2008;1 rue de Siam;29200;BREST;06 49 00 08 41;649000842;m@example.org;LE GOFF;06.76.00.16.80;0290099A;2473361331;09/06/2026;O\r\n\
        ;MARTIN;;Léo;;1;31/02/2009;;29200;BREST;;;;;;;;;N\r\n\
        ;PETIT;;Noé;;1;12/05/2014;;29200;BREST;;;;;;;;;N\r\n\
        \r\n\
        ;;;Zoé;;2;12/05/2008;;29200;BREST;;;;;;;;;N\r\n\
        ;ROUX;;Ali;;1;;;29200;BREST;;;;;;;;;N\r\n\
        ;Legoff;;Maelle;;2;03/05/2008;;29200;BREST;;;;;;;;;N\r\n\
        081204773HB;LE GOF;;MAELLE;;2;03/05/2008;;29200;BREST;;;;;;;;;N\r\n\
        ;BLANC;;Eva;;2;25/12/2027;;29200;BREST;;;;;;;;;N\r\n\
        08120_773HB;NOIR;;Ida;;2;01/01/2008;;29200;BREST;liste rouge;;;;;;;;N\r\n\
        TOTAL;10;;;;;;;;;;;;;;;;;\r\n";
    let list = read(encoding_1252(text));
    assert_eq!((list.kind, list.header_line), (ListKind::National, Some(1)));
    let expected = [
        (2, "candidate"),
        (3, "refused"),
        (4, "refused"),
        (6, "refused"),
        (7, "refused"),
        // A name glued together is for matching, not for this file.
        (8, "candidate"),
        (9, "ignored"),
        (10, "refused"),
        (11, "candidate"),
        (12, "ignored"),
    ];
    assert_eq!(verdicts(&list), BTreeMap::from(expected));
    let said = |line| messages(&list, line).into_iter().next().unwrap();
    let birth = Some("DATE NAISSANCE");
    assert_eq!(said(3), (birth, Level::Refused, "Le 31 février n’existe pas. Corrigez le jour ou le mois."));
    assert_eq!(
        said(4),
        (birth, Level::Refused, "12 ans à la date de la liste\u{a0}: les moins de 16 ans n’entrent pas.")
    );
    assert_eq!(
        said(6),
        (Some("NOM"), Level::Refused, "Nom vide. Ajoutez le nom de famille\u{202f}; la ligne n’entre pas.")
    );
    assert_eq!(said(7).0, birth);
    assert!(said(9).2.contains("déjà ligne 2"), "{}", said(9).2);
    assert!(said(10).2.contains("futur"), "{}", said(10).2);
    let warned: Vec<_> = messages(&list, 11).iter().map(|(column, level, _)| (*column, *level)).collect();
    assert_eq!(warned, [(Some("INE"), Level::Warning), (Some("TEL"), Level::Warning)]);
    assert_eq!(list.lines.last().unwrap().verdict, Verdict::Ignored(Ignored::Total));

    let (_, first) = candidates(&list)[0];
    assert_eq!(first.ines[0].as_str(), "081204773HB");
    assert_eq!((first.last_name.as_str(), first.first_names_text().as_str()), ("LE GOFF", "Maëlle Anna"));
    assert_eq!((first.sex, first.birth_date), (Some(Sex::Female), day(2008, 5, 3)));
    let numbers: Vec<&str> = first.phones.iter().map(|phone| phone.number.as_str()).collect();
    assert_eq!(numbers, ["+33649000841", "+33649000842"], "the lost zero is back");
    assert_eq!(first.guardians.len(), 1);
    assert_eq!(first.guardians[0].last_name.as_deref(), Some("LE GOFF"));
    assert_eq!((first.school.uai.as_deref(), first.school.left_on), (Some("0290099A"), Some(day(2026, 6, 9))));
    assert_eq!(first.mission_locale.known, Some(true));
}

/// Bytes of a text in Windows-1252, for letters of Latin-1.
fn encoding_1252(text: &str) -> Vec<u8> {
    text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect()
}

#[test]
fn a_mission_locale_workbook_with_titles_typed_dates_and_lost_zeros_is_read() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write(0, 0, "Mission locale du Trégor - jeunes sans solution").unwrap();
    sheet.write(1, 0, "Édité le 03/10/2026").unwrap();
    for (column, name) in (0..).zip([
        "Nom de naissance",
        "Prénom",
        "Civilité",
        "Né(e) le",
        "Téléphone mobile",
        "CP",
        "Commune",
        "Premier accueil",
        "Situation",
    ]) {
        sheet.write(3, column, name).unwrap();
    }
    let date = Format::new().set_num_format("yyyy-mm-dd");
    for (line, born) in [(4, Some(ExcelDateTime::from_ymd(2008, 3, 3).unwrap())), (5, None)] {
        sheet.write(line, 0, if line == 4 { "Nieto" } else { "Munsch" }).unwrap();
        sheet.write(line, 1, "Maelys").unwrap();
        sheet.write(line, 2, "Mme").unwrap();
        match born {
            Some(born) => sheet.write_with_format(line, 3, born, &date).unwrap(),
            None => sheet.write(line, 3, "10/10/2007").unwrap(),
        };
        sheet.write(line, 4, 695_310_377).unwrap();
        sheet.write(line, 5, 1_000).unwrap();
        sheet.write(line, 6, "Bourg-en-Bresse").unwrap();
        sheet.write_with_format(line, 7, ExcelDateTime::from_ymd(2026, 6, 12).unwrap(), &date).unwrap();
        sheet.write(line, 8, "PACEA").unwrap();
    }
    workbook.add_worksheet().set_name("Notice").unwrap();
    let list = read(workbook.save_to_buffer().unwrap());
    assert_eq!(list.kind, ListKind::MissionLocale);
    assert_eq!((list.header_line, list.list_date_found), (Some(4), Some(day(2026, 10, 3))));
    assert_eq!(list.other_sheets, ["Notice"]);
    let people = candidates(&list);
    assert_eq!(
        people.iter().map(|(line, person)| (*line, person.birth_date)).collect::<Vec<_>>(),
        [(5, day(2008, 3, 3)), (6, day(2007, 10, 10))]
    );
    let (_, first) = people[0];
    assert_eq!(first.phones, [Phone { number: "+33695310377".into(), readable: true }]);
    assert_eq!(first.postcode.as_deref(), Some("01000"));
    assert_eq!(first.sex, Some(Sex::Female));
    assert_eq!(first.mission_locale.known, Some(true), "the list comes from there");
    assert_eq!(first.mission_locale.situation.as_deref(), Some("PACEA"));
    assert_eq!(first.mission_locale.first_welcomed_on, Some(day(2026, 6, 12)));
}

#[test]
fn every_column_of_the_apprenticeship_dashboard_has_its_place() {
    let header = "Date transmission données;Source;NOM;Prénom;Date rupture contrat;Date début contrat;Date fin contrat;Date de naissance;Age;RQTH;\
        Collaboration CFA;Disponible WhatsApp;Ville de résidence;Code postal de résidence;Téléphone;Email;Téléphone responsable légal 1;\
        Email responsable légal 1;Téléphone responsable légal 2;Email responsable légal 2;Intitulé de la formation;Nom du CFA;Code postal du CFA;\
        Téléphone du CFA;Email du CFA;Dernière campagne mailing;Quel est votre retour sur la prise de contact ?;Commentaire;\
        Déjà connu de votre Mission Locale ?;Commentaires";
    let line = "02/10/2026;ERP;Marini;Mariama;28/08/2026;21/11/2025;21/11/2027;14/08/2010;16;Oui;Non;Non;Le Drennec;29860;0607055961;m@example.org;\
        0634559604;r@example.org;0711223344;s@example.org;CAP cuisine;CFA des métiers;29200;0298112233;cfa@example.org;;Rendez-vous pris;Pas de véhicule;Oui;";
    let list = read(format!("{header}\n{line}\n"));
    assert_eq!(list.kind, ListKind::BrokenContracts);
    assert_eq!(list.dropped_columns().collect::<Vec<_>>(), ["RQTH"]);
    assert_eq!(list.unknown_columns().collect::<Vec<_>>(), Vec::<&str>::new());
    let uses = uses(&list);
    assert_eq!(uses["RQTH"], Use::Dropped(Forbidden::Health));
    assert_eq!(uses["Age"], Use::Unneeded);
    let (_, person) = candidates(&list)[0];
    assert_eq!(person.contract.broken_on, Some(day(2026, 8, 28)));
    assert_eq!(person.contract.ends_on, Some(day(2027, 11, 21)));
    assert_eq!(
        person
            .guardians
            .iter()
            .map(|guardian| (guardian.rank, guardian.phones.len(), guardian.email.is_some()))
            .collect::<Vec<_>>(),
        [(1, 1, true), (2, 1, true)]
    );
    assert_eq!(person.school.name.as_deref(), Some("CFA des métiers"));
    assert_eq!(person.school.formation.as_deref(), Some("CAP cuisine"));
    assert_eq!(person.event.label.as_deref(), Some("Rendez-vous pris"));
    assert_eq!(person.mission_locale.known, Some(true));
    assert_eq!(person.comments, ["Pas de véhicule"]);
    // Nothing of the forbidden column is anywhere in what was read.
    let saved = serde_json::to_string(&list.lines).unwrap();
    assert!(!saved.to_lowercase().contains("rqth"), "{saved}");
}

const SIFA: &str = "ine_rnie;numero_uai;sit_form;nat_str_jur;statut;diplome;nom;nom2;prenom1;date_nais;com_resid;sexe;nationalite;handicap;date_deb_cont;date_rupt_cont\n";

#[test]
fn of_all_the_apprentices_of_a_centre_only_broken_contracts_enter() {
    let text = format!(
        "\u{feff}{SIFA}288367065AU;0290493D;;;APP;50442521;VAILLANT;;Pierre;03012009;29019;1;352;1;15092025;05092026\n\
         ;0290493D;;;APP;50690013;EL AMRANI;;Jody;01012005;29019;2;100;0;15092025;\n\
         ;0290493D;;;APP;50690013;NOVAK;;Ana;1012005;29019;2;100;0;;\n"
    );
    let list = read(&text);
    assert_eq!(list.kind, ListKind::Sifa);
    assert_eq!(list.dropped_columns().collect::<Vec<_>>(), ["nationalite", "handicap"]);
    assert_eq!(
        verdicts(&list),
        BTreeMap::from([(2, "candidate"), (3, "ignored"), (4, "candidate")]),
        "no contract: no contract runs"
    );
    assert_eq!(list.lines[1].verdict, Verdict::Ignored(Ignored::ContractRuns));
    assert!(messages(&list, 3)[0].2.contains("15/09/2025"));
    let (_, person) = candidates(&list)[0];
    assert_eq!(person.birth_date, day(2009, 1, 3));
    assert_eq!(person.school.formation_code.as_deref(), Some("50442521"));
    assert_eq!(person.school.diploma, None, "the diploma is prepared, not obtained");
    assert_eq!(person.commune_code.as_deref(), Some("29019"), "a commune written as its code");
    assert_eq!(candidates(&list)[1].1.birth_date, day(2005, 1, 1), "the zero the spreadsheet dropped");

    let all = read_with(&text, &Overrides { keep_those_still_in_training: true, ..Overrides::default() });
    assert_eq!(candidates(&all).len(), 3);
}

#[test]
fn a_school_names_itself_once_and_pupils_still_there_do_not_enter() {
    let pupil = |id: u32, name: &str, left: &str| {
        format!(
            "<ELEVE ELEVE_ID=\"{id}\"><ID_NATIONAL>1234567890A</ID_NATIONAL><INE_RNIE>081204{id}3HB</INE_RNIE><NOM_DE_FAMILLE>{name}</NOM_DE_FAMILLE><PRENOM>Zo&#233;</PRENOM><DATE_NAISS>0{}/04/2008</DATE_NAISS><CODE_SEXE>2</CODE_SEXE><CODE_MEF>247</CODE_MEF><DATE_SORTIE>{left}</DATE_SORTIE></ELEVE>\n",
            id % 10
        )
    };
    let text = format!(
        "<?xml version=\"1.0\" encoding=\"ISO-8859-15\"?>\n<BEE_ELEVES><PARAMETRES><UAJ>0290099A</UAJ></PARAMETRES><DONNEES><ELEVES>\n{}{}</ELEVES></DONNEES></BEE_ELEVES>",
        pupil(71, "VIDAL", "14/06/2026"),
        pupil(72, "GARCIA", ""),
    );
    let list = read(&text);
    assert_eq!(list.kind, ListKind::Siecle);
    assert_eq!(verdicts(&list), BTreeMap::from([(3, "candidate"), (4, "ignored")]));
    assert_eq!(list.lines[1].verdict, Verdict::Ignored(Ignored::StillEnrolled));
    let (_, person) = candidates(&list)[0];
    assert_eq!(person.ines.len(), 2, "the old number and the new");
    assert_eq!(person.school.uai.as_deref(), Some("0290099A"));
    assert_eq!(person.source_reference.as_deref(), Some("71"));
    assert_eq!(person.first_names, ["Zoé"]);
}

#[test]
fn what_happened_may_fill_several_lines_for_one_person() {
    let list = read(
        "N° dossier ML\tNom\tPrénom\tDate naissance\tDate événement\tÉvénement\tDétail\n\
         ML1\tGros\tAsma\t12/06/2008\t07/08/2026\tAbandon\tGRETA\nML1\tGros\tAsma\t12/06/2008\t09/09/2026\tCDI\t\n",
    );
    assert_eq!(list.kind, ListKind::Events);
    let people = candidates(&list);
    assert_eq!(people.len(), 2);
    assert_eq!(people[1].1.event.label.as_deref(), Some("CDI"));
    assert_eq!(people[1].1.event.happened_on, Some(day(2026, 9, 9)));
    assert_eq!(people[1].1.mission_locale.file_number.as_deref(), Some("ML1"));
}

#[test]
fn a_line_too_long_is_kept_when_its_values_are_in_place_and_refused_when_they_moved() {
    let text = "NOM;PRENOM;DATE NAISSANCE;ADRESSE;CODE POSTAL;COMMUNE;TEL\n\
        A;B;01/02/2008;1 rue X;29200;BREST;0651398112;EN TROP\n\
        C;D;01/02/2008;1 rue X ; bât B;29200;BREST;0651398112\n\
        E;F;01/02/2008;1 rue X;29200;BREST;0651398112;\n\
        G;H;01/02/2008;1 rue X\n";
    let list = read(text);
    assert_eq!(verdicts(&list), BTreeMap::from([(2, "candidate"), (3, "refused"), (4, "candidate"), (5, "candidate")]));
    assert_eq!(messages(&list, 2)[0].0, Some("Colonne H"));
    assert_eq!(messages(&list, 2)[0].1, Level::Warning);
    let (column, level, said) = messages(&list, 3)[0];
    assert_eq!((column, level), (Some("CODE POSTAL"), Level::Refused));
    assert!(said.contains("8 cellules pour 7 colonnes"), "{said}");
    assert!(messages(&list, 4).is_empty(), "an empty cell in excess says nothing");
    assert_eq!(messages(&list, 5)[0].1, Level::Info);
}

#[test]
fn columns_the_law_forbids_are_dropped_whatever_anybody_asks() {
    let saved = Mapping { columns: vec![Column { name: "Nationalité".into(), usage: Use::Field(Field::Comment) }] };
    let list = read_with(
        "Nom;Prénom;Né le;Nationalité;Situation familiale\nA;B;01/02/2008;Malienne;mère seule\nC;D;01/02/2009;Française;couple\n",
        &Overrides { mapping: Some(saved), ..Overrides::default() },
    );
    assert_eq!(list.dropped_columns().collect::<Vec<_>>(), ["Nationalité", "Situation familiale"]);
    let saved = serde_json::to_string(&list).unwrap();
    assert!(!saved.contains("Malienne") && !saved.contains("mère seule"), "{saved}");
}

#[test]
fn a_mapping_is_saved_corrected_and_used_again() {
    let text = "Nom;Prénom;Né le;CODE_LOT;Contact\nA;B;01/02/2008;L1;0651398112\nC;D;01/02/2009;L1;0651398113\nE;F;01/02/2007;L1;0651398114\n";
    let first = read(text);
    assert_eq!(first.unknown_columns().collect::<Vec<_>>(), ["CODE_LOT"]);
    assert_eq!(uses(&first)["Contact"], Use::Field(Field::Phone), "known by its values");
    assert!(
        first
            .messages
            .iter()
            .any(|message| message.level == Level::Info && message.column.as_deref() == Some("Contact"))
    );

    let mut mapping: Mapping = serde_json::from_str(&serde_json::to_string(&first.mapping).unwrap()).unwrap();
    assert_eq!(mapping, first.mapping);
    mapping.columns[3].usage = Use::Field(Field::SourceReference);
    mapping.columns[4].usage = Use::Unneeded;
    // Next month the columns come in another order.
    let next = read_with(
        "CODE_LOT;NOM;Prénom;Né le;Contact\nL2;A;B;01/02/2008;0651398112\n",
        &Overrides { mapping: Some(mapping), ..Overrides::default() },
    );
    let (_, person) = candidates(&next)[0];
    assert_eq!(person.source_reference.as_deref(), Some("L2"));
    assert!(person.phones.is_empty());
}

#[test]
fn two_columns_for_one_field_are_said_and_the_users_choice_wins() {
    let text = "Nom;Prénom;Né le;Date de naissance;Nom\nA;B;01/02/2008;03/04/2009;Z\n";
    let list = read(text);
    assert_eq!(candidates(&list)[0].1.birth_date, day(2008, 2, 1));
    assert_eq!(candidates(&list)[0].1.last_name, "A");
    let texts: Vec<&str> = list.messages.iter().map(|message| message.text.as_str()).collect();
    assert!(texts.iter().any(|text| text.contains("figure deux fois (A et E)")), "{texts:?}");
    assert!(
        texts.iter().any(|text| text.contains("«\u{202f}Né le\u{202f}» et «\u{202f}Date de naissance\u{202f}»")),
        "{texts:?}"
    );
    assert!(list.messages.iter().all(|message| message.line == Some(1)));

    let chosen =
        Mapping { columns: vec![Column { name: "Date de naissance".into(), usage: Use::Field(Field::BirthDate) }] };
    let list = read_with(text, &Overrides { mapping: Some(chosen), ..Overrides::default() });
    assert_eq!(candidates(&list)[0].1.birth_date, day(2009, 4, 3));
}

#[test]
fn without_a_birth_date_column_every_line_is_refused_and_the_file_says_why() {
    let list = read("Nom;Prénom;Ville\nLe Goff;Yanis;Brest\nMartin;Léa;Brest\n");
    assert_eq!(verdicts(&list), BTreeMap::from([(2, "refused"), (3, "refused")]));
    assert!(
        list.messages
            .iter()
            .any(|message| message.level == Level::Refused && message.text.contains("Date de naissance"))
    );
}

#[test]
fn a_file_without_header_waits_for_its_names_but_knows_its_values() {
    let text = "081204773HB;Le Goff;Yanis;01/02/2008;0651398112\n081204774HB;Martin;Léa;03/04/2009;0651398113\n081204775HB;Petit;Noé;05/06/2007;0651398114\n";
    let list = read(text);
    assert_eq!(list.lines.len(), 3);
    let known: Vec<Use> = list.mapping.columns.iter().map(|column| column.usage).collect();
    assert_eq!(known[0], Use::Field(Field::Ine));
    assert_eq!((known[3], known[4]), (Use::Field(Field::BirthDate), Use::Field(Field::Phone)));
    let mut mapping = list.mapping.clone();
    mapping.columns[1].usage = Use::Field(Field::LastName);
    mapping.columns[2].usage = Use::Field(Field::FirstName);
    let list = read_with(text, &Overrides { mapping: Some(mapping), ..Overrides::default() });
    assert_eq!(candidates(&list).len(), 3);
}

#[test]
fn html_formulas_and_control_characters_are_plain_text() {
    let list = plain(&[
        ";<b>Le Goff</b>;=HYPERLINK(\"http://x\");01/02/2008;;<script>alert(1)</script>",
        ";Mar\u{0}tin;Lé\u{200b}a;03/04/2009;;@SUM(A1)",
    ]);
    let people = candidates(&list);
    assert_eq!(people[0].1.last_name, "<b>Le Goff</b>");
    assert_eq!(people[0].1.first_names, ["=HYPERLINK(\"http://x\")"]);
    assert_eq!(people[0].1.commune.as_deref(), Some("<script>alert(1)</script>"));
    assert!(messages(&list, 2).iter().all(|(_, level, _)| *level == Level::Warning));
    assert_eq!((people[1].1.last_name.as_str(), people[1].1.first_names_text().as_str()), ("Martin", "Léa"));
}

#[test]
fn a_text_of_ten_thousand_characters_is_said_on_its_column() {
    let long = "x".repeat(10_000);
    let list = plain(&[&format!(";{long};Yanis;01/02/2008;;"), &format!(";Le Goff;Léa;01/02/2008;;{long}")]);
    let (column, level, text) = messages(&list, 2)[0];
    assert_eq!((column, level), (Some("NOM"), Level::Refused));
    assert!(text.contains("10\u{202f}000 caractères, 100 au plus"), "{text}");
    assert_eq!(messages(&list, 2).len(), 1, "and not that the name is empty");
    assert_eq!(messages(&list, 3)[0].0, Some("COMMUNE"));
    assert_eq!(candidates(&list)[0].1.commune, None);
    let read = list.lines[0].messages[0].read.as_deref().unwrap();
    assert!(read.chars().count() <= 61, "what was read is shortened");
}

#[test]
fn ages_are_taken_on_the_date_of_the_list() {
    let lines = format!("{PLAIN};A;B;24/11/2010;;\n;C;D;25/11/2010;;\n;E;F;01/01/1999;;\n;G;H;01/01/1950;;\n");
    let list = read(&lines);
    assert_eq!(verdicts(&list), BTreeMap::from([(2, "candidate"), (3, "refused"), (4, "candidate"), (5, "refused")]));
    assert!(messages(&list, 4)[0].2.starts_with("27 ans à la date de la liste"));
    assert!(messages(&list, 5)[0].2.contains("invraisemblable (76 ans)"));
    let later = read_with(&lines, &Overrides { list_date: Some(day(2026, 11, 25)), ..Overrides::default() });
    assert_eq!(verdicts(&later)[&3], "candidate");
}

#[test]
fn remarks_repeated_headers_and_totals_are_counted_and_ignored() {
    let list = plain(&[
        ";A;B;01/02/2008;;",
        "Groupe 2;;;;;",
        "INE;NOM;PRENOM;DATE NAISSANCE;TEL;COMMUNE",
        ";C;D;01/02/2009;;",
        "Total jeunes;2;;;;",
        "Source\u{a0}: rectorat",
    ]);
    let kinds: Vec<&Verdict> = list
        .lines
        .iter()
        .map(|line| &line.verdict)
        .filter(|verdict| !matches!(verdict, Verdict::Candidate(_)))
        .collect();
    assert_eq!(
        kinds,
        [
            &Verdict::Ignored(Ignored::NotAPerson),
            &Verdict::Ignored(Ignored::RepeatedHeader),
            &Verdict::Ignored(Ignored::Total),
            &Verdict::Ignored(Ignored::NotAPerson),
        ]
    );
}

#[test]
fn somebody_called_total_is_somebody() {
    let list = plain(&[";Total;Yanis;01/02/2008;;", ";Ensemble;Léa;01/02/2009;;"]);
    assert_eq!(candidates(&list).len(), 2);
}

#[test]
fn names_in_one_cell_are_split() {
    let list = read("Nom et prénom;Né le\nLE GOFF Yanis;01/02/2008\nLe Goff Léa;03/04/2009\n");
    let names: Vec<(&str, &str)> = candidates(&list)
        .iter()
        .map(|(_, person)| (person.last_name.as_str(), person.first_names[0].as_str()))
        .collect();
    assert_eq!(names, [("LE GOFF", "Yanis"), ("Le Goff", "Léa")]);
    assert_eq!(messages(&list, 3)[0].1, Level::Warning, "without capitals it was a guess");
}

#[test]
fn a_header_without_lines_is_refused_with_what_to_do() {
    let refusal = read_list(PLAIN.as_bytes(), "l.csv", &Overrides::default(), today()).unwrap_err();
    assert_eq!(refusal, ListRefusal::NoLine);
    assert!(matches!(
        read_list(b"", "l.csv", &Overrides::default(), today()),
        Err(ListRefusal::File(sheets::Refusal::Empty))
    ));
}

#[test]
fn what_was_read_survives_being_saved() {
    let list = plain(&["081204773HB;Le Goff;Yanis;01/02/2008;0651398112;Brest"]);
    let saved = serde_json::to_string(&list).unwrap();
    assert_eq!(serde_json::from_str::<ReadList>(&saved).unwrap(), list);
}

/// Cells with what hurts.
fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        "[A-Za-zéè' -]{0,12}",
        "[0-9/+. -]{0,14}",
        Just("31/02/2008".to_owned()),
        Just("01/02/2008".to_owned()),
        Just("081204773HB".to_owned()),
        Just("TOTAL".to_owned()),
        "\\PC{0,20}",
    ]
}

proptest! {
    #[test]
    fn every_line_ends_in_one_class_and_says_why(rows in prop::collection::vec(prop::collection::vec(cell(), 1..9), 1..12)) {
        let mut text = PLAIN.to_owned();
        let mut held = 0;
        for row in &rows {
            let cells: Vec<String> = row.iter().map(|cell| format!("\"{}\"", cell.replace(['"', '\n', '\r'], ""))).collect();
            held += usize::from(row.iter().any(|cell| !cell.replace(['"', '\n', '\r'], "").trim().is_empty()));
            text.push_str(&cells.join(";"));
            text.push('\n');
        }
        let options = Overrides { header_line: Some(1), encoding: Some("utf-8".into()), delimiter: Some(';'), ..Overrides::default() };
        match read_list(text.as_bytes(), "l.csv", &options, today()) {
            Ok(list) => {
                prop_assert_eq!(list.lines.len(), held);
                for line in &list.lines {
                    let refused = line.messages.iter().any(|message| message.level == Level::Refused);
                    match line.verdict {
                        Verdict::Refused => prop_assert!(refused, "{line:?}"),
                        Verdict::Ignored(_) => prop_assert!(line.messages.len() == 1 && !refused, "{line:?}"),
                        Verdict::Candidate(_) => prop_assert!(!refused, "{line:?}"),
                    }
                    prop_assert!(line.messages.iter().all(|message| message.line == Some(line.line)));
                }
            }
            Err(ListRefusal::NoLine) => prop_assert_eq!(held, 0),
            Err(other) => prop_assert!(matches!(other, ListRefusal::File(sheets::Refusal::Binary)), "{other}"),
        }
    }
}
