use super::views::{self, Own};
use crate::accounts::model::local_path;
use crate::accounts::sign_in::{Answer, authenticate};
use crate::accounts::{actions, password, session, store, tokens};
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use axum_extra::extract::cookie::CookieJar;
use base::{Actor, App, Error, Form, Page, Result, Target};
use serde::Deserialize;

#[derive(Default, Deserialize)]
pub struct Asked {
    /// What was just done (`views::done`).
    #[serde(default)]
    pub fait: String,
}

pub async fn show(
    State(app): State<App>,
    actor: Actor,
    jar: CookieJar,
    Query(asked): Query<Asked>,
) -> Result<Response> {
    let page = Sheet { done: &asked.fait, ..Sheet::default() };
    page.render(&app, &actor, &jar, StatusCode::OK).await
}

/// The page with what a form on it has to say.
#[derive(Default)]
pub(super) struct Sheet<'a> {
    pub done: &'a str,
    pub password: Form,
    pub token: Form,
    /// A token just made, to be copied now.
    pub fresh: Option<&'a str>,
}

impl Sheet<'_> {
    pub async fn render(self, app: &App, actor: &Actor, jar: &CookieJar, status: StatusCode) -> Result<Response> {
        let account = actor.account.ok_or(Error::NotFound)?;
        let now = app.clock.now();
        let mut tx = app.read().await?;
        let row = store::find(&mut tx, account).await?.ok_or(Error::NotFound)?;
        let roles = store::roles(&mut tx, account, Some(account)).await?;
        let current = match session::token(jar, &app.config) {
            Some(token) => session::find(&mut tx, &token, now).await?.and_then(|s| s.current().map(|desk| desk.id)),
            None => None,
        };
        let own = Own {
            account: &row,
            roles: &roles,
            current,
            sessions: session::count(&mut tx, account, now).await?,
            tokens: &tokens::list(&mut tx, account, now).await?,
            sheet: &self,
        };
        let page = Page::new("Mon compte", views::own(&own)).render(app, Some(actor));
        Ok((status, page).into_response())
    }
}

/// Sits the person at another desk. The token changes with what it opens.
pub async fn choose_desk(State(app): State<App>, actor: Actor, jar: CookieJar, form: Form) -> Result<Response> {
    let account = actor.account.ok_or(Error::NotFound)?;
    let token = session::token(&jar, &app.config).ok_or(Error::NotFound)?;
    let mut tx = app.begin(&actor).await?;
    let roles = store::roles(&mut tx, account, Some(account)).await?;
    let chosen = roles.iter().find(|role| role.is_in_force() && role.id.to_string() == form.raw("desk"));
    let chosen = chosen.ok_or(Error::NotFound)?;
    let fresh = session::rotate(&mut tx, &token, Some(chosen.id)).await?.ok_or(Error::NotFound)?;
    tx.audit(actions::DESK_CHOSEN, Target::new(actions::ACCOUNT, account).at(&chosen.territory)).await?;
    tx.commit().await?;
    let next = Redirect::to(local_path(form.raw("suite")));
    Ok((jar.add(session::cookie(&fresh, &app.config)), next).into_response())
}

pub async fn change_password(State(app): State<App>, actor: Actor, jar: CookieJar, mut form: Form) -> Result<Response> {
    let account = actor.account.ok_or(Error::NotFound)?;
    let token = session::token(&jar, &app.config).ok_or(Error::NotFound)?;
    let mut read = app.read().await?;
    let row = store::find(&mut read, account).await?.ok_or(Error::NotFound)?;
    drop(read);
    password::check_form(&mut form, &row.email, &row.name);
    if form.secret("current").is_empty() {
        form.refuse("current", "Écrivez votre mot de passe d’aujourd’hui.");
    } else if form.is_valid() {
        // Counted like a sign-in: a stolen session must not try passwords at leisure.
        match authenticate(&app, &row.email, form.secret("current")).await? {
            Answer::Welcome(found) if found == account => {}
            Answer::Locked(minutes) => return Err(Error::TooManyTries { minutes }),
            Answer::Welcome(_) | Answer::Wrong => {
                form.refuse("current", "Ce n’est pas votre mot de passe d’aujourd’hui. Écrivez-le à nouveau.");
            }
        }
    }
    if !form.is_valid() {
        let page = Sheet { password: form, ..Sheet::default() };
        return page.render(&app, &actor, &jar, StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    let hash = password::hash(form.secret("password")).await?;
    let mut tx = app.begin(&actor).await?;
    store::set_password(&mut tx, account, &hash).await?;
    session::close_others(&mut tx, account, &token).await?;
    let fresh = session::rotate(&mut tx, &token, None).await?.ok_or(Error::NotFound)?;
    tx.audit(actions::PASSWORD_CHANGED, Target::new(actions::ACCOUNT, account).at(&actor.desk.territory)).await?;
    tx.commit().await?;
    Ok((jar.add(session::cookie(&fresh, &app.config)), Redirect::to("/compte?fait=mot-de-passe")).into_response())
}

pub async fn end_other_sessions(State(app): State<App>, actor: Actor, jar: CookieJar) -> Result<Redirect> {
    let account = actor.account.ok_or(Error::NotFound)?;
    let token = session::token(&jar, &app.config).ok_or(Error::NotFound)?;
    let mut tx = app.begin(&actor).await?;
    session::close_others(&mut tx, account, &token).await?;
    tx.audit(actions::SESSIONS_ENDED, Target::new(actions::ACCOUNT, account).at(&actor.desk.territory)).await?;
    tx.commit().await?;
    Ok(Redirect::to("/compte?fait=sessions"))
}
