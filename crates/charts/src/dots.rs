//! Small multiples: a share per group, how much of it may be chance, and the share of all.

use maud::{Markup, html};

use crate::frame::Frame;
use crate::layout::Label;
use crate::number::{NARROW, NBSP, Unit, decimal, integer, percent, usable};
use crate::proportion::Share;
use crate::scale::Scale;
use crate::svg::{circle, drawing, line, text};
use crate::table::{Cell, Row, Table};
use crate::text::{Font, widest, wrap};

/// A group and its share.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    pub label: String,
    pub share: Share,
    /// Provenance of the count.
    pub href: Option<String>,
}

/// Point: the share; line: its 95 % interval (Wilson); dashes: the whole.
#[derive(Debug, Clone, PartialEq)]
pub struct Dots {
    pub frame: Frame,
    /// What the groups are: « Âge ».
    pub dimension: String,
    /// What is counted: « En solution ».
    pub counted: String,
    /// Out of what: « Confirmés ».
    pub among: String,
    pub groups: Vec<Group>,
    /// All groups together; given, since groups may overlap or leave somebody out.
    pub overall: Share,
    /// End of the axis shared with the panels beside (see [`Dots::widest_of`]); a panel never cuts its own intervals.
    pub scale_end: Option<f64>,
}

/// A column of four (`pu-grid4`), drawn about 1:1.
const W: f64 = 282.0;
const TOP: f64 = 24.0;
const BOTTOM: f64 = 20.0;
const ROW: f64 = 26.0;
const LINE: f64 = 13.0;
const UNIT: Unit = Unit::PERCENT;

/// A group laid out: lines on both sides and the middle of its row.
struct Laid<'a> {
    group: &'a Group,
    name: Vec<String>,
    figures: Vec<String>,
    y: f64,
}

impl Dots {
    /// The scale end that suits every panel.
    #[must_use]
    pub fn widest_of(panels: &[Dots]) -> Option<f64> {
        panels.iter().map(Dots::end).reduce(f64::max)
    }

    #[must_use]
    pub fn render(&self) -> Markup {
        if self.groups.iter().all(|g| g.share.total == 0) {
            return self.frame.render_empty();
        }
        self.frame.render(&self.draw(), &self.table().render())
    }

    /// Where the widest interval ends.
    fn end(&self) -> f64 {
        let shares = self.groups.iter().map(|g| g.share);
        let own = shares.filter_map(Share::interval).map(|i| i.1).fold(0.0, f64::max);
        own.max(self.overall.percent().unwrap_or(0.0))
    }

    fn draw(&self) -> Markup {
        let names = self.groups.iter().map(|g| g.label.as_str());
        let left = (widest(names, Font::Text) + 10.0).clamp(60.0, W * 0.42);
        let figures: Vec<String> = self.groups.iter().map(|g| g.share.figures()).collect();
        let right = (widest(figures.iter().map(String::as_str), Font::Text) + 8.0).min(84.0);
        let (rows, bottom) = self.lay_out(&figures, left - 8.0, right - 6.0);
        let scale =
            Scale::from_zero(0.0, self.end().max(self.scale_end.and_then(usable).unwrap_or(0.0)).min(100.0), 4, &UNIT);
        let x = |v: f64| scale.place(v, left, W - right);
        let body = html! {
            @for tick in scale.ticks() {
                (line("c-grid", (x(tick), TOP - 4.0), (x(tick), bottom + 2.0)))
            }
            (axis(&scale, left, W - right, bottom + 15.0))
            @if let Some(all) = self.overall.percent() {
                @let label = Label::centred(&format!("ensemble {}", decimal(all, 1)), Font::Axis, x(all), 0.0, W);
                (line("c-target", (x(all), TOP - 6.0), (x(all), bottom + 2.0)))
                (text("c-a c-mid", (label.x, TOP - 11.0), &label.text))
            }
            @for row in &rows { (row.draw(&x)) }
        };
        drawing(&self.frame, "", (W, bottom + BOTTOM), &self.description(), &body)
    }

    fn lay_out<'a>(&'a self, figures: &[String], left: f64, right: f64) -> (Vec<Laid<'a>>, f64) {
        let mut y = TOP;
        let mut rows = Vec::with_capacity(self.groups.len());
        for (group, figures) in self.groups.iter().zip(figures) {
            let name = wrap(&group.label, Font::Text, left, 2);
            let figures = wrap(figures, Font::Text, right, 2);
            let height = if name.len().max(figures.len()) > 1 { ROW + LINE } else { ROW };
            rows.push(Laid { group, name, figures, y: y + height / 2.0 });
            y += height;
        }
        (rows, y)
    }

    fn description(&self) -> String {
        let groups: Vec<String> = self
            .groups
            .iter()
            .map(|g| match g.share.percent() {
                Some(p) => format!("{}{NBSP}: {}", g.label, UNIT.show(p)),
                None => format!("{}{NBSP}: personne", g.label),
            })
            .collect();
        let all = self.overall.percent().map_or_else(String::new, |p| format!(" Ensemble{NBSP}: {}.", UNIT.show(p)));
        format!("{}, avec leur marge à 95{NARROW}%.{all}", groups.join(", "))
    }

    fn table(&self) -> Table<'_> {
        let rows = self.groups.iter().map(|g| Row::new(&g.label, cells(g.share, g.href.clone(), true))).collect();
        Table {
            caption: &self.frame.title,
            head: vec![&self.dimension, &self.counted, &self.among, "Part", "Marge à 95\u{202f}%"],
            rows,
            foot: Some(Row::new("Ensemble", cells(self.overall, None, false))),
        }
    }
}

impl Laid<'_> {
    fn draw(&self, x: &impl Fn(f64) -> f64) -> Markup {
        html! {
            (lines("c-t", 0.0, self.y, &self.name))
            @if let (Some(p), Some((low, high))) = (self.group.share.percent(), self.group.share.interval()) {
                (line("c-ci", (x(low), self.y), (x(high), self.y)))
                (circle("c-fill", (x(p), self.y), 4.5))
            }
            (lines("c-t c-end", W, self.y, &self.figures))
        }
    }
}

/// Lines of text centred on `y`.
pub(crate) fn lines(class: &str, x: f64, y: f64, words: &[String]) -> Markup {
    let first = y + 4.0 - if words.len() > 1 { LINE / 2.0 } else { 0.0 };
    html! {
        @for (words, dy) in words.iter().zip([0.0, LINE, 2.0 * LINE]) { (text(class, (x, first + dy), words)) }
    }
}

/// Graduations under a horizontal axis, the unit on the last one, as many as fit.
fn axis(scale: &Scale, from: f64, to: f64, y: f64) -> Markup {
    let ticks = scale.ticks();
    let last = scale.high();
    let words: Vec<String> =
        ticks.iter().map(|t| if *t >= last { UNIT.show_short(*t) } else { UNIT.bare(*t) }).collect();
    let at: Vec<(f64, &str)> = ticks.iter().zip(&words).map(|(t, w)| (scale.place(*t, from, to), w.as_str())).collect();
    html! {
        @for label in crate::layout::thin_out(&at, 0.0, W) { (text("c-a c-mid", (label.x, y), &label.text)) }
    }
}

fn cells(share: Share, href: Option<String>, interval: bool) -> Vec<Cell> {
    let margin = match share.interval() {
        Some((low, high)) if interval => Cell::number(format!("{} à {}", decimal(low, 1), percent(high, 1))),
        _ => Cell::Words("sans objet".into()),
    };
    let part = share.percent().map_or_else(|| Cell::Words("sans objet".into()), |p| Cell::number(UNIT.show(p)));
    vec![Cell::Number { text: integer(share.count), href }, Cell::number(integer(share.total)), part, margin]
}

impl Share {
    /// « 29 / 81 »: both numbers, since a share of few says little.
    fn figures(self) -> String {
        format!("{} / {}", integer(self.count), integer(self.total))
    }
}
