use super::choice::RoleForm;
use super::model::Refusal;
use super::store;
use super::views::create::{NewPage, new};
use crate::accounts::invitations::{self, Why};
use crate::accounts::model::{Account, Email, PersonName};
use crate::accounts::{actions, store as accounts};
use crate::rights::{self, Permission, Role};
use crate::territories::TerritoryCode;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use base::{Actor, App, Error, Form, Page, Result, Target};

pub async fn show(State(app): State<App>, actor: Actor, form: Form) -> Result<Response> {
    let mut tx = app.read().await?;
    rights::require_anywhere(&mut tx, &actor, Permission::ManageAccounts).await?;
    let places = store::places(&mut tx, &actor).await?;
    let page = NewPage { form: &form, places: &places, asked: &RoleForm::default(), existing: None };
    Ok(render(&app, &actor, StatusCode::OK, &page))
}

struct Wanted {
    email: Email,
    name: PersonName,
    role: Role,
    territory: TerritoryCode,
}

pub async fn create(State(app): State<App>, actor: Actor, mut form: Form) -> Result<Response> {
    let mut tx = app.begin(&actor).await?;
    rights::require_anywhere(&mut tx, &actor, Permission::ManageAccounts).await?;
    let places = store::places(&mut tx, &actor).await?;
    let mut asked = RoleForm::default();
    let email = form.required::<Email>("email");
    let name = form.required::<PersonName>("name");
    let role = asked.read(&mut form, &places);
    let existing = match &email {
        Some(email) => accounts::find_by_email(&mut tx, email).await?,
        None => None,
    };
    if existing.is_some() && !form.is_checked("existing") {
        form.refuse(
            "email",
            "Cette adresse a déjà un compte. Corrigez-la, ou confirmez ci-dessous que c’est la même personne.",
        );
    }
    if let (Some(email), Some(name), Some((role, territory)), true) = (email, name, role, form.is_valid()) {
        let wanted = Wanted { email, name, role, territory };
        match &existing {
            None => return open(tx, &app, &wanted).await,
            Some(account) => match join(tx, &actor, account, &wanted).await? {
                Ok(done) => return Ok(done),
                Err(fault) => form.refuse("email", fault),
            },
        }
    }
    let page = NewPage { form: &form, places: &places, asked: &asked, existing: existing.as_ref() };
    Ok(render(&app, &actor, StatusCode::UNPROCESSABLE_ENTITY, &page))
}

/// A new account, its role, and the invitation to choose a password.
async fn open(mut tx: base::Tx, app: &App, wanted: &Wanted) -> Result<Response> {
    let now = tx.now();
    let id = accounts::insert(&mut tx, &wanted.email, &wanted.name, None, now).await?;
    let account = accounts::find(&mut tx, id).await?.ok_or(Error::NotFound)?;
    invitations::send(&mut tx, &app.config, &account, Why::Invited).await?;
    for act in [actions::CREATED, actions::INVITED] {
        tx.audit(act, Target::new(actions::ACCOUNT, id).at(&wanted.territory)).await?;
    }
    crate::accounts::grant(&mut tx, id, wanted.role, &wanted.territory).await?;
    tx.commit().await?;
    Ok(Redirect::to(&format!("/comptes/{id}?fait=cree")).into_response())
}

/// One more role for somebody who has an account, perhaps out of the administrator's reach until now.
async fn join(
    mut tx: base::Tx,
    actor: &Actor,
    account: &Account,
    wanted: &Wanted,
) -> Result<std::result::Result<Response, String>> {
    if Some(account.id) == actor.account {
        return Ok(Err(Refusal::Oneself.text().into()));
    }
    if account.closed_at.is_some() {
        return Ok(Err(
            "Le compte de cette adresse est fermé. Un administrateur de son territoire peut le rouvrir.".into()
        ));
    }
    crate::accounts::grant(&mut tx, account.id, wanted.role, &wanted.territory).await?;
    tx.commit().await?;
    Ok(Ok(Redirect::to(&format!("/comptes/{}?fait=fonction", account.id)).into_response()))
}

fn render(app: &App, actor: &Actor, status: StatusCode, page: &NewPage<'_>) -> Response {
    let page = Page::new("Nouveau compte", new(page)).above("Comptes", "/comptes").menu("/comptes");
    (status, page.render(app, Some(actor))).into_response()
}
