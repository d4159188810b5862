use dsfr::{
    Checkbox, Checkboxes, Choice, ErrorSummary, FieldError, FileUpload, Input, Radios, SearchBar, Select, Textarea,
    Ticks, field_id,
};
use maud::{Render, html};

use crate::{Page, text};

fn two() -> Vec<Choice<'static>> {
    vec![Choice::new("a", "Un"), Choice::new("b", "Deux")]
}

#[test]
fn a_right_field_is_named_by_its_label_and_says_nothing_else() {
    let page = Page::of(Input { hint: Some("Comme sur la carte"), ..Input::text("nom", "Nom de famille") });
    let input = page.one("input");
    assert_eq!(text(page.one("label[for='nom']")), "Nom de famille Comme sur la carte");
    assert_eq!(input.attr("id"), Some("nom"));
    assert_eq!(input.attr("name"), Some("nom"));
    for absent in ["aria-invalid", "aria-describedby", "required", "value", "autocomplete", "maxlength"] {
        assert_eq!(input.attr(absent), None, "{absent}");
    }
    assert!(page.all(".fr-message").is_empty());
}

#[test]
fn every_kind_of_field_in_error_is_invalid_and_described_by_its_message() {
    let error = Some("Voici quoi faire.");
    let pages = [
        ("input", Page::of(Input { error, ..Input::text("x", "X") })),
        ("textarea", Page::of(Textarea { error, ..Textarea::new("x", "X") })),
        ("select", Page::of(Select { error, ..Select::new("x", "X", two()) })),
        ("input", Page::of(FileUpload { error, ..FileUpload::new("x", "X", "CSV") })),
        ("input", Page::of(Checkbox { error, ..Checkbox::new("x", "oui", "X") })),
    ];
    for (control, page) in pages {
        let control = page.one(control);
        assert_eq!(control.attr("aria-invalid"), Some("true"), "{}", control.html());
        assert_eq!(page.pointed(control, "aria-describedby"), "Voici quoi faire.");
        assert_eq!(page.all("[class*='-group--error']").len(), 1, "{}", control.html());
    }
}

#[test]
fn a_group_in_error_is_named_by_its_legend_and_its_message() {
    let error = Some("Choisissez.");
    let pages = [
        Page::of(Radios { error, ..Radios::new("x", "Question", two()) }),
        Page::of(Radios { error, boxed: true, ..Radios::new("x", "Question", two()) }),
        Page::of(Checkboxes { error, ..Checkboxes::new("x", "Question", two()) }),
    ];
    for page in pages {
        assert_eq!(page.pointed(page.one("fieldset"), "aria-labelledby"), "Question Choisissez.");
    }
}

#[test]
fn a_group_gives_each_choice_its_label_and_its_first_the_id_of_the_field() {
    let pages = [
        Page::of(Radios { prefix: "p", ..Radios::new("x", "Question", two()) }),
        Page::of(Radios { prefix: "p", boxed: true, ..Radios::new("x", "Question", two()) }),
        Page::of(Checkboxes { prefix: "p", ..Checkboxes::new("x", "Question", two()) }),
        Page::of(Ticks { prefix: "p", ..Ticks::new("x", "Question", two()) }),
    ];
    for page in pages {
        assert_eq!(page.all("input")[0].attr("id"), Some(field_id("p", "x").as_str()));
        for (input, label) in page.all("input").into_iter().zip(["Un", "Deux"]) {
            let id = input.attr("id").unwrap();
            assert_eq!(text(page.one(&format!("label[for='{id}']"))), label);
            assert_eq!(input.attr("name"), Some("x"));
        }
    }
}

#[test]
fn an_error_wins_over_a_warning_and_a_warning_is_not_an_error() {
    let both = Page::of(Input { error: Some("Faux."), warning: Some("Bizarre."), ..Input::text("x", "X") });
    assert_eq!(text(both.one(".fr-message")), "Faux.");
    let warned = Page::of(Textarea { warning: Some("Bizarre."), ..Textarea::new("x", "X") });
    assert_eq!(warned.one("textarea").attr("aria-invalid"), None);
    assert_eq!(warned.pointed(warned.one("textarea"), "aria-describedby"), "Bizarre.");
}

#[test]
fn two_forms_of_a_page_do_not_share_ids() {
    let page = Page::of(html! {
        (Input { prefix: "appel", ..Input::date("le", "Appelé le") })
        (Input { prefix: "entretien", ..Input::date("le", "Tenu le") })
    });
    assert_eq!(text(page.one("label[for='appel-le']")), "Appelé le");
    assert_eq!(text(page.one("label[for='entretien-le']")), "Tenu le");
    assert_eq!(page.all("input[name='le']").len(), 2);
}

#[test]
fn an_id_holds_no_character_that_a_selector_or_a_list_of_ids_trips_on() {
    assert_eq!(field_id("", "nom"), "nom");
    assert_eq!(field_id("lot 2", "col[3].é"), "lot-2-col-3---");
}

#[test]
fn what_was_typed_comes_back_even_when_no_date_field_can_hold_it() {
    let value = |input| Page::of(input).one("input").attr("value").map(str::to_owned);
    let kind = |input| Page::of(input).one("input").attr("type").map(str::to_owned);
    let date = |value| Input { value, ..Input::date("d", "Date") };
    assert_eq!(kind(date("2026-11-24")).as_deref(), Some("date"));
    assert_eq!(kind(date("")).as_deref(), Some("date"));
    for odd in ["31/02/2008", "24 novembre", "2026-1-2", "２０２６-11-24", "<b>&\""] {
        assert_eq!(kind(date(odd)).as_deref(), Some("text"), "{odd}");
        assert_eq!(value(date(odd)).as_deref(), Some(odd));
    }
    assert_eq!(kind(Input { value: "17h30", ..Input::time("h", "Heure") }).as_deref(), Some("text"));
    assert_eq!(value(Input { value: "36,5", ..Input::decimal("n", "Cible") }).as_deref(), Some("36,5"));
}

#[test]
fn a_password_never_comes_back() {
    let page = Page::of(Input { value: "secret", ..Input::password("mdp", "Mot de passe") });
    assert_eq!(page.one("input").attr("value"), None);
    assert!(!page.0.html().contains("secret"));
}

#[test]
fn a_text_that_begins_with_an_empty_line_keeps_it() {
    let page = Page::of(Textarea { value: "\nligne", ..Textarea::new("note", "Note") });
    // The parser drops the first newline, as browsers do.
    assert_eq!(page.one("textarea").text().collect::<String>(), "\nligne");
}

#[test]
fn a_value_cannot_escape_its_attribute_nor_its_text() {
    let hostile = "\"><script>alert(1)</script>";
    let page = Page::of(html! {
        (Input { value: hostile, error: Some(hostile), ..Input::text("a", hostile) })
        (Textarea { value: "</textarea><script>", ..Textarea::new("b", "B") })
        (Select::new("c", "C", vec![Choice::new(hostile, hostile)]))
        (SearchBar { value: hostile, ..SearchBar::new("/", "q", hostile) })
    });
    assert!(page.all("script").is_empty());
    assert_eq!(page.one("#a").attr("value"), Some(hostile));
}

#[test]
fn a_list_selects_the_value_given_and_offers_an_empty_line_only_when_asked() {
    let chosen = Page::of(Select { value: "b", ..Select::new("x", "X", two()) });
    assert_eq!(text(chosen.one("option[selected]")), "Deux");
    assert_eq!(chosen.all("option").len(), 2);
    let empty = Page::of(Select { empty: Some("À choisir"), ..Select::new("x", "X", two()) });
    assert_eq!(text(empty.one("option[selected]")), "À choisir");
    assert_eq!(empty.one("option[selected]").attr("value"), Some(""));
}

#[test]
fn neighbours_of_a_family_share_its_heading_and_orphans_have_none() {
    let of = |group: Option<&'static str>, value: &'static str| Choice {
        group: group.map(Into::into),
        ..Choice::new(value, value)
    };
    let choices = vec![of(None, "tous"), of(Some("A"), "a1"), of(Some("A"), "a2"), of(Some("B"), "b1")];
    let page = Page::of(Select::new("x", "X", choices));
    assert_eq!(page.all("optgroup").len(), 2);
    assert_eq!(page.all("optgroup[label='A'] option").len(), 2);
    assert_eq!(page.all("select > option").len(), 1);
}

#[test]
fn boxes_and_radios_keep_what_was_chosen() {
    let boxes = Page::of(Checkboxes { values: vec!["a", "b"], ..Checkboxes::new("x", "X", two()) });
    assert_eq!(boxes.all("input[checked]").len(), 2);
    let radios = Page::of(Radios { value: "b", ..Radios::new("x", "X", two()) });
    assert_eq!(radios.one("input[checked]").attr("value"), Some("b"));
}

#[test]
fn the_summary_leads_to_each_field_and_tells_two_same_faults_apart() {
    let page = Page::of(html! {
        (ErrorSummary::new(vec![
            FieldError::new("", "nom", "Nom", "renseignez ce champ."),
            FieldError::new("", "choix", "Choix", "renseignez ce champ."),
        ]))
        (Input::text("nom", "Nom"))
        (Radios::new("choix", "Choix", two()))
    });
    assert_eq!(text(page.one(".fr-alert h2")), "2 champs sont à revoir");
    let links = page.all(".fr-alert a");
    assert_ne!(text(links[0]), text(links[1]));
    for link in links {
        let target = link.attr("href").unwrap().trim_start_matches('#');
        assert_eq!(page.one(&format!("[id='{target}']")).value().name(), "input");
    }
    let summary = page.one("#erreurs");
    assert_eq!(summary.attr("tabindex"), Some("-1"));
    assert!(summary.attr("autofocus").is_some());
}

#[test]
fn a_summary_of_nothing_is_nothing() {
    assert_eq!(ErrorSummary::new(Vec::new()).render().into_string(), "");
}

#[test]
fn a_search_is_a_named_landmark_whose_label_is_not_its_placeholder() {
    let page = Page::of(SearchBar { placeholder: Some("Nom"), ..SearchBar::new("/jeunes", "q", "Chercher un jeune") });
    assert_eq!(page.one("form[role='search']").attr("aria-label"), Some("Chercher un jeune"));
    assert_eq!(text(page.one("label[for='q']")), "Chercher un jeune");
    assert_eq!(text(page.one("button[type='submit']")), "Chercher");
}

#[test]
fn a_summary_follows_the_page_under_its_very_labels() {
    let page = html! {
        (Input { hint: Some("Jour, mois, année"), ..Input::date("ne", "Né le") })
        (Radios { prefix: "f", ..Radios::new("droit", "Demande un « droit » & le veut", vec![Choice::new("oui", "Oui")]) })
        (Input { prefix: "f", ..Input::text("a", "Le dernier") })
    };
    let errors = [("a", "trop long"), ("absent", "rien ici"), ("droit", "répondez"), ("ne", "hors du préfixe")];
    let summary = ErrorSummary::of(&page, "f", errors).render().into_string();
    let order: Vec<usize> =
        ["Demande un « droit » &amp; le veut\u{a0}: répondez", "Le dernier\u{a0}: trop long", "<li>rien ici"]
            .iter()
            .map(|text| summary.find(text).unwrap_or_else(|| panic!("{text}: {summary}")))
            .collect();
    assert!(order.is_sorted(), "{summary}");
    let first = ErrorSummary::of(&page, "", [("ne", "vérifiez")]).render().into_string();
    assert!(first.contains(r##"<a href="#ne">Né le"##), "{first}");
}
