//! Background jobs: takes those due, one at a time, and runs them until told to stop.
use base::jobs::{self, Job};
use base::mail::{Mail, SEND_MAIL};
use base::{App, Error, Result};
use chrono::{Duration, NaiveDate};
use tokio::sync::watch;

/// How often the list of jobs is looked at when there was nothing to do.
const PAUSE: std::time::Duration = std::time::Duration::from_secs(2);
/// How long a job may take before another worker may take it over.
const LEASE: Duration = Duration::minutes(10);
/// After that many failures (about three days) a job is given up.
const TRIES: i64 = 12;
/// The housekeeping of each day.
const NIGHTLY: &str = "nightly";

/// Works until `stop` says so; the job under way is finished first.
pub async fn run(app: App, mut stop: watch::Receiver<bool>) {
    let mut scheduled = None;
    while !stopped(&stop) {
        scheduled = schedule(&app, scheduled).await;
        match jobs::claim(&app.db, app.clock.now(), LEASE).await {
            Ok(Some(job)) => settle(&app, &job).await,
            Ok(None) => pause(&mut stop).await,
            Err(error) => {
                tracing::error!(%error, "jobs cannot be read");
                pause(&mut stop).await;
            }
        }
    }
}

/// Adds the day's housekeeping once a day, whichever process thinks of it first. Returns the day that is seen to.
async fn schedule(app: &App, seen_to: Option<NaiveDate>) -> Option<NaiveDate> {
    let now = app.clock.now();
    let today = base::clock::paris_day(now);
    if seen_to == Some(today) {
        return seen_to;
    }
    let added = async {
        let mut tx = app.db.write().await?;
        jobs::enqueue(&mut tx, now, NIGHTLY, "", Some(&format!("{NIGHTLY}:{today}")), now).await?;
        tx.commit().await
    };
    match added.await {
        Ok(()) => Some(today),
        Err(error) => {
            tracing::error!(%error, "the day's housekeeping was not scheduled");
            seen_to
        }
    }
}

/// Told to stop, or nobody is left to tell.
fn stopped(stop: &watch::Receiver<bool>) -> bool {
    *stop.borrow() || stop.has_changed().is_err()
}

async fn pause(stop: &mut watch::Receiver<bool>) {
    // Out of time or told something: the loop looks again in either case.
    let _ = tokio::time::timeout(PAUSE, stop.changed()).await;
}

/// Runs one job and writes down how it went.
async fn settle(app: &App, job: &Job) {
    let done = perform(app, job).await;
    if let Err(error) = record(app, job, done).await {
        // The lease lapses and the job is taken again.
        tracing::error!(job = %job.id, %error, "a job's outcome was not recorded");
    }
}

async fn perform(app: &App, job: &Job) -> Result<()> {
    match job.kind.as_str() {
        SEND_MAIL => {
            let mail: Mail =
                serde_json::from_str(&job.payload).map_err(|e| Error::Internal(format!("job payload: {e}")))?;
            app.mailer.send(&mail).await
        }
        NIGHTLY => {
            let mut tx = app.db.write().await?;
            let sessions = network::accounts::session::purge(&mut tx, app.clock.now()).await?;
            tx.commit().await?;
            tracing::info!(sessions, "sessions that were over are erased");
            Ok(())
        }
        measure::releases::JOB => measure::releases::publish_job(app, &job.payload).await,
        kind => Err(Error::Internal(format!("no such kind of job: {kind}"))),
    }
}

async fn record(app: &App, job: &Job, done: Result<()>) -> db::Result<()> {
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    match done {
        Ok(()) => {
            jobs::finish(&mut tx, job, now).await?;
        }
        Err(error) if job.attempts >= TRIES => {
            tracing::error!(job = %job.id, kind = job.kind, %error, "given up after {TRIES} tries");
            jobs::finish(&mut tx, job, now).await?;
        }
        Err(error) => {
            tracing::warn!(job = %job.id, kind = job.kind, %error, "will be tried again");
            jobs::retry(&mut tx, job, &error.to_string(), now + delay(job.attempts)).await?;
        }
    }
    tx.commit().await
}

/// One minute, doubled at each failure, a day at most.
fn delay(attempts: i64) -> Duration {
    let doublings = u32::try_from(attempts - 1).unwrap_or(0).min(11);
    Duration::minutes(1 << doublings).min(Duration::days(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failing_job_waits_longer_each_time_and_a_day_at_most() {
        assert_eq!(delay(1), Duration::minutes(1));
        assert_eq!(delay(4), Duration::minutes(8));
        assert_eq!(delay(40), Duration::days(1));
        let total: Duration = (1..TRIES).map(delay).sum();
        assert!(total > Duration::hours(24) && total < Duration::days(4), "{total}");
    }
}
