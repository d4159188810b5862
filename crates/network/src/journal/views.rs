use super::registry::{Action, TargetKind, UNKNOWN, actions, target_kinds};
use super::store::Line;
use crate::rights::Role;
use crate::words::{capitalised, instant};
use base::Form;
use base::audit::Chain;
use chrono::{DateTime, Utc};
use dsfr::{
    Alert, Button, ButtonLink, Choice, Column, EmptyState, ErrorSummary, Input, PageHead, Row, Select, Table, Tone,
    Weight, icon,
};
use maud::{Markup, Render as _, html};
use std::collections::HashMap;

const FILTERS: [&str; 6] = ["qui", "geste", "sorte", "objet", "du", "au"];

pub struct Journal<'a> {
    pub form: &'a Form,
    /// Each entry as its lines, one a permission of the reader.
    pub entries: &'a [&'a [Line]],
    /// Of accounts, by identifier.
    pub names: &'a HashMap<String, String>,
    /// Older entries follow.
    pub more: bool,
}

pub fn journal(journal: &Journal<'_>) -> Markup {
    let form = journal.form;
    let fields = filters(form);
    html! {
        (PageHead {
            subtitle: html! { "Qui a consulté et changé quoi. Aucun nom de jeune n’y figure." },
            aside: html! {
                (ButtonLink { icon: Some(icon::SHIELD), ..ButtonLink::new(Weight::Secondary, "Vérifier le journal", "/journal/verification") })
            },
            ..PageHead::new("Journal")
        })
        (ErrorSummary::of(&fields, "", form.errors()))
        (fields)
        @if journal.entries.is_empty() { (empty(form)) } @else {
            div.pu-sect--s { (table(journal)) }
            (older(journal))
        }
    }
}

fn filters(form: &Form) -> Markup {
    let acts = actions().into_iter().map(|action| Choice::new(action.code, action.label)).collect();
    let kinds = target_kinds().into_iter().map(|kind| Choice::new(kind.code, kind.label)).collect();
    html! {
        form.pu-grid4.pu-sect--s method="get" action="/journal" role="search" aria-label="Chercher dans le journal" {
            (Input { value: form.raw("qui"), ..Input::search("qui", "Qui (nom ou adresse)") })
            (Select { value: form.raw("geste"), empty: Some("Tous"), ..Select::new("geste", "Geste", acts) })
            (Select { value: form.raw("sorte"), empty: Some("Tous"), ..Select::new("sorte", "Objet", kinds) })
            (Input { value: form.raw("objet"), ..Input::text("objet", "Identifiant de l’objet") })
            (Input { value: form.raw("du"), error: form.error("du"), ..Input::date("du", "Du") })
            (Input { value: form.raw("au"), error: form.error("au"), ..Input::date("au", "Au") })
            div.pu-actions {
                (Button { icon: Some(icon::FILTER), ..Button::new(Weight::Secondary, "Filtrer") })
                a href="/journal" { "Tout voir" }
            }
        }
    }
}

fn table(journal: &Journal<'_>) -> Markup {
    let rows = journal.entries.iter().filter_map(|lines| {
        let entry = lines.first()?;
        let place = match (&entry.platform_name, &entry.platform) {
            (Some(name), _) => name.as_str(),
            (None, Some(code)) => code.as_str(),
            (None, None) => "",
        };
        Some(Row::new(
            html! { span.pu-nb { (instant(entry.at)) } " " span.pu-meta { "n°\u{a0}" (entry.number) } },
            [
                who(entry),
                html! { (act(&entry.action)) },
                thing(entry, lines, journal.names.get(&entry.target)),
                html! { (place) },
            ],
        ))
    });
    let columns = vec![
        Column::text("Quand"),
        Column::text("Qui"),
        Column::text("Geste"),
        Column::text("Sur quoi"),
        Column::text("Territoire"),
    ];
    Table::new("Entrées du journal, de la plus récente à la plus ancienne", columns, rows.collect()).render()
}

fn who(entry: &Line) -> Markup {
    let role = match (entry.actor.parse::<Role>(), entry.actor.as_str()) {
        (Ok(role), _) => role.label(),
        (Err(_), "visitor") => "personne non connectée",
        (Err(_), other) => other,
    };
    html! {
        @match &entry.name {
            Some(name) => { (name) @if !role.is_empty() { br; span.pu-meta { (role) } } }
            None => (capitalised(role)),
        }
    }
}

/// An act of another version of the program shows as it is stored.
fn act(code: &str) -> &str {
    actions().into_iter().find(|Action { code: c, .. }| *c == code).map_or(code, |action| action.label)
}

fn thing(entry: &Line, lines: &[Line], name: Option<&String>) -> Markup {
    let kind = target_kinds().into_iter().find(|TargetKind { code, .. }| *code == entry.target_kind);
    let label = kind.map_or_else(|| capitalised(&entry.target_kind), |kind| kind.label.to_owned());
    let open = kind.filter(|kind| lines.iter().any(|line| line.permission.as_deref() == Some(kind.needs.code())));
    html! {
        @match open {
            Some(kind) if entry.target != UNKNOWN => a href=((kind.href)(&entry.target)) {
                (label) span.fr-sr-only { " de l’entrée n°\u{a0}" (entry.number) }
            },
            _ => (label),
        }
        br;
        @match name {
            Some(name) => span.pu-meta { (name) },
            None => span.pu-meta.pu-mono.pu-wrap { (entry.target) },
        }
    }
}

/// The same search, from the last entry shown on.
fn older(journal: &Journal<'_>) -> Markup {
    let Some(last) = journal.entries.last().and_then(|lines| lines.first()).filter(|_| journal.more) else {
        return html! {};
    };
    let mut query = form_urlencoded::Serializer::new(String::from("/journal?"));
    for name in FILTERS {
        if !journal.form.raw(name).is_empty() {
            query.append_pair(name, journal.form.raw(name));
        }
    }
    let href = query.append_pair("avant", &last.number.to_string()).finish();
    html! {
        nav.pu-actions.pu-sect--s aria-label="Pages du journal" {
            (ButtonLink::new(Weight::Secondary, "Entrées plus anciennes", href))
        }
    }
}

fn empty(form: &Form) -> Markup {
    let filtered = FILTERS.iter().any(|name| !form.raw(name).is_empty());
    let body = html! {
        @if filtered { "Aucune entrée ne répond à cette recherche." } @else { "Aucun geste n’est encore noté sur votre territoire." }
    };
    EmptyState {
        actions: html! { @if filtered { (ButtonLink::new(Weight::Secondary, "Voir tout le journal", "/journal")) } },
        caution: html! { "Les gestes faits sur d’autres territoires n’apparaissent pas ici." },
        ..EmptyState::new("Rien à lire", body)
    }
    .render()
}

pub fn verification(chain: &Chain, now: DateTime<Utc>) -> Markup {
    let alert = match chain {
        Chain::Intact { entries } => Alert::titled(
            Tone::Success,
            "Le journal est intact",
            html! { p { "Ses " (entries) " entrées se suivent, de la première à la dernière\u{a0}: aucune n’a été changée, ajoutée ni retirée." } },
        ),
        Chain::Broken { number, why } => Alert::titled(
            Tone::Error,
            "Le journal a été altéré",
            html! {
                p { "La chaîne se rompt à l’entrée n°\u{a0}" (number) "\u{a0}: " (why) "." }
                p { "Ce qui précède reste sûr. Gardez une copie de la base et prévenez la personne responsable de la sécurité." }
            },
        ),
    };
    html! {
        (PageHead { subtitle: html! { "Le " (instant(now)) }, ..PageHead::new("Vérification du journal") })
        (alert)
        p.pu-prose {
            "Chaque entrée porte l’empreinte de la précédente. Changer, retirer ou glisser une entrée après coup rompt la chaîne \
             à cet endroit, et cela se voit ici."
        }
    }
}
