use super::entries::Said;
use super::model::{Kind, Own};
use super::typing::{evidence_field, field, seen_evidence_field, seen_field};
use crate::dashboards::place::Place;
use crate::{places, words};
use base::Form;
use base::clock::paris_time;
use base::french::{date_medium, fr, month_year, time};
use chrono::{NaiveDate, Timelike as _};
use dsfr::{
    Alert, Button, Choice, Column, Details, ErrorSummary, Input, PageHead, Phone, Row, Select, Table, Textarea, Tone,
    Weight,
};
use maud::{Markup, Render as _, html};

pub struct Typing<'a> {
    pub place: &'a Place,
    pub own: &'a Own,
    pub year: i32,
    /// What holds for each month, as its fields show it: value, evidence.
    pub held: Vec<(NaiveDate, (String, String))>,
    pub history: &'a [Said],
    /// Somebody else said a month since the form was shown.
    pub overtaken: bool,
    /// How many months were just said.
    pub noted: Option<i64>,
}

pub fn page(typing: &Typing<'_>, form: &Form) -> Markup {
    let Some(version) = typing.own.published() else { return html! {} };
    let fields = html! { @for (month, held) in &typing.held { (month_fields(typing, form, *month, held)) } };
    let action = format!("/territoires/{}/saisie/{}", typing.place.code(), typing.own.code);
    html! {
        (PageHead {
            subtitle: html! { (words::capital(&places::name(&typing.place.territory))) ", " (words::school_year(typing.year)) ". " (fr(&version.sheet.words)) },
            ..PageHead::new(version.sheet.label.as_str())
        })
        (ErrorSummary::of(&fields, "", form.errors()))
        @if typing.overtaken { (overtaken(typing)) }
        @if let Some(n) = typing.noted.filter(|_| form.is_valid() && !typing.overtaken) {
            (Alert { live: true, ..Alert::line(Tone::Success, html! {
                @if n == 0 { "Rien n’a changé." } @else { (words::counted(n, "mois enregistré", "mois enregistrés")) "." }
            }) })
        }
        @if typing.held.is_empty() { p { "Aucun mois n’était demandé cette année-là." } } @else { form."pu-stack"."pu-sect--s" method="post" action=(action) {
            input type="hidden" name="annee" value=(typing.year);
            (fields)
            div.pu-actions {
                (Button::new(Weight::Main, "Enregistrer"))
                span.pu-meta { "Un mois vide est «\u{202f}non transmis\u{202f}». Ce qui a été dit avant reste lisible." }
            }
        } }
        p."pu-meta"."pu-sect--s" { a href={ (action) "?annee=" (typing.year - 1) } { "Année " (words::school_year(typing.year - 1)) } }
        (history(typing))
    }
}

fn month_fields(typing: &Typing<'_>, form: &Form, month: NaiveDate, held: &(String, String)) -> Markup {
    let Some(version) = typing.own.published() else { return html! {} };
    let sheet = &version.sheet;
    let (name, evidence) = (field(month), evidence_field(month));
    let label = words::capital(&month_year(month));
    let unit = (!sheet.unit.is_empty()).then(|| format!("En {}", sheet.unit));
    let proof = format!("Ce qui le montre, {}", month_year(month));
    html! {
        div."pu-add__form"."pu-add__form--flat" {
            input type="hidden" name=(seen_field(month)) value=(held.0);
            @if typing.own.kind == Kind::Qualitative {
                @let choices = sheet.scale.iter().enumerate().map(|(n, step)| Choice::new((n + 1).to_string(), step.as_str())).collect();
                input type="hidden" name=(seen_evidence_field(month)) value=(held.1);
                (Select { value: form.raw(&name), error: form.error(&name), empty: Some("Non transmis"), ..Select::new(&name, &label, choices) })
                (Textarea {
                    value: form.raw(&evidence), error: form.error(&evidence), rows: 2, class: "pu-span2",
                    hint: Some("Reste à la plate-forme. Ne nommez pas de jeune"),
                    ..Textarea::new(&evidence, &proof)
                })
            } @else {
                (Input { value: form.raw(&name), error: form.error(&name), hint: unit.as_deref(), ..Input::decimal(&name, &label) })
            }
        }
    }
}

fn overtaken(typing: &Typing<'_>) -> Markup {
    let body = html! {
        p { "Rien n’a été enregistré, et ce que vous avez écrit est gardé ci-dessous. Ce qui est enregistré maintenant\u{a0}:" }
        ul { @for (month, (value, _)) in &typing.held { li { (month_year(*month)) "\u{a0}: " (shown(typing, value)) } } }
        p { "Corrigez s’il le faut, puis enregistrez à nouveau." }
    };
    let title = "Quelqu’un d’autre a saisi un de ces mois entre-temps";
    html! { (Alert { live: true, ..Alert::titled(Tone::Error, title, body) }) }
}

fn shown(typing: &Typing<'_>, value: &str) -> String {
    let scale = typing.own.published().map(|version| version.sheet.scale.as_slice()).unwrap_or_default();
    match (value, typing.own.kind) {
        ("", _) => super::model::NOT_SENT.into(),
        (step, Kind::Qualitative) => {
            let label = step.parse::<usize>().ok().and_then(|n| scale.get(n.checked_sub(1)?));
            label.cloned().unwrap_or_default()
        }
        (number, _) => number.into(),
    }
}

fn history(typing: &Typing<'_>) -> Markup {
    if typing.history.is_empty() {
        return html! {};
    }
    let rows = typing.history.iter().map(|said| {
        let at = paris_time(said.entered_at);
        let value = said.value.map_or_else(String::new, |n| n.to_string().replace('.', ","));
        Row::new(
            html! { (words::capital(&month_year(said.month))) },
            [
                html! {
                    (shown(typing, &value))
                    @if !said.evidence.is_empty() { br; span.pu-meta { (fr(&said.evidence)) } }
                },
                html! { (date_medium(at.date())) " à " (time(at.hour(), at.minute())) },
                html! { (said.entered_by.as_deref().unwrap_or("une commande")) },
            ],
        )
    });
    let columns =
        vec![Column::text("Mois"), Column::text("Ce qui a été dit"), Column::text("Quand"), Column::text("Par qui")];
    let table = Table {
        phone: Phone::StackedPairs,
        ..Table::new("Tout ce qui a été saisi, le plus récent d’abord", columns, rows.collect())
    };
    html! { div.pu-sect { (Details { open: true, ..Details::new("Tout ce qui a été saisi", table.render()) }) } }
}
