//! Lines over time: what is, last year dotted, the trajectory to a target dashed.

use maud::{Markup, html};

use crate::datum::{Datum, Tick};
use crate::frame::Frame;
use crate::line_plot::Plot;
use crate::number::{NBSP, Unit};
use crate::scale::Scale;
use crate::table::{Row, Table};

/// How a line is drawn; several real ones differ by the shape of their points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// What happened: full line, points; its last point is hollow.
    Real,
    /// The same a year before: dots.
    Previous,
    /// Where one meant to be: dashes.
    Target,
}

/// One line; its points follow the ticks of the chart.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    pub name: String,
    pub kind: Kind,
    pub points: Vec<Datum>,
    /// Printed at its end: « 31,8 au 23 ». Otherwise its name and last value.
    pub end_label: Option<String>,
}

/// The definition changed: what is left of the line cannot be compared with what is right of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Break {
    /// Index of the first tick of the new definition.
    pub before: usize,
    /// « septembre 2025, définition 2 »
    pub label: String,
}

/// Room in the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Size {
    /// A third of the page, or a phone.
    Column,
    /// Half the page; a second drawing takes its place on a phone.
    Wide,
}

/// Values over time.
#[derive(Debug, Clone, PartialEq)]
pub struct LineChart {
    pub frame: Frame,
    pub unit: Unit,
    /// What the ticks are, as a column header: « Fin de mois ».
    pub dimension: String,
    pub ticks: Vec<Tick>,
    pub series: Vec<Series>,
    pub breaks: Vec<Break>,
    pub size: Size,
    /// Lines may leave zero out to show a small move; counts had better not.
    pub zero_based: bool,
}

impl LineChart {
    #[must_use]
    pub fn render(&self) -> Markup {
        if self.series.iter().all(|s| s.last().is_none()) {
            return self.frame.render_empty();
        }
        let graphic = match self.size {
            Size::Column => Plot::new(self, 380.0, 214.0).draw(""),
            Size::Wide => html! {
                div {
                    div.pu-on-wide { (Plot::new(self, 590.0, 320.0).draw("")) }
                    div.pu-on-narrow { (Plot::new(self, 366.0, 290.0).draw("n")) }
                }
            },
        };
        self.frame.render(&graphic, &self.table().render())
    }

    /// How many steps the axis has: every point is drawn, even without a tick of its own.
    pub(crate) fn steps(&self) -> usize {
        self.series.iter().map(|s| s.points.len()).max().unwrap_or(0).max(self.ticks.len())
    }

    pub(crate) fn scale(&self) -> Scale {
        let known = || self.series.iter().flat_map(|s| s.points.iter().filter_map(Datum::drawn));
        let low = known().reduce(f64::min).unwrap_or(0.0);
        let high = known().reduce(f64::max).unwrap_or(0.0);
        if self.zero_based { Scale::from_zero(low, high, 6, &self.unit) } else { Scale::nice(low, high, 6, &self.unit) }
    }

    /// Breaks that fall between two points.
    pub(crate) fn real_breaks(&self) -> impl Iterator<Item = &Break> {
        let steps = self.steps();
        self.breaks.iter().filter(move |b| b.before > 0 && b.before < steps)
    }

    pub(crate) fn description(&self) -> String {
        let mut said: Vec<String> = self.series.iter().filter_map(|s| self.describe(s)).collect();
        said.extend(self.real_breaks().map(|b| format!("Série rompue{NBSP}: {}.", b.label)));
        said.join(" ")
    }

    fn describe(&self, series: &Series) -> Option<String> {
        let (first, from) = series.known().next()?;
        let (last, to) = series.known().last()?;
        let at = |i: usize| self.ticks.get(i).map_or_else(|| (i + 1).to_string(), |t| t.long.clone());
        let gaps = series.points.get(first..last).unwrap_or_default().iter().filter(|p| p.drawn().is_none()).count();
        let gaps = match gaps {
            0 => String::new(),
            1 => ", une valeur absente".to_owned(),
            n => format!(", {n} valeurs absentes"),
        };
        let name = &series.name;
        Some(if first == last {
            format!("{name}{NBSP}: {} ({}).", self.unit.show(to), at(last))
        } else {
            format!(
                "{name}{NBSP}: de {} ({}) à {} ({}){gaps}.",
                self.unit.show(from),
                at(first),
                self.unit.show(to),
                at(last)
            )
        })
    }

    fn table(&self) -> Table<'_> {
        let mut head = vec![self.dimension.as_str()];
        head.extend(self.series.iter().map(|s| s.name.as_str()));
        let none = Datum::absent("non disponible");
        let rows = (0..self.steps()).map(|i| {
            let name = self.ticks.get(i).map_or_else(|| (i + 1).to_string(), |t| t.long.clone());
            let cells = self.series.iter().map(|s| s.points.get(i).unwrap_or(&none).cell(&self.unit)).collect();
            let remark =
                self.real_breaks().find(|b| b.before == i).map(|b| format!("(série rompue{NBSP}: {})", b.label));
            Row { remark, ..Row::new(name, cells) }
        });
        Table { caption: &self.frame.title, head, rows: rows.collect(), foot: None }
    }
}

impl Series {
    fn known(&self) -> impl Iterator<Item = (usize, f64)> + '_ {
        self.points.iter().enumerate().filter_map(|(i, p)| Some((i, p.drawn()?)))
    }

    /// The last known point.
    pub(crate) fn last(&self) -> Option<(usize, f64)> {
        self.known().last()
    }
}
