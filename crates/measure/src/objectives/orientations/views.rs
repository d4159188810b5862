use super::store::Orientation;
use crate::dashboards::place::Place;
use crate::{places, words};
use base::Form;
use base::french::fr;
use dsfr::{Alert, Button, ErrorSummary, PageHead, Textarea, Tone, Weight};
use maud::{Markup, html};

pub struct Writing<'a> {
    pub place: &'a Place,
    pub year: i32,
    pub latest: Option<&'a Orientation>,
    /// Somebody wrote a version since the form was shown.
    pub overtaken: bool,
}

pub fn page(writing: &Writing<'_>, form: &Form) -> Markup {
    let fields = fields(writing, form);
    let who = format!("Orientation {}, {}", places::of(&writing.place.territory), words::school_year(writing.year));
    html! {
        (PageHead {
            subtitle: html! { (who) },
            ..PageHead::new(if writing.latest.is_some() { "Réécrire l’orientation" } else { "Écrire l’orientation" })
        })
        (ErrorSummary::of(&fields, "", form.errors()))
        @if writing.overtaken { (overtaken(writing)) }
        form.pu-stack method="post" action={ "/territoires/" (writing.place.code()) "/orientation" } {
            input type="hidden" name="annee" value=(writing.year);
            input type="hidden" name="version" value=(writing.latest.map_or(0, |latest| latest.version));
            (fields)
            div.pu-actions {
                (Button::new(Weight::Main, "Publier l’orientation"))
                span.pu-meta { "Les versions d’avant restent lisibles." }
            }
        }
    }
}

fn overtaken(writing: &Writing<'_>) -> Markup {
    let text = writing.latest.map_or("", |latest| latest.words.as_str());
    let body = html! {
        p { "Rien n’a été publié, et ce que vous avez écrit est gardé ci-dessous. Le texte en vigueur est devenu\u{a0}:" }
        @for line in text.lines() { p { (fr(line)) } }
    };
    html! { (Alert { live: true, ..Alert::titled(Tone::Error, "Une autre version a été publiée entre-temps", body) }) }
}

fn fields(writing: &Writing<'_>, form: &Form) -> Markup {
    let hint = fr(
        "Ce qui est attendu, en quelques phrases. Lu par tous ceux d’en dessous, jusqu’aux membres des plates-formes.",
    );
    html! {
        (Textarea {
            value: form.raw("texte"), error: form.error("texte"), hint: Some(&hint), rows: 8, required: true,
            ..Textarea::new("texte", "Texte de l’orientation")
        })
        @if writing.latest.is_some() {
            (Textarea {
                value: form.raw("raison"), error: form.error("raison"), rows: 2,
                ..Textarea::new("raison", "Pourquoi ce changement")
            })
        }
    }
}
