//! ODS, streamed: a row « repeated a million times » at the foot of a sheet must cost nothing.

use std::io::BufReader;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::grid::{Grid, MAX_COLUMNS};
use crate::workbook::{choose_sheet, show_bool, show_iso, show_number};
use crate::{Format, Options, Refusal, Table, Value, archive, xml};

pub(crate) fn read(bytes: &[u8], options: &Options) -> Result<Table, Refusal> {
    let mut sheets = read_sheets(bytes, options)?;
    let names: Vec<String> = sheets.iter().map(|(name, _)| name.clone()).collect();
    choose_sheet(&names, options, |name| {
        let at = sheets.iter().position(|(other, _)| other == name).ok_or(Refusal::Damaged)?;
        let (_, grid) = sheets.get_mut(at).ok_or(Refusal::Damaged)?;
        Ok((std::mem::take(grid), Format::Ods { sheet: name.to_owned() }))
    })
}

fn read_sheets(bytes: &[u8], options: &Options) -> Result<Vec<(String, Grid)>, Refusal> {
    let mut archive = archive::open(bytes)?;
    let content = archive.by_name("content.xml").map_err(|_| Refusal::Damaged)?;
    let mut reader = Reader::from_reader(BufReader::new(content));
    let mut sheets = Vec::new();
    let mut sheet: Option<Sheet> = None;
    let mut buffer = Vec::new();
    // Comments (annotations) hold paragraphs that are not the cell's.
    let mut in_comment = false;
    loop {
        buffer.clear();
        let event = reader.read_event_into(&mut buffer).map_err(|_| Refusal::Damaged)?;
        match event {
            Event::Start(tag) if tag.name().as_ref() == "office:annotation" => in_comment = true,
            Event::End(tag) if tag.name().as_ref() == "office:annotation" => in_comment = false,
            Event::Eof => return Ok(sheets),
            _ if in_comment => {}
            Event::Start(tag) if tag.name().as_ref() == "table:table" && sheet.is_none() => {
                sheet = Some(Sheet::new(attribute(&tag, "table:name").unwrap_or_default(), options));
            }
            Event::End(tag) if tag.name().as_ref() == "table:table" => {
                sheets.extend(sheet.take().map(|sheet| (sheet.name, sheet.grid)));
            }
            Event::Start(tag) => sheet.iter_mut().for_each(|sheet| sheet.open(&tag)),
            Event::Empty(tag) => {
                if let Some(sheet) = &mut sheet {
                    sheet.open(&tag);
                    sheet.close(tag.name().as_ref())?;
                }
            }
            Event::End(tag) => {
                if let Some(sheet) = &mut sheet {
                    sheet.close(tag.name().as_ref())?;
                }
            }
            Event::Text(text) => sheet.iter_mut().for_each(|sheet| sheet.text(&text)),
            Event::CData(text) => sheet.iter_mut().for_each(|sheet| sheet.text(&text)),
            Event::GeneralRef(name) => {
                if let Some(sheet) = &mut sheet {
                    sheet.text(&xml::entity(&name));
                }
            }
            Event::DocType(_) | Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {}
        }
    }
}

/// The sheet being read.
struct Sheet {
    name: String,
    grid: Grid,
    line: u32,
    row_repeat: u32,
    /// Empty cells seen since the last one that holds anything: written only if another follows.
    pending: usize,
    cell: Option<OpenCell>,
    in_paragraph: bool,
}

struct OpenCell {
    repeat: usize,
    kind: String,
    value: Option<String>,
    text: String,
    paragraphs: usize,
}

impl Sheet {
    fn new(name: String, options: &Options) -> Self {
        let grid = Grid::new(options.max_rows);
        Self { name, grid, line: 1, row_repeat: 1, pending: 0, cell: None, in_paragraph: false }
    }

    fn open(&mut self, tag: &BytesStart<'_>) {
        match tag.name().as_ref() {
            "table:table-row" => {
                self.row_repeat = repeat(tag, "table:number-rows-repeated") as u32;
                self.pending = 0;
            }
            "table:table-cell" | "table:covered-table-cell" => {
                let kind = attribute(tag, "office:value-type").unwrap_or_default();
                let value = [
                    "office:date-value",
                    "office:time-value",
                    "office:boolean-value",
                    "office:string-value",
                    "office:value",
                ]
                .iter()
                .find_map(|name| attribute(tag, name));
                let repeat = repeat(tag, "table:number-columns-repeated");
                self.cell = Some(OpenCell { repeat, kind, value, text: String::new(), paragraphs: 0 });
            }
            "text:p" => {
                if let Some(cell) = &mut self.cell {
                    if cell.paragraphs > 0 {
                        cell.text.push('\n');
                    }
                    cell.paragraphs += 1;
                }
                self.in_paragraph = true;
            }
            "text:s" => {
                let spaces = repeat(tag, "text:c").min(1_000);
                self.text(&" ".repeat(spaces));
            }
            "text:tab" => self.text("\t"),
            "text:line-break" => self.text("\n"),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(cell) = self.cell.as_mut().filter(|_| self.in_paragraph) {
            cell.text.push_str(text);
        }
    }

    fn close(&mut self, name: &str) -> Result<(), Refusal> {
        match name {
            "text:p" => self.in_paragraph = false,
            "table:table-cell" | "table:covered-table-cell" => {
                if let Some(cell) = self.cell.take() {
                    self.push(&cell)?;
                }
            }
            "table:table-row" => self.end_row()?,
            _ => {}
        }
        Ok(())
    }

    fn push(&mut self, cell: &OpenCell) -> Result<(), Refusal> {
        let mut shown = String::new();
        let value = cell.show(&mut shown);
        if value == Value::Empty {
            self.pending = self.pending.saturating_add(cell.repeat);
            return Ok(());
        }
        let width = self.grid.open_cells().saturating_add(self.pending).saturating_add(cell.repeat);
        if width > MAX_COLUMNS {
            return Err(Refusal::TooManyColumns { line: self.line, max: MAX_COLUMNS });
        }
        for _ in 0..std::mem::take(&mut self.pending) {
            self.grid.push("", Value::Empty);
        }
        for _ in 0..cell.repeat {
            self.grid.push(&shown, value);
        }
        Ok(())
    }

    fn end_row(&mut self) -> Result<(), Refusal> {
        let cells: Vec<(String, Value)> = if self.row_repeat > 1 && self.grid.open_cells() > 0 {
            self.grid.open_row().map(|cell| (cell.text.to_owned(), cell.value)).collect()
        } else {
            Vec::new()
        };
        self.grid.end_row(self.line)?;
        for copy in 1..if cells.is_empty() { 1 } else { self.row_repeat } {
            for (text, value) in &cells {
                self.grid.push(text, *value);
            }
            self.grid.end_row(self.line + copy)?;
        }
        self.line = self.line.saturating_add(self.row_repeat);
        Ok(())
    }
}

impl OpenCell {
    fn show(&self, out: &mut String) -> Value {
        let value = self.value.as_deref();
        match (self.kind.as_str(), value) {
            ("date" | "time", Some(value)) => show_iso(value, out),
            ("boolean", Some(value)) => show_bool(value == "true", out),
            ("float" | "percentage" | "currency", Some(value)) => match value.parse::<f64>() {
                Ok(number) => show_number(number, out),
                Err(_) => self.show_text(out),
            },
            ("string", Some(value)) if self.text.is_empty() => {
                out.push_str(value);
                if value.trim().is_empty() { Value::Empty } else { Value::Text }
            }
            _ => self.show_text(out),
        }
    }

    fn show_text(&self, out: &mut String) -> Value {
        out.push_str(&self.text);
        if self.text.trim().is_empty() { Value::Empty } else { Value::Text }
    }
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let attribute = tag.try_get_attribute(name).ok()??;
    Some(xml::attribute_text(&attribute))
}

fn repeat(tag: &BytesStart<'_>, name: &str) -> usize {
    attribute(tag, name).and_then(|times| times.parse().ok()).unwrap_or(1).clamp(1, 1 << 24)
}
