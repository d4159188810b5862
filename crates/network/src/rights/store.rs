use super::{Permission, TABLE};
use base::{Actor, Error, Result};
use db::{Tx, sql};
use std::collections::BTreeSet;

#[derive(db::FromRow)]
struct Grant {
    role: String,
    permission: String,
}

/// Writes the table where SQL can join it. Called at each migration; touches nothing when it is already there.
pub async fn sync(tx: &mut Tx) -> db::Result<()> {
    let stored: Vec<Grant> = sql!("SELECT role, permission FROM role_permission").all(tx).await?;
    let stored: BTreeSet<(&str, &str)> = stored.iter().map(|g| (g.role.as_str(), g.permission.as_str())).collect();
    let wanted: BTreeSet<(&str, &str)> = TABLE
        .iter()
        .flat_map(|(role, permissions)| permissions.iter().map(|permission| (role.code(), permission.code())))
        .collect();
    if stored == wanted {
        return Ok(());
    }
    sql!("DELETE FROM role_permission").execute(tx).await?;
    let rows = wanted.into_iter().map(|(role, permission)| vec![role.into(), permission.into()]);
    db::insert_many(tx, "role_permission", &["role", "permission"], rows).await?;
    Ok(())
}

/// Whether one of the actor's roles opens this on that territory. A command run on the machine may do all.
pub async fn may(tx: &mut Tx, actor: &Actor, permission: Permission, territory: &str) -> db::Result<bool> {
    let Some(account) = actor.account else { return Ok(true) };
    let found: Option<(i64,)> = sql!(
        "SELECT CAST(1 AS BIGINT) FROM scope WHERE account_id = $1 AND permission = $2 AND territory = $3 LIMIT 1"
    )
    .bind(account)
    .bind(permission.code().to_owned())
    .bind(territory.to_owned())
    .optional(tx)
    .await?;
    Ok(found.is_some())
}

/// Whether one of the actor's roles opens this somewhere.
pub async fn may_anywhere(tx: &mut Tx, actor: &Actor, permission: Permission) -> db::Result<bool> {
    let Some(account) = actor.account else { return Ok(true) };
    let found: Option<(i64,)> =
        sql!("SELECT CAST(1 AS BIGINT) FROM scope WHERE account_id = $1 AND permission = $2 LIMIT 1")
            .bind(account)
            .bind(permission.code().to_owned())
            .optional(tx)
            .await?;
    Ok(found.is_some())
}

/// [`may`], or the answer of a page that does not exist.
pub async fn require(tx: &mut Tx, actor: &Actor, permission: Permission, territory: &str) -> Result<()> {
    if may(tx, actor, permission, territory).await? { Ok(()) } else { Err(Error::NotFound) }
}

/// [`may_anywhere`], or the answer of a page that does not exist.
pub async fn require_anywhere(tx: &mut Tx, actor: &Actor, permission: Permission) -> Result<()> {
    if may_anywhere(tx, actor, permission).await? { Ok(()) } else { Err(Error::NotFound) }
}
