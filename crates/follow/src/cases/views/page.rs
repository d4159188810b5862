use super::aside::aside;
use crate::cases::due::Due;
use crate::cases::event::What;
use crate::cases::file::File;
use crate::cases::forms::{Context, Group, fields};
use crate::cases::gesture::{self, Gesture};
use crate::cases::situation::Verification;
use crate::cases::timeline::timeline;
use crate::cases::{steps, words};
use crate::youths::agreed;
use crate::youths::reach;
use base::Form;
use base::french::{age_in_full, count, date_long, fr, phone, relative_days};
use dsfr::{Accordion, Alert, Button, Card, Details, ErrorSummary, Facts, PageHead, Step, Steps, Tone, Weight, icon};
use maud::{Markup, html};

/// A form of the page that came back with a fault.
#[derive(Debug)]
pub struct Typed {
    pub group: Group,
    pub form: Form,
}

/// What the page says it just did.
#[derive(Debug, Default)]
pub struct Done {
    pub gesture: Option<Gesture>,
    /// How many events the case had when the form was drawn, if something came between.
    pub drawn_at: Option<i64>,
    pub message: Option<&'static str>,
}

pub fn page(file: &File, typed: Option<&Typed>, done: &Done) -> Markup {
    let forms = html! { @if file.scope.may_write { (add(file, typed)) } };
    html! {
        @if let Some(typed) = typed { (ErrorSummary::of(&forms, &prefix(typed.group), typed.form.errors())) }
        (head(file))
        (flash(file, done))
        (facts(file))
        div.pu-two.pu-two--aside.pu-sect {
            div.pu-stack {
                (due_card(file))
                (forms)
                section aria-labelledby="fil" {
                    div.pu-group { h2 #fil { "Ce qui s’est passé" } span.pu-meta { (count(file.living().len() as i64, "événement", "événements")) } }
                    div.pu-line--top { (timeline(file)) }
                }
            }
            (aside(file))
        }
    }
}

/// Prefix of the ids of a form.
pub fn prefix(group: Group) -> String {
    format!("ajout-{group}")
}

fn head(file: &File) -> Markup {
    let card = &file.card;
    let born = fr(&agreed(&format!("né(e) le {}", date_long(card.civil.born_on)), card.sex()));
    let first = reach::numbers(&card.points).first().copied();
    let head = PageHead {
        subtitle: html! {
            (age_in_full(card.civil.born_on, file.today)) ", " (born) ". Dossier " span.pu-num { (file.scope.reference) }
            ", entré le " (date_long(file.facts.entry_on))
        },
        aside: html! {
            @if let Some(point) = first { @if let Some(dialled) = point.dialled() {
                div.pu-actions {
                    a class={ "fr-btn fr-btn--sm fr-btn--icon-left " (icon::PHONE.class()) } href={ "tel:" (dialled) } {
                        (phone(&point.value))
                    }
                    " " span.fr-sr-only { (point.whose(card.sex())) }
                }
            } }
        },
        ..PageHead::new(card.name())
    };
    html! { (head) }
}

fn flash(file: &File, done: &Done) -> Markup {
    if let Some(message) = done.message {
        return html! { (Alert { live: true, ..Alert::line(Tone::Success, html! { (message) }) }) };
    }
    let Some(gesture) = done.gesture.filter(|gesture| gesture.case == file.scope.id) else { return html! {} };
    let names = file.member_names();
    let Some(told) = gesture::told(&file.events, gesture, file.card.sex(), &names) else { return html! {} };
    let drawn_at = done.drawn_at.unwrap_or(i64::MAX);
    let between = file.events.iter().rev().find(|event| event.number > drawn_at && event.number < gesture.first);
    let line = Alert {
        live: true,
        ..Alert::line(
            Tone::Success,
            html! {
                (told.line()) (fr(" : noté. "))
                button.fr-link.fr-link--sm type="submit" form="annulation" { "Annuler cette saisie" }
                @if let Some(event) = between {
                    br; (fr("Entre-temps, un autre geste avait été noté : ")) (words::tell(event, file.card.sex(), &names).line()) "."
                }
            },
        )
    };
    html! {
        (line)
        form #annulation method="post" action={ "/dossiers/" (file.scope.id) "/annuler" } {
            input type="hidden" name="saisie" value=(gesture);
        }
    }
}

fn facts(file: &File) -> Markup {
    html! {
        (Facts {
            items: vec![
                ("Situation".into(), situation(file)),
                ("Vérifiée".into(), verified(file)),
                ("Référent".into(), worker(file)),
                ("Prochain geste".into(), next_step(file)),
            ],
        })
    }
}

fn situation(file: &File) -> Markup {
    let standing = &file.facts.standing;
    let words = words::standing(standing.verification, file.situation(), standing.solution, file.card.sex());
    let lapsed = standing.lapses_on.filter(|lapse| *lapse <= file.today);
    html! {
        strong { (words) }
        @if file.facts.closed { br; span class={ "pu-icon " (icon::LOCK.class()) } { "Dossier clos" } }
        br;
        span.pu-meta {
            @if standing.verification == Verification::ToVerify { (agreed("présumé(e)", file.card.sex())) " depuis le " (date_long(file.facts.entry_on)) }
            @else if let Some(lapse) = lapsed { "sans nouvelles, expirée le " (date_long(lapse)) }
            @else if let Some(since) = standing.since { "depuis le " (date_long(since)) }
        }
    }
}

fn verified(file: &File) -> Markup {
    let found = file.last(|event| matches!(event.what, What::Verified(_)));
    let standing = &file.facts.standing;
    let valid = standing.lapses_on.filter(|lapse| *lapse > file.today).and_then(|lapse| lapse.pred_opt());
    html! {
        @match (found, standing.verification) {
            (Some(event), _) => { "le " (date_long(event.happened_on)) br; span.pu-meta { "par " (file.recorder(event)) } },
            (None, Verification::Confirmed) => { "confirmée par les faits" },
            (None, _) => { "pas encore" },
        }
        @if let (Verification::Confirmed, Some(day)) = (standing.verification, valid) {
            br;
            span.pu-meta { "situation valable jusqu’au " (date_long(day)) ", " (count((day - file.today).num_days(), "jour", "jours")) }
        }
    }
}

fn worker(file: &File) -> Markup {
    let since = file.last(|event| matches!(event.what, What::Assigned { .. }));
    html! {
        @match file.member(file.facts.worker) {
            Some(member) => {
                (member.name) br;
                span.pu-meta { (member.organisation) @if let Some(event) = since { ", depuis le " (date_long(event.happened_on)) } }
            },
            None => {
                span class={ "pu-icon " (icon::ERROR_WARNING.class()) } { "Personne" } br;
                @if file.scope.may_write { a.pu-meta href="#ajout-referent" { "confier le dossier" } }
            },
        }
    }
}

fn next_step(file: &File) -> Markup {
    let Some(due) = file.dues.first() else { return html! { "aucun" br; span.pu-meta { "rien n’est attendu" } } };
    let told = steps::tell(due, file.today);
    let tone = match told.tone {
        Some(Tone::Error) => " pu-err",
        Some(Tone::Warning) => " pu-warn",
        _ => "",
    };
    html! { strong class={ "pu-icon " (told.icon.class()) (tone) } { (told.title) } br; span.pu-meta { (told.when) } }
}

fn due_card(file: &File) -> Markup {
    let body = html! {
        @if file.dues.is_empty() {
            p { @if file.facts.closed { "Ce dossier est clos : il ne demande plus rien." } @else { "Rien n’est attendu pour l’instant." } }
        } @else {
            (Steps { steps: file.dues.iter().map(|due| step(file, due)).collect() })
        }
    };
    html! { (Card::new("delais", "Délais et prochaines étapes", body)) }
}

fn step(file: &File, due: &Due) -> Step {
    use crate::cases::due::Reason;
    let told = steps::tell(due, file.today);
    let (group, label) = match due.reason {
        Reason::ReturnInterview | Reason::ObligationInterview | Reason::Appointment => {
            (Group::Interview, "noter l’entretien")
        }
        Reason::DepartmentNotice => (Group::Obligation, "noter l’envoi"),
        Reason::ToVerify | Reason::Lapsing => (Group::Verification, "vérifier"),
        Reason::SolutionCheck => (Group::Solution, "noter le suivi"),
        Reason::NoWorker => (Group::Worker, "confier"),
        _ => (Group::Contact, "noter l’appel"),
    };
    Step {
        icon: told.icon,
        tone: told.tone,
        text: html! {
            strong { (told.title) } " – " (told.when)
            @if !told.law.is_empty() { " " span.pu-meta { "(" (told.law) ")" } }
        },
        aside: html! {
            @if due.reason == Reason::Majority { span.pu-meta.pu-nb { (relative_days(due.due_on.succ_opt().unwrap_or(due.due_on), file.today)) } }
            @else if file.scope.may_write {
                a href={ "?ajout=" (group) "#" (prefix(group)) } { (label) span.fr-sr-only { ", " (told.title) } }
            }
        },
    }
}

fn add(file: &File, typed: Option<&Typed>) -> Markup {
    let parts =
        Group::ALL.iter().map(|group| part(file, *group, typed.filter(|typed| typed.group == *group))).collect();
    html! {
        section aria-labelledby="ajouter" {
            div.pu-group { h2 #ajouter { "Ajouter un événement" } }
            (Accordion { parts })
        }
    }
}

fn part(file: &File, group: Group, typed: Option<&Typed>) -> Details<'static> {
    let empty = Form::default();
    let form = typed.map_or(&empty, |typed| &typed.form);
    let numbers = reach::numbers(&file.card.points);
    let context = Context { today: file.today, sex: file.card.sex(), members: &file.members, numbers: &numbers };
    let prefix = prefix(group);
    let title = fr(&agreed(group.label(), file.card.sex()));
    let body = html! {
        form.pu-add__form id=(prefix) method="post" action={ "/dossiers/" (file.scope.id) "/evenements" } aria-label=(title) {
            input type="hidden" name="groupe" value=(group);
            input type="hidden" name="version" value=(file.scope.events);
            (fields(group, form, &prefix, context))
            div.pu-wide.pu-actions {
                (Button { about: Some(format!(" – {title}").into()), ..Button::new(Weight::Primary, "Enregistrer") })
                span.pu-meta { (fr("Rien n’est effacé : une erreur se corrige ensuite, la première version reste lisible.")) }
            }
        }
    };
    Details { open: typed.is_some(), ..Details::new(title.clone(), body) }
}
