use super::show::{open, refused, sub_page};
use crate::acts;
use crate::cases::event::{Event, What};
use crate::cases::file::{self, File};
use crate::cases::forms::{Asked, Group, fill, read};
use crate::cases::gesture::Gesture;
use crate::cases::situation::living;
use crate::cases::store::{self, NewEvent};
use crate::cases::timeline;
use crate::cases::views::{self, Typed};
use crate::cases::{amend, event::Outcome, scope};
use crate::youths::contacts;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use base::form::Text;
use base::french::fr;
use base::{Actor, App, Error, Form, Result};
use db::Id;

/// Records an event typed in one of the forms of the page.
pub async fn add(State(app): State<App>, actor: Actor, Path(case): Path<Id>, mut form: Form) -> Result<Response> {
    let group: Group = form.raw("groupe").parse().map_err(Error::BadRequest)?;
    let (mut tx, file) = begin(&app, &actor, case).await?;
    let drawn_at = form.raw("version").parse().unwrap_or(file.scope.events);
    // A form sent twice is judged as it was the first time; `append_once` then knows it again.
    let known: Vec<Event> =
        file.events.iter().filter(|e| e.number <= drawn_at || !store::is_fresh(e, &tx)).cloned().collect();
    let living = living(&known, None);
    let Some(event) = read(&mut form, asked(&file, group, &living)) else {
        drop(tx);
        return refused(&app, &actor, case, Typed { group, form }).await;
    };
    let wrong = is_wrong_number(&event);
    let done = store::append_once(&mut tx, case, drawn_at, vec![event]).await?;
    if !done.repeated {
        if let Some(point) = wrong.then(|| number(&form, &file)).flatten() {
            contacts::bar(&mut tx, point, file.today).await?;
        }
        tx.audit(acts::EVENT, acts::case(case, &file.scope.platform)).await?;
    }
    tx.commit().await?;
    if group == Group::Worker && !file.scope.sees_all {
        // Confided to another, the case may have gone out of the reader's sight.
        return Ok(Redirect::to("/mes-dossiers").into_response());
    }
    let mut to = format!("/dossiers/{case}");
    if let Some(gesture) = Gesture::new(case, &done.numbers) {
        to.push_str(&format!("?fait={gesture}"));
        if done.meanwhile {
            to.push_str(&format!("&depuis={drawn_at}"));
        }
    }
    Ok(Redirect::to(&to).into_response())
}

fn is_wrong_number(event: &NewEvent) -> bool {
    matches!(event.what, What::ContactAttempted { outcome: Outcome::WrongNumber, .. })
}

/// The number said to have been called, among those of the youth.
fn number(form: &Form, file: &File) -> Option<Id> {
    let id: Id = form.raw("numero").parse().ok()?;
    file.card.points.iter().map(|point| point.id).find(|known| *known == id)
}

/// A writing transaction, and the file of the case as it stands in it.
async fn begin(app: &App, actor: &Actor, case: Id) -> Result<(base::Tx, File)> {
    let today = app.clock.today();
    let mut tx = app.begin(actor).await?;
    let scope = scope::case_to_write(&mut tx, actor, case, today).await?;
    let file = file::read(&mut tx, scope, today).await?;
    Ok((tx, file))
}

fn asked<'a>(file: &'a File, group: Group, living: &'a [&'a Event]) -> Asked<'a> {
    Asked { group, today: file.today, born_on: file.card.civil.born_on, living, members: &file.members }
}

/// Undoes what was just recorded from the page of the case.
pub async fn undo(State(app): State<App>, actor: Actor, Path(case): Path<Id>, form: Form) -> Result<Redirect> {
    let gesture: Gesture = form.raw("saisie").parse().map_err(|why: &str| Error::BadRequest(why.into()))?;
    if gesture.case != case {
        return Err(Error::NotFound);
    }
    let (mut tx, file) = begin(&app, &actor, case).await?;
    let withdrawals = amend::undo(&file.events, gesture.first, gesture.last, actor.account, file.today)?;
    if !withdrawals.is_empty() {
        store::append(&mut tx, case, withdrawals).await?;
        tx.audit(acts::UNDO, acts::case(case, &file.scope.platform)).await?;
        tx.commit().await?;
    }
    Ok(Redirect::to(&format!("/dossiers/{case}?dit=annule")))
}

/// `/dossiers/{case}/evenements/{n}`: every version of an event.
pub async fn versions(State(app): State<App>, actor: Actor, Path((case, number)): Path<(Id, i64)>) -> Result<Response> {
    let file = open(&app, &actor, case).await?;
    let versions = timeline::versions(&file.events, number);
    if versions.is_empty() {
        return Err(Error::NotFound);
    }
    app.log_view(&actor, acts::case(case, &file.scope.platform)).await?;
    let main = views::versions(&file, &versions);
    Ok(sub_page(&app, &actor, &file, "Versions d’un événement", main).into_response())
}

/// `/dossiers/{case}/evenements/{n}/corriger`: the form of the event, filled.
pub async fn correct_form(
    State(app): State<App>,
    actor: Actor,
    Path((case, number)): Path<(Id, i64)>,
) -> Result<Response> {
    let file = open_to_write(&app, &actor, case).await?;
    let event = amend::correctable(&file.events, number)?;
    let (group, form) = fill(event).ok_or(Error::NotFound)?;
    app.log_view(&actor, acts::case(case, &file.scope.platform)).await?;
    let main = views::correct(&file, event, group, &form);
    Ok(sub_page(&app, &actor, &file, "Corriger un événement", main).into_response())
}

async fn open_to_write(app: &App, actor: &Actor, case: Id) -> Result<File> {
    let today = app.clock.today();
    let mut tx = app.read().await?;
    let scope = scope::case_to_write(&mut tx, actor, case, today).await?;
    file::read(&mut tx, scope, today).await
}

/// Replaces an event by what was typed; the earlier version stays readable.
pub async fn correct(
    State(app): State<App>,
    actor: Actor,
    Path((case, number)): Path<(Id, i64)>,
    mut form: Form,
) -> Result<Response> {
    let (mut tx, file) = begin(&app, &actor, case).await?;
    if already_replaced(&file, number, &actor) {
        return Ok(Redirect::to(&format!("/dossiers/{case}?dit=corrige")).into_response());
    }
    let event = amend::correctable(&file.events, number)?;
    let group = Group::of(&event.what).ok_or(Error::NotFound)?;
    let others: Vec<Event> = file.events.iter().filter(|e| e.number != number).cloned().collect();
    let living = living(&others, None);
    let why = form.optional::<Text<300>>("pourquoi").flatten().map(|text| text.0);
    let corrected = read(&mut form, asked(&file, group, &living));
    if corrected.as_ref().is_some_and(|new| amend::changes_nothing(event, new)) {
        form.refuse("le", fr("Rien n’a changé. Changez ce qui est faux, ou revenez au dossier."));
    }
    let Some(corrected) = corrected.filter(|_| form.is_valid()) else {
        drop(tx);
        let main = views::correct(&file, event, group, &form);
        let page = sub_page(&app, &actor, &file, "Corriger un événement", main);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    };
    store::append(&mut tx, case, vec![NewEvent { replaces: Some(number), why, ..corrected }]).await?;
    tx.audit(acts::CORRECTION, acts::case(case, &file.scope.platform)).await?;
    tx.commit().await?;
    Ok(Redirect::to(&format!("/dossiers/{case}?dit=corrige")).into_response())
}

/// The form came twice: the same person has just replaced that event.
fn already_replaced(file: &File, number: i64, actor: &Actor) -> bool {
    file.events.last().is_some_and(|last| last.replaces == Some(number) && last.recorded_by == actor.account)
}

/// `/dossiers/{case}/evenements/{n}/retirer`: what it means, and why one does it.
pub async fn withdraw_form(
    State(app): State<App>,
    actor: Actor,
    Path((case, number)): Path<(Id, i64)>,
) -> Result<Response> {
    let file = open_to_write(&app, &actor, case).await?;
    let event = amend::withdrawable(&file.events, number)?;
    app.log_view(&actor, acts::case(case, &file.scope.platform)).await?;
    let main = views::withdraw(&file, event, &Form::default());
    Ok(sub_page(&app, &actor, &file, "Retirer une saisie", main).into_response())
}

/// Replaces an event by nothing.
pub async fn withdraw(
    State(app): State<App>,
    actor: Actor,
    Path((case, number)): Path<(Id, i64)>,
    mut form: Form,
) -> Result<Response> {
    let (mut tx, file) = begin(&app, &actor, case).await?;
    if already_replaced(&file, number, &actor) {
        return Ok(Redirect::to(&format!("/dossiers/{case}?dit=retire")).into_response());
    }
    let event = amend::withdrawable(&file.events, number)?;
    let why = form.optional::<Text<300>>("pourquoi").flatten().map(|text| text.0);
    if !form.is_valid() {
        let main = views::withdraw(&file, event, &form);
        let page = sub_page(&app, &actor, &file, "Retirer une saisie", main);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    store::append(&mut tx, case, vec![amend::withdrawal(number, file.today, why)]).await?;
    tx.audit(acts::WITHDRAWAL, acts::case(case, &file.scope.platform)).await?;
    tx.commit().await?;
    Ok(Redirect::to(&format!("/dossiers/{case}?dit=retire")).into_response())
}
