use super::model::NewMember;
use super::views::{self, Members};
use super::{MEMBER_ADDED, MEMBER_ENDED, PLATFORM, store};
use crate::accounts::PersonName;
use crate::rights::{self, Permission};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use base::form::Text;
use base::{Actor, App, Error, Form, Page, Result, Target, clock};
use db::Id;

pub async fn show(State(app): State<App>, actor: Actor, Path(platform): Path<String>, form: Form) -> Result<Response> {
    let mut tx = app.read().await?;
    render(&app, &actor, &mut tx, &platform, &form).await
}

async fn render(app: &App, actor: &Actor, tx: &mut db::Tx, platform: &str, form: &Form) -> Result<Response> {
    rights::require(tx, actor, Permission::ManageMembers, platform).await?;
    let name = store::name_of(tx, platform).await?.ok_or(Error::NotFound)?;
    let page = Members {
        platform,
        name: &name,
        members: &store::members(tx, platform).await?,
        former: &store::former(tx, platform).await?,
        colleagues: &store::colleagues(tx, platform).await?,
        form,
        today: app.clock.today(),
    };
    let status = if form.is_valid() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let menu = format!("/plates-formes/{platform}/membres");
    let page = Page::new("Membres", views::members(&page)).menu(menu).render(app, Some(actor));
    Ok((status, page).into_response())
}

pub async fn add(
    State(app): State<App>,
    actor: Actor,
    Path(platform): Path<String>,
    mut form: Form,
) -> Result<Response> {
    let mut tx = app.begin(&actor).await?;
    rights::require(&mut tx, &actor, Permission::ManageMembers, &platform).await?;
    let name = form.required::<PersonName>("name");
    let organisation = form.required::<Text<120>>("organisation");
    let job = form.required::<Text<120>>("job");
    let account_id = match form.raw("account") {
        "" => None,
        chosen => {
            let colleagues = store::colleagues(&mut tx, &platform).await?;
            let found = colleagues.iter().find(|colleague| colleague.id.to_string() == chosen).map(|c| c.id);
            if found.is_none() {
                form.refuse(
                    "account",
                    "Ce compte n’a pas de fonction ici, ou il est déjà celui d’un membre. Choisissez-en un autre.",
                );
            }
            found
        }
    };
    let (Some(name), Some(Text(organisation)), Some(Text(job)), true) = (name, organisation, job, form.is_valid())
    else {
        return render(&app, &actor, &mut tx, &platform, &form).await;
    };
    let new = NewMember { name: name.as_str().to_owned(), organisation, job, account_id };
    let now = tx.now();
    store::add(&mut tx, &platform, &new, clock::paris_day(now), now).await?;
    tx.audit(MEMBER_ADDED, Target::new(PLATFORM, &platform).at(&platform)).await?;
    tx.commit().await?;
    Ok(Redirect::to(&format!("/plates-formes/{platform}/membres?fait=ajoute")).into_response())
}

pub async fn end(
    State(app): State<App>,
    actor: Actor,
    Path((platform, member)): Path<(String, String)>,
) -> Result<Redirect> {
    let mut tx = app.begin(&actor).await?;
    rights::require(&mut tx, &actor, Permission::ManageMembers, &platform).await?;
    let member: Id = member.parse().map_err(|_| Error::NotFound)?;
    let today = clock::paris_day(tx.now());
    if !store::end(&mut tx, &platform, member, today).await? {
        return Err(Error::NotFound);
    }
    tx.audit(MEMBER_ENDED, Target::new(PLATFORM, &platform).at(&platform)).await?;
    tx.commit().await?;
    Ok(Redirect::to(&format!("/plates-formes/{platform}/membres?fait=retire")))
}
