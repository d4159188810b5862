//! Month by month: how the cohort grows and moves, beside the year before; and how long things take.
use super::super::export::{self, Table};
use super::super::load::{Cohort, Dashboard};
use super::compare::{label, points};
use crate::asked::Choice;
use crate::figures::{Dimension, Progress, Step};
use crate::indicators::{Count, Edition, Indicator, breaks};
use crate::objectives::step_of;
use crate::words;
use base::french::{day_month, fr, month_short, month_year};
use charts::{Axis, Bar, BarChart, Break, Datum, Frame, Kind, LineChart, Series, Size, Tick, Unit};
use chrono::{Datelike as _, NaiveDate};
use maud::{Markup, html};

pub fn months(dashboard: &Dashboard) -> Markup {
    html! {
        section."pu-sect"."pu-break" aria-labelledby="t-trend" {
            div.pu-sect__head { h2 #t-trend { "Mois par mois, et combien de temps cela prend" } }
            div.pu-grid3 {
                (cumulated(dashboard))
                (entries(dashboard))
                (super::solutions::delays(dashboard))
            }
            (export::links(dashboard, &[Table::Months, Table::By(Dimension::Month)]))
        }
    }
}

/// The first days of the months of the whole period.
fn whole(dashboard: &Dashboard) -> Vec<NaiveDate> {
    let period = dashboard.asked.period;
    words::month_ends(period, period.to).into_iter().map(first_day).collect()
}

fn first_day(day: NaiveDate) -> NaiveDate {
    day.with_day(1).unwrap_or(day)
}

fn ticks(months: &[NaiveDate]) -> Vec<Tick> {
    months.iter().map(|month| Tick::new(month_short(*month), month_year(*month))).collect()
}

/// The share of those who entered that had got to a step, at the end of each month.
fn cumulated(dashboard: &Dashboard) -> Markup {
    let step = step_of(dashboard.asked.rate).unwrap_or(Step::FoundSolution);
    let months = whole(dashboard);
    let points = |progress: &[Progress], coming: &'static str| -> Vec<Datum> {
        (0..months.len())
            .map(|i| match progress.get(i) {
                Some(progress) => Datum::from(progress.share(step).number().map(|share| share * 100.0)),
                None => Datum::absent(coming),
            })
            .collect()
    };
    let line = |name: String, kind: Kind, progress: &[Progress]| Series {
        name,
        kind,
        points: points(progress, "à venir"),
        end_label: None,
    };
    let mut series = vec![line(chart_name(dashboard), Kind::Real, &dashboard.this.months)];
    if dashboard.has_before() {
        series.push(line(words::capital(&dashboard.asked.before_label()), Kind::Previous, &dashboard.before.months));
    }
    let title = format!("{}, en\u{a0}% des présumés entrés", label(step));
    let chart = LineChart {
        frame: Frame::new("cumul", title, cumulated_reading(dashboard, step) + &broken(dashboard)),
        unit: Unit::PERCENT,
        dimension: "Fin de mois".into(),
        ticks: ticks(&months),
        series,
        breaks: breaks_of(dashboard)
            .into_iter()
            .map(|(before, edition)| Break { before, label: format!("version {}", edition.number) })
            .collect(),
        size: Size::Column,
        zero_based: true,
    };
    chart.render()
}

/// Where the definition of what is drawn changed: the end of the month that it first counts in.
fn breaks_of(dashboard: &Dashboard) -> Vec<(usize, Edition)> {
    let period = dashboard.asked.period;
    breaks(dashboard.asked.rate, &words::month_ends(period, period.to))
}

/// « Rupture le 1er janvier 2027, version 2\u{a0}: … »; nothing when one definition holds all along.
fn broken(dashboard: &Dashboard) -> String {
    let each = breaks_of(dashboard).into_iter().map(|(_, edition)| {
        let since = base::french::date_long(edition.since);
        fr(&format!(" Rupture le {since}, version {} : {}", edition.number, edition.change))
    });
    each.collect()
}

/// The period, short enough to stand beside a line.
fn chart_name(dashboard: &Dashboard) -> String {
    match dashboard.asked.choice {
        Choice::Days => "Cette période".into(),
        _ => dashboard.asked.period_label(),
    }
}

fn cumulated_reading(dashboard: &Dashboard, step: Step) -> String {
    let (now, then) = (&dashboard.this.then, &dashboard.before.then);
    match (now.share(step).number(), then.share(step).number()) {
        (Some(a), Some(b)) => {
            let gap = points(a, b);
            let gap = if gap == "égal" {
                "autant qu’un an plus tôt à la même date".into()
            } else {
                format!("{gap} qu’un an plus tôt à la même date")
            };
            fr(&format!("{} au {}\u{a0}: {gap}.", base::french::percent(a), day_month(now.day)))
        }
        (Some(a), None) => {
            fr(&format!("{} au {}. Rien à comparer un an plus tôt.", base::french::percent(a), day_month(now.day)))
        }
        _ => "Personne n’est encore entré.".into(),
    }
}

fn entries(dashboard: &Dashboard) -> Markup {
    let months = whole(dashboard);
    let listed = Indicator::of("listed");
    let known = dashboard.asked.past().to;
    let count = |cohort: &Cohort, month: NaiveDate| {
        cohort.class(Dimension::Month, &month.format("%Y-%m").to_string()).count(Count::Listed)
    };
    let bars: Vec<Bar> = months
        .iter()
        .zip(ticks(&months))
        .map(|(month, tick)| {
            let value = if *month > known {
                Datum::absent("à venir")
            } else {
                let href = dashboard.asked.provenance_of_month(dashboard.code(), listed, *month);
                Datum::new(count(&dashboard.this, *month) as f64).link(href)
            };
            let before = month.with_year(month.year() - 1).unwrap_or(*month);
            let reference = Datum::new(count(&dashboard.before, before) as f64);
            Bar { tick, value, reference: dashboard.has_before().then_some(reference), note: None }
        })
        .collect();
    let chart = BarChart {
        frame: Frame::new("entrees", "Nouveaux présumés", entries_reading(dashboard)),
        unit: Unit::Count,
        axis: Axis::Time,
        dimension: "Mois".into(),
        name: chart_name(dashboard),
        reference_name: dashboard.has_before().then(|| dashboard.asked.before_label()),
        bars,
    };
    chart.render()
}

fn entries_reading(dashboard: &Dashboard) -> String {
    let count = |progress: &Progress| progress.count(Step::Entered);
    let (now, then) = (count(&dashboard.this.then), count(&dashboard.before.then));
    if !dashboard.has_before() {
        return fr(&format!(
            "{} au {}. Rien à comparer un an plus tôt.",
            words::capital(&entered(now)),
            day_month(dashboard.this.then.day)
        ));
    }
    fr(&format!(
        "{} au {}, {} un an plus tôt à la même date.",
        words::capital(&entered(now)),
        day_month(dashboard.this.then.day),
        entered(then),
    ))
}

fn entered(n: i64) -> String {
    if n == 0 { "aucune entrée".into() } else { words::counted(n, "entrée", "entrées") }
}
