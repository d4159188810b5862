//! Choosing a role and one of some five hundred territories, without script.
use crate::accounts::admin::choice::{Place, RoleForm};
use crate::rights::Role;
use crate::words::capitalised;
use base::Form;
use dsfr::{Choice, Details, Radios, Select};
use maud::{Markup, Render as _, html};

/// A role, and a territory typed by name or code: the browser proposes, the server understands or asks which.
pub fn role_fields(form: &Form, places: &[Place], asked: &RoleForm) -> Markup {
    let roles = Role::ALL
        .into_iter()
        .filter(|role| places.iter().any(|place| role.may_sit_at(place.level)))
        .map(|role| Choice::new(role.code(), capitalised(role.label())))
        .collect();
    html! {
        (Select {
            value: form.raw("role"), error: form.error("role"), empty: Some("À choisir"), required: true,
            ..Select::new("role", "Fonction", roles)
        })
        (place_field("territory", "Territoire", "Son nom ou son code, par exemple Finistère, D29 ou PSAD de Brest", form, places))
        @if !asked.several.is_empty() {
            (Radios {
                value: form.raw("choice"),
                ..Radios::new("choice", "Lequel\u{202f}?", asked.several.iter().map(several).collect())
            })
        }
    }
}

fn several(place: &Place) -> Choice<'_> {
    Choice::new(place.code.as_str(), format!("{}, {} ({})", place.name, place.level.label().to_lowercase(), place.code))
}

/// A text field with the territories to propose.
pub fn place_field(name: &str, label: &str, hint: &str, form: &Form, places: &[Place]) -> Markup {
    let error = form.error(name);
    let message = format!("{name}-message");
    let list = format!("{name}-liste");
    html! {
        div class={ "fr-input-group" @if error.is_some() { " fr-input-group--error" } } {
            label.fr-label for=(name) { (label) " " span.fr-hint-text { (hint) } }
            input class={ "fr-input" @if error.is_some() { " fr-input--error" } } id=(name) name=(name) type="text"
                list=(list) value=(form.raw(name)) autocomplete="off"
                aria-invalid=[error.map(|_| "true")] aria-describedby=[error.map(|_| &message)];
            @if let Some(error) = error { p.fr-message.fr-message--error id=(message) { span { (error) } } }
            datalist id=(list) { @for place in places { option value=(place.written()) {} } }
        }
    }
}

/// What each role comes for, to unfold beside the choice.
pub fn roles_explained() -> Markup {
    let body = html! {
        dl.pu-dl.pu-dl--w {
            @for role in Role::ALL { dt { (capitalised(role.label())) } dd { (role.purpose()) } }
        }
    };
    Details::new("Ce que chaque fonction permet", body).render()
}
