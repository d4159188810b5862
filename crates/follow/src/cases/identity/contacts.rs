use super::views;
use crate::acts;
use crate::cases::file::{self, File};
use crate::cases::pages::sub_page;
use crate::cases::scope::{self, CaseScope};
use crate::youths::typed;
use crate::youths::{Details, add_details, contacts};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use base::{Actor, App, Error, Form, Result};
use db::Id;

const TITLE: &str = "Contacts";

/// `/dossiers/{case}/contacts`: every way to reach the youth and his guardians.
pub async fn show(State(app): State<App>, actor: Actor, Path(case): Path<Id>) -> Result<Response> {
    let file = read(&app, &actor, case).await?;
    app.log_view(&actor, acts::case(case, &file.scope.platform)).await?;
    let main = views::contacts(&file, &Form::default(), &Form::default());
    Ok(sub_page(&app, &actor, &file, TITLE, main).into_response())
}

async fn read(app: &App, actor: &Actor, case: Id) -> Result<File> {
    let today = app.clock.today();
    let mut tx = app.read().await?;
    let scope = scope::case_to_write(&mut tx, actor, case, today).await?;
    file::read(&mut tx, scope, today).await
}

async fn refused(app: &App, actor: &Actor, case: Id, contact: &Form, guardian: &Form) -> Result<Response> {
    let file = read(app, actor, case).await?;
    let main = views::contacts(&file, contact, guardian);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, sub_page(app, actor, &file, TITLE, main)).into_response())
}

fn department(scope: &CaseScope) -> Option<String> {
    scope.platform.split('-').next().map(str::to_owned)
}

/// Adds telephone, e-mail or address of the youth or of a guardian already known.
pub async fn add(State(app): State<App>, actor: Actor, Path(case): Path<Id>, mut form: Form) -> Result<Response> {
    let mut tx = app.begin(&actor).await?;
    let scope = scope::case_to_write(&mut tx, &actor, case, app.clock.today()).await?;
    let new = typed::contacts(&mut form, department(&scope).as_deref());
    if new.as_ref().is_some_and(Vec::is_empty) {
        form.refuse("telephone", "Donnez un téléphone, un courriel ou une adresse.");
    }
    let Some(new) = new.filter(|_| form.is_valid()) else {
        drop(tx);
        return refused(&app, &actor, case, &form, &Form::default()).await;
    };
    let mut details = Details::default();
    match form.raw("a-qui") {
        "" | "jeune" => details.contacts = new,
        id => {
            let known = contacts::guardian(&mut tx, scope.youth_id, id.parse().map_err(|_| Error::NotFound)?).await?;
            let mut guardian = known.ok_or(Error::NotFound)?;
            guardian.contacts = new;
            details.guardians = vec![guardian];
        }
    }
    finish(tx, case, &scope, details).await
}

/// Adds a guardian, with his telephone.
pub async fn add_guardian(
    State(app): State<App>,
    actor: Actor,
    Path(case): Path<Id>,
    mut form: Form,
) -> Result<Response> {
    let mut tx = app.begin(&actor).await?;
    let scope = scope::case_to_write(&mut tx, &actor, case, app.clock.today()).await?;
    let guardian = typed::guardian(&mut form);
    if guardian.as_ref().is_some_and(Option::is_none) {
        form.refuse("responsable", "Donnez le nom du responsable légal.");
    }
    let Some(Some(guardian)) = guardian else {
        drop(tx);
        return refused(&app, &actor, case, &Form::default(), &form).await;
    };
    finish(tx, case, &scope, Details { guardians: vec![guardian], ..Details::default() }).await
}

async fn finish(mut tx: base::Tx, case: Id, scope: &CaseScope, details: Details) -> Result<Response> {
    add_details(&mut tx, None, &[(scope.youth_id, details)]).await?;
    tx.audit(acts::CONTACTS, acts::case(case, &scope.platform)).await?;
    tx.commit().await?;
    Ok(Redirect::to(&format!("/dossiers/{case}/contacts")).into_response())
}

/// Bars a number, puts it back in use, or takes a contact out of view: `barrer`, `remettre`, `retirer`.
pub async fn act(
    State(app): State<App>,
    actor: Actor,
    Path((case, point, act)): Path<(Id, Id, String)>,
) -> Result<Redirect> {
    let today = app.clock.today();
    let mut tx = app.begin(&actor).await?;
    let scope = scope::case_to_write(&mut tx, &actor, case, today).await?;
    if !contacts::is_of(&mut tx, scope.youth_id, point).await? {
        return Err(Error::NotFound);
    }
    match act.as_str() {
        "barrer" => contacts::bar(&mut tx, point, today).await?,
        "remettre" => contacts::unbar(&mut tx, scope.youth_id, point).await?,
        "retirer" => {
            let now = tx.now();
            contacts::remove(&mut tx, scope.youth_id, point, now).await?
        }
        _ => return Err(Error::NotFound),
    };
    tx.audit(acts::CONTACTS, acts::case(case, &scope.platform)).await?;
    tx.commit().await?;
    Ok(Redirect::to(&format!("/dossiers/{case}/contacts")))
}
