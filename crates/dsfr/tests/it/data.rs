use dsfr::{
    Card, Column, ControlTotals, Direction, Entry, FigureLink, Level, OutcomeForm, Phone, Progress, QuickAnswer,
    Radios, Row, Section, Table, Term, Timeline, Weighs,
};
use maud::html;

use crate::{Page, text};

fn table() -> Table<'static> {
    Table::new(
        "Présumés par plate-forme",
        vec![Column::text("Plate-forme"), Column::number("Présumés")],
        vec![Row::group("Finistère"), Row::new("Brest", ["318"]), Row::group("Morbihan"), Row::new("Lorient", ["32"])],
    )
}

#[test]
fn a_table_has_its_caption_its_column_heads_and_its_row_heads() {
    let page = Page::of(Table { foot: vec![Row::new("Ensemble", ["350"])], ..table() });
    assert_eq!(text(page.one("caption")), "Présumés par plate-forme");
    assert_eq!(page.all("thead th[scope='col']").len(), 2);
    assert_eq!(page.all("tbody th[scope='row']").len(), 2);
    assert_eq!(text(page.one("tfoot th[scope='row']")), "Ensemble");
}

#[test]
fn each_group_heads_a_body_of_its_own_across_the_table() {
    let page = Page::of(table());
    assert_eq!(page.all("tbody").len(), 2);
    for head in page.all("tbody > tr:first-child > th") {
        assert_eq!((head.attr("scope"), head.attr("colspan")), (Some("rowgroup"), Some("2")));
    }
}

#[test]
fn a_number_is_aligned_in_its_head_its_cells_and_its_total() {
    let page = Page::of(Table { foot: vec![Row::new("Ensemble", ["350"])], ..table() });
    assert_eq!(page.all("thead th.n, tbody td.n, tfoot td.n").len(), 4);
    assert!(page.all("tbody th.n").is_empty());
}

#[test]
fn a_stacked_cell_carries_the_name_of_its_column_and_a_sliding_table_can_be_reached() {
    let stacked = Page::of(table());
    assert_eq!(stacked.all("td[data-label='Présumés\u{a0}:']").len(), 2);
    let slides = Page::of(Table { phone: Phone::Scrolls, ..table() });
    assert!(slides.all("td[data-label]").is_empty());
    let frame = slides.one(".pu-scroll");
    assert_eq!((frame.attr("tabindex"), frame.attr("role")), (Some("0"), Some("group")));
    assert_eq!(frame.attr("aria-label"), Some("Présumés par plate-forme"));
}

#[test]
fn only_the_column_that_sorts_says_so_and_sorting_is_a_link() {
    let columns = vec![
        Column { sort: Some("?tri=nom".into()), ..Column::text("Plate-forme") },
        Column { sort: Some("?tri=n".into()), sorted: Some(Direction::Descending), ..Column::number("Présumés") },
    ];
    let page = Page::of(Table { columns, ..table() });
    assert_eq!(page.one("th[aria-sort]").attr("aria-sort"), Some("descending"));
    let link = page.one("th[aria-sort] a");
    assert_eq!((link.attr("href"), text(link).as_str()), (Some("?tri=n"), "Présumés"));
    assert_eq!(page.all("thead a").len(), 2);
}

#[test]
fn a_sum_that_holds_reads_as_an_equation_and_one_that_fails_says_so() {
    let totals = |whole| {
        ControlTotals::new(
            "Totaux",
            Term::new(whole, "lignes"),
            vec![Term::new(1200, "créées"), Term::new(34, "refusées")],
        )
    };
    let right = Page::of(totals(1234));
    let terms: Vec<String> = right.all("ul[aria-label='Totaux'] li").into_iter().map(text).collect();
    assert_eq!(terms, ["1\u{202f}234lignes", "1\u{202f}200créées", "34refusées"]);
    assert!(right.all(".fr-alert").is_empty());
    let wrong = Page::of(totals(1235));
    let alert = text(wrong.one(".fr-alert--error"));
    assert!(alert.contains("1\u{202f}235 lignes") && alert.contains("1\u{202f}234"), "{alert}");
}

#[test]
fn thousands_are_set_apart_at_every_size() {
    let shown = |count| text(Page::of(Term::new(count, "")).one("b"));
    assert_eq!(shown(0), "0");
    assert_eq!(shown(999), "999");
    assert_eq!(shown(1000), "1\u{202f}000");
    assert_eq!(shown(30_000_000), "30\u{202f}000\u{202f}000");
    assert_eq!(shown(u64::MAX), "18\u{202f}446\u{202f}744\u{202f}073\u{202f}709\u{202f}551\u{202f}615");
}

#[test]
fn a_figure_says_what_it_counts_to_who_hears_it_alone() {
    let page = Page::of(FigureLink::new("68", "en solution, Brest", "/chiffres/x"));
    assert_eq!(text(page.one("a[href='/chiffres/x']")), "68 en solution, Brest");
}

#[test]
fn a_part_of_a_page_is_named_by_its_heading_at_the_level_asked() {
    let page = Page::of(html! {
        (Section::new("a", "Contrôles", html! {}))
        (Card { level: Level::H3, ..Card::new("b", "Identité", html! {}) })
    });
    assert_eq!(page.pointed(page.all("section")[0], "aria-labelledby"), "Contrôles");
    assert_eq!(page.pointed(page.all("section")[1], "aria-labelledby"), "Identité");
    assert_eq!((page.all("h2").len(), page.all("h3").len()), (1, 1));
}

#[test]
fn enter_in_the_note_of_a_call_sends_the_exchange_and_not_no_answer() {
    let page = Page::of(OutcomeForm {
        action: "/appels".into(),
        label: "Noter l’appel".into(),
        quick_legend: "Personne".into(),
        quick_name: "issue",
        quick: vec![QuickAnswer {
            value: "silence".into(),
            label: "Pas de réponse".into(),
            follows: "jeudi".into(),
            key: Some(1),
        }],
        radios: Radios { boxed: true, ..Radios::new("issue", "Quelqu’un", Vec::new()) },
        fields: html! { input name="note"; },
        submit: "Enregistrer".into(),
        hidden: html! { input type="hidden" name="jeune" value="7"; },
    });
    // Enter presses the first submit button of the form that holds the field.
    let first_button = page.all("form:has(input[name='note']) button")[0];
    assert_eq!(text(first_button), "Enregistrer");
    assert_eq!(page.all("form input[name='jeune']").len(), 2, "both forms say whose call it was");
    assert_eq!(page.one("button[name='issue'][value='silence']").attr("data-key"), Some("1"));
}

#[test]
fn an_entry_carries_a_date_for_machines_and_its_correction() {
    let page = Page::of(Timeline {
        entries: vec![Entry {
            weighs: Weighs::Turning,
            correction: html! { "le " del { "9" } " " ins { "2 octobre" } },
            ..Entry::new("2026-11-18", html! { "18 nov." }, "Confirmé")
        }],
    });
    assert_eq!(page.one("li.is-key time").attr("datetime"), Some("2026-11-18"));
    assert_eq!(text(page.one(".pu-fix")), "le 9 2 octobre");
    assert!(page.all(".pu-meta").is_empty());
}

#[test]
fn a_job_of_the_machine_can_be_followed_with_and_without_script() {
    let still = Page::of(Progress::new("Rapprochements", 3, 17, "réglés"));
    assert_eq!(still.one("progress").attr("aria-label"), Some("Rapprochements"));
    assert!(still.all("[data-progress-url], noscript").is_empty());
    let live = Page::of(Progress {
        poll: Some("/listes/4/avancement".into()),
        ..Progress::new("Lecture", 1500, 3000, "lignes")
    });
    let bar = live.one("[data-progress-url='/listes/4/avancement']");
    assert_eq!(bar.attr("data-progress-words"), Some("{done} sur {total} lignes"));
    assert_eq!(text(live.one("[data-progress-text]")), "1\u{202f}500 sur 3\u{202f}000 lignes");
    assert_eq!(live.all("[role='status'], noscript").len(), 2);
    let unknown = Page::of(Progress::new("Lecture", 0, 0, "lignes"));
    assert_eq!(unknown.one("progress").attr("value"), None, "an empty bar would lie");
}
