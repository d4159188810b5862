use super::fields::{role_fields, roles_explained};
use crate::accounts::admin::choice::{Place, RoleForm};
use crate::accounts::model::Account;
use base::Form;
use dsfr::{Button, Checkbox, ErrorSummary, Input, PageHead, Weight};
use maud::{Markup, html};

pub struct NewPage<'a> {
    pub form: &'a Form,
    pub places: &'a [Place],
    pub asked: &'a RoleForm,
    /// The account that has the address already.
    pub existing: Option<&'a Account>,
}

pub fn new(page: &NewPage<'_>) -> Markup {
    let form = page.form;
    let fields = fields(page);
    html! {
        (PageHead {
            subtitle: html! { "La personne recevra un message pour choisir son mot de passe, valable 72\u{a0}heures." },
            ..PageHead::new("Nouveau compte")
        })
        (ErrorSummary::of(&fields, "", form.errors()))
        div.pu-two.pu-two--aside.pu-sect--s {
            (fields)
            (roles_explained())
        }
    }
}

fn fields(page: &NewPage<'_>) -> Markup {
    let form = page.form;
    html! {
        form.pu-stack.pu-narrowleft method="post" action="/comptes/nouveau" {
            (Input {
                value: form.raw("email"), error: form.error("email"), required: true, autocomplete: Some("off"),
                hint: Some("Professionnelle et personnelle\u{a0}: pas de boîte partagée"),
                ..Input::email("email", "Adresse électronique")
            })
            @if let Some(account) = page.existing {
                (Checkbox {
                    checked: form.is_checked("existing"),
                    hint: Some("Son nom et son mot de passe ne changent pas."),
                    ..Checkbox::new("existing", "oui", &format!("C’est bien {}\u{a0}: ajouter cette fonction à son compte", account.name))
                })
            }
            (Input {
                value: form.raw("name"), error: form.error("name"), required: true, autocomplete: Some("off"),
                maxlength: Some(120), ..Input::text("name", "Prénom et nom")
            })
            (role_fields(form, page.places, page.asked))
            div.pu-actions {
                (Button::new(Weight::Main, "Créer le compte et inviter"))
                a href="/comptes" { "Revenir aux comptes" }
            }
        }
    }
}
