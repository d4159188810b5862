use super::known::Lookalike;
use crate::cases::words::capital;
use crate::youths::Sex;
use crate::youths::typed::District;
use base::Form;
use base::french::{age, date_long, fr};
use chrono::NaiveDate;
use dsfr::{
    Alert, Button, ButtonLink, Choice, ErrorSummary, Fieldset, Input, PageHead, Radios, Select, Textarea, Tone, Weight,
};
use maud::{Markup, html};

/// `alike`: those he may be, when what was typed resembles somebody known.
pub fn page(platform: &str, form: &Form, alike: &[Lookalike], today: NaiveDate) -> Markup {
    let list = format!("/plates-formes/{platform}/dossiers");
    let head = PageHead {
        subtitle: html! { "Venue spontanée, avec ou sans droit au retour en formation. Un dossier s’ouvre, s’il n’y en a pas déjà un." },
        ..PageHead::new("Un jeune est venu")
    };
    let fields = html! {
        @if !alike.is_empty() { (choice(alike, form, today)) }
        (request(form, today))
        (identity(form))
        (reach(form))
    };
    html! {
        (ErrorSummary::of(&fields, "", form.errors()))
        (head)
        form.pu-stack method="post" action={ (list) "/nouveau" } {
            (fields)
            div.pu-actions {
                (Button::new(Weight::Main, if alike.is_empty() { "Ouvrir le dossier" } else { "Continuer" }))
                (ButtonLink::new(Weight::Tertiary, "Revenir aux dossiers", list.clone()))
            }
        }
    }
}

/// Is it one of these? Nobody is chosen beforehand.
fn choice(alike: &[Lookalike], form: &Form, today: NaiveDate) -> Markup {
    let mut choices: Vec<Choice<'_>> = alike
        .iter()
        .map(|known| {
            let years = age(known.born_on, today);
            let state = if known.closed { "dossier clos" } else { "dossier ouvert" };
            Choice {
                hint: Some(fr(&format!("{}. {state} {}", capital(&known.reasons.join(", ")), known.reference)).into()),
                ..Choice::new(
                    known.youth.to_string(),
                    format!("C’est {}, {years}\u{a0}ans, né(e) le {}", known.name, date_long(known.born_on)),
                )
            }
        })
        .collect();
    choices.push(Choice {
        hint: Some("Un dossier sera ouvert.".into()),
        ..Choice::new("autre", "C’est quelqu’un d’autre")
    });
    let alert = Alert::titled(
        Tone::Warning,
        if alike.len() == 1 {
            "Un jeune déjà suivi lui ressemble"
        } else {
            "Des jeunes déjà suivis lui ressemblent"
        },
        html! { p { "Dites si c’est la même personne. Rien n’est encore enregistré." } },
    );
    html! {
        (alert)
        (Radios { value: form.raw("choix"), required: true, ..Radios::new("choix", "Qui est venu", choices) })
        @for known in alike { p.pu-meta { a href={ "/dossiers/" (known.case) } { "Voir le dossier de " (known.name) } } }
    }
}

fn request(form: &Form, today: NaiveDate) -> Markup {
    let today = today.to_string();
    let date = if form.raw("nom").is_empty() && form.raw("le").is_empty() { &today } else { form.raw("le") };
    let answers = vec![
        Choice {
            hint: Some("Un entretien est dû dans les 15\u{a0}jours : la file le rappellera.".into()),
            ..Choice::new("oui", "Oui")
        },
        Choice::new("non", "Non"),
    ];
    html! {
        (Fieldset {
            class: "pu-add__form pu-add__form--flat",
            ..Fieldset::new("Sa demande", html! {
                (Input { value: date, error: form.error("le"), required: true, max: Some(&today), ..Input::date("le", "Jour de sa venue") })
                (Radios {
                    value: form.raw("droit-au-retour"), error: form.error("droit-au-retour"), required: true,
                    ..Radios::new("droit-au-retour", "Demande un droit au retour en formation", answers)
                })
                (Textarea { value: form.raw("note"), error: form.error("note"), rows: 2, class: "pu-wide", ..Textarea::new("note", "Note, facultative (reste à la plate-forme)") })
            })
        })
    }
}

fn identity(form: &Form) -> Markup {
    html! {
        (Fieldset {
            class: "pu-add__form pu-add__form--flat",
            ..Fieldset::new("Identité", html! { (identity_fields(form)) (field(form, Input::text("ine", "INE, facultatif"))) })
        })
    }
}

/// The fields of who a youth is, shared with its correction.
pub fn identity_fields(form: &Form) -> Markup {
    let sexes = Sex::ALL.iter().map(|sex| Choice::new(sex.as_str(), capital(sex.label()))).collect();
    let districts = District::ALL.iter().map(|answer| Choice::new(answer.as_str(), capital(answer.label()))).collect();
    html! {
        (field(form, Input { required: true, ..Input::text("nom", "Nom de famille") }))
        (field(form, Input { required: true, ..Input::text("prenoms", "Prénoms (séparés par des virgules)") }))
        (field(form, Input::text("nom-usage", "Nom d’usage, facultatif")))
        (field(form, Input { required: true, ..Input::date("ne", "Date de naissance") }))
        (Select { value: form.raw("sexe"), error: form.error("sexe"), empty: Some("Non renseigné"), ..Select::new("sexe", "Sexe", sexes) })
        (Select { value: form.raw("quartier"), error: form.error("quartier"), empty: Some("Non renseigné"), ..Select::new("quartier", "Quartier prioritaire", districts) })
    }
}

fn reach(form: &Form) -> Markup {
    html! {
        (Fieldset {
            class: "pu-add__form pu-add__form--flat",
            ..Fieldset::new("Pour le joindre", html! {
                (field(form, Input::tel("telephone", "Téléphone, facultatif")))
                (field(form, Input::email("courriel", "Courriel, facultatif")))
                (field(form, Input::text("rue", "Numéro et rue, facultatif")))
                (field(form, Input::text("code-postal", "Code postal, facultatif")))
                (field(form, Input::text("ville", "Ville, facultative")))
                (field(form, Input::text("responsable", "Nom du responsable légal, facultatif")))
                (field(form, Input::text("lien", "Lien (mère, père, tuteur…), facultatif")))
                (field(form, Input::tel("telephone-responsable", "Téléphone du responsable légal, facultatif")))
            })
        })
    }
}

fn field(form: &Form, input: Input<'_>) -> Markup {
    html! { (Input { value: form.raw(input.name), error: form.error(input.name), ..input }) }
}
