//! Beside the case: who the youth is, who reported him, what leaves the platform.
use crate::cases::file::File;
use crate::youths::card::{GuardianRow, SchoolingRow};
use crate::youths::reach::ContactPoint;
use base::clock::paris_day;
use base::french::{count, date_long, fr, month_year, phone};
use chrono::Months;
use db::Id;
use dsfr::{Card, DescriptionList, Step, Steps, icon};
use maud::{Markup, html};

pub fn aside(file: &File) -> Markup {
    html! {
        aside.pu-stack aria-label="Identité, sources et confidentialité" {
            (identity(file)) (sources(file)) (privacy(file))
        }
    }
}

fn identity(file: &File) -> Markup {
    let case = file.scope.id;
    let body = html! {
        (DescriptionList::new(own(file)))
        @for guardian in &file.card.guardians { (guardian_part(file, guardian)) }
        @if file.card.guardians.is_empty() { h3.pu-sub3 { "Responsable légal" } p { "aucun connu" } }
        (schooling(file))
        @if file.scope.may_write {
            p.pu-actions { a href={ "/dossiers/" (case) "/contacts" } { "Modifier les contacts" } }
        }
    };
    let aside = html! { @if file.scope.may_write { a href={ "/dossiers/" (case) "/identite" } { "Corriger" span.fr-sr-only { " l’identité" } } } };
    html! { (Card { aside, ..Card::new("identite", "Identité et contacts", body) }) }
}

fn own(file: &File) -> Vec<(dsfr::Text<'static>, Markup)> {
    let card = &file.card;
    let of = |kind: &str| card.points_of(None).filter(|point| point.kind == kind).collect::<Vec<_>>();
    let mut items = vec![
        ("Téléphone".into(), each(&of("phone"), number)),
        (
            "Courriel".into(),
            each(&of("email"), |point| html! { a href={ "mailto:" (point.value) } { (point.value) } (barred(point)) }),
        ),
        ("Adresse".into(), each(&of("address"), address)),
    ];
    let ines = html! { @for (n, ine) in card.ines.iter().enumerate() { @if n > 0 { br; } (ine) } @if card.ines.is_empty() { "inconnu" } };
    items.push(("INE".into(), html! { span.pu-num { (ines) } }));
    let first_names = card.civil.first_names.join(", ");
    items.push((
        "État civil".into(),
        html! {
            (card.civil.last_name) ", " (first_names)
            @if let Some(usage) = &card.civil.usage_name { br; span.pu-meta { "nom d’usage " (usage) } }
        },
    ));
    items.push(("Sexe".into(), html! { (card.sex().map_or("non renseigné", |sex| sex.label())) }));
    let district = match card.civil.priority_district {
        Some(true) => "oui",
        Some(false) => "non",
        None => "non renseigné",
    };
    items.push(("Quartier prioritaire".into(), html! { (district) }));
    items
}

fn each(points: &[&ContactPoint], show: impl Fn(&ContactPoint) -> Markup) -> Markup {
    html! {
        @if points.is_empty() { "aucun" }
        @for (n, point) in points.iter().enumerate() { @if n > 0 { br; } (show(point)) }
    }
}

fn number(point: &ContactPoint) -> Markup {
    html! {
        @match point.dialled() {
            Some(dialled) if point.wrong_since.is_none() => { a.pu-num href={ "tel:" (dialled) } { (phone(&point.value)) } },
            _ if point.wrong_since.is_some() => { del.pu-num { (phone(&point.value)) } },
            _ => { (point.value) },
        }
        (barred(point))
    }
}

fn barred(point: &ContactPoint) -> Markup {
    html! { @if let Some(since) = point.wrong_since { br; span.pu-meta { "faux, barré le " (date_long(since)) } } }
}

fn address(point: &ContactPoint) -> Markup {
    html! {
        (point.value)
        @if point.postcode.is_some() || point.town.is_some() {
            @if !point.value.is_empty() { br; }
            (point.postcode.as_deref().unwrap_or_default()) " " (point.town.as_deref().unwrap_or_default())
        }
        (barred(point))
    }
}

fn guardian_part(file: &File, guardian: &GuardianRow) -> Markup {
    let points: Vec<&ContactPoint> = file.card.points_of(Some(guardian.id)).collect();
    let reach = html! {
        (guardian.relation.as_deref().unwrap_or("lien non précisé"))
        @for point in &points {
            br;
            @match point.kind.as_str() {
                "phone" => (number(point)),
                "address" => (address(point)),
                _ => { a href={ "mailto:" (point.value) } { (point.value) } (barred(point)) },
            }
        }
    };
    html! {
        h3.pu-sub3 { "Responsable légal" span.fr-sr-only { (fr(" : ")) (guardian.name) } }
        (DescriptionList::new(vec![(guardian.name.clone().into(), reach)]))
    }
}

fn schooling(file: &File) -> Markup {
    html! {
        h3.pu-sub3 { "Scolarité" }
        @if file.card.schoolings.is_empty() { p { "aucune connue" } }
        @for (n, schooling) in file.card.schoolings.iter().enumerate() { (DescriptionList {
            class: if n > 0 { "pu-dl--w" } else { "" },
            ..DescriptionList::new(schooling_items(schooling))
        }) }
    }
}

fn schooling_items(schooling: &SchoolingRow) -> Vec<(dsfr::Text<'static>, Markup)> {
    let school = schooling.school_name.clone().or_else(|| schooling.school_code.clone());
    let formation = schooling.formation.clone();
    let mut items: Vec<(dsfr::Text<'static>, Markup)> = vec![(
        "Dernière classe".into(),
        html! {
            @match &formation { Some(text) => (text), None => (schooling.schooling().label()) }
            @if let Some(school) = &school { br; (school) }
        },
    )];
    if formation.is_some() {
        items.push(("Voie".into(), html! { (schooling.schooling().label()) }));
    }
    if let Some(diploma) = &schooling.diploma {
        items.push(("Diplôme".into(), html! { (diploma) }));
    }
    if let Some(on) = schooling.left_on {
        items.push(("Sortie".into(), html! { (date_long(on)) }));
    }
    items
}

/// One line a list, however many times the same source sent one.
fn sources(file: &File) -> Markup {
    let mut seen: Vec<(Id, Step)> = vec![];
    for sighting in &file.sightings {
        if seen.iter().any(|(list, _)| *list == sighting.list_id) {
            continue;
        }
        let step = Step {
            icon: icon::FILE_TEXT,
            tone: None,
            text: html! {
                (sighting.source_name) br;
                span.pu-meta { "liste de " (month_year(paris_day(sighting.received_at))) ", " (sighting.file_name) }
            },
            aside: html! { span.pu-meta.pu-nb { "ligne\u{a0}" (sighting.line) } },
        };
        seen.push((sighting.list_id, step));
    }
    let body = html! {
        @if seen.is_empty() {
            p { (crate::cases::words::came_or_reported(file.facts.source)) ", le " (date_long(file.facts.entry_on)) "." }
        } @else {
            (Steps { steps: seen.into_iter().map(|(_, step)| step).collect() })
        }
    };
    html! { (Card::new("sources", "Qui l’a signalé", body)) }
}

/// Kept until two years after the 26th birthday (PRODUCT.md, H4).
const KEPT_UNTIL_AGE: u32 = 28;

fn privacy(file: &File) -> Markup {
    let until = file.card.civil.born_on + Months::new(KEPT_UNTIL_AGE * 12);
    let body = html! {
        div.pu-flow {
            div {
                h3 { "Remonte, compté parmi d’autres" }
                ul {
                    li class=(icon::ARROW_UP.class()) { "situation, dates, délais" }
                    li class=(icon::ARROW_UP.class()) { "tranche d’âge, sexe, scolarité" }
                    li class=(icon::ARROW_UP.class()) { "type de source et de solution" }
                }
            }
            div {
                h3 { "Ne sort jamais" }
                ul {
                    li class=(icon::LOCK.class()) { "nom, INE, adresse, téléphone" }
                    li class=(icon::LOCK.class()) { "notes et comptes rendus d’entretien" }
                    li class=(icon::LOCK.class()) { "contacts du responsable légal" }
                }
            }
            p.pu-meta {
                (count(file.views, "consultation", "consultations")) " depuis l’ouverture. Conservé au plus tard jusqu’au " (date_long(until)) "."
            }
        }
    };
    html! { (Card::new("sortie", "Ce qui sort d’ici", body)) }
}
