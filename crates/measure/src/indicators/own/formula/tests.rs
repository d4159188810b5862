use super::*;
use crate::indicators::Indicator;
use proptest::prelude::*;

fn names() -> Names {
    let own = |code: &str, label: &str, unit, refused: Option<&str>| Name {
        subject: Subject::Own(code.into()),
        word: code.into(),
        label: label.into(),
        refused: refused.map(str::to_owned),
        unit,
    };
    Names::with([
        own("D29.1", "Places d’E2C", Unit::TYPED, None),
        own("D29.2", "Climat", Unit::RATIO, Some("« D29.2 » se dit en mots : il ne se calcule pas.")),
    ])
}

fn read(text: &str) -> Result<Formula, Mistake> {
    parse(text, &names())
}

fn kept(text: &str) -> String {
    read(text).unwrap_or_else(|mistake| panic!("{text}: {mistake:?}")).kept()
}

fn worth(text: &str, values: &[(&str, Computed)]) -> Computed {
    let formula = read(text).unwrap_or_else(|mistake| panic!("{text}: {mistake:?}"));
    let mut of = |subject: &Subject| {
        values.iter().find(|(code, _)| *code == subject.code()).map_or(Computed::NotSent, |(_, value)| *value)
    };
    formula.expression.evaluate(&mut of)
}

fn number(n: f64) -> Computed {
    Computed::Number(n)
}

#[test]
fn an_indicator_is_named_by_its_french_word_its_label_or_its_code() {
    for text in [
        "en_solution ÷ confirmés",
        "En solution / Confirmes",
        "in_solution : confirmed",
        "taux(en solution ; confirmés)",
    ] {
        assert_eq!(kept(text), "in_solution ÷ confirmed", "{text}");
    }
    for indicator in Indicator::all() {
        let written = kept(&format!("2 × {}", word_of(indicator.label())));
        assert_eq!(written, format!("2 × {}", indicator.code()));
    }
    assert_eq!(kept("d29.1 ÷ confirmés"), "D29.1 ÷ confirmed");
}

#[test]
fn products_come_before_sums_and_brackets_before_all() {
    let values = [("contacted", number(10.0)), ("refused", number(4.0)), ("confirmed", number(20.0))];
    assert_eq!(worth("contactés + refus × 20", &values), number(90.0));
    assert_eq!(worth("(contactés + refus) × 20", &values), number(280.0));
    assert_eq!(worth("confirmés − contactés − refus", &values), number(6.0));
    assert_eq!(worth("confirmés ÷ contactés ÷ refus", &values), number(0.5));
    assert_eq!(worth("confirmés − (contactés − refus)", &values), number(14.0));
    assert_eq!(worth("50 % × confirmés + 0,5", &values), number(10.5));
}

#[test]
fn a_missing_value_is_not_sent_and_a_division_by_zero_not_applicable() {
    let values = [("contacted", number(10.0)), ("refused", number(0.0)), ("contact_rate", Computed::NotApplicable)];
    assert_eq!(worth("contactés ÷ refus", &values), Computed::NotApplicable);
    assert_eq!(worth("1 + contact_rate", &values), Computed::NotApplicable);
    assert_eq!(worth("contactés ÷ D29.1", &values), Computed::NotSent);
    let zero = [("contacted", number(1.0)), ("refused", number(0.0))];
    assert_eq!(worth("(contactés ÷ refus) × D29.1", &zero), Computed::NotSent);
    assert_eq!(worth("refus ÷ contactés", &values), number(0.0));
}

#[test]
fn each_mistake_says_its_place_and_offers_a_correction() {
    for (text, wrong, word, repaired) in [
        ("", "", "contactés ÷ confirmés", None),
        ("en_solutions ÷ confirmés", "en_solutions", "Le plus proche est", Some("en_solution ÷ confirmés")),
        ("contactés ÷ xyzzy", "xyzzy", "n’existe pas", None),
        ("contactés ÷", "÷", "après", Some("contactés ")),
        ("÷ contactés", "÷", "avant", None),
        ("contactés 2", "2", "Il manque un signe", None),
        ("contactés (refus)", "(", "Il manque un signe", None),
        ("(contactés + refus", "(", "refermée", Some("(contactés + refus)")),
        ("contactés + refus)", ")", "n’en referme aucune", Some("contactés + refus")),
        ("contactés ; refus", ";", "taux", None),
        ("taux(contactés)", ")", "deux parties", None),
        ("contactés & refus", "&", "n’a pas de sens", Some("contactés  refus")),
        ("1,2,3 × contactés", "1,2,3", "12,5", None),
        ("12 + 3", "12 + 3", "aucun indicateur", None),
        ("en_solution ÷ (confirmés − confirmés)", "confirmés − confirmés", "toujours zéro", None),
        ("en_solution ÷ 0", "0", "toujours zéro", None),
        (
            "en_solution ÷ contactés + délai_avant_premier_contact",
            "en_solution ÷ contactés + délai_avant_premier_contact",
            "ajouter des jours à une part",
            None,
        ),
        ("contactés − contact_rate", "contactés − contact_rate", "retrancher une part de dossiers", None),
        ("contactés ÷ D29.2", "D29.2", "se dit en mots", None),
    ] {
        let mistake = read(text).expect_err(text);
        assert_eq!(&text[mistake.at.clone()], wrong, "{text}: {mistake:?}");
        assert!(mistake.message.contains(word), "{text}: {}", mistake.message);
        assert_eq!(mistake.repair.map(|repair| repair.text).as_deref(), repaired, "{text}");
    }
    let long = "contactés + ".repeat(60);
    assert!(read(&long).expect_err("too long").message.contains("500"));
    let deep = format!("{}contactés{}", "(".repeat(40), ")".repeat(40));
    assert!(read(&deep).expect_err("too deep").message.contains("parenthèses"));
}

#[test]
fn a_formula_is_read_aloud_in_a_sentence_and_word_by_word() {
    let formula = read("en_solution ÷ (contactés − refus) + 0,5").expect("read");
    assert_eq!(
        formula.sentence(&names()),
        "«\u{202f}En solution\u{202f}» divisé par le résultat de «\u{202f}Contactés\u{202f}» moins «\u{202f}Refus\u{202f}», plus 0,5"
    );
    let words: Vec<String> = formula.tokens(&names()).into_iter().map(|token| token.text).collect();
    assert_eq!(words, ["en_solution", "÷", "contactés", "−", "refus", "+", "0,5"]);
}

#[test]
fn what_a_formula_counts_in_follows_from_its_parts() {
    for (text, unit) in [
        ("en_solution ÷ contactés", Unit::RATIO),
        ("en_solution + contactés", Unit::CASES),
        ("1 − jeunes_contactés", Unit::RATIO),
        ("2 × délai_avant_premier_contact", Unit::DAYS),
        ("confirmés × jeunes_contactés", Unit::CASES),
        ("D29.1 ÷ confirmés", Unit { cases: -1, days: 0, typed: 1 }),
    ] {
        assert_eq!(read(text).expect(text).unit, unit, "{text}");
    }
}

#[test]
fn a_loop_is_found_with_the_way_it_takes() {
    let named = |code: &str| -> Vec<String> {
        match code {
            "A" => vec!["C".into(), "B".into()],
            "B" => vec!["D".into(), "A".into()],
            "D" => vec!["D".into()],
            _ => vec![],
        }
    };
    assert_eq!(find_loop("A", &named), Some(["A", "B", "A"].map(str::to_owned).to_vec()));
    assert_eq!(find_loop("C", &named), None);
    assert_eq!(find_loop("D", &named), Some(["D", "D"].map(str::to_owned).to_vec()));
}

/// Formulas at random, over counts only so that units agree.
fn any_expression() -> impl Strategy<Value = Expression> {
    let counts = ["listed", "confirmed", "contacted", "refused"].map(Indicator::of);
    let leaf = prop_oneof![
        (0_u32..1000).prop_map(|n| Expression::Number(f64::from(n) / 8.0, 0..0)),
        prop::sample::select(counts.to_vec()).prop_map(|i| Expression::Subject(Subject::Built(i), 0..0)),
    ];
    leaf.prop_recursive(5, 24, 2, |inner| {
        let signs = vec![Operation::Plus, Operation::Minus, Operation::Times, Operation::Over];
        (prop::sample::select(signs), inner.clone(), inner)
            .prop_map(|(sign, a, b)| Expression::Of(sign, Box::new(a), Box::new(b)))
    })
}

fn valued(subject: &Subject) -> Computed {
    Computed::Number(subject.code().len() as f64)
}

proptest! {
    #[test]
    fn what_is_written_is_read_back_the_same(expression in any_expression()) {
        let text = expression.write(&|subject| names().word(subject));
        if let Ok(formula) = read(&text) {
            prop_assert_eq!(formula.written(&names()), text.clone());
            prop_assert_eq!(formula.expression.evaluate(&mut valued), expression.evaluate(&mut valued));
            let again = read(&formula.kept()).expect("what is kept is read");
            prop_assert_eq!(again.kept(), formula.kept());
        }
    }

    #[test]
    fn no_text_breaks_the_reader_and_each_mistake_is_inside_it(text in "[a-zé0-9_ ,.()+*/;÷−%’&-]{0,60}") {
        if let Err(mistake) = read(&text) {
            prop_assert!(text.get(mistake.at.clone()).is_some());
            prop_assert!(mistake.message.ends_with('.'), "{}", mistake.message);
        }
    }

    #[test]
    fn a_count_over_two_territories_is_that_of_their_sums(a in 0_u32..500, b in 1_u32..500, c in 0_u32..500, d in 1_u32..500) {
        let rate = |n: u32, of: u32| worth("contactés ÷ confirmés", &[("contacted", number(n.into())), ("confirmed", number(of.into()))]);
        prop_assert_eq!(rate(a + c, b + d), number(f64::from(a + c) / f64::from(b + d)));
        let sum = |n: u32, of: u32| worth("contactés + 2 × confirmés", &[("contacted", number(n.into())), ("confirmed", number(of.into()))]);
        let both = sum(a, b).number().unwrap_or_default() + sum(c, d).number().unwrap_or_default();
        prop_assert_eq!(sum(a + c, b + d), number(both));
    }
}
