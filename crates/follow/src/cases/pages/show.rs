use crate::acts;
use crate::cases::file::{self, File};
use crate::cases::forms::Group;
use crate::cases::scope;
use crate::cases::views::{self, Done, Typed};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use base::{Actor, App, Form, Page, Result};
use db::Id;
use maud::Markup;

/// `/dossiers/{case}`: one youth, one spell of follow-up. The view is written in the journal.
pub async fn show(State(app): State<App>, actor: Actor, Path(case): Path<Id>, query: Form) -> Result<Response> {
    let file = open(&app, &actor, case).await?;
    app.log_view(&actor, acts::case(case, &file.scope.platform)).await?;
    let done = Done {
        gesture: query.raw("fait").parse().ok(),
        drawn_at: query.raw("depuis").parse().ok(),
        message: message(query.raw("dit")),
    };
    // A link of « Délais et prochaines étapes » opens the form it leads to.
    let wanted: Option<Group> = query.raw("ajout").parse().ok();
    let typed = wanted.map(|group| Typed { group, form: Form::default() });
    Ok(page(&app, &actor, &file, views::page(&file, typed.as_ref(), &done)).into_response())
}

/// What an address may say was done.
fn message(code: &str) -> Option<&'static str> {
    match code {
        "annule" => Some("Saisie annulée. Elle reste lisible en bas du dossier."),
        "retire" => Some("Saisie retirée. Elle reste lisible en bas du dossier."),
        "corrige" => Some("Événement corrigé. La version d’avant reste lisible."),
        "identite" => Some("Identité corrigée. Ce qui était écrit avant reste lisible."),
        "ouvert" => Some("Dossier ouvert."),
        _ => None,
    }
}

/// The file of a case in scope.
pub async fn open(app: &App, actor: &Actor, case: Id) -> Result<File> {
    let today = app.clock.today();
    let mut tx = app.read().await?;
    let scope = scope::case(&mut tx, actor, case, today).await?;
    file::read(&mut tx, scope, today).await
}

/// The page of the case again, a form of it refused.
pub async fn refused(app: &App, actor: &Actor, case: Id, typed: Typed) -> Result<Response> {
    let file = open(app, actor, case).await?;
    let main = views::page(&file, Some(&typed), &Done::default());
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page(app, actor, &file, main)).into_response())
}

/// The frame of the page of a case.
pub fn page(app: &App, actor: &Actor, file: &File, main: Markup) -> Markup {
    let (label, href) = list_of(file);
    Page::new(file.card.name(), main).above(label, &href).menu(href).render(app, Some(actor))
}

/// The frame of a page below a case.
pub fn sub_page(app: &App, actor: &Actor, file: &File, title: &str, main: Markup) -> Markup {
    let (label, href) = list_of(file);
    Page::new(title, main)
        .above(label, &href)
        .above(file.card.name(), format!("/dossiers/{}", file.scope.id))
        .menu(href)
        .render(app, Some(actor))
}

/// Where the reader finds the case: among those of the platform, or his own.
fn list_of(file: &File) -> (&'static str, String) {
    if file.scope.sees_all {
        ("Dossiers", format!("/plates-formes/{}/dossiers", file.scope.platform))
    } else {
        ("Mes dossiers", "/mes-dossiers".to_owned())
    }
}
