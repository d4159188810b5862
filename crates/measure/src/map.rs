//! A rate on the map of France, by département.
use crate::asked::Asked;
use crate::figures::{Tally, Value};
use crate::indicators::Count;
use crate::words;
use base::french::{fr, number};
use charts::{Area, Frame, FranceMap, Level as Heading, Unit};
use maud::{Markup, html};
use network::territories::Territory;

/// Which départements take a colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// All those that have somebody.
    Anybody,
    /// Those large enough for something to be said of them ([`fair::FEWEST`]); nor are the lowest and the highest named.
    LargeEnough,
}

/// The départements in alphabetical order, each with what was counted there.
pub fn render(asked: &Asked, departments: &[(&Territory, Tally)], kept: Kept) -> Markup {
    let rate = asked.rate;
    let value = |tally: &Tally| match tally.value(rate) {
        Value::Rate { denominator, .. } if kept == Kept::LargeEnough && denominator.unsigned_abs() < fair::FEWEST => {
            None
        }
        value => value.number().map(|n| n * 100.0),
    };
    let areas: Vec<Area> = departments
        .iter()
        .map(|(t, tally)| Area {
            code: t.code.department_code().unwrap_or_default().to_owned(),
            name: t.name.clone(),
            value: value(tally),
            more: [Count::Listed, Count::Confirmed].map(|count| number(tally.count(count))).into(),
            href: Some(asked.provenance(t.code.as_str(), rate)),
        })
        .collect();
    let known: Vec<(&str, f64)> = areas.iter().filter_map(|a| Some((a.name.as_str(), a.value?))).collect();
    let (reading, absent) = match kept {
        Kept::Anybody => (extremes(&known, areas.len()), "sans objet".to_owned()),
        Kept::LargeEnough => {
            let among = words::sides(rate).1.to_lowercase();
            (middle_half(&known, areas.len(), &among), format!("moins de {}\u{a0}{among}", fair::FEWEST))
        }
    };
    let map = FranceMap {
        frame: Frame::new("carte", format!("{}, par département", rate.label()), reading).level(Heading::H2),
        unit: Unit::PERCENT,
        measured: rate.label().into(),
        bounds: bounds(&known),
        absent,
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
fn extremes(known: &[(&str, f64)], all: usize) -> String {
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

/// « 98 départements sur 101 ont au moins 20 confirmés ; la moitié d’entre eux sont entre 28,1 % et 33,0 %. »
fn middle_half(known: &[(&str, f64)], all: usize, among: &str) -> String {
    let few = fair::FEWEST;
    if known.is_empty() {
        return fr(&format!("Aucun département n’a {few} {among} sur la période."));
    }
    let [low, _, high] = quartiles(known);
    let (low, high) = (Unit::PERCENT.show(low), Unit::PERCENT.show(high));
    let of = |n: usize| if n == 1 { "1 département".to_owned() } else { format!("{n} départements") };
    let have = if known.len() == 1 { "a" } else { "ont" };
    let shown = format!("{} sur {all} {have} au moins {few} {among}", of(known.len()));
    fr(&format!("{shown} ; la moitié d’entre eux sont entre {low} et {high}."))
}

fn quartiles(known: &[(&str, f64)]) -> [f64; 3] {
    let mut values: Vec<f64> = known.iter().map(|(_, value)| *value).collect();
    values.sort_by(f64::total_cmp);
    [1, 2, 3].map(|share| values.get(values.len() * share / 4).copied().unwrap_or_default())
}

/// How far apart two bounds may be, in points.
const STEPS: [f64; 7] = [0.5, 1.0, 2.0, 3.0, 5.0, 10.0, 20.0];

/// Three bounds, in percent, round and evenly spaced around the median, so that about half of the départements are in the two
/// middle classes: a rate that starts low in autumn and ends high in summer never falls into a single class.
fn bounds(known: &[(&str, f64)]) -> [f64; 3] {
    let [low, median, high] = quartiles(known);
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

    #[test]
    fn the_fair_map_names_no_extreme() {
        let known: Vec<(&str, f64)> = (0..8).map(|n| ("Finistère", 20.0 + f64::from(n))).collect();
        let said = middle_half(&known, 101, "confirmés");
        assert_eq!(
            said,
            "8 départements sur 101 ont au moins 20 confirmés\u{202f}; la moitié d’entre eux sont entre 22,0\u{202f}% et 26,0\u{202f}%."
        );
        assert!(middle_half(&[], 101, "confirmés").starts_with("Aucun département"));
    }
}
