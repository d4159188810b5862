//! What each platform did, what is expected with its public: alphabetical, never ranked.
use super::super::load::{Comparison, Platform};
use super::{among, platforms, plot};
use crate::words;
use base::french::{decimal, fr, number, percent};
use charts::{RatioMark, Sparkline, Unit};
use dsfr::{Column, FigureLink, Phone, Row, Section, Table};
use fair::{Counted, Coverage, Ratio, Reading};
use maud::{Markup, Render as _, html};

pub const TOO_SMALL: &str = "effectif trop petit pour conclure";

pub fn table(comparison: &Comparison) -> Markup {
    let (_, among) = words::sides(comparison.asked.rate);
    let columns = vec![
        Column::text("Plate-forme"),
        Column::number(among),
        Column::number("Observé"),
        Column::number("Attendu"),
        Column::number("Observé / attendu"),
        Column::text("Trait gris\u{a0}: 1"),
        Column::text("Lecture"),
        Column::text("Mois après mois"),
    ];
    let range = range(comparison);
    let rows = comparison.platforms.iter().map(|platform| row(comparison, platform, range)).collect();
    let title = "Observé et attendu, à public comparable";
    let foot = vec![foot(comparison)];
    let table = Table {
        foot,
        phone: Phone::Scrolls,
        class: "pu-fair",
        ..Table::new(format!("{title}, ordre alphabétique"), columns, rows)
    };
    let body = html! {
        p.pu-meta {
            "Ordre alphabétique. Attendu\u{a0}: ce que donneraient les jeunes de la plate-forme si chacun, selon son sexe, son âge, la source \
             et sa scolarité, s’en sortait comme l’ensemble."
        }
        (table)
        p."pu-meta"."pu-sect--s" { (notes(comparison)) }
    };
    Section::new("t-att", title, body).render()
}

fn row(comparison: &Comparison, platform: &Platform, range: Option<(f64, f64)>) -> Row {
    let code = platform.territory.code.to_string();
    let name = &platform.territory.name;
    let reading = comparison.standard.reading(&code);
    let ratio = comparison.standard.ratio(&code).filter(|_| reading != Reading::TooSmall);
    let header = html! { a href=(comparison.asked.dashboard(&code)) { (name) } };
    let expected = comparison.standardised(platform).expected;
    let cells = [
        html! { (count(platform.counted)) },
        observed(comparison, &code, name, platform.counted),
        html! { (share(expected, platform.counted)) },
        html! { (ratio.map_or_else(|| words::NOT_APPLICABLE.into(), in_words)) },
        html! { @if let Some(ratio) = ratio { (mark(name, ratio)) } @else { span.pu-meta { "non dessiné" } } },
        html! { (said(reading)) },
        months(platform, range),
    ];
    Row { class: if platform.chosen { "is-own" } else { "" }, ..Row::new(header, cells) }
}

fn foot(comparison: &Comparison) -> Row {
    let whole = comparison.whole();
    let name = "Ensemble";
    let part = whole.rate().map_or_else(|| words::NOT_APPLICABLE.into(), percent);
    let cells = [
        html! { (count(whole)) },
        observed(comparison, comparison.code(), name, whole),
        html! { (part) },
        html! { "1" },
        html! {},
        html! { "repère" },
        html! {},
    ];
    Row::new(html! { (name) }, cells)
}

fn count(counted: Counted) -> String {
    number(i64::try_from(counted.size).unwrap_or(i64::MAX))
}

fn observed(comparison: &Comparison, code: &str, name: &str, counted: Counted) -> Markup {
    let rate = comparison.asked.rate;
    let value = counted.rate().map_or_else(|| words::NOT_APPLICABLE.into(), percent);
    FigureLink::new(value, format!("{}, {name}", rate.label()), comparison.asked.provenance(code, rate)).render()
}

fn share(expected: f64, counted: Counted) -> String {
    match counted.size {
        0 => words::NOT_APPLICABLE.into(),
        size => percent(expected / size as f64),
    }
}

/// « 1,12 (0,98 à 1,28) »
fn in_words(ratio: Ratio) -> String {
    let [value, low, high] = [ratio.value, ratio.low, ratio.high].map(|n| decimal(n, 2));
    format!("{value} ({low} à {high})")
}

fn mark(name: &str, ratio: Ratio) -> Markup {
    let label = format!("{name}, observé sur attendu");
    RatioMark { label, value: ratio.value, interval: (ratio.low, ratio.high) }.render()
}

const fn said(reading: Reading) -> &'static str {
    match reading {
        Reading::TooSmall => TOO_SMALL,
        Reading::MoreThanExpected => "plus qu’attendu",
        Reading::FewerThanExpected => "moins qu’attendu",
        Reading::Compatible => "compatible avec le hasard",
    }
}

/// The lowest and the highest of all months of all platforms, out of a hundred: their lines compare.
fn range(comparison: &Comparison) -> Option<(f64, f64)> {
    let all = || comparison.platforms.iter().flat_map(|p| &p.months).flatten().map(|rate| rate * 100.0);
    Some((all().reduce(f64::min)?, all().reduce(f64::max)?))
}

fn months(platform: &Platform, range: Option<(f64, f64)>) -> Markup {
    if platform.months.iter().all(Option::is_none) {
        return html! { span.pu-meta { "trop peu" } };
    }
    let label = format!("{}, entrés depuis septembre, fin de chaque mois", platform.territory.name);
    let values = platform.months.iter().map(|rate| rate.map(|rate| rate * 100.0)).collect();
    Sparkline { label, unit: Unit::PERCENT, values, range }.render()
}

fn notes(comparison: &Comparison) -> String {
    let alone: u64 = comparison.platforms.iter().map(|platform| comparison.standardised(platform).alone).sum();
    let alone = match alone {
        0 => String::new(),
        n => format!(
            " {} sur {} n’ont de semblable dans aucune autre plate-forme : leur attendu est leur observé, ce qui rapproche de 1.",
            number(i64::try_from(n).unwrap_or(i64::MAX)),
            words::counted(i64::try_from(comparison.whole().size).unwrap_or(i64::MAX), "jeune", "jeunes"),
        ),
    };
    let large = comparison.large();
    fr(&format!(
        "Entre parenthèses, l’intervalle à 95 % ; le dessin va de la moitié au double de l’attendu. Sur {}, le seul hasard en \
         écarterait {} de l’attendu, en moyenne. {}{alone} Sous {} {}, rien n’est conclu. Mois après mois : la part de ceux entrés \
         depuis septembre, dès qu’ils sont {}.",
        platforms(large),
        decimal(large as f64 * Coverage::Usual.outside(), 1),
        plot::dispersion(comparison.standard.overdispersion),
        fair::FEWEST,
        among(comparison),
        fair::FEWEST,
    ))
}
