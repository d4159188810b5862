//! Lines that are not somebody, and people who are not to be reported.

use chrono::NaiveDate;
use matching::fold;
use sheets::{Row, Value};

use super::candidate::ContractFacts;
use super::check_values::Draft;

/// A total line is short; a person called Total has a first name and a birth date.
const MOST_CELLS_OF_A_TOTAL: usize = 4;
const MOST_CELLS_OF_A_REMARK: usize = 2;

/// « TOTAL ; 318 »: the first word says so, and nobody was born.
pub(super) fn is_total(row: &Row<'_>, draft: &Draft) -> bool {
    if draft.birth_date.is_some() || row.filled() > MOST_CELLS_OF_A_TOTAL {
        return false;
    }
    let first = row.cells().find(|cell| cell.value != Value::Empty).map(|cell| fold(cell.text)).unwrap_or_default();
    let mut words = first.split(' ');
    let (word, next) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
    matches!(word, "total" | "totaux" | "effectif" | "effectifs" | "ensemble" | "soustotal")
        || (word == "sous" && matches!(next, "total" | "totaux"))
        || (matches!(word, "nombre" | "nb") && matches!(next, "total" | "de" | "d" | "lignes" | "jeunes" | "eleves"))
}

/// A remark at the foot of the table, the name of a group: one or two cells, and nobody.
pub(super) fn is_remark(row: &Row<'_>, draft: &Draft) -> bool {
    let born = draft.birth_date.is_some() || draft.birth_date_error;
    let identity = [draft.last_name.is_some(), !draft.first_names.is_empty(), born];
    let known = identity.iter().filter(|known| **known).count();
    row.filled() <= MOST_CELLS_OF_A_REMARK && known <= 1 && draft.ines.is_empty()
}

/// Since when the contract runs on a day: begun, neither ended nor broken, or begun again after a break.
pub(super) fn running_contract(contract: &ContractFacts, day: NaiveDate) -> Option<NaiveDate> {
    let started = contract.started_on?;
    let ended = contract.ends_on.is_some_and(|end| end < day);
    let broken = contract.broken_on.is_some_and(|broken| broken >= started);
    (!ended && !broken).then_some(started)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_contract_runs_until_it_ends_or_breaks() {
        let day = |month, day| NaiveDate::from_ymd_opt(2026, month, day).unwrap();
        let contract = |started, ends, broken| ContractFacts { started_on: started, ends_on: ends, broken_on: broken };
        let today = day(11, 24);
        let start = Some(day(3, 1));
        assert_eq!(running_contract(&contract(start, None, None), today), start);
        assert_eq!(running_contract(&contract(start, Some(day(12, 31)), None), today), start);
        assert_eq!(running_contract(&contract(start, Some(day(6, 30)), None), today), None, "ended");
        assert_eq!(running_contract(&contract(start, None, Some(day(6, 30))), today), None, "broken");
        assert_eq!(
            running_contract(&contract(Some(day(9, 1)), None, Some(day(6, 30))), today),
            Some(day(9, 1)),
            "a new one"
        );
        assert_eq!(running_contract(&contract(None, None, None), today), None, "no contract at all");
    }
}
