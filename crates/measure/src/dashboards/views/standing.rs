//! « Où nous en sommes »: each indicator with its target, its trajectory and what became of those of the year before.
use super::super::export::{self, Table};
use super::super::load::Dashboard;
use crate::figures::Value;
use crate::indicators::{Direction, Indicator, Measured, noun};
use crate::objectives::{Course, Trajectory};
use crate::words;
use base::french::{day_month, fr};
use charts::{Bullet, BulletKey};
use dsfr::{FigureLink, Icon, Tone, icon};
use maud::{Markup, html};

/// Always shown; others are when they have a target.
const MAIN: [&str; 6] =
    ["verification_rate", "contact_rate", "interview_rate", "support_rate", "solution_rate", "days_to_contact"];

pub fn standing(dashboard: &Dashboard) -> Markup {
    let others = Indicator::cohort().filter(|i| !MAIN.contains(&i.code()) && dashboard.target(*i).is_some());
    let shown: Vec<Indicator> = MAIN.map(Indicator::of).into_iter().chain(others).collect();
    let days_max = days_max(dashboard, &shown);
    let with_targets = !dashboard.targets.is_empty()
        || (dashboard.may_set_targets && dashboard.asked.school_year().is_some() && dashboard.asked.only.is_empty());
    let before = dashboard.before_today_label();
    html! {
        section."pu-sect"."pu-sect--first" aria-labelledby="t-obj" {
            div.pu-sect__head { h2 #t-obj { "Où nous en sommes" } (key(dashboard)) }
            table."pu-table"."pu-head5" {
                caption.fr-sr-only { "Indicateurs, leur valeur, leur cible et leur trajectoire" }
                thead { tr {
                    th scope="col" { "Indicateur" }
                    th.n scope="col" { "Au " (day_month(dashboard.asked.today)) }
                    @if with_targets { th scope="col" { "Par rapport à la trajectoire" } }
                    th scope="col" { "De 0 à 100\u{202f}%" @if days_max > 0.0 { " (délai\u{a0}: 0 à " (base::french::decimal(days_max, 0)) "\u{a0}jours)" } }
                    @if with_targets { th.n scope="col" { "Cible " (dashboard.asked.period_label()) } }
                    @if dashboard.has_before() { th.n scope="col" { (before) } }
                } }
                tbody { @for indicator in shown { (row(dashboard, indicator, days_max, with_targets, &before)) } }
            }
            (how_to_read(dashboard, with_targets))
            (export::links(dashboard, &[Table::Whole]))
        }
    }
}

fn row(dashboard: &Dashboard, indicator: Indicator, days_max: f64, with_targets: bool, before_label: &str) -> Markup {
    let value = dashboard.this.whole().value(indicator);
    let before = dashboard.before.whole().value(indicator);
    let (target, trajectory) = (dashboard.target(indicator), dashboard.trajectory(indicator));
    let href = dashboard.provenance(indicator);
    html! {
        tr {
            th scope="row" {
                a href={ "/indicateurs/" (indicator.code()) } { (indicator.label()) }
                br;
                span.pu-meta { (under(indicator, value)) }
            }
            td."v"."n" { (FigureLink { big: true, ..FigureLink::new(words::value(value), indicator.label(), href) }) }
            @if with_targets { td.g { (gap(dashboard, indicator, value, trajectory)) } }
            td.b { (bullet(dashboard, indicator, [value, before], trajectory, days_max).render()) }
            @if with_targets {
                td.n data-label="Cible\u{a0}:" {
                    @match target {
                        Some(target) => {
                            @if let Some(id) = dashboard.agreed(indicator) {
                                a href={ "/objectifs/" (id) } {
                                    (words::plain(indicator, target))
                                    span.fr-sr-only { ", cible convenue, " (indicator.label()) }
                                }
                            } @else { (words::plain(indicator, target)) }
                        }
                        None => span.pu-meta { "pas de cible" },
                    }
                }
            }
            @if dashboard.has_before() { td.n data-label={ (before_label) "\u{a0}:" } { (words::value(before)) } }
        }
    }
}

/// « 417 sur 452 présumés », « médiane, à réduire »
fn under(indicator: Indicator, value: Value) -> String {
    let definition = indicator.definition();
    match (definition.measured, value) {
        (Measured::Rate { denominator, .. }, Value::Rate { numerator, denominator: of }) => {
            format!("{} sur {} {}", base::french::number(numerator), base::french::number(of), noun(denominator, of))
        }
        (Measured::Rate { denominator, .. }, _) => format!("aucun {}", noun(denominator, 0)),
        (Measured::Median(_), _) => format!("médiane, {}", words::direction(definition.direction)),
        (Measured::NinetiethPercentile(_), _) => format!("neuf sur dix, {}", words::direction(definition.direction)),
        (Measured::Count(_), _) => "dossiers".into(),
    }
}

fn gap(dashboard: &Dashboard, indicator: Indicator, value: Value, trajectory: Option<Trajectory>) -> Markup {
    let Some(trajectory) = trajectory else {
        return html! {
            @if dashboard.may_set_targets {
                a.pu-noprint href={ "/territoires/" (dashboard.code()) "/objectifs?" (dashboard.asked.query()) } {
                    "fixer une cible" span.fr-sr-only { ", " (indicator.label()) }
                }
            } @else { span.pu-meta { "pas de cible" } }
        };
    };
    let Some(now) = value.number() else { return html! { span.pu-meta { (words::NOT_APPLICABLE) } } };
    let Gap { text, icon, tone } = said(indicator, now, trajectory);
    html! {
        span class={ "pu-gap " (icon.class()) @match tone { Some(Tone::Error) => " pu-err", Some(Tone::Success) => " pu-ok", _ => "" } } {
            (text)
        }
    }
}

struct Gap {
    text: String,
    icon: Icon,
    tone: Option<Tone>,
}

/// The gap in words: « en retard de 0,7 point », « sous la cible de 3 points ».
fn said(indicator: Indicator, now: f64, trajectory: Trajectory) -> Gap {
    let level = trajectory.course == Course::Level;
    let Some(distance) = words::distance(indicator, now, trajectory.value) else {
        let text = if level { "à la cible" } else { "sur la trajectoire" };
        return Gap { text: text.into(), icon: icon::ARROW_RIGHT, tone: None };
    };
    let above = now > trajectory.value;
    let good = match indicator.definition().direction {
        Direction::Up => Some(above),
        Direction::Down => Some(!above),
        Direction::Neither => None,
    };
    let text = match (level, good, above) {
        (false, Some(true), _) => format!("en avance de {distance}"),
        (false, Some(false), _) => format!("en retard de {distance}"),
        (false, None, true) => format!("{distance} de plus que la trajectoire"),
        (false, None, false) => format!("{distance} de moins que la trajectoire"),
        (true, _, true) => format!("au-dessus de la cible de {distance}"),
        (true, _, false) => format!("sous la cible de {distance}"),
    };
    Gap {
        text: fr(&text),
        icon: if above { icon::ARROW_RIGHT_UP } else { icon::ARROW_RIGHT_DOWN },
        tone: good.map(|good| if good { Tone::Success } else { Tone::Error }),
    }
}

fn bullet(
    dashboard: &Dashboard,
    indicator: Indicator,
    [value, before]: [Value; 2],
    trajectory: Option<Trajectory>,
    days_max: f64,
) -> Bullet {
    let scaled = |n: f64| words::scaled(indicator, n);
    let target = dashboard.target(indicator);
    let trajectory = trajectory.map(|t| t.value);
    let known = [value.number(), before.number(), target, trajectory];
    Bullet {
        label: indicator.label().into(),
        unit: words::unit(indicator),
        value: value.number().map(scaled),
        trajectory: trajectory.map(scaled),
        target: target.map(scaled),
        previous: before.number().map(scaled),
        max: match indicator.definition().measured {
            Measured::Rate { .. } => 100.0,
            Measured::Count(_) => known.into_iter().flatten().fold(1.0, f64::max) * 1.1,
            Measured::Median(_) | Measured::NinetiethPercentile(_) => days_max,
        },
        names: names(dashboard),
    }
}

/// One scale for the delays of the table, a round number of days; 0 without any.
fn days_max(dashboard: &Dashboard, shown: &[Indicator]) -> f64 {
    let delays = shown
        .iter()
        .filter(|i| matches!(i.definition().measured, Measured::Median(_) | Measured::NinetiethPercentile(_)));
    let most = delays
        .flat_map(|i| {
            let [now, before] = [&dashboard.this, &dashboard.before].map(|cohort| cohort.whole().value(*i).number());
            [now, before, dashboard.target(*i)]
        })
        .flatten()
        .fold(0.0, f64::max);
    (most * 1.1 / 5.0).ceil() * 5.0
}

/// What the marks of the bullets are.
fn names(dashboard: &Dashboard) -> BulletKey {
    BulletKey {
        value: "valeur".into(),
        trajectory: format!("trajectoire au {}", day_month(dashboard.last_day())),
        target: format!("cible {}", dashboard.asked.period_label()),
        previous: dashboard.before_today_label().to_lowercase(),
    }
}

/// The legend; a sentence where there is no target to draw.
fn key(dashboard: &Dashboard) -> Markup {
    let names = names(dashboard);
    html! {
        @if !dashboard.targets.is_empty() { (names.render()) }
        @else if dashboard.has_before() { p.pu-meta { "Barre\u{a0}: valeur. Rond\u{a0}: " (names.previous) } }
    }
}

fn how_to_read(dashboard: &Dashboard, with_targets: bool) -> Markup {
    let courses: Vec<Course> =
        dashboard.targets.iter().filter_map(|t| dashboard.trajectory(t.indicator)).map(|t| t.course).collect();
    html! {
        p."pu-meta"."pu-sect--s" {
            @if dashboard.has_before() { "«\u{202f}" (dashboard.before_today_label()) "\u{202f}»\u{a0}: où en sont aujourd’hui ceux qui sont entrés un an plus tôt\u{a0}; ils ont eu un an de plus. " }
            @if with_targets && courses.contains(&Course::LastYear) {
                "Trajectoire\u{a0}: la cible, multipliée par la part du résultat de " (dashboard.asked.before_label())
                " qui était atteinte à la même date. "
            }
            @if with_targets && courses.contains(&Course::Straight) { "Un nombre dont le rythme n’est pas connu avance en ligne droite. " }
            @if with_targets && courses.contains(&Course::Level) {
                "Une part ou un délai dont le rythme n’est pas connu se compare à la cible elle-même, toute l’année."
            }
            @if !dashboard.asked.only.is_empty() { "Les cibles portent sur tous les jeunes\u{a0}: elles ne se comparent pas à une partie d’entre eux." }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(code: &'static str, now: f64, trajectory: f64, course: Course) -> (String, Option<Tone>) {
        let gap = said(Indicator::of(code), now, Trajectory { value: trajectory, course });
        (gap.text.replace('\u{a0}', " "), gap.tone)
    }

    #[test]
    fn a_gap_says_which_way_and_how_much() {
        let good = Some(Tone::Success);
        let bad = Some(Tone::Error);
        assert_eq!(text("contact_rate", 0.78, 0.77, Course::LastYear), ("en avance de 1,0 point".into(), good));
        assert_eq!(text("contact_rate", 0.316, 0.333, Course::LastYear), ("en retard de 1,7 point".into(), bad));
        assert_eq!(text("contact_rate", 0.5, 0.8, Course::Level), ("sous la cible de 30,0 points".into(), bad));
        assert_eq!(
            text("days_to_contact", 12.0, 10.0, Course::Level),
            ("au-dessus de la cible de 2 jours".into(), bad)
        );
        assert_eq!(text("days_to_contact", 8.0, 10.0, Course::Level), ("sous la cible de 2 jours".into(), good));
        assert_eq!(text("listed", 12.0, 10.0, Course::Straight), ("2 de plus que la trajectoire".into(), None));
        assert_eq!(text("contact_rate", 0.8, 0.8, Course::Level), ("à la cible".into(), None));
        assert_eq!(text("contact_rate", 0.8, 0.80001, Course::LastYear), ("sur la trajectoire".into(), None));
    }
}
