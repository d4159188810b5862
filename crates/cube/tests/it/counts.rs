//! Every cell of every question.
use crate::reference::{self, Asked, Placed, asked, date, placed, schema};
use chrono::{Datelike as _, NaiveDate};
use cube::{Answer, By, Cells, Cube, Kept, Row};
use proptest::prelude::*;

fn agrees(cube: &Cube, rows: &[Placed], asked: &Asked, today: NaiveDate) -> Result<(), TestCaseError> {
    is_right(asked.put(|question| cube.count(question)), rows, asked, today)
}

fn is_right(answer: Answer, rows: &[Placed], asked: &Asked, today: NaiveDate) -> Result<(), TestCaseError> {
    let until: Vec<_> = asked.until.iter().map(|day| reference::reached(rows, asked, *day)).collect();
    prop_assert_eq!(&answer.until, &until);
    prop_assert_eq!(answer.expiring, reference::expiring(rows, asked, today));
    prop_assert_eq!(answer.breakdowns.len(), asked.by.len());
    for (by, cells) in asked.by.iter().zip(&answer.breakdowns) {
        counts_agree(cells, rows, asked, by, today)?;
        spans_agree(cells, rows, asked, by, today)?;
    }
    Ok(())
}

fn counts_agree(
    cells: &Cells,
    rows: &[Placed],
    asked: &Asked,
    by: &[By],
    today: NaiveDate,
) -> Result<(), TestCaseError> {
    let expected = reference::cells(rows, asked, by, today);
    prop_assert_eq!(cells.iter().count(), expected.len());
    for cell in cells.iter() {
        let key = cell.key();
        prop_assert_eq!(by.iter().map(|by| cell.at(*by)).collect::<Vec<_>>(), key.clone());
        let Some((all, persons, counts)) = expected.get(&key) else {
            return Err(TestCaseError::fail("a cell too many"));
        };
        prop_assert_eq!((cell.rows(), cell.persons()), (*all, *persons), "{:?}", key);
        for bit in (0..48).filter(|bit| asked.flags >> bit & 1 == 1) {
            prop_assert_eq!(cell.count(bit), counts[usize::from(bit)], "flag {} of {:?}", bit, key);
        }
    }
    Ok(())
}

fn spans_agree(
    cells: &Cells,
    rows: &[Placed],
    asked: &Asked,
    by: &[By],
    today: NaiveDate,
) -> Result<(), TestCaseError> {
    let spans = reference::spans(rows, asked, by, today);
    prop_assert_eq!(cells.spans[0].keys().collect::<Vec<_>>(), spans.keys().collect::<Vec<_>>());
    for (key, days) in &spans {
        let seen = &cells.spans[0][key];
        let n = days.len();
        let middle = (f64::from(days[(n - 1) / 2]) + f64::from(days[n / 2])) / 2.0;
        prop_assert_eq!((seen.total(), seen.median()), (n as u64, Some(middle)));
        prop_assert_eq!(seen.percentile(90), Some(days[(n * 9).div_ceil(10) - 1]));
    }
    Ok(())
}

#[derive(Clone, Debug)]
enum Act {
    Add(Placed),
    /// The nth row still there is taken out.
    Take(prop::sample::Index),
    /// It becomes another one.
    Change(prop::sample::Index, Placed),
    Wait(i64),
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        3 => placed().prop_map(Act::Add),
        1 => any::<prop::sample::Index>().prop_map(Act::Take),
        2 => (any::<prop::sample::Index>(), placed()).prop_map(|(which, row)| Act::Change(which, row)),
        1 => (0_i64..200).prop_map(Act::Wait),
    ]
}

/// Sets the part of a row anew.
fn set(cube: &mut Cube, all: &[Placed], (place, row): &Placed) {
    let first = |day: NaiveDate| (day.year(), day.month());
    let same = all.iter().filter(|(at, other)| at == place && first(other.day) == first(row.day));
    cube.set(*place, row.day, same.map(|(_, row)| row.clone()).collect());
}

/// A table, and the rows it must hold.
struct Life {
    cube: Cube,
    rows: Vec<Placed>,
    today: i64,
}

impl Life {
    fn new() -> Self {
        Life { cube: Cube::new(schema(), date(0)), rows: vec![], today: 0 }
    }

    fn live(&mut self, act: Act) {
        let Life { cube, rows, today } = self;
        match act {
            Act::Add(row) => {
                rows.push(row.clone());
                set(cube, rows, &row);
            }
            Act::Take(which) if !rows.is_empty() => {
                let old = rows.swap_remove(which.index(rows.len()));
                set(cube, rows, &old);
            }
            Act::Change(which, row) if !rows.is_empty() => {
                let which = which.index(rows.len());
                let old = std::mem::replace(&mut rows[which], row.clone());
                set(cube, rows, &old);
                set(cube, rows, &row);
            }
            Act::Wait(days) => {
                *today += days;
                cube.advance(date(*today));
            }
            Act::Take(_) | Act::Change(..) => {}
        }
    }
}

fn built(rows: &[Placed], today: i64) -> Cube {
    let mut cube = Cube::new(schema(), date(today));
    rows.iter().for_each(|row| set(&mut cube, rows, row));
    cube
}

proptest! {
    #[test]
    fn a_table_built_at_once_answers_as_a_slow_reading(
        rows in prop::collection::vec(placed(), 0..120), asked in prop::collection::vec(asked(), 4), today in 0_i64..1000,
    ) {
        let cube = built(&rows, today);
        prop_assert_eq!((cube.len(), cube.is_empty()), (rows.len(), rows.is_empty()));
        for asked in &asked {
            agrees(&cube, &rows, asked, date(today))?;
        }
    }

    #[test]
    fn so_do_the_answers_kept_of_a_table_that_lives(
        acts in prop::collection::vec(act(), 0..100), asked in prop::collection::vec(asked(), 3), often in 1_usize..8,
    ) {
        let (mut life, kept) = (Life::new(), Kept::new(0));
        for (nth, act) in acts.into_iter().enumerate() {
            life.live(act);
            if nth % often == 0 {
                for asked in &asked {
                    let answer = asked.put(|question| kept.count(&life.cube, question));
                    is_right(answer, &life.rows, asked, date(life.today))?;
                }
            }
        }
    }

    #[test]
    fn so_does_a_table_that_lived(acts in prop::collection::vec(act(), 0..120), asked in prop::collection::vec(asked(), 4)) {
        let mut life = Life::new();
        acts.into_iter().for_each(|act| life.live(act));
        let Life { cube, rows, today } = life;
        prop_assert_eq!((cube.len(), cube.is_empty()), (rows.len(), rows.is_empty()));
        for asked in &asked {
            agrees(&cube, &rows, asked, date(today))?;
        }
    }
}

#[test]
fn a_class_of_a_thousand_rows_is_counted_whole() {
    let one = Row { day: date(3), class: 7, flags: 0b1001, milestones: [Some(2); 5], expires: None, person: None };
    let rows = vec![(0, one); 1000];
    let mut cube = Cube::new(schema(), date(10));
    set(&mut cube, &rows, &rows[0]);
    let asked = Asked {
        days: date(0)..=date(30),
        places: vec![0],
        keep: vec![],
        by: vec![vec![]],
        flags: 0xF,
        span_of: 1,
        milestone: 0,
        until: vec![],
        expiring: date(0)..=date(1),
    };
    agrees(&cube, &rows, &asked, date(10)).unwrap();
}
