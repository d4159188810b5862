//! Changes to the ways of reaching a youth. A wrong number is barred, one that is no more is removed from view; neither is erased.
use super::Guardian;
use chrono::{DateTime, NaiveDate, Utc};
use db::{Id, Tx, sql};

/// Bars a number found wrong on that day; one already barred keeps its first day.
pub async fn bar(tx: &mut Tx, point: Id, today: NaiveDate) -> db::Result<u64> {
    sql!("UPDATE contact_point SET wrong_since = $2 WHERE id = $1 AND wrong_since IS NULL")
        .bind(point)
        .bind(today)
        .execute(tx)
        .await
}

/// Puts a barred number of the youth back in use.
pub async fn unbar(tx: &mut Tx, youth: Id, point: Id) -> db::Result<u64> {
    sql!("UPDATE contact_point SET wrong_since = NULL WHERE id = $1 AND youth_id = $2")
        .bind(point)
        .bind(youth)
        .execute(tx)
        .await
}

/// Takes a contact of the youth out of view.
pub async fn remove(tx: &mut Tx, youth: Id, point: Id, now: DateTime<Utc>) -> db::Result<u64> {
    sql!("UPDATE contact_point SET removed_at = $3 WHERE id = $1 AND youth_id = $2 AND removed_at IS NULL")
        .bind(point)
        .bind(youth)
        .bind(now)
        .execute(tx)
        .await
}

/// Whether a contact is in view among those of the youth.
pub async fn is_of(tx: &mut Tx, youth: Id, point: Id) -> db::Result<bool> {
    let found: Option<(Id,)> =
        sql!("SELECT id FROM contact_point WHERE id = $1 AND youth_id = $2 AND removed_at IS NULL")
            .bind(point)
            .bind(youth)
            .optional(tx)
            .await?;
    Ok(found.is_some())
}

/// A guardian of the youth, without his contacts.
pub async fn guardian(tx: &mut Tx, youth: Id, id: Id) -> db::Result<Option<Guardian>> {
    let row: Option<(String, Option<String>)> =
        sql!("SELECT name, relation FROM guardian WHERE id = $1 AND youth_id = $2 AND removed_at IS NULL")
            .bind(id)
            .bind(youth)
            .optional(tx)
            .await?;
    Ok(row.map(|(name, relation)| Guardian { name, relation, contacts: vec![] }))
}
