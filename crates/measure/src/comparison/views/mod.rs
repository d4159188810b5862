mod conclude;
mod head;
mod plot;
mod table;

use super::load::Comparison;
use crate::dashboards::place::Place;
use crate::{map, places, words};
use base::Form;
use base::french::{fr, time};
use chrono::{NaiveDate, Timelike as _};
use dsfr::{EmptyState, ErrorSummary};
use maud::{Markup, html};
use network::territories::Territory;

/// « Comparer les plates-formes du Finistère »
pub fn title(place: &Place) -> String {
    format!("Comparer les plates-formes {}", places::of(&place.territory))
}

pub fn page(comparison: &Comparison, platforms: &[Territory], form: &Form) -> Markup {
    html! {
        (head::head(comparison))
        (head::bar(&comparison.place, platforms, form, comparison.asked.today))
        @match &comparison.funnel {
            Some(funnel) if comparison.large() > 1 => {
                div."pu-two"."pu-two--53"."pu-sect"."pu-sect--first" {
                    (plot::plot(comparison, funnel))
                    (conclude::cards(comparison))
                }
                (table::table(comparison))
                @if !comparison.departments.is_empty() { div.pu-sect { (departments(comparison)) } }
            }
            _ => (nothing(comparison)),
        }
        (footnote(comparison))
    }
}

/// What cannot be compared: the fields as typed, what is wrong, and no figure.
pub fn refused(place: &Place, platforms: &[Territory], form: &Form, today: NaiveDate) -> Markup {
    let bar = head::bar(place, platforms, form, today);
    html! {
        (head::plain(place))
        (ErrorSummary::of(&bar, "", form.errors()))
        (bar)
        p.pu-sect { a href={ "/territoires/" (place.code()) "/comparer" } { "Revenir à l’année scolaire en cours" } }
    }
}

fn departments(comparison: &Comparison) -> Markup {
    let departments: Vec<_> = comparison.departments.iter().map(|(t, tally)| (t, tally.clone())).collect();
    map::render(&comparison.asked, &departments, map::Kept::LargeEnough)
}

/// Fewer than two platforms of which something may be said.
fn nothing(comparison: &Comparison) -> Markup {
    let (few, among) = (fair::FEWEST, among(comparison));
    let body = match comparison.platforms.len() {
        0 | 1 => "Il faut deux plates-formes au moins pour comparer.".to_owned(),
        _ => format!(
            "Il faut deux plates-formes d’au moins {few} {among} sur la période : avant, un seul jeune déplace la part de plus de cinq points."
        ),
    };
    let empty = EmptyState {
        caution: html! { "Les chiffres de chacune restent sur son tableau de bord." },
        ..EmptyState::new("Rien à comparer", html! { (fr(&body)) })
    };
    html! { div.pu-sect { (empty) } }
}

fn footnote(comparison: &Comparison) -> Markup {
    let at = base::clock::paris_time(comparison.now);
    html! {
        p."pu-meta"."pu-sect" {
            "Calculé le " (base::french::day_month(at.date())) " à " (time(at.hour(), at.minute()))
            ", d’après tout ce qui est noté à cet instant. Chaque nombre souligné s’ouvre sur sa provenance\u{a0}; "
            a href={ "/indicateurs/" (comparison.asked.rate.code()) } { "la définition de l’indicateur" } " est au catalogue."
        }
    }
}

/// « confirmés », those that the rate is of.
fn among(comparison: &Comparison) -> String {
    words::sides(comparison.asked.rate).1.to_lowercase()
}

/// « 1 plate-forme », « 17 plates-formes »
fn platforms(n: usize) -> String {
    words::counted(n as i64, "plate-forme", "plates-formes")
}
