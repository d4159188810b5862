use super::{Count, Indicator, Measured, editions, formula, noun, rules};
use crate::figures::Value;
use crate::words;
use base::french::date_long;
use dsfr::{Column, DescriptionList, FigureLink, PageHead, Row, Section, Table};
use maud::{Markup, Render as _, html};

/// A value of the reader's own territory, to read the definition on.
pub struct Example {
    pub territory: String,
    pub territory_name: String,
    pub year: i32,
    pub value: Value,
    pub aloud: String,
}

const GROUPS: [(&str, &str, &str); 4] = [
    ("parts", "Parts", "en\u{a0}%"),
    ("delais", "Délais", "en jours"),
    ("effectifs", "Effectifs", "en dossiers"),
    ("activite", "Activité", "ce qui se passe dans la période"),
];

fn group(indicator: Indicator) -> usize {
    match indicator.definition().measured {
        _ if indicator.is_activity() => 3,
        Measured::Rate { .. } => 0,
        Measured::Median(_) | Measured::NinetiethPercentile(_) => 1,
        Measured::Count(_) => 2,
    }
}

/// `added`: the section of those people added.
pub fn catalogue(added: &Markup) -> Markup {
    html! {
        (PageHead {
            subtitle: html! { "Ce que l’on compte, et comment. Les mêmes définitions à tous les niveaux." },
            ..PageHead::new("Indicateurs")
        })
        @for (n, (id, title, unit)) in GROUPS.iter().enumerate() {
            (Section {
                aside: html! { p.pu-meta { (unit) } },
                class: if n == 0 { "pu-sect pu-sect--first" } else { "pu-sect" },
                ..Section::new(*id, *title, table(title, n))
            })
        }
        (added)
    }
}

fn table(title: &str, n: usize) -> Markup {
    let rows = Indicator::all().filter(|i| group(*i) == n).map(|indicator| {
        let definition = indicator.definition();
        let name = html! { a href={ "/indicateurs/" (definition.code) } { (definition.label) } };
        Row::new(name, [html! { (definition.text) }, html! { code { (definition.code) } }])
    });
    let columns = vec![Column::text("Indicateur"), Column::text("Définition"), Column::text("Nom dans l’API")];
    Table::new(format!("{title}, avec leur définition"), columns, rows.collect()).render()
}

pub fn indicator(indicator: Indicator, example: Option<&Example>, variants: &Markup) -> Markup {
    let definition = indicator.definition();
    let edition = editions(indicator).pop().expect("a definition has a first version");
    let mut rules: Vec<_> = rules(indicator).into_iter().map(|(term, text)| (term.into(), html! { (text) })).collect();
    if !edition.change.is_empty() {
        rules.push(("Ce qui a changé".into(), html! { (edition.change) }));
    }
    rules.push(("Nom dans l’API".into(), html! { code { (definition.code) } }));
    html! {
        (PageHead {
            subtitle: html! {
                "Indicateur " @if indicator.is_activity() { "d’activité" } @else { "de cohorte" }
                ", version " (edition.number) " en vigueur depuis le " (date_long(edition.since))
                ", défini par l’équipe nationale"
            },
            ..PageHead::new(definition.label)
        })
        (formula_box(indicator))
        div.pu-sect {
            (Section { class: "", ..Section::new("t-def", "La définition", html! {
                p { (definition.text) }
                (DescriptionList { class: "pu-dl--w pu-sect--s", ..DescriptionList::new(rules) })
            }) })
        }
        @if let Some(example) = example { (read_aloud(indicator, example)) }
        (variants)
    }
}

/// The formula in words; its terms open their own definitions.
fn formula_box(indicator: Indicator) -> Markup {
    let (top, _) = formula(indicator);
    let term = |count: Count| {
        html! {
            @match Indicator::of_count(count) {
                Some(term) => a href={ "/indicateurs/" (term.code()) } { (term.label().to_lowercase()) },
                None => (noun(count, 2)),
            }
        }
    };
    html! {
        div.pu-formula {
            span.pu-strong { (indicator.label()) }
            span aria-hidden="true" { "=" }
            @match indicator.definition().measured {
                Measured::Rate { numerator, denominator } => span.pu-frac {
                    span { @for (i, count) in numerator.iter().enumerate() { @if i > 0 { " + " } (term(*count)) } }
                    span { span.fr-sr-only { "divisé par " } (term(denominator)) }
                },
                _ => span { (top) },
            }
        }
    }
}

fn read_aloud(indicator: Indicator, example: &Example) -> Markup {
    let href = format!("/territoires/{}/chiffres/{}?annee={}", example.territory, indicator.code(), example.year);
    let about = format!("{}, {}", indicator.label(), example.territory_name);
    let body = html! {
        p {
            (example.territory_name) ", " (words::school_year(example.year)) "\u{a0}: "
            (FigureLink::new(words::value(example.value), about, href)) ". Cela se lit\u{a0}: " (example.aloud) "."
        }
    };
    Section::new("t-lu", "Une valeur, lue à voix haute", body).render()
}
