//! The fields of a proposal, whoever makes it.
use crate::indicators::{Indicator, Measured};
use crate::objectives::negotiation::subject::Subject;
use base::Form;
use base::french::fr;
use dsfr::{Choice, Input, Radios, Textarea};
use maud::{Markup, html};

/// What is proposed on a known subject.
pub fn aim(subject: &Subject, form: &Form, prefix: &str) -> Markup {
    match subject {
        Subject::Indicator(indicator) => value(form, prefix, &format!("Valeur proposée, {}", unit(*indicator))),
        Subject::Words { steps, .. } => {
            let choices = (1_i64..).zip(steps).map(|(n, step)| Choice::new(n.to_string(), format!("{n}. {step}")));
            html! {
                (Radios {
                    prefix, value: form.raw("palier"), error: form.error("palier"), required: true, class: "pu-wide",
                    ..Radios::new("palier", "Palier visé", choices.collect())
                })
            }
        }
        Subject::Retired(_) => html! {},
    }
}

pub fn value(form: &Form, prefix: &str, label: &str) -> Markup {
    html! {
        (Input {
            prefix, value: form.raw("valeur"), error: form.error("valeur"), required: true, maxlength: Some(20),
            ..Input::decimal("valeur", label)
        })
    }
}

fn unit(indicator: Indicator) -> &'static str {
    match indicator.definition().measured {
        Measured::Rate { .. } => "en\u{a0}%",
        Measured::Count(_) => "en dossiers",
        Measured::Median(_) | Measured::NinetiethPercentile(_) => "en jours",
    }
}

/// The means, the day of the answer, the reasons.
pub fn others(form: &Form, prefix: &str, why: &str) -> Markup {
    let means = fr("Un par ligne : quoi, qui l’apporte, pour quand.");
    let no_name = fr("Lu par l’autre partie et par tous ceux qui lisent les chiffres : aucun nom de jeune.");
    html! {
        (Input {
            prefix, value: form.raw("reponse"), error: form.error("reponse"), required: true,
            ..Input::date("reponse", "Réponse attendue d’ici au")
        })
        (Textarea {
            prefix, value: form.raw("moyens"), error: form.error("moyens"), hint: Some(&means), class: "pu-wide",
            ..Textarea::new("moyens", "Moyens promis ou demandés en retour, facultatif")
        })
        (Textarea {
            prefix, value: form.raw("raison"), error: form.error("raison"), hint: Some(&no_name), class: "pu-wide",
            ..Textarea::new("raison", why)
        })
    }
}
