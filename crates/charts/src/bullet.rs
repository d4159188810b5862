//! A figure against its trajectory, its target and last year, in one line of a table.

use maud::{Markup, html};

use crate::number::{NBSP, Unit, usable};
use crate::svg::{circle, in_row, key_entry, line, rect, shape};

const W: f64 = 236.0;
const H: f64 = 30.0;
/// Half a marker: at 0 or at the end of the scale, marks stay inside the drawing.
const PAD: f64 = 5.0;
/// A slanted slit.
const CUT: [(f64, f64); 4] = [(0.0, 0.0), (5.0, -14.0), (8.0, -14.0), (3.0, 0.0)];

/// Bar: the value; ▼ trajectory; | target; ○ last year. The row beside it holds the figures.
#[derive(Debug, Clone, PartialEq)]
pub struct Bullet {
    /// Name of the indicator.
    pub label: String,
    pub unit: Unit,
    pub value: Option<f64>,
    pub trajectory: Option<f64>,
    pub target: Option<f64>,
    pub previous: Option<f64>,
    /// End of the scale, the same for the rows of a table; it starts at zero.
    pub max: f64,
    /// What the marks are called: the words of the legend.
    pub names: BulletKey,
}

impl Bullet {
    #[must_use]
    pub fn render(&self) -> Markup {
        let max = usable(self.max).filter(|m| *m > 0.0).unwrap_or(1.0);
        let x = |v: f64| PAD + (W - 2.0 * PAD) * (v / max).clamp(0.0, 1.0);
        let [value, trajectory, target, previous] =
            [self.value, self.trajectory, self.target, self.previous].map(|v| v.and_then(usable));
        let body = html! {
            (rect("c-track", (PAD, 10.0), (W - 2.0 * PAD, 10.0)))
            @if let Some(v) = value {
                (rect("c-fill", (PAD, 11.0), (x(v) - PAD, 8.0)))
                // A bar that runs off the scale is shown cut, not full.
                @if v > max { (shape("c-paper", (W - PAD - 16.0, 22.0), &CUT)) }
            }
            @if let Some(v) = previous { (circle("c-hollow--prev", (x(v), 25.0), 3.25)) }
            @if let Some(v) = trajectory { (shape("c-ink", (x(v), 9.0), &[(-4.0, -7.0), (4.0, -7.0), (0.0, 0.0)])) }
            @if let Some(v) = target { (line("c-tick", (x(v), 7.0), (x(v), 23.0))) }
        };
        in_row((W, H), &self.description(), &body)
    }

    fn description(&self) -> String {
        let show = |v: f64| self.unit.show(v);
        let value = self.value.and_then(usable).map_or_else(|| "valeur non disponible".to_owned(), show);
        let marks = [
            (&self.names.trajectory, self.trajectory),
            (&self.names.target, self.target),
            (&self.names.previous, self.previous),
        ];
        let marks: String = marks
            .into_iter()
            .filter_map(|(name, v)| v.and_then(usable).map(|v| format!(", {name}{NBSP}: {}", show(v))))
            .collect();
        format!("{}{NBSP}: {value}{marks}", self.label)
    }
}

/// The legend of the bullets of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BulletKey {
    /// « valeur »
    pub value: String,
    /// « trajectoire au 23 novembre »
    pub trajectory: String,
    /// « cible 2026 »
    pub target: String,
    /// « 2025 à la même date »
    pub previous: String,
}

impl BulletKey {
    #[must_use]
    pub fn render(&self) -> Markup {
        let triangle = shape("c-ink", (5.0, 9.0), &[(-4.0, -8.0), (4.0, -8.0), (0.0, 0.0)]);
        html! {
            p.pu-key {
                (key_entry((18.0, 10.0), &rect("c-fill", (0.0, 1.0), (18.0, 8.0)), &self.value))
                (key_entry((10.0, 10.0), &triangle, &self.trajectory))
                (key_entry((4.0, 14.0), &line("c-tick", (2.0, 0.0), (2.0, 14.0)), &self.target))
                (key_entry((10.0, 10.0), &circle("c-hollow--prev", (5.0, 5.0), 3.5), &self.previous))
            }
        }
    }
}
