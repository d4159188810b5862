//! Accounts of the people who work here: sign-in, sessions, passwords, invitations, roles, tokens of the API, and the pages
//! of those who manage them.
mod actions;
mod admin;
mod invitations;
pub mod machine;
pub mod model;
mod own;
pub mod password;
mod secret;
pub mod session;
mod sign_in;
pub mod store;
pub mod theme;
pub mod tokens;

pub use model::{Account, Email, PersonName};
pub use secret::Secret;
pub use sign_in::{Answer, authenticate};

use crate::rights::Role;
use crate::territories::TerritoryCode;
use base::{App, Error, Result, Routes, Target, Tx};
use db::Id;
use std::sync::Arc;

pub(crate) fn routes() -> Routes {
    let machines = Arc::new(sign_in::throttle::Machines::default());
    sign_in::routes(machines.clone())
        .merge(invitations::routes(machines))
        .merge(own::routes())
        .merge(theme::routes())
        .merge(admin::routes())
}

/// Opens an account with its first role, for the command line. Without a password an invitation leaves by e-mail.
///
/// # Errors
/// [`Error::Refused`] with the French sentence: a level that does not fit the role, an unknown territory, an address that has
/// an account already, a password too weak.
pub async fn create(
    app: &App,
    actor: &base::Actor,
    email: &Email,
    name: &PersonName,
    (role, territory): (Role, &TerritoryCode),
    password: Option<&str>,
) -> Result<Id> {
    let hash = match password {
        None => None,
        Some(password) => {
            password::check(password, email.as_str(), name.as_str())
                .map_err(|weak| Error::Refused(weak.to_string()))?;
            Some(password::hash(password).await?)
        }
    };
    let mut tx = app.begin(actor).await?;
    let now = tx.now();
    let id = store::insert(&mut tx, email, name, hash.as_deref(), now).await.map_err(|error| {
        if db::is_unique_violation(&error) {
            Error::Refused(format!("{email} a déjà un compte\u{a0}: ajoutez-lui la fonction."))
        } else {
            error.into()
        }
    })?;
    if hash.is_none() {
        let account = store::find(&mut tx, id).await?.ok_or(Error::NotFound)?;
        invitations::send(&mut tx, &app.config, &account, invitations::Why::Invited).await?;
    }
    tx.audit(actions::CREATED, Target::new(actions::ACCOUNT, id).at(territory)).await?;
    grant(&mut tx, id, role, territory).await?;
    tx.commit().await?;
    Ok(id)
}

/// Grants one more role, for the command line; ends the sessions of the account, because what they open has changed.
///
/// # Errors
/// [`Error::Refused`] with the French sentence: a level that does not fit the role, an unknown territory.
pub async fn grant(tx: &mut Tx, account: Id, role: Role, territory: &TerritoryCode) -> Result<()> {
    if !role.may_sit_at(territory.level()) {
        return Err(Error::Refused(format!(
            "La fonction «\u{202f}{}\u{202f}» ne s’exerce pas au niveau {}.",
            role.label(),
            territory.level().label().to_lowercase()
        )));
    }
    if crate::territories::store::find_territory(tx, territory).await?.is_none() {
        return Err(Error::Refused(format!("Aucun territoire ne porte le code {territory}.")));
    }
    let (now, by) = (tx.now(), tx.actor().account);
    store::insert_role(tx, account, role, territory, by, now).await?;
    session::close_all(tx, account).await?;
    tx.audit(actions::ROLE_GRANTED, Target::new(actions::ACCOUNT, account).at(territory)).await?;
    Ok(())
}
