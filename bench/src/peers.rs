//! The same questions put to the same engine in plain SQL, as a reporting tool would: what a page's time is compared with.
use crate::stats::Times;
use anyhow::Result;
use chrono::{Datelike as _, Days, Months, NaiveDate};
use db::{Db, FromRow, Query};
use sqlx::AssertSqlSafe;
use std::time::{Duration, Instant};

/// The time of plain SQL, median.
#[derive(Clone, Copy, Debug)]
pub struct Peer {
    /// The figures at the head of the page, or all it shows when it shows no figures.
    pub main: Duration,
    /// All the tables of a dashboard: one statement each.
    pub tables: Option<Duration>,
}

/// A row that was fetched: its columns are nobody's business here.
struct Fetched;
impl<'r, R: sqlx::Row> FromRow<'r, R> for Fetched {
    fn from_row(_: &'r R) -> Result<Self, db::Error> {
        Ok(Fetched)
    }
}

const MOST_RUNS: usize = 30;
const MOST_TIME: Duration = Duration::from_secs(5);

/// Runs the statements that `make` makes, several times; the median time of one run of all.
async fn median(db: &Db, mut make: impl FnMut(usize) -> Vec<Query>) -> Result<Duration> {
    let began = Instant::now();
    let mut times = vec![];
    for run in 0..=MOST_RUNS {
        let queries = make(run);
        let started = Instant::now();
        let mut tx = db.read().await?;
        for query in queries {
            query.all::<Fetched>(&mut tx).await?;
        }
        drop(tx);
        times.push(started.elapsed());
        if began.elapsed() > MOST_TIME {
            break;
        }
    }
    // The first run warms up, unless it is the only one.
    let warm = times.split_off(usize::from(times.len() > 1));
    Ok(Times::new(warm).median().unwrap_or_default())
}

pub async fn queue(db: &Db, platform: &str, day: NaiveDate) -> Result<Peer> {
    const SQL: &str = "SELECT d.case_id, min(d.due_on) AS due_on, y.last_name, y.first_names, f.situation, f.attempts
        FROM case_due d
        JOIN case_facts f ON f.case_id = d.case_id
        JOIN youth y ON y.id = f.youth_id AND y.removed_at IS NULL
        WHERE d.platform = $1 AND d.opens_on <= $2 AND (d.closes_on IS NULL OR d.closes_on > $2)
        GROUP BY d.case_id, y.last_name, y.first_names, f.situation, f.attempts
        ORDER BY due_on LIMIT 25";
    let main = median(db, |_| vec![db::query(SQL).bind(platform.to_owned()).bind(day)]).await?;
    Ok(Peer { main, tables: None })
}

pub async fn case(db: &Db, cases: &[db::Id]) -> Result<Peer> {
    const SQL: [&str; 4] = [
        "SELECT y.*, f.* FROM case_facts f JOIN youth y ON y.id = f.youth_id WHERE f.case_id = $1",
        "SELECT * FROM case_event WHERE case_id = $1 ORDER BY happened_on, number",
        "SELECT p.* FROM case_facts f JOIN contact_point p ON p.youth_id = f.youth_id WHERE f.case_id = $1",
        "SELECT s.* FROM case_facts f JOIN schooling s ON s.youth_id = f.youth_id WHERE f.case_id = $1",
    ];
    let main = median(db, |run| SQL.iter().map(|sql| db::query(*sql).bind(cases[run % cases.len()])).collect()).await?;
    Ok(Peer { main, tables: None })
}

const COUNTS: &str = "count(*), count(*) FILTER (WHERE f.verification = 'to_verify'),
    count(*) FILTER (WHERE f.verification = 'not_concerned'), count(*) FILTER (WHERE f.verification = 'confirmed'),
    count(f.first_attempt_on),
    count(f.first_contact_on) FILTER (WHERE f.verification = 'confirmed'),
    count(f.first_interview_on) FILTER (WHERE f.verification = 'confirmed'),
    count(f.first_support_on) FILTER (WHERE f.verification = 'confirmed'),
    count(f.first_solution) FILTER (WHERE f.verification = 'confirmed'),
    count(*) FILTER (WHERE f.verification = 'confirmed' AND f.situation = 'in_solution' AND f.lapses_on > $4),
    count(*) FILTER (WHERE f.verification = 'confirmed' AND f.situation = 'supported' AND f.lapses_on > $4),
    count(*) FILTER (WHERE f.verification = 'confirmed' AND f.situation = 'in_contact' AND f.lapses_on > $4),
    count(*) FILTER (WHERE f.verification = 'confirmed' AND f.situation = 'refused' AND f.lapses_on > $4),
    count(*) FILTER (WHERE f.verification = 'confirmed' AND f.situation = 'unreachable' AND f.lapses_on > $4),
    count(*) FILTER (WHERE f.verification = 'confirmed' AND f.worker IS NULL AND NOT f.closed)";

fn counts(class: &str) -> String {
    format!(
        "SELECT {class} AS class, {COUNTS}
         FROM territory_ancestor within
         JOIN platform p ON p.code = within.territory
         JOIN case_facts f ON f.platform = p.code
         WHERE within.ancestor = $1 AND f.entry_on >= $2 AND f.entry_on <= $3 GROUP BY class"
    )
}

/// The school year and the one before, without medians.
pub async fn dashboard(db: &Db, territory: &str, day: NaiveDate) -> Result<Peer> {
    let this = school_year(day);
    let before = this.map(|end| end - Months::new(12));
    let asked = |class: &str, [from, to]: [NaiveDate; 2]| {
        db::query(AssertSqlSafe(counts(class))).bind(territory.to_owned()).bind(from).bind(to).bind(day)
    };
    let places: &[&str] = match territory.get(..1) {
        Some("F") => &["p.region", "p.department"],
        Some("R" | "A") => &["p.department", "p.code"],
        Some("D") => &["p.code"],
        _ => &[],
    };
    let own = ["f.entry_month", "f.sex", "f.age", "f.source", "f.schooling", "f.priority_district"];
    let main = median(db, |_| vec![asked("'all'", this), asked("'all'", before)]).await?;
    let tables = median(db, |_| {
        let year = own.iter().chain(places).map(|class| asked(class, this));
        year.chain(["'all'", "f.entry_month"].map(|class| asked(class, before))).collect()
    })
    .await?;
    Ok(Peer { main, tables: Some(tables) })
}

/// First and last day of the school year.
fn school_year(day: NaiveDate) -> [NaiveDate; 2] {
    let year = if day.month() >= 9 { day.year() } else { day.year() - 1 };
    let first = |year| NaiveDate::from_ymd_opt(year, 9, 1).expect("a day of every year");
    [first(year), first(year + 1) - Days::new(1)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_school_year_ends_in_august() {
        let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).expect("a day");
        assert_eq!(school_year(day(2026, 11, 24)), [day(2026, 9, 1), day(2027, 8, 31)]);
        assert_eq!(school_year(day(2027, 8, 31)), [day(2026, 9, 1), day(2027, 8, 31)]);
    }
}
