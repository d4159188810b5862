//! Which line names the columns? Judged by shape: short distinct texts, as wide as the table, above cells that look
//! different. What the caller knows of column names helps, never decides alone.

use std::collections::HashSet;

use crate::grid::Grid;
use crate::{Cell, Note, Options, Refusal, Row, TitleLine, Value, column_letters};

/// The header stands within the first lines that hold anything.
const SEARCHED: usize = 30;
/// Lines below it that are compared with it.
const COMPARED: usize = 30;

pub(crate) struct Found {
    pub names: Vec<String>,
    /// The cells of the naming line as they stand, to recognise it when it comes back.
    pub cells: Vec<String>,
    pub lines: Vec<u32>,
    pub above: Vec<TitleLine>,
    pub first_row: usize,
    pub notes: Vec<Note>,
}

pub(crate) fn find(grid: &Grid, options: &Options) -> Result<Found, Refusal> {
    let chosen = match options.header_line {
        Some(0) => None,
        Some(line) => {
            let at = (0..grid.len()).find(|index| grid.row(*index).line() == line);
            Some(at.ok_or(Refusal::NoSuchHeader(line))?)
        }
        None => likeliest(grid, options),
    };
    Ok(match chosen {
        Some(index) => with_header(grid, index, options),
        None => without_header(grid),
    })
}

fn likeliest(grid: &Grid, options: &Options) -> Option<usize> {
    let usual = usual_width(grid);
    let mut best: Option<(usize, f64)> = None;
    let mut data_above = 0;
    for index in 0..grid.len().min(SEARCHED) {
        if data_above >= 2 {
            break;
        }
        let shape = Shape::of(grid, index, options);
        let coverage = (shape.filled as f64 / usual as f64).min(1.0);
        let known = shape.share(shape.known);
        let labels = shape.share(shape.labels);
        let fits = coverage >= 0.6 && shape.share(shape.distinct) >= 0.5 && (labels >= 0.8 || known >= 0.5);
        if fits {
            let score = 2.0 * labels
                + shape.share(shape.distinct)
                + coverage
                + 1.5 * shape.share(shape.contrasted)
                + 3.0 * known
                - 2.0 * shape.share(shape.recurring);
            if best.is_none_or(|(_, top)| score > top + 0.05) {
                best = Some((index, score));
            }
        } else if coverage >= 0.6 && labels < 0.8 {
            data_above += 1;
        }
    }
    best.map(|(index, _)| index)
}

/// Filled cells of the median line.
fn usual_width(grid: &Grid) -> usize {
    let mut widths: Vec<usize> =
        (0..grid.len().min(SEARCHED + COMPARED)).map(|index| grid.row(index).filled()).collect();
    widths.sort_unstable();
    widths.get(widths.len() / 2).copied().unwrap_or(1).max(1)
}

/// What is counted in a line to judge whether it is a header.
struct Shape {
    filled: usize,
    labels: usize,
    distinct: usize,
    known: usize,
    /// Labels above cells most of which are no labels.
    contrasted: usize,
    /// Labels found again below in their column, as values are.
    recurring: usize,
}

impl Shape {
    fn of(grid: &Grid, index: usize, options: &Options) -> Self {
        let row = grid.row(index);
        let mut shape = Self { filled: 0, labels: 0, distinct: 0, known: 0, contrasted: 0, recurring: 0 };
        let mut seen = HashSet::new();
        for (column, cell) in row.cells().enumerate() {
            if cell.value == Value::Empty {
                continue;
            }
            shape.filled += 1;
            shape.distinct += usize::from(seen.insert(cell.text.trim()));
            shape.known += usize::from((options.is_column_name)(cell.text));
            if is_label(&cell) {
                shape.labels += 1;
                let below = Below::of(grid, index, column);
                shape.contrasted += usize::from(below.others > below.labels);
                shape.recurring += usize::from(below.same);
            }
        }
        shape
    }

    fn share(&self, count: usize) -> f64 {
        if self.filled == 0 { 0.0 } else { count as f64 / self.filled as f64 }
    }
}

struct Below {
    labels: usize,
    others: usize,
    same: bool,
}

impl Below {
    fn of(grid: &Grid, index: usize, column: usize) -> Self {
        let row = grid.row(index);
        let mine = row.cell(column).text.trim();
        let mut below = Self { labels: 0, others: 0, same: false };
        for other in (index + 1..grid.len()).take(COMPARED).map(|i| grid.row(i)) {
            let cell = other.cell(column);
            if cell.value == Value::Empty || same_row(&row, &other) {
                continue;
            }
            below.same |= cell.text.trim() == mine;
            if is_label(&cell) { below.labels += 1 } else { below.others += 1 }
        }
        below
    }
}

fn same_row(a: &Row<'_>, b: &Row<'_>) -> bool {
    (0..a.len().max(b.len())).all(|column| a.cell(column).text.trim() == b.cell(column).text.trim())
}

/// A short text with letters, few digits, and no address sign.
fn is_label(cell: &Cell<'_>) -> bool {
    let text = cell.text.trim();
    let (mut all, mut letters, mut digits) = (0, 0, 0);
    for c in text.chars() {
        all += 1;
        letters += usize::from(c.is_alphabetic());
        digits += usize::from(c.is_ascii_digit());
    }
    cell.value == Value::Text && letters > 0 && all <= 100 && digits * 3 <= all && !text.contains('@')
}

fn with_header(grid: &Grid, mut index: usize, options: &Options) -> Found {
    let mut notes = Vec::new();
    let mut lines = vec![grid.row(index).line()];
    let mut first_row = index + 1;
    let top = index;
    if options.header_line.is_none() && is_second_header(grid, index) {
        let second = grid.row(index + 1);
        lines.push(second.line());
        first_row += 1;
        let known = |row: &Row<'_>| row.cells().filter(|cell| (options.is_column_name)(cell.text)).count();
        if known(&second) > known(&grid.row(index)) {
            index += 1;
        }
        notes.push(Note {
            line: Some(second.line()),
            text: format!(
                "Les titres de colonnes tiennent sur deux lignes ({} et {})\u{a0}: ceux de la ligne {} sont retenus.",
                grid.row(top).line(),
                second.line(),
                grid.row(index).line(),
            ),
        });
    }
    let cells: Vec<String> = grid.row(index).cells().map(|cell| cell.text.trim().to_owned()).collect();
    let mut names: Vec<String> = cells.iter().map(|cell| one_line(cell)).collect();
    let mut above_until = top;
    if let Some(group) = top.checked_sub(1).map(|before| grid.row(before)).filter(|group| names_groups(group, &names)) {
        add_groups(&group, &mut names);
        lines.insert(0, group.line());
        above_until -= 1;
    }
    name_the_nameless(grid, first_row, &mut names);
    let above = (0..above_until).map(|index| title_line(&grid.row(index))).collect();
    Found { names, cells, lines, above, first_row, notes }
}

fn without_header(grid: &Grid) -> Found {
    let mut names = Vec::new();
    name_the_nameless(grid, 0, &mut names);
    let note = "Le fichier n’a pas de ligne de titres de colonnes\u{a0}: elles sont nommées par leur lettre.";
    Found {
        names,
        cells: Vec::new(),
        lines: Vec::new(),
        above: Vec::new(),
        first_row: 0,
        notes: vec![Note { line: None, text: note.to_owned() }],
    }
}

/// The line below names columns too: labels even where all the rest holds numbers and dates.
fn is_second_header(grid: &Grid, index: usize) -> bool {
    let (first, second) = (grid.row(index), grid.row(index + 1));
    if index + 2 >= grid.len() || same_row(&first, &second) {
        return false;
    }
    let (mut filled, mut labels, mut misplaced) = (0, 0, 0);
    for (column, cell) in second.cells().enumerate().filter(|(_, cell)| cell.value != Value::Empty) {
        filled += 1;
        if is_label(&cell) {
            labels += 1;
            let below = Below::of(grid, index + 1, column);
            misplaced += usize::from(below.others > below.labels);
        }
    }
    filled >= 2 && labels == filled && misplaced >= 2 && misplaced * 3 >= filled && filled * 2 > first.filled()
}

/// « Jeune | | | Responsable 1 | | »: a few labels above names of which several are the same.
fn names_groups(group: &Row<'_>, names: &[String]) -> bool {
    let filled = group.filled();
    let named = names.iter().filter(|name| !name.is_empty());
    let distinct: HashSet<_> = named.clone().collect();
    let labels = group.cells().filter(is_label).count();
    filled >= 2 && labels == filled && filled < distinct.len() && distinct.len() < named.count()
}

/// Names that stand several times take the name of their group before them.
fn add_groups(group: &Row<'_>, names: &mut [String]) {
    let all = names.to_vec();
    let mut current = "";
    for (column, name) in names.iter_mut().enumerate() {
        let label = group.cell(column).text.trim();
        if !label.is_empty() {
            current = label;
        }
        if !current.is_empty() && !name.is_empty() && all.iter().filter(|other| *other == name).count() > 1 {
            *name = format!("{} {name}", one_line(current));
        }
    }
}

/// A column without a name, but with cells below, is called by its letters; a last one that is empty is none.
fn name_the_nameless(grid: &Grid, first_row: usize, names: &mut Vec<String>) {
    while names.last().is_some_and(String::is_empty) {
        names.pop();
    }
    let sample: Vec<Row<'_>> = (first_row..grid.len()).take(COMPARED).map(|index| grid.row(index)).collect();
    let mostly_filled =
        |column: usize| sample.iter().filter(|row| row.cell(column).value != Value::Empty).count() * 2 > sample.len();
    let widest = sample.iter().map(Row::len).max().unwrap_or(0);
    if names.is_empty() {
        names.resize(widest, String::new());
    } else if let Some(last) = (names.len()..widest).rev().find(|column| mostly_filled(*column)) {
        names.resize(last + 1, String::new());
    }
    for (column, name) in names.iter_mut().enumerate().filter(|(_, name)| name.is_empty()) {
        *name = format!("Colonne {}", column_letters(column));
    }
}

fn title_line(row: &Row<'_>) -> TitleLine {
    let cells: Vec<&str> = row.cells().map(|cell| cell.text.trim()).filter(|text| !text.is_empty()).collect();
    TitleLine { line: row.line(), text: cells.join(" | ") }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
