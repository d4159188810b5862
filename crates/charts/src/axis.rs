//! The vertical axis of bars and lines: round graduations, the unit on the highest only.

use maud::{Markup, html};

use crate::number::Unit;
use crate::scale::Scale;
use crate::svg::{line, text};
use crate::text::{Font, fit, widest};

/// Between a graduation and the plot.
const GAP: f64 = 6.0;

/// What each graduation reads, from the lowest.
fn words(scale: &Scale, unit: &Unit) -> Vec<String> {
    let ticks = scale.ticks();
    let below = ticks.len().saturating_sub(1);
    ticks.iter().enumerate().map(|(i, t)| if i < below { unit.bare(*t) } else { unit.show_short(*t) }).collect()
}

/// The room graduations need left of the plot.
pub(crate) fn margin(scale: &Scale, unit: &Unit, least: f64, most: f64) -> f64 {
    (widest(words(scale, unit).iter().map(String::as_str), Font::Axis) + GAP + 2.0).clamp(least, most)
}

/// Horizontal rules from `left` to `right`, that of zero stronger, each with its number.
pub(crate) fn grid(scale: &Scale, unit: &Unit, (left, right): (f64, f64), y: impl Fn(f64) -> f64) -> Markup {
    html! {
        @for (tick, words) in scale.ticks().into_iter().zip(words(scale, unit)) {
            (line(if tick == 0.0 { "c-base" } else { "c-grid" }, (left, y(tick)), (right, y(tick))))
            (text("c-a c-end", (left - GAP, y(tick) + 4.0), &fit(&words, Font::Axis, left - GAP)))
        }
    }
}
