//! The territories underneath: one row each, in alphabetical order, never ranked; France on a map.
use super::super::export::{self, Table as Exported};
use super::super::load::{Dashboard, territories_of};
use super::breakdown::sides;
use crate::figures::{Dimension, Tally};
use crate::indicators::{Count, Indicator};
use crate::{places, words};
use base::french::{fr, number};
use charts::{Area, Frame, FranceMap, Level as Heading, Unit};
use dsfr::{Column, FigureLink, Phone, Row, Section, Table};
use maud::{Markup, Render as _, html};
use network::territories::{Level, Territory};

pub fn below(dashboard: &Dashboard) -> Markup {
    match dashboard.place.level() {
        Level::Nation => html! {
            div."pu-two"."pu-two--map"."pu-sect"."pu-break" { div { (map(dashboard)) } (section(dashboard, "Par région académique", regions(dashboard))) }
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

fn map(dashboard: &Dashboard) -> Markup {
    let rate = dashboard.asked.rate;
    let departments = || of_level(dashboard, Level::Department);
    let value = |t: &Territory| {
        let tally = dashboard.this.class(Dimension::Department, t.code.as_str());
        (tally.value(rate).number().map(|n| n * 100.0), tally)
    };
    let areas: Vec<Area> = departments()
        .map(|t| {
            let (value, tally) = value(t);
            Area {
                code: t.code.department_code().unwrap_or_default().to_owned(),
                name: t.name.clone(),
                value,
                more: [Count::Listed, Count::Confirmed].map(|count| number(tally.count(count))).into(),
                href: Some(dashboard.asked.provenance(t.code.as_str(), rate)),
            }
        })
        .collect();
    let known: Vec<(&str, f64)> = areas.iter().filter_map(|a| Some((a.name.as_str(), a.value?))).collect();
    let reading = map_reading(&known, areas.len());
    let map = FranceMap {
        frame: Frame::new("carte", format!("{}, par département", rate.label()), reading).level(Heading::H2),
        unit: Unit::PERCENT,
        measured: rate.label().into(),
        bounds: bounds(&known),
        absent: "sans objet".into(),
        more: vec!["Présumés".into(), "Confirmés".into()],
        areas,
    };
    html! {
        (map.render())
        p."pu-meta"."pu-sect--s" {
            "Les classes suivent les valeurs du jour, autour du département médian\u{a0}: une couleur ne se compare pas d’un jour à l’autre. Elle ne dit \
             pas non plus si l’écart dépasse le hasard\u{a0}: dans un petit département, dix jeunes font plusieurs points."
        }
    }
}

/// « 98 départements connus, de 25,3 % (Oise) à 37,4 % (Sarthe). »
fn map_reading(known: &[(&str, f64)], all: usize) -> String {
    let least = known.iter().reduce(|a, b| if b.1 < a.1 { b } else { a });
    let most = known.iter().reduce(|a, b| if b.1 > a.1 { b } else { a });
    let (Some(least), Some(most)) = (least, most) else {
        return "Aucun département n’a de confirmé sur la période.".into();
    };
    let say = |(name, value): &(&str, f64)| format!("{} ({name})", Unit::PERCENT.show(*value));
    let absent = match all - known.len() {
        0 => String::new(),
        1 => " Un seul n’en a pas.".into(),
        n => format!(" {n} n’en ont pas."),
    };
    fr(&format!("{} départements ont des confirmés, de {} à {}.{absent}", known.len(), say(least), say(most)))
}

/// How far apart two bounds may be, in points.
const STEPS: [f64; 7] = [0.5, 1.0, 2.0, 3.0, 5.0, 10.0, 20.0];

/// Three bounds, in percent, round and evenly spaced around the median, so that about half of the départements are in the two
/// middle classes: a rate that starts low in autumn and ends high in summer never falls into a single class.
fn bounds(known: &[(&str, f64)]) -> [f64; 3] {
    let mut values: Vec<f64> = known.iter().map(|(_, value)| *value).collect();
    values.sort_by(f64::total_cmp);
    let at = |share: usize| values.get(values.len() * share / 4).copied().unwrap_or_default();
    let [low, median, high] = [at(1), at(2), at(3)];
    let step = STEPS.into_iter().find(|step| *step * 2.0 >= high - low).unwrap_or(25.0);
    let middle = ((median / step).round() * step).clamp(2.0 * step, 100.0 - 2.0 * step);
    [middle - step, middle, middle + step]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bounds_of(values: &[f64]) -> [f64; 3] {
        let known: Vec<(&str, f64)> = values.iter().map(|value| ("Finistère", *value)).collect();
        bounds(&known)
    }

    #[test]
    fn classes_are_round_and_around_what_the_departments_are_at() {
        let spread: Vec<f64> = (0..=100).map(|n| 20.0 + f64::from(n) / 5.0).collect();
        assert_eq!(bounds_of(&spread), [25.0, 30.0, 35.0]);
        assert_eq!(bounds_of(&[0.0, 0.0, 0.4, 1.1, 1.6, 2.0, 14.3]), [1.0, 2.0, 3.0], "a cohort of the autumn");
        assert_eq!(bounds_of(&[98.1, 99.0, 99.4, 100.0]), [98.5, 99.0, 99.5], "nothing begins at 100 %");
        assert_eq!(bounds_of(&[31.4]), [31.0, 31.5, 32.0], "all alike");
        assert_eq!(bounds_of(&[]), [0.5, 1.0, 1.5]);
    }

    #[test]
    fn where_values_differ_colours_do() {
        let shapes: [fn(f64) -> f64; 3] = [|x| x * x * 30.0, |x| 50.0 + x * 45.0, |x| x * 3.0];
        for shape in shapes {
            let values: Vec<f64> = (0..101).map(|n| shape(f64::from(n) / 100.0)).collect();
            let bounds = bounds_of(&values);
            let classes: std::collections::BTreeSet<usize> =
                values.iter().map(|value| bounds.iter().filter(|bound| value >= *bound).count()).collect();
            assert!(classes.len() >= 3, "{bounds:?} leave {classes:?}");
        }
    }
}
