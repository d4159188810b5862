//! The deeds as past days knew them, in memory: the few days last asked about, as the facts are (`figures::past`).
use super::super::places::Places;
use super::store;
use super::table::Table;
use base::App;
use base::clock::end_of_paris_day;
use chrono::{Duration, NaiveDate};
use db::Tx;
use std::collections::HashSet;
use tokio::sync::Mutex;

/// On the application's shelf, the last day asked about at the end.
#[derive(Debug, Default)]
pub(super) struct Past(Mutex<Vec<Day>>);

#[derive(Debug)]
struct Day {
    day: NaiveDate,
    table: Table,
    platforms: HashSet<String>,
}

/// How many days are kept: 120 MB each for 30 million deeds.
const KEPT: usize = 2;
/// A day is kept once whatever was recorded in it is committed.
const LATEST_COMMIT: Duration = Duration::minutes(10);

impl Past {
    /// What `ask` makes of the deeds of these places as they were known at the end of `day`.
    pub async fn ask<T>(
        &self,
        app: &App,
        tx: &mut Tx,
        day: NaiveDate,
        places: &Places,
        ask: impl FnOnce(&Table) -> T,
    ) -> db::Result<T> {
        let mut days = self.0.lock().await;
        let known = days.iter().position(|known| known.day == day);
        let mut of_day = known.map_or_else(
            || Day { day, table: Table::default(), platforms: HashSet::new() },
            |place| days.remove(place),
        );
        for platform in store::platforms(tx, places).await? {
            if !of_day.platforms.contains(&platform) {
                of_day.table.read_known(tx, &platform, day).await?;
                of_day.platforms.insert(platform);
            }
        }
        let answer = ask(&of_day.table);
        if app.clock.now() - end_of_paris_day(day) > LATEST_COMMIT {
            days.push(of_day);
            let excess = days.len().saturating_sub(KEPT);
            days.drain(..excess);
        }
        Ok(answer)
    }
}
