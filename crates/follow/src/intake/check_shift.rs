//! A line with too many cells: are its values still under their titles?

use chrono::NaiveDate;
use sheets::{Cell, Row, Value};

use super::dates::{self, Century};
use super::fields::Field;
use super::mapping::{Mapping, Use};
use super::{phones, values};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shift {
    /// Every value that can be checked fits its column.
    None,
    /// From this column on, values fit the column before theirs better.
    From(usize),
}

/// Compares how well the checkable values fit in place, and one place further.
pub(super) fn shift(row: &Row<'_>, mapping: &Mapping, today: NaiveDate) -> Shift {
    let extra = row.len().saturating_sub(mapping.columns.len()).max(1);
    let (mut in_place, mut further) = (0, 0);
    let mut first_wrong = None;
    for (index, column) in mapping.columns.iter().enumerate() {
        let Use::Field(field) = column.usage else { continue };
        match fits(field, &row.cell(index), today) {
            Some(true) => in_place += 1,
            Some(false) => {
                first_wrong.get_or_insert(index);
            }
            None => {}
        }
        // Only the columns after the first misfit may have moved.
        if first_wrong.is_some() && fits(field, &row.cell(index + extra), today) == Some(true) {
            further += 1;
        }
    }
    match first_wrong {
        Some(index) if further > 0 || in_place == 0 => Shift::From(index),
        _ => Shift::None,
    }
}

/// Whether a value can stand in a field; `None` when the field takes any text, or the cell is empty.
fn fits(field: Field, cell: &Cell<'_>, today: NaiveDate) -> Option<bool> {
    if cell.value == Value::Empty {
        return None;
    }
    let text = cell.text.trim();
    Some(match field {
        Field::BirthDate
        | Field::LeftOn
        | Field::ContractStart
        | Field::ContractEnd
        | Field::ContractBroken
        | Field::EventDate => {
            // 31/02 is a date in its place, though none.
            !matches!(
                dates::read(cell, Century::Past(today)),
                Err(dates::DateError::Unreadable | dates::DateError::Incomplete)
            )
        }
        Field::Postcode | Field::SchoolPostcode => text.len() <= 8 && values::postcode(text).is_some(),
        Field::Sex => values::sex(text).is_some(),
        Field::Email | Field::Guardian1Email | Field::Guardian2Email => text.contains('@'),
        Field::Phone | Field::Guardian1Phone | Field::Guardian2Phone => !phones::read(text).phones.is_empty(),
        Field::SchoolUai => values::uai(text).is_some(),
        Field::KnownToMissionLocale => values::yes_or_no(text).is_some(),
        _ => return None,
    })
}
