//! What surrounds every drawing: heading, sentence, data behind « Les données ».

use maud::{Markup, html};

use crate::number::NBSP;

/// Heading level of a chart in its page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    H2,
    H3,
    H4,
}

/// Identity and words of a chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    /// Unique on the page; the ids inside the chart begin with it.
    pub id: String,
    pub title: String,
    pub level: Level,
    /// One sentence: what the chart shows.
    pub reading: String,
    /// What opens the table.
    pub data_label: String,
    /// Said in the place of a chart that has nothing to draw.
    pub empty: String,
}

impl Frame {
    #[must_use]
    pub fn new(id: impl Into<String>, title: impl Into<String>, reading: impl Into<String>) -> Frame {
        Frame {
            id: id.into(),
            title: title.into(),
            level: Level::H3,
            reading: reading.into(),
            data_label: "Les données".into(),
            empty: "Aucune donnée à montrer sur cette période.".into(),
        }
    }

    #[must_use]
    pub fn level(mut self, level: Level) -> Frame {
        self.level = level;
        self
    }

    /// An id inside the chart. Spaces would cut it in two in `aria-labelledby`.
    pub(crate) fn part(&self, part: &str) -> String {
        let id: String = self.id.chars().map(|c| if c.is_whitespace() { '-' } else { c }).collect();
        format!("{id}-{part}")
    }

    pub(crate) fn render(&self, graphic: &Markup, table: &Markup) -> Markup {
        html! {
            figure.pu-chart aria-labelledby=(self.part("h")) {
                (self.heading())
                p.pu-chart__read { (self.reading) }
                (graphic)
                details.pu-data {
                    summary {
                        (self.data_label) span.fr-sr-only { (NBSP) ": " (self.title) }
                    }
                    (table)
                }
            }
        }
    }

    /// A sentence instead of an empty frame.
    pub(crate) fn render_empty(&self) -> Markup {
        html! {
            figure.pu-chart aria-labelledby=(self.part("h")) {
                (self.heading())
                p.pu-meta { (self.empty) }
            }
        }
    }

    fn heading(&self) -> Markup {
        let id = self.part("h");
        html! {
            @match self.level {
                Level::H2 => h2 id=(id) { (self.title) },
                Level::H3 => h3 id=(id) { (self.title) },
                Level::H4 => h4 id=(id) { (self.title) },
            }
        }
    }
}
