//! What midnight does.
use crate::reference::{date, schema};
use chrono::NaiveDate;
use cube::{Breakdown, Cube, Question, Row, Until};

fn counted(cube: &Cube, bit: u8) -> u32 {
    let question = Question {
        days: date(0)..=date(400),
        places: &[0],
        keep: &[],
        flags: 1 << bit,
        spans: &[],
        until: Until::default(),
        expiring: None,
        breakdowns: &[Breakdown::default()],
    };
    cube.count(&question).breakdowns[0].iter().map(|cell| cell.count(bit)).sum()
}

fn on(days: impl IntoIterator<Item = i64>, row: &Row, bit: u8) -> Vec<u32> {
    let mut cube = Cube::new(schema(), NaiveDate::MIN);
    cube.set(0, row.day, vec![row.clone()]);
    days.into_iter()
        .map(|day| {
            cube.advance(date(day));
            counted(&cube, bit)
        })
        .collect()
}

fn row() -> Row {
    Row { day: date(0), class: 0, flags: 0, milestones: [None; 5], expires: None, person: None }
}

#[test]
fn a_flag_that_expires_is_down_from_that_very_day_on() {
    let row = Row { flags: 0b0110, expires: Some(date(60)), ..row() };
    assert_eq!(on([0, 59, 60, 61], &row, 2), [1, 1, 0, 0]);
    assert_eq!(on([0, 59, 60, 61], &row, 1), [1, 1, 1, 1]);
}

#[test]
fn a_milestone_is_old_enough_on_the_day_it_reaches_its_age() {
    let mut milestones = [None; 5];
    milestones[4] = Some(10);
    let row = Row { flags: 1 << 40, milestones, ..row() };
    assert_eq!(on([100, 101, 375], &row, 32), [0, 1, 1]);
    assert_eq!(on([100, 101, 375], &row, 40), [0, 1, 1], "held back until then");
    assert_eq!(on([374, 375], &row, 33), [0, 1]);
}

#[test]
fn a_day_that_is_over_does_not_come_back() {
    let mut cube = Cube::new(schema(), date(70));
    cube.set(0, date(0), vec![Row { flags: 0b0100, expires: Some(date(60)), ..row() }]);
    cube.advance(date(10));
    assert_eq!(counted(&cube, 2), 0);
}
