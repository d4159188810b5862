//! The cohort beside that of the year before on the same day: dated steps only, so that both are seen after the same time.
use super::super::export;
use super::super::load::Dashboard;
use crate::figures::{Progress, Step, Value};
use crate::words;
use base::french::{day_month, decimal, fr, number, percent};
use charts::{Sparkline, Unit};
use dsfr::{Column, Phone, Row, Section, Table};
use maud::{Markup, Render as _, html};

/// What a step is called, after « parmi les présumés ».
pub const fn label(step: Step) -> &'static str {
    match step {
        Step::Entered => "Présumés entrés",
        Step::Attempted => "Un essai de contact au moins",
        Step::Reached => "Joints",
        Step::Interviewed => "Reçus en entretien",
        Step::Supported => "Accompagnement commencé",
        Step::FoundSolution => "Solution commencée",
    }
}

pub fn compare(dashboard: &Dashboard) -> Markup {
    let (now, then) = (&dashboard.this.then, &dashboard.before.then);
    let mut rows: Vec<Row> = Step::ALL.into_iter().map(|step| row(dashboard, step)).collect();
    rows.push(delay(now, then));
    let columns = vec![
        Column::text("Étape"),
        Column::number(fr(&format!("Au {}", day_month(now.day)))),
        Column::number("Un an plus tôt"),
        Column::text("Écart"),
        Column::text("Mois par mois"),
    ];
    let caption = format!("Étapes franchies au {}, et un an plus tôt à la même date", day_month(now.day));
    let table = Table { phone: Phone::StackedPairs, ..Table::new(caption, columns, rows) };
    let body = html! {
        p.pu-meta {
            "Parmi ceux qui étaient entrés, combien avaient franchi chaque étape, confirmés ou non. Ce que l’on a su depuis de leur \
             situation n’y change rien."
        }
        (table)
        (export::links(dashboard, &[export::Table::Steps]))
    };
    Section { class: "", ..Section::new("t-comp", "Comparé à l’an dernier, à la même date", body) }.render()
}

fn row(dashboard: &Dashboard, step: Step) -> Row {
    let (now, then) = (&dashboard.this.then, &dashboard.before.then);
    let figures = [now, then].map(|progress| figure(progress, step));
    let cells = figures
        .into_iter()
        .map(|text| html! { (text) })
        .chain([html! { (gap(now, then, step)) }, spark(dashboard, step)]);
    Row::new(label(step), cells)
}

/// « 214 (47,3 %) »; the number alone of those who entered.
fn figure(progress: &Progress, step: Step) -> Markup {
    let n = number(progress.count(step));
    let share = match step {
        Step::Entered => None,
        _ => progress.share(step).number().map(percent),
    };
    html! { (n) @if let Some(share) = share { br; span.pu-meta { (share) } } }
}

fn gap(now: &Progress, then: &Progress, step: Step) -> String {
    if then.count(Step::Entered) == 0 {
        return "rien à comparer".into();
    }
    if step == Step::Entered {
        return match now.count(step) - then.count(step) {
            0 => "autant".into(),
            more @ 1.. => fr(&format!("{} de plus", number(more))),
            fewer => fr(&format!("{} de moins", number(-fewer))),
        };
    }
    let (Some(a), Some(b)) = (now.share(step).number(), then.share(step).number()) else {
        return words::NOT_APPLICABLE.into();
    };
    points(a, b)
}

/// « 2,1 points de plus », of two ratios as they read.
pub fn points(a: f64, b: f64) -> String {
    let tenth = |n: f64| (n * 1000.0).round() / 10.0;
    let gap = tenth(a) - tenth(b);
    let said = (gap.abs() * 10.0).round() / 10.0;
    if said == 0.0 {
        return "égal".into();
    }
    let noun = if said < 2.0 { "point" } else { "points" };
    format!("{}\u{a0}{noun} de {}", decimal(said, 1), if gap > 0.0 { "plus" } else { "moins" })
}

fn delay(now: &Progress, then: &Progress) -> Row {
    let [a, b] = [now, then].map(Progress::days_to_contact);
    let gap = match (a.number(), b.number()) {
        (Some(a), Some(b)) if a == b => "égal".to_owned(),
        (Some(a), Some(b)) => {
            format!("{} de {}", words::value(Value::Days((a - b).abs())), if a > b { "plus" } else { "moins" })
        }
        _ => words::NOT_APPLICABLE.into(),
    };
    let cells = [words::value(a), words::value(b), gap, String::new()].map(|text| html! { (text) });
    Row::new(
        html! { "Délai médian avant premier contact, des joints" },
        cells.into_iter().take(3).chain([html! {
            span.pu-meta { "sans objet" }
        }]),
    )
}

fn spark(dashboard: &Dashboard, step: Step) -> Markup {
    let months = &dashboard.this.months;
    let value = |progress: &Progress| match step {
        Step::Entered => Some(progress.count(step) as f64),
        _ => progress.share(step).number().map(|share| share * 100.0),
    };
    let unit = if step == Step::Entered { Unit::Count } else { Unit::PERCENT };
    let label = format!("{}, fin de chaque mois", label(step));
    Sparkline { label, unit, values: months.iter().map(value).collect(), range: None }.render()
}
