//! Where labels go so that none covers another.

use crate::text::{Font, fit, width};

/// Moves points on a line as little as possible so that they are at least `gap` apart and stay within `low..=high`.
/// Same order as given in, positions out.
///
/// Why it cannot overlap: sorted, subtract `i × gap` from the i-th; keeping labels apart is then keeping that sequence
/// non-decreasing, which averaging each run of violators does (isotonic regression: the least sum of squared moves).
/// Clamping a non-decreasing sequence keeps it so, hence the result is apart *and* inside. Where `n − 1` gaps do not
/// fit the room, the gap shrinks to what fits: callers that want full gaps make room first.
#[must_use]
pub fn spread(wanted: &[f64], gap: f64, low: f64, high: f64) -> Vec<f64> {
    let high = high.max(low);
    let steps = f64::from(u32::try_from(wanted.len().saturating_sub(1)).unwrap_or(u32::MAX));
    let gap = if steps > 0.0 { gap.max(0.0).min((high - low) / steps) } else { 0.0 };
    let mut order: Vec<(usize, f64)> =
        wanted.iter().map(|y| if y.is_finite() { y.clamp(low, high) } else { low }).enumerate().collect();
    order.sort_by(|a, b| a.1.total_cmp(&b.1));

    // Runs of labels pushed together: (mean of the shifted positions, how many).
    let mut runs: Vec<(f64, f64)> = Vec::new();
    let mut shift = 0.0;
    for (_, y) in &order {
        let mut run = (y - shift, 1.0);
        while let Some(before) = runs.pop_if(|before| before.0 > run.0) {
            let count = before.1 + run.1;
            run = ((before.0 * before.1 + run.0 * run.1) / count, count);
        }
        runs.push(run);
        shift += gap;
    }

    let ceiling = (high - steps * gap).max(low);
    let levels = runs.iter().flat_map(|(mean, count)| (0..as_index(*count)).map(|_| mean.clamp(low, ceiling)));
    let mut placed: Vec<(usize, f64)> = Vec::with_capacity(order.len());
    let mut shift = 0.0;
    for ((index, _), level) in order.iter().zip(levels) {
        placed.push((*index, level + shift));
        shift += gap;
    }
    placed.sort_by_key(|(index, _)| *index);
    placed.into_iter().map(|(_, y)| y).collect()
}

fn as_index(count: f64) -> usize {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a small whole number by construction")]
    {
        count as usize
    }
}

/// A label with its box on the horizontal axis.
#[derive(Debug, Clone, PartialEq)]
pub struct Label {
    pub text: String,
    /// Middle of the text.
    pub x: f64,
    pub width: f64,
}

impl Label {
    /// A label centred on `x`, cut to the room and pushed back inside `low..=high`.
    #[must_use]
    pub fn centred(text: &str, font: Font, x: f64, low: f64, high: f64) -> Label {
        let text = fit(text, font, high - low);
        let width = width(&text, font);
        let x = x.min(high - width / 2.0).max(low + width / 2.0);
        Label { text, x, width }
    }

    #[must_use]
    pub fn left(&self) -> f64 {
        self.x - self.width / 2.0
    }

    #[must_use]
    pub fn right(&self) -> f64 {
        self.x + self.width / 2.0
    }
}

/// Room kept between two labels on one line.
const BETWEEN: f64 = 4.0;

/// The labels of a time axis that can be printed without touching: all of them, or one in 2, 3, 4, 6, 12…
#[must_use]
pub fn thin_out(labels: &[(f64, &str)], low: f64, high: f64) -> Vec<Label> {
    let every = [1, 2, 3, 4, 6].into_iter().chain((1..).map(|years| years * 12));
    for k in every {
        let kept: Vec<Label> = labels
            .iter()
            .step_by(k)
            .filter(|(_, text)| !text.is_empty())
            .map(|(x, text)| Label::centred(text, Font::Axis, *x, low, high))
            .collect();
        if k >= labels.len() || kept.windows(2).all(|w| matches!(w, [a, b] if a.right() + BETWEEN <= b.left())) {
            return kept;
        }
    }
    Vec::new()
}

/// Lifts labels (smaller `y` is higher) until none covers another: `wanted` is each one's lowest place.
#[must_use]
pub fn stack_up(labels: &[Label], wanted: &[f64], line: f64) -> Vec<f64> {
    let mut done: Vec<(&Label, f64)> = Vec::new();
    for (label, y) in labels.iter().zip(wanted) {
        let mut y = *y;
        // Each turn passes one placed label for good (the hair of slack absorbs rounding), so this ends.
        while let Some((_, taken)) = done.iter().find(|(other, at)| {
            label.left() < other.right() + BETWEEN
                && other.left() < label.right() + BETWEEN
                && (at - y).abs() < line - 1e-6
        }) {
            y = taken - line;
        }
        done.push((label, y));
    }
    done.into_iter().map(|(_, y)| y).collect()
}
