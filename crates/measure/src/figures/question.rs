use super::dimension::Dimension;
use super::memory::Memory;
use super::past::Past;
use super::pending::Pending;
use super::places::Places;
use super::progress::Progress;
use super::recall::recall;
use super::store::{self, Fact};
use super::tally::Tally;
use base::{Actor, App, Error, Result};
use chrono::{Datelike as _, Months, NaiveDate};
use db::Tx;
use network::rights::{self, Permission};
use network::territories::TerritoryCode;
use std::collections::BTreeMap;

/// The days of entry that are asked about, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    pub from: NaiveDate,
    pub to: NaiveDate,
}

impl Period {
    /// From 1 September of `year` to 31 August.
    pub fn school_year(year: i32) -> Self {
        let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).expect("a day of every year");
        Period { from: day(year, 9, 1), to: day(year + 1, 8, 31) }
    }

    /// The year that the school year of `day` starts in.
    pub fn school_year_of(day: NaiveDate) -> i32 {
        if day.month() >= 9 { day.year() } else { day.year() - 1 }
    }

    /// The same days a year before (29 February becomes the 28th).
    pub fn a_year_before(self) -> Self {
        Period { from: a_year_before(self.from), to: a_year_before(self.to) }
    }
}

/// The same day a year before; 28 February for the 29th.
pub fn a_year_before(day: NaiveDate) -> NaiveDate {
    day.checked_sub_months(Months::new(12)).unwrap_or(day)
}

/// What became of the cases that entered in a period, in a territory.
#[derive(Clone, Debug)]
pub struct Question {
    pub territory: String,
    pub period: Period,
    /// The day the situations are of, not before the last event known.
    pub at: NaiveDate,
    /// A day that is over: what was recorded since is left out, and the situations are those of that day. None: all is known.
    pub known_on: Option<NaiveDate>,
    /// Breakdowns, in order; none: one cell.
    pub by: Vec<Dimension>,
    /// Only the cases of these classes.
    pub only: Vec<(Dimension, String)>,
}

impl Question {
    /// Whether the case is of every class asked for.
    pub(super) fn keeps(&self, fact: &Fact, places: &Places) -> bool {
        self.only.iter().all(|(dimension, class)| dimension.class(fact, places) == class)
    }
}

/// The cells that hold at least one case, in order of their classes; without breakdown, always one.
#[derive(Clone, Debug)]
pub struct Answer {
    pub cells: Vec<Cell>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// One class for each dimension asked, in the same order.
    pub classes: Vec<String>,
    pub tally: Tally,
}

impl Answer {
    /// The whole, of an answer without breakdown.
    pub fn whole(&self) -> &Tally {
        &self.cells.first().expect("an answer without breakdown has its one cell").tally
    }

    /// The cell of these classes; none when nobody is in it.
    pub fn cell(&self, classes: &[&str]) -> Option<&Tally> {
        self.cells.iter().find(|cell| cell.classes == classes).map(|cell| &cell.tally)
    }
}

/// What is wanted of one reading of the facts.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wanted<'a> {
    /// An answer for each of these breakdowns.
    pub by: &'a [&'a [Dimension]],
    /// How far things were on each of these days, in order.
    pub days: &'a [NaiveDate],
}

/// What one reading of the facts gives.
#[derive(Clone, Debug)]
pub struct Reading {
    /// As many as [`Wanted::by`].
    pub answers: Vec<Answer>,
    /// As many as [`Wanted::days`].
    pub progress: Vec<Progress>,
    pub pending: Pending,
}

/// Answers one question.
///
/// # Errors
/// [`Error::NotFound`] when the territory is absent or outside what the actor may see figures of.
pub async fn ask(app: &App, tx: &mut Tx, actor: &Actor, question: &Question) -> Result<Answer> {
    let by = [question.by.as_slice()];
    let mut answers = read(app, tx, actor, question, Wanted { by: &by, days: &[] }).await?.answers;
    Ok(answers.pop().expect("one answer for one breakdown"))
}

/// Answers the same question in every way a page wants. [`Question::by`] is not looked at. The facts in memory answer when they
/// are there and the day is today, or a past one as it knew them; else one reading of those in the database.
///
/// # Errors
/// As [`ask`].
pub async fn read(app: &App, tx: &mut Tx, actor: &Actor, question: &Question, wanted: Wanted<'_>) -> Result<Reading> {
    let places = open(tx, actor, question).await?;
    if let Some(day) = question.known_on.filter(|day| *day < app.clock.today()) {
        let question = Question { at: day, ..question.clone() };
        let past = app.shelf.get::<Past>();
        return Ok(past.ask(app, tx, day, &places, |table| recall(table, &places, &question, wanted)).await?);
    }
    if question.at == app.clock.today() {
        let memory = app.shelf.get::<Memory>();
        let told = memory.ask(tx, question.at, |table| recall(table, &places, question, wanted)).await?;
        if let Some(reading) = told {
            return Ok(reading);
        }
    }
    scan(tx, &places, question, wanted).await
}

/// The places of the question, once it is one that the actor may ask.
pub(super) async fn open(tx: &mut Tx, actor: &Actor, question: &Question) -> Result<Places> {
    if question.period.from > question.period.to {
        return Err(Error::BadRequest("La période est à l’envers : elle commence après sa fin.".into()));
    }
    rights::require(tx, actor, Permission::SeeFigures, &question.territory).await?;
    let level = question.territory.parse::<TerritoryCode>().map_err(|_| Error::NotFound)?.level();
    Ok(Places::read(tx, &question.territory, level).await?)
}

/// One reading of the facts in the database.
pub(super) async fn scan(tx: &mut Tx, places: &Places, question: &Question, wanted: Wanted<'_>) -> Result<Reading> {
    let mut tables: Vec<Table> = wanted.by.iter().map(|dimensions| Table::new(dimensions)).collect();
    let mut progress: Vec<Progress> = wanted.days.iter().map(|day| Progress::on(*day)).collect();
    let mut pending = Pending::on(question.at);
    store::facts(tx, &question.territory, question.period.from, question.period.to, question.at, |fact| {
        if !question.keeps(&fact, places) {
            return;
        }
        tables.iter_mut().for_each(|table| table.add(&fact, places, question.at));
        progress.iter_mut().for_each(|day| day.add(&fact));
        pending.add(&fact);
    })
    .await?;
    Ok(Reading { answers: tables.into_iter().map(Table::into_answer).collect(), progress, pending })
}

/// An answer being counted.
struct Table<'a> {
    dimensions: &'a [Dimension],
    cells: BTreeMap<Vec<String>, Tally>,
}

impl<'a> Table<'a> {
    fn new(dimensions: &'a [Dimension]) -> Self {
        let mut cells = BTreeMap::new();
        if dimensions.is_empty() {
            cells.insert(vec![], Tally::default());
        }
        Table { dimensions, cells }
    }

    fn add(&mut self, fact: &Fact, places: &Places, at: NaiveDate) {
        let classes: Vec<String> = self.dimensions.iter().map(|d| d.class(fact, places).to_owned()).collect();
        self.cells.entry(classes).or_default().add(fact, at);
    }

    fn into_answer(self) -> Answer {
        Answer { cells: self.cells.into_iter().map(|(classes, tally)| Cell { classes, tally }).collect() }
    }
}
