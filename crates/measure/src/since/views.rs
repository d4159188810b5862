use crate::asked::Asked;
use crate::dashboards::place::Place;
use crate::figures::{Answer, Dimension, News, Tally, Value};
use crate::indicators::{Count, Indicator};
use crate::{places, words};
use base::Form;
use base::french::{date_long, day_month, fr, number};
use chrono::NaiveDate;
use dsfr::{Alert, Button, Column, ErrorSummary, FigureLink, Input, PageHead, Row, Section, Table, Tone, Weight};
use follow::cases::moves::{Move, Moves};
use maud::{Markup, Render as _, html};
use network::territories::{Level, Territory};

pub struct Since {
    pub place: Place,
    pub asked: Asked,
    /// The past day, whose end is looked from.
    pub since: NaiveDate,
    /// The whole, and by territory one level down.
    pub now: [Answer; 2],
    pub then: [Answer; 2],
    /// Of a platform.
    pub news: News,
    /// Of a platform whose cases may be opened.
    pub moved: Option<Moves>,
    pub within: Vec<Territory>,
}

/// What is compared, in order.
const SHOWN: [&str; 16] = [
    "listed",
    "to_verify",
    "not_concerned",
    "confirmed",
    "contacted",
    "interviewed",
    "supported_ever",
    "found_solution",
    "in_solution",
    "unreachable",
    "refused",
    "unknown",
    "contact_rate",
    "interview_rate",
    "support_rate",
    "solution_rate",
];

pub fn page(since: &Since) -> Markup {
    html! {
        (head(since))
        (choice(since))
        (compared(since))
        @if since.place.level() == Level::Platform { (why(since)) (cases(since)) } @else { (below(since)) }
    }
}

fn head(since: &Since) -> Markup {
    PageHead {
        subtitle: html! {
            (words::capital(&places::name(&since.place.territory))) ", "
            (fr(&format!("jeunes entrés {}", words::period(since.asked.past())))) ". "
            "Ce qu’on savait le " (date_long(since.since)) " au soir, et ce qu’on sait aujourd’hui."
        },
        ..PageHead::new("Ce qui a bougé")
    }
    .render()
}

/// A day that cannot be looked from: as typed, what is wrong, and no figure.
pub fn refused(place: &Place, form: &Form) -> Markup {
    let address = format!("/territoires/{}/depuis", place.code());
    let again = html! {
        form.pu-bar method="get" action=(address) {
            (Input { value: form.raw("depuis"), error: form.error("depuis"), ..Input::date("depuis", "Depuis le") })
            (Button::new(Weight::Secondary, "Afficher"))
        }
    };
    html! {
        (PageHead { subtitle: html! { (words::capital(&places::name(&place.territory))) }, ..PageHead::new("Ce qui a bougé") })
        (ErrorSummary::of(&again, "", form.errors()))
        (again)
    }
}

fn choice(since: &Since) -> Markup {
    let address = format!("/territoires/{}/depuis", since.place.code());
    let kept = form_urlencoded::parse(since.asked.query().as_bytes()).into_owned().collect::<Vec<_>>();
    html! {
        form.pu-bar.pu-noprint method="get" action=(address) {
            @for (name, value) in kept { input type="hidden" name=(name) value=(value); }
            (Input { value: &since.since.to_string(), ..Input::date("depuis", "Depuis le") })
            (Button::new(Weight::Secondary, "Afficher"))
        }
    }
}

fn compared(since: &Since) -> Markup {
    let (now, then) = (since.now[0].whole(), since.then[0].whole());
    let rows = SHOWN.map(Indicator::of).map(|indicator| {
        let href = since.asked.provenance(since.place.code(), indicator);
        let old =
            Asked { today: since.since, ..since.asked.clone() }.for_ever().provenance(since.place.code(), indicator);
        let figure = |value, href| FigureLink::new(words::value(value), indicator.label(), href).render();
        Row::new(
            html! { (indicator.label()) },
            [
                figure(then.value(indicator), old),
                figure(now.value(indicator), href),
                gap(indicator, then.value(indicator), now.value(indicator)),
            ],
        )
    });
    let columns = vec![
        Column::text("Indicateur"),
        Column::number(format!("Su le {}", day_month(since.since))),
        Column::number("Aujourd’hui"),
        Column::number("Écart"),
    ];
    let table = Table {
        phone: dsfr::Phone::StackedPairs,
        ..Table::new("Les chiffres d’alors et d’aujourd’hui", columns, rows.into())
    };
    Section::new("t-ecarts", "Les chiffres", table.render()).render()
}

/// « + 12 », « − 1,7 point », « inchangé ».
fn gap(indicator: Indicator, then: Value, now: Value) -> Markup {
    let (Some(a), Some(b)) = (then.number(), now.number()) else { return html! { span.pu-meta { "sans objet" } } };
    html! {
        @match words::distance(indicator, a, b) {
            Some(distance) => { (if b > a { "+" } else { "−" }) "\u{a0}" (distance) },
            None => span.pu-meta { "inchangé" },
        }
    }
}

/// What each kind of event is called, one and several.
const KINDS: [(&str, &str, &str); 14] = [
    ("Listed", "signalement par une liste", "signalements par une liste"),
    ("CameForward", "venue spontanée", "venues spontanées"),
    ("Verified", "vérification de situation", "vérifications de situation"),
    ("ContactAttempted", "essai de contact", "essais de contact"),
    ("InterviewHeld", "entretien tenu", "entretiens tenus"),
    ("InterviewMissed", "entretien manqué", "entretiens manqués"),
    ("SupportStarted", "accompagnement commencé", "accompagnements commencés"),
    ("SupportEnded", "accompagnement terminé", "accompagnements terminés"),
    ("SolutionStarted", "solution commencée", "solutions commencées"),
    ("SolutionBroken", "solution rompue", "solutions rompues"),
    ("SolutionCompleted", "solution menée à son terme", "solutions menées à leur terme"),
    ("SituationChecked", "point de situation", "points de situation"),
    ("Refused", "refus", "refus"),
    ("Unreachable", "déclaration d’injoignable", "déclarations d’injoignables"),
];

fn why(since: &Since) -> Markup {
    let news = &since.news;
    let of_kind = |kind: &str| news.events.iter().find(|(known, _)| known == kind).map_or(0, |(_, n)| *n);
    let told: Vec<String> = KINDS
        .iter()
        .filter_map(|(kind, one, many)| Some(of_kind(kind)).filter(|n| *n > 0).map(|n| words::counted(n, one, many)))
        .collect();
    let body = html! {
        div.pu-stack {
            @if told.is_empty() && news.lists.is_empty() {
                p { "Rien n’a été noté depuis\u{a0}: seul le temps a passé. Une situation sans nouvelle depuis trop longtemps devient inconnue." }
            }
            @if !told.is_empty() {
                p { "Noté depuis, sur les dossiers de la période" (fr(" : ")) (told.join(", ")) "." }
                @if news.corrections > 0 {
                    p { "Dont " (words::counted(news.corrections, "correction ou retrait", "corrections ou retraits")) " de ce qui était su." }
                }
            }
            @if !news.lists.is_empty() {
                ul.pu-flow {
                    @for list in &news.lists {
                        li {
                            (list.source_name) " du " (date_long(list.listed_on)) (fr(" : "))
                            @if list.undone_at.is_some() { "liste annulée" } @else {
                                (words::counted(list.created, "dossier ouvert", "dossiers ouverts")) ", "
                                (words::counted(list.attached, "rattaché", "rattachés")) " à un dossier connu"
                            }
                        }
                    }
                }
            }
        }
    };
    Section::new("t-pourquoi", "Pourquoi", body).render()
}

/// How many cases are named.
const NAMED: usize = 200;

fn cases(since: &Since) -> Markup {
    let Some(moved) = &since.moved else { return html! {} };
    let named = moved.cases.iter().take(NAMED);
    let rows: Vec<Row> = named
        .map(|Move { case, name, from, to }| {
            Row::new(
                html! { a href={ "/dossiers/" (case) } { (name) } },
                [
                    html! { @match from { Some(from) => (from), None => span.pu-meta { "pas encore connu" } } },
                    html! { (to) },
                ],
            )
        })
        .collect();
    let columns = vec![
        Column::text("Jeune"),
        Column::text(format!("Su le {}", day_month(since.since))),
        Column::text("Aujourd’hui"),
    ];
    let rest = moved.cases.len().saturating_sub(NAMED);
    let body = html! {
        div.pu-stack {
            @if moved.cases.is_empty() { p { "Aucun dossier n’a changé de situation." } }
            @else { (Table::new("Les dossiers qui ont changé de situation", columns, rows)) }
            @if rest > 0 { p.pu-meta { "Et " (words::cases(rest as i64)) " de plus\u{a0}: choisissez une période plus courte pour les voir tous." } }
            @if moved.gone > 0 {
                (Alert::line(Tone::Info, html! {
                    (words::cases(moved.gone as i64)) " connus alors ne le sont plus\u{a0}: leur liste a été annulée."
                }))
            }
        }
    };
    Section::new("t-dossiers", format!("Les dossiers ({})", number(moved.cases.len() as i64)), body).render()
}

fn below(since: &Since) -> Markup {
    let shown = [Count::Listed, Count::Confirmed, Count::Contacted, Count::FoundSolution];
    let tally = |answer: &Answer, code: &str| answer.cell(&[code]).cloned().unwrap_or_default();
    let rows = since.within.iter().filter_map(|territory| {
        let code = territory.code.as_str();
        let (then, now) = (tally(&since.then[1], code), tally(&since.now[1], code));
        if then.is_empty() && now.is_empty() {
            return None;
        }
        let address = format!("/territoires/{code}/depuis?{}&depuis={}", since.asked.query(), since.since);
        let gaps = shown.map(|count| moved(&then, &now, count));
        Some(Row::new(html! { a href=(address) { (territory.name) } }, gaps))
    });
    let mut columns = vec![Column::text(Dimension::Territory.label())];
    columns.extend(["Présumés", "Confirmés", "Contactés", "Solutions trouvées"].map(Column::number));
    let table = Table {
        phone: dsfr::Phone::StackedPairs,
        ..Table::new("Ce qui a bougé, territoire par territoire", columns, rows.collect())
    };
    Section::new("t-ou", "Où", table.render()).render()
}

/// « 214, + 12 »
fn moved(then: &Tally, now: &Tally, count: Count) -> Markup {
    let (then, now) = (then.count(count), now.count(count));
    html! {
        (number(now))
        @if now != then { " " span.pu-meta { "(" (if now > then { "+" } else { "−" }) "\u{a0}" (number((now - then).abs())) ")" } }
    }
}
