use crate::accounts::secret::{self, Secret};
use chrono::{DateTime, Utc};
use db::{Id, Result, Tx, sql};

/// A link with the account it opens.
#[derive(Clone, Debug, db::FromRow)]
pub struct Invitation {
    pub account_id: Id,
    pub name: String,
    pub email: String,
    pub expires_at: DateTime<Utc>,
    pub used_at: Option<DateTime<Utc>>,
}

/// The link of that token, unless its account is closed.
pub async fn find(tx: &mut Tx, token: &str) -> Result<Option<Invitation>> {
    sql!(
        "SELECT i.account_id, a.name, a.email, i.expires_at, i.used_at
         FROM invitation i JOIN account a ON a.id = i.account_id AND a.closed_at IS NULL
         WHERE i.token_hash = $1"
    )
    .bind(secret::hash(token))
    .optional(tx)
    .await
}

/// The last link of an account that still works.
pub async fn pending(tx: &mut Tx, account: Id, now: DateTime<Utc>) -> Result<Option<DateTime<Utc>>> {
    let found: Option<(DateTime<Utc>,)> = sql!(
        "SELECT expires_at FROM invitation WHERE account_id = $1 AND used_at IS NULL AND expires_at > $2
         ORDER BY expires_at DESC LIMIT 1"
    )
    .bind(account)
    .bind(now)
    .optional(tx)
    .await?;
    Ok(found.map(|(at,)| at))
}

/// Whether a link was sent to the account since that instant.
pub async fn sent_since(tx: &mut Tx, account: Id, since: DateTime<Utc>) -> Result<bool> {
    let found: Option<(i64,)> =
        sql!("SELECT CAST(1 AS BIGINT) FROM invitation WHERE account_id = $1 AND created_at > $2 LIMIT 1")
            .bind(account)
            .bind(since)
            .optional(tx)
            .await?;
    Ok(found.is_some())
}

/// A new link, alone to work from now on.
pub async fn replace(
    tx: &mut Tx,
    account: Id,
    token: &Secret,
    now: DateTime<Utc>,
    expires_at: DateTime<Utc>,
) -> Result<()> {
    sql!("UPDATE invitation SET expires_at = $2 WHERE account_id = $1 AND used_at IS NULL AND expires_at > $2")
        .bind(account)
        .bind(now)
        .execute(tx)
        .await?;
    sql!("INSERT INTO invitation (token_hash, account_id, created_at, expires_at) VALUES ($1, $2, $3, $4)")
        .bind(token.hash())
        .bind(account)
        .bind(now)
        .bind(expires_at)
        .execute(tx)
        .await?;
    Ok(())
}

/// Uses the link up. False: somebody was faster, or it is too late.
pub async fn take(tx: &mut Tx, token: &str, now: DateTime<Utc>) -> Result<bool> {
    let taken =
        sql!("UPDATE invitation SET used_at = $2 WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2")
            .bind(secret::hash(token))
            .bind(now)
            .execute(tx)
            .await?;
    Ok(taken == 1)
}
