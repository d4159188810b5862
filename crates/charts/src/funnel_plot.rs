//! Funnel plot: a share against how many it is of, with the limits between which chance explains a gap.

use maud::{Markup, html};

use crate::frame::Frame;
use crate::funnel_drawing::Drawing;
use crate::number::{NARROW, NBSP, Unit, integer, percent};
use crate::proportion::Share;
use crate::svg::{circle, key_entry, line, shape};
use crate::table::{Cell, Row, Table};

const UNIT: Unit = Unit::PERCENT;
const NO_LIMITS: &str = "sans objet";

/// The limits at one size, out of a hundred: the lower, the upper.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FunnelLimits {
    pub size: u64,
    /// At 95 %.
    pub usual: (f64, f64),
    /// At 99.8 %.
    pub wide: (f64, f64),
}

/// Where a group stands; the caller knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// In the table only: a point of few people would draw the eye for nothing.
    TooSmall,
    /// Inside the limits at 99.8 %: a circle.
    Inside,
    /// Outside: a triangle that points away.
    Above,
    Below,
}

/// A group and its share.
#[derive(Debug, Clone, PartialEq)]
pub struct Spot {
    pub label: String,
    pub share: Share,
    pub standing: Standing,
    /// At its size.
    pub limits: FunnelLimits,
    /// What is said of it in the table: « dans les limites ».
    pub said: String,
    /// Named on the drawing.
    pub chosen: bool,
    /// Provenance of the share.
    pub href: Option<String>,
}

/// Points: one a group; dashes: the whole; curves: the limits at 95 % and 99.8 %. No order but the caller's.
#[derive(Debug, Clone, PartialEq)]
pub struct FunnelPlot {
    pub frame: Frame,
    /// What the groups are: « Plate-forme ».
    pub dimension: String,
    /// What is counted: « Contactés ».
    pub counted: String,
    /// Out of what: « Confirmés ».
    pub among: String,
    pub overall: Share,
    pub spots: Vec<Spot>,
    /// The curves, by growing size.
    pub limits: Vec<FunnelLimits>,
}

impl FunnelPlot {
    #[must_use]
    pub fn render(&self) -> Markup {
        if self.drawn().next().is_none() {
            return self.frame.render_empty();
        }
        let graphic = html! {
            div {
                div.pu-on-wide { (Drawing::new(self, 590.0, 330.0).draw("")) }
                div.pu-on-narrow { (Drawing::new(self, 366.0, 300.0).draw("n")) }
                (self.key())
            }
        };
        self.frame.render(&graphic, &self.table().render())
    }

    /// The groups that have a point.
    pub(crate) fn drawn(&self) -> impl Iterator<Item = (&Spot, f64)> {
        let shown = self.spots.iter().filter(|spot| spot.standing != Standing::TooSmall);
        shown.filter_map(|spot| Some((spot, spot.share.percent()?)))
    }

    fn key(&self) -> Markup {
        let apart = self.drawn().any(|(spot, _)| spot.standing != Standing::Inside);
        html! {
            p.pu-key {
                (key_entry((12.0, 10.0), &circle("c-hollow", (6.0, 5.0), 4.0), "dans les limites à 99,8\u{202f}%"))
                @if apart {
                    (key_entry((12.0, 10.0), &triangle((6.0, 5.0), Standing::Above), "au-delà de ces limites"))
                }
                (key_entry((24.0, 10.0), &line("c-limit", (0.0, 5.0), (24.0, 5.0)), "limites à 99,8\u{202f}%"))
                (key_entry((24.0, 10.0), &line("c-limit c-limit--2", (0.0, 5.0), (24.0, 5.0)), "à 95\u{202f}%"))
                (key_entry((24.0, 10.0), &line("c-target", (0.0, 5.0), (24.0, 5.0)), "ensemble"))
            }
        }
    }

    pub(crate) fn description(&self) -> String {
        let names = |standing: Standing| -> Vec<String> {
            let apart = self.drawn().filter(|(spot, _)| spot.standing == standing);
            apart.map(|(spot, share)| format!("{} ({})", spot.label, UNIT.show(share))).collect()
        };
        let mut said = vec![format!("Un point par {}{NBSP}: {}.", self.dimension.to_lowercase(), self.drawn().count())];
        said.extend(self.overall.percent().map(|all| format!("Ensemble{NBSP}: {}.", UNIT.show(all))));
        for (standing, words) in [(Standing::Above, "Au-dessus"), (Standing::Below, "Au-dessous")] {
            let names = names(standing);
            if !names.is_empty() {
                said.push(format!("{words} des limites à 99,8{NARROW}%{NBSP}: {}.", names.join(", ")));
            }
        }
        said.push("Le détail est dans le tableau.".into());
        said.join(" ")
    }

    fn table(&self) -> Table<'_> {
        let rows = self.spots.iter().map(|spot| {
            let mut cells = figures(spot.share, spot.href.clone());
            cells.extend([spot.limits.usual, spot.limits.wide].map(|limits| match spot.standing {
                Standing::TooSmall => Cell::Words(NO_LIMITS.into()),
                _ => Cell::number(between(limits)),
            }));
            cells.push(Cell::Words(spot.said.clone()));
            Row::new(&spot.label, cells)
        });
        let mut all = figures(self.overall, None);
        all.extend([NO_LIMITS, NO_LIMITS, "repère"].map(|words| Cell::Words(words.into())));
        Table {
            caption: &self.frame.title,
            head: vec![
                &self.dimension,
                &self.counted,
                &self.among,
                "Part",
                "Limites à 95\u{202f}%",
                "Limites à 99,8\u{202f}%",
                "Lecture",
            ],
            rows: rows.collect(),
            foot: Some(Row::new("Ensemble", all)),
        }
    }
}

/// « 24,1 à 38,9 % »
fn between((low, high): (f64, f64)) -> String {
    format!("{} à {}", crate::number::decimal(low, 1), percent(high, 1))
}

fn figures(share: Share, href: Option<String>) -> Vec<Cell> {
    let part = match share.percent() {
        Some(part) => Cell::Number { text: UNIT.show(part), href },
        None => Cell::Words("sans objet".into()),
    };
    vec![Cell::number(integer(share.count)), Cell::number(integer(share.total)), part]
}

/// A triangle that points away from the limits.
pub(crate) fn triangle(at: (f64, f64), standing: Standing) -> Markup {
    let way = if standing == Standing::Below { -1.0 } else { 1.0 };
    shape("c-fill", at, &[(0.0, -5.0 * way), (5.5, 4.0 * way), (-5.5, 4.0 * way)])
}
