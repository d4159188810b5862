//! What the reader may say, if anything.
use super::{fields, said};
use crate::objectives::negotiation::file::{File, retired};
use crate::objectives::negotiation::forms::usual_answer;
use crate::objectives::negotiation::model::Side;
use crate::objectives::negotiation::pages::{Shown, Which};
use crate::objectives::negotiation::subject::Subject;
use base::Form;
use base::french::fr;
use dsfr::{Accordion, Button, Choice, Details, Input, Radios, Textarea, Weight};
use maud::{Markup, html};

/// The forms of the side that the reader speaks for; what he may not do is said, not hidden.
pub fn answer(file: &File, shown: Shown<'_>) -> Markup {
    let objective = &file.objective;
    let Some(side) = file.side else {
        return note("Le responsable départemental et les responsables de la plate-forme mènent cette discussion.");
    };
    if !objective.subject.is_alive() {
        return note(&retired(objective.subject.label()));
    }
    let standing = objective.negotiation.standing();
    html! {
        @if file.is_over() { (note("Cette année scolaire est terminée : l’objectif se lit, il ne se négocie plus.")) }
        @else if standing.awaits() == Some(side) { (agreement(file)) }
        @else if let Some(offer) = standing.table {
            (note(&format!("{}. Vous pouvez remplacer votre proposition tant que la réponse n’est pas là.", said::awaited(offer, Some(side), file.today))))
        }
        div.pu-sect--s { (Accordion { parts: parts(file, side, shown) }) }
    }
}

fn note(text: &str) -> Markup {
    html! { p.pu-answer { (fr(text)) } }
}

fn agreement(file: &File) -> Markup {
    let objective = &file.objective;
    let standing = objective.negotiation.standing();
    let Some(offer) = standing.table else { return html! {} };
    let aim = objective.subject.the_aim(offer.proposal.aim);
    let means = if offer.proposal.means.is_empty() { "" } else { ", si les moyens sont tenus" };
    html! {
        form.pu-answer method="post" action={ "/objectifs/" (objective.id) "/accord" } {
            input type="hidden" name="tour" value=(objective.negotiation.last());
            p { "D’accord sur " strong { (aim) } (means) "\u{a0}? L’objectif tient dès votre réponse" @if standing.in_force.is_some() { ", à la place de la version d’avant" } "." }
            div.pu-actions.pu-sect--s { (Button::new(Weight::Main, format!("Donner l’accord sur {aim}"))) }
        }
    }
}

fn parts(file: &File, side: Side, shown: Shown<'_>) -> Vec<Details<'static>> {
    let standing = file.objective.negotiation.standing();
    let nothing = standing.table.is_none() && standing.in_force.is_none();
    let title = match standing.table {
        Some(offer) if offer.turn.side == side => "Remplacer ma proposition",
        Some(_) => "Proposer autre chose",
        None if nothing => "Proposer à nouveau",
        None => "Demander un ajustement",
    };
    let mut parts = vec![];
    if !file.is_over() && (!nothing || side == Side::Department) {
        parts.push(part(file, Which::Proposal, title, shown));
    }
    if !file.is_over() && standing.opened_by == Some(side) {
        parts.push(part(file, Which::Withdrawal, "Refermer la discussion", shown));
    }
    if matches!(file.objective.subject, Subject::Words { .. }) && standing.in_force.is_some() {
        parts.push(part(file, Which::Assessment, "Apprécier où l’on en est", shown));
    }
    parts
}

fn part(file: &File, which: Which, title: &'static str, shown: Shown<'_>) -> Details<'static> {
    let first = first(file);
    let typed = shown.typed.filter(|(typed, _)| *typed == which);
    let form = typed.map_or(&first, |(_, form)| form);
    let (path, fields, button) = match which {
        Which::Proposal => ("proposition", proposal(file, form), "Envoyer la proposition"),
        Which::Withdrawal => ("retrait", withdrawal(file, form), "Refermer la discussion"),
        _ => ("appreciation", assessment(file, form), "Enregistrer l’appréciation"),
    };
    let body = html! {
        form."pu-add__form" id=(which.prefix()) method="post" action={ "/objectifs/" (file.objective.id) "/" (path) } aria-label=(title) {
            input type="hidden" name="tour" value=(file.objective.negotiation.last());
            (fields)
            div.pu-wide.pu-actions { (Button::new(Weight::Primary, button)) }
        }
    };
    Details { open: typed.is_some(), ..Details::new(title, body) }
}

/// The forms as they are first shown: with the means on the table, so that none is lost by answering.
fn first(file: &File) -> Form {
    let standing = file.objective.negotiation.standing();
    let before = standing.table.or(standing.in_force.map(|agreement| agreement.offer));
    Form::filled([
        ("reponse", usual_answer(file.today).to_string()),
        ("le", file.today.to_string()),
        ("moyens", before.map_or_else(String::new, |offer| offer.proposal.means.clone())),
    ])
}

fn proposal(file: &File, form: &Form) -> Markup {
    let prefix = Which::Proposal.prefix();
    html! {
        (fields::aim(&file.objective.subject, form, prefix))
        (fields::others(form, prefix, "Vos raisons"))
    }
}

fn withdrawal(file: &File, form: &Form) -> Markup {
    let standing = file.objective.negotiation.standing();
    html! {
        p.pu-wide {
            @if standing.in_force.is_some() { (fr("Ce qui était convenu reste en vigueur ; l’ajustement est abandonné.")) }
            @else { (fr("Rien n’est convenu ; tout ce qui a été dit reste lisible. Le département pourra proposer à nouveau.")) }
        }
        (Textarea {
            prefix: Which::Withdrawal.prefix(), value: form.raw("raison"), error: form.error("raison"), rows: 2, class: "pu-wide",
            ..Textarea::new("raison", "Pourquoi")
        })
    }
}

fn assessment(file: &File, form: &Form) -> Markup {
    let Subject::Words { steps, .. } = &file.objective.subject else { return html! {} };
    let prefix = Which::Assessment.prefix();
    let choices = (1_i64..).zip(steps).map(|(n, step)| Choice::new(n.to_string(), format!("{n}. {step}")));
    let evidence =
        fr("Ce que chacun peut vérifier : compte rendu, convention signée, nombre de réunions… Aucun nom de jeune.");
    html! {
        (Radios {
            prefix, value: form.raw("palier"), error: form.error("palier"), required: true, class: "pu-wide",
            ..Radios::new("palier", "Palier atteint", choices.collect())
        })
        (Textarea {
            prefix, value: form.raw("preuves"), error: form.error("preuves"), hint: Some(&evidence), required: true, class: "pu-wide",
            ..Textarea::new("preuves", "Ce qui le montre")
        })
        (Input { prefix, value: form.raw("le"), error: form.error("le"), required: true, ..Input::date("le", "Constaté le") })
    }
}
