//! What happened in the period, whatever the entry of the case, beside the same days a year before; and the clocks of the law.
use super::super::export::{self, Table as File};
use super::super::load::Dashboard;
use super::compare::points;
use crate::figures::{Tally, Value};
use crate::indicators::Indicator;
use crate::words;
use base::french::{day_month, fr, month_year, number};
use charts::{Sparkline, Unit};
use chrono::{Datelike as _, NaiveDate};
use dsfr::{Column, Details, FigureLink, Phone, Row, Section, Table};
use maud::{Markup, Render as _, html};

/// The rows of the table: those of each kind of solution are in the files.
const ROWS: [&str; 11] = [
    "attempts",
    "contacts",
    "first_contacts",
    "interviews",
    "verifications",
    "supports_started",
    "solutions_started",
    "solutions_broken",
    "refusals",
    "clock_return_kept",
    "clock_obligation_kept",
];
/// What a month is told of under the table.
const MONTHLY: [(&str, &str); 6] = [
    ("attempts", "Essais"),
    ("contacts", "Contacts"),
    ("interviews", "Entretiens"),
    ("supports_started", "Accompa\u{ad}gnements"),
    ("solutions_started", "Solutions"),
    ("solutions_broken", "Ruptures"),
];

fn rows() -> impl Iterator<Item = Indicator> {
    ROWS.into_iter().map(Indicator::of)
}

pub fn activity(dashboard: &Dashboard) -> Markup {
    let columns = vec![
        Column::text("Geste"),
        Column::number(fr(&format!("Au {}", day_month(dashboard.last_day())))),
        Column::number("Un an plus tôt"),
        Column::text("Écart"),
        Column::text("Mois révolus"),
    ];
    let caption = fr(&format!("Activité {}, et un an plus tôt", words::period(dashboard.asked.past())));
    let table = Table {
        phone: Phone::StackedPairs,
        ..Table::new(caption, columns, rows().map(|indicator| row(dashboard, indicator)).collect())
    };
    let body = html! {
        p.pu-meta {
            (fr(&format!("Ce qui s’est passé {}, ", words::period(dashboard.asked.past()))))
            "quelle que soit la date d’entrée des jeunes, confirmés ou non."
        }
        (table)
        (Details::new("Mois par mois", months(dashboard)))
        (export::links(dashboard, &[File::Activity, File::ActivityByMonth]))
    };
    Section { class: "pu-sect pu-act", ..Section::new("t-act", "Activité de la période", body) }.render()
}

fn row(dashboard: &Dashboard, indicator: Indicator) -> Row {
    let (now, before) = (dashboard.activity.whole().value(indicator), dashboard.activity.before().value(indicator));
    let href = dashboard.provenance(indicator);
    let shown = html! { (FigureLink::new(words::value(now), indicator.label(), href)) (kept(now)) };
    let has_before = !dashboard.activity.before().is_empty();
    let then = if has_before {
        html! { (words::value(before)) (kept(before)) }
    } else {
        html! { "rien de noté" }
    };
    let gap = if has_before { gap(now, before) } else { "rien à comparer".into() };
    Row::new(indicator.label(), [shown, then, html! { (gap) }, spark(dashboard, indicator)])
}

/// « 38 sur 41 échus », of a clock.
fn kept(value: Value) -> Markup {
    match value {
        Value::Rate { numerator, denominator } => html! {
            br;
            span.pu-meta {
                (number(numerator)) " sur " (number(denominator)) " " (words::noun(denominator, "échu", "échus"))
            }
        },
        _ => html! {},
    }
}

fn gap(now: Value, then: Value) -> String {
    match (now, then) {
        (Value::Count(a), Value::Count(b)) => match a - b {
            0 => "autant".into(),
            more @ 1.. => fr(&format!("{} de plus", number(more))),
            fewer => fr(&format!("{} de moins", number(-fewer))),
        },
        _ => match (now.number(), then.number()) {
            (Some(a), Some(b)) => points(a, b),
            _ => words::NOT_APPLICABLE.into(),
        },
    }
}

fn by_month(dashboard: &Dashboard) -> Vec<(NaiveDate, Tally)> {
    let ends = words::month_ends(dashboard.asked.period, dashboard.last_day());
    ends.into_iter().map(|day| (day, dashboard.activity.month(day))).collect()
}

fn spark(dashboard: &Dashboard, indicator: Indicator) -> Markup {
    let value = |tally: &Tally| match tally.value(indicator) {
        Value::Count(n) => Some(n as f64),
        other => other.number().map(|share| share * 100.0),
    };
    let unit = words::unit(indicator);
    let unit = if matches!(unit, Unit::Count) { Unit::Count } else { Unit::PERCENT };
    // A month that has just begun would look like a fall.
    let over = |day: NaiveDate| day.succ_opt().is_some_and(|next| next.month() != day.month());
    let values = by_month(dashboard).iter().filter(|(day, _)| over(*day)).map(|(_, tally)| value(tally)).collect();
    Sparkline { label: format!("{}, mois révolus", indicator.label()), unit, values, range: None }.render()
}

fn months(dashboard: &Dashboard) -> Markup {
    let figure = |day, tally: &Tally, code| {
        let indicator = Indicator::of(code);
        let href = dashboard.asked.provenance_of_month(dashboard.code(), indicator, day);
        let about = format!("{}, {}", indicator.label(), month_year(day));
        FigureLink::new(words::value(tally.value(indicator)), about, href).render()
    };
    let row = |(day, tally): &(NaiveDate, Tally)| {
        Row::new(words::capital(&month_year(*day)), MONTHLY.map(|(code, _)| figure(*day, tally, code)))
    };
    let whole =
        MONTHLY.map(|(code, _)| html! { (words::value(dashboard.activity.whole().value(Indicator::of(code)))) });
    let mut columns = vec![Column::text("Mois")];
    columns.extend(MONTHLY.map(|(_, label)| Column::number(label)));
    Table {
        phone: Phone::StackedPairs,
        foot: vec![Row::new("Ensemble", whole)],
        ..Table::new("Activité, mois par mois", columns, by_month(dashboard).iter().map(row).collect())
    }
    .render()
}
