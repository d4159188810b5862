//! Figures set out for a person at a terminal.
use crate::api::figures::Figures;
use crate::api::question::Asked;
use base::french::{date_long, decimal, month_year, number, percent};
use chrono::NaiveDate;
use measure::figures::{Dimension, Value};
use network::territories::Territory;

/// A title, then one line an indicator; or, with a breakdown, one line a class and one column an indicator.
pub fn table(territory: &Territory, asked: &Asked, figures: &Figures) -> String {
    let of_activity = asked.indicators.iter().all(|indicator| indicator.is_activity());
    let mut text = format!(
        "{} : {} du {} au {}, {} {}{}\n\n",
        territory.title(),
        if of_activity { "activité" } else { "dossiers entrés" },
        date_long(figures.from),
        date_long(figures.to),
        if of_activity { "lue le" } else { "situations au" },
        date_long(figures.at),
        match (asked.question.known_on.is_some(), of_activity) {
            (true, true) => ", telle qu’on la savait ce jour-là",
            (true, false) => ", telles qu’on les savait ce jour-là",
            (false, _) => "",
        }
    );
    if asked.question.by.is_empty() {
        let values = figures.cells.iter().flat_map(|cell| &cell.values.0);
        let rows: Vec<Vec<String>> =
            values.map(|(indicator, value)| vec![indicator.label().to_owned(), shown(*value)]).collect();
        text.push_str(&aligned(&rows, 1));
        return text;
    }
    let head = asked.question.by.iter().map(|dimension| match dimension {
        Dimension::Month if of_activity => "Mois".to_owned(),
        dimension => dimension.label().to_owned(),
    });
    let head = head.chain(asked.indicators.iter().map(|indicator| indicator.label().to_owned())).collect();
    let rows = figures.cells.iter().map(|cell| {
        let classes = cell.classes.iter().map(|(dimension, class)| class_label(*dimension, class));
        classes.chain(cell.values.0.iter().map(|(_, value)| shown(*value))).collect()
    });
    let rows: Vec<Vec<String>> = std::iter::once(head).chain(rows).collect();
    if figures.cells.is_empty() {
        text.push_str(if of_activity { "Aucun geste.\n" } else { "Aucun dossier.\n" });
    } else {
        text.push_str(&aligned(&rows, asked.question.by.len()));
    }
    text
}

fn class_label(dimension: Dimension, class: &str) -> String {
    match dimension {
        Dimension::Month => format!("{class}-01").parse::<NaiveDate>().map_or_else(|_| class.to_owned(), month_year),
        other => other.class_label(class),
    }
}

fn shown(value: Value) -> String {
    match value {
        Value::Count(count) => number(count),
        Value::Rate { numerator, denominator } => percent(numerator as f64 / denominator as f64),
        Value::Days(days) => format!("{}\u{a0}j", decimal(days, if days.fract() == 0.0 { 0 } else { 1 })),
        Value::NotApplicable => "sans objet".into(),
    }
}

/// Columns of one width, two spaces apart; from the column `numbers` on, to the right.
fn aligned(rows: &[Vec<String>], numbers: usize) -> String {
    let columns = rows.first().map_or(0, Vec::len);
    let width = |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|c| c.chars().count()).max();
    let widths: Vec<usize> = (0..columns).map(|column| width(column).unwrap_or(0)).collect();
    let line = |row: &Vec<String>| {
        let cells = row.iter().zip(&widths).enumerate().map(|(column, (cell, width))| {
            if column < numbers { format!("{cell:<width$}") } else { format!("{cell:>width$}") }
        });
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned() + "\n"
    };
    rows.iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_aligned_by_letters_not_by_bytes() {
        let rows = [vec!["é".into(), "1".into()], vec!["ab".into(), "1\u{202f}000".into()]];
        assert_eq!(aligned(&rows, 1), "é       1\nab  1\u{202f}000\n");
    }

    #[test]
    fn what_does_not_apply_is_not_zero() {
        assert_eq!(shown(Value::NotApplicable), "sans objet");
        assert_eq!(shown(Value::Count(0)), "0");
        assert_eq!(shown(Value::Days(5.5)), "5,5\u{a0}j");
        assert_eq!(shown(Value::Days(5.0)), "5\u{a0}j");
    }
}
