//! A word-sized line for a table cell.

use maud::{Markup, html};

use crate::number::{NBSP, Unit, usable};
use crate::svg::{circle, in_row, polyline, runs};

const W: f64 = 96.0;
const H: f64 = 26.0;

/// The shape of a few months beside a figure. It stands in a row that holds the figures, hence no table of its own.
#[derive(Debug, Clone, PartialEq)]
pub struct Sparkline {
    /// What and when: « En solution, de janvier à novembre ».
    pub label: String,
    pub unit: Unit,
    pub values: Vec<Option<f64>>,
    /// Bounds shared by the rows of a table; the values' own otherwise.
    pub range: Option<(f64, f64)>,
}

impl Sparkline {
    #[must_use]
    pub fn render(&self) -> Markup {
        let values: Vec<Option<f64>> = self.values.iter().map(|v| v.and_then(usable)).collect();
        let known: Vec<f64> = values.iter().flatten().copied().collect();
        let (Some(first), Some(last)) = (known.first(), known.last()) else {
            return html! { span.pu-meta { "pas de donnée" } };
        };
        let points = self.points(&values, &known);
        let label = if known.len() == 1 {
            format!("{}{NBSP}: {}", self.label, self.unit.show(*last))
        } else {
            format!("{}{NBSP}: de {} à {}", self.label, self.unit.show(*first), self.unit.show(*last))
        };
        let end = points.iter().rev().flatten().next().copied();
        let body = html! {
            @for run in runs(&points) {
                @match run.as_slice() {
                    [lone] => (circle("c-fill", *lone, 1.5)),
                    run => (polyline("c-real", run)),
                }
            }
            @if let Some(end) = end { (circle("c-fill", end, 3.0)) }
        };
        in_row((W, H), &label, &body)
    }

    fn points(&self, values: &[Option<f64>], known: &[f64]) -> Vec<Option<(f64, f64)>> {
        let lowest = known.iter().copied().fold(f64::INFINITY, f64::min);
        let highest = known.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let (low, high) = match self.range {
            Some((a, b)) if usable(a).is_some() && usable(b).is_some() => (a.min(b), a.max(b)),
            _ => (lowest, highest),
        };
        let steps = f64::from(u32::try_from(values.len().saturating_sub(1)).unwrap_or(u32::MAX)).max(1.0);
        let mut x = 3.0;
        let mut points = Vec::with_capacity(values.len());
        for value in values {
            points.push(value.map(|v| {
                let share = if high > low { ((v - low) / (high - low)).clamp(0.0, 1.0) } else { 0.5 };
                (x, H - 4.0 - (H - 8.0) * share)
            }));
            x += (W - 8.0) / steps;
        }
        points
    }
}
