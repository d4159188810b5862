//! The tables, cell by cell: counts as numbers, totals and shares as formulas with their results, and words where there is no
//! figure.
use super::super::load::Dashboard;
use super::{Table, activity, steps};
use crate::asked::classes;
use crate::figures::{Dimension, Tally, Value};
use crate::indicators::{Count, Indicator, Measured};
use crate::words;
use base::french::month_year;
use chrono::NaiveDate;
use documents::{Cell, Column, Row, Sheet};
use follow::cases::event::Solution;
use network::territories::Level;

/// Said where a level has fixed no target.
const NO_TARGET: &str = "pas de cible";
/// Of a column of figures, in characters.
pub const NUMBER: u16 = 14;
pub const NAME: u16 = 34;
pub const CODE: u16 = 20;

pub fn sheet(dashboard: &Dashboard, table: Table) -> Sheet {
    let title = table.title();
    match table {
        Table::Whole => whole(dashboard, title),
        Table::By(dimension) => by(dashboard, dimension, title),
        Table::Steps => steps::same_day(dashboard, title),
        Table::Months => steps::months(dashboard, title),
        Table::Solutions => solutions(dashboard, title),
        Table::Activity => activity::whole(dashboard, title),
        Table::ActivityByMonth => activity::months(dashboard, title),
    }
}

fn label(indicator: Indicator) -> String {
    match indicator.definition().measured {
        Measured::Median(_) | Measured::NinetiethPercentile(_) => format!("{} (jours)", indicator.label()),
        _ => indicator.label().into(),
    }
}

/// One row an indicator.
fn whole(dashboard: &Dashboard, title: String) -> Sheet {
    const NUMERATOR: usize = 3;
    let with_targets = !dashboard.targets.is_empty();
    let mut columns = vec![
        Column::text("Indicateur", NAME),
        Column::text("Nom dans l’API", CODE),
        Column::number("Valeur", NUMBER),
        Column::number("Numérateur", NUMBER),
        Column::number("Dénominateur", NUMBER),
        Column::text("Unité", NUMBER),
    ];
    if with_targets {
        columns.push(Column::number(format!("Cible {}", dashboard.asked.period_label()), NUMBER));
        columns.push(Column::number("Trajectoire à ce jour", NUMBER));
    }
    if dashboard.has_before() {
        columns.push(Column::number(dashboard.before_today_label(), NUMBER));
    }
    let row = |indicator: Indicator| {
        let value = dashboard.this.whole().value(indicator);
        let mut cells = vec![Cell::text(indicator.label()), Cell::text(indicator.code())];
        match value {
            Value::Rate { numerator, denominator } => {
                let result = numerator as f64 / denominator as f64;
                cells.push(Cell::Ratio { over: vec![NUMERATOR], under: NUMERATOR + 1, result });
                cells.extend([Cell::Whole(numerator), Cell::Whole(denominator)]);
            }
            _ => cells.extend([plain(value), Cell::Empty, Cell::Empty]),
        }
        cells.push(Cell::text(unit(indicator)));
        if with_targets {
            let amount = |n: Option<f64>| n.map_or(Cell::Sign(NO_TARGET), |n| amount(indicator, n));
            cells.push(amount(dashboard.target(indicator)));
            cells.push(amount(dashboard.trajectory(indicator).map(|trajectory| trajectory.value)));
        }
        if dashboard.has_before() {
            cells.push(plain(dashboard.before.whole().value(indicator)));
        }
        Row::new(cells)
    };
    let distinct = Indicator::of("persons");
    let named = [Cell::text(distinct.label()), Cell::text(distinct.code()), Cell::Whole(dashboard.persons)];
    let unit = [Cell::Empty, Cell::Empty, Cell::text("jeunes")];
    let persons = Row::new(named.into_iter().chain(unit));
    Sheet { frozen: 1, ..Sheet::new(title, columns, Indicator::cohort().map(row).chain([persons]).collect()) }
}

fn unit(indicator: Indicator) -> &'static str {
    match indicator.definition().measured {
        Measured::Count(_) => "dossiers",
        Measured::Rate { .. } => "part",
        Measured::Median(_) | Measured::NinetiethPercentile(_) => "jours",
    }
}

/// A figure by itself.
pub fn plain(value: Value) -> Cell {
    match value {
        Value::Count(n) => Cell::Whole(n),
        Value::Rate { numerator, denominator } => Cell::Percent(numerator as f64 / denominator as f64),
        Value::Days(days) => Cell::Decimal(days),
        Value::NotApplicable => Cell::Sign(words::NOT_APPLICABLE),
    }
}

/// A target: any number of that indicator.
fn amount(indicator: Indicator, n: f64) -> Cell {
    if matches!(indicator.definition().measured, Measured::Rate { .. }) { Cell::Percent(n) } else { Cell::Decimal(n) }
}

/// One row a class, one column an indicator, and everybody at the foot.
fn by(dashboard: &Dashboard, dimension: Dimension, title: String) -> Sheet {
    let rows = rows(dashboard, dimension);
    let mut columns = vec![Column::text(dimension.label(), NAME)];
    if level(dimension).is_some() {
        columns.push(Column::text("Code", CODE));
    }
    let first = columns.len();
    columns.extend(Indicator::cohort().map(|indicator| Column::number(label(indicator), NUMBER)));
    let figures =
        |tally: &Tally| Indicator::cohort().map(|indicator| figure(tally, indicator, first)).collect::<Vec<_>>();
    let whole = figures(dashboard.this.whole()).into_iter().map(|cell| match cell {
        Cell::Whole(result) if !rows.is_empty() => Cell::Sum { rows: 0..rows.len(), result },
        other => other,
    });
    let named = [Cell::text("Ensemble"), Cell::Empty].into_iter().take(first);
    let total = Row::total(named.chain(whole));
    let row = |(names, tally): &(Vec<String>, Tally)| Row::new(names.iter().map(Cell::text).chain(figures(tally)));
    let rows: Vec<Row> = rows.iter().map(row).chain([total]).collect();
    Sheet { frozen: 1, ..Sheet::new(title, columns, rows) }
}

/// The level of a breakdown by territory.
fn level(dimension: Dimension) -> Option<Level> {
    match dimension {
        Dimension::Region => Some(Level::Region),
        Dimension::Academy => Some(Level::Academy),
        Dimension::Department => Some(Level::Department),
        Dimension::Platform => Some(Level::Platform),
        _ => None,
    }
}

/// What names each class (a territory has its code too), and what was counted in it.
fn rows(dashboard: &Dashboard, dimension: Dimension) -> Vec<(Vec<String>, Tally)> {
    let tally = |class: &str| dashboard.this.class(dimension, class);
    if let Some(level) = level(dimension) {
        let places = dashboard.within.iter().filter(|territory| territory.level == level);
        return places.map(|t| (vec![t.name.clone(), t.code.to_string()], tally(t.code.as_str()))).collect();
    }
    if dimension == Dimension::Month {
        let months = words::month_ends(dashboard.asked.period, dashboard.last_day());
        return months.into_iter().map(|day| (vec![month_year(day)], tally(&month(day)))).collect();
    }
    classes(dimension).into_iter().map(|class| (vec![dimension.class_label(class)], tally(class))).collect()
}

fn month(day: NaiveDate) -> String {
    day.format("%Y-%m").to_string()
}

/// The figure of a class; `first` is the column of the first indicator. A share is a formula over the counts beside it.
fn figure(tally: &Tally, indicator: Indicator, first: usize) -> Cell {
    let value = tally.value(indicator);
    let column = |count: Count| {
        let place = Indicator::cohort().position(|other| Some(other) == Indicator::of_count(count))?;
        Some(first + place)
    };
    match (indicator.definition().measured, value) {
        (Measured::Rate { numerator, denominator }, Value::Rate { numerator: n, denominator: of }) => {
            let over: Option<Vec<usize>> = numerator.iter().map(|count| column(*count)).collect();
            match over.zip(column(denominator)) {
                Some((over, under)) => Cell::Ratio { over, under, result: n as f64 / of as f64 },
                None => plain(value),
            }
        }
        _ => plain(value),
    }
}

fn solutions(dashboard: &Dashboard, title: String) -> Sheet {
    let count = |count: Count| dashboard.this.whole().count(count);
    let columns =
        vec![Column::text("Nature", NAME), Column::number("Trouvées", NUMBER), Column::number("En cours", NUMBER)];
    let row = |kind: &Solution| {
        let counts = [Count::FoundSolutionOf(*kind), Count::InSolutionOf(*kind)].map(|of| Cell::Whole(count(of)));
        Row::new([Cell::text(words::capital(kind.label()))].into_iter().chain(counts))
    };
    let total = |of: Count| Cell::Sum { rows: 0..Solution::ALL.len(), result: count(of) };
    let foot = Row::total([Cell::text("Ensemble"), total(Count::FoundSolution), total(Count::InSolution)]);
    Sheet::new(title, columns, Solution::ALL.iter().map(row).chain([foot]).collect())
}
