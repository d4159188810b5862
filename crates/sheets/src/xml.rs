//! XML exports: the element that repeats makes the rows, what it holds makes the columns, by path.
//!
//! Two passes over the text: the first counts the elements, the second reads the rows. Entities other than the five
//! of XML are refused, so nothing outside the file is ever read and nothing expands.

use std::collections::HashMap;

use quick_xml::XmlVersion;
use quick_xml::events::attributes::Attribute;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Reader, escape};

use crate::grid::{Grid, MAX_COLUMNS};
use crate::{Encoding, Format, Options, Refusal, Table, Value, encoding};

const DEEPEST: usize = 64;
const MOST_PATHS: usize = 10_000;
/// Values kept from outside the rows.
const MOST_DOCUMENT_VALUES: usize = 200;

pub(crate) fn read(bytes: &[u8], options: &Options) -> Result<Table, Refusal> {
    let wanted = options.encoding.or_else(|| declared_encoding(bytes));
    let decoded = encoding::decode(bytes, wanted)?;
    let text = decoded.text.trim_start_matches(['\u{feff}', ' ', '\n', '\r', '\t']);
    let skipped = decoded.text.len() - text.len();
    let first_line = 1 + count_lines(decoded.text.get(..skipped).unwrap_or(""));

    let record = record_path(text, first_line, options)?;
    let rows = Rows::read(text, first_line, &record, options)?;
    let name = record.last().cloned().unwrap_or_default();
    let mut grid = rows.grid;
    let unnumbered = grid.lines_repeat();
    if unnumbered {
        grid.number_by_rank();
    }
    let format = Format::Xml { encoding: decoded.encoding, record: name.clone() };
    let mut table = Table::with_header(grid, format, rows.columns);
    table.document = rows.document;
    if unnumbered {
        let text =
            format!("Le fichier XML n’a pas de retours à la ligne\u{a0}: les lignes sont comptées par élément {name}.");
        table.notes.push(crate::Note { line: None, text });
    }
    if table.row_count() == 0 { Err(Refusal::XmlWithoutRows) } else { Ok(table) }
}

/// `<?xml version="1.0" encoding="ISO-8859-15"?>`
fn declared_encoding(bytes: &[u8]) -> Option<Encoding> {
    let head = bytes.get(..bytes.len().min(200))?;
    let head: String = head.iter().map(|byte| char::from(*byte)).collect();
    let declaration = head.get(..head.find("?>")?)?;
    let value = declaration.split("encoding").nth(1)?.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    Encoding::from_name(value.get(1..)?.split(quote).next()?)
}

fn count_lines(text: &str) -> u32 {
    text.bytes().filter(|byte| *byte == b'\n').count() as u32
}

/// What the two passes see: names without prefix, texts, and the line of each start.
enum Step<'a> {
    Open(BytesStart<'a>, u32),
    Close,
    Text(std::borrow::Cow<'a, str>),
}

/// Walks the document and checks that it is whole and harmless.
fn walk<'a>(
    text: &'a str,
    first_line: u32,
    mut see: impl FnMut(Step<'a>) -> Result<(), Refusal>,
) -> Result<(), Refusal> {
    let mut reader = Reader::from_str(text);
    let (mut line, mut counted, mut depth) = (first_line, 0, 0_usize);
    loop {
        let start = reader.buffer_position() as usize;
        line += count_lines(text.get(counted..start).unwrap_or(""));
        counted = start;
        let event = reader.read_event().map_err(|_| {
            let at = reader.error_position() as usize;
            Refusal::BrokenXml { line: line + count_lines(text.get(counted..at).unwrap_or("")) }
        })?;
        match event {
            Event::Start(tag) => {
                depth += 1;
                if depth > DEEPEST {
                    return Err(Refusal::BrokenXml { line });
                }
                see(Step::Open(tag, line))?;
            }
            Event::Empty(tag) => {
                see(Step::Open(tag, line))?;
                see(Step::Close)?;
            }
            Event::End(_) => {
                depth = depth.saturating_sub(1);
                see(Step::Close)?;
            }
            Event::Text(text) => see(Step::Text(text.into_inner()))?,
            Event::CData(text) => see(Step::Text(text.into_inner()))?,
            Event::GeneralRef(name) => see(Step::Text(entity(&name).into()))?,
            Event::DocType(doctype) if doctype.contains("<!ENTITY") => return Err(Refusal::XmlEntities),
            Event::Eof if depth > 0 => return Err(Refusal::BrokenXml { line }),
            Event::Eof => return Ok(()),
            Event::DocType(_) | Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {}
        }
    }
}

/// `&amp;` → `&`, `&#233;` → `é`; any other stays as written.
pub(crate) fn entity(name: &BytesRef<'_>) -> String {
    match name.resolve_char_ref() {
        Ok(Some(c)) => c.to_string(),
        _ => match escape::resolve_predefined_entity(name) {
            Some(text) => text.to_owned(),
            None => format!("&{};", &**name),
        },
    }
}

pub(crate) fn attribute_text(attribute: &Attribute<'_>) -> String {
    match attribute.normalized_value(XmlVersion::Implicit1_0) {
        Ok(text) => text.into_owned(),
        Err(_) => attribute.value.to_string(),
    }
}

/// An element, by its path from the root.
struct Node {
    name: String,
    parent: usize,
    depth: usize,
    count: usize,
    attributes: usize,
    children: HashMap<String, usize>,
}

/// First pass: the path of the element that makes the rows.
fn record_path(text: &str, first_line: u32, options: &Options) -> Result<Vec<String>, Refusal> {
    let node =
        |name: String, parent, depth| Node { name, parent, depth, count: 0, attributes: 0, children: HashMap::new() };
    let mut nodes = vec![node(String::new(), 0, 0)];
    let mut at = 0;
    walk(text, first_line, |step| {
        match step {
            Step::Open(tag, line) => {
                let name = tag.local_name().as_ref().to_owned();
                let known = nodes.get(at).and_then(|node| node.children.get(&name)).copied();
                let (next, depth) = (nodes.len(), nodes.get(at).map_or(0, |node| node.depth));
                let found = known.unwrap_or(next);
                if known.is_none() {
                    if next >= MOST_PATHS {
                        return Err(Refusal::TooManyColumns { line, max: MAX_COLUMNS });
                    }
                    nodes.push(node(name.clone(), at, depth + 1));
                    nodes.iter_mut().skip(at).take(1).for_each(|parent| _ = parent.children.insert(name.clone(), next));
                }
                at = found;
                if let Some(node) = nodes.get_mut(at) {
                    node.count += 1;
                    node.attributes = node.attributes.max(tag.attributes().count());
                }
            }
            Step::Close => at = nodes.get(at).map_or(0, |node| node.parent),
            Step::Text(_) => {}
        }
        Ok(())
    })?;

    let leaves = count_leaves(&nodes);
    // Width counts twice: a pupil with two guardians is a row, not each guardian.
    let width = |node: &Node, leaves: &usize| leaves + node.attributes;
    let candidates = || nodes.iter().zip(&leaves).skip(1).filter(|(node, leaves)| width(node, leaves) > 0);
    let named = candidates()
        .filter(|(node, _)| options.record_elements.iter().any(|name| name.eq_ignore_ascii_case(&node.name)))
        .max_by_key(|(node, _)| (node.count, usize::MAX - node.depth));
    let repeated = || {
        candidates()
            .filter(|(node, leaves)| node.count >= 2 && width(node, leaves) >= 2)
            .max_by_key(|(node, leaves)| (node.count * width(node, leaves).pow(2), usize::MAX - node.depth))
    };
    let (mut found, _) = named.or_else(repeated).ok_or(Refusal::XmlWithoutRows)?;
    let mut path = vec![found.name.clone()];
    while let Some(parent) = nodes.get(found.parent).filter(|parent| parent.depth > 0) {
        path.push(parent.name.clone());
        found = parent;
    }
    path.reverse();
    Ok(path)
}

/// Distinct paths without children below each node. Children always come after their parent.
fn count_leaves(nodes: &[Node]) -> Vec<usize> {
    let mut leaves = vec![0; nodes.len()];
    for (index, node) in nodes.iter().enumerate().skip(1).rev() {
        let below = leaves.get(index).copied().unwrap_or(0);
        let own = if node.children.is_empty() { 1 } else { below };
        if let Some(parent) = leaves.get_mut(node.parent) {
            *parent += own;
        }
    }
    leaves
}

/// Second pass.
struct Rows<'a> {
    grid: Grid,
    columns: Vec<String>,
    by_path: HashMap<String, usize>,
    document: Vec<(String, String)>,
    record: &'a [String],
    open: Vec<Open>,
    /// Line of the record being read, and its cells by column.
    current: Option<(u32, Vec<String>)>,
}

struct Open {
    name: String,
    text: String,
    /// How many times each child was met: the second is called « NAME 2 ».
    children: Vec<(String, usize)>,
}

impl<'a> Rows<'a> {
    fn read(text: &str, first_line: u32, record: &'a [String], options: &Options) -> Result<Self, Refusal> {
        let mut rows = Self {
            grid: Grid::new(options.max_rows),
            columns: Vec::new(),
            by_path: HashMap::new(),
            document: Vec::new(),
            record,
            open: Vec::new(),
            current: None,
        };
        walk(text, first_line, |step| match step {
            Step::Open(tag, line) => rows.start(&tag, line),
            Step::Close => rows.end(),
            Step::Text(text) => {
                if let Some(open) = rows.open.last_mut() {
                    open.text.push_str(&text);
                }
                Ok(())
            }
        })?;
        Ok(rows)
    }

    fn start(&mut self, tag: &BytesStart<'_>, line: u32) -> Result<(), Refusal> {
        let local = tag.local_name().as_ref().to_owned();
        let mut name = local.clone();
        if let Some(parent) = self.open.last_mut().filter(|_| self.current.is_some()) {
            let times = match parent.children.iter_mut().find(|(child, _)| *child == local) {
                Some((_, times)) => {
                    *times += 1;
                    *times
                }
                None => {
                    parent.children.push((local, 1));
                    1
                }
            };
            if times > 1 {
                name = format!("{name} {times}");
            }
        }
        self.open.push(Open { name, text: String::new(), children: Vec::new() });
        if self.current.is_none() && self.is_record() {
            self.current = Some((line, Vec::new()));
        }
        if self.current.is_some() {
            for attribute in tag.attributes().flatten() {
                let name = attribute.key.local_name().as_ref().to_owned();
                let path = self.column_path(Some(&name));
                self.set(path, attribute_text(&attribute))?;
            }
        }
        Ok(())
    }

    fn is_record(&self) -> bool {
        self.open.len() == self.record.len() && self.open.iter().zip(self.record).all(|(open, name)| open.name == *name)
    }

    fn end(&mut self) -> Result<(), Refusal> {
        let is_end_of_record = self.current.is_some() && self.open.len() == self.record.len();
        let text = self.open.last_mut().map(|open| std::mem::take(&mut open.text)).unwrap_or_default();
        if self.current.is_some() {
            if !is_end_of_record {
                let has_children = self.open.last().is_some_and(|open| !open.children.is_empty());
                if !has_children || !text.trim().is_empty() {
                    let path = self.column_path(None);
                    self.set(path, text)?;
                }
            }
        } else if !text.trim().is_empty() && self.document.len() < MOST_DOCUMENT_VALUES {
            let path: Vec<&str> = self.open.iter().skip(1).map(|open| open.name.as_str()).collect();
            self.document.push((path.join("/"), text.trim().to_owned()));
        }
        self.open.pop();
        if is_end_of_record && let Some((line, cells)) = self.current.take() {
            for cell in &cells {
                self.grid.push(cell, Value::Text);
            }
            self.grid.end_row(line)?;
        }
        Ok(())
    }

    /// Path below the record: `ADRESSE/VILLE`.
    fn column_path(&self, attribute: Option<&str>) -> String {
        let inside = self.open.iter().skip(self.record.len()).map(|open| open.name.as_str());
        inside.chain(attribute).collect::<Vec<_>>().join("/")
    }

    fn set(&mut self, path: String, text: String) -> Result<(), Refusal> {
        let next = self.columns.len();
        let column = match self.by_path.get(&path) {
            Some(column) => *column,
            None => {
                self.columns.push(path.clone());
                self.by_path.insert(path, next);
                next
            }
        };
        let Some((line, cells)) = &mut self.current else { return Ok(()) };
        if column >= MAX_COLUMNS {
            return Err(Refusal::TooManyColumns { line: *line, max: MAX_COLUMNS });
        }
        if cells.len() <= column {
            cells.resize(column + 1, String::new());
        }
        if let Some(cell) = cells.get_mut(column).filter(|_| !text.trim().is_empty()) {
            *cell = text.trim().to_owned();
        }
        Ok(())
    }
}
