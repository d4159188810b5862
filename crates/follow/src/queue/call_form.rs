//! The form that unfolds under a row: what came of the call.
use super::board::{Board, Line};
use super::call::{Issue, SETTLED};
use crate::cases::due::NEXT_ATTEMPT_DAYS;
use crate::cases::event::{Contacted, Scheme};
use crate::cases::words::{near_day, not_concerned};
use crate::youths::agreed;
use crate::youths::reach::{self, ContactPoint};
use base::Form;
use base::french::phone;
use chrono::Days;
use dsfr::{Choice, Input, OutcomeForm, QuickAnswer, Radios, Select};
use maud::{Markup, html};

/// `typed`: the form as it came back with a fault.
pub fn render(board: &Board, line: &Line, typed: Option<&Form>) -> Markup {
    if !board.scope.may_write {
        return html! { p.pu-call { "Vous pouvez lire ce dossier, pas y écrire." } };
    }
    let none = Form::default();
    let form = typed.unwrap_or(&none);
    let numbers = reach::numbers(&line.points);
    let prefix = format!("appel-{}", line.open.case);
    let label = format!("Noter l’appel à {}", line.subject.name);
    let next = board
        .lines
        .iter()
        .skip_while(|other| other.open.case != line.open.case)
        .nth(1)
        .map(|next| next.open.case.to_string());
    let radios = Radios {
        prefix: &prefix,
        value: form.raw("issue"),
        error: form.error("issue"),
        boxed: true,
        required: true,
        choices: Issue::SOMEBODY_ANSWERED
            .iter()
            .map(|issue| Choice { key: Some(issue.key()), ..Choice::new(issue.as_str(), issue.label()) })
            .collect(),
        ..Radios::new("issue", "Quelqu’un a répondu", vec![])
    };
    html! {
        (OutcomeForm {
            action: format!("/dossiers/{}/appel", line.open.case).into(),
            label: label.into(),
            quick_legend: "Personne n’a répondu".into(),
            quick_name: "issue",
            quick: quick(board, line, &numbers),
            radios,
            fields: fields(line, &numbers, &prefix, form),
            submit: "Enregistrer".into(),
            hidden: html! {
                input type="hidden" name="version" value=(line.subject.events);
                input type="hidden" name="retour" value=(board.filter.query());
                @if let Some(next) = &next { input type="hidden" name="suivant" value=(next); }
                (number_called(line, &numbers, form))
            },
        })
    }
}

fn quick(board: &Board, line: &Line, numbers: &[&ContactPoint]) -> Vec<QuickAnswer<'static>> {
    let again = format!("nouvel essai {}", near_day(board.now.date() + Days::new(NEXT_ATTEMPT_DAYS)));
    let barred = match (numbers.first(), numbers.get(1)) {
        (None, _) => again.clone(),
        (_, Some(other)) => format!("le numéro est barré, essayer {}", phone_or_name(other, line)),
        (_, None) => "le numéro est barré, il n’y en a pas d’autre".into(),
    };
    Issue::NOBODY_ANSWERED
        .iter()
        .map(|issue| QuickAnswer {
            value: issue.as_str().into(),
            label: issue.label().into(),
            follows: if *issue == Issue::WrongNumber { barred.clone() } else { again.clone() }.into(),
            key: Some(issue.key()),
        })
        .collect()
}

fn phone_or_name(point: &ContactPoint, line: &Line) -> String {
    match &point.guardian {
        Some(_) => point.whose(line.subject.sex),
        None => format!("le {}", phone(&point.value)),
    }
}

/// Sent by both forms: asked only when there is more than one number.
fn number_called(line: &Line, numbers: &[&ContactPoint], form: &Form) -> Markup {
    let chosen = form.raw("numero");
    html! {
        @match numbers {
            [] => {},
            [only] => input type="hidden" name="numero" value=(only.id);,
            several => label.fr-label.pu-call__number {
                "Numéro appelé"
                select.fr-select name="numero" {
                    @for point in several {
                        option value=(point.id) selected[point.id.to_string() == chosen] {
                            (phone(&point.value)) ", " (point.whose(line.subject.sex))
                        }
                    }
                }
            }
        }
    }
}

fn fields(line: &Line, numbers: &[&ContactPoint], prefix: &str, form: &Form) -> Markup {
    let sex = line.subject.sex;
    let owner = match numbers.first() {
        Some(point) if point.guardian_id.is_some() => Contacted::Guardian,
        _ => Contacted::Youth,
    };
    let person = if !form.raw("personne").is_empty() { form.raw("personne") } else { owner.as_str() };
    let people = vec![
        Choice::new(Contacted::Youth.as_str(), line.subject.name.as_str()),
        Choice::new(Contacted::Guardian.as_str(), "Son responsable légal"),
    ];
    let settled = SETTLED.iter().map(|r| Choice::new(r.as_str(), agreed(not_concerned(*r), sex))).collect();
    let schemes = Scheme::ALL.iter().map(|s| Choice::new(s.as_str(), s.label())).collect();
    html! {
        div.pu-call__more {
            (Select { prefix, value: person, error: form.error("personne"), ..Select::new("personne", "Qui a répondu", people) })
            (Select {
                prefix, value: form.raw("raison"), error: form.error("raison"), empty: Some("À choisir"),
                class: "pu-when pu-when--solution", ..Select::new("raison", "En formation ou en emploi", settled)
            })
            (Select {
                prefix, value: form.raw("dispositif"), error: form.error("dispositif"), empty: Some("À choisir"),
                class: "pu-when pu-when--accompagne", ..Select::new("dispositif", "Accompagnement", schemes)
            })
        }
        (Input { prefix, value: form.raw("note"), error: form.error("note"), ..Input::text("note", "Note, facultative (reste à la plate-forme)") })
        (Input { prefix, value: form.raw("date"), error: form.error("date"), ..Input::date("date", "Prochain geste le") })
        (Input { prefix, value: form.raw("heure"), error: form.error("heure"), ..Input::time("heure", "à") })
    }
}
