//! Observed over expected, word-sized, for a table cell.

use maud::{Markup, html};

use crate::number::{NBSP, decimal, usable};
use crate::svg::{circle, in_row, line};

const W: f64 = 132.0;
const H: f64 = 20.0;
const EDGE: f64 = 6.0;

/// Point: the ratio; line: its interval; grey stroke: 1, as expected. From one half to twice, on a scale where both are as
/// far from 1; what is beyond stops at the edge. It stands in a row that holds the figures, hence no table of its own.
#[derive(Debug, Clone, PartialEq)]
pub struct RatioMark {
    /// « Brest, observé sur attendu ».
    pub label: String,
    pub value: f64,
    pub interval: (f64, f64),
}

impl RatioMark {
    #[must_use]
    pub fn render(&self) -> Markup {
        let known = [self.value, self.interval.0, self.interval.1].map(usable);
        let [Some(value), Some(low), Some(high)] = known else {
            return html! { span.pu-meta { "pas de donnée" } };
        };
        let x = |ratio: f64| W / 2.0 + (W / 2.0 - EDGE) * ratio.max(0.0).log2().clamp(-1.0, 1.0);
        let label = format!("{}{NBSP}: {}, de {} à {}", self.label, two(value), two(low), two(high));
        let middle = H / 2.0;
        let body = html! {
            (line("c-base", (x(1.0), 2.0), (x(1.0), H - 2.0)))
            (line("c-ci", (x(low), middle), (x(high), middle)))
            (circle("c-fill", (x(value), middle), 4.0))
        };
        in_row((W, H), &label, &body)
    }
}

fn two(ratio: f64) -> String {
    decimal(ratio, 2)
}
