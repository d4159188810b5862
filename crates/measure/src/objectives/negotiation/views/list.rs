//! What a territory is asked, what it committed to, and the sum.
use super::{said, sums};
use crate::figures::Period;
use crate::objectives::negotiation::list::List;
use crate::objectives::negotiation::model::Side;
use crate::objectives::negotiation::subject::{Objective, Subject};
use crate::objectives::orientations::Orientation;
use crate::{places, words};
use base::clock::paris_day;
use base::french::{date_medium, fr};
use dsfr::{
    Alert, ButtonLink, Column, Details, EmptyState, PageHead, Row, Section, Segments, Table, Tone, View, Weight,
};
use maud::{Markup, Render as _, html};
use network::territories::Level;

pub fn title(list: &List) -> String {
    format!("Concertation {}", words::school_year(list.year))
}

pub fn list(list: &List) -> Markup {
    html! {
        (head(list))
        @if list.done { (Alert { live: true, ..Alert::line(Tone::Success, html! { "Orientation publiée." }) }) }
        (years(list))
        (orientations(list))
        @if matches!(list.place.level(), Level::Platform | Level::Department) { (objectives(list)) }
        (Section::new("t-somme", format!("La somme des engagements et la cible {}", places::of(&list.upper)), sum(list)))
    }
}

fn head(list: &List) -> Markup {
    let targets = address(list, "objectifs");
    PageHead {
        subtitle: html! { "Orientations et objectifs " (places::of(&list.place.territory)) },
        aside: dsfr::actions(&html! {
            @if let [platform] = list.platforms.as_slice() {
                (ButtonLink::new(Weight::Primary, "Proposer un objectif", new(platform.code.as_str(), list.year)))
            }
            (ButtonLink::new(Weight::Secondary, "Cibles et valeurs", targets))
        }),
        ..PageHead::new(title(list))
    }
    .render()
}

fn address(list: &List, page: &str) -> String {
    format!("/territoires/{}/{page}?annee={}", list.place.code(), list.year)
}

fn new(platform: &str, year: i32) -> String {
    format!("/territoires/{platform}/objectifs/nouveau?annee={year}")
}

fn years(list: &List) -> Markup {
    let this = Period::school_year_of(list.today);
    let mut years = vec![this - 1, this, this + 1];
    if !years.contains(&list.year) {
        years.push(list.year);
        years.sort_unstable();
    }
    let segments = years.into_iter().map(|year| {
        let address = format!("/territoires/{}/concertation?annee={year}", list.place.code());
        View { current: year == list.year, ..View::new(words::school_year(year), address) }
    });
    html! { div."pu-bar"."pu-sect--s" { (Segments { label: "Année scolaire".into(), segments: segments.collect() }) } }
}

/// From the nation down; the earlier versions of each unfold.
fn orientations(list: &List) -> Markup {
    let own = list.orientations.iter().any(|o| o.territory.code == list.place.territory.code);
    let by_territory = list.orientations.chunk_by(|a, b| a.territory.code == b.territory.code);
    let body = html! {
        @if list.orientations.is_empty() {
            p { "Aucune orientation n’est écrite pour cette année scolaire, ni ici, ni au-dessus." }
        }
        div.pu-stack { @for versions in by_territory { (orientation(versions)) } }
    };
    let aside = html! {
        @if list.may_write {
            a href=(address(list, "orientation")) { @if own { "Réécrire l’orientation" } @else { "Écrire l’orientation" } }
        }
    };
    html! { (Section { aside, ..Section::new("t-orientations", "Les orientations", body) }) }
}

fn orientation(versions: &[Orientation]) -> Markup {
    let Some((latest, earlier)) = versions.split_first() else { return html! {} };
    html! {
        div {
            h3 { (latest.territory.title()) }
            @for line in latest.words.lines() { p { (fr(line)) } }
            p.pu-meta { (signed(latest)) }
            @if !earlier.is_empty() {
                (Details::new(format!("Les versions d’avant, {}", places::name(&latest.territory)), html! {
                    @for version in earlier {
                        @for line in version.words.lines() { p { (fr(line)) } }
                        p.pu-meta { (signed(version)) }
                    }
                }))
            }
        }
    }
}

/// « Version 2, écrite le 12 nov. 2026 par Claire Maurin. Pourquoi : … »
fn signed(orientation: &Orientation) -> String {
    let mut text =
        format!("Version\u{a0}{}, écrite le {}", orientation.version, date_medium(paris_day(orientation.written_at)));
    if let Some(name) = &orientation.written_by {
        text.push_str(&format!(" par {name}"));
    }
    if !orientation.reason.is_empty() {
        text.push_str(&format!(". Pourquoi\u{a0}: {}", fr(&orientation.reason)));
    }
    text
}

fn objectives(list: &List) -> Markup {
    let body = if list.objectives.is_empty() { empty(list) } else { table(list) };
    html! {
        (Section::new("t-objectifs", "Les objectifs", body))
        @if list.place.level() == Level::Department && !list.platforms.is_empty() {
            (Section::new("t-proposer", "Proposer un objectif à", html! {
                ul.pu-actions {
                    @for platform in &list.platforms {
                        li { a href=(new(platform.code.as_str(), list.year)) { (platform.name) } }
                    }
                }
            }))
        }
    }
}

fn empty(list: &List) -> Markup {
    let next = match list.side {
        Some(Side::Department) => "Proposez-en un : la plate-forme accepte ou contre-propose.",
        _ => "Le département propose, la plate-forme accepte ou contre-propose.",
    };
    html! {
        (EmptyState {
            level: dsfr::Level::H3,
            caution: html! { "Une plate-forme peut avoir ses propres cibles sans concertation." },
            ..EmptyState::new("Aucun objectif n’est en discussion pour cette année", html! { (fr(next)) })
        })
    }
}

fn table(list: &List) -> Markup {
    let of_department = list.place.level() == Level::Department;
    let mut columns = vec![Column::text("Objectif")];
    if of_department {
        columns.push(Column::text("Plate-forme"));
    }
    columns.extend([Column::text("Convenu"), Column::text("Sur la table"), Column::text("État")]);
    let rows = list.objectives.iter().map(|objective| {
        let standing = objective.negotiation.standing();
        let agreed = standing.in_force.map(|agreement| agreement.offer.proposal.aim);
        let offered = standing.table.map(|offer| offer.proposal.aim);
        let mut cells = vec![];
        if of_department {
            cells.push(html! { (objective.platform_name) });
        }
        cells.extend([
            aim(objective, agreed),
            aim(objective, offered),
            said::status(objective, list.side, list.today).render(),
        ]);
        Row::new(html! { a href={ "/objectifs/" (objective.id) } { (name(objective, of_department)) } }, cells)
    });
    let caption = format!("Objectifs {} et leur état", words::school_year(list.year));
    Table::new(caption, columns, rows.collect()).render()
}

/// The platform is said to those who hear the link alone.
fn name(objective: &Objective, of_department: bool) -> Markup {
    html! {
        (fr(objective.subject.label()))
        @if of_department { span.fr-sr-only { ", " (objective.platform_name) } }
    }
}

fn aim(objective: &Objective, aim: Option<f64>) -> Markup {
    let Some(aim) = aim else { return html! { span.pu-meta { "–" } } };
    let of = match &objective.subject {
        Subject::Words { steps, .. } => format!(" sur {}", steps.len()),
        _ => String::new(),
    };
    html! { strong { (objective.subject.aim(aim)) } (of) }
}

fn sum(list: &List) -> Markup {
    if list.sums.is_empty() {
        return html! {
            p { (words::capital(&places::the(&list.upper))) " n’a fixé aucune cible, et aucune plate-forme n’est engagée pour cette année scolaire." }
        };
    }
    sums::table(&list.sums, &list.upper, list.year, list.exact)
}
