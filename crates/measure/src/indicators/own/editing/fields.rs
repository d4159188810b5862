use super::formula::Checked;
use super::views::{Editing, others};
use crate::asked::{FILTERS, classes};
use crate::indicators::own::formula::{Subject, word_of};
use crate::indicators::own::model::{AddsUp, Kind, Shown};
use crate::indicators::{Direction, Indicator};
use crate::words;
use base::Form;
use base::french::fr;
use dsfr::{Button, Checkboxes, Choice, Details, Input, Radios, Select, Textarea, Weight};
use maud::{Markup, Render as _, html};

pub fn fields(editing: &Editing<'_>, form: &Form) -> Markup {
    html! {
        (Input {
            value: form.raw("nom"), error: form.error("nom"), maxlength: Some(80), required: false,
            ..Input::text("nom", "Nom, tel qu’il sera lu")
        })
        @if editing.kind == Kind::Formula { (formula(editing, form)) }
        (Textarea {
            value: form.raw("texte"), error: form.error("texte"), rows: 2,
            hint: Some("Ce qui est compté, de qui, à quel moment, en une ou deux phrases"),
            ..Textarea::new("texte", "Définition")
        })
        @match editing.kind {
            Kind::Formula => (shown(form)),
            Kind::Entered => (entered(form)),
            Kind::Qualitative => (scale(form)),
        }
        (direction(form))
        @if editing.kind == Kind::Formula { (of_whom(editing, form)) }
        @if editing.is_next() { (next(editing, form)) } @else {
            @if editing.kind != Kind::Formula {
                (Input {
                    value: form.raw("debut"), error: form.error("debut"),
                    hint: Some("Le premier mois attendu. Vide\u{a0}: le mois en cours"),
                    ..Input::date("debut", "Saisi à partir du")
                })
            }
            (places(editing, form))
        }
    }
}

fn formula(editing: &Editing<'_>, form: &Form) -> Markup {
    let mistake = match editing.checked {
        Some(Checked::Wrong(mistake)) => Some(mistake),
        _ => None,
    };
    let message = mistake.map(|mistake| fr(&mistake.message));
    let error = form.error("formule").or(message.as_deref());
    html! {
        (Textarea {
            value: form.raw("formule"), error, rows: 2, class: "pu-formfield",
            hint: Some("Des indicateurs du catalogue, des nombres, + − × ÷, des parenthèses, taux(… ; …)"),
            ..Textarea::new("formule", "Formule")
        })
        @if let Some(repair) = mistake.and_then(|mistake| mistake.repair.as_ref()) {
            div.pu-actions {
                (Button { sends: Some(("corriger", repair.text.as_str().into())), ..Button::new(Weight::Secondary, fr(&repair.label)) })
            }
        }
        (insert(editing))
        (others())
    }
}

/// The counts people compare most, then all the rest.
const USUAL: [&str; 9] = [
    "listed",
    "confirmed",
    "contacted",
    "interviewed",
    "supported_ever",
    "in_solution",
    "refused",
    "unreachable",
    "unknown",
];

fn insert(editing: &Editing<'_>) -> Markup {
    let button = |word: &str| {
        html! { button.fr-tag type="submit" name="inserer" value=(word) { (word) } }
    };
    let own = editing.names.iter().filter(|name| matches!(name.subject, Subject::Own(_)) && name.refused.is_none());
    let is_this = |code: &str| editing.own.is_some_and(|own| own.code == code);
    let rest = Indicator::all().filter(|indicator| !USUAL.contains(&indicator.code()));
    html! {
        fieldset.pu-insert {
            legend { "Insérer un indicateur" }
            div.pu-filter__list {
                @for code in USUAL { (button(&word_of(Indicator::of(code).label()))) }
                @for name in own { @if !is_this(&name.word) { (button(&name.word)) " " span.pu-meta { (name.label) } } }
            }
            (Details::new("Tout le catalogue", html! {
                div.pu-filter__list { @for indicator in rest { (button(&word_of(indicator.label()))) } }
            }))
        }
    }
}

fn shown(form: &Form) -> Markup {
    let choices = Shown::ALL.iter().map(|each| Choice::new(each.code(), words::capital(each.label()))).collect();
    html! {
        div."pu-add__form"."pu-add__form--flat" {
            (Select { value: or(form.raw("aff"), Shown::Percent.code()), error: form.error("aff"), ..Select::new("aff", "Affiché en", choices) })
            (Input {
                value: form.raw("unite"), error: form.error("unite"), maxlength: Some(30),
                hint: Some("Pour un nombre\u{a0}: «\u{202f}dossiers\u{202f}». Peut rester vide"),
                ..Input::text("unite", "Unité")
            })
        }
    }
}

fn entered(form: &Form) -> Markup {
    let choices = AddsUp::ALL.iter().map(|each| Choice::new(each.code(), each.label())).collect();
    html! {
        (Input {
            value: form.raw("unite"), error: form.error("unite"), maxlength: Some(30),
            hint: Some("Ce que l’on compte\u{a0}: «\u{202f}places\u{202f}», «\u{202f}heures\u{202f}»"),
            ..Input::text("unite", "Unité")
        })
        (Radios { value: or(form.raw("cumul"), AddsUp::Sum.code()), error: form.error("cumul"), ..Radios::new("cumul", "Sur plusieurs mois et plusieurs plates-formes", choices) })
    }
}

fn scale(form: &Form) -> Markup {
    let hint = "De deux à sept degrés, un par ligne, du plus bas au plus haut";
    html! {
        (Textarea { value: form.raw("echelle"), error: form.error("echelle"), rows: 4, hint: Some(hint), ..Textarea::new("echelle", "Échelle") })
    }
}

fn direction(form: &Form) -> Markup {
    let choice = |code: &'static str, direction| Choice::new(code, words::capital(words::direction(direction)));
    let choices =
        vec![choice("up", Direction::Up), choice("down", Direction::Down), choice("neither", Direction::Neither)];
    html! { (Radios { value: or(form.raw("sens"), "neither"), ..Radios::new("sens", "Sens", choices) }) }
}

/// The filters that make a variant, and what it is a variant of.
fn of_whom(editing: &Editing<'_>, form: &Form) -> Markup {
    let filters = html! {
        @for (name, dimension) in FILTERS {
            @let choices = classes(dimension).into_iter().map(|class| Choice::new(class, dimension.class_label(class))).collect();
            (Select { value: form.raw(name), error: form.error(name), empty: Some("Tous"), ..Select::new(name, dimension.label(), choices) })
        }
    };
    let built = Indicator::all().map(|indicator| Choice::new(indicator.code(), indicator.label()));
    let own = editing
        .book
        .0
        .iter()
        .filter(|own| own.published().is_some() && editing.own.is_none_or(|this| this.code != own.code));
    let own = own.map(|own| Choice::new(own.code.as_str(), own.label()));
    let is_open = FILTERS.iter().any(|(name, _)| !form.raw(name).is_empty()) || !form.raw("variante").is_empty();
    let body = html! {
        div."pu-add__form"."pu-add__form--flat" { (filters) }
        (Select {
            value: form.raw("variante"), error: form.error("variante"), empty: Some("Aucun"),
            hint: Some("Les deux se liront côte à côte, sur la page de sa définition"),
            ..Select::new("variante", "Variante de l’indicateur", built.chain(own).collect())
        })
        p.pu-meta { "Le diplôme (CAP, BEP) et la classe quittée ne sont pas encore parmi les critères\u{a0}: une variante «\u{202f}sans les titulaires d’un CAP\u{202f}» attend que les chiffres les portent." }
    };
    Details { open: is_open, ..Details::new("De quels jeunes, et variante d’un autre indicateur", body) }.render()
}

fn places(editing: &Editing<'_>, form: &Form) -> Markup {
    let choices =
        editing.offered.iter().map(|territory| Choice::new(territory.code.as_str(), territory.title())).collect();
    html! {
        (Checkboxes {
            values: form.raw_all("lieux").collect(), error: form.error("lieux"),
            hint: Some("Il apparaît sur leur tableau de bord, et sur tous ceux d’en dessous"),
            ..Checkboxes::new("lieux", "Territoires où il s’applique", choices)
        })
    }
}

/// What a version that replaces another must say.
fn next(editing: &Editing<'_>, form: &Form) -> Markup {
    let places: Vec<&str> =
        editing.own.iter().flat_map(|own| own.places.iter().map(|(_, name)| name.as_str())).collect();
    html! {
        (Textarea {
            value: form.raw("raison"), error: form.error("raison"), rows: 2,
            hint: Some("Lu par tous ceux qui verront la rupture"),
            ..Textarea::new("raison", "Pourquoi cette version")
        })
        (Input {
            value: form.raw("debut"), error: form.error("debut"),
            hint: Some("Les courbes s’y interrompent"),
            ..Input::date("debut", "S’applique à partir du")
        })
        p.pu-meta { "S’applique à\u{a0}: " (places.join(", ")) ". Pour d’autres territoires, ajoutez un autre indicateur." }
    }
}

fn or<'a>(value: &'a str, without: &'a str) -> &'a str {
    if value.is_empty() { without } else { value }
}
