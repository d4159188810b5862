//! One objective: its turns, where one starts from, the means, what each said, the answer.
use super::{answer, said, sums};
use crate::objectives::negotiation::file::File;
use crate::objectives::negotiation::forms::lines;
use crate::objectives::negotiation::model::{Offer, Said};
use crate::objectives::negotiation::pages::{Numbers, Shown};
use crate::objectives::negotiation::store::Assessment;
use crate::objectives::negotiation::subject::{Objective, Subject, step};
use crate::{places, words};
use base::clock::paris_day;
use base::french::{date_medium, date_short, day_month, fr};
use dsfr::{
    Alert, ButtonLink, Column, Entry, ErrorSummary, Facts, PageHead, Row, Section, Table, Timeline, Tone, Weighs,
    Weight,
};
use maud::{Markup, Render as _, html};

pub fn title(objective: &Objective) -> String {
    format!("Objectif {}\u{a0}: {}", words::school_year(objective.year), fr(objective.subject.label()))
}

pub fn one(file: &File, numbers: Option<&Numbers>, shown: Shown<'_>) -> Markup {
    let answer = answer::answer(file, shown);
    html! {
        @if let Some((which, form)) = shown.typed { (ErrorSummary::of(&answer, which.prefix(), form.errors())) }
        (head(file))
        (flash(file, shown))
        (turns(file))
        @if let Some(numbers) = numbers { (start(file, numbers)) }
        @if let Subject::Words { steps, .. } = &file.objective.subject { (scale(file, steps)) }
        (means(file))
        div.pu-two.pu-sect {
            section aria-labelledby="t-fil" {
                div.pu-group { h2 #t-fil { "Ce que chacun a dit" } }
                div."pu-line--top" { (timeline(file)) }
            }
            section aria-labelledby="t-rep" {
                div.pu-group { h2 #t-rep { "Votre réponse" } }
                (answer)
            }
        }
    }
}

fn head(file: &File) -> Markup {
    let objective = &file.objective;
    let definition = match &objective.subject {
        Subject::Indicator(indicator) => {
            let address = format!("/indicateurs/{}", indicator.code());
            dsfr::actions(&ButtonLink::new(Weight::Tertiary, "Définition de l’indicateur", address).render())
        }
        _ => html! {},
    };
    PageHead {
        subtitle: html! {
            (words::capital(&places::name(&file.place.territory))) ", avec " (places::the(&file.department)) ". "
            (said::status(objective, file.side, file.today))
        },
        aside: definition,
        ..PageHead::new(title(objective))
    }
    .render()
}

fn flash(file: &File, shown: Shown<'_>) -> Markup {
    if let Some(refusal) = shown.refused {
        let Objective { negotiation, subject, .. } = &file.objective;
        let body = html! {
            p { (fr(refusal.text())) }
            @if let Some((turn, before)) = negotiation.turns.split_last() {
                p {
                    "Dernier échange, le " (day_month(paris_day(turn.at))) "\u{a0}: " (said::kind(before, turn).to_lowercase())
                    ", " (said::who(turn)) ", " strong { (said::aim(subject, &negotiation.turns, turn)) } "."
                }
            }
        };
        return Alert { live: true, ..Alert::titled(Tone::Error, "Votre réponse n’a pas été envoyée", body) }.render();
    }
    let text = match shown.done {
        "proposition" => "Proposition envoyée. L’autre partie la lit dès maintenant.",
        "accord" => "Accord donné : l’objectif tient à partir de maintenant.",
        "retrait" => "Discussion refermée.",
        "appreciation" => "Appréciation enregistrée.",
        _ => return html! {},
    };
    Alert { live: true, ..Alert::line(Tone::Success, html! { (fr(text)) }) }.render()
}

/// The last three turns, and what is missing to an agreement.
fn turns(file: &File) -> Markup {
    let Objective { negotiation, subject, .. } = &file.objective;
    let all = &negotiation.turns;
    let open = negotiation.standing().table;
    let from = all.len().saturating_sub(3);
    html! {
        ol.pu-turns aria-label="Étapes de la concertation" {
            @for (n, turn) in all.iter().enumerate().skip(from) {
                li aria-current=[(n + 1 == all.len()).then_some("step")] {
                    span.pu-meta { (said::kind(all.get(..n).unwrap_or_default(), turn)) ", " (day_month(paris_day(turn.at))) }
                    b { (said::aim(subject, all, turn)) }
                    span {
                        (said::who(turn))
                        @if let (Some(offer), true) = (open, n + 1 == all.len()) {
                            ". " strong { (said::awaited(offer, file.side, file.today)) }
                        }
                    }
                }
            }
            @if let Some(offer) = open {
                li.is-todo {
                    span.pu-meta { "Accord" }
                    b { "pas encore" }
                    span { "Il faut l’accord des deux\u{a0}: " (offer.turn.side.the()) " ne conclut pas " (alone(offer)) }
                }
            }
        }
    }
}

fn alone(offer: Offer<'_>) -> &'static str {
    if offer.turn.side.the().starts_with("la ") { "seule" } else { "seul" }
}

fn start(file: &File, numbers: &Numbers) -> Markup {
    let (subject, year) = (&file.objective.subject, file.objective.year);
    let standing = file.objective.negotiation.standing();
    let figure = format!("/territoires/{}/chiffres/{}?annee={year}", file.place.code(), numbers.indicator.code());
    let mut items = vec![
        (
            format!("Entrés en {}, au {}", words::school_year(year), day_month(file.today)).into(),
            html! { a href=(figure) { (words::value(numbers.now)) } },
        ),
        (
            format!("Entrés en {}, au {}", words::school_year(year - 1), day_month(file.today)).into(),
            html! { (words::value(numbers.before)) },
        ),
    ];
    if let Some(agreement) = standing.in_force {
        items.push(("Convenu".into(), html! { strong { (subject.aim(agreement.offer.proposal.aim)) } }));
    }
    if let Some(offer) = standing.table {
        items.push(("Sur la table".into(), html! { strong { (subject.aim(offer.proposal.aim)) } }));
    }
    html! {
        div."pu-two"."pu-sect" {
            section aria-labelledby="t-depart" {
                h2 #t-depart { "D’où l’on part, où l’on irait" }
                div.pu-sect--s { (Facts { items }) }
            }
            section aria-labelledby="t-gap" {
                h2 #t-gap { "Et la cible " (places::of(&file.department)) }
                @match &numbers.sum {
                    Some(sum) => (sums::gap(sum, &file.department, numbers.exact)),
                    None => p { "Ni cible du département, ni engagement d’une plate-forme pour cet indicateur." },
                }
            }
        }
    }
}

fn scale(file: &File, steps: &[String]) -> Markup {
    let standing = file.objective.negotiation.standing();
    let agreed = standing.in_force.map(|agreement| step(agreement.offer.proposal.aim));
    let offered = standing.table.map(|offer| step(offer.proposal.aim));
    let reached = file.assessments.first().map(|assessment| assessment.step);
    let rows = (1_i64..).zip(steps).map(|(n, label)| {
        let mut marks = vec![];
        marks.extend((agreed == Some(n)).then_some("convenu"));
        marks.extend((offered == Some(n)).then_some("sur la table"));
        marks.extend((reached == Some(n)).then_some("atteint"));
        Row::new(html! { (n) ". " (fr(label)) }, [marks.join(", ")])
    });
    let columns = vec![Column::text("Palier"), Column::text("Où l’on en est")];
    let table = Table::new("Échelle de l’objectif, du palier le plus bas au plus haut", columns, rows.collect());
    html! {
        (Section::new("t-echelle", "L’échelle", table.render()))
        @if !file.assessments.is_empty() { (assessments(&file.assessments)) }
    }
}

fn assessments(assessments: &[Assessment]) -> Markup {
    let entries = assessments.iter().map(|assessment| Entry {
        weighs: Weighs::Turning,
        text: html! { (fr(&assessment.evidence)) },
        meta: html! { @if let Some(name) = &assessment.name { (name) } },
        ..Entry::new(
            assessment.assessed_on.to_string(),
            html! { (date_short(assessment.assessed_on)) },
            format!("Palier\u{a0}{}", assessment.step),
        )
    });
    Section::new("t-preuves", "Appréciations et preuves", Timeline { entries: entries.collect() }.render()).render()
}

/// Those of the proposal on the table, else of what holds.
fn means(file: &File) -> Markup {
    let standing = file.objective.negotiation.standing();
    let Some(offer) = standing.table.or(standing.in_force.map(|agreement| agreement.offer)) else { return html! {} };
    let lines = lines(&offer.proposal.means);
    let title = format!("Les moyens, avec {}", file.objective.subject.the_aim(offer.proposal.aim));
    let body = html! {
        @if lines.is_empty() { p { "Aucun moyen n’est promis ni demandé en retour." } }
        @else { ul { @for line in &lines { li { (fr(line)) } } } }
    };
    let aside = if standing.table.is_some() {
        "promis ou demandés, pas encore convenus"
    } else {
        "convenus avec l’objectif"
    };
    html! { (Section { aside: html! { p.pu-meta { (aside) } }, ..Section::new("t-moyens", title, body) }) }
}

/// The latest first.
fn timeline(file: &File) -> Markup {
    let Objective { negotiation, subject, .. } = &file.objective;
    let all = &negotiation.turns;
    let entries = all.iter().enumerate().rev().map(|(n, turn)| {
        let day = paris_day(turn.at);
        let kind = said::kind(all.get(..n).unwrap_or_default(), turn);
        Entry {
            weighs: Weighs::Turning,
            text: html! {
                @if !turn.why.is_empty() { "«\u{202f}" (fr(&turn.why)) "\u{202f}»" }
                @if let Said::Proposed(proposal) = &turn.said {
                    @if !proposal.means.is_empty() {
                        @if !turn.why.is_empty() { br; }
                        span.pu-meta { "Moyens\u{a0}: " (fr(&lines(&proposal.means).join("\u{202f}; "))) }
                    }
                }
            },
            meta: html! { (said::who(turn)) ", le " (date_medium(day)) },
            ..Entry::new(
                day.to_string(),
                html! { (date_short(day)) },
                format!("{kind}\u{a0}: {}", said::aim(subject, all, turn)),
            )
        }
    });
    Timeline { entries: entries.collect() }.render()
}
