//! How each format writes a formula. Rows and columns are counted from 0; the header is above the rows.
use std::ops::Range;

/// The marks around references.
pub(crate) struct Dialect {
    start: &'static str,
    open: &'static str,
    to: &'static str,
    close: &'static str,
}

/// `=SUM(C2:C4)`
pub(crate) const EXCEL: Dialect = Dialect { start: "=", open: "", to: ":", close: "" };
/// `of:=SUM([.C2:.C4])`
pub(crate) const OPEN_FORMULA: Dialect = Dialect { start: "of:=", open: "[.", to: ":.", close: "]" };

impl Dialect {
    /// The sum of a column over these rows.
    pub fn sum(&self, column: usize, rows: &Range<usize>) -> String {
        let Dialect { start, open, to, close } = self;
        let (first, last) = (place(column, rows.start), place(column, rows.end.max(rows.start + 1) - 1));
        format!("{start}SUM({open}{first}{to}{last}{close})")
    }

    /// In a row, the sum of columns divided by one.
    pub fn ratio(&self, row: usize, over: &[usize], under: usize) -> String {
        let Dialect { start, open, close, .. } = self;
        let one = |column: usize| format!("{open}{}{close}", place(column, row));
        let parts: Vec<String> = over.iter().map(|column| one(*column)).collect();
        let over = if parts.len() == 1 { parts.concat() } else { format!("({})", parts.join("+")) };
        format!("{start}{over}/{}", one(under))
    }
}

/// `C2`: the third column, the first row under the header.
fn place(column: usize, row: usize) -> String {
    format!("{}{}", letters(column), row + 2)
}

/// `A`, `Z`, `AA`…
fn letters(column: usize) -> String {
    let letter = char::from(b'A' + (column % 26) as u8);
    match column / 26 {
        0 => letter.to_string(),
        before => format!("{}{letter}", letters(before - 1)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_format_has_its_own_references() {
        assert_eq!(EXCEL.sum(2, &(0..3)), "=SUM(C2:C4)");
        assert_eq!(OPEN_FORMULA.sum(27, &(0..3)), "of:=SUM([.AB2:.AB4])");
        assert_eq!(EXCEL.ratio(4, &[3, 2], 1), "=(D6+C6)/B6");
        assert_eq!(OPEN_FORMULA.ratio(4, &[3, 2], 1), "of:=([.D6]+[.C6])/[.B6]");
        assert_eq!(EXCEL.ratio(0, &[3], 1), "=D2/B2");
    }

    #[test]
    fn columns_go_on_after_z() {
        let named: Vec<String> = [0, 25, 26, 51, 52, 701, 702].into_iter().map(letters).collect();
        assert_eq!(named, ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
    }
}
