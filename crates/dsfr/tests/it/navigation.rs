use dsfr::{
    Alert, BulkBar, Button, ButtonLink, Filters, Pagination, Pick, Queue, QueueRow, Reach, Reason, Stepper, Tone,
    Urgency, View, Views, Weight, icon,
};
use maud::html;

use crate::{Page, text};

/// What one reads in the bar of pages: « 1 … 11 12 13 … 40 ».
fn pages(current: u64, last: u64) -> String {
    let href = |page| format!("?page={page}");
    let page = Page::of(Pagination { label: "Pages", current, last, href: &href });
    for link in page.all("a:not([rel])") {
        assert_eq!(link.attr("href").unwrap(), format!("?page={}", text(link).trim_start_matches("Page ")));
    }
    let items = page.all("li > :not([rel])").into_iter();
    items.map(|item| text(item).trim_start_matches("Page ").to_owned()).collect::<Vec<_>>().join(" ")
}

#[test]
fn the_bar_of_pages_shows_the_ends_and_the_neighbours() {
    assert_eq!(pages(1, 1), "");
    assert_eq!(pages(1, 0), "");
    assert_eq!(pages(1, 2), "1 2");
    assert_eq!(pages(1, 3), "1 2 3");
    assert_eq!(pages(2, 5), "1 2 3 4 5");
    assert_eq!(pages(12, 40), "1 … 11 12 13 … 40");
    assert_eq!(pages(40, 40), "1 … 39 40");
    assert_eq!(pages(4, 40), "1 2 3 4 5 … 40");
    assert_eq!(pages(99, 7), "1 … 6 7", "a page beyond the last is the last");
}

#[test]
fn the_bar_of_pages_leads_one_back_and_one_forth_and_never_to_a_dead_link() {
    let href = |page| format!("?page={page}");
    let at = |current| Page::of(Pagination { label: "Pages", current, last: 3, href: &href });
    assert!(at(1).all("a[rel='prev']").is_empty());
    assert_eq!(at(2).one("a[rel='prev']").attr("href"), Some("?page=1"));
    assert_eq!(at(2).one("a[rel='next']").attr("href"), Some("?page=3"));
    assert!(at(3).all("a[rel='next']").is_empty());
    assert_eq!(text(at(2).one("a[aria-current='page']")), "Page 2");
    assert!(at(2).all("[aria-disabled]").is_empty());
}

#[test]
fn views_and_filters_are_named_navigations_with_the_choice_marked_and_zero_said() {
    let views = Page::of(Views {
        label: "Vues".into(),
        views: vec![
            View { current: true, ..View::new("Toutes", "/a") },
            View { count: Some(0), ..View::new("Miennes", "/b") },
        ],
    });
    assert_eq!(views.one("nav").attr("aria-label"), Some("Vues"));
    assert_eq!(text(views.one("a[aria-current='page']")), "Toutes");
    assert_eq!(text(views.one("a[href='/b']")), "Miennes 0");
    let filters = Page::of(Filters {
        label: "Motifs".into(),
        filters: vec![View { current: true, count: Some(1204), ..View::new("Tous", "/a") }],
        aside: html! {},
    });
    assert_eq!(text(filters.one("a[aria-current='true']")), "Tous 1\u{202f}204");
}

#[test]
fn a_step_says_its_rank_and_what_follows() {
    let steps = || ["Déposer", "Vérifier", "Compte rendu"].map(Into::into).to_vec();
    let middle = Page::of(Stepper { steps: steps(), current: 2 });
    assert_eq!(text(middle.one("h2")), "Vérifier Étape 2 sur 3");
    assert_eq!(text(middle.one(".fr-stepper__details")), "Étape suivante\u{a0}: Compte rendu");
    let bars = middle.one(".fr-stepper__steps");
    assert_eq!((bars.attr("data-fr-current-step"), bars.attr("data-fr-steps")), (Some("2"), Some("3")));
    assert!(Page::of(Stepper { steps: steps(), current: 3 }).all(".fr-stepper__details").is_empty());
}

#[test]
fn two_buttons_of_the_same_name_are_told_apart_by_ear() {
    let page = Page::of(html! {
        (Button { about: Some("pour Yanis".into()), sends: Some(("jeune", "7".into())), ..Button::new(Weight::Primary, "Rappeler") })
        (ButtonLink { about: Some("de Yanis".into()), icon: Some(icon::PHONE), ..ButtonLink::new(Weight::Main, "Dossier", "/7") })
    });
    let button = page.one("button[type='submit']");
    assert_eq!(text(button), "Rappeler pour Yanis");
    assert_eq!((button.attr("name"), button.attr("value")), (Some("jeune"), Some("7")));
    let link = page.one("a");
    assert_eq!(text(link), "Dossier de Yanis");
    assert_eq!(link.attr("class"), Some("fr-btn fr-icon-phone-line fr-btn--icon-left"));
}

#[test]
fn an_alert_is_read_out_only_when_it_answers_something() {
    let role = |tone, live| {
        Page::of(Alert { live, ..Alert::line(tone, html! { "x" }) }).one(".fr-alert").attr("role").map(str::to_owned)
    };
    assert_eq!(role(Tone::Success, false), None);
    assert_eq!(role(Tone::Success, true).as_deref(), Some("status"));
    assert_eq!(role(Tone::Error, true).as_deref(), Some("alert"));
}

fn queue() -> Queue<'static> {
    let row = |key: &'static str, name: &'static str, reach| QueueRow {
        key: key.into(),
        urgency: Urgency::Now,
        reason: Reason { icon: icon::TIMER, text: "Délai légal".into(), detail: html! {} },
        name: name.into(),
        href: "/jeunes/1".into(),
        about: "17 ans".into(),
        last: html! {},
        last_detail: html! {},
        reach,
        owner: html! { "M. Le Gall" },
        pick: Some(Pick { form: "lot", name: "dossier", value: key.into(), checked: false }),
        open_label: "Noter l’appel".into(),
        form: html! {},
        open: false,
        focused: false,
    };
    Queue {
        id: "soir".into(),
        title: "Ce soir".into(),
        meta: html! {},
        owner: "Référent".into(),
        start: 10,
        rows: vec![
            row("a", "Yanis", Reach::Phone { shown: "06".into(), dialled: "+336".into(), whose: "lui-même".into() }),
            QueueRow { open: true, focused: true, ..row("b", "Océane", Reach::Otherwise(html! { "aucun numéro" })) },
        ],
    }
}

#[test]
fn a_row_names_the_person_wherever_it_is_heard_out_of_its_line() {
    let page = Page::of(html! {
        (queue())
        (BulkBar { id: "lot", action: "/lot", hint: "Cochez".into(), one: "1 coché".into(), many: "{n} cochés".into(), controls: html! {} })
    });
    assert_eq!(text(page.one("label[for='choisir-a']")), "Choisir Yanis");
    assert_eq!(text(page.one("#ligne-b summary")), "Noter l’appelReplier – Océane");
    assert_eq!(page.one("#ligne-a a[href='tel:+336']").text().collect::<String>(), "06");
    for pick in page.all("input[type='checkbox']") {
        let form = pick.attr("form").unwrap();
        assert_eq!(page.one(&format!("form[id='{form}']")).attr("method"), Some("post"));
    }
    assert_eq!(text(page.one("details[open] summary[autofocus]")), "Noter l’appelReplier – Océane");
    assert_eq!(page.one("ol").attr("start"), Some("10"));
    assert_eq!(page.pointed(page.one("section"), "aria-labelledby"), "Ce soir");
}
