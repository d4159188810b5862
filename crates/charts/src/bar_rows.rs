//! The same bars lying down, for names too long to stand under them: name, bar, figure.

use maud::{Markup, html};

use crate::bar::{Bar, BarChart, W};
use crate::dots::lines;
use crate::svg::{drawing, line, rect};
use crate::text::{Font, widest, wrap};

const TOP: f64 = 4.0;
const ROW: f64 = 24.0;
const TALL_ROW: f64 = 34.0;
const THICK: f64 = 12.0;
const SLIVER: f64 = 1.5;

pub(crate) fn draw(chart: &BarChart) -> Markup {
    let names = chart.bars.iter().map(|b| b.tick.short.as_str());
    let left = (widest(names, Font::Strong) + 10.0).min(W * 0.42);
    let figures: Vec<String> = chart.bars.iter().map(|b| figure(chart, b)).collect();
    let right = (widest(figures.iter().map(String::as_str), Font::Strong) + 8.0).min(W * 0.3);
    let noted: Vec<usize> = chart.notes().into_iter().map(|(i, _)| i).collect();
    let mut rows = Vec::with_capacity(chart.bars.len());
    let mut y = TOP;
    for (i, (bar, figure)) in chart.bars.iter().zip(&figures).enumerate() {
        let font = if noted.contains(&i) { Font::Strong } else { Font::Text };
        let name = wrap(&bar.tick.short, font, left - 8.0, 2);
        let figure = wrap(figure, font, right - 6.0, 2);
        let tall = if name.len().max(figure.len()) > 1 { TALL_ROW } else { ROW };
        rows.push((bar, font, name, figure, y + tall / 2.0));
        y += tall;
    }
    // No graduation is printed here: the longest bar may take all the room.
    let scale = chart.scale(100);
    let x = |v: f64| scale.place(v, left, W - right);
    let body = html! {
        @for (bar, font, name, figure, y) in &rows {
            @let strong = if *font == Font::Strong { " c-b" } else { "" };
            (lines(&format!("c-t{strong}"), 0.0, *y, name))
            (flat(bar, *y, &x))
            (lines(&format!("c-t c-end{strong}"), W, *y, figure))
        }
        (line("c-base", (x(0.0), TOP), (x(0.0), y)))
    };
    drawing(&chart.frame, "", (W, y + TOP), &chart.description(), &body)
}

/// The printed figure; where there is none, why.
fn figure(chart: &BarChart, bar: &Bar) -> String {
    bar.value.drawn().map_or_else(|| bar.value.absent.to_string(), |v| chart.unit.show(v))
}

fn flat(bar: &Bar, y: f64, x: &impl Fn(f64) -> f64) -> Markup {
    html! {
        @if let Some(v) = bar.value.drawn() {
            @let long = (x(v) - x(0.0)).abs().max(SLIVER);
            (rect("c-fill", (if v < 0.0 { x(0.0) - long } else { x(0.0) }, y - THICK / 2.0), (long, THICK)))
        }
        @if let Some(v) = bar.mark() {
            (rect("c-paper", (x(v) - 2.0, y - THICK / 2.0 - 2.0), (4.0, THICK + 4.0)))
            (line("c-tick", (x(v), y - THICK / 2.0 - 2.0), (x(v), y + THICK / 2.0 + 2.0)))
        }
    }
}
