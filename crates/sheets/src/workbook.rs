//! XLSX, streamed cell by cell.

use std::io::Cursor;

use calamine::{DataRef, ExcelDateTime, Reader, SheetVisible, Xlsx, XlsxError};
use chrono::{NaiveDateTime, NaiveTime, Timelike};

use crate::grid::{Grid, MAX_COLUMNS};
use crate::{Format, Options, Refusal, Table, Value};

pub(crate) fn read(bytes: &[u8], options: &Options) -> Result<Table, Refusal> {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(refusal)?;
    let visible = |sheet: &&calamine::Sheet| sheet.visible == SheetVisible::Visible;
    let mut names: Vec<String> =
        workbook.sheets_metadata().iter().filter(visible).map(|sheet| sheet.name.clone()).collect();
    if names.is_empty() {
        names = workbook.sheet_names();
    }
    choose_sheet(&names, options, |name| {
        let grid = read_sheet(&mut workbook, name, options)?;
        Ok((grid, Format::Xlsx { sheet: name.to_owned() }))
    })
}

/// The sheet asked for; else the first that holds a table; else the first that holds anything.
pub(crate) fn choose_sheet(
    names: &[String],
    options: &Options,
    mut read: impl FnMut(&str) -> Result<(Grid, Format), Refusal>,
) -> Result<Table, Refusal> {
    let mut first_filled = None;
    let mut chosen = None;
    for name in names {
        if options.sheet.as_ref().is_some_and(|wanted| wanted != name) {
            continue;
        }
        let (grid, format) = read(name)?;
        match Table::from_grid(grid, format, options) {
            Ok(table) if is_table(&table) || options.sheet.is_some() => {
                chosen = Some((name, table));
                break;
            }
            Ok(table) => {
                first_filled.get_or_insert((name, table));
            }
            Err(Refusal::OnlyBlank | Refusal::NoSuchHeader(_)) if options.sheet.is_none() => {}
            Err(refusal) => return Err(refusal),
        }
    }
    let (name, mut table) = match (chosen.or(first_filled), &options.sheet, options.header_line) {
        (Some(found), _, _) => found,
        (None, Some(wanted), _) => return Err(Refusal::NoSuchSheet(wanted.clone())),
        (None, None, Some(line @ 1..)) => return Err(Refusal::NoSuchHeader(line)),
        (None, None, _) => return Err(Refusal::OnlyBlank),
    };
    table.other_sheets = names.iter().filter(|other| *other != name).cloned().collect();
    Ok(table)
}

fn is_table(table: &Table) -> bool {
    !table.header_lines.is_empty() && table.header.len() >= 2 && table.row_count() >= 1
}

fn read_sheet(workbook: &mut Xlsx<Cursor<&[u8]>>, name: &str, options: &Options) -> Result<Grid, Refusal> {
    let mut grid = Grid::new(options.max_rows);
    // Chart sheets have no cells.
    let Ok(mut cells) = workbook.worksheet_cells_reader(name) else { return Ok(grid) };
    let mut line = None;
    let mut shown = String::new();
    while let Some(cell) = cells.next_cell().map_err(refusal)? {
        let (row, column) = cell.get_position();
        if let Some(before) = line.filter(|before| *before != row) {
            if row < before {
                return Err(Refusal::Damaged);
            }
            grid.end_row(before + 1)?;
        }
        line = Some(row);
        if column as usize >= MAX_COLUMNS {
            if matches!(cell.get_value(), DataRef::Empty) {
                continue;
            }
            return Err(Refusal::TooManyColumns { line: row + 1, max: MAX_COLUMNS });
        }
        while grid.open_cells() < column as usize {
            grid.push("", Value::Empty);
        }
        shown.clear();
        let value = show(cell.get_value(), &mut shown);
        grid.push(&shown, value);
    }
    if let Some(line) = line {
        grid.end_row(line + 1)?;
    }
    Ok(grid)
}

/// Writes the cell as a French reader would see it.
fn show(data: &DataRef<'_>, out: &mut String) -> Value {
    match data {
        DataRef::Empty => Value::Empty,
        DataRef::String(text) => {
            out.push_str(text);
            Value::Text
        }
        DataRef::SharedString(text) => {
            out.push_str(text);
            Value::Text
        }
        DataRef::Int(number) => show_number(*number as f64, out),
        DataRef::Float(number) => show_number(*number, out),
        DataRef::Bool(truth) => show_bool(*truth, out),
        DataRef::DateTime(serial) => show_serial(serial, out),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => show_iso(text, out),
        DataRef::Error(error) => {
            out.push_str(&error.to_string());
            Value::Error
        }
    }
}

/// `612345678`, never `612345678.0`.
pub(crate) fn show_number(number: f64, out: &mut String) -> Value {
    use std::fmt::Write;
    write!(out, "{number}").expect("writing to a String cannot fail");
    Value::Number(number)
}

pub(crate) fn show_bool(truth: bool, out: &mut String) -> Value {
    out.push_str(if truth { "VRAI" } else { "FAUX" });
    Value::Bool(truth)
}

fn show_serial(serial: &ExcelDateTime, out: &mut String) -> Value {
    // Durations first: as dates they would fall in 1900.
    if serial.is_duration() {
        return show_duration(serial.as_f64() * 86_400.0, out);
    }
    match serial.as_datetime() {
        Some(at) if (0.0..1.0).contains(&serial.as_f64()) => show_time(at.time(), out),
        Some(at) => show_datetime(at, out),
        None => show_number(serial.as_f64(), out),
    }
}

/// ISO dates and times: `2026-10-03`, `2026-10-03T11:45:00`, `PT11H45M`.
pub(crate) fn show_iso(text: &str, out: &mut String) -> Value {
    let date = || text.parse::<chrono::NaiveDate>().ok().and_then(|date| date.and_hms_opt(0, 0, 0));
    let moment = || text.trim_end_matches('Z').parse::<NaiveDateTime>().ok();
    if let Some(at) = date().or_else(moment) {
        return show_datetime(at, out);
    }
    if let Some(seconds) = iso_duration(text) {
        return show_duration(seconds, out);
    }
    out.push_str(text);
    Value::Text
}

fn show_datetime(at: NaiveDateTime, out: &mut String) -> Value {
    use std::fmt::Write;
    // Serials are fractions of a day: round to the second what was typed as such.
    let at = at.checked_add_signed(chrono::Duration::milliseconds(500)).unwrap_or(at);
    let at = at.with_nanosecond(0).unwrap_or(at);
    if at.time() == NaiveTime::MIN {
        write!(out, "{}", at.format("%d/%m/%Y")).expect("writing to a String cannot fail");
        Value::Date(at.date())
    } else {
        write!(out, "{}", at.format("%d/%m/%Y %H:%M")).expect("writing to a String cannot fail");
        Value::DateTime(at)
    }
}

fn show_time(time: NaiveTime, out: &mut String) -> Value {
    use std::fmt::Write;
    write!(out, "{}", time.format("%H:%M")).expect("writing to a String cannot fail");
    Value::Time(time)
}

/// Less than a day is shown as a time of day, which is how hours are typed.
pub(crate) fn show_duration(seconds: f64, out: &mut String) -> Value {
    use std::fmt::Write;
    let whole = seconds.round();
    if (0.0..86_400.0).contains(&whole) {
        let time = NaiveTime::from_num_seconds_from_midnight_opt(whole as u32, 0).unwrap_or(NaiveTime::MIN);
        return show_time(time, out);
    }
    let minutes = (whole / 60.0).round() as i64;
    write!(out, "{}:{:02}", minutes / 60, (minutes % 60).abs()).expect("writing to a String cannot fail");
    Value::Duration(seconds)
}

/// Seconds in `PT11H45M30S`.
fn iso_duration(text: &str) -> Option<f64> {
    let mut seconds = 0.0;
    let mut number = String::new();
    for c in text.strip_prefix("PT")?.chars() {
        if c.is_ascii_digit() || c == '.' {
            number.push(c);
            continue;
        }
        let unit = match c {
            'H' => 3600.0,
            'M' => 60.0,
            'S' => 1.0,
            _ => return None,
        };
        seconds += number.parse::<f64>().ok()? * unit;
        number.clear();
    }
    number.is_empty().then_some(seconds)
}

fn refusal(error: XlsxError) -> Refusal {
    match error {
        XlsxError::Password => Refusal::Password,
        _ => Refusal::Damaged,
    }
}
