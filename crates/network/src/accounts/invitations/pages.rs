use super::store::{self, Invitation};
use super::{BETWEEN_MESSAGES, Why, send, views};
use crate::accounts::model::Email;
use crate::accounts::sign_in::throttle::{self, Machines};
use crate::accounts::sign_in::{Machine, minutes_until, owner, stranger};
use crate::accounts::{actions, password, session, store as accounts};
use crate::journal::UNKNOWN;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use axum_extra::extract::cookie::CookieJar;
use base::{App, Error, Form, Page, Result, Target};
use chrono::{DateTime, Utc};
use std::sync::Arc;

/// What a token is worth.
enum Link {
    Good(Invitation),
    Expired(Invitation),
    Used,
    Unknown,
}

fn link(found: Option<Invitation>, now: DateTime<Utc>) -> Link {
    match found {
        None => Link::Unknown,
        Some(invitation) if invitation.used_at.is_some() => Link::Used,
        Some(invitation) if invitation.expires_at <= now => Link::Expired(invitation),
        Some(invitation) => Link::Good(invitation),
    }
}

async fn look(app: &App, token: &str) -> Result<Link> {
    let mut tx = app.read().await?;
    Ok(link(store::find(&mut tx, token).await?, app.clock.now()))
}

pub async fn show(State(app): State<App>, Path(token): Path<String>) -> Result<Response> {
    let link = look(&app, &token).await?;
    Ok(answer(&app, &token, link, &Form::default(), StatusCode::OK))
}

pub async fn choose(
    State(app): State<App>,
    Path(token): Path<String>,
    jar: CookieJar,
    mut form: Form,
) -> Result<Response> {
    let invitation = match look(&app, &token).await? {
        Link::Good(invitation) => invitation,
        other => return Ok(answer(&app, &token, other, &form, StatusCode::OK)),
    };
    password::check_form(&mut form, &invitation.email, &invitation.name);
    if !form.is_valid() {
        return Ok(answer(&app, &token, Link::Good(invitation), &form, StatusCode::UNPROCESSABLE_ENTITY));
    }
    let hash = password::hash(form.secret("password")).await?;

    let account = invitation.account_id;
    let mut read = app.read().await?;
    let actor = owner(&mut read, account).await?;
    drop(read);
    let mut tx = app.begin(&actor).await?;
    let now = tx.now();
    if !store::take(&mut tx, &token, now).await? {
        drop(tx);
        let link = look(&app, &token).await?;
        return Ok(answer(&app, &token, link, &form, StatusCode::OK));
    }
    accounts::set_password(&mut tx, account, &hash).await?;
    session::close_all(&mut tx, account).await?;
    if let Ok(email) = invitation.email.parse::<Email>() {
        throttle::forget(&mut tx, &email).await?;
    }
    let session = session::open(&mut tx, account, None, now).await?;
    accounts::set_signed_in(&mut tx, account, now).await?;
    tx.audit(actions::PASSWORD_CHOSEN, Target::new(actions::ACCOUNT, account).at(&actor.desk.territory)).await?;
    tx.commit().await?;
    Ok((jar.add(session::cookie(&session, &app.config)), Redirect::to("/")).into_response())
}

/// From the page of an expired link: it proves the mailbox, so another may be sent there.
pub async fn ask_again(State(app): State<App>, Path(token): Path<String>) -> Result<Response> {
    let invitation = match look(&app, &token).await? {
        Link::Expired(invitation) => invitation,
        other => return Ok(answer(&app, &token, other, &Form::default(), StatusCode::OK)),
    };
    let mut tx = app.begin(&stranger()).await?;
    let account = accounts::find(&mut tx, invitation.account_id).await?.ok_or(Error::NotFound)?;
    let since = tx.now() - BETWEEN_MESSAGES;
    if !store::sent_since(&mut tx, account.id, since).await? {
        let why = if account.has_password { Why::Forgot } else { Why::Invited };
        send(&mut tx, &app.config, &account, why).await?;
    }
    tx.audit(actions::PASSWORD_ASKED, Target::new(actions::ACCOUNT, account.id)).await?;
    tx.commit().await?;
    Ok(Redirect::to("/mot-de-passe-oublie/envoye").into_response())
}

fn answer(app: &App, token: &str, link: Link, form: &Form, status: StatusCode) -> Response {
    let (status, title, main) = match link {
        Link::Good(invitation) => {
            (status, "Choisir votre mot de passe", views::choose(token, &invitation.name, &invitation.email, form))
        }
        Link::Expired(_) => (StatusCode::GONE, "Lien expiré", views::expired(token)),
        Link::Used => (StatusCode::GONE, "Lien déjà utilisé", views::used()),
        Link::Unknown => (StatusCode::NOT_FOUND, "Lien inconnu", views::unknown()),
    };
    (status, Page::new(title, main).render(app, None)).into_response()
}

pub async fn forgotten(State(app): State<App>) -> Response {
    Page::new("Mot de passe oublié", views::forgotten(&Form::default())).render(&app, None).into_response()
}

/// The answer is the same whether the address has an account or not.
pub async fn ask(
    State(app): State<App>,
    Machine(machine): Machine,
    machines: Arc<Machines>,
    mut form: Form,
) -> Result<Response> {
    let now = app.clock.now();
    if let Some(until) = machine.and_then(|machine| machines.locked_until(machine, now)) {
        return Err(Error::TooManyTries { minutes: minutes_until(until, now) });
    }
    let Some(email) = form.required::<Email>("email") else {
        let page = Page::new("Mot de passe oublié", views::forgotten(&form)).render(&app, None);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    };
    if let Some(machine) = machine {
        machines.failed(machine, now);
    }
    let mut tx = app.begin(&stranger()).await?;
    let account = accounts::find_by_email(&mut tx, &email).await?.filter(|account| account.closed_at.is_none());
    let target = account.as_ref().map_or_else(|| UNKNOWN.to_owned(), |account| account.id.to_string());
    if let Some(account) = account
        && !store::sent_since(&mut tx, account.id, now - BETWEEN_MESSAGES).await?
    {
        let why = if account.has_password { Why::Forgot } else { Why::Invited };
        send(&mut tx, &app.config, &account, why).await?;
    }
    tx.audit(actions::PASSWORD_ASKED, Target::new(actions::ACCOUNT, target)).await?;
    tx.commit().await?;
    Ok(Redirect::to("/mot-de-passe-oublie/envoye").into_response())
}

pub async fn sent(State(app): State<App>) -> Response {
    Page::new("Message envoyé", views::sent()).render(&app, None).into_response()
}
