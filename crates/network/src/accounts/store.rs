//! Accounts and their roles in the database.
use super::model::{Account, Email, GrantedRole, PersonName, folded};
use crate::rights::Role;
use crate::territories::TerritoryCode;
use base::clock::new_id;
use chrono::{DateTime, Utc};
use db::{Id, Result, Tx, sql};

/// A new account; without a password nobody enters until an invitation is answered. Fails as a unique violation when the
/// address has an account already ([`db::is_unique_violation`]).
pub async fn insert(
    tx: &mut Tx,
    email: &Email,
    name: &PersonName,
    password_hash: Option<&str>,
    now: DateTime<Utc>,
) -> Result<Id> {
    let id = new_id(now);
    sql!("INSERT INTO account (id, email, name, folded, password_hash, created_at) VALUES ($1, $2, $3, $4, $5, $6)")
        .bind(id)
        .bind(email.as_str().to_owned())
        .bind(name.as_str().to_owned())
        .bind(folded(name.as_str(), email.as_str()))
        .bind(password_hash.map(str::to_owned))
        .bind(now)
        .execute(tx)
        .await?;
    Ok(id)
}

/// Gives a role on a territory, for as long as it is not ended.
pub async fn insert_role(
    tx: &mut Tx,
    account: Id,
    role: Role,
    territory: &TerritoryCode,
    by: Option<Id>,
    now: DateTime<Utc>,
) -> Result<Id> {
    let id = new_id(now);
    sql!(
        "INSERT INTO account_role (id, account_id, role, territory, granted_at, granted_by)
         VALUES ($1, $2, $3, $4, $5, $6)"
    )
    .bind(id)
    .bind(account)
    .bind(role.code().to_owned())
    .bind(territory.as_str().to_owned())
    .bind(now)
    .bind(by)
    .execute(tx)
    .await?;
    Ok(id)
}

pub async fn end_role(tx: &mut Tx, account: Id, role: Id, now: DateTime<Utc>) -> Result<bool> {
    let ended = sql!("UPDATE account_role SET ended_at = $3 WHERE id = $2 AND account_id = $1 AND ended_at IS NULL")
        .bind(account)
        .bind(role)
        .bind(now)
        .execute(tx)
        .await?;
    Ok(ended == 1)
}

pub async fn find(tx: &mut Tx, id: Id) -> Result<Option<Account>> {
    sql!(
        "SELECT id, email, name, password_hash IS NOT NULL AS has_password, created_at, signed_in_at, closed_at
         FROM account WHERE id = $1"
    )
    .bind(id)
    .optional(tx)
    .await
}

pub async fn find_by_email(tx: &mut Tx, email: &Email) -> Result<Option<Account>> {
    sql!(
        "SELECT id, email, name, password_hash IS NOT NULL AS has_password, created_at, signed_in_at, closed_at
         FROM account WHERE email = $1"
    )
    .bind(email.as_str().to_owned())
    .optional(tx)
    .await
}

/// The account of that address with the hash of its password, when it is open and has one.
pub async fn find_password(tx: &mut Tx, email: &Email) -> Result<Option<(Id, String)>> {
    sql!("SELECT id, password_hash FROM account WHERE email = $1 AND closed_at IS NULL AND password_hash IS NOT NULL")
        .bind(email.as_str().to_owned())
        .optional(tx)
        .await
}

pub async fn set_password(tx: &mut Tx, id: Id, password_hash: &str) -> Result<u64> {
    sql!("UPDATE account SET password_hash = $2 WHERE id = $1")
        .bind(id)
        .bind(password_hash.to_owned())
        .execute(tx)
        .await
}

pub async fn set_theme(tx: &mut Tx, id: Id, theme: &str) -> Result<u64> {
    sql!("UPDATE account SET theme = $2 WHERE id = $1").bind(id).bind(theme.to_owned()).execute(tx).await
}

pub async fn set_signed_in(tx: &mut Tx, id: Id, now: DateTime<Utc>) -> Result<u64> {
    sql!("UPDATE account SET signed_in_at = $2 WHERE id = $1").bind(id).bind(now).execute(tx).await
}

/// Closes (a date) or reopens (none).
pub async fn set_closed(tx: &mut Tx, id: Id, at: Option<DateTime<Utc>>) -> Result<u64> {
    sql!("UPDATE account SET closed_at = $2 WHERE id = $1").bind(id).bind(at).execute(tx).await
}

/// How many open accounts administer the whole country.
pub async fn national_administrators(tx: &mut Tx) -> Result<i64> {
    let (count,) = sql!(
        "SELECT count(DISTINCT a.id) FROM account a JOIN account_role r ON r.account_id = a.id
         WHERE a.closed_at IS NULL AND r.ended_at IS NULL AND r.role = 'administrator' AND r.territory = 'FR'"
    )
    .one::<(i64,)>(tx)
    .await?;
    Ok(count)
}

#[derive(db::FromRow)]
struct RoleRow {
    id: Id,
    role: String,
    territory: String,
    territory_name: String,
    granted_at: DateTime<Utc>,
    granted_by: Option<String>,
    ended_at: Option<DateTime<Utc>>,
    within: bool,
}

/// All roles of an account, those in force first; `viewer` manages accounts within some of their territories. A role of
/// another version of the program is passed over.
pub async fn roles(tx: &mut Tx, account: Id, viewer: Option<Id>) -> Result<Vec<GrantedRole>> {
    let rows: Vec<RoleRow> = sql!(
        "SELECT r.id, r.role, r.territory, t.name AS territory_name, r.granted_at, g.name AS granted_by, r.ended_at,
                EXISTS (SELECT 1 FROM scope s WHERE s.account_id = $2 AND s.permission = 'manage-accounts'
                        AND s.territory = r.territory) AS within
         FROM account_role r
         JOIN territory t ON t.code = r.territory
         LEFT JOIN account g ON g.id = r.granted_by
         WHERE r.account_id = $1
         ORDER BY r.ended_at IS NOT NULL, r.granted_at, r.id"
    )
    .bind(account)
    .bind(viewer.unwrap_or(Id::nil()))
    .all(tx)
    .await?;
    let granted = |row: RoleRow| {
        Some(GrantedRole {
            id: row.id,
            role: row.role.parse().ok()?,
            territory: row.territory,
            territory_name: row.territory_name,
            granted_at: row.granted_at,
            granted_by: row.granted_by,
            ended_at: row.ended_at,
            within: row.within || viewer.is_none(),
        })
    };
    Ok(rows.into_iter().filter_map(granted).collect())
}
