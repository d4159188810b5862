//! The facts in memory against those of the database, cell by cell: `pupitre figures --check`.
use super::activity;
use super::dimension::Dimension;
use super::memory::Memory;
use super::places::Places;
use super::question::{Answer, Period, Question, Wanted, scan};
use super::recall::recall;
use base::{App, Result};
use network::territories::Level;

/// What was compared.
#[derive(Clone, Debug, Default)]
pub struct Checked {
    pub cells: usize,
    /// In French, one a cell that differs.
    pub differences: Vec<String>,
}

/// Compares both answers about the whole country, under every dimension, for each of the last `years` school years.
///
/// # Errors
/// When the database cannot be read, or the facts are not in memory ([`super::load`]).
pub async fn check(app: &App, years: i32) -> Result<Checked> {
    const NATION: &str = "FR";
    let today = app.clock.today();
    let mut checked = Checked::default();
    let mut tx = app.read().await?;
    let places = Places::read(&mut tx, NATION, Level::Nation).await?;
    let each: Vec<Vec<Dimension>> = Dimension::ALL.iter().map(|dimension| vec![*dimension]).chain([vec![]]).collect();
    let by: Vec<&[Dimension]> = each.iter().map(Vec::as_slice).collect();
    for year in (0..years).map(|ago| Period::school_year_of(today) - ago) {
        let period = Period::school_year(year);
        let question =
            Question { territory: NATION.into(), period, at: today, known_on: None, by: vec![], only: vec![] };
        let wanted = Wanted { by: &by, days: &[period.to.min(today)] };
        let memory = app.shelf.get::<Memory>();
        let told = memory.ask(&mut tx, today, |table| recall(table, &places, &question, wanted)).await?;
        let told = told.ok_or_else(|| base::Error::Internal("the facts are not in memory".into()))?;
        let read = scan(&mut tx, &places, &question, wanted).await?;
        for ((dimensions, told), read) in each.iter().zip(&told.answers).zip(&read.answers) {
            checked.compare(year, dimensions, told, read);
        }
        if (&told.progress, told.pending) != (&read.progress, read.pending) {
            checked.differences.push(format!("{year}-{} : l’avancement ou ce qui attend", year + 1));
        }
        let told = activity::recall(app, &mut tx, &places, &question, &by).await?;
        let told = told.ok_or_else(|| base::Error::Internal("the activity is not in memory".into()))?;
        let read = activity::scan(&mut tx, &places, &question, &by).await?;
        for ((dimensions, told), read) in each.iter().zip(&told).zip(&read) {
            checked.compare(year, dimensions, told, read);
        }
    }
    Ok(checked)
}

impl Checked {
    fn compare(&mut self, year: i32, dimensions: &[Dimension], told: &Answer, read: &Answer) {
        let within = || dimensions.first().map_or("ensemble", |dimension| dimension.as_str());
        self.cells += read.cells.len();
        let missing = |a: &Answer, b: &Answer| {
            let known =
                |classes: &Vec<String>| b.cells.iter().any(|cell| cell.classes == *classes && !cell.tally.is_empty());
            let full = a.cells.iter().filter(|cell| !cell.tally.is_empty());
            full.filter(|cell| !known(&cell.classes)).map(|cell| cell.classes.join(" ")).collect::<Vec<_>>()
        };
        let differ = read.cells.iter().filter(|cell| {
            let classes: Vec<&str> = cell.classes.iter().map(String::as_str).collect();
            told.cell(&classes).is_some_and(|tally| *tally != cell.tally)
        });
        let differ = differ.map(|cell| cell.classes.join(" "));
        let all = differ.chain(missing(told, read)).chain(missing(read, told));
        self.differences.extend(all.map(|class| format!("{year}-{} : {} {class}", year + 1, within())));
    }
}
