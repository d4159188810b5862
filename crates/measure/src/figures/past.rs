//! The facts as past days knew them, in memory: the few days last asked about, each with the platforms asked about so far.
//!
//! What a day that is over knew does not change any more: it is read once.
use super::memory::Table;
use super::packing::Packer;
use super::persons::Persons;
use super::places::Places;
use super::store;
use base::App;
use base::clock::end_of_paris_day;
use chrono::{Duration, NaiveDate};
use cube::Row;
use db::Tx;
use follow::cases::facts::Part;
use std::collections::{BTreeMap, BTreeSet, HashSet};
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

/// How many days are kept: 50 MB each for 3 million cases.
const KEPT: usize = 3;

impl Past {
    /// What `ask` makes of the facts of these places as they were known at the end of `day`.
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
        let mut of_day = known.map_or_else(|| Day::new(day), |place| days.remove(place));
        of_day.read(tx, places).await?;
        let answer = ask(&of_day.table);
        if app.clock.now() - end_of_paris_day(day) > LATEST_COMMIT {
            days.push(of_day);
            let excess = days.len().saturating_sub(KEPT);
            days.drain(..excess);
        }
        Ok(answer)
    }
}

/// A day is kept once whatever was recorded in it is committed.
const LATEST_COMMIT: Duration = Duration::minutes(10);

impl Day {
    fn new(day: NaiveDate) -> Self {
        Day { day, table: Table::empty(day), platforms: HashSet::new() }
    }

    /// Reads the platforms that were not asked about yet.
    async fn read(&mut self, tx: &mut Tx, places: &Places) -> db::Result<()> {
        let wanted: BTreeSet<&str> = places.platforms().filter(|code| !self.platforms.contains(*code)).collect();
        let packer = Packer::new();
        let persons = if wanted.is_empty() { Persons::default() } else { Persons::of_all(tx).await? };
        for platform in wanted {
            let mut months: BTreeMap<NaiveDate, Vec<Row>> = BTreeMap::new();
            store::known(tx, platform, self.day, |traced| {
                let month = Part::of(platform, traced.fact.entry_on).month;
                months.entry(month).or_default().push(persons.name(packer.row(&traced.fact), traced.fact.youth));
            })
            .await?;
            for (month, rows) in months {
                self.table.set(&Part { platform: platform.to_owned(), month }, rows);
            }
            self.platforms.insert(platform.to_owned());
        }
        Ok(())
    }
}
