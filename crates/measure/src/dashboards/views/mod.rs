mod activity;
mod below;
mod breakdown;
mod compare;
mod funnel;
mod head;
mod months;
mod pending;
mod solutions;
mod standing;

use super::load::Dashboard;
use super::place::Place;
use crate::indicators::own;
use crate::words;
use base::Form;
use base::french::{fr, time};
use chrono::Timelike as _;
use maud::{Markup, html};
use network::territories::Level;

pub use compare::label as step_label;
pub use head::{filters_in_words, past, title};

/// The page, for figures that can be asked.
pub fn page(dashboard: &Dashboard, form: &Form) -> Markup {
    let added = own::section(&dashboard.own, &dashboard.asked, dashboard.code(), dashboard.may_type);
    html! {
        (head::head(dashboard))
        (head::bar(&dashboard.place, Some(&dashboard.asked), form))
        (head::past(&dashboard.asked, &dashboard.asked.now().dashboard(dashboard.code())))
        @if dashboard.this.whole().is_empty() {
            (nobody(dashboard))
            (added)
            @if !dashboard.activity.whole().is_empty() { (activity::activity(dashboard)) }
        } @else {
            (standing::standing(dashboard))
            (added)
            div."pu-two"."pu-two--53"."pu-two--path"."pu-sect" { (funnel::funnel(dashboard)) (pending::pending(dashboard)) }
            @if dashboard.place.level() != Level::Platform { (below::below(dashboard)) }
            div."pu-two"."pu-two--53"."pu-two--tables"."pu-sect" { (compare::compare(dashboard)) (solutions::kinds(dashboard)) }
            (months::months(dashboard))
            (activity::activity(dashboard))
            (breakdown::breakdown(dashboard))
        }
        (footnote(dashboard))
    }
}

/// A period that cannot be asked: the fields as typed, what is wrong, and no figure.
pub fn refused(place: &Place, form: &Form) -> Markup {
    head::refused(place, form)
}

fn nobody(dashboard: &Dashboard) -> Markup {
    let body = if dashboard.asked.only.is_empty() {
        "Aucune liste reçue ne signale de jeune entré pendant cette période, et personne n’est venu de lui-même."
    } else {
        "Aucun jeune entré pendant cette période ne répond à ces filtres."
    };
    let empty = dsfr::EmptyState {
        actions: html! {
            @if !dashboard.asked.only.is_empty() {
                (dsfr::ButtonLink::new(dsfr::Weight::Secondary, "Retirer les filtres",
                    format!("/territoires/{}/tableau-de-bord", dashboard.code())))
            }
        },
        caution: html! { "Une liste peut être arrivée sans avoir encore été appliquée." },
        ..dsfr::EmptyState::new("Aucun dossier sur cette période", html! { (body) })
    };
    html! { div.pu-sect { (empty) } }
}

fn footnote(dashboard: &Dashboard) -> Markup {
    let at = base::clock::paris_time(dashboard.now);
    html! {
        p."pu-meta"."pu-sect" {
            "Calculé le " (base::french::day_month(at.date())) " à " (time(at.hour(), at.minute()))
            @match dashboard.asked.known_on() {
                None => ", d’après tout ce qui est noté à cet instant. ",
                Some(day) => { ", d’après ce qu’on savait le " (base::french::date_long(day)) " au soir. " }
            }
            "Chaque nombre souligné s’ouvre sur sa provenance\u{a0}; "
            a href="/indicateurs" { "les définitions" } " sont au catalogue. "
            @if dashboard.place.level() == Level::Platform {
                span.pu-noprint { a href={ "/territoires/" (dashboard.code()) "/pairs" } { "Les plates-formes voisines" } ". " }
            }
            span.pu-noprint { "Tout ce tableau de bord dans un classeur\u{a0}: " (super::export::whole_links(dashboard)) "." }
        }
    }
}

/// « jeunes entrés du 1er septembre au 24 novembre 2026 »
fn entered(dashboard: &Dashboard) -> String {
    fr(&format!("jeunes entrés {}", words::period(dashboard.asked.past())))
}
