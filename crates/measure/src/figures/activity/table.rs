//! The deeds in memory, by the platform that holds the case and the month it entered, as the facts are: what a commit changed is
//! read again part by part.
use super::sheet::Sheet;
use super::store::{self, Doer, Teller};
use chrono::NaiveDate;
use db::Tx;
use follow::cases::deeds::Deed;
use follow::cases::facts::Part;
use std::collections::{BTreeMap, HashMap};

#[derive(Debug, Default)]
pub(super) struct Table {
    /// The number of each platform.
    numbers: HashMap<String, u16>,
    /// By number of the platform that holds the cases, then by month of entry.
    held: Vec<BTreeMap<NaiveDate, Sheets>>,
}

/// By number of the platform where they were done.
type Sheets = Vec<(u16, Sheet)>;

impl Table {
    /// Reads all the cases that a platform holds.
    pub async fn read(&mut self, tx: &mut Tx, platform: &str) -> db::Result<()> {
        let teller = Teller::new();
        let mut parts = Parts::default();
        store::of_platform(tx, platform, |doer| parts.add(&teller, platform, &doer)).await?;
        self.set_all(platform, parts)
    }

    /// Reads them as they were known at the end of a day that is over.
    pub async fn read_known(&mut self, tx: &mut Tx, platform: &str, day: NaiveDate) -> db::Result<()> {
        let teller = Teller::new();
        let mut parts = Parts::default();
        store::known(tx, platform, day, |doer| parts.add(&teller, platform, &doer)).await?;
        self.set_all(platform, parts)
    }

    fn set_all(&mut self, platform: &str, parts: Parts) -> db::Result<()> {
        for (month, told) in parts.told()? {
            self.set(&Part { platform: platform.to_owned(), month }, told);
        }
        Ok(())
    }

    /// Puts the deeds of a part in the place of those it had.
    pub fn set(&mut self, part: &Part, told: Told) {
        let held = usize::from(self.number(&part.platform));
        let sheets: Sheets =
            told.into_iter().map(|(platform, deeds)| (self.number(&platform), Sheet::of(deeds))).collect();
        if self.held.len() <= held {
            self.held.resize_with(held + 1, BTreeMap::new);
        }
        self.held[held].insert(part.month, sheets);
    }

    fn number(&mut self, platform: &str) -> u16 {
        let next = self.numbers.len() as u16;
        *self.numbers.entry(platform.to_owned()).or_insert(next)
    }

    pub fn sheets(&self) -> impl Iterator<Item = &(u16, Sheet)> {
        self.held.iter().flat_map(BTreeMap::values).flatten()
    }

    /// What `of` says of each platform, by its number.
    pub fn of_platforms<T: Clone + Default>(&self, of: impl Fn(&str) -> T) -> Vec<T> {
        let mut all = vec![T::default(); self.numbers.len()];
        for (platform, number) in &self.numbers {
            all[usize::from(*number)] = of(platform);
        }
        all
    }
}

/// The deeds of a part, by the platform where they were done: the day, what, the class of the case.
pub(super) type Told = BTreeMap<String, Vec<(NaiveDate, Deed, u16)>>;

/// Deeds being read, by month of entry.
#[derive(Default)]
pub(super) struct Parts {
    months: BTreeMap<NaiveDate, Told>,
    wrong: Option<db::Error>,
}

impl Parts {
    pub fn add(&mut self, teller: &Teller, platform: &str, doer: &Doer) {
        let told = self.months.entry(Part::of(platform, doer.entry_on).month).or_default();
        if let Err(wrong) = teller.tell(platform, doer, told) {
            self.wrong = Some(wrong);
        }
    }

    /// # Errors
    /// When what was read makes no sense.
    pub fn told(self) -> db::Result<BTreeMap<NaiveDate, Told>> {
        self.wrong.map_or(Ok(self.months), Err)
    }
}
