//! Signing in and out. A wrong password and an unknown account look and cost the same.
mod address;
mod pages;
pub mod throttle;
mod views;

use super::model::Email;
use super::{actions, password, store};
use crate::journal::UNKNOWN;
use base::{Actor, App, Desk, Person, Result, Routes, Target};
use db::Id;
use std::sync::Arc;

pub(super) use address::Machine;

pub fn routes(machines: Arc<throttle::Machines>) -> Routes {
    Routes::new()
        .get("/connexion", pages::show)
        .post("/connexion", move |app, asked, from, jar, form| pages::sign_in(app, asked, from, machines, jar, form))
        .post("/deconnexion", pages::sign_out)
}

/// What became of an e-mail and a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    Welcome(Id),
    /// No open account, or not its password: which of the two is not said.
    Wrong,
    /// Too many failures: minutes to wait before the next try.
    Locked(i64),
}

/// Checks who somebody says to be. Tries are counted before the check; a success forgets the failures.
pub async fn authenticate(app: &App, email: &str, password: &str) -> Result<Answer> {
    let Ok(email) = email.parse::<Email>() else {
        // No account has such an address; it must not show by the time taken.
        password::verify(password, None).await?;
        return Ok(Answer::Wrong);
    };
    let mut tx = app.begin(&stranger()).await?;
    let now = tx.now();
    let failures = match throttle::count_try(&mut tx, &email, now).await? {
        Ok(failures) => failures,
        Err(until) => return Ok(Answer::Locked(minutes_until(until, now))),
    };
    let known = store::find_password(&mut tx, &email).await?;
    tx.commit().await?;

    let hash = known.as_ref().map(|(_, hash)| hash.as_str());
    let right = password::verify(password, hash).await?;
    let known = known.map(|(id, _)| id);
    let mut tx = app.begin(&stranger()).await?;
    if let (true, Some(id)) = (right, known) {
        throttle::forget(&mut tx, &email).await?;
        tx.commit().await?;
        return Ok(Answer::Welcome(id));
    }
    if throttle::lock(failures).is_some() {
        let target = known.map_or_else(|| UNKNOWN.to_owned(), |id| id.to_string());
        tx.audit(actions::LOCKED, Target::new(actions::ACCOUNT, target)).await?;
        tx.commit().await?;
    }
    Ok(Answer::Wrong)
}

/// Whole minutes, rounded up: « attendez 1 minute ».
pub(super) fn minutes_until(until: chrono::DateTime<chrono::Utc>, now: chrono::DateTime<chrono::Utc>) -> i64 {
    ((until - now).num_seconds() + 59).max(60) / 60
}

/// Somebody not signed in, for the journal. The nil account has no right anywhere (a null one would be a command).
pub(super) fn stranger() -> Actor {
    Actor::new(Person {
        account: Some(Id::nil()),
        name: "visiteur".into(),
        desk: Desk { role: "visitor".into(), ..Desk::default() },
        ..Person::default()
    })
}

/// An account that has just proved who it is.
pub(super) async fn owner(tx: &mut db::Tx, account: Id) -> Result<Actor> {
    let account_row = store::find(tx, account).await?.ok_or(base::Error::NotFound)?;
    let roles = store::roles(tx, account, Some(account)).await?;
    let desk = roles.iter().find(|role| role.is_in_force()).map(|role| Desk {
        role: role.role.code().into(),
        role_label: role.role.short().into(),
        territory: role.territory.clone(),
        territory_name: role.territory_name.clone(),
    });
    let desk = desk.unwrap_or_default();
    Ok(Actor::new(Person { account: Some(account), name: account_row.name, desk, ..Person::default() }))
}
