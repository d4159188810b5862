//! The figures behind a drawing, as a real table.

use maud::{Markup, html};

/// Headers up to this long stand on one line above their numbers; longer ones may wrap.
const UNBROKEN: usize = 26;

/// What a cell holds.
#[derive(Debug, Clone)]
pub(crate) enum Cell {
    Number { text: String, href: Option<String> },
    Words(String),
}

impl Cell {
    pub(crate) fn number(text: impl Into<String>) -> Cell {
        Cell::Number { text: text.into(), href: None }
    }

    fn render(&self) -> Markup {
        match self {
            Cell::Number { text, href: Some(href) } => html! { a.pu-fig href=(href) { (text) } },
            Cell::Number { text, href: None } | Cell::Words(text) => html! { (text) },
        }
    }
}

/// A row: its header, a remark under it, its cells.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    pub header: String,
    pub remark: Option<String>,
    pub cells: Vec<Cell>,
}

impl Row {
    pub(crate) fn new(header: impl Into<String>, cells: Vec<Cell>) -> Row {
        Row { header: header.into(), remark: None, cells }
    }

    fn render(&self) -> Markup {
        html! {
            tr {
                th scope="row" {
                    (self.header)
                    @if let Some(remark) = &self.remark { " " span.pu-meta { (remark) } }
                }
                @for cell in &self.cells { td.n { (cell.render()) } }
            }
        }
    }
}

pub(crate) struct Table<'a> {
    pub caption: &'a str,
    /// The first is the header of the row headers.
    pub head: Vec<&'a str>,
    pub rows: Vec<Row>,
    pub foot: Option<Row>,
}

impl Table<'_> {
    pub(crate) fn render(&self) -> Markup {
        html! {
            table.pu-table.pu-table--tight {
                caption.fr-sr-only { (self.caption) }
                thead {
                    tr {
                        @for (i, name) in self.head.iter().enumerate() {
                            th.n[i > 0 && name.chars().count() <= UNBROKEN] scope="col" { (name) }
                        }
                    }
                }
                tbody { @for row in &self.rows { (row.render()) } }
                @if let Some(foot) = &self.foot { tfoot { (foot.render()) } }
            }
        }
    }
}
