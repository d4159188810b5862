use super::fields::{role_fields, roles_explained};
use crate::accounts::admin::choice::{Place, RoleForm};
use crate::accounts::admin::model::{Managed, Refusal};
use crate::accounts::model::GrantedRole;
use crate::words::{capitalised, day, instant};
use base::Form;
use chrono::{DateTime, Utc};
use dsfr::{
    Alert, Button, Card, Column, DescriptionList, ErrorSummary, Note, PageHead, Row, Section, Table, Tone, Weight, icon,
};
use maud::{Markup, Render as _, html};

pub struct FilePage<'a> {
    pub managed: &'a Managed,
    pub places: &'a [Place],
    /// Until when the last link sent works.
    pub invitation: Option<DateTime<Utc>>,
    pub sessions: i64,
    pub form: &'a Form,
    pub asked: &'a RoleForm,
    pub done: &'a str,
}

pub fn file(page: &FilePage<'_>) -> Markup {
    let account = &page.managed.account;
    let new_role = new_role(page);
    html! {
        (PageHead {
            subtitle: html! { (account.email) },
            aside: html! {
                p.pu-meta { a href={ "/journal?sorte=compte&objet=" (account.id) } { "Ce que le journal dit de ce compte" } }
            },
            ..PageHead::new(account.name.as_str())
        })
        (done(page.done))
        (ErrorSummary::of(&new_role, "", page.form.errors()))
        div.pu-two.pu-two--aside.pu-sect.pu-sect--s {
            div { (roles(page)) (new_role) }
            div.pu-stack { (state(page)) (access(page)) (closing(page)) }
        }
    }
}

fn done(code: &str) -> Markup {
    let line = match code {
        "cree" => "Le compte est créé, l’invitation est partie.",
        "fonction" => "La fonction est attribuée. La personne devra se reconnecter pour l’exercer.",
        "fin" => "La fonction a pris fin. Les sessions de la personne sont fermées.",
        "invitation" => "Le message est parti. Les liens envoyés avant ne servent plus.",
        "sessions" => "Ses sessions sont fermées.",
        "ferme" => "Le compte est fermé et ses sessions aussi. Il peut être rouvert.",
        "rouvert" => "Le compte est rouvert, avec ses fonctions en cours.",
        _ => return html! {},
    };
    Alert { live: true, ..Alert::line(Tone::Success, html! { (line) }) }.render()
}

fn roles(page: &FilePage<'_>) -> Markup {
    let (in_force, ended): (Vec<_>, Vec<_>) = page.managed.roles.iter().partition(|role| role.is_in_force());
    let body = html! {
        @if in_force.is_empty() { p { "Aucune\u{a0}: cette personne peut se connecter, mais ne voit rien." } }
        @else { (role_table("Fonctions en cours", &in_force, page.managed)) }
        @if !ended.is_empty() {
            details.pu-data { summary { "Fonctions passées" } (role_table("Fonctions passées", &ended, page.managed)) }
        }
    };
    Section { class: "", ..Section::new("t-fonctions", "Fonctions", body) }.render()
}

fn role_table(caption: &str, roles: &[&GrantedRole], managed: &Managed) -> Markup {
    let rows = roles.iter().map(|role| {
        let name = html! { (capitalised(role.role.label())) br; span.pu-meta { (role.territory_name) " (" (role.territory) ")" } };
        let since = html! {
            (day(role.granted_at))
            @if let Some(by) = &role.granted_by { br; span.pu-meta { "par " (by) } }
        };
        let end = match role.ended_at {
            Some(at) => html! { (day(at)) },
            None if !role.within => html! { span.pu-meta { "hors de votre périmètre" } },
            None => html! {
                form method="post" action={ "/comptes/" (managed.account.id) "/fonctions/" (role.id) "/fin" } {
                    (Button {
                        about: Some(format!("la fonction {}, {}", role.role.label(), role.territory_name).into()),
                        ..Button::new(Weight::Tertiary, "Retirer")
                    })
                }
            },
        };
        Row::new(name, [since, end])
    });
    let columns = vec![Column::text("Fonction"), Column::text("Depuis le"), Column::text("Fin")];
    Table::new(caption, columns, rows.collect()).render()
}

fn new_role(page: &FilePage<'_>) -> Markup {
    let body = match page.managed.may_grant() {
        Err(refusal) => html! { p.pu-meta { (refusal.text()) } },
        Ok(()) => html! {
            form.pu-stack method="post" action={ "/comptes/" (page.managed.account.id) "/fonctions" } {
                (role_fields(page.form, page.places, page.asked))
                (Button::new(Weight::Primary, "Ajouter la fonction"))
            }
            div.pu-sect--s { (roles_explained()) }
        },
    };
    Section::new("t-ajout", "Ajouter une fonction", body).render()
}

fn state(page: &FilePage<'_>) -> Markup {
    let account = &page.managed.account;
    let status = match (account.closed_at, account.has_password, page.invitation) {
        (Some(at), _, _) => html! { (Note::new(icon::LOCK, "fermé")) " le " (day(at)) },
        (None, true, _) => html! { (Note::new(icon::CHECK, "ouvert")) },
        (None, false, Some(until)) => {
            html! { (Note::new(icon::MAIL, "invité")) ", lien valable jusqu’au " (instant(until)) }
        }
        (None, false, None) => {
            html! { (Note::toned(Tone::Warning, icon::ERROR_WARNING, "invitation expirée, à renvoyer")) }
        }
    };
    let last = account.signed_in_at.map_or_else(|| "jamais".to_owned(), instant);
    let items = vec![
        ("État".into(), status),
        ("Créé le".into(), html! { (day(account.created_at)) }),
        ("Dernière connexion".into(), html! { (last) }),
        ("Sessions ouvertes".into(), html! { (page.sessions) }),
    ];
    Card::new("t-etat", "État", DescriptionList::new(items).render()).render()
}

/// An act with its button, or the reason why it is not there.
fn act(page: &FilePage<'_>, verdict: Result<(), Refusal>, path: &str, label: &str, words: &Markup) -> Markup {
    html! {
        @match verdict {
            Ok(()) => {
                p { (words) }
                form method="post" action={ "/comptes/" (page.managed.account.id) "/" (path) } {
                    (Button::new(Weight::Secondary, label))
                }
            }
            Err(refusal) => p.pu-meta { (refusal.text()) },
        }
    }
}

fn access(page: &FilePage<'_>) -> Markup {
    let managed = page.managed;
    let (label, words) = if managed.account.has_password {
        (
            "Envoyer un lien de mot de passe",
            "La personne ne peut plus entrer\u{202f}? Un message lui permet de choisir un nouveau mot de passe.",
        )
    } else {
        ("Renvoyer l’invitation", "Un nouveau message, valable 72\u{a0}heures, remplace le précédent.")
    };
    let body = html! {
        div.pu-stack {
            (act(page, managed.may_invite(), "invitation", label, &html! { (words) }))
            @if page.sessions > 0 && managed.may_end_sessions().is_ok() {
                (act(page, Ok(()), "sessions", "Fermer ses sessions", &html! { "Elle devra se reconnecter partout, tout de suite." }))
            }
        }
    };
    Card::new("t-acces", "Accès", body).render()
}

fn closing(page: &FilePage<'_>) -> Markup {
    let managed = page.managed;
    let (title, body) = if managed.account.closed_at.is_none() {
        let words = html! { "Plus personne n’entre avec ce compte, dès maintenant. Ce qu’il a fait reste. Il peut être rouvert." };
        ("Fermer le compte", act(page, managed.may_close(), "fermeture", "Fermer le compte", &words))
    } else {
        let words = html! { "La personne retrouve ses fonctions en cours et son mot de passe." };
        ("Rouvrir le compte", act(page, managed.may_reopen(), "reouverture", "Rouvrir le compte", &words))
    };
    Card::new("t-fermeture", title, html! { div.pu-stack { (body) } }).render()
}
