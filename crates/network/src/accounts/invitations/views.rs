use crate::accounts::password;
use base::Form;
use dsfr::{Button, ButtonLink, Input, Weight};
use maud::{Markup, html};

/// A page of one column, for whoever is not signed in.
fn sheet(title: &str, content: &Markup) -> Markup {
    html! {
        div.pu-narrow.pu-sect.pu-sect--first {
            h1 { (title) }
            (content)
        }
    }
}

pub fn choose(token: &str, name: &str, email: &str, form: &Form) -> Markup {
    sheet(
        "Choisir votre mot de passe",
        &html! {
            p.pu-sub { "Bonjour " (name) ". Vous vous connecterez avec l’adresse " strong { (email) } "." }
            form.pu-stack.pu-sect.pu-sect--first method="post" action={ "/invitation/" (token) } {
                // Lets password managers keep the address with the password.
                input type="hidden" name="email" value=(email) autocomplete="username";
                (new_password(form))
                (Button::new(Weight::Main, "Enregistrer et entrer"))
            }
        },
    )
}

/// The two fields of a new password.
pub fn new_password(form: &Form) -> Markup {
    html! {
        (Input {
            hint: Some(password::HINT), error: form.error("password"), autocomplete: Some("new-password"), required: true,
            ..Input::password("password", "Nouveau mot de passe")
        })
        (Input {
            error: form.error("confirmation"), autocomplete: Some("new-password"), required: true,
            ..Input::password("confirmation", "Le même, une seconde fois")
        })
    }
}

pub fn expired(token: &str) -> Markup {
    sheet(
        "Ce lien a expiré",
        &html! {
            p.pu-sub { "Une invitation vaut 72 heures, un lien de mot de passe oublié une heure. Votre compte est toujours là." }
            div.pu-stack.pu-sect.pu-sect--first {
                p { "Un nouveau lien peut être envoyé à la même adresse électronique. Il remplacera celui-ci." }
                form method="post" action={ "/invitation/" (token) "/nouvelle" } {
                    div.pu-actions {
                        (Button::new(Weight::Main, "Recevoir un nouveau lien"))
                        a href="/connexion" { "Se connecter" }
                    }
                }
            }
        },
    )
}

pub fn used() -> Markup {
    sheet(
        "Ce lien a déjà servi",
        &html! {
            p.pu-sub { "Un mot de passe a été choisi avec ce lien, qui ne sert qu’une fois." }
            div.pu-stack.pu-sect.pu-sect--first {
                p { "Si ce n’était pas vous, demandez aussitôt un nouveau mot de passe et prévenez la personne qui gère les comptes." }
                div.pu-actions {
                    (ButtonLink::new(Weight::Main, "Se connecter", "/connexion"))
                    a href="/mot-de-passe-oublie" { "Mot de passe oublié" }
                }
            }
        },
    )
}

pub fn unknown() -> Markup {
    sheet(
        "Ce lien n’est pas reconnu",
        &html! {
            p.pu-sub { "L’adresse est peut-être coupée\u{a0}: recopiez-la en entier depuis le message reçu." }
            div.pu-stack.pu-sect.pu-sect--first {
                p { "Sinon, demandez un nouveau lien avec l’adresse électronique de votre compte." }
                div.pu-actions {
                    (ButtonLink::new(Weight::Main, "Demander un lien", "/mot-de-passe-oublie"))
                    a href="/connexion" { "Se connecter" }
                }
            }
        },
    )
}

pub fn forgotten(form: &Form) -> Markup {
    sheet(
        "Mot de passe oublié",
        &html! {
            p.pu-sub { "Un message vous permettra d’en choisir un autre." }
            form.pu-stack.pu-sect.pu-sect--first method="post" action="/mot-de-passe-oublie" {
                (Input {
                    value: form.raw("email"), error: form.error("email"), autocomplete: Some("username"),
                    hint: Some("Celle de votre compte, par exemple prenom.nom@domaine.fr"),
                    ..Input::email("email", "Adresse électronique")
                })
                div.pu-actions {
                    (Button::new(Weight::Main, "Recevoir le message"))
                    a href="/connexion" { "Se connecter" }
                }
            }
        },
    )
}

pub fn sent() -> Markup {
    sheet(
        "Regardez votre messagerie",
        &html! {
            p.pu-sub { "Si un compte ouvert porte cette adresse, un message vient de lui être envoyé." }
            div.pu-stack.pu-sect.pu-sect--first {
                p {
                    "Rien au bout de dix minutes\u{202f}? Regardez parmi les indésirables, puis vérifiez l’adresse auprès de la \
                     personne qui gère les comptes de votre territoire."
                }
                div.pu-actions {
                    (ButtonLink::new(Weight::Primary, "Se connecter", "/connexion"))
                    a href="/mot-de-passe-oublie" { "Essayer une autre adresse" }
                }
            }
        },
    )
}
