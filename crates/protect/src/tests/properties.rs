//! Small tables protected, then attacked by trying every table.

use std::collections::BTreeSet;

use super::brute::{lines, possible};
use super::common::{THRESHOLD, country, rules, table};
use crate::{Axis, Rules, Status, Table, audit, protect};
use proptest::prelude::*;

/// Tables of the shapes a caller has, small enough to try them all.
fn tables() -> impl Strategy<Value = Table> {
    let count = prop_oneof![1 => Just(0u32), 4 => 1..5u32, 3 => 5..9u32];
    (0..4usize, prop::collection::vec(count, 4..=8)).prop_map(|(shape, leaves)| {
        let axes = match shape {
            0 => vec![country()],
            1 => vec![Axis::flat(2), Axis::flat(2)],
            2 => vec![Axis::flat(3), Axis::flat(2)],
            _ => vec![country(), Axis::flat(1)],
        };
        table(axes, &leaves)
    })
}

fn owners(table: &Table) -> Vec<Vec<usize>> {
    let totals: BTreeSet<usize> = table.axes()[0].sums().iter().map(|s| s.total).collect();
    (0..table.axes()[0].nodes()).filter(|n| !totals.contains(n)).map(|n| vec![n]).collect()
}

/// The values that nobody must be able to rule out.
fn must_stay(table: &Table, statuses: &[Status], cell: usize) -> BTreeSet<u32> {
    let value = table.value(cell).unwrap();
    match statuses[cell] {
        Status::Small => (1..THRESHOLD).collect(),
        Status::ForAnother if (1..THRESHOLD).contains(&value) => (value..value + THRESHOLD - 1).collect(),
        _ => BTreeSet::new(),
    }
}

/// An insider knows the cells that the zeros make equal to his.
fn knows(table: &Table, insider: &[usize], cell: usize) -> bool {
    let mut same = BTreeSet::from([cell]);
    loop {
        let before = same.len();
        for (total, parts) in lines(table) {
            let parts: Vec<usize> = parts.into_iter().filter(|p| table.value(*p).unwrap() > 0).collect();
            if parts.len() == 1 && (same.contains(&total) || same.contains(&parts[0])) {
                same.extend([total, parts[0]]);
            }
        }
        if same.len() == before {
            return same.iter().any(|c| insider.contains(&table.nodes(*c)[0]));
        }
    }
}

fn holds(table: &Table, statuses: &[Status], insider: &[usize]) -> Result<(), String> {
    let found = possible(table, statuses, insider, 12);
    for (cell, found) in found.iter().enumerate() {
        let missing: Vec<u32> = must_stay(table, statuses, cell).difference(found).copied().collect();
        if !missing.is_empty() && !knows(table, insider, cell) {
            return Err(format!("cell {cell} cannot be {missing:?} for {insider:?}: {statuses:?}"));
        }
    }
    Ok(())
}

fn shown(table: &Table, statuses: &[Status]) -> Vec<(usize, u32, Status)> {
    (0..table.len()).map(|c| (c, table.value(c).unwrap(), statuses[c])).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn whoever_tries_every_table_cannot_rule_out_a_value(table in tables()) {
        let rules = rules(Vec::new());
        let protected = protect(&table, &rules);
        if protected.breaches.is_empty() {
            prop_assert_eq!(holds(&table, &protected.statuses, &[]), Ok(()), "{:?}", shown(&table, &protected.statuses));
            prop_assert_eq!(audit(&table, &rules, &protected.statuses, &protected.proof), Ok(()));
            prop_assert_eq!(audit(&table, &rules, &protected.statuses, &[]), Ok(()));
        }
    }

    #[test]
    fn the_owner_of_a_place_cannot_either(table in tables()) {
        let rules = rules(owners(&table));
        let protected = protect(&table, &rules);
        if protected.breaches.is_empty() {
            for insider in [Vec::new()].iter().chain(&rules.insiders.perimeters) {
                let held = holds(&table, &protected.statuses, insider);
                prop_assert_eq!(held, Ok(()), "{:?}", shown(&table, &protected.statuses));
            }
            prop_assert_eq!(audit(&table, &rules, &protected.statuses, &[]), Ok(()));
        }
    }

    #[test]
    fn nothing_is_left_unprotected_when_nothing_was_given_before(table in tables()) {
        prop_assert_eq!(protect(&table, &rules(Vec::new())).breaches, Vec::new());
        prop_assert_eq!(protect(&table, &rules(owners(&table))).breaches, Vec::new());
    }

    #[test]
    fn whole_blocks_hidden_first_are_proved_too(table in tables(), from in 1..100u32) {
        let rules = Rules { whole_block_from: from, ..rules(owners(&table)) };
        let protected = protect(&table, &rules);
        prop_assert_eq!(&protected.breaches, &Vec::new());
        for insider in [Vec::new()].iter().chain(&rules.insiders.perimeters) {
            let held = holds(&table, &protected.statuses, insider);
            prop_assert_eq!(held, Ok(()), "{:?}", shown(&table, &protected.statuses));
        }
        prop_assert_eq!(audit(&table, &rules, &protected.statuses, &[]), Ok(()));
    }

    #[test]
    fn what_a_short_search_leaves_is_hidden_around_until_it_is_proved(table in tables()) {
        let rules = Rules { steps_per_question: 2000, steps_in_all: 2000, looks_in_all: 1, ..rules(owners(&table)) };
        let protected = protect(&table, &rules);
        if protected.breaches.is_empty() {
            prop_assert_eq!(audit(&table, &rules, &protected.statuses, &protected.proof), Ok(()));
            for insider in [Vec::new()].iter().chain(&rules.insiders.perimeters) {
                let held = holds(&table, &protected.statuses, insider);
                prop_assert_eq!(held, Ok(()), "{:?}", shown(&table, &protected.statuses));
            }
        }
    }

    #[test]
    fn small_numbers_are_not_shown_and_the_sign_says_true(table in tables()) {
        let protected = protect(&table, &rules(owners(&table)));
        for (cell, value, status) in shown(&table, &protected.statuses) {
            match value {
                0 => prop_assert_ne!(status, Status::Small),
                1..THRESHOLD => prop_assert_ne!(status, Status::Shown, "cell {}", cell),
                _ => prop_assert_ne!(status, Status::Small, "cell {}", cell),
            }
        }
    }

    #[test]
    fn no_cell_could_be_shown_again(table in tables()) {
        for rules in [rules(Vec::new()), rules(owners(&table))] {
            let protected = protect(&table, &rules);
            for cell in 0..table.len() {
                if protected.statuses[cell] == Status::ForAnother && !(1..THRESHOLD).contains(&table.value(cell).unwrap()) {
                    let mut fewer = protected.statuses.clone();
                    fewer[cell] = Status::Shown;
                    prop_assert!(audit(&table, &rules, &fewer, &protected.proof).is_err(), "cell {cell} was not needed");
                }
            }
        }
    }

    #[test]
    fn the_same_table_always_gets_the_same_signs(table in tables()) {
        let rules = Rules { steps_per_question: 50, steps_in_all: 500, ..rules(owners(&table)) };
        let (one, two) = (protect(&table, &rules), protect(&table.clone(), &rules));
        prop_assert_eq!(one.statuses, two.statuses);
        prop_assert_eq!(one.proof, two.proof);
    }

    #[test]
    fn the_audit_agrees_with_trying_every_table(table in tables(), hidden in prop::collection::vec(any::<bool>(), 20)) {
        let composite = |c: usize| protect(&table, &rules(Vec::new())).statuses[c] == Status::ForAnother;
        let statuses: Vec<Status> = (0..table.len()).map(|c| match table.value(c).unwrap() {
            0 => Status::Shown,
            1..THRESHOLD if composite(c) => Status::ForAnother,
            1..THRESHOLD => Status::Small,
            _ if hidden[c % hidden.len()] => Status::ForAnother,
            _ => Status::Shown,
        }).collect();
        let audited = audit(&table, &rules(Vec::new()), &statuses, &[]);
        prop_assert_eq!(audited.is_ok(), holds(&table, &statuses, &[]).is_ok(), "{:?} {:?}", audited, shown(&table, &statuses));
    }
}
