//! The fields of each form.
use super::{Ending, Group, InterviewKind, Issue, ObligationStep, SolutionStep, SupportKind};
use crate::cases::event::{Channel, ClosedReason, Contacted, NotConcerned, Scheme, Solution};
use crate::cases::members::Member;
use crate::cases::words::{self, capital};
use crate::youths::reach::ContactPoint;
use crate::youths::{Sex, agreed};
use base::Form;
use base::french::{fr, phone};
use chrono::NaiveDate;
use dsfr::{Choice, Input, Radios, Select, Textarea};
use maud::{Markup, html};

/// What the fields of a case's forms speak of.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    pub today: NaiveDate,
    pub sex: Option<Sex>,
    pub members: &'a [Member],
    /// To be called, in order.
    pub numbers: &'a [&'a ContactPoint],
}

/// The fields of a family of events, as typed, each error by its field. `prefix` tells the forms of a page apart.
pub fn fields(group: Group, form: &Form, prefix: &str, context: Context<'_>) -> Markup {
    let field = Fields { form, prefix, context };
    html! {
        @match group {
            Group::Contact => (field.contact()),
            Group::Interview => (field.interview()),
            Group::Verification => (field.verification()),
            Group::Support => (field.support()),
            Group::Solution => (field.solution()),
            Group::Obligation => (field.obligation()),
            Group::Return => (field.came()),
            Group::Ending => (field.ending()),
            Group::Worker => (field.worker()),
        }
        (Textarea {
            prefix, value: form.raw("note"), error: form.error("note"), rows: 2, class: "pu-wide",
            ..Textarea::new("note", "Note, facultative (reste à la plate-forme)")
        })
    }
}

struct Fields<'a> {
    form: &'a Form,
    prefix: &'a str,
    context: Context<'a>,
}

impl Fields<'_> {
    fn date(&self, label: &str) -> Markup {
        let today = self.context.today.to_string();
        // A form drawn for the first time proposes today; one that came back keeps what was typed, even nothing.
        let untouched = self.form.raw("groupe").is_empty() && self.form.raw("le").is_empty();
        let value = if untouched { &today } else { self.form.raw("le") };
        html! {
            (Input {
                prefix: self.prefix, value, error: self.form.error("le"), required: true, max: Some(&today),
                ..Input::date("le", label)
            })
        }
    }

    fn text(&self, input: Input<'_>) -> Markup {
        html! { (Input { prefix: self.prefix, value: self.form.raw(input.name), error: self.form.error(input.name), ..input }) }
    }

    fn select(&self, name: &str, label: &str, choices: Vec<Choice<'_>>, required: bool) -> Markup {
        html! {
            (Select {
                prefix: self.prefix, value: self.form.raw(name), error: self.form.error(name), empty: Some("À choisir"), required,
                ..Select::new(name, label, choices)
            })
        }
    }

    fn radios(&self, name: &str, legend: &str, choices: Vec<Choice<'_>>) -> Markup {
        html! {
            (Radios {
                prefix: self.prefix, value: self.form.raw(name), error: self.form.error(name), required: true, inline: true,
                ..Radios::new(name, legend, choices)
            })
        }
    }

    /// `none`: what leaving it empty means.
    fn member(&self, label: &str, none: &str) -> Markup {
        let chosen = self.form.raw("membre");
        let choices = self
            .context
            .members
            .iter()
            .filter(|member| member.active || member.id.to_string() == chosen)
            .map(|member| Choice::new(member.id.to_string(), format!("{}, {}", member.name, member.organisation)))
            .collect();
        html! {
            (Select {
                prefix: self.prefix, value: chosen, error: self.form.error("membre"), empty: Some(none),
                ..Select::new("membre", label, choices)
            })
        }
    }

    fn contact(&self) -> Markup {
        let numbers = self.context.numbers;
        let called = numbers
            .iter()
            .map(|point| {
                Choice::new(point.id.to_string(), format!("{}, {}", phone(&point.value), point.whose(self.context.sex)))
            })
            .collect();
        html! {
            (self.select("moyen", "Moyen", choices(Channel::ALL, |c| c.label()), true))
            (self.select("personne", "À qui", choices(Contacted::ALL, |c| c.label()), true))
            (self.select("issue", "Ce qui en est sorti", choices(Issue::ALL, |i| i.label()), true))
            (self.date("Le"))
            (self.text(Input::date("date", "Rendez-vous ou rappel le (facultatif)")))
            (self.text(Input::time("heure", "à (facultatif)")))
            @if !numbers.is_empty() { (self.select("numero", "Numéro appelé (s’il est faux, il est barré)", called, false)) }
        }
    }

    fn interview(&self) -> Markup {
        let presence = vec![Choice::new("oui", "Oui"), Choice::new("non", "Non")];
        html! {
            (self.date("Le"))
            (self.member("Par qui (facultatif)", "Non précisé"))
            span {}
            (self.radios("nature", "L’entretien", choices(InterviewKind::ALL, |k| k.label())))
            // Only an interview held says who was there: not required by the browser.
            (Radios {
                prefix: self.prefix, value: self.form.raw("responsable"), error: self.form.error("responsable"), inline: true,
                ..Radios::new("responsable", "Responsable légal présent", presence)
            })
        }
    }

    fn verification(&self) -> Markup {
        let mut results = vec![Choice::new("Confirmed", agreed("Confirmé(e), sans solution", self.context.sex))];
        results.extend(NotConcerned::ALL.iter().map(|reason| Choice {
            group: Some("Non concerné".into()),
            ..Choice::new(reason.as_str(), capital(&agreed(words::not_concerned(*reason), self.context.sex)))
        }));
        html! {
            (self.select("resultat", "Résultat", results, true))
            (self.date("Vérifiée le"))
        }
    }

    fn support(&self) -> Markup {
        html! {
            (self.select("nature", "Étape", choices(SupportKind::ALL, |k| k.label()), true))
            (self.date("Le"))
            (self.select("dispositif", "Dispositif (s’il commence)", choices(Scheme::ALL, |s| s.label()), false))
            (self.member("Accompagné par (facultatif)", "Non précisé"))
        }
    }

    fn solution(&self) -> Markup {
        html! {
            (self.select("nature", "Étape", choices(SolutionStep::ALL, |s| s.label()), true))
            (self.date("Le"))
            (self.select("solution", "Solution (si proposée, déclinée ou commencée)", choices(Solution::ALL, |s| s.label()), false))
            (self.text(Input { maxlength: Some(200), ..Input::text("lieu", "Où (facultatif)") }))
            (self.text(Input::date("fin", "Fin prévue le (facultatif)")))
        }
    }

    fn obligation(&self) -> Markup {
        html! {
            (self.select("nature", "Étape", choices(ObligationStep::ALL, |s| s.label()), true))
            (self.date("Le"))
            (self.text(Input::date("fin", "Exempté jusqu’au (s’il l’est)")))
        }
    }

    fn came(&self) -> Markup {
        let answers = vec![Choice::new("oui", "Oui : entretien dans les 15 jours"), Choice::new("non", "Non")];
        html! {
            (self.date("Jour de sa venue"))
            (self.radios("droit-au-retour", "Demande un droit au retour en formation", answers.into_iter().map(typeset).collect()))
        }
    }

    fn ending(&self) -> Markup {
        let reasons = choices(ClosedReason::ALL, words::closed);
        let reasons = reasons
            .into_iter()
            .map(|c| Choice { label: capital(&agreed(&c.label, self.context.sex)).into(), ..c })
            .collect();
        html! {
            (self.select("nature", "Ce qui s’est passé", choices(Ending::ALL, |e| e.label()), true))
            (self.date("Le"))
            (self.select("raison", "Pourquoi (si le dossier est clos)", reasons, false))
        }
    }

    fn worker(&self) -> Markup {
        html! {
            (self.member("Référent", "Personne"))
            (self.date("Depuis le"))
        }
    }
}

fn choices<T: Copy + std::fmt::Display>(all: &[T], label: impl Fn(T) -> &'static str) -> Vec<Choice<'static>> {
    all.iter().map(|value| Choice::new(value.to_string(), fr(&capital(label(*value))))).collect()
}

fn typeset(choice: Choice<'_>) -> Choice<'_> {
    Choice { label: fr(&choice.label).into(), ..choice }
}
