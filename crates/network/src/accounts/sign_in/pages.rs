use super::address::Machine;
use super::throttle::Machines;
use super::views::{self, Demo, SignInPage};
use super::{Answer, authenticate, minutes_until, owner};
use crate::accounts::model::local_path;
use crate::accounts::{actions, session, store};
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use axum_extra::extract::cookie::CookieJar;
use base::{App, Form, MaybeActor, Page, Result, Target};
use db::sql;
use serde::Deserialize;
use std::sync::Arc;

#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    suite: String,
    /// A form was sent after the session ended.
    #[serde(default)]
    fin: String,
}

pub async fn show(
    State(app): State<App>,
    MaybeActor(actor): MaybeActor,
    Query(Asked { suite, fin }): Query<Asked>,
) -> Result<Response> {
    if actor.is_some() {
        return Ok(Redirect::to(local_path(&suite)).into_response());
    }
    let form = Form::filled([("suite", suite)]);
    let ended = (!fin.is_empty()).then(views::session_ended);
    render(&app, StatusCode::OK, &form, ended).await
}

pub async fn sign_in(
    State(app): State<App>,
    MaybeActor(_): MaybeActor,
    Machine(machine): Machine,
    machines: Arc<Machines>,
    jar: CookieJar,
    mut form: Form,
) -> Result<Response> {
    let now = app.clock.now();
    if let Some(until) = machine.and_then(|machine| machines.locked_until(machine, now)) {
        return locked(&app, &form, minutes_until(until, now)).await;
    }
    if form.raw("email").is_empty() {
        form.refuse("email", "Écrivez l’adresse électronique de votre compte.");
    }
    if form.secret("password").is_empty() {
        form.refuse("password", "Écrivez votre mot de passe.");
    }
    if !form.is_valid() {
        return render(&app, StatusCode::UNPROCESSABLE_ENTITY, &form, None).await;
    }
    let account = match authenticate(&app, form.raw("email"), form.secret("password")).await? {
        Answer::Welcome(account) => account,
        Answer::Locked(minutes) => return locked(&app, &form, minutes).await,
        Answer::Wrong => {
            if let Some(machine) = machine {
                machines.failed(machine, now);
            }
            let fault = views::wrong();
            return render(&app, StatusCode::UNPROCESSABLE_ENTITY, &form, Some(fault)).await;
        }
    };
    let mut read = app.read().await?;
    let actor = owner(&mut read, account).await?;
    drop(read);
    let mut tx = app.begin(&actor).await?;
    if let Some(old) = session::token(&jar, &app.config) {
        session::close(&mut tx, &old).await?;
    }
    let token = session::open(&mut tx, account, None, now).await?;
    store::set_signed_in(&mut tx, account, now).await?;
    tx.audit(actions::SIGNED_IN, Target::new(actions::ACCOUNT, account).at(&actor.desk.territory)).await?;
    tx.commit().await?;
    let next = Redirect::to(local_path(form.raw("suite")));
    Ok((jar.add(session::cookie(&token, &app.config)), next).into_response())
}

pub async fn sign_out(State(app): State<App>, MaybeActor(actor): MaybeActor, jar: CookieJar) -> Result<Response> {
    if let (Some(actor), Some(token)) = (actor, session::token(&jar, &app.config)) {
        let mut tx = app.begin(&actor).await?;
        session::close(&mut tx, &token).await?;
        tx.audit(actions::SIGNED_OUT, Target::new(actions::ACCOUNT, actor.id()).at(&actor.desk.territory)).await?;
        tx.commit().await?;
    }
    Ok((jar.remove(session::removal(&app.config)), Redirect::to("/connexion")).into_response())
}

async fn locked(app: &App, form: &Form, minutes: i64) -> Result<Response> {
    render(app, StatusCode::TOO_MANY_REQUESTS, form, Some(views::locked(minutes))).await
}

async fn render(app: &App, status: StatusCode, form: &Form, fault: Option<maud::Markup>) -> Result<Response> {
    let mut tx = app.read().await?;
    let demo: Option<(String,)> =
        sql!("SELECT value FROM setting WHERE name = 'demo_accounts'").optional(&mut tx).await?;
    let demo: Vec<Demo> = demo
        .map(|(list,)| serde_json::from_str(&list))
        .transpose()
        .map_err(|e| base::Error::Internal(format!("setting demo_accounts makes no sense: {e}")))?
        .unwrap_or_default();
    let main = views::sign_in(&SignInPage { form, fault, demo: &demo });
    Ok((status, Page::new("Se connecter", main).render(app, None)).into_response())
}
