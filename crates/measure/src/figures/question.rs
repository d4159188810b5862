use super::dimension::Dimension;
use super::store;
use super::tally::Tally;
use base::{Actor, Error, Result};
use chrono::{Datelike as _, NaiveDate};
use db::Tx;
use network::rights::{self, Permission};
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
        let back = |day: NaiveDate| day.checked_sub_months(chrono::Months::new(12)).unwrap_or(day);
        Period { from: back(self.from), to: back(self.to) }
    }
}

/// What became of the cases that entered in a period, in a territory.
#[derive(Clone, Debug)]
pub struct Question {
    pub territory: String,
    pub period: Period,
    /// The day the situations are of. Events are those known today: a day before today leaves out no event.
    pub at: NaiveDate,
    /// Breakdowns, in order; none: one cell.
    pub by: Vec<Dimension>,
    /// Only the cases of these classes.
    pub only: Vec<(Dimension, String)>,
}

/// The cells that hold at least one case, in order of their classes; without breakdown, always one.
#[derive(Clone, Debug)]
pub struct Answer {
    pub cells: Vec<Cell>,
}

#[derive(Clone, Debug)]
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
}

/// Answers one question.
///
/// # Errors
/// [`Error::NotFound`] when the territory is absent or outside what the actor may see figures of.
pub async fn ask(tx: &mut Tx, actor: &Actor, question: &Question) -> Result<Answer> {
    let by = [question.by.as_slice()];
    let mut answers = ask_each(tx, actor, question, &by).await?;
    Ok(answers.pop().expect("one answer for one breakdown"))
}

/// Answers the same question under several breakdowns, in one reading of the facts: what a dashboard needs.
///
/// # Errors
/// As [`ask`].
pub async fn ask_each(tx: &mut Tx, actor: &Actor, question: &Question, by: &[&[Dimension]]) -> Result<Vec<Answer>> {
    if question.period.from > question.period.to {
        return Err(Error::BadRequest("La période est à l’envers : elle commence après sa fin.".into()));
    }
    rights::require(tx, actor, Permission::SeeFigures, &question.territory).await?;
    let mut cells: Vec<BTreeMap<Vec<String>, Tally>> = by
        .iter()
        .map(|dims| if dims.is_empty() { BTreeMap::from([(vec![], Tally::default())]) } else { BTreeMap::new() })
        .collect();
    store::facts(tx, &question.territory, question.period.from, question.period.to, question.at, |fact| {
        if question.only.iter().any(|(dimension, class)| dimension.class(&fact) != class) {
            return;
        }
        for (dims, cells) in by.iter().zip(&mut cells) {
            let classes: Vec<String> = dims.iter().map(|d| d.class(&fact).to_owned()).collect();
            cells.entry(classes).or_default().add(&fact);
        }
    })
    .await?;
    Ok(cells
        .into_iter()
        .map(|cells| Answer { cells: cells.into_iter().map(|(classes, tally)| Cell { classes, tally }).collect() })
        .collect())
}
