//! Dated steps: how many of those who had entered by a day had reached each by then, confirmed or not.
use super::super::load::Dashboard;
use super::super::views::step_label;
use super::tables::{NUMBER, plain};
use crate::figures::{Progress, Step};
use crate::words;
use base::french::date_long;
use documents::{Cell, Column, Row, Sheet};

/// Said of a month that has not begun.
const COMING: &str = "à venir";
const NAME: u16 = 44;

/// Today, and on the same day a year before.
pub fn same_day(dashboard: &Dashboard, title: String) -> Sheet {
    let days = [&dashboard.this.then, &dashboard.before.then];
    let mut columns = vec![Column::text("Étape", NAME)];
    for progress in days {
        let day = date_long(progress.day);
        columns.extend(
            [format!("Au {day}"), format!("Présumés entrés au {day}"), "Part".into()]
                .map(|label| Column::number(label, NUMBER)),
        );
    }
    let row = |step: &Step| {
        let pairs = days.into_iter().zip([1, 4]);
        Row::new(
            [Cell::text(step_label(*step))].into_iter().chain(pairs.flat_map(|(p, first)| counts(p, *step, first))),
        )
    };
    let mut delays = vec![Cell::text("Délai médian avant premier contact, des joints (jours)")];
    for progress in days {
        delays.extend([plain(progress.days_to_contact()), Cell::Empty, Cell::Empty]);
    }
    Sheet { frozen: 1, ..Sheet::new(title, columns, Step::ALL.iter().map(row).chain([Row::new(delays)]).collect()) }
}

/// The count of a step, of those who had entered, and the share; `first` is the column of the count.
fn counts(progress: &Progress, step: Step, first: usize) -> [Cell; 3] {
    let (count, entered) = (progress.count(step), progress.count(Step::Entered));
    let share = match (step, entered) {
        (Step::Entered, _) => Cell::Empty,
        (_, 0) => Cell::Sign(words::NOT_APPLICABLE),
        _ => Cell::Ratio { over: vec![first], under: first + 1, result: count as f64 / entered as f64 },
    };
    [Cell::Whole(count), Cell::Whole(entered), share]
}

/// At the end of each month of the period, and of the same a year before.
pub fn months(dashboard: &Dashboard, title: String) -> Sheet {
    let (this, before) = (&dashboard.this.months, &dashboard.before.months);
    let mut columns = vec![];
    for (day, more) in [("Fin de mois", ""), ("Un an plus tôt", ", un an plus tôt")] {
        columns.push(Column::text(day, NUMBER));
        columns.extend(Step::ALL.map(|step| Column::number(format!("{}{more}", step_label(step)), NUMBER)));
    }
    let cells = |progress: Option<&Progress>| match progress {
        None => vec![Cell::Sign(COMING); 1 + Step::ALL.len()],
        Some(progress) => [Cell::Date(progress.day)]
            .into_iter()
            .chain(Step::ALL.map(|step| Cell::Whole(progress.count(step))))
            .collect::<Vec<_>>(),
    };
    let rows =
        (0..this.len().max(before.len())).map(|n| Row::new(cells(this.get(n)).into_iter().chain(cells(before.get(n)))));
    Sheet { frozen: 1, ..Sheet::new(title, columns, rows.collect()) }
}
