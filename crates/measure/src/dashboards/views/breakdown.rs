//! One rate according to who the young people are, each with its margin of chance.
use super::super::export::{self, Table};
use super::super::load::Dashboard;
use crate::asked::{FILTERS, classes};
use crate::figures::{Dimension, Value};
use crate::indicators::Indicator;
use crate::words::sides;
use base::french::{fr, percent};
use charts::{Dots, Frame, Group, Share};
use maud::{Markup, html};
use network::territories::Level;

pub fn breakdown(dashboard: &Dashboard) -> Markup {
    let rate = dashboard.asked.rate;
    let overall = share(dashboard.this.whole().value(rate));
    let mut panels: Vec<Dots> =
        FILTERS.iter().map(|(name, dimension)| panel(dashboard, name, *dimension, overall)).collect();
    let end = Dots::widest_of(&panels);
    panels.iter_mut().for_each(|panel| panel.scale_end = end);
    html! {
        section.pu-sect aria-labelledby="t-var" {
            div.pu-sect__head {
                h2 #t-var { (rate.label()) ", selon les jeunes" }
                p.pu-meta {
                    "Point\u{a0}: part observée. Trait\u{a0}: marge à 95\u{202f}%. Tireté\u{a0}: ensemble"
                    @if let Some(overall) = overall.percent() { ", " (percent(overall / 100.0)) }
                    ". À droite\u{a0}: " (over(rate))
                }
            }
            div.pu-grid4 {
                // The two shortest share the first column.
                @if let [sex, others @ .., district] = panels.as_slice() {
                    div."pu-stack"."pu-flow" { (sex.render()) (district.render()) }
                    @for panel in others { (panel.render()) }
                }
            }
            @if dashboard.place.level() == Level::Platform {
                p."pu-sect--s"."pu-noprint" { a href=(dashboard.asked.communes(dashboard.code())) { "Par commune de résidence" } }
            }
            (export::links(dashboard, &FILTERS.map(|(_, dimension)| Table::By(dimension))))
        }
    }
}

/// « contactés / confirmés »
fn over(rate: Indicator) -> String {
    let (counted, among) = sides(rate);
    format!("{} / {}", counted.to_lowercase(), among.to_lowercase())
}

fn panel(dashboard: &Dashboard, name: &str, dimension: Dimension, overall: Share) -> Dots {
    let rate = dashboard.asked.rate;
    let groups: Vec<Group> = classes(dimension)
        .into_iter()
        .filter_map(|class| {
            let tally = dashboard.this.class(dimension, class);
            (!tally.is_empty()).then(|| Group {
                label: dimension.class_label(class),
                share: share(tally.value(rate)),
                href: Some(dashboard.asked.provenance_within(dashboard.code(), rate, dimension, class)),
            })
        })
        .collect();
    let (counted, among) = sides(rate);
    Dots {
        frame: Frame::new(format!("v-{name}"), dimension.label(), reading(&groups, overall)),
        dimension: dimension.label().into(),
        counted,
        among,
        groups,
        overall,
        scale_end: None,
    }
}

fn share(value: Value) -> Share {
    match value {
        Value::Rate { numerator, denominator } => {
            Share { count: numerator.unsigned_abs(), total: denominator.unsigned_abs() }
        }
        _ => Share { count: 0, total: 0 },
    }
}

/// An interval that starts at 0 % may be computed a hair above.
const ROUNDING: f64 = 1e-6;

/// Which groups stand apart from the whole by more than chance; a gap inside the margins is not news.
fn reading(groups: &[Group], overall: Share) -> String {
    let known: Vec<&Group> = groups.iter().filter(|group| group.share.total > 0).collect();
    let Some(whole) = overall.percent().filter(|_| known.len() > 1) else {
        return "Un seul groupe sur la période : rien à comparer.".replace(" :", "\u{a0}:");
    };
    let side = |above: bool| -> Vec<String> {
        let apart = known.iter().filter(|group| group.share.total >= fair::FEWEST).filter(|group| {
            group
                .share
                .interval()
                .is_some_and(|(low, high)| if above { low > whole + ROUNDING } else { high < whole - ROUNDING })
        });
        apart.map(|group| uncapitalised(&group.label)).collect()
    };
    let said: Vec<String> = [(side(true), "Au-dessus de l’ensemble"), (side(false), "Au-dessous de l’ensemble")]
        .into_iter()
        .filter(|(names, _)| !names.is_empty())
        .map(|(names, words)| format!("{words}, plus que le hasard ne l’explique\u{a0}: {}.", names.join(", ")))
        .collect();
    if said.is_empty() {
        "Aucun groupe ne s’écarte de l’ensemble plus que le hasard ne l’explique.".into()
    } else {
        fr(&said.join(" "))
    }
}

/// « Liste nationale (SIEI) » within a sentence: only its first letter changes.
fn uncapitalised(label: &str) -> String {
    let mut letters = label.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group(label: &str, count: u64, total: u64) -> Group {
        Group { label: label.into(), share: Share { count, total }, href: None }
    }

    #[test]
    fn only_a_gap_beyond_chance_is_told() {
        let overall = Share { count: 68, total: 214 };
        let near = [group("Filles", 29, 81), group("Garçons", 39, 133)];
        assert_eq!(reading(&near, overall), "Aucun groupe ne s’écarte de l’ensemble plus que le hasard ne l’explique.");
        let far = [group("Liste nationale (SIEI)", 60, 100), group("Garçons", 8, 114)];
        let said = reading(&far, overall);
        assert!(
            said.contains("Au-dessus de l’ensemble, plus que le hasard ne l’explique\u{a0}: liste nationale (SIEI)."),
            "{said}"
        );
        assert!(said.contains("Au-dessous de l’ensemble, plus que le hasard ne l’explique\u{a0}: garçons."), "{said}");
    }

    #[test]
    fn nobody_stands_apart_where_all_are_at_nothing_or_at_the_whole() {
        let nothing = [group("16-17 ans", 0, 3), group("18-20 ans", 0, 2), group("21-25 ans", 0, 1)];
        let whole = [group("16-17 ans", 3, 3), group("18-20 ans", 2, 2), group("21-25 ans", 1, 1)];
        for (groups, count) in [(nothing, 0), (whole, 6)] {
            let said = reading(&groups, Share { count, total: 6 });
            assert_eq!(said, "Aucun groupe ne s’écarte de l’ensemble plus que le hasard ne l’explique.");
        }
    }

    #[test]
    fn one_group_alone_is_compared_with_nobody() {
        let overall = Share { count: 3, total: 10 };
        assert!(reading(&[group("Filles", 3, 10), group("Garçons", 0, 0)], overall).contains("rien à comparer"));
    }
}
