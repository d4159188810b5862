//! `/`: each role's first page, which is the first entry of its menu; a plain list where there is none yet.
use axum::extract::State;
use axum::response::{IntoResponse as _, Redirect, Response};
use base::{Actor, App, Page, Routes};
use dsfr::icon;
use maud::{Markup, html};

pub fn routes() -> Routes {
    Routes::new().get("/", home)
}

async fn home(State(app): State<App>, actor: Actor) -> Response {
    match actor.nav.first() {
        Some(first) => Redirect::to(&first.href).into_response(),
        None => Page::new("Accueil", main(&actor)).render(&app, Some(&actor)).into_response(),
    }
}

/// For a role whose page is not built, or an account without a role: what it may open, and whom to ask.
fn main(actor: &Actor) -> Markup {
    html! {
        div.pu-narrow.pu-sect.pu-stack {
            h1 { "Bonjour " (actor.name) }
            @if actor.desk.role.is_empty() {
                p { "Aucune fonction ne vous est ouverte en ce moment\u{a0}: la vôtre a pris fin, ou n’a pas encore été créée. "
                    "La personne qui administre les comptes de votre territoire peut l’ouvrir." }
            } @else {
                p { "Votre fonction\u{a0}: " (actor.desk.role_label) ", " (actor.desk.territory_name) ". "
                    "Aucune page de travail n’est encore ouverte à cette fonction." }
            }
            h2 { "Ce que vous pouvez ouvrir" }
            ul.pu-next.pu-ways {
                li {
                    span class=(icon::ACCOUNT.class()) aria-hidden="true" {}
                    span { a href="/compte" { "Mon compte" } br; span.pu-meta { "Mot de passe, fonctions, sessions ouvertes" } }
                }
                li {
                    span class=(icon::QUESTION.class()) aria-hidden="true" {}
                    span { a href="/aide" { "Aide" } br; span.pu-meta { "Un guide par rôle" } }
                }
            }
        }
    }
}
