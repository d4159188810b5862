//! XLSX: typed cells, the header in sight, formulas with their results (LibreOffice shows 0 for those without).
use crate::formula::EXCEL;
use crate::text::{clean, tabs};
use crate::workbook::{Cell, Row, Sheet, Workbook};
use rust_xlsxwriter::{DocProperties, Format, FormatAlign, FormatBorder, Formula, Worksheet, XlsxError};

pub(crate) fn write(workbook: &Workbook) -> Result<Vec<u8>, XlsxError> {
    let mut file = rust_xlsxwriter::Workbook::new();
    file.set_properties(
        &DocProperties::new().set_title(clean(&workbook.title)).set_creation_datetime(&workbook.made_at),
    );
    let (plain, total) = (Styles::new(&Format::new()), Styles::new(&total()));
    for (sheet, tab) in workbook.sheets.iter().zip(tabs(workbook)) {
        let page = file.add_worksheet().set_name(tab)?;
        head(page, sheet)?;
        for (n, row) in sheet.rows.iter().enumerate() {
            line(page, n, row, if row.is_total { &total } else { &plain })?;
        }
    }
    file.save_to_buffer()
}

/// How each kind of cell looks.
struct Styles {
    text: Format,
    sign: Format,
    whole: Format,
    decimal: Format,
    percent: Format,
    date: Format,
}

impl Styles {
    fn new(base: &Format) -> Styles {
        let base = base.clone().set_align(FormatAlign::Top);
        Styles {
            text: base.clone().set_text_wrap(),
            sign: base.clone().set_italic().set_align(FormatAlign::Right),
            whole: base.clone().set_num_format("#,##0"),
            decimal: base.clone().set_num_format("#,##0.0"),
            percent: base.clone().set_num_format("0.0\"\u{202f}\"%"),
            date: base.set_num_format("dd/mm/yyyy"),
        }
    }

    /// Half days show their half, whole ones do not show « ,0 ».
    fn number(&self, n: f64) -> &Format {
        if n.fract() == 0.0 { &self.whole } else { &self.decimal }
    }
}

fn total() -> Format {
    Format::new().set_bold().set_border_top(FormatBorder::Thin)
}

fn head(page: &mut Worksheet, sheet: &Sheet) -> Result<(), XlsxError> {
    let text = Format::new()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::Bottom)
        .set_background_color("#EEEEEE")
        .set_border_bottom(FormatBorder::Thin);
    let number = text.clone().set_align(FormatAlign::Right);
    for (n, column) in sheet.columns.iter().enumerate() {
        let n = n as u16;
        page.set_column_width(n, column.width)?;
        let format = if column.is_number { &number } else { &text };
        page.write_string_with_format(0, n, clean(&column.label), format)?;
    }
    page.set_freeze_panes(1, sheet.frozen as u16)?;
    page.set_repeat_rows(0, 0)?;
    page.set_landscape().set_print_fit_to_pages(1, 0);
    Ok(())
}

fn line(page: &mut Worksheet, n: usize, row: &Row, styles: &Styles) -> Result<(), XlsxError> {
    for (column, cell) in row.cells.iter().enumerate() {
        let (y, x) = (n as u32 + 1, column as u16);
        match cell {
            Cell::Empty => page.write_blank(y, x, &styles.text)?,
            Cell::Text(text) => page.write_string_with_format(y, x, clean(text), &styles.text)?,
            Cell::Sign(words) => page.write_string_with_format(y, x, *words, &styles.sign)?,
            Cell::Whole(count) => page.write_number_with_format(y, x, *count as f64, &styles.whole)?,
            Cell::Decimal(value) => page.write_number_with_format(y, x, *value, styles.number(*value))?,
            Cell::Percent(ratio) => page.write_number_with_format(y, x, *ratio, &styles.percent)?,
            Cell::Date(day) => page.write_datetime_with_format(y, x, *day, &styles.date)?,
            Cell::Sum { rows, result } => {
                let formula = Formula::new(EXCEL.sum(column, rows)).set_result(result.to_string());
                page.write_formula_with_format(y, x, formula, &styles.whole)?
            }
            Cell::Ratio { over, under, result } => {
                let formula = Formula::new(EXCEL.ratio(n, over, *under)).set_result(result.to_string());
                page.write_formula_with_format(y, x, formula, &styles.percent)?
            }
        };
    }
    Ok(())
}
