use super::model::{Colleague, Member, NewMember};
use base::clock::new_id;
use chrono::{DateTime, NaiveDate, Utc};
use db::{Id, Result, Tx, sql};

/// The members of today, by organisation then name.
pub async fn members(tx: &mut Tx, platform: &str) -> Result<Vec<Member>> {
    sql!(
        "SELECT id, name, organisation, job, account_id, since, until FROM member
         WHERE platform = $1 AND until IS NULL ORDER BY organisation, name, id"
    )
    .bind(platform.to_owned())
    .all(tx)
    .await
}

/// The members of the past, the last to leave first.
pub async fn former(tx: &mut Tx, platform: &str) -> Result<Vec<Member>> {
    sql!(
        "SELECT id, name, organisation, job, account_id, since, until FROM member
         WHERE platform = $1 AND until IS NOT NULL ORDER BY until DESC, name, id"
    )
    .bind(platform.to_owned())
    .all(tx)
    .await
}

/// A member of today, of that platform and no other.
pub async fn member(tx: &mut Tx, platform: &str, id: Id) -> Result<Option<Member>> {
    sql!(
        "SELECT id, name, organisation, job, account_id, since, until FROM member
         WHERE platform = $1 AND id = $2 AND until IS NULL"
    )
    .bind(platform.to_owned())
    .bind(id)
    .optional(tx)
    .await
}

/// Accounts with a role at the platform and nobody's in the list.
pub async fn colleagues(tx: &mut Tx, platform: &str) -> Result<Vec<Colleague>> {
    sql!(
        "SELECT a.id, a.name, min(r.role) AS role FROM account_role r
         JOIN account a ON a.id = r.account_id AND a.closed_at IS NULL
         WHERE r.territory = $1 AND r.ended_at IS NULL
           AND r.role IN ('platform-lead', 'platform-assistant', 'mlds-coordinator', 'member')
           AND NOT EXISTS (SELECT 1 FROM member m
                           WHERE m.platform = r.territory AND m.account_id = a.id AND m.until IS NULL)
         GROUP BY a.id, a.name, a.folded ORDER BY a.folded, a.id"
    )
    .bind(platform.to_owned())
    .all(tx)
    .await
}

pub async fn add(tx: &mut Tx, platform: &str, new: &NewMember, since: NaiveDate, now: DateTime<Utc>) -> Result<Id> {
    let id = new_id(now);
    sql!(
        "INSERT INTO member (id, platform, account_id, name, organisation, job, since)
         VALUES ($1, $2, $3, $4, $5, $6, $7)"
    )
    .bind(id)
    .bind(platform.to_owned())
    .bind(new.account_id)
    .bind(new.name.clone())
    .bind(new.organisation.clone())
    .bind(new.job.clone())
    .bind(since)
    .execute(tx)
    .await?;
    Ok(id)
}

/// `until` is the first day out.
pub async fn end(tx: &mut Tx, platform: &str, id: Id, until: NaiveDate) -> Result<bool> {
    let ended = sql!("UPDATE member SET until = $3 WHERE platform = $1 AND id = $2 AND until IS NULL")
        .bind(platform.to_owned())
        .bind(id)
        .bind(until)
        .execute(tx)
        .await?;
    Ok(ended == 1)
}

/// The name of a platform: « PSAD de Brest ».
pub async fn name_of(tx: &mut Tx, platform: &str) -> Result<Option<String>> {
    let row: Option<(String,)> = sql!("SELECT name FROM territory WHERE code = $1 AND level = 'platform'")
        .bind(platform.to_owned())
        .optional(tx)
        .await?;
    Ok(row.map(|(name,)| name))
}
