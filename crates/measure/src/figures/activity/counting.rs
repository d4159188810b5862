//! One pass over the deeds of a period, into the cells of each breakdown.
use super::super::memory::{days_of, month_code};
use super::super::packing::{by, class, schema};
use super::super::places::Places;
use super::super::recall::within;
use super::super::tally::Tally;
use super::super::{Answer, Cell, Dimension, Question};
use super::sheet::{Packed, Sheet, month_of};
use super::table::{Table, Told};
use crate::indicators::Activity;
use chrono::{Days, NaiveDate};
use cube::By;
use follow::cases::deeds::Deed;
use std::collections::BTreeMap;

/// How many deeds of each kind, by the place of the kind in [`Deed::ALL`]; as many as five bits tell apart.
type Counts = [u32; 32];

/// The class of a case that is not asked about.
const OUT: u16 = u16::MAX;

pub(super) struct Counting<'a> {
    places: &'a Places,
    question: &'a Question,
    from: NaiveDate,
    to: NaiveDate,
    grids: Vec<Grid<'a>>,
}

impl<'a> Counting<'a> {
    pub fn new(places: &'a Places, question: &'a Question, by: &[&'a [Dimension]]) -> Self {
        let (mut from, mut to) = (question.period.from, question.period.to);
        for (_, month) in question.only.iter().filter(|(dimension, _)| *dimension == Dimension::Month) {
            // No such month: no day.
            let (first, last) = days_of(month).unwrap_or((NaiveDate::MAX, NaiveDate::MIN));
            (from, to) = (from.max(first), to.min(last));
        }
        let grids = by.iter().map(|by| Grid::new(by, question)).collect();
        Counting { places, question, from, to, grids }
    }

    /// Counts the deeds of a table.
    pub fn add(&mut self, table: &Table) {
        let Counting { places, question, from, to, .. } = *self;
        let asked = table.of_platforms(|platform| keeps(places, question, platform).then(|| platform.to_owned()));
        for grid in &mut self.grids {
            let rows: Vec<Option<usize>> =
                asked.iter().map(|platform| platform.as_deref().map(|code| grid.row_of(places, code))).collect();
            for (platform, sheet) in table.sheets() {
                if let Some(row) = rows[usize::from(*platform)] {
                    grid.add(row, sheet, from, to, question.at);
                }
            }
        }
    }

    /// Counts the deeds of one case; tells whether any of them is of those.
    pub fn add_case(&mut self, told: &Told, those: &[Deed]) -> bool {
        let Counting { places, question, .. } = *self;
        let mut any = false;
        for (platform, deeds) in told.iter().filter(|(platform, _)| keeps(places, question, platform)) {
            for (on, deed, class) in deeds {
                let over = !deed.is_clock() || *on < self.question.at;
                if !over || !(self.from..=self.to).contains(on) {
                    continue;
                }
                for grid in &mut self.grids {
                    let row = grid.row_of(self.places, platform);
                    any |= grid.add_one(row, month_of(*on), *deed, *class) && those.contains(deed);
                }
            }
        }
        any
    }

    pub fn answers(self) -> Vec<Answer> {
        self.grids.into_iter().map(Grid::into_answer).collect()
    }
}

/// Whether what happens at a platform is asked about.
fn keeps(places: &Places, question: &Question, platform: &str) -> bool {
    let mut territories = question.only.iter().filter(|(dimension, _)| by(*dimension) == By::Place);
    places.knows(platform) && territories.all(|(dimension, class)| within(places, *dimension, platform) == class)
}

/// The cells of a breakdown: a row for each group of platforms, a line for each month, a column for each group of classes.
struct Grid<'a> {
    by: &'a [Dimension],
    /// The column of each class, and the classes of each column in the dimensions of the case.
    columns: Vec<u16>,
    of_columns: Vec<Vec<&'static str>>,
    /// The row of the territories of a platform, in the dimensions of territories.
    rows: BTreeMap<Vec<String>, usize>,
    /// By row, then by month when months are told apart; the columns in order.
    cells: Vec<BTreeMap<u16, Vec<Counts>>>,
}

impl<'a> Grid<'a> {
    fn new(dimensions: &'a [Dimension], question: &Question) -> Self {
        let schema = schema();
        let code = |number: u16, dimension: Dimension| match by(dimension) {
            By::Dimension(place) => class(dimension, schema.code(number, place)),
            By::Month | By::Place => "",
        };
        let of_case = |dimension: &Dimension| matches!(by(*dimension), By::Dimension(_));
        let mut of_columns: Vec<Vec<&'static str>> = vec![];
        let all: u16 = schema.dimensions.iter().product();
        let columns = (0..all)
            .map(|number| {
                let filters = question.only.iter().filter(|(dimension, _)| of_case(dimension));
                if filters.into_iter().any(|(dimension, wanted)| code(number, *dimension) != wanted) {
                    return OUT;
                }
                let names: Vec<_> = dimensions.iter().filter(|d| of_case(d)).map(|d| code(number, *d)).collect();
                let known = of_columns.iter().position(|column| *column == names);
                known.unwrap_or_else(|| {
                    of_columns.push(names);
                    of_columns.len() - 1
                }) as u16
            })
            .collect();
        Grid { by: dimensions, columns, of_columns, rows: BTreeMap::new(), cells: vec![] }
    }

    fn row_of(&mut self, places: &Places, platform: &str) -> usize {
        let territories = self.by.iter().filter(|dimension| by(**dimension) == By::Place);
        let names: Vec<String> = territories.map(|d| within(places, *d, platform).to_owned()).collect();
        let next = self.rows.len();
        let row = *self.rows.entry(names).or_insert(next);
        if row == next {
            self.cells.push(BTreeMap::new());
        }
        row
    }

    /// Adds the deeds of the days asked; a clock, when its last day is over at `at`.
    fn add(&mut self, row: usize, sheet: &Sheet, from: NaiveDate, to: NaiveDate, at: NaiveDate) {
        let yesterday = at - Days::new(1);
        if from <= yesterday.min(to) {
            sheet.each_month(from, to.min(yesterday), |month, deeds| self.add_month(row, month, deeds, |_| true));
        }
        if from.max(at) <= to {
            let done = |deed: Packed| Deed::ALL.get(deed.deed()).is_some_and(|deed| !deed.is_clock());
            sheet.each_month(from.max(at), to, |month, deeds| self.add_month(row, month, deeds, done));
        }
    }

    /// Whether the class is asked about.
    fn add_one(&mut self, row: usize, month: u16, deed: Deed, class: u16) -> bool {
        let Some(column) = self.columns.get(usize::from(class)).copied().filter(|column| *column != OUT) else {
            return false;
        };
        self.month(row, month)[usize::from(column)][deed as usize] += 1;
        true
    }

    fn month(&mut self, row: usize, month: u16) -> &mut Vec<Counts> {
        let month = if self.by.contains(&Dimension::Month) { month } else { 0 };
        let columns = self.of_columns.len();
        self.cells[row].entry(month).or_insert_with(|| vec![[0; 32]; columns])
    }

    fn add_month(&mut self, row: usize, month: u16, deeds: &[Packed], counts: impl Fn(Packed) -> bool) {
        let columns = std::mem::take(&mut self.columns);
        let cells = self.month(row, month);
        for deed in deeds.iter().filter(|deed| counts(**deed)) {
            if let Some(cell) = columns.get(deed.class()).and_then(|column| cells.get_mut(usize::from(*column))) {
                cell[deed.deed()] += 1;
            }
        }
        self.columns = columns;
    }

    fn into_answer(self) -> Answer {
        let mut tallies: BTreeMap<Vec<String>, Tally> = BTreeMap::new();
        if self.by.is_empty() {
            tallies.insert(vec![], Tally::default());
        }
        for (territories, row) in &self.rows {
            for (month, columns) in &self.cells[*row] {
                for (counts, case) in columns.iter().zip(&self.of_columns) {
                    if counts.iter().any(|n| *n > 0) {
                        let classes = classes(self.by, &month_code(*month), territories, case);
                        tallies.entry(classes).or_default().add_deeds(counts);
                    }
                }
            }
        }
        Answer { cells: tallies.into_iter().map(|(classes, tally)| Cell { classes, tally }).collect() }
    }
}

/// In the order of the dimensions, each class from where it is known.
fn classes(dimensions: &[Dimension], month: &str, territories: &[String], case: &[&str]) -> Vec<String> {
    let (mut territories, mut case) = (territories.iter(), case.iter());
    let class = |dimension: &Dimension| match by(*dimension) {
        By::Month => Some(month.to_owned()),
        By::Place => territories.next().cloned(),
        By::Dimension(_) => case.next().map(|class| (*class).to_owned()),
    };
    dimensions.iter().map(class).map(Option::unwrap_or_default).collect()
}

/// The deeds that an activity count adds up.
pub fn counts_of(count: Activity) -> &'static [Deed] {
    const SOLUTIONS: &[Deed] = &[
        Deed::InitialTraining,
        Deed::Apprenticeship,
        Deed::ContinuingTraining,
        Deed::Employment,
        Deed::CivicService,
        Deed::OtherSolution,
    ];
    match count {
        Activity::Attempts => &[Deed::Attempt, Deed::Reached, Deed::FirstReached],
        Activity::Contacts => &[Deed::Reached, Deed::FirstReached, Deed::Interview, Deed::FirstInterview],
        Activity::FirstContacts => &[Deed::FirstReached, Deed::FirstInterview],
        Activity::Interviews => &[Deed::Interview, Deed::FirstInterview],
        Activity::SupportsStarted => &[Deed::SupportStarted],
        Activity::SolutionsStarted => SOLUTIONS,
        Activity::SolutionsStartedOf(kind) => std::slice::from_ref(&SOLUTIONS[kind as usize]),
        Activity::SolutionsBroken => &[Deed::SolutionBroken],
        Activity::Verifications => &[Deed::Verified],
        Activity::Refusals => &[Deed::Refused],
        Activity::ReturnsDue => &[Deed::ReturnKept, Deed::ReturnMissed],
        Activity::ReturnsKept => &[Deed::ReturnKept],
        Activity::ObligationsDue => &[Deed::ObligationKept, Deed::ObligationMissed],
        Activity::ObligationsKept => &[Deed::ObligationKept],
    }
}
