//! Sessions on the server's side: a random token in a cookie, only its SHA-256 in the database.
//!
//! Idle for 30 minutes or 12 hours old, a session is over. The token changes at each sign-in and whenever rights change.
use super::secret::{self, Secret};
use crate::rights::Role;
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use base::{Config, Desk, Person};
use chrono::{DateTime, Duration, Utc};
use db::{Db, Id, Result, Tx, sql};

pub const IDLE: Duration = Duration::minutes(30);
pub const ABSOLUTE: Duration = Duration::hours(12);
/// A page seen is written down at most this often.
const TOUCH: Duration = Duration::minutes(1);

/// The one who holds a valid token, with all desks to sit at.
#[derive(Clone, Debug)]
pub struct SignedIn {
    pub account: Id,
    pub name: String,
    pub email: String,
    pub theme: String,
    /// Roles in force, in the order they were granted.
    pub desks: Vec<DeskRow>,
    /// The desk chosen, when its role is still in force.
    pub desk: Option<Id>,
    /// The time of the last page is old enough to be written again: call [`touch`].
    pub touch_due: bool,
}

/// One role of the account, on one territory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeskRow {
    /// Of the row of `account_role`.
    pub id: Id,
    pub role: Role,
    pub territory: String,
    pub territory_name: String,
}

impl SignedIn {
    /// Where the person sits: the desk chosen, else the first; none when no role is in force.
    pub fn current(&self) -> Option<&DeskRow> {
        self.desks.iter().find(|row| Some(row.id) == self.desk).or(self.desks.first())
    }

    /// The actor's part that the database knows; the menu is the site map's.
    pub fn person(&self) -> Person {
        Person {
            account: Some(self.account),
            name: self.name.clone(),
            desk: self.current().map(DeskRow::desk).unwrap_or_default(),
            desks: self.desks.len(),
            theme: self.theme.clone(),
            nav: vec![],
        }
    }
}

impl DeskRow {
    pub fn desk(&self) -> Desk {
        Desk {
            role: self.role.code().into(),
            role_label: self.role.short().into(),
            territory: self.territory.clone(),
            territory_name: self.territory_name.clone(),
        }
    }
}

/// The account with one of its roles; the role's part is null when it holds none.
#[derive(db::FromRow)]
pub(super) struct SignedInRow {
    account: Id,
    name: String,
    email: String,
    theme: String,
    chosen: Option<Id>,
    seen_at: Option<DateTime<Utc>>,
    desk: Option<Id>,
    role: Option<String>,
    territory: Option<String>,
    territory_name: Option<String>,
}

impl SignedIn {
    /// Rows of one account, one a role. A role of another version of the program is passed over.
    pub(super) fn from_rows(rows: Vec<SignedInRow>, now: DateTime<Utc>) -> Option<Self> {
        let first = rows.first()?;
        let mut signed_in = SignedIn {
            account: first.account,
            name: first.name.clone(),
            email: first.email.clone(),
            theme: first.theme.clone(),
            desk: first.chosen,
            touch_due: first.seen_at.is_none_or(|at| at <= now - TOUCH),
            desks: vec![],
        };
        signed_in.desks = rows.into_iter().filter_map(SignedInRow::desk_row).collect();
        Some(signed_in)
    }
}

impl SignedInRow {
    fn desk_row(self) -> Option<DeskRow> {
        Some(DeskRow {
            id: self.desk?,
            role: self.role?.parse().ok()?,
            territory: self.territory?,
            territory_name: self.territory_name?,
        })
    }
}

/// Who holds this token, if it is of a session still open.
pub async fn find(tx: &mut Tx, token: &str, now: DateTime<Utc>) -> Result<Option<SignedIn>> {
    let rows = sql!(
        "SELECT a.id AS account, a.name, a.email, a.theme, s.desk AS chosen, s.seen_at,
                r.id AS desk, r.role, r.territory, t.name AS territory_name
         FROM session s
         JOIN account a ON a.id = s.account_id AND a.closed_at IS NULL
         LEFT JOIN account_role r ON r.account_id = a.id AND r.ended_at IS NULL
         LEFT JOIN territory t ON t.code = r.territory
         WHERE s.token_hash = $1 AND s.expires_at > $2 AND s.seen_at > $3
         ORDER BY r.granted_at, r.id"
    )
    .bind(secret::hash(token))
    .bind(now)
    .bind(now - IDLE)
    .all(tx)
    .await?;
    Ok(SignedIn::from_rows(rows, now))
}

/// A new session, after a proof of identity. The token of an earlier one is never taken over: close it.
pub async fn open(tx: &mut Tx, account: Id, desk: Option<Id>, now: DateTime<Utc>) -> Result<Secret> {
    let token = Secret::new();
    sql!(
        "INSERT INTO session (token_hash, account_id, desk, created_at, seen_at, expires_at)
         VALUES ($1, $2, $3, $4, $4, $5)"
    )
    .bind(token.hash())
    .bind(account)
    .bind(desk)
    .bind(now)
    .bind(now + ABSOLUTE)
    .execute(tx)
    .await?;
    Ok(token)
}

/// Another token for the same session, when what it opens has changed; `desk` none leaves the desk as it is. The old one
/// is worth nothing from now on, and the session ends no later than it would have.
pub async fn rotate(tx: &mut Tx, token: &str, desk: Option<Id>) -> Result<Option<Secret>> {
    let fresh = Secret::new();
    let moved = sql!("UPDATE session SET token_hash = $2, desk = COALESCE($3, desk) WHERE token_hash = $1")
        .bind(secret::hash(token))
        .bind(fresh.hash())
        .bind(desk)
        .execute(tx)
        .await?;
    Ok((moved == 1).then_some(fresh))
}

/// Writes down that a page was seen, at most once a minute, in its own short transaction: no read waits for it.
pub async fn touch(db: &Db, token: &str, now: DateTime<Utc>) -> Result<()> {
    let mut tx = db.write().await?;
    sql!("UPDATE session SET seen_at = $2 WHERE token_hash = $1 AND seen_at <= $3")
        .bind(secret::hash(token))
        .bind(now)
        .bind(now - TOUCH)
        .execute(&mut tx)
        .await?;
    tx.commit().await
}

pub async fn close(tx: &mut Tx, token: &str) -> Result<u64> {
    sql!("DELETE FROM session WHERE token_hash = $1").bind(secret::hash(token)).execute(tx).await
}

/// How many sessions of the account are open.
pub async fn count(tx: &mut Tx, account: Id, now: DateTime<Utc>) -> Result<i64> {
    let (count,) = sql!("SELECT count(*) FROM session WHERE account_id = $1 AND expires_at > $2 AND seen_at > $3")
        .bind(account)
        .bind(now)
        .bind(now - IDLE)
        .one::<(i64,)>(tx)
        .await?;
    Ok(count)
}

/// Ends every session of the account, wherever it is open; returns how many.
pub async fn close_all(tx: &mut Tx, account: Id) -> Result<u64> {
    sql!("DELETE FROM session WHERE account_id = $1").bind(account).execute(tx).await
}

/// Ends every session of the account but the one of this token; returns how many.
pub async fn close_others(tx: &mut Tx, account: Id, token: &str) -> Result<u64> {
    sql!("DELETE FROM session WHERE account_id = $1 AND token_hash <> $2")
        .bind(account)
        .bind(secret::hash(token))
        .execute(tx)
        .await
}

/// Erases sessions that are over; the nightly job calls it.
pub async fn purge(tx: &mut Tx, now: DateTime<Utc>) -> Result<u64> {
    sql!("DELETE FROM session WHERE expires_at <= $1 OR seen_at <= $2").bind(now).bind(now - IDLE).execute(tx).await
}

/// `__Host-` binds the cookie to https and to this very host. Over plain http (a machine's own 127.0.0.1) no client would
/// keep it, so the name is plain there.
pub fn cookie_name(config: &Config) -> &'static str {
    if config.is_https() { "__Host-session" } else { "session" }
}

/// The token that came with a request.
pub fn token(jar: &CookieJar, config: &Config) -> Option<String> {
    jar.get(cookie_name(config)).map(|cookie| cookie.value().to_owned())
}

/// The cookie that carries the token: unreadable to scripts, not sent along with other sites' forms, gone with the browser.
pub fn cookie(token: &Secret, config: &Config) -> Cookie<'static> {
    Cookie::build((cookie_name(config), token.as_str().to_owned()))
        .path("/")
        .http_only(true)
        .secure(config.is_https())
        .same_site(SameSite::Lax)
        .build()
}

/// What takes the cookie away.
pub fn removal(config: &Config) -> Cookie<'static> {
    Cookie::build((cookie_name(config), "")).path("/").secure(config.is_https()).build()
}
