//! What a careless release would do, and that the audit sees it.

use super::common::{country, rules, table};
use crate::{Axis, Breach, State, Status, Table, Wrong, audit, protect};

fn denominator() -> Axis {
    Axis::flat(2)
}

/// Places by rows; for each its numerator and its complement.
fn rates() -> Table {
    table(vec![country(), denominator()], &[30, 40, 2, 11, 9, 14, 12, 20])
}

fn cell(table: &Table, nodes: &[usize]) -> usize {
    table.cell(nodes).unwrap()
}

fn small_only(table: &Table) -> Vec<Status> {
    let small = |c| (1..5).contains(&table.value(c).unwrap());
    (0..table.len()).map(|c| if small(c) { Status::Small } else { Status::Shown }).collect()
}

#[test]
fn a_rate_with_a_small_numerator_is_hidden_with_its_complement_and_another_place() {
    let table = rates();
    let protected = protect(&table, &rules(Vec::new()));
    assert_eq!(protected.breaches, Vec::new());
    assert_eq!(protected.statuses[cell(&table, &[3, 1])], Status::Small);
    let hidden = protected.statuses.iter().filter(|s| **s == Status::ForAnother).count();
    assert_eq!(hidden, 3, "{:?}", protected.statuses);
    assert_eq!(protected.statuses[cell(&table, &[0, 0])], Status::Shown);
    assert_eq!(audit(&table, &rules(Vec::new()), &protected.statuses, &[]), Ok(()));
}

#[test]
fn without_cells_hidden_for_another_the_small_one_is_a_subtraction_away() {
    let table = rates();
    let breaches = audit(&table, &rules(Vec::new()), &small_only(&table), &[]).unwrap_err();
    let at = cell(&table, &[3, 1]);
    assert!(breaches.iter().all(|b| b.cell == at));
    assert_eq!(breaches[0], Breach { cell: at, insider: None, wrong: Wrong::RuledOut(1) });
}

#[test]
fn one_hidden_total_shown_gives_the_cell_back() {
    let table = table(vec![country()], &[3, 2, 7, 1]);
    let protected = protect(&table, &rules(Vec::new()));
    let hidden: Vec<usize> = (0..table.len()).filter(|c| protected.statuses[*c] == Status::ForAnother).collect();
    assert!(!hidden.is_empty());
    for total in hidden {
        let mut mutated = protected.statuses.clone();
        mutated[total] = Status::Shown;
        assert!(audit(&table, &rules(Vec::new()), &mutated, &protected.proof).is_err(), "cell {total}");
    }
}

#[test]
fn forgetting_the_complement_gives_the_numerator_back() {
    let both = rates();
    let numerators = Table::new(vec![country()], |n| both.value(cell(&both, &[n[0], 1])).unwrap()).unwrap();
    let alone = protect(&numerators, &rules(Vec::new()));
    assert_eq!(audit(&numerators, &rules(Vec::new()), &alone.statuses, &[]), Ok(()));
    let mut statuses = vec![Status::Shown; both.len()];
    for node in 0..6 {
        statuses[cell(&both, &[node, 1])] = alone.statuses[node];
    }
    assert!(audit(&both, &rules(Vec::new()), &statuses, &[]).is_err());
}

/// Three months of a quarter, by place: the first two were given in their time.
fn quarter(given: bool) -> Table {
    let mut quarter = table(vec![country(), Axis::flat(3)], &[20, 20, 20, 2, 9, 12, 8, 7, 6, 9, 13, 11]);
    if given {
        let month = Table::new(vec![country()], |n| quarter.value(cell(&quarter, &[n[0], 1])).unwrap()).unwrap();
        let released = protect(&month, &rules(Vec::new())).statuses;
        for (node, status) in released.iter().enumerate() {
            quarter.settle(cell(&quarter, &[node, 1]), State::Earlier(*status));
        }
        for node in 0..6 {
            quarter.settle(cell(&quarter, &[node, 2]), State::Earlier(Status::Shown));
        }
    }
    quarter
}

#[test]
fn what_an_earlier_release_gave_counts_as_known() {
    let known = quarter(true);
    let protected = protect(&known, &rules(Vec::new()));
    assert_eq!(protected.breaches, Vec::new());
    assert_eq!(audit(&known, &rules(Vec::new()), &protected.statuses, &[]), Ok(()));
    assert_eq!(protected.statuses[cell(&known, &[3, 2])], Status::Shown, "it cannot be taken back");
}

#[test]
fn forgetting_an_earlier_release_gives_the_cell_back() {
    let forgotten = protect(&quarter(false), &rules(Vec::new())).statuses;
    assert_eq!(audit(&quarter(false), &rules(Vec::new()), &forgotten, &[]), Ok(()));
    assert!(audit(&quarter(true), &rules(Vec::new()), &forgotten, &[]).is_err());
}

#[test]
fn what_was_given_too_openly_is_said_and_not_hidden_in_vain() {
    let mut table = table(vec![country()], &[30, 2, 9, 8]);
    for node in [0, 1, 2, 4, 5] {
        table.settle(node, State::Earlier(Status::Shown));
    }
    let protected = protect(&table, &rules(Vec::new()));
    assert!(protected.breaches.iter().all(|b| b.cell == 3));
    assert!(!protected.breaches.is_empty());
    assert!(audit(&table, &rules(Vec::new()), &protected.statuses, &protected.proof).is_err());
}

#[test]
fn the_owner_of_the_one_other_hidden_place_is_an_insider() {
    let table = table(vec![country()], &[30, 2, 9, 8]);
    let outsider = protect(&table, &rules(Vec::new()));
    let owners = rules(vec![vec![2], vec![3], vec![4], vec![5]]);
    assert!(audit(&table, &owners, &outsider.statuses, &[]).is_err());
    let protected = protect(&table, &owners);
    assert_eq!(protected.breaches, Vec::new());
    assert_eq!(audit(&table, &owners, &protected.statuses, &[]), Ok(()));
    assert_eq!(protected.statuses[4..6], [Status::ForAnother; 2]);
    assert_eq!(protected.statuses[..2], [Status::Shown; 2]);
}

#[test]
fn a_false_proof_is_not_believed() {
    let table = rates();
    let mut protected = protect(&table, &rules(Vec::new()));
    let statuses = small_only(&table);
    assert!(audit(&table, &rules(Vec::new()), &statuses, &protected.proof).is_err());
    for witness in &mut protected.proof {
        witness.changes.truncate(1);
    }
    assert!(audit(&table, &rules(Vec::new()), &statuses, &protected.proof).is_err());
}

#[test]
fn a_shown_small_number_and_a_sign_that_lies_are_breaches() {
    let table = table(vec![country()], &[9, 2, 3, 20]);
    let mut statuses = protect(&table, &rules(Vec::new())).statuses;
    statuses[3] = Status::Shown;
    statuses[5] = Status::Small;
    let wrong = |b: &Breach| matches!(b.wrong, Wrong::Shown | Wrong::Sign).then_some((b.cell, b.wrong));
    let breaches: Vec<_> =
        audit(&table, &rules(Vec::new()), &statuses, &[]).unwrap_err().iter().filter_map(wrong).collect();
    assert_eq!(breaches, [(3, Wrong::Shown), (5, Wrong::Sign)]);
}

#[test]
fn a_total_of_small_numbers_that_is_small_does_not_say_so() {
    let table = table(vec![country()], &[50, 1, 1, 1]);
    let protected = protect(&table, &rules(Vec::new()));
    assert_eq!(protected.breaches, Vec::new());
    assert_eq!(protected.statuses[1], Status::ForAnother);
    assert_eq!(protected.statuses[3..6], [Status::Small; 3]);
}

#[test]
fn what_is_never_given_may_hide_a_small_number_without_hiding_more() {
    let mut table = table(vec![country()], &[30, 2, 9, 8]);
    table.settle(4, State::Latent);
    let protected = protect(&table, &rules(Vec::new()));
    assert_eq!(protected.breaches, Vec::new());
    assert!(!protected.statuses.contains(&Status::ForAnother));
}

#[test]
fn sums_that_do_not_hold_are_refused() {
    assert!(Table::new(vec![Axis::flat(2)], |n| [5, 2, 2][n[0]]).is_err());
    let mut axis = Axis::flat(2);
    axis.sum(0, &[7]);
    assert!(Table::new(vec![axis], |_| 0).is_err());
}
