//! The form of a new objective.
use super::fields;
use crate::indicators::{Indicator, Measured};
use crate::objectives::negotiation::opening::Opening;
use crate::{places, words};
use base::Form;
use base::french::fr;
use dsfr::{Button, Choice, ErrorSummary, Input, PageHead, Segments, Select, Textarea, View, Weight};
use maud::{Markup, html};

pub fn opening(opening: &Opening, form: &Form) -> Markup {
    let fields = html! {
        @if opening.in_words { (in_words(form)) } @else { (in_figures(form)) }
        (fields::others(form, "", "Vos raisons, facultatif"))
    };
    let address = format!("/territoires/{}/objectifs/nouveau", opening.place.code());
    html! {
        (PageHead {
            subtitle: html! { (words::capital(&places::the(&opening.place.territory))) ", " (words::school_year(opening.year)) },
            ..PageHead::new("Proposer un objectif")
        })
        (ErrorSummary::of(&fields, "", form.errors()))
        div.pu-bar { (natures(opening, &address)) }
        form.pu-sect--s method="post" action=(address) {
            input type="hidden" name="annee" value=(opening.year);
            @if opening.in_words { input type="hidden" name="nature" value="paliers"; }
            div."pu-add__form"."pu-add__form--flat" { (fields) }
            div.pu-actions.pu-sect--s {
                (Button::new(Weight::Main, "Envoyer la proposition"))
                span.pu-meta { "La plate-forme accepte ou contre-propose. Rien ne tient sans son accord." }
            }
        }
    }
}

fn natures(opening: &Opening, address: &str) -> Segments<'static> {
    let view = |label, in_words, nature| View {
        current: opening.in_words == in_words,
        ..View::new(label, format!("{address}?annee={}&nature={nature}", opening.year))
    };
    let segments = vec![view("Un chiffre", false, "chiffre"), view("Des mots et une échelle", true, "paliers")];
    Segments { label: "Nature de l’objectif".into(), segments }
}

fn in_figures(form: &Form) -> Markup {
    let group = |indicator: Indicator| match indicator.definition().measured {
        Measured::Rate { .. } => "Parts, en\u{a0}%",
        Measured::Median(_) | Measured::NinetiethPercentile(_) => "Délais, en jours",
        Measured::Count(_) => "Effectifs, en dossiers",
    };
    // Neighbours of a group share its heading: rates first, as they are agreed on most.
    let mut indicators: Vec<Indicator> = Indicator::cohort().collect();
    indicators.sort_by_key(|indicator| match indicator.definition().measured {
        Measured::Rate { .. } => 0,
        Measured::Median(_) | Measured::NinetiethPercentile(_) => 1,
        Measured::Count(_) => 2,
    });
    let choices = indicators.into_iter().map(|indicator| Choice {
        group: Some(group(indicator).into()),
        ..Choice::new(indicator.code(), indicator.label())
    });
    html! {
        (Select {
            value: form.raw("indicateur"), error: form.error("indicateur"), empty: Some("À choisir"), required: true,
            ..Select::new("indicateur", "Indicateur", choices.collect())
        })
        (fields::value(form, "", "Valeur proposée"))
    }
}

fn in_words(form: &Form) -> Markup {
    let steps = fr("Un par ligne, du plus bas au plus haut, de 2 à 7 : ce que l’on verrait à chacun.");
    html! {
        (Input {
            value: form.raw("intitule"), error: form.error("intitule"), required: true, maxlength: Some(120), class: "pu-wide",
            ..Input::text("intitule", "Intitulé de l’objectif")
        })
        (Textarea {
            value: form.raw("paliers"), error: form.error("paliers"), hint: Some(&steps), rows: 5, required: true, class: "pu-wide",
            ..Textarea::new("paliers", "Paliers de l’échelle")
        })
        (Input {
            value: form.raw("palier"), error: form.error("palier"), required: true, maxlength: Some(2),
            ..Input::number("palier", "Palier visé, par son numéro")
        })
    }
}
