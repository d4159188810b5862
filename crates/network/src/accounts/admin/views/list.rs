use super::fields::place_field;
use crate::accounts::admin::choice::Place;
use crate::accounts::admin::store::Line;
use crate::rights::Role;
use crate::words::{capitalised, instant};
use base::Form;
use base::french::count;
use dsfr::{
    Button, ButtonLink, Choice, Column, EmptyState, ErrorSummary, Input, Note, PageHead, Pagination, Row, Select,
    Table, Tone, Weight, icon,
};
use maud::{Markup, html};

pub struct AccountList<'a> {
    pub form: &'a Form,
    pub places: &'a [Place],
    /// Several for one account of several roles, side by side.
    pub lines: &'a [Line],
    pub total: i64,
    pub current: i64,
    pub last: i64,
}

pub fn list(page: &AccountList<'_>) -> Markup {
    let filters = filters(page);
    html! {
        (PageHead {
            subtitle: subtitle(page),
            aside: html! {
                (ButtonLink { icon: Some(icon::USER_ADD), ..ButtonLink::new(Weight::Primary, "Nouveau compte", "/comptes/nouveau") })
            },
            ..PageHead::new("Comptes")
        })
        (ErrorSummary::of(&filters, "", page.form.errors()))
        (filters)
        @if page.lines.is_empty() { (empty(page)) } @else {
            (table(page.lines))
            (Pagination {
                label: "Pages de la liste des comptes",
                current: page.current.unsigned_abs(),
                last: page.last.unsigned_abs(),
                href: &|number| address(page.form, number),
            })
        }
    }
}

fn subtitle(page: &AccountList<'_>) -> Markup {
    let (one, many) = match page.form.raw("etat") {
        "fermes" => ("compte fermé", "comptes fermés"),
        "tous" => ("compte, ouvert ou fermé", "comptes, ouverts ou fermés"),
        _ => ("compte ouvert", "comptes ouverts"),
    };
    html! {
        (count(page.total, one, many))
        @if page.last > 1 { ", page " (page.current) " sur " (page.last) }
    }
}

fn filters(page: &AccountList<'_>) -> Markup {
    let form = page.form;
    let roles = Role::ALL.into_iter().map(|role| Choice::new(role.code(), capitalised(role.label()))).collect();
    let states =
        vec![Choice::new("", "Ouverts"), Choice::new("fermes", "Fermés"), Choice::new("tous", "Ouverts et fermés")];
    html! {
        form.pu-grid4.pu-sect--s method="get" action="/comptes" role="search" aria-label="Chercher un compte" {
            (Input { value: form.raw("q"), hint: Some("Ou une partie de l’adresse"), ..Input::search("q", "Nom") })
            (Select {
                value: form.raw("fonction"), error: form.error("fonction"), empty: Some("Toutes"),
                hint: Some("Parmi celles en cours"), ..Select::new("fonction", "Fonction", roles)
            })
            (place_field("territoire", "Territoire", "Avec ceux qu’il contient", form, page.places))
            (Select { value: form.raw("etat"), hint: Some("Du compte"), ..Select::new("etat", "État", states) })
            div.pu-actions {
                (Button { icon: Some(icon::FILTER), ..Button::new(Weight::Secondary, "Filtrer") })
                a href="/comptes" { "Tout voir" }
            }
        }
    }
}

/// The same list, another page of it.
fn address(form: &Form, page: u64) -> String {
    let mut query = form_urlencoded::Serializer::new(String::from("/comptes?"));
    for name in ["q", "fonction", "territoire", "etat"] {
        if !form.raw(name).is_empty() {
            query.append_pair(name, form.raw(name));
        }
    }
    query.append_pair("page", &page.to_string()).finish()
}

fn table(lines: &[Line]) -> Markup {
    let rows = lines.chunk_by(|one, next| one.id == next.id).filter_map(|lines| {
        let account = lines.first()?;
        let name = html! {
            a href={ "/comptes/" (account.id) } { (account.name) } br;
            span.pu-meta.pu-wrap { (account.email) }
        };
        let last = account.signed_in_at.map_or_else(|| "jamais".to_owned(), instant);
        Some(Row::new(name, [dsfr::Cell::from(roles(lines)), state(account).into(), last.into()]))
    });
    let columns = vec![
        Column::text("Personne"),
        Column::text("Fonctions en cours"),
        Column::text("État"),
        Column::text("Dernière connexion"),
    ];
    html! { div.pu-sect--s { (Table::new("Comptes, par ordre alphabétique", columns, rows.collect())) } }
}

fn roles(lines: &[Line]) -> Markup {
    html! {
        @for line in lines {
            @match (line.role.as_deref().and_then(|role| role.parse::<Role>().ok()), &line.territory_name) {
                (Some(role), Some(territory)) => div { (capitalised(role.label())) ", " (territory) },
                _ => span.pu-meta { "aucune" },
            }
        }
    }
}

fn state(account: &Line) -> Markup {
    let note = if account.closed_at.is_some() {
        Note::new(icon::LOCK, "fermé")
    } else if account.has_password {
        Note::new(icon::CHECK, "ouvert")
    } else {
        Note::toned(Tone::Warning, icon::MAIL, "invité, pas encore venu")
    };
    html! { (note) }
}

fn empty(page: &AccountList<'_>) -> Markup {
    let filtered = ["q", "fonction", "territoire", "etat"].iter().any(|name| !page.form.raw(name).is_empty());
    let body = html! {
        @if filtered { "Aucun compte de votre périmètre ne répond à ces critères." }
        @else { "Aucun compte n’est encore ouvert dans votre périmètre." }
    };
    let state = EmptyState {
        actions: html! {
            @if filtered { (ButtonLink::new(Weight::Secondary, "Voir tous les comptes", "/comptes")) }
            (ButtonLink::new(Weight::Primary, "Nouveau compte", "/comptes/nouveau"))
        },
        caution: html! { "Les comptes d’autres territoires n’apparaissent pas ici." },
        ..EmptyState::new("Personne ici", body)
    };
    html! { (state) }
}
