//! What the words of a program are understood as.
use super::imports::{Sender, overrides, platform_code};
use super::query::Query;
use super::question::Words;
use chrono::NaiveDate;
use measure::figures::Dimension;
use measure::indicators::Indicator;

fn today() -> NaiveDate {
    "2026-11-24".parse().expect("a day")
}

fn words(query: &str) -> Words {
    let names = ["territory", "from", "to", "known_on", "by", "indicators", "reading", "added"];
    let Ok([territory, from, to, known_on, by, indicators, reading, added]) = Query::parse(query).only(names) else {
        panic!("{query}")
    };
    Words { territory, from, to, known_on, by, indicators, reading, added }
}

#[test]
fn a_question_takes_both_ways_of_writing_a_date_and_codes_in_their_order() {
    let asked = words("territory=29-brest&from=01/09/2026&to=2027-08-31&by=sex,month&indicators=confirmed,listed")
        .understand(today())
        .expect("understood");
    assert_eq!(asked.question.territory, "29-BREST");
    assert_eq!(
        (asked.question.period.from.to_string(), asked.question.period.to.to_string()),
        ("2026-09-01".into(), "2027-08-31".into())
    );
    assert_eq!(asked.question.by, [Dimension::Sex, Dimension::Month]);
    assert_eq!(asked.indicators.iter().map(|i| i.code()).collect::<Vec<_>>(), ["confirmed", "listed"]);
    assert_eq!(asked.question.at, today(), "the situations are those of today");
}

#[test]
fn without_words_everything_is_counted_once_over_any_length_of_time() {
    let asked =
        words("territory=FR&from=0001-01-01&to=9999-12-31&by=&indicators=").understand(today()).expect("understood");
    assert!(asked.question.by.is_empty());
    assert_eq!(asked.indicators.len(), Indicator::cohort().count());
    let asked = words("territory=FR&from=2026-09-01&to=2026-09-02&reading=activity").understand(today());
    assert!(asked.expect("understood").indicators.into_iter().eq(Indicator::activity()));
}

#[test]
fn every_word_that_makes_no_sense_is_named_with_what_to_write() {
    for (query, parameter, told) in [
        ("from=2026-09-01&to=2026-09-02", "territory", "29-BREST"),
        ("territory=BREST&from=2026-09-01&to=2026-09-02", "territory", "29-BREST (plate-forme)"),
        ("territory=FR&to=2026-09-02", "from", "2026-09-01"),
        ("territory=FR&from=2026-02-31&to=2026-09-02", "from", "n’est pas une date qui existe"),
        ("territory=FR&from=26-09-01&to=2026-09-02", "from", "2026-11-24"),
        ("territory=FR&from=2026-09-02&to=2026-09-01", "to", "Échangez"),
        ("territory=FR&from=2026-11-25&to=2026-12-01", "from", "après aujourd’hui"),
        ("territory=FR&from=2026-09-01&to=2026-09-02&by=sexe", "by", "sex, age"),
        ("territory=FR&from=2026-09-01&to=2026-09-02&by=sex,sex", "by", "deux fois"),
        ("territory=FR&from=2026-09-01&to=2026-09-02&by=sex,", "by", "n’existe pas"),
        ("territory=FR&from=2026-09-01&to=2026-09-02&indicators=taux", "indicators", "contact_rate"),
        ("territory=FR&from=2026-09-01&to=2026-09-02&reading=mois", "reading", "activity"),
        ("territory=FR&from=2026-09-01&to=2026-09-02&added=D29.1,D29.1", "added", "deux fois"),
        ("territory=FR&from=2026-09-01&to=2026-09-02&added=D29.1&by=sex", "added", "sans ventilation"),
    ] {
        let mistakes = words(query).understand(today()).expect_err(query);
        let [mistake] = mistakes.as_slice() else { panic!("{query}: {mistakes:?}") };
        assert_eq!(mistake.parameter, parameter, "{query}");
        assert!(mistake.detail.contains(told), "{query}: {}", mistake.detail);
    }
    assert_eq!(words("by=x&indicators=y").understand(today()).expect_err("all wrong").len(), 5, "all are told at once");
}

#[test]
fn a_period_that_ends_later_this_year_is_asked_today() {
    assert!(words("territory=FR&from=2026-11-24&to=2027-08-31").understand(today()).is_ok());
}

#[test]
fn a_parameter_unknown_or_said_twice_is_not_passed_over() {
    assert!(Query::parse("").only([]).is_ok());
    assert!(Query::parse("a=1").only([]).is_err());
    assert!(Query::parse("a=1&a=2").only(["a"]).is_err());
    assert!(Query::parse("b=1").only(["a"]).is_err());
}

#[test]
fn a_sender_is_a_category_or_a_name() {
    assert_eq!(
        Sender::read(Some(" mission_locale ")).expect("read").source.map(|s| s.as_str()),
        Some("mission_locale")
    );
    let named = Sender::read(Some("Mission locale du pays de Brest")).expect("read");
    assert_eq!((named.source, named.source_name.as_deref()), (None, Some("Mission locale du pays de Brest")));
    assert_eq!(Sender::read(Some("  ")).expect("read"), Sender::default());
    assert!(Sender::read(Some(&"a".repeat(81))).is_err());
}

#[test]
fn a_list_enters_on_a_platform_and_nowhere_else() {
    assert!(platform_code(Some("29-brest")).is_ok());
    for text in [None, Some(""), Some("D29"), Some("Brest")] {
        assert!(platform_code(text).expect_err("refused").contains("29-BREST"), "{text:?}");
    }
}

#[test]
fn a_mapping_says_the_columns_or_how_to_open_the_file() {
    let read = overrides(Some(
        r#"{"columns":[{"name":"NE LE","use":{"field":"birth_date"}},{"name":"OBS","use":"unneeded"}],"delimiter":";"}"#,
    ))
    .expect("read");
    assert_eq!(read.mapping.expect("columns").columns.len(), 2);
    assert_eq!(read.delimiter, Some(';'));
    assert_eq!(overrides(None).expect("nothing imposed"), Default::default());
    let unknown = overrides(Some(r#"{"columns":[{"name":"A","use":{"field":"naissance"}}]}"#)).expect_err("refused");
    assert!(
        unknown.contains("ligne 1") && unknown.contains("valeur inconnue\u{a0}: naissance, attendu last_name"),
        "{unknown}"
    );
    for text in ["{", "[]", r#"{"colonnes":[]}"#, r#"{"columns":[{"name":"A","use":{"field":"naissance"}}]}"#] {
        assert!(overrides(Some(text)).expect_err(text).contains("\"field\": \"birth_date\""), "{text}");
    }
}
