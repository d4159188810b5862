use crate::words::capitalised;
use base::Form;
use dsfr::{Alert, Button, Card, Input, Tone, Weight};
use maud::{Markup, Render as _, html};
use serde::Deserialize;

/// An account that the demonstration offers to everybody.
#[derive(Clone, Debug, Deserialize)]
pub struct Demo {
    pub email: String,
    pub password: String,
    /// « Maëlle Le Gall, assistante, PSAD de Brest »: the name, then what one is.
    pub label: String,
}

pub struct SignInPage<'a> {
    pub form: &'a Form,
    pub fault: Option<Markup>,
    pub demo: &'a [Demo],
}

pub fn sign_in(page: &SignInPage<'_>) -> Markup {
    html! {
        div.pu-two.pu-sect.pu-sect--first.pu-login[!page.demo.is_empty()] {
            section aria-labelledby="t-cx" {
                h1 #t-cx { "Se connecter à Pupitre" }
                p.pu-sub { "Le pilotage des plates-formes de suivi et d’appui aux jeunes en situation de décrochage." }
                (form(page.form, page.fault.as_ref()))
                p.pu-meta.pu-sect {
                    "Pas encore de compte\u{202f}? La personne qui gère les comptes de votre territoire vous enverra une invitation."
                }
            }
            @if !page.demo.is_empty() { (demo_accounts(page)) }
        }
    }
}

fn form(form: &Form, fault: Option<&Markup>) -> Markup {
    html! {
        form.pu-stack.pu-sect.pu-sect--first method="post" action="/connexion" {
            @if let Some(fault) = fault { (fault) }
            (Input {
                value: form.raw("email"), error: form.error("email"), autocomplete: Some("username"),
                hint: Some("Celle donnée à la plate-forme, par exemple prenom.nom@domaine.fr"),
                ..Input::email("email", "Adresse électronique")
            })
            (Input {
                error: form.error("password"), autocomplete: Some("current-password"),
                ..Input::password("password", "Mot de passe")
            })
            (suite(form))
            div.pu-actions {
                (Button::new(Weight::Main, "Se connecter"))
                a href="/mot-de-passe-oublie" { "Mot de passe oublié" }
            }
        }
    }
}

fn suite(form: &Form) -> Markup {
    html! { @if !form.raw("suite").is_empty() { input type="hidden" name="suite" value=(form.raw("suite")); } }
}

fn demo_accounts(page: &SignInPage<'_>) -> Markup {
    let body = html! {
        p.pu-meta { "Cette installation montre des personnes et des chiffres inventés." }
        ul.pu-next.pu-accounts {
            @for account in page.demo {
                @let (name, what) = account.label.split_once(", ").unwrap_or((&account.label, &account.email));
                li {
                    span {
                        strong { (name) } br;
                        span.pu-meta { (capitalised(what)) } br;
                        span.pu-meta { (account.email) " · " (account.password) }
                    }
                    form method="post" action="/connexion" {
                        input type="hidden" name="email" value=(account.email);
                        input type="hidden" name="password" value=(account.password);
                        (suite(page.form))
                        (Button { about: Some(format!("comme {name}").into()), ..Button::new(Weight::Tertiary, "Entrer") })
                    }
                }
            }
        }
    };
    Card::new("t-demo", "Comptes de démonstration", body).render()
}

/// The same for an unknown account and a wrong password.
pub fn wrong() -> Markup {
    alert(html! {
        "Cette adresse et ce mot de passe ne vont pas ensemble. Vérifiez-les, ou "
        a href="/mot-de-passe-oublie" { "choisissez un autre mot de passe" } "."
    })
}

pub fn locked(minutes: i64) -> Markup {
    let wait = if minutes == 1 { "une minute".to_owned() } else { format!("{minutes}\u{a0}minutes") };
    alert(html! {
        "Trop d’essais pour cette adresse. Attendez " (wait) " avant d’essayer à nouveau, ou "
        a href="/mot-de-passe-oublie" { "choisissez un autre mot de passe" } "."
    })
}

/// Shown to whoever sent a form after the session ended.
pub fn session_ended() -> Markup {
    html! {
        (Alert { live: true, ..Alert::line(Tone::Warning, html! {
            "Votre session s’est terminée\u{a0}: ce que vous veniez d’écrire n’a pas été enregistré. Connectez-vous, vous reviendrez à la page, \
             ou revenez en arrière dans le navigateur pour recopier votre texte."
        }) })
    }
}

fn alert(body: Markup) -> Markup {
    html! { (Alert { live: true, ..Alert::line(Tone::Error, body) }) }
}
