use super::store::{self, Orientation};
use super::views::{self, Writing};
use crate::dashboards::place::{self, Place};
use crate::objectives::actions::{ORIENTATION, ORIENTATION_WRITTEN};
use crate::objectives::pages::read_year;
use crate::objectives::store as targets;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use base::form::Text;
use base::french::fr;
use base::{Actor, App, Error, Form, Page, Result, Target};
use db::Tx;
use maud::Markup;
use network::rights::Permission;

const READ_ONLY: &str = "Chaque niveau, du département à la France, écrit ses propres orientations\u{a0}: c’est le rôle de ses responsables. Vous les lisez à la page «\u{202f}Concertation\u{202f}».";

pub async fn form(State(app): State<App>, actor: Actor, Path(code): Path<String>, mut form: Form) -> Result<Markup> {
    let mut tx = app.read().await?;
    let (place, year, latest) = open(&app, &mut tx, &actor, &code, &mut form).await?;
    let words = latest.as_ref().map_or_else(String::new, |latest| latest.words.clone());
    Ok(page(
        &app,
        &actor,
        &Writing { place: &place, year, latest: latest.as_ref(), overtaken: false },
        &Form::filled([("texte", words)]),
    ))
}

pub async fn write(State(app): State<App>, actor: Actor, Path(code): Path<String>, mut form: Form) -> Result<Response> {
    let mut tx = app.begin(&actor).await?;
    targets::lock(&mut tx, &code).await?;
    let (place, year, latest) = open(&app, &mut tx, &actor, &code, &mut form).await?;
    let version = latest.as_ref().map_or(0, |latest| latest.version);
    let words = form.required::<Text<4000>>("texte").map_or_else(String::new, |text| text.0);
    let reason = form.optional::<Text<500>>("raison").flatten().map_or_else(String::new, |text| text.0);
    if let Some(latest) = &latest {
        if latest.words == words {
            form.refuse("texte", fr("Rien n’a changé : c’est le texte en vigueur."));
        } else if reason.is_empty() {
            form.refuse("raison", fr("Ce texte en remplace un autre : dites pourquoi, tous le liront."));
        }
    }
    let overtaken = form.raw("version").parse::<i64>().unwrap_or_default() != version;
    if overtaken || !form.is_valid() {
        let status = if form.is_valid() { StatusCode::CONFLICT } else { StatusCode::UNPROCESSABLE_ENTITY };
        let writing = Writing { place: &place, year, latest: latest.as_ref(), overtaken };
        return Ok((status, page(&app, &actor, &writing, &form)).into_response());
    }
    store::write(&mut tx, &code, year, version + 1, &words, &reason).await?;
    tx.audit(ORIENTATION_WRITTEN, Target::new(ORIENTATION, &code).at(&code)).await?;
    tx.commit().await?;
    Ok(Redirect::to(&format!("/territoires/{code}/concertation?annee={year}&dit=orientation")).into_response())
}

/// The territory, the school year and the version that holds.
async fn open(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    code: &str,
    form: &mut Form,
) -> Result<(Place, i32, Option<Orientation>)> {
    let place = place::find(tx, actor, code).await?;
    if !targets::holds_here(tx, actor, Permission::WriteOrientations, code).await? {
        return Err(Error::Forbidden(READ_ONLY));
    }
    let year = read_year(form, app)?;
    let line = store::of_line(tx, code, year).await?;
    let latest = line.into_iter().find(|orientation| orientation.territory.code.as_str() == code);
    Ok((place, year, latest))
}

fn page(app: &App, actor: &Actor, writing: &Writing<'_>, form: &Form) -> Markup {
    let list = format!("/territoires/{}/concertation?annee={}", writing.place.code(), writing.year);
    let menu = format!("/territoires/{}/objectifs", writing.place.code());
    let page = Page::new("Orientation", views::page(writing, form));
    page.above("Concertation", list).menu(menu).render(app, Some(actor))
}
