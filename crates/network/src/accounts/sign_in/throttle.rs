//! How fast one may try passwords: per address typed, in the database; per machine that asks, in memory.
use crate::accounts::model::Email;
use crate::accounts::secret;
use chrono::{DateTime, Duration, Utc};
use db::{Result, Tx, sql};
use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::Mutex;

/// Failures in a row that cost nothing.
const FREE_FAILURES: i64 = 4;
const LONGEST_LOCK: Duration = Duration::minutes(15);
/// Failures older than this are forgotten.
const MEMORY: Duration = Duration::hours(24);

/// How long an account waits after so many failures in a row: a minute at the fifth, then twice as long each time.
pub fn lock(failures: i64) -> Option<Duration> {
    let doublings = (failures - FREE_FAILURES - 1).min(10);
    let doublings = u32::try_from(doublings).ok()?;
    Some(Duration::minutes(1 << doublings).min(LONGEST_LOCK))
}

/// Counts a try before it is made, so that tries made together count each. Known and unknown addresses are the same here.
///
/// `Err` tells until when nothing more is tried; such a try costs nothing.
pub async fn count_try(
    tx: &mut Tx,
    email: &Email,
    now: DateTime<Utc>,
) -> Result<std::result::Result<i64, DateTime<Utc>>> {
    let key = secret::hash(email.as_str());
    sql!("DELETE FROM sign_in_failure WHERE last_at < $1").bind(now - MEMORY).execute(tx).await?;
    // One statement looks and counts: tries made together wait for each other here.
    let counted: Option<(i64,)> = sql!(
        "INSERT INTO sign_in_failure (email_hash, failures, last_at) VALUES ($1, 1, $2)
         ON CONFLICT (email_hash) DO UPDATE SET failures = sign_in_failure.failures + 1, last_at = excluded.last_at
         WHERE sign_in_failure.locked_until IS NULL OR sign_in_failure.locked_until <= excluded.last_at
         RETURNING failures"
    )
    .bind(key.clone())
    .bind(now)
    .optional(tx)
    .await?;
    let Some((failures,)) = counted else {
        let (until,) = sql!("SELECT locked_until FROM sign_in_failure WHERE email_hash = $1").bind(key).one(tx).await?;
        return Ok(Err(until));
    };
    if let Some(lock) = lock(failures) {
        sql!("UPDATE sign_in_failure SET locked_until = $2 WHERE email_hash = $1")
            .bind(key)
            .bind(now + lock)
            .execute(tx)
            .await?;
    }
    Ok(Ok(failures))
}

/// Forgets the failures of an address, after a success.
pub async fn forget(tx: &mut Tx, email: &Email) -> Result<u64> {
    sql!("DELETE FROM sign_in_failure WHERE email_hash = $1").bind(secret::hash(email.as_str())).execute(tx).await
}

/// Failures from one machine that cost nothing in a [`WINDOW`]: a whole office may sit behind one address.
const FAILURES_PER_MACHINE: u32 = 30;
const WINDOW: Duration = Duration::minutes(10);
/// How many machines are remembered; beyond, the one whose window began first is forgotten.
const MACHINES: usize = 10_000;

/// Failures by machine, in this process only.
#[derive(Debug, Default)]
pub struct Machines(Mutex<HashMap<IpAddr, Failures>>);

#[derive(Clone, Copy, Debug)]
struct Failures {
    since: DateTime<Utc>,
    count: u32,
}

impl Machines {
    /// Until when this machine must wait, if it must.
    pub fn locked_until(&self, machine: IpAddr, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let machines = self.lock();
        let failures = machines.get(&network_of(machine))?;
        let end = failures.since + WINDOW;
        (failures.count >= FAILURES_PER_MACHINE && end > now).then_some(end)
    }

    pub fn failed(&self, machine: IpAddr, now: DateTime<Utc>) {
        let mut machines = self.lock();
        let machine = network_of(machine);
        if machines.len() >= MACHINES && !machines.contains_key(&machine) {
            machines.retain(|_, failures| failures.since + WINDOW > now);
            if machines.len() >= MACHINES
                && let Some(oldest) = machines.iter().min_by_key(|(_, failures)| failures.since).map(|(m, _)| *m)
            {
                machines.remove(&oldest);
            }
        }
        let failures = machines.entry(machine).or_insert(Failures { since: now, count: 0 });
        if failures.since + WINDOW <= now {
            *failures = Failures { since: now, count: 0 };
        }
        failures.count += 1;
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<IpAddr, Failures>> {
        // The map is whole even if a thread died with it: each change is one step.
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

/// One subscriber of IPv6 has a whole /64.
fn network_of(machine: IpAddr) -> IpAddr {
    match machine {
        IpAddr::V6(v6) => match v6.to_ipv4_mapped() {
            Some(v4) => IpAddr::V4(v4),
            None => IpAddr::V6((u128::from(v6) >> 64 << 64).into()),
        },
        v4 @ IpAddr::V4(_) => v4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minute: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + Duration::minutes(minute)
    }

    #[test]
    fn the_lock_begins_at_the_fifth_failure_doubles_and_stays_bearable() {
        let minutes: Vec<_> = (1..=10).map(|failures| lock(failures).map_or(0, |lock| lock.num_minutes())).collect();
        assert_eq!(minutes, [0, 0, 0, 0, 1, 2, 4, 8, 15, 15]);
        assert_eq!(lock(i64::MAX), Some(LONGEST_LOCK));
    }

    #[test]
    fn a_machine_that_fails_thirty_times_waits_until_its_window_ends() {
        let (machines, machine) = (Machines::default(), "192.0.2.7".parse().unwrap());
        for _ in 0..29 {
            machines.failed(machine, at(0));
        }
        assert_eq!(machines.locked_until(machine, at(0)), None);
        machines.failed(machine, at(1));
        assert_eq!(machines.locked_until(machine, at(1)), Some(at(10)));
        assert_eq!(machines.locked_until("192.0.2.8".parse().unwrap(), at(1)), None, "another machine");
        assert_eq!(machines.locked_until(machine, at(10)), None);
        machines.failed(machine, at(11));
        assert_eq!(machines.locked_until(machine, at(11)), None, "a new window has begun");
    }

    #[test]
    fn changing_the_low_bits_of_an_ipv6_address_is_no_way_out() {
        let machines = Machines::default();
        for n in 0..30 {
            machines.failed(format!("2001:db8::{n}").parse().unwrap(), at(0));
        }
        assert!(machines.locked_until("2001:db8::ffff".parse().unwrap(), at(0)).is_some());
        assert!(machines.locked_until("2001:db8:0:1::1".parse().unwrap(), at(0)).is_none());
    }

    #[test]
    fn the_memory_of_machines_is_bounded() {
        let machines = Machines::default();
        for n in 0..u32::try_from(MACHINES).unwrap() + 50 {
            machines.failed(IpAddr::V4(n.into()), at(i64::from(n / 1000) % 9));
        }
        assert_eq!(machines.lock().len(), MACHINES);
    }
}
