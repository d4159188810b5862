//! Accounts from the command line: the machine's own administrator, whom no territory bounds.
use super::invitations::{self, Why};
use super::model::Account;
use super::{actions, session, store};
use base::{Config, Error, Result, Target, Tx};
use chrono::{DateTime, Utc};
use db::sql;

/// An account with one of its roles in force; several lines for one of several roles, one without role for one of none.
#[derive(Clone, Debug, db::FromRow)]
pub struct Held {
    pub email: String,
    pub name: String,
    pub role: Option<String>,
    pub territory: Option<String>,
    pub has_password: bool,
    pub closed_at: Option<DateTime<Utc>>,
}

/// Every account, in the order of names.
pub async fn all(tx: &mut db::Tx) -> db::Result<Vec<Held>> {
    sql!(
        "SELECT a.email, a.name, r.role, r.territory, a.password_hash IS NOT NULL AS has_password, a.closed_at
         FROM account a
         LEFT JOIN account_role r ON r.account_id = a.id AND r.ended_at IS NULL
         ORDER BY a.folded, a.id, r.granted_at, r.id"
    )
    .all(tx)
    .await
}

/// Closes an account and ends its sessions; its tokens open nothing any more.
///
/// # Errors
/// [`Error::Refused`] when it is closed already.
pub async fn close(tx: &mut Tx, account: &Account) -> Result<()> {
    if account.closed_at.is_some() {
        return Err(Error::Refused(format!("Le compte {} est déjà fermé.", account.email)));
    }
    let now = tx.now();
    store::set_closed(tx, account.id, Some(now)).await?;
    session::close_all(tx, account.id).await?;
    tx.audit(actions::CLOSED, Target::new(actions::ACCOUNT, account.id)).await?;
    Ok(())
}

/// Sends a link by which the person chooses a password: a first one, or another.
///
/// # Errors
/// [`Error::Refused`] when the account is closed.
pub async fn invite(tx: &mut Tx, config: &Config, account: &Account) -> Result<()> {
    if account.closed_at.is_some() {
        return Err(Error::Refused(format!("Le compte {} est fermé\u{a0}: rouvrez-le d’abord.", account.email)));
    }
    let why = if account.has_password { Why::Reset } else { Why::Invited };
    invitations::send(tx, config, account, why).await?;
    tx.audit(actions::INVITED, Target::new(actions::ACCOUNT, account.id)).await?;
    Ok(())
}
