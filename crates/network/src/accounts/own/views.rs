use super::pages::Sheet;
use super::tokens::Days;
use crate::accounts::invitations::views as invitations;
use crate::accounts::model::{Account, GrantedRole};
use crate::accounts::tokens::Token;
use crate::words::{capitalised, day, instant};
use db::Id;
use dsfr::{Alert, Button, Card, Choice, Column, ErrorSummary, Input, PageHead, Row, Select, Table, Tone, Weight};
use maud::{Markup, Render as _, html};

pub struct Own<'a> {
    pub account: &'a Account,
    pub roles: &'a [GrantedRole],
    /// The desk the person sits at.
    pub current: Option<Id>,
    pub sessions: i64,
    pub tokens: &'a [Token],
    pub sheet: &'a Sheet<'a>,
}

pub fn own(own: &Own<'_>) -> Markup {
    let sheet = own.sheet;
    let cards = html! {
        div.pu-stack { (desks(own)) (tokens(own)) }
        div.pu-stack { (password(own)) (sessions(own)) (theme()) }
    };
    html! {
        (PageHead { subtitle: html! { (own.account.name) ", " (own.account.email) }, ..PageHead::new("Mon compte") })
        (done(sheet.done))
        (ErrorSummary::of(&cards, "", sheet.password.errors().chain(sheet.token.errors())))
        @if let Some(token) = sheet.fresh { (fresh_token(token)) }
        div.pu-two.pu-sect.pu-sect--first { (cards) }
    }
}

fn done(code: &str) -> Markup {
    let line = match code {
        "mot-de-passe" => "Votre mot de passe est changé. Vos autres sessions sont fermées.",
        "sessions" => "Vos autres sessions sont fermées.",
        "jeton" => "Le jeton est révoqué\u{202f}: le programme qui le portait n’entre plus.",
        _ => return html! {},
    };
    html! { (Alert { live: true, ..Alert::line(Tone::Success, html! { (line) }) }) }
}

fn fresh_token(token: &str) -> Markup {
    let body = html! {
        p { "Copiez-le maintenant\u{202f}: il ne sera plus jamais montré. Donnez-le au programme dans l’en-tête " code { "Authorization: Bearer" } "." }
        p.pu-mono.pu-wrap { (token) }
    };
    Alert { live: true, ..Alert::titled(Tone::Success, "Votre jeton d’accès", body) }.render()
}

fn desks(own: &Own<'_>) -> Markup {
    let in_force: Vec<_> = own.roles.iter().filter(|role| role.is_in_force()).collect();
    let body = html! {
        @if in_force.is_empty() {
            p { "Aucune fonction ne vous est attribuée aujourd’hui. Demandez-la à la personne qui gère les comptes de votre territoire." }
        } @else {
            ul.pu-next.pu-accounts {
                @for role in &in_force {
                    li {
                        span {
                            strong { (capitalised(role.role.label())) } br;
                            span.pu-meta { (role.territory_name) ", depuis le " (day(role.granted_at)) }
                        }
                        @if Some(role.id) == own.current {
                            span.pu-meta { "vous y êtes" }
                        } @else {
                            form method="post" action="/compte/fonction" {
                                input type="hidden" name="desk" value=(role.id);
                                (Button {
                                    about: Some(format!("comme {}, {}", role.role.label(), role.territory_name).into()),
                                    ..Button::new(Weight::Tertiary, "S’y installer")
                                })
                            }
                        }
                    }
                }
            }
        }
    };
    Card::new("t-fonctions", "Mes fonctions", body).render()
}

fn password(own: &Own<'_>) -> Markup {
    let form = &own.sheet.password;
    let body = html! {
        form.pu-stack method="post" action="/compte/mot-de-passe" {
            (Input {
                error: form.error("current"), autocomplete: Some("current-password"), required: true,
                ..Input::password("current", "Mot de passe actuel")
            })
            (invitations::new_password(form))
            (Button::new(Weight::Primary, "Changer le mot de passe"))
        }
    };
    Card::new("t-mdp", "Mot de passe", body).render()
}

fn sessions(own: &Own<'_>) -> Markup {
    let others = own.sessions.saturating_sub(1);
    let body = html! {
        p {
            @match others {
                0 => "Aucune autre session n’est ouverte.",
                1 => "Une autre session est ouverte, sur cet appareil ou ailleurs.",
                _ => { (others) " autres sessions sont ouvertes, sur cet appareil ou ailleurs." }
            }
            " Une session se ferme après 30\u{a0}minutes sans rien faire."
        }
        @if let Some(at) = own.account.signed_in_at { p.pu-meta { "Dernière connexion le " (instant(at)) "." } }
        @if others > 0 {
            form.pu-sect--s method="post" action="/compte/sessions" {
                (Button::new(Weight::Secondary, "Fermer les autres sessions"))
            }
        }
    };
    Card::new("t-sessions", "Sessions", body).render()
}

fn theme() -> Markup {
    let body = html! { p { a href="/affichage" { "Choisir l’affichage clair ou sombre" } } };
    Card::new("t-affichage", "Affichage", body).render()
}

fn tokens(own: &Own<'_>) -> Markup {
    let form = &own.sheet.token;
    let days = Days::OFFERED.into_iter().map(|(value, label)| Choice::new(value, label)).collect();
    let body = html! {
        p.pu-meta { "Un jeton laisse un autre programme lire les chiffres ou apporter des listes en votre nom, avec vos droits et pas plus. " a href="/api" { "Ce qu’il peut demander, et comment" } "." }
        @if own.tokens.is_empty() { p { "Aucun jeton en service." } } @else { (token_table(own.tokens)) }
        form.pu-stack.pu-sect--s method="post" action="/compte/jetons" {
            (Input {
                value: form.raw("label"), error: form.error("label"), maxlength: Some(80), required: true,
                hint: Some("Par exemple «\u{202f}tableur du service statistique\u{202f}»"),
                ..Input::text("label", "Programme qui le portera")
            })
            (Select {
                value: if form.raw("days").is_empty() { "90" } else { form.raw("days") }, error: form.error("days"),
                ..Select::new("days", "Durée", days)
            })
            (Button::new(Weight::Secondary, "Créer un jeton"))
        }
    };
    Card::new("t-jetons", "Jetons d’accès", body).render()
}

fn token_table(tokens: &[Token]) -> Markup {
    let rows = tokens.iter().map(|token| {
        let used = token.used_at.map_or_else(|| "jamais".to_owned(), instant);
        let revoke = html! {
            form method="post" action={ "/compte/jetons/" (token.id) "/revoquer" } {
                (Button {
                    about: Some(format!("le jeton «\u{202f}{}\u{202f}»", token.label).into()),
                    ..Button::new(Weight::Tertiary, "Révoquer")
                })
            }
        };
        let until = day(token.expires_at);
        Row::new(token.label.clone(), [dsfr::Cell::from(used), until.into(), revoke.into()])
    });
    let columns = vec![
        Column::text("Programme"),
        Column::text("Dernier usage"),
        Column::text("Valable jusqu’au"),
        Column::text("Geste"),
    ];
    Table::new("Jetons d’accès en service", columns, rows.collect()).render()
}
