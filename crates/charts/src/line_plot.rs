//! The drawing of a [`LineChart`].

use maud::{Markup, html};

use crate::axis;
use crate::bar::count;
use crate::layout::{Label, spread, stack_up, thin_out};
use crate::line::{Kind, LineChart, Series};
use crate::number::NBSP;
use crate::scale::Scale;
use crate::svg::{circle, drawing, line, polyline, shape, text};
use crate::text::{Font, fit, width};

/// Between two end labels, and between two break labels.
const LINE: f64 = 15.0;
/// A sample of its line stands before each end label: no colour, no leader to follow.
const SAMPLE: f64 = 16.0;
const GAP: f64 = 12.0;
/// Between a sample and its words.
const AFTER: f64 = 5.0;
/// With more points than this, markers would hide the line.
const MARKED: usize = 24;

/// Where things are.
pub(crate) struct Plot<'a> {
    chart: &'a LineChart,
    scale: Scale,
    /// One per series that has a point.
    ends: Vec<End<'a>>,
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
    width: f64,
}

struct End<'a> {
    series: &'a Series,
    shape: usize,
    /// What may be cut short, then what may not: the figure outlives a long name.
    name: String,
    figure: String,
    value: f64,
}

impl<'a> Plot<'a> {
    pub(crate) fn new(chart: &'a LineChart, page_width: f64, height: f64) -> Plot<'a> {
        let scale = chart.scale();
        let left = axis::margin(&scale, &chart.unit, 34.0, page_width / 3.0);
        let ends = ends(chart);
        let words = ends.iter().map(End::width).fold(0.0, f64::max).min(page_width * 0.36);
        // The last pixel absorbs rounding: a label that fits must not be cut.
        let right = page_width - (GAP + SAMPLE + AFTER + words + 1.0);
        let breaks = chart.real_breaks().count();
        // As many rows as breaks is the worst case; thin rows cost little and nothing can touch.
        let top = 10.0 + if breaks > 0 { 6.0 + LINE * count(breaks) } else { 0.0 };
        // Every end label needs its own line inside the plot.
        let bottom = (height - 24.0).max(top + LINE * count(ends.len()));
        Plot { chart, scale, ends, left, right, top, bottom, width: page_width }
    }

    pub(crate) fn draw(&self, suffix: &str) -> Markup {
        let body = html! {
            (self.grid())
            (self.breaks())
            @for end in &self.ends { (self.curve(end.series, end.shape)) }
            (self.end_labels())
        };
        drawing(&self.chart.frame, suffix, (self.width, self.bottom + 24.0), &self.chart.description(), &body)
    }

    fn x(&self, step: f64) -> f64 {
        match self.chart.steps() {
            0 | 1 => f64::midpoint(self.left, self.right),
            n => self.left + (self.right - self.left) * step / count(n - 1),
        }
    }

    fn y(&self, value: f64) -> f64 {
        self.scale.place(value, self.bottom, self.top)
    }

    fn grid(&self) -> Markup {
        let ticks: Vec<(f64, &str)> =
            self.chart.ticks.iter().enumerate().map(|(i, t)| (self.x(count(i)), t.short.as_str())).collect();
        html! {
            (axis::grid(&self.scale, &self.chart.unit, (self.left, self.right), |v| self.y(v)))
            @for label in thin_out(&ticks, 0.0, self.width) {
                (text("c-a c-mid", (label.x, self.bottom + 18.0), &label.text))
            }
        }
    }

    fn breaks(&self) -> Markup {
        let at: Vec<f64> = self.chart.real_breaks().map(|b| self.x(count(b.before) - 0.5)).collect();
        let labels: Vec<Label> = self
            .chart
            .real_breaks()
            .zip(&at)
            .map(|(b, x)| Label::centred(&b.label, Font::Strong, *x, 0.0, self.width))
            .collect();
        let places = stack_up(&labels, &vec![self.top - 10.0; labels.len()], LINE);
        html! {
            @for ((x, label), y) in at.iter().zip(&labels).zip(places) {
                (line("c-break", (*x, y + 4.0), (*x, self.bottom)))
                (text("c-t c-b c-mid c-halo", (label.x, y), &label.text))
            }
        }
    }

    /// The line, cut where a value is absent and, if it is a real one, where its definition changed.
    fn curve(&self, series: &Series, shape: usize) -> Markup {
        let cuts: Vec<usize> = match series.kind {
            Kind::Real => self.chart.real_breaks().map(|b| b.before).collect(),
            Kind::Previous | Kind::Target => Vec::new(),
        };
        let current = cuts.iter().max().copied().unwrap_or(0);
        let last = series.last().map(|(i, _)| i);
        html! {
            @for run in pieces(series, &cuts) {
                @let old = if run.iter().all(|(i, _)| *i < current) { " c-old" } else { "" };
                @let at: Vec<(f64, f64)> = run.iter().map(|(i, v)| (self.x(count(*i)), self.y(*v))).collect();
                @if at.len() > 1 { (polyline(&format!("{}{old}", class(series.kind)), &at)) }
                @for (n, ((i, _), at)) in run.iter().zip(&at).enumerate() {
                    @let ends_run = n == 0 || n + 1 == run.len();
                    @if run.len() == 1 && series.kind != Kind::Real {
                        (lone(series.kind, *at))
                    } @else if series.kind == Kind::Real && (self.chart.steps() <= MARKED || ends_run) {
                        (marker(shape, *at, last == Some(*i)))
                    }
                }
            }
        }
    }

    fn end_labels(&self) -> Markup {
        let wanted: Vec<f64> = self.ends.iter().map(|e| self.y(e.value) + 4.0).collect();
        // Baselines: the letters rise 9 px above.
        let places = spread(&wanted, LINE, self.top + 5.0, self.bottom + 4.0);
        let x = self.right + GAP;
        html! {
            @for (end, y) in self.ends.iter().zip(places) {
                (polyline(class(end.series.kind), &[(x, y - 4.0), (x + SAMPLE, y - 4.0)]))
                @if end.series.kind == Kind::Real { (marker(end.shape, (x + SAMPLE / 2.0, y - 4.0), false)) }
                @let after = x + SAMPLE + AFTER;
                (text(end.class(), (after, y), &end.words(self.width - after)))
            }
        }
    }
}

impl End<'_> {
    fn width(&self) -> f64 {
        width(&self.name, self.font()) + width(&self.figure, self.font())
    }

    fn words(&self, room: f64) -> String {
        let name = fit(&self.name, self.font(), room - width(&self.figure, self.font()));
        fit(&format!("{name}{}", self.figure), self.font(), room)
    }

    fn font(&self) -> Font {
        if self.series.kind == Kind::Real { Font::Strong } else { Font::Text }
    }

    fn class(&self) -> &'static str {
        if self.series.kind == Kind::Real { "c-t c-b" } else { "c-t" }
    }
}

fn ends(chart: &LineChart) -> Vec<End<'_>> {
    let mut real = 0;
    let mut ends = Vec::with_capacity(chart.series.len());
    for series in &chart.series {
        let shape = real;
        real += usize::from(series.kind == Kind::Real);
        let Some((_, value)) = series.last() else { continue };
        let (name, figure) = match &series.end_label {
            Some(label) => (label.clone(), String::new()),
            None => (series.name.clone(), format!("{NBSP}: {}", chart.unit.show(value))),
        };
        ends.push(End { series, shape, name, figure, value });
    }
    ends
}

/// Runs of neighbouring known points, cut before each of `cuts`.
fn pieces(series: &Series, cuts: &[usize]) -> Vec<Vec<(usize, f64)>> {
    let mut out: Vec<Vec<(usize, f64)>> = Vec::new();
    let mut open = false;
    for (i, point) in series.points.iter().enumerate() {
        let Some(value) = point.drawn() else {
            open = false;
            continue;
        };
        match out.last_mut() {
            Some(run) if open && !cuts.contains(&i) => run.push((i, value)),
            _ => out.push(vec![(i, value)]),
        }
        open = true;
    }
    out
}

fn class(kind: Kind) -> &'static str {
    match kind {
        Kind::Real => "c-real",
        Kind::Previous => "c-prev",
        Kind::Target => "c-target",
    }
}

/// A point without neighbours, in the manner of its line.
fn lone(kind: Kind, at: (f64, f64)) -> Markup {
    match kind {
        Kind::Previous => circle("c-hollow--prev", at, 2.5),
        Kind::Real | Kind::Target => shape("c-ink", at, &[(0.0, -3.5), (3.5, 0.0), (0.0, 3.5), (-3.5, 0.0)]),
    }
}

/// The point of the n-th real line: disc, triangle, square, diamond; hollow and larger for the last.
fn marker(nth: usize, at: (f64, f64), last: bool) -> Markup {
    let (class, r) = if last { ("c-hollow", 4.0) } else { ("c-fill", 2.5) };
    let s = r + 0.5;
    match nth % 4 {
        0 => circle(class, at, r),
        1 => shape(class, at, &[(0.0, -s), (s, s * 0.8), (-s, s * 0.8)]),
        2 => shape(class, at, &[(-r, -r), (r, -r), (r, r), (-r, r)]),
        _ => shape(class, at, &[(0.0, -s), (s, 0.0), (0.0, s), (-s, 0.0)]),
    }
}
