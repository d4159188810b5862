//! Changes to the ways of reaching a youth. A wrong number is barred, one that is no more is removed from view; neither is erased.
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
