//! Bars: months or categories, with last year's mark across each.

use maud::{Markup, html};

use crate::axis;
use crate::bar_rows;
use crate::datum::{Datum, Tick};
use crate::frame::Frame;
use crate::layout::{Label, stack_up, thin_out};
use crate::number::{NBSP, Unit};
use crate::scale::Scale;
use crate::svg::{drawing, key_entry, line, rect, text};
use crate::table::{Row, Table};
use crate::text::{Font, width, wrap};

/// What the bars follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Axis {
    /// Months, weeks: in order; labels may be printed one in two.
    Time,
    /// Things with names: every name is printed; bars lie down where names need the room.
    Names,
}

/// A bar, its mark, and a remark printed on it.
#[derive(Debug, Clone, PartialEq)]
pub struct Bar {
    pub tick: Tick,
    pub value: Datum,
    /// The same a year before (any reference): a stroke across the bar.
    pub reference: Option<Datum>,
    /// Direct label, for the bars one should notice: « 108 en octobre ». With none, the tallest gets its number.
    pub note: Option<String>,
}

/// Lengths from zero.
#[derive(Debug, Clone, PartialEq)]
pub struct BarChart {
    pub frame: Frame,
    pub unit: Unit,
    pub axis: Axis,
    /// What the axis is, as a column header: « Mois ».
    pub dimension: String,
    /// What the bars are: « 2026 ».
    pub name: String,
    /// What the strokes are: « 2025 ».
    pub reference_name: Option<String>,
    pub bars: Vec<Bar>,
}

/// A column of three (`pu-grid3`), drawn about 1:1.
pub(crate) const W: f64 = 380.0;
const H: f64 = 214.0;
const RIGHT: f64 = 8.0;
const TOP: f64 = 22.0;
const LINE: f64 = 14.0;
/// Graduations wished for: close enough that the top one is not far above the tallest bar.
const STEPS: u8 = 6;
/// Shortest bar: what exists is seen, were it one in a million.
const SLIVER: f64 = 1.5;
/// How far a stroke goes past its bar on either side. Among many thin bars, further than the bar's own slot.
const OVERHANG: f64 = 2.0;

fn bar_width(slot: f64) -> f64 {
    (slot * 0.62).min(40.0)
}

impl BarChart {
    #[must_use]
    pub fn render(&self) -> Markup {
        if self.bars.iter().all(|b| b.value.drawn().is_none() && b.mark().is_none()) {
            return self.frame.render_empty();
        }
        let drawing = if self.axis == Axis::Names && !self.names_fit() { bar_rows::draw(self) } else { self.draw() };
        let graphic = match &self.reference_name {
            None => drawing,
            Some(reference) => html! { div { (drawing) (self.key(reference)) } },
        };
        self.frame.render(&graphic, &self.table().render())
    }

    pub(crate) fn scale(&self, intervals: u8) -> Scale {
        let all = || self.bars.iter().flat_map(|b| [b.value.drawn(), b.mark()]).flatten();
        Scale::from_zero(all().fold(0.0, f64::min), all().fold(0.0, f64::max), intervals, &self.unit)
    }

    /// The bars that carry a label, with its text.
    pub(crate) fn notes(&self) -> Vec<(usize, String)> {
        let given: Vec<(usize, String)> =
            self.bars.iter().enumerate().filter_map(|(i, b)| Some((i, b.note.clone()?))).collect();
        if !given.is_empty() {
            return given;
        }
        let values = self.bars.iter().enumerate().filter_map(|(i, b)| Some((i, b.value.drawn()?)));
        let tallest = values.filter(|(_, v)| *v > 0.0).reduce(|a, b| if b.1 > a.1 { b } else { a });
        tallest.into_iter().map(|(i, v)| (i, self.unit.show(v))).collect()
    }

    fn margin(&self) -> f64 {
        axis::margin(&self.scale(STEPS), &self.unit, 28.0, W / 3.0)
    }

    fn slot(&self) -> f64 {
        (W - self.margin() - RIGHT) / count(self.bars.len().max(1))
    }

    /// Whether every name holds under its bar, on two lines at most.
    fn names_fit(&self) -> bool {
        let room = self.slot() - 4.0;
        self.bars.iter().all(|b| {
            let lines = wrap(&b.tick.short, Font::Axis, room, 3);
            lines.len() <= 2 && b.tick.short.split_whitespace().all(|word| width(word, Font::Axis) <= room)
        })
    }

    fn draw(&self) -> Markup {
        let (left, slot) = (self.margin(), self.slot());
        let lines = if self.axis == Axis::Names { self.name_lines(slot - 4.0) } else { Vec::new() };
        let more = if lines.iter().any(|l| l.len() > 1) { 12.0 } else { 0.0 };
        let scale = self.scale(STEPS);
        let centre = |i: usize| left + slot * (count(i) + 0.5);
        // Notes are placed first, as if the top were at TOP; what sticks out pushes the whole plot down.
        let (labels, places, push) = self.place_notes(&scale, left, centre, slot);
        let (top, bottom) = (TOP + push, H - 24.0 + push);
        let y = |v: f64| scale.place(v, bottom, top);
        let body = html! {
            (axis::grid(&scale, &self.unit, (left, W - RIGHT), y))
            @for (i, bar) in self.bars.iter().enumerate() { (bar.upright(centre(i), slot, &y)) }
            @for (label, at) in labels.iter().zip(&places) {
                (text("c-t c-b c-mid c-halo", (label.x, at + push), &label.text))
            }
            @if self.axis == Axis::Time {
                @let ticks = self.bars.iter().enumerate().map(|(i, b)| (centre(i), b.tick.short.as_str()));
                @let ticks: Vec<(f64, &str)> = ticks.collect();
                @for label in thin_out(&ticks, 0.0, W) { (text("c-a c-mid", (label.x, bottom + 18.0), &label.text)) }
            } @else {
                @for (i, lines) in lines.iter().enumerate() {
                    @for (words, dy) in lines.iter().zip([18.0, 30.0]) {
                        (text("c-a c-mid", (centre(i), bottom + dy), words))
                    }
                }
            }
        };
        drawing(&self.frame, "", (W, H + push + more), &self.description(), &body)
    }

    fn name_lines(&self, room: f64) -> Vec<Vec<String>> {
        self.bars.iter().map(|b| wrap(&b.tick.short, Font::Axis, room, 2)).collect()
    }

    /// A note sits above every bar and mark it passes over, and above the notes before it.
    fn place_notes(
        &self,
        scale: &Scale,
        left: f64,
        centre: impl Fn(usize) -> f64,
        slot: f64,
    ) -> (Vec<Label>, Vec<f64>, f64) {
        let y = |v: f64| scale.place(v, H - 24.0, TOP);
        let notes = self.notes();
        let labels: Vec<Label> =
            notes.iter().map(|(i, words)| Label::centred(words, Font::Strong, centre(*i), left, W - RIGHT)).collect();
        let lowest: Vec<f64> = labels
            .iter()
            .map(|label| {
                let drawn = slot.max(bar_width(slot) + 2.0 * OVERHANG);
                let under = self
                    .bars
                    .iter()
                    .enumerate()
                    .filter(|(i, _)| (centre(*i) - label.x).abs() < (drawn + label.width) / 2.0);
                let tops = under.flat_map(|(_, b)| [b.value.drawn(), b.mark()]).flatten().map(|v| y(v.max(0.0)));
                tops.fold(y(0.0), f64::min) - 6.0
            })
            .collect();
        let places = stack_up(&labels, &lowest, LINE);
        let push = places.iter().map(|at| 12.0 - at).fold(0.0, f64::max);
        (labels, places, push)
    }

    fn key(&self, reference: &str) -> Markup {
        html! {
            p.pu-key {
                (key_entry((10.0, 12.0), &rect("c-fill", (1.0, 0.0), (8.0, 12.0)), &self.name))
                (key_entry((16.0, 10.0), &line("c-tick", (0.0, 5.0), (16.0, 5.0)), reference))
            }
        }
    }

    pub(crate) fn description(&self) -> String {
        let known: Vec<(&Bar, f64)> = self.bars.iter().filter_map(|b| Some((b, b.value.drawn()?))).collect();
        let say = |(bar, v): &(&Bar, f64)| format!("{} ({})", self.unit.show(*v), bar.tick.long);
        let least = known.iter().reduce(|a, b| if b.1 < a.1 { b } else { a });
        let most = known.iter().reduce(|a, b| if b.1 > a.1 { b } else { a });
        let range = match (least, most) {
            (Some(least), Some(most)) if least.1 < most.1 => format!(", de {} à {}", say(least), say(most)),
            (Some(only), _) => format!(", {}", say(only)),
            _ => String::new(),
        };
        let absent = match self.bars.len() - known.len() {
            0 => String::new(),
            n => format!(" Sans valeur{NBSP}: {n}."),
        };
        let marks = self.reference_name.as_ref().map_or_else(String::new, |r| format!(" Traits{NBSP}: {r}."));
        format!("Barres{NBSP}: {}{range}.{marks}{absent}", self.name)
    }

    fn table(&self) -> Table<'_> {
        let mut head = vec![self.dimension.as_str(), self.name.as_str()];
        head.extend(self.reference_name.as_deref());
        let rows = self.bars.iter().map(|bar| {
            let mut cells = vec![bar.value.cell(&self.unit)];
            if self.reference_name.is_some() {
                let none = Datum::absent("non disponible");
                cells.push(bar.reference.as_ref().unwrap_or(&none).cell(&self.unit));
            }
            Row::new(&bar.tick.long, cells)
        });
        Table { caption: &self.frame.title, head, rows: rows.collect(), foot: None }
    }
}

impl Bar {
    /// The reference, if it can be drawn.
    pub(crate) fn mark(&self) -> Option<f64> {
        self.reference.as_ref().and_then(Datum::drawn)
    }

    fn upright(&self, x: f64, slot: f64, y: &impl Fn(f64) -> f64) -> Markup {
        let wide = bar_width(slot);
        let (from, to) = (x - wide / 2.0 - OVERHANG, x + wide / 2.0 + OVERHANG);
        html! {
            @if let Some(v) = self.value.drawn() {
                @let tall = (y(0.0) - y(v)).abs().max(SLIVER);
                (rect("c-fill", (x - wide / 2.0, if v < 0.0 { y(0.0) } else { y(0.0) - tall }), (wide, tall)))
            }
            @if let Some(v) = self.mark() {
                // A sheet-coloured edge keeps the stroke apart from a bar that ends at the same height.
                (rect("c-paper", (from, y(v) - 2.0), (to - from, 4.0)))
                (line("c-tick", (from, y(v)), (to, y(v))))
            }
        }
    }
}

pub(crate) fn count(n: usize) -> f64 {
    f64::from(u32::try_from(n).unwrap_or(u32::MAX))
}
