//! A table for a spreadsheet as French offices open it: BOM, semicolons, CRLF; and no cell that a spreadsheet would compute.
use super::remarks::effect;
use super::store::Remark;

pub fn remarks(remarks: &[Remark]) -> String {
    let mut text = String::from("\u{feff}");
    row(&mut text, ["Ligne", "Colonne", "Lu", "Message", "Effet"]);
    for remark in remarks {
        let line = remark.line.map(|n| n.to_string()).unwrap_or_default();
        let column = remark.column_name.as_deref().unwrap_or_default();
        let read = remark.read.as_deref().unwrap_or_default();
        row(&mut text, [&line, column, read, &remark.text, effect(remark)]);
    }
    text
}

fn row(text: &mut String, cells: [&str; 5]) {
    for (n, cell) in cells.into_iter().enumerate() {
        if n > 0 {
            text.push(';');
        }
        text.push_str(&quoted(cell));
    }
    text.push_str("\r\n");
}

/// In quotes where needed; what a spreadsheet would take for a formula is shown as text, behind an apostrophe.
fn quoted(cell: &str) -> String {
    let guard = if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { "'" } else { "" };
    let cell = format!("{guard}{cell}");
    if cell.contains([';', '"', '\n', '\r']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spreadsheet_reads_the_cells_and_computes_none() {
        let remark = |read: &str, text: &str| Remark {
            line: Some(12),
            column_name: Some("NOM".into()),
            read: Some(read.into()),
            level: "refused".into(),
            text: text.into(),
            verdict: Some("refused".into()),
        };
        let text = remarks(&[remark("=HYPERLINK(\"x\";1)", "Nom vide."), remark("-2", "Un ; deux")]);
        let rows: Vec<&str> = text.split("\r\n").collect();
        assert_eq!(rows[0], "\u{feff}Ligne;Colonne;Lu;Message;Effet");
        assert_eq!(rows[1], "12;NOM;\"'=HYPERLINK(\"\"x\"\";1)\";Nom vide.;refusée");
        assert_eq!(rows[2], "12;NOM;'-2;\"Un ; deux\";refusée");
        assert_eq!(rows[3], "");
    }
}
