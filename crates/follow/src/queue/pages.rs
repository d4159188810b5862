use super::board::{self, Board};
use super::call::{self, Issue};
use super::filter::Filter;
use super::views;
use crate::acts;
use crate::cases::event::{Contacted, What};
use crate::cases::forms::makes_sense;
use crate::cases::gesture::Gesture;
use crate::cases::members::{self, Member};
use crate::cases::situation::living;
use crate::cases::store::NewEvent;
use crate::cases::{amend, scope, store as cases};
use crate::youths::contacts;
use crate::youths::reach::{self, ContactPoint};
use crate::youths::store as youths;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use base::{Actor, App, Error, Form, Page, Result};
use chrono::NaiveDateTime;
use db::Id;

/// The address of a queue, with its filters.
pub fn address(platform: &str, query: &str) -> String {
    let path = format!("/plates-formes/{platform}/file");
    if query.is_empty() { path } else { format!("{path}?{query}") }
}

/// `/plates-formes/{platform}/file`: who is to be called this morning, and why.
pub async fn queue(
    State(app): State<App>,
    actor: Actor,
    Path(platform): Path<String>,
    query: Form,
) -> Result<Response> {
    let mut tx = app.read().await?;
    let scope = scope::platform(&mut tx, &actor, &platform).await?;
    let board = board::read(&mut tx, &actor, scope, now(&app), &query, None).await?;
    Ok(show(&app, &actor, &board).into_response())
}

fn now(app: &App) -> NaiveDateTime {
    base::clock::paris_time(app.clock.now())
}

fn show(app: &App, actor: &Actor, board: &Board) -> maud::Markup {
    Page::new("Ma file", views::page(board)).menu(address(&board.scope.code, "")).render(app, Some(actor))
}

/// Records a call from its row, then goes back to the queue with the next row open.
pub async fn record(State(app): State<App>, actor: Actor, Path(case): Path<Id>, mut form: Form) -> Result<Response> {
    let today = app.clock.today();
    let mut tx = app.begin(&actor).await?;
    let scope = scope::case_to_write(&mut tx, &actor, case, today).await?;
    let points = reach::of_youths(&mut tx, &[scope.youth_id]).await?;
    let called = called(&mut form, &points);
    let owner = match called {
        Some(point) if point.guardian_id.is_some() => Contacted::Guardian,
        _ => Contacted::Youth,
    };
    let Some(call) = call::read(&mut form, owner, today) else {
        drop(tx);
        return refused(&app, &actor, &scope.platform, case, form).await;
    };
    let drawn_at = form.raw("version").parse().unwrap_or(scope.events);
    let known = cases::events(&mut tx, case).await?;
    let born_on = youths::traits(&mut tx, scope.youth_id).await?.born_on;
    let nonsense = |event: &NewEvent| makes_sense(&living(&known, None), born_on, &event.what, today).err();
    if let Some(no) = call.events.iter().find_map(nonsense) {
        drop(tx);
        return Ok(overtaken(&app, &actor, &scope.platform, case, &no.why, &form));
    }
    let done = cases::append_once(&mut tx, case, drawn_at, call.events).await?;
    let barred = called.filter(|_| call.issue == Issue::WrongNumber);
    if let Some(point) = barred.filter(|_| !done.repeated) {
        contacts::bar(&mut tx, point.id, today).await?;
    }
    if !done.repeated {
        tx.audit(acts::CALL, acts::case(case, &scope.platform)).await?;
    }
    tx.commit().await?;
    let mut back = Filter::read(&Form::parse(form.raw("retour").as_bytes())).query();
    let mut add = |name: &str, value: String| {
        let and = if back.is_empty() { "" } else { "&" };
        back.push_str(&format!("{and}{name}={value}"));
    };
    if let Some(gesture) = Gesture::new(case, &done.numbers) {
        add("fait", gesture.to_string());
    }
    if let Some(point) = barred {
        add("numero", point.id.to_string());
    }
    if done.meanwhile {
        add("depuis", drawn_at.to_string());
    }
    if let Ok(next) = form.raw("suivant").parse::<Id>() {
        add("ouvrir", next.to_string());
    }
    Ok(Redirect::to(&address(&scope.platform, &back)).into_response())
}

/// The number that was called, among those of the youth.
fn called<'a>(form: &mut Form, points: &'a [ContactPoint]) -> Option<&'a ContactPoint> {
    let id = form.optional::<Id>("numero").flatten()?;
    points.iter().find(|point| point.id == id)
}

/// The page again, the row open, every field as it was typed.
async fn refused(app: &App, actor: &Actor, platform: &str, case: Id, form: Form) -> Result<Response> {
    let mut tx = app.read().await?;
    let scope = scope::platform(&mut tx, actor, platform).await?;
    let query = Form::parse(form.raw("retour").as_bytes());
    let board = board::read(&mut tx, actor, scope, now(app), &query, Some((case, form.clone()))).await?;
    if board.lines.iter().all(|line| line.open.case != case) {
        // The case left this view while the form was open: its own page has the same form.
        let why = "Ce dossier n’est plus dans cette vue de la file, et la saisie était incomplète.";
        return Ok(overtaken(app, actor, platform, case, why, &form));
    }
    Ok((StatusCode::UNPROCESSABLE_ENTITY, show(app, actor, &board)).into_response())
}

/// The call cannot be recorded any more: what was typed is given back, and the way to the case.
fn overtaken(app: &App, actor: &Actor, platform: &str, case: Id, why: &str, form: &Form) -> Response {
    let page = Page::new("L’appel n’est pas enregistré", views::overtaken(case, why, form.raw("note")));
    let page =
        page.above("Ma file", address(platform, &Filter::read(&Form::parse(form.raw("retour").as_bytes())).query()));
    (StatusCode::CONFLICT, page.render(app, Some(actor))).into_response()
}

/// Withdraws what was just recorded, if nothing rests on it.
pub async fn undo(State(app): State<App>, actor: Actor, Path(platform): Path<String>, form: Form) -> Result<Redirect> {
    let today = app.clock.today();
    let gestures: Vec<Gesture> =
        form.raw_all("saisie").filter_map(|text| text.parse().ok()).take(board::PAGE).collect();
    let Some(first) = gestures.first().copied() else {
        return Err(Error::BadRequest("Aucune saisie à annuler.".into()));
    };
    let mut tx = app.begin(&actor).await?;
    for gesture in &gestures {
        let scope = scope::case_to_write(&mut tx, &actor, gesture.case, today).await?;
        if scope.platform != platform {
            return Err(Error::NotFound);
        }
        let events = cases::events(&mut tx, gesture.case).await?;
        let withdrawals = amend::undo(&events, gesture.first, gesture.last, actor.account, today)?;
        if withdrawals.is_empty() {
            continue;
        }
        if let Ok(number) = form.raw("numero").parse::<Id>() {
            contacts::unbar(&mut tx, scope.youth_id, number).await?;
        }
        cases::append(&mut tx, gesture.case, withdrawals).await?;
    }
    for gesture in &gestures {
        tx.audit(acts::UNDO, acts::case(gesture.case, &platform)).await?;
    }
    tx.commit().await?;
    let mut back = Filter::read(&Form::parse(form.raw("retour").as_bytes())).query();
    if !back.is_empty() {
        back.push('&');
    }
    back.push_str(&format!("annule={0}&ouvrir={0}", first.case));
    Ok(Redirect::to(&address(&platform, &back)))
}

/// Confides the ticked cases to a member.
pub async fn assign(
    State(app): State<App>,
    actor: Actor,
    Path(platform): Path<String>,
    mut form: Form,
) -> Result<Response> {
    let today = app.clock.today();
    let ticked: Vec<Id> = form.raw_all("dossier").filter_map(|id| id.parse().ok()).take(board::PAGE).collect();
    let mut tx = app.begin(&actor).await?;
    let scope = scope::platform_to_write(&mut tx, &actor, &platform).await?;
    let members = members::of_platform(&mut tx, &scope.code, today).await?;
    if ticked.is_empty() {
        form.refuse("dossier", "Cochez au moins un dossier.");
    }
    let Some(member) = chosen(&mut form, &members).filter(|_| form.is_valid()) else {
        drop(tx);
        return not_confided(&app, &actor, &platform, form).await;
    };
    let carried = super::store::subjects(&mut tx, &scope.code, &ticked).await?;
    let mut gestures = vec![];
    for case in ticked {
        let Some(subject) = carried.get(&case) else { return Err(Error::NotFound) };
        if subject.worker == Some(member) {
            continue;
        }
        let event = NewEvent::on(today, What::Assigned { to: Some(member) });
        let numbers = cases::append(&mut tx, case, vec![event]).await?;
        gestures.extend(Gesture::new(case, &numbers));
    }
    for gesture in &gestures {
        tx.audit(acts::ASSIGNMENT, acts::case(gesture.case, &platform)).await?;
    }
    tx.commit().await?;
    let mut back = Filter::read(&Form::parse(form.raw("retour").as_bytes())).query();
    if !gestures.is_empty() {
        if !back.is_empty() {
            back.push('&');
        }
        back.push_str("fait=");
        back.push_str(&gestures.iter().map(ToString::to_string).collect::<Vec<_>>().join(","));
    }
    Ok(Redirect::to(&address(&platform, &back)).into_response())
}

/// The member to whom the ticked cases go.
fn chosen(form: &mut Form, members: &[Member]) -> Option<Id> {
    if form.raw("membre").is_empty() {
        form.refuse("membre", "Choisissez à qui confier les dossiers cochés.");
        return None;
    }
    let id = form.raw("membre").parse::<Id>().ok();
    let member = members.iter().find(|member| member.active && Some(member.id) == id).map(|member| member.id);
    if member.is_none() {
        form.refuse("membre", "Ce membre n’est plus dans la plate-forme. Choisissez-en un autre.");
    }
    member
}

/// The queue again, the same rows ticked, the same member chosen.
async fn not_confided(app: &App, actor: &Actor, platform: &str, form: Form) -> Result<Response> {
    let mut tx = app.read().await?;
    let scope = scope::platform(&mut tx, actor, platform).await?;
    let query = Form::parse(form.raw("retour").as_bytes());
    let board = board::read(&mut tx, actor, scope, now(app), &query, None).await?;
    let page = show(app, actor, &Board { confided: form, ..board });
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}
