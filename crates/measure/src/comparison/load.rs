//! The platforms with what was counted of each, in a number of statements that no number of platforms changes.
use super::request::Request;
use crate::asked::Asked;
use crate::dashboards::place::Place;
use crate::figures::{self, Answer, Dimension, Reading, Tally, Value, Wanted};
use crate::indicators::Indicator;
use crate::words;
use base::{Actor, App, Result};
use chrono::{DateTime, Utc};
use db::Tx;
use fair::{Counted, Funnel, Position, Standard, Standardised};
use network::territories::{Level, Territory};
use std::collections::BTreeMap;

pub struct Comparison {
    pub place: Place,
    pub asked: Asked,
    pub now: DateTime<Utc>,
    /// In alphabetical order, those that have nobody too.
    pub platforms: Vec<Platform>,
    /// None where nobody is counted.
    pub funnel: Option<Funnel>,
    pub standard: Standard<String>,
    /// Of the nation, in alphabetical order; none below.
    pub departments: Vec<(Territory, Tally)>,
}

pub struct Platform {
    pub territory: Territory,
    pub counted: Counted,
    pub position: Position,
    /// The one that the reader chose to see named.
    pub chosen: bool,
    /// The rate of those entered by the end of each month of the year that has begun; none while they are few.
    pub months: Vec<Option<f64>>,
}

/// What young people have in common when they are expected to fare alike.
const STRATA: &[Dimension] =
    &[Dimension::Platform, Dimension::Sex, Dimension::Age, Dimension::Source, Dimension::Schooling];
const MONTHS: &[Dimension] = &[Dimension::Platform, Dimension::Month];
const DEPARTMENTS: &[Dimension] = &[Dimension::Department];

pub async fn load(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    place: Place,
    within: Vec<Territory>,
    request: Request,
) -> Result<Comparison> {
    let Request { asked, chosen } = request;
    let by: &[&[Dimension]] = match place.level() {
        Level::Nation => &[STRATA, MONTHS, DEPARTMENTS],
        _ => &[STRATA, MONTHS],
    };
    let wanted = Wanted { by, days: &[] };
    let Reading { answers, .. } = figures::read(app, tx, actor, &asked.question(place.code()), wanted).await?;
    let [strata, months, departments @ ..] = answers.as_slice() else { unreachable!("one answer for each breakdown") };

    let standard = standardised(strata, asked.rate);
    let counted: Vec<Counted> = standard.places.values().map(|place| place.counted).collect();
    let funnel = Funnel::of(&counted);
    let mut months = by_month(months, &asked);
    let platform = |territory: &Territory| {
        let code = territory.code.as_str();
        let counted = standard.places.get(code).map_or_else(Counted::default, |place| place.counted);
        Platform {
            counted,
            position: funnel.map_or(Position::TooSmall, |funnel| funnel.position(counted)),
            chosen: chosen.as_deref() == Some(code),
            months: months.remove(code).unwrap_or_default(),
            territory: territory.clone(),
        }
    };
    let platforms = of_level(&within, Level::Platform).map(platform).collect();
    let departments = departments.first().map_or_else(Vec::new, |answer| counted_in(answer, &within));
    Ok(Comparison { place, asked, now: app.clock.now(), platforms, funnel, standard, departments })
}

pub fn of_level(within: &[Territory], level: Level) -> impl Iterator<Item = &Territory> {
    within.iter().filter(move |t| t.level == level)
}

/// How many, among how many; nobody when the rate does not apply.
fn counted(tally: &Tally, rate: Indicator) -> Counted {
    match tally.value(rate) {
        Value::Rate { numerator, denominator } => Counted::new(numerator.unsigned_abs(), denominator.unsigned_abs()),
        _ => Counted::default(),
    }
}

fn standardised(strata: &Answer, rate: Indicator) -> Standard<String> {
    Standard::of(strata.cells.iter().filter_map(|cell| {
        let (platform, stratum) = cell.classes.split_first()?;
        Some((platform.clone(), stratum.to_vec(), counted(&cell.tally, rate)))
    }))
}

/// For each platform, the rate of those entered since the beginning, at the end of each month.
fn by_month(months: &Answer, asked: &Asked) -> BTreeMap<String, Vec<Option<f64>>> {
    let codes: Vec<String> =
        words::month_ends(asked.period, asked.today).iter().map(|day| day.format("%Y-%m").to_string()).collect();
    let mut entered: BTreeMap<&str, BTreeMap<&str, Counted>> = BTreeMap::new();
    for cell in &months.cells {
        if let [platform, month] = cell.classes.as_slice() {
            entered.entry(platform).or_default().insert(month, counted(&cell.tally, asked.rate));
        }
    }
    let so_far = |entries: &BTreeMap<&str, Counted>| {
        let mut sum = Counted::default();
        let rates = codes.iter().map(|code| {
            let new = entries.get(code.as_str()).copied().unwrap_or_default();
            sum = Counted::new(sum.count + new.count, sum.size + new.size);
            sum.rate().filter(|_| sum.is_large_enough())
        });
        rates.collect()
    };
    entered.iter().map(|(platform, entries)| ((*platform).to_owned(), so_far(entries))).collect()
}

fn counted_in(answer: &Answer, within: &[Territory]) -> Vec<(Territory, Tally)> {
    let tally = |t: &Territory| answer.cell(&[t.code.as_str()]).cloned().unwrap_or_default();
    of_level(within, Level::Department).map(|t| (t.clone(), tally(t))).collect()
}

impl Comparison {
    pub fn code(&self) -> &str {
        self.place.code()
    }

    /// Those of whom something may be said.
    pub fn large(&self) -> usize {
        self.platforms.iter().filter(|platform| platform.counted.is_large_enough()).count()
    }

    /// Those that have somebody, yet too few.
    pub fn small(&self) -> usize {
        self.platforms.iter().filter(|p| p.counted.size > 0 && !p.counted.is_large_enough()).count()
    }

    pub fn standardised(&self, platform: &Platform) -> Standardised {
        self.standard.places.get(platform.territory.code.as_str()).copied().unwrap_or_default()
    }

    /// All of them together.
    pub fn whole(&self) -> Counted {
        let sum = |all: Counted, p: &Platform| Counted::new(all.count + p.counted.count, all.size + p.counted.size);
        self.platforms.iter().fold(Counted::default(), sum)
    }
}
