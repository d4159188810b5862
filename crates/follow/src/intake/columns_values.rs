//! What a column means, by its values: for columns whose header nobody understands, or that have none.

use chrono::NaiveDate;
use sheets::{Row, Table, Value};

use super::columns::Meaning;
use super::dates::{self, Century};
use super::fields::Field;
use super::reading::{Level, Message};
use super::{phones, values};

/// Rows looked at.
const SAMPLED: usize = 300;
/// Fewer filled cells prove nothing.
const FEWEST: usize = 3;

/// Gives a meaning to unknown columns, and corrects communes written as codes.
pub(super) fn guess(table: &Table, today: NaiveDate, meanings: &mut [Meaning], messages: &mut Vec<Message>) {
    let sample: Vec<Row<'_>> = table.rows().take(SAMPLED).filter(|row| !table.repeats_header(row)).collect();
    for column in 0..meanings.len() {
        let Some(current) = meanings.get(column).copied() else { continue };
        let taken = |field: Field| meanings.contains(&Meaning::Field(field));
        let found = match current {
            Meaning::Field(Field::Commune)
                if !taken(Field::CommuneCode) && share(&sample, column, is_commune_code) > 0.9 =>
            {
                Some(Field::CommuneCode)
            }
            Meaning::Unknown => candidate(&sample, column, today).filter(|field| !taken(*field)),
            _ => None,
        };
        let Some(field) = found else { continue };
        if let Some(meaning) = meanings.get_mut(column) {
            *meaning = Meaning::Field(field);
        }
        if current == Meaning::Unknown {
            let name = table.header.get(column).cloned().unwrap_or_default();
            messages.push(Message {
                line: table.header_lines.last().copied(),
                text: format!(
                    "La colonne «\u{202f}{name}\u{202f}» est reconnue à ses valeurs\u{a0}: {}. Corrigez la correspondance si ce n’est pas cela.",
                    field.label(),
                ),
                column: Some(name),
                read: None,
                level: Level::Info,
            });
        }
    }
}

/// Can this text be a value of the field?
type Test<'a> = &'a dyn Fn(&str) -> bool;

fn candidate(sample: &[Row<'_>], column: usize, today: NaiveDate) -> Option<Field> {
    let is_birth_date = |text: &str| is_birth_date(text, today);
    let tests: [(Field, Test<'_>); 5] = [
        (Field::Ine, &|text| matches!(values::ine(text), values::IneRead::Valid(_))),
        (Field::Email, &|text| values::email(text).is_some()),
        (Field::SchoolUai, &|text| text.trim().len() >= 7 && values::uai(text).is_some()),
        (Field::BirthDate, &is_birth_date),
        (Field::Phone, &is_phone),
    ];
    tests.into_iter().find(|(_, test)| share(sample, column, test) >= 0.8).map(|(field, _)| field).or_else(|| {
        // Postcodes last, and all of them: many codes have five digits.
        (share(sample, column, |text| text.trim().len() == 5 && values::postcode(text).is_some()) == 1.0)
            .then_some(Field::Postcode)
    })
}

/// Share of the filled cells that pass; none when too few are filled.
fn share(sample: &[Row<'_>], column: usize, test: impl Fn(&str) -> bool) -> f64 {
    let filled = sample.iter().map(|row| row.cell(column)).filter(|cell| cell.value != Value::Empty);
    let (mut all, mut passed) = (0, 0);
    for cell in filled {
        all += 1;
        passed += usize::from(test(cell.text));
    }
    if all < FEWEST { 0.0 } else { passed as f64 / all as f64 }
}

/// A date written as one (not a mere number) on which somebody between 12 and 35 was born.
fn is_birth_date(text: &str, today: NaiveDate) -> bool {
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return false;
    }
    matches!(dates::parse(text, Century::Past(today)), Ok(Some(date)) if (12..=35).contains(&dates::age_on(date, today)))
}

/// Ten digits with a sign of it; nine digits alone could be any number.
fn is_phone(text: &str) -> bool {
    let starts = text.trim_start().starts_with(['0', '+', '(']);
    starts && phones::read(text).phones.iter().any(|phone| phone.readable)
}

fn is_commune_code(text: &str) -> bool {
    values::commune_code(text).is_some()
}
