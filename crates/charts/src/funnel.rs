//! Stages one after the other, each with who left there.

use maud::{Markup, html};

use crate::frame::Frame;
use crate::number::{integer, percent};
use crate::table::{Cell, Row, Table};

/// One step: how many got there, and in words who did not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stage {
    pub label: String,
    pub count: u64,
    /// « 41 injoignables, 6 inconnus »; for the first stage, where they come from.
    pub left: String,
    /// Provenance of the figure.
    pub href: Option<String>,
    /// A stage whose name and count other figures refer to.
    pub strong: bool,
}

/// A list, readable as it is, with a bar that stretches in each line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Funnel {
    pub frame: Frame,
    /// What is counted, as a column header: « Jeunes ».
    pub counted: String,
    pub stages: Vec<Stage>,
}

/// Width of a full bar in its own units; the page stretches it.
const FULL: f64 = 1000.0;
/// From here counts need the wider column of the style sheet (`pu-big`).
const WIDE_COUNT: u64 = 10_000;

impl Funnel {
    #[must_use]
    pub fn render(&self) -> Markup {
        if self.stages.is_empty() {
            return self.frame.render_empty();
        }
        let most = self.stages.iter().map(|s| s.count).max().unwrap_or(0).max(1);
        let list = html! {
            ol.pu-funnel {
                @for stage in &self.stages { (stage.render(most)) }
            }
        };
        let graphic = if most >= WIDE_COUNT {
            html! { div.pu-big { (list) } }
        } else {
            list
        };
        self.frame.render(&graphic, &self.table().render())
    }

    fn table(&self) -> Table<'_> {
        let mut before: Option<u64> = None;
        let mut rows = Vec::with_capacity(self.stages.len());
        for stage in &self.stages {
            let count = Cell::Number { text: integer(stage.count), href: stage.href.clone() };
            let (share, left) = match before {
                None => (Cell::Words("point de départ".into()), Cell::Words("sans objet".into())),
                Some(before) => (share(stage.count, before), Cell::Words(stage.left.clone())),
            };
            rows.push(Row::new(&stage.label, vec![count, share, left]));
            before = Some(stage.count);
        }
        Table {
            caption: &self.frame.title,
            head: vec!["Étape", &self.counted, "Part de l’étape d’avant", "Sortis ici"],
            rows,
            foot: None,
        }
    }
}

impl Stage {
    fn render(&self, most: u64) -> Markup {
        html! {
            li {
                span.pu-strong[self.strong] { (self.label) }
                svg viewBox="0 0 1000 18" preserveAspectRatio="none" aria-hidden="true" focusable="false" {
                    rect.c-track width="1000" height="18" {}
                    rect.c-fill width=(bar(self.count, most)) height="18" {}
                }
                @match &self.href {
                    Some(href) => a.pu-fig href=(href) { (integer(self.count)) },
                    None => b.pu-num { (integer(self.count)) },
                }
                span.pu-meta { (self.left) }
            }
        }
    }
}

/// One out of ten thousand must still be seen.
fn bar(count: u64, most: u64) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a bar's length needs no 53 bits")]
    let share = count as f64 / most as f64;
    if count == 0 { 0.0 } else { (share * FULL).max(8.0).round() }
}

fn share(count: u64, before: u64) -> Cell {
    if before == 0 {
        return Cell::Words("sans objet".into());
    }
    #[expect(clippy::cast_precision_loss, reason = "a share is printed with one decimal")]
    Cell::number(percent(100.0 * count as f64 / before as f64, 1))
}
