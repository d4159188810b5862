//! The territories underneath: one row each, in alphabetical order, never ranked; France on a map.
use super::super::export::{self, Table as Exported};
use super::super::load::{Dashboard, territories_of};
use crate::figures::{Dimension, Tally};
use crate::indicators::Indicator;
use crate::words::sides;
use crate::{map, places, words};
use dsfr::{Column, FigureLink, Phone, Row, Section, Table};
use maud::{Markup, Render as _, html};
use network::territories::{Level, Territory};

pub fn below(dashboard: &Dashboard) -> Markup {
    match dashboard.place.level() {
        Level::Nation => html! {
            div."pu-two"."pu-two--map"."pu-sect"."pu-break" { div { (departments(dashboard)) } (section(dashboard, "Par région académique", regions(dashboard))) }
        },
        Level::Region | Level::Academy => {
            section(dashboard, "Chaque plate-forme, par département", platforms(dashboard))
        }
        Level::Department => section(dashboard, "Chaque plate-forme", department(dashboard)),
        Level::Platform => html! {},
    }
}

fn section(dashboard: &Dashboard, title: &'static str, rows: Vec<Row>) -> Markup {
    let rate = dashboard.asked.rate;
    let name = match dashboard.place.level() {
        Level::Nation => "Région académique",
        _ => "Plate-forme",
    };
    let mut columns = vec![Column::text(name)];
    columns.extend(shown(dashboard).into_iter().map(|indicator| Column::number(indicator.label())));
    let territory = &dashboard.place.territory;
    let foot = vec![row(
        dashboard,
        territory,
        html! { (words::capital(&places::name(territory))) },
        dashboard.this.whole(),
        "",
    )];
    // The second indents what stands under a group.
    let style = if matches!(dashboard.place.level(), Level::Region | Level::Academy) { "pu-region" } else { "pu-regs" };
    let caption = format!("{title}, ordre alphabétique");
    let table = Table { foot, phone: Phone::Scrolls, class: style, ..Table::new(caption, columns, rows) };
    let by = territories_of(dashboard.place.level()).iter().filter_map(|by| by.first());
    let tables: Vec<Exported> = by.map(|dimension| Exported::By(*dimension)).collect();
    let (counted, among) = sides(rate);
    let body = html! {
        p.pu-meta {
            "Ordre alphabétique\u{a0}: ni les publics ni l’offre ne sont les mêmes, un rang ne dirait rien. "
            (rate.label()) "\u{a0}: " (counted.to_lowercase()) " rapportés aux " (among.to_lowercase())
            "\u{a0}; pour plusieurs territoires, rapport des sommes."
        }
        (table)
        (export::links(dashboard, &tables))
    };
    let class = if dashboard.place.level() == Level::Nation { "" } else { "pu-sect" };
    Section { class, ..Section::new("t-tab", title, body) }.render()
}

/// What the table shows; fewer beside the map.
fn shown(dashboard: &Dashboard) -> Vec<Indicator> {
    let rate = dashboard.asked.rate;
    match dashboard.place.level() {
        Level::Nation => vec![Indicator::of("listed"), Indicator::of("confirmed"), rate],
        _ => {
            let [listed, to_verify, confirmed, delay] =
                ["listed", "to_verify", "confirmed", "days_to_contact"].map(Indicator::of);
            vec![listed, to_verify, confirmed, rate, delay]
        }
    }
}

/// The territories of a level under this one, in alphabetical order.
fn of_level(dashboard: &Dashboard, level: Level) -> impl Iterator<Item = &Territory> {
    dashboard.within.iter().filter(move |t| t.level == level)
}

fn regions(dashboard: &Dashboard) -> Vec<Row> {
    of_level(dashboard, Level::Region)
        .map(|t| row(dashboard, t, named(dashboard, t), &dashboard.this.class(Dimension::Region, t.code.as_str()), ""))
        .collect()
}

fn department(dashboard: &Dashboard) -> Vec<Row> {
    of_level(dashboard, Level::Platform)
        .map(|t| {
            row(dashboard, t, named(dashboard, t), &dashboard.this.class(Dimension::Platform, t.code.as_str()), "")
        })
        .collect()
}

fn platforms(dashboard: &Dashboard) -> Vec<Row> {
    let mut rows = vec![];
    for department in of_level(dashboard, Level::Department) {
        let tally = dashboard.this.class(Dimension::Department, department.code.as_str());
        rows.push(row(dashboard, department, named(dashboard, department), &tally, "is-group"));
        for platform in of_level(dashboard, Level::Platform).filter(|t| t.parent.as_ref() == Some(&department.code)) {
            let tally = dashboard.this.class(Dimension::Platform, platform.code.as_str());
            rows.push(row(dashboard, platform, named(dashboard, platform), &tally, ""));
        }
    }
    rows
}

/// Whoever reads the figures of a territory reads those of all under it.
fn named(dashboard: &Dashboard, territory: &Territory) -> Markup {
    html! { a href=(dashboard.asked.dashboard(territory.code.as_str())) { (territory.name) } }
}

fn row(dashboard: &Dashboard, territory: &Territory, name: Markup, tally: &Tally, class: &'static str) -> Row {
    let figure = |indicator: Indicator| {
        let about = format!("{}, {}", indicator.label(), territory.name);
        let href = dashboard.asked.provenance(territory.code.as_str(), indicator);
        FigureLink::new(words::value(tally.value(indicator)), about, href).render()
    };
    Row { class, ..Row::new(name, shown(dashboard).into_iter().map(figure)) }
}

fn departments(dashboard: &Dashboard) -> Markup {
    let counted = |t: &Territory| dashboard.this.class(Dimension::Department, t.code.as_str());
    let departments: Vec<(&Territory, Tally)> =
        of_level(dashboard, Level::Department).map(|t| (t, counted(t))).collect();
    map::render(&dashboard.asked, &departments, map::Kept::Anybody)
}
