//! Background jobs, written in the caller's own transaction, the same on both engines.
use crate::clock::new_id;
use chrono::{DateTime, Duration, Utc};
use db::{Db, Id, Result, Tx, sql};

#[derive(Debug, Clone, db::FromRow)]
pub struct Job {
    pub id: Id,
    pub kind: String,
    pub payload: String,
    /// How many times it was taken: also the fence against a worker that lost its lease.
    pub attempts: i64,
}

/// `key`: at most one job with that key ever (a scheduled run is `nightly:2026-11-24`), so several processes may schedule.
/// Returns whether the job is new.
pub async fn enqueue(
    tx: &mut Tx,
    now: DateTime<Utc>,
    kind: &str,
    payload: &str,
    key: Option<&str>,
    run_at: DateTime<Utc>,
) -> Result<bool> {
    let added = sql!(
        "INSERT INTO job (id, kind, payload, key, run_at, attempts) VALUES ($1, $2, $3, $4, $5, 0)
         ON CONFLICT (key) DO NOTHING"
    )
    .bind(new_id(now))
    .bind(kind.to_owned())
    .bind(payload.to_owned())
    .bind(key.map(str::to_owned))
    .bind(run_at)
    .execute(tx)
    .await?;
    Ok(added == 1)
}

/// Takes a due job with a lease: `run_at` moves to the end of the lease, so a worker that dies simply lets it lapse.
/// The due condition stands outside the subquery too, so that two processes never take the same one.
pub async fn claim(db: &Db, now: DateTime<Utc>, lease: Duration) -> Result<Option<Job>> {
    let mut tx = db.read().await?;
    let due: Option<(i64,)> =
        sql!("SELECT CAST(1 AS BIGINT) FROM job WHERE finished_at IS NULL AND run_at <= $1 LIMIT 1")
            .bind(now)
            .optional(&mut tx)
            .await?;
    if due.is_none() {
        return Ok(None);
    }
    drop(tx);
    let mut tx = db.write().await?;
    let job = sql!(
        "UPDATE job SET run_at = $2, attempts = attempts + 1
         WHERE id = (SELECT id FROM job WHERE finished_at IS NULL AND run_at <= $1 ORDER BY run_at, id LIMIT 1)
           AND finished_at IS NULL AND run_at <= $1
         RETURNING id, kind, payload, attempts"
    )
    .bind(now)
    .bind(now + lease)
    .optional(&mut tx)
    .await?;
    tx.commit().await?;
    Ok(job)
}

/// In the same transaction as the job's own effects: done exactly once. False: the lease was lost, roll back.
pub async fn finish(tx: &mut Tx, job: &Job, now: DateTime<Utc>) -> Result<bool> {
    let done =
        sql!("UPDATE job SET finished_at = $2, payload = '' WHERE id = $1 AND attempts = $3 AND finished_at IS NULL")
            .bind(job.id)
            .bind(now)
            .bind(job.attempts)
            .execute(tx)
            .await?;
    Ok(done == 1)
}

/// Puts the job back for later, with what went wrong.
pub async fn retry(tx: &mut Tx, job: &Job, error: &str, at: DateTime<Utc>) -> Result<()> {
    sql!("UPDATE job SET last_error = $2, run_at = $3 WHERE id = $1 AND attempts = $4")
        .bind(job.id)
        .bind(error.to_owned())
        .bind(at)
        .bind(job.attempts)
        .execute(tx)
        .await?;
    Ok(())
}
