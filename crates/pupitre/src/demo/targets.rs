//! What each territory commits to for the school year, from the platform to the nation.
use super::ids::Ids;
use chrono::{DateTime, Utc};
use db::{Cell, Id, Tx, insert_many};
use measure::figures::Period;
use rand::RngExt as _;
use rand_chacha::ChaCha8Rng;

/// A target as the table keeps it: rates between 0 and 1, delays in days.
#[derive(Clone, Debug)]
pub struct Target {
    id: Id,
    indicator: &'static str,
    school_year: i32,
    value: f64,
}

pub fn draw(rng: &mut ChaCha8Rng, now: DateTime<Utc>, ids: &mut Ids) -> Vec<Target> {
    let year = Period::school_year_of(base::clock::paris_day(now));
    let mut targets = vec![];
    for school_year in [year - 1, year] {
        let rate = |rng: &mut ChaCha8Rng, low: u32, high: u32| f64::from(rng.random_range(low..=high)) / 100.0;
        let values = [
            ("verification_rate", rate(rng, 85, 95)),
            ("contact_rate", rate(rng, 70, 85)),
            ("interview_rate", rate(rng, 50, 60)),
            ("solution_rate", rate(rng, 28, 40)),
            ("days_to_contact", f64::from(rng.random_range(8..=15))),
        ];
        targets.extend(values.map(|(indicator, value)| Target { id: ids.next(rng), indicator, school_year, value }));
    }
    targets
}

/// The targets of a territory, set in the first weeks of their school year.
pub async fn write(tx: &mut Tx, territory: &str, targets: &[Target], now: DateTime<Utc>) -> db::Result<()> {
    const COLUMNS: &[&str] = &["id", "territory", "indicator", "school_year", "value", "set_at"];
    let rows = targets.iter().map(|t| -> Vec<Cell> {
        vec![
            t.id.into(),
            territory.into(),
            t.indicator.into(),
            i64::from(t.school_year).into(),
            t.value.into(),
            set_at(t.school_year, now).into(),
        ]
    });
    insert_many(tx, "target", COLUMNS, rows).await.map(drop)
}

/// On the morning of 22 September of the school year, or now when it has not come.
fn set_at(school_year: i32, now: DateTime<Utc>) -> DateTime<Utc> {
    let first = Period::school_year(school_year).from.and_time(chrono::NaiveTime::MIN).and_utc();
    (first + chrono::Duration::days(21) + chrono::Duration::hours(8)).min(now)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone as _;

    #[test]
    fn a_target_is_set_in_the_autumn_of_its_year_and_never_ahead_of_today() {
        let day = |month, day| Utc.with_ymd_and_hms(2026, month, day, 8, 0, 0).single().expect("an instant");
        assert_eq!(set_at(2026, day(11, 24)), day(9, 22));
        assert_eq!(set_at(2026, day(9, 3)), day(9, 3));
    }
}
