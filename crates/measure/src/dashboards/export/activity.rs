//! What happened in the period, whatever the entry: one row an indicator, or one row a month.
use super::super::load::Dashboard;
use super::tables::{CODE, NAME, NUMBER, plain};
use crate::figures::{Tally, Value};
use crate::indicators::{Indicator, Measured};
use crate::words;
use base::french::{date_long, month_year};
use documents::{Cell, Column, Row, Sheet};

/// Until the day looked from, and until the same day a year before.
pub fn whole(dashboard: &Dashboard, title: String) -> Sheet {
    const FIRST: usize = 2;
    let mut columns = vec![Column::text("Indicateur", NAME), Column::text("Nom dans l’API", CODE)];
    let day = dashboard.last_day();
    for day in [date_long(day), date_long(crate::figures::a_year_before(day))] {
        columns.extend(
            [format!("Au {day}"), "Numérateur".into(), "Dénominateur".into()]
                .map(|label| Column::number(label, NUMBER)),
        );
    }
    let row = |indicator: Indicator| {
        let pairs = [(dashboard.activity.whole(), FIRST), (dashboard.activity.before(), FIRST + 3)];
        let named = [Cell::text(indicator.label()), Cell::text(indicator.code())];
        Row::new(named.into_iter().chain(pairs.into_iter().flat_map(|(tally, at)| figure(tally, indicator, at + 1))))
    };
    Sheet { frozen: 1, ..Sheet::new(title, columns, Indicator::activity().map(row).collect()) }
}

/// The figure, above and under the line when it is a share; `over` is the column of the count above.
fn figure(tally: &Tally, indicator: Indicator, over: usize) -> [Cell; 3] {
    match tally.value(indicator) {
        Value::Rate { numerator, denominator } => {
            let result = numerator as f64 / denominator as f64;
            let share = Cell::Ratio { over: vec![over], under: over + 1, result };
            [share, Cell::Whole(numerator), Cell::Whole(denominator)]
        }
        value => [plain(value), Cell::Empty, Cell::Empty],
    }
}

pub fn months(dashboard: &Dashboard, title: String) -> Sheet {
    let months = words::month_ends(dashboard.asked.period, dashboard.last_day());
    let mut columns = vec![Column::text("Mois", NAME)];
    columns.extend(Indicator::activity().map(|indicator| Column::number(indicator.label(), NUMBER)));
    let row = |day: &chrono::NaiveDate| {
        let tally = dashboard.activity.month(*day);
        let figures = Indicator::activity().map(|indicator| plain(tally.value(indicator))).collect::<Vec<_>>();
        Row::new([Cell::text(month_year(*day))].into_iter().chain(figures))
    };
    let total =
        |indicator: Indicator| match (indicator.definition().measured, dashboard.activity.whole().value(indicator)) {
            (Measured::Count(_), Value::Count(result)) if !months.is_empty() => {
                Cell::Sum { rows: 0..months.len(), result }
            }
            (_, value) => plain(value),
        };
    let total = Row::total([Cell::text("Ensemble")].into_iter().chain(Indicator::activity().map(total)));
    Sheet { frozen: 1, ..Sheet::new(title, columns, months.iter().map(row).chain([total]).collect()) }
}
