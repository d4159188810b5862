use super::store::{Line, starts_descending};
use crate::cases::due::Due;
use crate::cases::event::Source;
use crate::cases::filters::{AgeBand, Counted, Filters, Openness, SexOf, SortKey, Worker, YesNoUnknown};
use crate::cases::members::Member;
use crate::cases::situation::Verification;
use crate::cases::steps;
use crate::cases::words::{self, capital};
use crate::youths::Schooling;
use base::Form;
use base::french::{age, count, date_long, date_numeric, fr, number, relative_days};
use chrono::NaiveDate;
use db::Id;
use documents::Format;
use dsfr::{
    Button, ButtonLink, Choice, Column, Details, Direction, EmptyState, ErrorSummary, Input, PageHead, Pagination, Row,
    SearchBar, Select, Table, Tone, Weight, icon,
};
use maud::{Markup, html};
use std::collections::HashMap;

/// A list, ready to be shown.
pub struct Listing<'a> {
    pub title: &'a str,
    pub subtitle: &'a str,
    pub address: &'a str,
    /// Of the platform; none on one's own list.
    pub members: &'a [Member],
    /// Whether the reader may add a youth who came by himself.
    pub may_open: bool,
    /// Whether there is a file of it.
    pub may_download: bool,
    pub filters: &'a Filters,
    /// As typed, with what was refused.
    pub form: &'a Form,
    pub lines: &'a [Line],
    pub dues: &'a HashMap<Id, Due>,
    pub counts: &'a HashMap<Verification, i64>,
    pub total: i64,
    /// From 0.
    pub last_page: i64,
    pub today: NaiveDate,
}

const PREFIX: &str = "filtre";

pub fn page(list: &Listing<'_>) -> Markup {
    let filters = filters(list);
    html! {
        (ErrorSummary::of(&filters, PREFIX, list.form.errors()))
        (head(list))
        div.pu-stack {
            @if list.may_open {
                p.pu-actions {
                    (ButtonLink {
                        icon: Some(icon::USER_ADD),
                        ..ButtonLink::new(Weight::Secondary, "Un jeune est venu", format!("{}/nouveau", list.address))
                    })
                }
            }
            (filters)
            @if list.lines.is_empty() { (empty(list)) } @else {
                (table(list))
                (pages(list))
                @if list.may_download { (downloads(list)) }
            }
        }
    }
}

fn href(list: &Listing<'_>, filters: &Filters) -> String {
    let query = filters.query();
    if query.is_empty() { list.address.to_owned() } else { format!("{}?{query}", list.address) }
}

fn head(list: &Listing<'_>) -> Markup {
    let head = PageHead {
        subtitle: html! { (list.subtitle) ". " (sum(list)) },
        aside: html! {
            (SearchBar {
                value: &list.filters.search.text,
                placeholder: Some("Nom, INE ou téléphone"),
                ..SearchBar::new(list.address, "q", "Chercher un jeune (nom, INE, téléphone, date de naissance ou numéro de dossier)")
            })
        },
        ..PageHead::new(list.title)
    };
    html! { (head) }
}

/// « 12 dossiers = 2 à vérifier + 4 non concernés + 6 confirmés »: sums are written out.
fn sum(list: &Listing<'_>) -> Markup {
    let of = |verification| list.counts.get(&verification).copied().unwrap_or(0);
    html! {
        strong { (count(list.total, "dossier", "dossiers")) }
        @if list.total > 0 {
            " = " (number(of(Verification::ToVerify))) " à vérifier + "
            (count(of(Verification::NotConcerned), "non concerné", "non concernés")) " + "
            (count(of(Verification::Confirmed), "confirmé", "confirmés"))
        }
    }
}

fn filters(list: &Listing<'_>) -> Markup {
    let filters = list.filters;
    let form = list.form;
    let select = |name: &'static str, label: &'static str, empty: &'static str, choices: Vec<Choice<'static>>| {
        html! {
            (Select { prefix: PREFIX, value: form.raw(name), error: form.error(name), empty: Some(empty), ..Select::new(name, label, choices) })
        }
    };
    let date = |name: &'static str, label: &'static str| {
        html! { (Input { prefix: PREFIX, value: form.raw(name), error: form.error(name), ..Input::date(name, label) }) }
    };
    let body = html! {
        form.pu-add__form method="get" action=(list.address) {
            @if !filters.search.is_empty() { input type="hidden" name="q" value=(filters.search.text); }
            @for name in ["verification", "situation", "solution", "tri"] {
                @if !form.raw(name).is_empty() { input type="hidden" name=(name) value=(form.raw(name)); }
            }
            (select("compte", "Ce qui est compté", "Tous les présumés", choices(Counted::ALL, |c| c.label())))
            (date("du", "Entrés du"))
            (date("au", "au"))
            (select("source", "Signalé par", "Toutes les sources", choices(Source::ALL, |s| s.label())))
            (select("age", "Âge à l’entrée", "Tous les âges", choices(AgeBand::ALL, |a| a.label())))
            (select("sexe", "Sexe", "Tous", choices(SexOf::ALL, |s| s.label())))
            (select("scolarite", "Dernière scolarité", "Toutes", choices(Schooling::ALL, |s| s.label())))
            (select("quartier", "Quartier prioritaire", "Tous", choices(YesNoUnknown::ALL, |q| q.label())))
            (select("etat", "Dossiers", "Ouverts et clos", choices(Openness::ALL, |o| o.label())))
            @if !list.members.is_empty() { (select("referent", "Référent", "Tous", workers(list.members))) }
            div.pu-wide.pu-actions {
                (Button::new(Weight::Secondary, "Filtrer"))
                @if is_narrowed(list) { a.fr-link.fr-link--sm href=(list.address) { "Tout réafficher" } }
            }
        }
    };
    let narrowed = described(list.filters, list.members);
    html! {
        div {
            @if !narrowed.is_empty() {
                p.pu-meta { "Filtré" (fr(" : ")) (narrowed.join(", ")) ". " a href=(list.address) { "Tout réafficher" } }
            }
            (Details { open: form.errors().next().is_some(), ..Details::new("Filtrer la liste", body) })
        }
    }
}

fn choices<T: Copy + std::fmt::Display>(all: &[T], label: impl Fn(T) -> &'static str) -> Vec<Choice<'static>> {
    all.iter().map(|value| Choice::new(value.to_string(), fr(&capital(label(*value))))).collect()
}

fn workers(members: &[Member]) -> Vec<Choice<'static>> {
    let mut choices = vec![Choice::new("moi", "Moi"), Choice::new("aucun", "Personne")];
    choices.extend(members.iter().map(|member| Choice::new(member.id.to_string(), member.name.clone())));
    choices
}

fn is_narrowed(list: &Listing<'_>) -> bool {
    !described(list.filters, list.members).is_empty()
}

/// The filters in words.
pub fn described(f: &Filters, members: &[Member]) -> Vec<String> {
    let mut words: Vec<String> = vec![];
    let mut say = |text: Option<String>| words.extend(text.map(|text| fr(&text)));
    say((!f.search.is_empty()).then(|| format!("« {} »", f.search.text)));
    say(match (f.from, f.to) {
        (Some(from), Some(to)) => Some(format!("entrés du {} au {}", date_long(from), date_long(to))),
        (Some(from), None) => Some(format!("entrés depuis le {}", date_long(from))),
        (None, Some(to)) => Some(format!("entrés jusqu’au {}", date_long(to))),
        (None, None) => None,
    });
    say(f.counted.map(|c| c.label().to_owned()));
    say(f.verification.map(|v| v.label().to_owned()));
    say(f.situation.map(|s| s.label().to_owned()));
    say(f.solution.map(|s| s.label().to_owned()));
    say(f.sex.map(|s| format!("sexe {}", s.label())));
    say(f.age.map(|a| a.label().to_owned()));
    say(f.source.map(|s| format!("signalés par {}", words::reported_by(s))));
    say(f.schooling.map(|s| format!("scolarité : {}", s.label())));
    say(f.district.map(|d| format!("quartier prioritaire : {}", d.label())));
    say(f.openness.map(|o| o.label().to_owned()));
    say(match f.worker {
        Worker::Anyone => None,
        Worker::Me => Some("dont vous êtes le référent".into()),
        Worker::Nobody => Some("sans référent".into()),
        Worker::Member(id) => members.iter().find(|m| m.id == id).map(|m| format!("suivis par {}", m.name)),
    });
    words
}

fn table(list: &Listing<'_>) -> Markup {
    let sorted = |key: SortKey| {
        (list.filters.sort == key).then_some(if list.filters.descending {
            Direction::Descending
        } else {
            Direction::Ascending
        })
    };
    let sortable = |key: SortKey, label: &'static str| {
        let descending = if list.filters.sort == key { !list.filters.descending } else { starts_descending(key) };
        let filters = Filters { sort: key, descending, page: 0, ..list.filters.clone() };
        Column { sort: Some(href(list, &filters).into()), sorted: sorted(key), ..Column::text(label) }
    };
    let columns = vec![
        sortable(SortKey::Name, "Nom"),
        sortable(SortKey::Entry, "Entrée"),
        Column::text("Situation"),
        Column::text("Prochain geste"),
        sortable(SortKey::News, "Dernières nouvelles"),
        Column::text("Référent"),
    ];
    let rows = list.lines.iter().map(|line| row(list, line)).collect();
    html! { (Table { tight: false, ..Table::new("Dossiers", columns, rows) }) }
}

fn row(list: &Listing<'_>, line: &Line) -> Row {
    let situation = words::standing(line.verification, Some(line.situation), line.solution, line.sex);
    let due = list.dues.get(&line.case).map(|due| steps::tell(due, list.today));
    let name = html! {
        a href={ "/dossiers/" (line.case) } { (line.name) } br;
        span.pu-meta.pu-nb { (age(line.born_on, list.today)) "\u{a0}ans, " (date_numeric(line.born_on)) }
    };
    Row::new(
        name,
        [
            html! { (date_numeric(line.entry_on)) br; span.pu-meta.pu-nb { (capital(line.source.label())) } },
            html! { (situation) @if line.closed { br; span class={ "pu-icon pu-meta " (icon::LOCK.class()) } { "clos" } } },
            html! {
                @match due {
                    Some(told) => {
                        span class={ "pu-icon " (told.icon.class()) (tone(told.tone)) } { (told.title) } br;
                        span.pu-meta { (told.when) }
                    },
                    None => { "aucun" },
                }
            },
            html! { (relative_days(line.last_event_on, list.today)) },
            html! { @match &line.worker { Some(name) => (name), None => { "personne" } } },
        ],
    )
}

fn tone(tone: Option<Tone>) -> &'static str {
    match tone {
        Some(Tone::Error) => " pu-err",
        Some(Tone::Warning) => " pu-warn",
        _ => "",
    }
}

fn pages(list: &Listing<'_>) -> Markup {
    let to = |page: u64| href(list, &Filters { page: page.cast_signed() - 1, ..list.filters.clone() });
    html! {
        (Pagination {
            label: "Pages de la liste des dossiers",
            current: list.filters.page.cast_unsigned() + 1,
            last: list.last_page.cast_unsigned() + 1,
            href: &to,
        })
    }
}

/// All the pages of the list in a file.
fn downloads(list: &Listing<'_>) -> Markup {
    let query = Filters { page: 0, ..list.filters.clone() }.query();
    let query = if query.is_empty() { query } else { format!("?{query}") };
    let links = base::download::links(&Format::ALL, "liste des dossiers", |format| {
        format!("{}.{}{query}", list.address, format.extension())
    });
    html! {
        p."pu-meta"."pu-noprint" {
            "Télécharger " (if list.total == 1 { "ce dossier".to_owned() } else { format!("ces {} dossiers", number(list.total)) })
            ", avec les noms" (fr(" : ")) (links) ". Le journal en garde la trace."
        }
    }
}

fn empty(list: &Listing<'_>) -> Markup {
    let narrowed = is_narrowed(list);
    html! {
        (EmptyState {
            actions: html! {
                @if narrowed { (ButtonLink::new(Weight::Secondary, "Voir tous les dossiers", list.address)) }
                @if list.may_open { (ButtonLink::new(Weight::Secondary, "Un jeune est venu", format!("{}/nouveau", list.address))) }
            },
            ..EmptyState::new(
                if narrowed { "Aucun dossier ne répond à cette demande" } else { "Aucun dossier pour l’instant" },
                html! {
                    @if narrowed { "Essayez un début de nom, sans accent ni majuscule, ou retirez un filtre." }
                    @else { "Les dossiers s’ouvrent quand une liste est appliquée, ou quand un jeune vient sans être sur une liste." }
                },
            )
        })
    }
}
