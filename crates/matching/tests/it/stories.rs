use crate::people::{With, date, person};
use matching::{Agreement, Field, Identity, Index, Reason, Sex, Verdict, blocking_keys, compare, decide};

const BORN: &str = "2009-04-11";
const NEW_INE: &str = "081204773HB";
const OTHER_NEW_INE: &str = "777777777ZZ";
const OLD_INE: &str = "0494004062M";

#[track_caller]
fn assert_verdict(ours: &Identity, theirs: &Identity, expected: Verdict) {
    let found = compare(ours, theirs);
    assert_eq!(found.verdict, expected, "{:?}", said(&found.reasons));
    assert_eq!(decide(theirs, ours), expected, "the other way round");
    if expected != Verdict::Stranger {
        let keys = blocking_keys(theirs);
        assert!(blocking_keys(ours).iter().any(|key| keys.contains(key)), "no key in common");
    }
}

fn said(reasons: &[Reason]) -> Vec<String> {
    reasons.iter().map(ToString::to_string).collect()
}

#[test]
fn a_name_written_otherwise_is_the_same_name() {
    for (a, b) in [
        (("Le Gall", "Maël"), ("LEGALL", "MAEL")),
        (("DE LA CRUZ", "Flavy"), ("Delacruz", "FLAVY")),
        (("N'Diaye", "Aïssatou"), ("Ndiaye", "Aissatou")),
        (("N’DIAYE", "Aïssatou"), ("n diaye", "aissatou")),
        (("Lefèvre-Dupont", "Jean-Pierre"), ("LEFEVRE DUPONT", "JEANPIERRE")),
        (("Bœuf", "Lætitia"), ("BOEUF", "LAETITIA")),
        (("Saint-Martin", "Zoé"), ("ST MARTIN", "zoe")),
        (("Sørensen", "Łucja"), ("Sorensen", "Lucja")),
    ] {
        assert_verdict(&person(a.0, a.1, BORN), &person(b.0, b.1, BORN), Verdict::Same);
    }
}

#[test]
fn first_names_in_another_order_or_left_out_are_the_same() {
    for (a, b) in [
        ("Hippolyte Virgile", "VIRGILE, HIPPOLYTE"),
        ("Samuel", "Samuel Nouha Theo"),
        ("Anaé", "Léa, Eleanna, Anaé"),
        ("Jean-Pierre", "JEANPIERRE Louis"),
        ("Jean-Pierre Louis", "Pierre Jean"),
    ] {
        let expected = if a == "Anaé" { Verdict::Near } else { Verdict::Same };
        assert_verdict(&person("Arnaud", a, BORN), &person("ARNAUD", b, BORN), expected);
    }
    let in_columns = Identity::new("Oliveira", ["Kilyan", "Zahir", ""], date(BORN));
    assert_verdict(&in_columns, &person("OLIVEIRA", "Kilyan, Zahir", BORN), Verdict::Same);
}

#[test]
fn a_name_used_stands_for_the_family_name() {
    let known = person("Maury", "Chaynaa", BORN).used_name("Binet");
    for written in ["MAURY", "Binet", "MAURY-BINET", "Binet Maury"] {
        assert_verdict(&known, &person(written, "CHAYNAA", BORN), Verdict::Same);
    }
    assert_verdict(&known, &person("Bernard", "Chaynaa", BORN).used_name("Binet"), Verdict::Near);
    assert_verdict(&known, &person("Bernard", "Chaynaa", BORN), Verdict::Stranger);
}

#[test]
fn one_field_slightly_different_is_near() {
    let known = person("Traoré", "Mamadou", BORN);
    for near in [
        person("Traorré", "Mamadou", BORN),
        person("Tarore", "Mamadou", BORN),
        person("Traoré", "Mamadu", BORN),
        person("Traoré", "Mamaduo", BORN),
        person("Traoré", "Mamadou", "2009-11-04"),
        person("Traoré", "Mamadou", "2009-04-17"),
        person("Traoré", "Mamadou", "2008-04-11"),
        person("Traoré", "Mamadou", "2009-01-01"),
        person("Traoré-Diallo", "Mamadou", BORN),
        person("Traoré", "", BORN),
        person("", "Mamadou", BORN),
        person("Mamadou", "Traoré", BORN),
        person("MAMADOU", "Taoré", BORN),
        person("Traoré Mamadou", "", BORN),
    ] {
        assert_verdict(&known, &near, Verdict::Near);
    }
}

#[test]
fn both_names_slightly_different_on_the_same_birth_date_are_near() {
    assert_verdict(&person("Pineau", "Ibrahima", BORN), &person("PYNEAU", "BRAHIMA", BORN), Verdict::Near);
    assert_verdict(&person("Pineau", "Ibrahima", BORN), &person("PYNEAU", "BRAHIMA", "2009-04-17"), Verdict::Stranger);
}

#[test]
fn names_cut_short_or_shared_out_between_columns_are_near() {
    for (a, b) in [
        (("DE LA CRUZ", "Youssef"), ("DE", "Youssef")),
        (("De La Rochefoucauld", "Anne"), ("DE LA ROCHEFOUCA", "ANNE")),
        (("DOSSANTOS", "Karmen"), ("DOS", "Karmen")),
        (("El Amrani", "Jody"), ("AMRANI", "Jody")),
        (("Rossignol Kadri", "Fatoumata"), ("KADRI", "Fatoumata")),
        (("Kadri", "Fatoumata"), ("KADRI", "Fatou")),
        (("Le Gall", "Yann"), ("LE", "GALL Yann")),
        (("Garcia Lopez", "Inès"), ("LOPEZ GARCIA", "INES")),
        (("Zélie", "Philippe-Alarcon"), ("PHILIPPE-ALARCON", "ZELIE")),
    ] {
        assert_verdict(&person(a.0, a.1, BORN), &person(b.0, b.1, BORN), Verdict::Near);
    }
}

#[test]
fn twins_are_strangers_unless_their_first_names_are_close() {
    for (a, b) in [
        ("Paul", "Romane"),
        ("Hugo", "Louis"),
        ("Mathis", "Mathilde"),
        ("Emma Marie", "Lina Marie"),
        ("Nathan", "Nolan"),
    ] {
        assert_verdict(&person("Stevens", a, BORN), &person("STEVENS", b, BORN), Verdict::Stranger);
    }
    for (a, b) in [("Léo", "Léa"), ("Marie Anne", "Marie Claire"), ("Lou", "Louise")] {
        assert_verdict(&person("Stevens", a, BORN), &person("STEVENS", b, BORN), Verdict::Near);
    }
}

#[test]
fn namesakes_born_on_unrelated_days_are_strangers() {
    assert_verdict(
        &person("Martin", "Lucas", "2009-04-11"),
        &person("Martin", "Lucas", "2007-09-23"),
        Verdict::Stranger,
    );
    assert_verdict(&person("Martin", "Lucas", BORN), &person("Bernard", "Lucas", BORN), Verdict::Stranger);
}

#[test]
fn the_same_ine_is_the_same_person_through_slips_of_every_field() {
    let known = person("Le Goff", "Yanis", "2006-05-25").with_ine(NEW_INE).with_ine(OLD_INE);
    for same in [
        person("LE GOF", "Yanis, Sullivan", "2005-05-25").with_ine(NEW_INE),
        person("LEGOFF", "YANIS", "2006-05-25").with_ine(OLD_INE),
        person("GOFF", "Yannis", "2006-01-01").with_ine(OLD_INE).with_ine(OTHER_NEW_INE),
        person("YANIS", "Le Goff", "2006-05-24").with_ine(NEW_INE),
        person("", "", "2006-05-25").with_ine(NEW_INE),
    ] {
        assert_verdict(&known, &same, Verdict::Same);
    }
}

#[test]
fn the_same_ine_on_a_contradictory_person_has_to_be_looked_at() {
    let known = person("Le Goff", "Yanis", BORN).with_ine(NEW_INE);
    for contradicted in [
        person("Diallo", "Oceana", "2007-12-30").with_ine(NEW_INE),
        person("Le Goff", "Clémence", BORN).with_ine(NEW_INE),
        person("Le Goff", "Yanis", "2007-12-30").with_ine(NEW_INE),
        person("Diallo", "Yanis", BORN).with_ine(NEW_INE),
    ] {
        assert_verdict(&known, &contradicted, Verdict::Near);
    }
    let said = said(&compare(&known, &person("Diallo", "Oceana", "2007-12-30").with_ine(NEW_INE)).reasons);
    assert_eq!(
        said,
        [
            "même INE",
            "nom différent (Le Goff / Diallo)",
            "prénom différent (Yanis / Oceana)",
            "date de naissance différente (11/04/2009 / 30/12/2007)",
        ]
    );
}

#[test]
fn two_ine_of_one_pattern_make_namesakes_doubtful_and_two_of_different_patterns_do_not() {
    let known = person("Kempf", "Asma", BORN).with_ine(NEW_INE);
    assert_verdict(&known, &person("KEMPF", "Asma", BORN).with_ine(OTHER_NEW_INE), Verdict::Near);
    assert_verdict(&known, &person("KEMPF", "Asma", BORN).with_ine("081204773BH"), Verdict::Near);
    assert_verdict(&known, &person("KEMPF", "Asma", BORN).with_ine(OLD_INE), Verdict::Same);
    assert_verdict(&known, &person("KEMPF", "Asma", BORN), Verdict::Same);
}

#[test]
fn nobody_is_matched_on_empty_names() {
    assert_verdict(&person("", "", BORN), &person("", "", BORN), Verdict::Stranger);
    assert_verdict(&person("Riou", "", BORN), &person("Riou", "-", BORN), Verdict::Near);
    assert_verdict(&person("Riou", "", BORN), &person("Roux", "", BORN), Verdict::Stranger);
}

#[test]
fn reasons_are_french_clauses_on_each_field() {
    let ours = Identity {
        sex: Some(Sex::Male),
        phones: vec!["06 39 98 24 70".into()],
        email: Some("M.Traore@example.org ".into()),
        ..person("Traoré", "Mamadou", "2009-04-03")
    };
    let theirs = Identity {
        sex: Some(Sex::Female),
        phones: vec!["0298000000".into(), "+33639982470".into()],
        email: Some("m.traore@example.org".into()),
        ..person("TRAORE", "Mamadou Ali", "2009-03-04")
    };
    let found = compare(&ours, &theirs);
    assert_eq!(
        said(&found.reasons),
        [
            "même nom",
            "même prénom, d’autres prénoms absents d’un côté (Mamadou / Mamadou Ali)",
            "jour et mois de naissance intervertis (03/04/2009 / 04/03/2009)",
            "sexe différent",
            "même téléphone",
            "même adresse électronique",
        ]
    );
    let fields: Vec<_> = found.reasons.iter().map(|reason| (reason.field(), reason.agreement())).collect();
    assert_eq!(
        fields[1..4],
        [
            (Field::FirstNames, Agreement::Agrees),
            (Field::BirthDate, Agreement::Close),
            (Field::Sex, Agreement::Contradicts),
        ]
    );
}

#[test]
fn a_household_that_shares_a_phone_is_not_one_person() {
    let with_phone = |identity: Identity| Identity { phones: vec!["0639982470".into()], ..identity };
    assert_verdict(
        &with_phone(person("Riou", "Maël", BORN)),
        &with_phone(person("Riou", "Ewen", "2007-08-23")),
        Verdict::Stranger,
    );
}

#[test]
fn an_index_tells_the_sure_from_the_doubtful_and_forgets_on_request() {
    let mut index = Index::build([
        (3, person("Riou", "Mael", "2009-04-11")),
        (1, person("Riou", "Maël", "2009-04-17")),
        (2, person("Riou", "Ewen", "2007-08-23")),
    ]);
    let looked_up = person("RIOU", "Maël", "2009-04-17");
    let found =
        |index: &Index<i32>| index.look_up(&looked_up).into_iter().map(|c| (c.id, c.verdict)).collect::<Vec<_>>();
    assert_eq!(found(&index), [(1, Verdict::Same), (3, Verdict::Near)]);
    assert_eq!(index.remove(&1).unwrap().first_names, ["Maël"]);
    assert_eq!(index.remove(&1), None);
    assert_eq!(found(&index), [(3, Verdict::Near)]);
    let former = index.insert(3, person("Riou", "Ewen", "2008-08-23"));
    assert_eq!(former.unwrap().first_names, ["Mael"]);
    assert_eq!(found(&index), []);
    assert_eq!(index.len(), 2);
    assert_eq!(index.get(&3).unwrap().born_on, date("2008-08-23"));
}

#[test]
fn keys_are_stored_so_a_change_of_them_needs_a_new_version() {
    let identity = person("Le Gall", "Jean-Pierre", BORN).with_ine(NEW_INE);
    assert_eq!(matching::KEYS_VERSION, 1);
    let digest = blocking_keys(&identity).iter().fold(0_u64, |all, key| all.rotate_left(7) ^ key);
    assert_eq!((blocking_keys(&identity).len(), digest), (10, 11_891_921_222_728_150_297));
}

#[test]
fn a_cell_of_ten_thousand_characters_is_compared_without_trouble() {
    let endless = person(&"Le Gall ".repeat(1_250), &"é".repeat(10_000), BORN);
    assert_eq!(decide(&endless, &endless.clone()), Verdict::Same);
    assert!(blocking_keys(&endless).len() < 12);
}

#[test]
fn few_of_a_crowd_are_worth_comparing_with() {
    let syllables = ["ba", "ce", "di", "fo", "gu", "ly", "ma", "ne", "ri", "so", "tu", "va"];
    let name =
        |rank: usize| format!("{}{}{}", syllables[rank % 12], syllables[rank / 12 % 12], syllables[rank / 144 % 12]);
    let crowd: Vec<Identity> = (0..20_000_usize)
        .map(|n| {
            let born_on = date("2005-01-01") + chrono::Days::new((n as u64 * 7_919) % 1_999);
            Identity::new(name(n % 500), [name(n / 500 % 40 * 5)], born_on)
        })
        .collect();
    let mut sharing = std::collections::HashMap::<u64, usize>::new();
    for key in crowd.iter().flat_map(blocking_keys) {
        *sharing.entry(key).or_default() += 1;
    }
    let compared: usize = crowd.iter().flat_map(blocking_keys).map(|key| sharing[&key]).sum();
    let on_average = compared / crowd.len();
    assert!(on_average < 8, "{on_average} comparisons for each of 20,000 people");
}
