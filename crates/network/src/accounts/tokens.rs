//! Tokens of the API: another program acts with the rights of an account, no more. Shown once, kept as a SHA-256.
use super::secret::{self, Secret};
use super::session::SignedIn;
use base::clock::new_id;
use chrono::{DateTime, Duration, Utc};
use db::{Db, Id, Result, Tx, sql};

pub use super::actions::{ACCOUNT, TOKEN_CREATED, TOKEN_REVOKED};

/// Lets scanners of leaked secrets know ours.
const PREFIX: &str = "pup_";
pub const LONGEST: Duration = Duration::days(365);
/// A use is written down at most this often.
const TOUCH: Duration = Duration::minutes(1);

#[derive(Clone, Debug, db::FromRow)]
pub struct Token {
    pub id: Id,
    pub label: String,
    pub created_at: DateTime<Utc>,
    pub used_at: Option<DateTime<Utc>>,
    pub expires_at: DateTime<Utc>,
}

/// A new token of the account; `label` says which program carries it. It lasts a year at most.
pub async fn create(
    tx: &mut Tx,
    account: Id,
    label: &str,
    now: DateTime<Utc>,
    expires_at: DateTime<Utc>,
) -> Result<(Id, Secret)> {
    let (id, token) = (new_id(now), Secret::prefixed(PREFIX));
    sql!(
        "INSERT INTO api_token (id, token_hash, account_id, label, created_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6)"
    )
    .bind(id)
    .bind(token.hash())
    .bind(account)
    .bind(label.to_owned())
    .bind(now)
    .bind(expires_at.min(now + LONGEST))
    .execute(tx)
    .await?;
    Ok((id, token))
}

/// On whose behalf a program calls; the text is what follows `Bearer`.
pub async fn find(tx: &mut Tx, token: &str, now: DateTime<Utc>) -> Result<Option<SignedIn>> {
    let rows = sql!(
        "SELECT a.id AS account, a.name, a.email, a.theme, CAST(NULL AS UUID) AS chosen, k.used_at AS seen_at,
                r.id AS desk, r.role, r.territory, t.name AS territory_name
         FROM api_token k
         JOIN account a ON a.id = k.account_id AND a.closed_at IS NULL
         LEFT JOIN account_role r ON r.account_id = a.id AND r.ended_at IS NULL
         LEFT JOIN territory t ON t.code = r.territory
         WHERE k.token_hash = $1 AND k.revoked_at IS NULL AND k.expires_at > $2
         ORDER BY r.granted_at, r.id"
    )
    .bind(secret::hash(token))
    .bind(now)
    .all(tx)
    .await?;
    Ok(SignedIn::from_rows(rows, now))
}

/// Writes down that the token was used, when [`SignedIn::touch_due`]; in its own short transaction.
pub async fn touch(db: &Db, token: &str, now: DateTime<Utc>) -> Result<()> {
    let mut tx = db.write().await?;
    sql!("UPDATE api_token SET used_at = $2 WHERE token_hash = $1 AND (used_at IS NULL OR used_at <= $3)")
        .bind(secret::hash(token))
        .bind(now)
        .bind(now - TOUCH)
        .execute(&mut tx)
        .await?;
    tx.commit().await
}

/// The tokens of an account that still work, the newest first.
pub async fn list(tx: &mut Tx, account: Id, now: DateTime<Utc>) -> Result<Vec<Token>> {
    sql!(
        "SELECT id, label, created_at, used_at, expires_at FROM api_token
         WHERE account_id = $1 AND revoked_at IS NULL AND expires_at > $2 ORDER BY created_at DESC, id"
    )
    .bind(account)
    .bind(now)
    .all(tx)
    .await
}

pub async fn revoke(tx: &mut Tx, account: Id, token: Id, now: DateTime<Utc>) -> Result<bool> {
    let revoked = sql!("UPDATE api_token SET revoked_at = $3 WHERE id = $2 AND account_id = $1 AND revoked_at IS NULL")
        .bind(account)
        .bind(token)
        .bind(now)
        .execute(tx)
        .await?;
    Ok(revoked == 1)
}
