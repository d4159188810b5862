//! The commitments of the platforms against the target of the level above, always in view.
use crate::objectives::negotiation::sum::{Sum, Total};
use crate::places;
use crate::words;
use base::french::{count, number, percent};
use dsfr::{Column, Row, Table};
use maud::{Markup, html};
use network::territories::Territory;

/// One line an indicator. Without `exact`, of how many young people nobody is told: rates alone.
pub fn table(sums: &[Sum], upper: &Territory, year: i32, exact: bool) -> Markup {
    let columns = vec![
        Column::text("Indicateur"),
        Column::number(words::capital(&format!("cible {}", places::of(upper)))),
        Column::number("Engagés"),
        Column::number("En discussion"),
        Column::text("Si tout est accepté"),
    ];
    let rows = sums.iter().map(|sum| {
        let link = html! { a href={ "/indicateurs/" (sum.indicator.code()) } { (sum.indicator.label()) } };
        Row::new(link, [target(sum, exact), engaged(sum, exact), discussed(sum, exact), verdict(sum, exact)])
    });
    let caption = format!("Somme des engagements des plates-formes et cible {}", places::of(upper));
    html! {
        (Table::new(caption, columns, rows.collect()))
        p."pu-meta"."pu-sect--s" { (how_to_read(year)) }
    }
}

fn how_to_read(year: i32) -> String {
    format!(
        "Une part est pesée par le nombre de jeunes de chaque plate-forme entrés en {}. Une plate-forme sans cible compte pour zéro\u{a0}: l’écart reste visible jusqu’au dernier accord. Les délais ne s’additionnent pas.",
        words::school_year(year - 1)
    )
}

fn target(sum: &Sum, exact: bool) -> Markup {
    let Some(target) = sum.target else { return html! { span.pu-meta { "pas de cible" } } };
    html! {
        (words::plain(sum.indicator, target))
        @if let (Total::Cases { wanted: Some(wanted), expected: Some(expected), .. }, true) = (sum.total, exact) {
            br; span.pu-meta { "soit " (number(wanted)) " sur " (number(expected)) }
        }
    }
}

fn engaged(sum: &Sum, exact: bool) -> Markup {
    let cases = match sum.total {
        Total::Cases { engaged, expected, .. } if exact || expected.is_none() => Some(engaged),
        _ => None,
    };
    cell(cases, sum.held, sum.platforms)
}

fn discussed(sum: &Sum, exact: bool) -> Markup {
    let cases = match sum.total {
        Total::Cases { discussed, expected, .. } if exact || expected.is_none() => Some(discussed),
        _ => None,
    };
    cell(cases, sum.discussed, sum.platforms)
}

/// « 548 », « 12 plates-formes sur 17 »
fn cell(cases: Option<i64>, platforms: usize, all: usize) -> Markup {
    let said = format!("{} sur {all}", platforms_in_words(platforms));
    html! {
        @match cases {
            Some(cases) => { (number(cases)) br; span.pu-meta { (said) } },
            None => { (said) },
        }
    }
}

fn platforms_in_words(n: usize) -> String {
    count(n as i64, "plate-forme", "plates-formes")
}

fn verdict(sum: &Sum, exact: bool) -> Markup {
    let words = in_words(sum, exact);
    let short = matches!(words.1, Verdict::Short);
    html! { span class=[short.then_some("pu-err")] { (words.0) } }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Reached,
    Short,
    Unknown,
}

/// « il manque 28 dossiers (34,9 %) », « la cible est atteinte »
pub fn in_words(sum: &Sum, exact: bool) -> (String, Verdict) {
    match sum.total {
        Total::Unweighed => ("aucun jeune l’an dernier pour peser les parts".into(), Verdict::Unknown),
        Total::Delays { longest: None, .. } => ("aucun engagement".into(), Verdict::Unknown),
        Total::Delays { beyond, longest: Some(longest) } => {
            let longest = words::plain(sum.indicator, longest);
            match (sum.target, beyond) {
                (None, _) => (format!("au plus {longest}"), Verdict::Unknown),
                (Some(_), 0) => (format!("aucun engagement au-delà de la cible (au plus {longest})"), Verdict::Reached),
                (Some(_), n) => {
                    (format!("{} au-delà de la cible (jusqu’à {longest})", platforms_in_words(n)), Verdict::Short)
                }
            }
        }
        Total::Cases { .. } => cases_in_words(sum, exact),
    }
}

fn cases_in_words(sum: &Sum, exact: bool) -> (String, Verdict) {
    let rate = sum.rate.map(percent);
    let (Some(missing), Some(target)) = (sum.missing(), sum.target) else {
        let sum =
            rate.map_or_else(|| "pas de cible à comparer".into(), |rate| format!("{rate}, sans cible à comparer"));
        return (sum, Verdict::Unknown);
    };
    let short = sum.rate.map_or(missing > 0, |rate| rate < target);
    let verdict = if short { Verdict::Short } else { Verdict::Reached };
    let distance = match sum.rate {
        // Points for who may not know of how many, and where whole cases round the distance away.
        Some(rate) if !exact || missing == 0 || (missing > 0) != short => words::distance(sum.indicator, rate, target),
        _ => (missing != 0).then(|| words::cases(missing.abs())),
    };
    let text = match distance {
        None => "la cible est atteinte, ni plus ni moins".into(),
        Some(distance) if verdict == Verdict::Short => format!("il manque {distance}"),
        Some(distance) => format!("{distance} de plus que la cible"),
    };
    (rate.map_or(text.clone(), |rate| format!("{rate}\u{a0}: {text}")), verdict)
}

/// For one indicator: the sum in a sentence, and a bar that adds up to the target.
pub fn gap(sum: &Sum, upper: &Territory, exact: bool) -> Markup {
    let without = sum.platforms - sum.held - sum.discussed;
    let (said, _) = in_words(sum, exact);
    html! {
        p {
            (platforms_in_words(sum.held)) " sur " (sum.platforms) (if sum.held < 2 { " s’est engagée, " } else { " se sont engagées, " })
            (sum.discussed) " en discussion, " (without) " sans cible. "
            @match sum.target {
                Some(target) => { "Cible " (places::of(upper)) "\u{a0}: " strong { (words::plain(sum.indicator, target)) } "." },
                None => { (words::capital(&places::the(upper))) " n’a pas fixé de cible." },
            }
        }
        p { "Si tout est accepté\u{a0}: " strong { (said) } "." }
        @if let (Total::Cases { engaged, discussed, wanted: Some(wanted), expected }, Some(missing @ 0..)) = (sum.total, sum.missing()) {
            @if wanted > 0 && (exact || expected.is_none()) { (bar(engaged, discussed, missing, wanted)) }
        }
    }
}

fn bar(engaged: i64, discussed: i64, missing: i64, wanted: i64) -> Markup {
    let parts = [
        (engaged, "c-fill", "dans une cible qui tient"),
        (discussed, "c-soft", "en discussion"),
        (missing, "c-hatch", "sans engagement"),
    ];
    let label = format!(
        "{} engagés, {} en discussion, {} sans engagement",
        number(engaged),
        number(discussed),
        number(missing)
    );
    let starts = [0, engaged, engaged + discussed];
    html! {
        div.pu-sect--s {
            svg.pu-gapbar viewBox={ "0 0 " (wanted) " 24" } preserveAspectRatio="none" role="img" aria-label=(label) focusable="false" {
                defs {
                    pattern #hachures width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)" {
                        line.c-hatch-line x1="0" x2="0" y1="0" y2="6" {}
                    }
                }
                @for ((n, class, _), x) in parts.iter().zip(starts) {
                    @if *n > 0 { rect class=(class) x=(x) width=(n) height="24" {} }
                }
            }
        }
        ul.pu-gapkey {
            @for (n, class, name) in parts {
                li {
                    svg width="14" height="10" viewBox="0 0 14 10" aria-hidden="true" focusable="false" { rect class=(class) width="14" height="10" {} }
                    strong { (number(n)) } " " (name)
                }
            }
            li.pu-meta { (number(engaged)) " + " (number(discussed)) " + " (number(missing)) " = " (number(wanted)) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::indicators::Indicator;
    use crate::objectives::negotiation::sum::Commitment;

    fn said(held: f64, target: f64, expected: i64, exact: bool) -> (String, Verdict) {
        let commitment = Commitment { held: Some(held), offered: None, expected };
        let sum = Sum::of(Indicator::of("solution_rate"), Some(target), &[commitment]);
        let (text, verdict) = in_words(&sum, exact);
        (text.replace(['\u{a0}', '\u{202f}'], " "), verdict)
    }

    #[test]
    fn a_gap_that_whole_cases_round_away_is_said_in_points() {
        assert_eq!(said(0.32, 0.36, 1000, true), ("32,0 % : il manque 40 dossiers".into(), Verdict::Short));
        assert_eq!(said(0.32, 0.36, 1000, false), ("32,0 % : il manque 4,0 points".into(), Verdict::Short));
        assert_eq!(said(0.34, 0.36, 14, true), ("34,0 % : il manque 2,0 points".into(), Verdict::Short));
        assert_eq!(
            said(0.40, 0.36, 1000, true),
            ("40,0 % : 40 dossiers de plus que la cible".into(), Verdict::Reached)
        );
        assert_eq!(
            said(0.36, 0.36, 14, false),
            ("36,0 % : la cible est atteinte, ni plus ni moins".into(), Verdict::Reached)
        );
    }
}
