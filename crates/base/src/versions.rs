//! What processes keep a copy of in memory, by key, with the number of the last commit that changed it: how a copy knows that
//! it is no longer true, in whatever process the change was made.
use db::{Tx, sql};
use std::collections::BTreeSet;

/// Numbers this commit and marks what it changed. Commits are numbered in the order they become visible: the head row is
/// locked until the transaction ends, so this comes last.
pub(crate) async fn mark(tx: &mut Tx, keys: &BTreeSet<String>) -> db::Result<()> {
    let (number,): (i64,) =
        sql!("UPDATE version_head SET number = number + 1 WHERE id = 1 RETURNING number").one(tx).await?;
    for key in keys {
        sql!("INSERT INTO version (key, number) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET number = $2")
            .bind(key.clone())
            .bind(number)
            .execute(tx)
            .await?;
    }
    Ok(())
}

/// The number of the last commit that this transaction sees.
pub async fn head(tx: &mut Tx) -> db::Result<i64> {
    let (number,) = sql!("SELECT number FROM version_head WHERE id = 1").one(tx).await?;
    Ok(number)
}

/// The keys that a commit after that one changed.
pub async fn since(tx: &mut Tx, number: i64) -> db::Result<Vec<String>> {
    let keys: Vec<(String,)> =
        sql!("SELECT key FROM version WHERE number > $1 ORDER BY key").bind(number).all(tx).await?;
    Ok(keys.into_iter().map(|(key,)| key).collect())
}
