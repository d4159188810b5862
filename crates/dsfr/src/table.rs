use maud::{Markup, Render, html};

use crate::Text;
use crate::field::and_class;

/// Order of a sorted column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    Ascending,
    Descending,
}

/// One column.
#[derive(Debug, Clone)]
pub struct Column<'a> {
    pub label: Text<'a>,
    /// Right-aligned, does not break.
    pub number: bool,
    /// Address that sorts by this column.
    pub sort: Option<Text<'a>>,
    /// How the table is sorted now, when it is by this column.
    pub sorted: Option<Direction>,
}

impl<'a> Column<'a> {
    pub fn text(label: impl Into<Text<'a>>) -> Self {
        Self { label: label.into(), number: false, sort: None, sorted: None }
    }

    pub fn number(label: impl Into<Text<'a>>) -> Self {
        Self { number: true, ..Self::text(label) }
    }
}

/// What becomes of a table on a phone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phone {
    /// Each row becomes a card, each cell carries the name of its column.
    Stacked,
    /// The same, two cells a line.
    StackedPairs,
    /// Stays a table and slides sideways inside a focusable frame.
    Scrolls,
    /// Narrow enough as it is.
    Fits,
}

/// One cell.
#[derive(Debug, Clone)]
pub struct Cell {
    pub content: Markup,
    /// Columns it spans.
    pub span: usize,
    pub class: &'static str,
}

impl From<Markup> for Cell {
    fn from(content: Markup) -> Self {
        Self { content, span: 1, class: "" }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        html! { (text) }.into()
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        html! { (text) }.into()
    }
}

/// What names a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Headed {
    /// Its first cell.
    First,
    /// Nothing (rare).
    No,
    /// Its only cell, which heads the rows that follow.
    Group,
}

/// One row.
#[derive(Debug, Clone)]
pub struct Row {
    pub cells: Vec<Cell>,
    pub headed: Headed,
    /// `is-own` for the reader's own line…
    pub class: &'static str,
}

impl Row {
    /// The first cell names the row.
    pub fn new<C: Into<Cell>>(header: impl Into<Cell>, cells: impl IntoIterator<Item = C>) -> Self {
        let cells = std::iter::once(header.into()).chain(cells.into_iter().map(Into::into)).collect();
        Self { cells, headed: Headed::First, class: "" }
    }

    /// No cell names the row (rare: prefer [`Row::new`]).
    pub fn plain<C: Into<Cell>>(cells: impl IntoIterator<Item = C>) -> Self {
        Self { cells: cells.into_iter().map(Into::into).collect(), headed: Headed::No, class: "" }
    }

    /// Heads the rows that follow, across the whole table.
    pub fn group(label: impl Into<Cell>) -> Self {
        Self { cells: vec![label.into()], headed: Headed::Group, class: "is-group" }
    }
}

/// A table of data.
#[derive(Debug, Clone)]
pub struct Table<'a> {
    /// What the table holds: said to screen readers, shown when `caption_shown`.
    pub caption: Text<'a>,
    pub caption_shown: bool,
    pub columns: Vec<Column<'a>>,
    pub rows: Vec<Row>,
    /// Totals.
    pub foot: Vec<Row>,
    pub tight: bool,
    pub phone: Phone,
    pub class: &'a str,
}

impl<'a> Table<'a> {
    pub fn new(caption: impl Into<Text<'a>>, columns: Vec<Column<'a>>, rows: Vec<Row>) -> Self {
        Self {
            caption: caption.into(),
            caption_shown: false,
            columns,
            rows,
            foot: Vec::new(),
            tight: true,
            phone: Phone::Stacked,
            class: "",
        }
    }

    fn classes(&self) -> String {
        let phone = match self.phone {
            Phone::Stacked => " pu-stackt",
            Phone::StackedPairs => " pu-stackt pu-stackt--2",
            Phone::Scrolls | Phone::Fits => "",
        };
        let tight = if self.tight { " pu-table--tight" } else { "" };
        format!("pu-table{tight}{phone}{}", and_class(self.class))
    }

    fn head(&self) -> Markup {
        html! {
            thead {
                tr {
                    @for column in &self.columns {
                        th scope="col" class=[column.number.then_some("n")] aria-sort=[column.sorted.map(aria_sort)] {
                            @if let Some(href) = &column.sort { a.pu-sort href=(href) { (column.label) } }
                            @else { (column.label) }
                        }
                    }
                }
            }
        }
    }

    fn row(&self, row: &Row) -> Markup {
        html! {
            tr class=[(!row.class.is_empty()).then_some(row.class)] {
                @for (n, cell) in row.cells.iter().enumerate() {
                    @if row.headed == Headed::Group {
                        th scope="rowgroup" colspan=(self.columns.len()) { (cell.content) }
                    } @else if n == 0 && row.headed == Headed::First {
                        th scope="row" class=[self.cell_class(n, cell)] colspan=[span(cell)] { (cell.content) }
                    } @else {
                        td class=[self.cell_class(n, cell)] colspan=[span(cell)] data-label=[self.data_label(n)] {
                            (cell.content)
                        }
                    }
                }
            }
        }
    }

    fn cell_class(&self, n: usize, cell: &Cell) -> Option<String> {
        let number = self.columns.get(n).is_some_and(|column| column.number);
        let class = match (number, cell.class) {
            (false, "") => return None,
            (true, "") => "n".to_owned(),
            (false, class) => class.to_owned(),
            (true, class) => format!("n {class}"),
        };
        Some(class)
    }

    /// Shown before the cell on a phone, where the head of the table is not.
    fn data_label(&self, n: usize) -> Option<String> {
        let stacked = matches!(self.phone, Phone::Stacked | Phone::StackedPairs);
        let label = &self.columns.get(n).filter(|_| stacked)?.label;
        (!label.is_empty()).then(|| format!("{label}\u{a0}:"))
    }
}

fn span(cell: &Cell) -> Option<usize> {
    (cell.span > 1).then_some(cell.span)
}

const fn aria_sort(direction: Direction) -> &'static str {
    match direction {
        Direction::Ascending => "ascending",
        Direction::Descending => "descending",
    }
}

impl Render for Table<'_> {
    fn render(&self) -> Markup {
        let table = html! {
            table class=(self.classes()) {
                caption class=[(!self.caption_shown).then_some("fr-sr-only")] { (self.caption) }
                (self.head())
                @for body in self.rows.chunk_by(|_, next| next.headed != Headed::Group) {
                    tbody { @for row in body { (self.row(row)) } }
                }
                @if !self.foot.is_empty() { tfoot { @for row in &self.foot { (self.row(row)) } } }
            }
        };
        html! {
            @if self.phone == Phone::Scrolls {
                div.pu-scroll tabindex="0" role="group" aria-label=(self.caption) { (table) }
            } @else { (table) }
        }
    }
}
