//! The facts of the whole country in memory, kept true: what answers every question about today.
//!
//! A process reads them once ([`load`]). Then each question first looks whether a commit, of whatever process, changed some
//! of them since; the parts it changed (a platform, a month of entry) are read again before the answer. No figure is older
//! than the transaction that asks for it.
use super::activity;
use super::packing::{Packer, schema};
use super::persons::Persons;
use super::store::{self, Fact};
use base::{App, versions};
use chrono::{Datelike as _, NaiveDate};
use cube::{Cube, Kept, Row};
use db::Tx;
use follow::cases::facts::Part;
use std::collections::{BTreeMap, HashMap};
use std::sync::{PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

/// On the application's shelf; empty until [`load`].
#[derive(Debug, Default)]
pub(super) struct Memory(RwLock<Option<Table>>);

#[derive(Debug)]
pub(super) struct Table {
    cube: Cube,
    kept: Kept,
    /// The number of each platform in the cube.
    numbers: HashMap<String, u16>,
    /// The last commit that it tells of.
    commit: i64,
}

/// Cases that are counted as quickly as an answer about them is found again.
const FEW: usize = 20_000;

/// Reads the facts into memory; from then on questions about today are answered there.
///
/// # Errors
/// When the database cannot be read.
pub async fn load(app: &App) -> db::Result<()> {
    let mut tx = app.read().await?;
    let commit = versions::head(&mut tx).await?;
    let mut table = Table { commit, ..Table::empty(app.clock.today()) };
    let packer = Packer::new();
    let persons = Persons::of_all(&mut tx).await?;
    for platform in store::platforms(&mut tx).await? {
        let mut months: BTreeMap<NaiveDate, Vec<Row>> = BTreeMap::new();
        store::of_platform(&mut tx, &platform, |fact| {
            months
                .entry(Part::of(&fact.platform, fact.entry_on).month)
                .or_default()
                .push(persons.name(packer.row(&fact), fact.youth));
        })
        .await?;
        for (month, rows) in months {
            table.set(&Part { platform: platform.clone(), month }, rows);
        }
    }
    *app.shelf.get::<Memory>().write() = Some(table);
    drop(tx);
    activity::load(app).await
}

/// Whether questions about today are answered from memory: not before [`load`] is done.
pub fn is_loaded(app: &App) -> bool {
    app.shelf.get::<Memory>().commit().is_some()
}

impl Memory {
    fn read(&self) -> RwLockReadGuard<'_, Option<Table>> {
        self.0.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, Option<Table>> {
        self.0.write().unwrap_or_else(PoisonError::into_inner)
    }

    fn commit(&self) -> Option<i64> {
        self.read().as_ref().map(|table| table.commit)
    }

    /// What `ask` makes of the table, brought to this day and to what the transaction sees; none when the facts are not in
    /// memory, or are already those of a later day.
    pub async fn ask<T>(&self, tx: &mut Tx, today: NaiveDate, ask: impl FnOnce(&Table) -> T) -> db::Result<Option<T>> {
        loop {
            let Some(known) = self.commit() else { return Ok(None) };
            let commit = versions::head(tx).await?;
            if commit <= known {
                break;
            }
            let mut changed = vec![];
            for key in versions::since(tx, known).await? {
                if let Some(part) = Part::of_key(&key) {
                    changed.push((read(tx, &part).await?, part));
                }
            }
            // Another question may have been quicker: then what it read is as good, or better.
            if let Some(table) = self.write().as_mut().filter(|table| table.commit == known) {
                changed.into_iter().for_each(|(rows, part)| table.set(&part, rows));
                table.commit = commit;
            }
        }
        if self.read().as_ref().is_some_and(|table| table.cube.today() < today)
            && let Some(table) = self.write().as_mut()
        {
            table.cube.advance(today);
        }
        Ok(self.read().as_ref().filter(|table| table.cube.today() == today).map(ask))
    }
}

async fn read(tx: &mut Tx, part: &Part) -> db::Result<Vec<Row>> {
    let packer = Packer::new();
    let persons = Persons::of_part(tx, part).await?;
    let mut rows = vec![];
    store::of_part(tx, part, |fact: Fact| rows.push(persons.name(packer.row(&fact), fact.youth))).await?;
    Ok(rows)
}

impl Table {
    /// No facts, on that day.
    pub fn empty(day: NaiveDate) -> Self {
        Table { cube: Cube::new(schema(), day), kept: Kept::new(FEW), numbers: HashMap::new(), commit: 0 }
    }

    /// Puts the facts of a part in the place of those it had.
    pub fn set(&mut self, part: &Part, rows: Vec<Row>) {
        let next = self.numbers.len() as u16;
        let place = *self.numbers.entry(part.platform.clone()).or_insert(next);
        self.cube.set(place, part.month, rows);
    }

    pub fn count(&self, question: &cube::Question<'_>) -> cube::Answer {
        self.kept.count(&self.cube, question)
    }

    /// For each platform, by its number, the group that `group` gives it; out when it gives none.
    pub fn groups(&self, group: impl Fn(&str) -> Option<u16>) -> Vec<u16> {
        let mut groups = vec![cube::OUT; self.numbers.len()];
        for (platform, number) in &self.numbers {
            groups[usize::from(*number)] = group(platform).unwrap_or(cube::OUT);
        }
        groups
    }
}

/// « 2026-10 », from the number of a month in the cube.
pub(super) fn month_code(number: u16) -> String {
    format!("{:04}-{:02}", number / 12, number % 12 + 1)
}

/// The days of a month written so; none when it is not one.
pub(super) fn days_of(month: &str) -> Option<(NaiveDate, NaiveDate)> {
    let first = NaiveDate::parse_from_str(&format!("{month}-01"), "%Y-%m-%d").ok()?;
    let next = first.checked_add_months(chrono::Months::new(1))?;
    Some((first, next.pred_opt()?)).filter(|_| first.day() == 1)
}
