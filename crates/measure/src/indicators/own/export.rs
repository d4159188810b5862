//! The indicators that people added, in the files of a dashboard.
use super::board::Line;
use super::model::{Kind, Shown};
use crate::words;
use base::french::fr;
use documents::{Cell, Column, Row, Sheet};

/// One row an indicator: its value, or the word that stands in its place.
pub fn sheet(lines: &[Line]) -> Sheet {
    let columns = vec![
        Column::text("Indicateur", 34),
        Column::text("Nom dans l’API", 20),
        Column::number("Valeur", 14),
        Column::text("Unité", 14),
        Column::text("Ce qui manque", 28),
        Column::number("Cible", 14),
        Column::text("Tenu par", 28),
        Column::number("Version", 10),
    ];
    let row = |line: &Line| {
        let sheet = &line.version.sheet;
        let number = |n: f64| match sheet.shown {
            Shown::Percent => Cell::Percent(n),
            _ => Cell::Decimal(n),
        };
        let unit = match (line.own.kind, sheet.shown) {
            (Kind::Qualitative, _) => "degré",
            (_, Shown::Percent) => "part",
            (_, Shown::Days) => "jours",
            (_, Shown::Number) => sheet.unit.as_str(),
        };
        Row::new([
            Cell::text(sheet.label.as_str()),
            Cell::text(line.own.code.as_str()),
            line.reading.number.map_or_else(|| Cell::text(line.reading.value.as_str()), number),
            Cell::text(unit),
            Cell::text(line.reading.note.as_str()),
            line.target.map_or(Cell::Empty, number),
            Cell::text(line.own.territory_name.as_str()),
            Cell::Whole(line.version.number),
        ])
    };
    Sheet { frozen: 1, ..Sheet::new("Indicateurs ajoutés", columns, lines.iter().map(row).collect()) }
}

/// Its line among the definitions.
pub fn definition_row(line: &Line) -> Row {
    let sheet = &line.version.sheet;
    let computed = match line.own.kind {
        Kind::Formula => sheet.formula.clone(),
        Kind::Entered => sheet.adds_up.label().to_owned(),
        Kind::Qualitative => sheet.scale.join(" / "),
    };
    Row::new([
        Cell::text(sheet.label.as_str()),
        Cell::text(line.own.code.as_str()),
        Cell::text(fr(&sheet.words)),
        Cell::text(computed),
        Cell::text(words::direction(sheet.direction)),
        Cell::Whole(line.version.number),
        Cell::Date(sheet.starts_on),
    ])
}
