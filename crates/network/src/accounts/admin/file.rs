//! One account: its roles, its state, what the administrator may do to it.
use super::choice::RoleForm;
use super::model::{Managed, Refusal};
use super::store;
use super::views::file::{FilePage, file};
use crate::accounts::invitations::{self, Why};
use crate::accounts::model::GrantedRole;
use crate::accounts::{actions, session, store as accounts};
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use axum_extra::extract::cookie::CookieJar;
use base::{Actor, App, Error, Form, Page, Result, Target, Tx};
use db::Id;
use serde::Deserialize;

#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    fait: String,
}

/// Loads the account as this administrator reaches it; absent and out of reach answer alike.
async fn load(tx: &mut db::Tx, actor: &Actor, id: &str) -> Result<Managed> {
    let id: Id = id.parse().map_err(|_| Error::NotFound)?;
    store::managed(tx, id, actor).await?.ok_or(Error::NotFound)
}

fn done(id: Id, what: &str) -> Redirect {
    Redirect::to(&format!("/comptes/{id}?fait={what}"))
}

/// Where the journal shows what is done to the account.
fn target(managed: &Managed) -> Target {
    let target = Target::new(actions::ACCOUNT, managed.account.id);
    match managed.roles.iter().find(|role| role.within) {
        Some(role) => target.at(&role.territory),
        None => target,
    }
}

pub async fn show(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<String>,
    Query(Asked { fait }): Query<Asked>,
) -> Result<Response> {
    let mut tx = app.read().await?;
    let managed = load(&mut tx, &actor, &id).await?;
    render(&app, &actor, tx, &managed, Sheet { done: &fait, ..Sheet::default() }).await
}

#[derive(Default)]
struct Sheet<'a> {
    done: &'a str,
    form: Form,
    asked: RoleForm,
}

async fn render(app: &App, actor: &Actor, mut tx: db::Tx, managed: &Managed, sheet: Sheet<'_>) -> Result<Response> {
    let now = app.clock.now();
    let account = managed.account.id;
    let page = FilePage {
        managed,
        places: &store::places(&mut tx, actor).await?,
        invitation: invitations::pending(&mut tx, account, now).await?,
        sessions: session::count(&mut tx, account, now).await?,
        form: &sheet.form,
        asked: &sheet.asked,
        done: sheet.done,
    };
    let status = if sheet.form.is_valid() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = Page::new(managed.account.name.clone(), file(&page)).above("Comptes", "/comptes").menu("/comptes");
    Ok((status, page.render(app, Some(actor))).into_response())
}

pub async fn grant(State(app): State<App>, actor: Actor, Path(id): Path<String>, mut form: Form) -> Result<Response> {
    let mut tx = app.begin(&actor).await?;
    let managed = load(&mut tx, &actor, &id).await?;
    managed.may_grant()?;
    let places = store::places(&mut tx, &actor).await?;
    let mut asked = RoleForm::default();
    let wanted = asked.read(&mut form, &places);
    if let Some((role, territory)) = &wanted
        && managed.in_force().any(|held| held.role == *role && held.territory == territory.as_str())
    {
        form.refuse("territory", "Cette personne exerce déjà cette fonction sur ce territoire.");
    }
    let (Some((role, territory)), true) = (wanted, form.is_valid()) else {
        drop(tx);
        let read = app.read().await?;
        return render(&app, &actor, read, &managed, Sheet { form, asked, ..Sheet::default() }).await;
    };
    crate::accounts::grant(&mut tx, managed.account.id, role, &territory).await?;
    tx.commit().await?;
    Ok(done(managed.account.id, "fonction").into_response())
}

pub async fn end_role(
    State(app): State<App>,
    actor: Actor,
    jar: CookieJar,
    Path((id, role)): Path<(String, String)>,
) -> Result<Response> {
    let mut tx = app.begin(&actor).await?;
    let managed = load(&mut tx, &actor, &id).await?;
    let role = managed.may_end(role.parse().map_err(|_| Error::NotFound)?)?;
    let (account, now) = (managed.account.id, tx.now());
    accounts::end_role(&mut tx, account, role.id, now).await?;
    tx.audit(actions::ROLE_ENDED, Target::new(actions::ACCOUNT, account).at(&role.territory)).await?;
    if role.administers_the_nation() {
        keep_an_administrator(&mut tx).await?;
    }
    if !managed.is_own {
        session::close_all(&mut tx, account).await?;
        tx.commit().await?;
        return Ok(done(account, "fin").into_response());
    }
    // One's own session goes on, under another token, at a desk that is left.
    let token = session::token(&jar, &app.config).ok_or(Error::NotFound)?;
    session::close_others(&mut tx, account, &token).await?;
    let fresh = session::rotate(&mut tx, &token, None).await?.ok_or(Error::NotFound)?;
    tx.commit().await?;
    Ok((jar.add(session::cookie(&fresh, &app.config)), Redirect::to("/compte")).into_response())
}

/// Checked after the journal is written: its head is locked by then, so two administrators cannot each remove the other.
async fn keep_an_administrator(tx: &mut Tx) -> Result<()> {
    match accounts::national_administrators(tx).await? {
        0 => Err(Refusal::LastAdministrator.into()),
        _ => Ok(()),
    }
}

pub async fn invite(State(app): State<App>, actor: Actor, Path(id): Path<String>) -> Result<Redirect> {
    let mut tx = app.begin(&actor).await?;
    let managed = load(&mut tx, &actor, &id).await?;
    managed.may_invite()?;
    let why = if managed.account.has_password { Why::Reset } else { Why::Invited };
    invitations::send(&mut tx, &app.config, &managed.account, why).await?;
    tx.audit(actions::INVITED, target(&managed)).await?;
    tx.commit().await?;
    Ok(done(managed.account.id, "invitation"))
}

pub async fn end_sessions(State(app): State<App>, actor: Actor, Path(id): Path<String>) -> Result<Redirect> {
    let mut tx = app.begin(&actor).await?;
    let managed = load(&mut tx, &actor, &id).await?;
    managed.may_end_sessions()?;
    session::close_all(&mut tx, managed.account.id).await?;
    tx.audit(actions::SESSIONS_ENDED, target(&managed)).await?;
    tx.commit().await?;
    Ok(done(managed.account.id, "sessions"))
}

pub async fn close(State(app): State<App>, actor: Actor, Path(id): Path<String>) -> Result<Redirect> {
    let mut tx = app.begin(&actor).await?;
    let managed = load(&mut tx, &actor, &id).await?;
    managed.may_close()?;
    let (account, now) = (managed.account.id, tx.now());
    accounts::set_closed(&mut tx, account, Some(now)).await?;
    session::close_all(&mut tx, account).await?;
    tx.audit(actions::CLOSED, target(&managed)).await?;
    if managed.in_force().any(GrantedRole::administers_the_nation) {
        keep_an_administrator(&mut tx).await?;
    }
    tx.commit().await?;
    Ok(done(account, "ferme"))
}

pub async fn reopen(State(app): State<App>, actor: Actor, Path(id): Path<String>) -> Result<Redirect> {
    let mut tx = app.begin(&actor).await?;
    let managed = load(&mut tx, &actor, &id).await?;
    managed.may_reopen()?;
    accounts::set_closed(&mut tx, managed.account.id, None).await?;
    tx.audit(actions::REOPENED, target(&managed)).await?;
    tx.commit().await?;
    Ok(done(managed.account.id, "rouvert"))
}
