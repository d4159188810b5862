//! Whatever the files, the totals balance and nobody is created twice.
use super::Outcome as _;
use super::files::{Line, siei};
use crate::world::World;
use base::testing::{ENGINES, Engine};
use chrono::NaiveDate;
use matching::{Identity, Verdict, compare};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

const LAST: [&str; 6] = ["LE GOFF", "Le Gof", "MÉVEL-RIOUAL", "Mevel Rioual", "RIOU", ""];
const FIRST: [&str; 6] = ["Yanis", "YANIS", "Jean-Pierre", "Jean Pierre", "Inès", "Ines"];
const BORN: [&str; 6] = ["09/03/2009", "03/09/2009", "09/03/2008", "31/02/2008", "14/06/2014", ""];
const INE: [&str; 4] = ["", "", "080514237KD", "081204773HB"];

fn line() -> impl Strategy<Value = Line> {
    (0..LAST.len(), 0..FIRST.len(), 0..BORN.len(), 0..INE.len())
        .prop_map(|(last, first, born, ine)| Line::new(LAST[last], FIRST[first], BORN[born]).ine(INE[ine]))
}

#[derive(db::FromRow)]
struct Somebody {
    id: db::Id,
    last_name: String,
    first_names: String,
    born_on: NaiveDate,
}

async fn bring_all(engine: Engine, lists: &[Vec<Line>]) {
    let world = World::new(engine).await;
    for (n, list) in lists.iter().enumerate() {
        let report = world.bring(&format!("{n}.csv"), siei(list)).await;
        let [created, ..] = report.totals();
        assert_eq!(report.lines, list.len() as i64);
        assert!(created <= report.lines);
    }
    let people: Vec<Somebody> =
        world.rows("SELECT id, last_name, first_names, born_on FROM youth WHERE removed_at IS NULL").await;
    let identity = |p: &Somebody| Identity::new(&p.last_name, p.first_names.split(", "), p.born_on);
    for (n, one) in people.iter().enumerate() {
        for other in &people[n + 1..] {
            let verdict = compare(&identity(one), &identity(other)).verdict;
            assert_ne!(verdict, Verdict::Same, "{} {} twice", one.last_name, one.first_names);
            assert_ne!(one.id, other.id);
        }
    }
    let cases = world.count("SELECT CAST(count(*) AS BIGINT) FROM case_facts").await;
    assert_eq!(cases, people.len() as i64, "one case each");
}

#[test]
fn random_lists_one_after_the_other_balance_and_create_nobody_twice() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    for engine in ENGINES {
        let mut runner = TestRunner::new(Config { cases: 12, failure_persistence: None, ..Config::default() });
        let lists = proptest::collection::vec(proptest::collection::vec(line(), 1..12), 1..4);
        runner
            .run(&lists, |lists| {
                runtime.block_on(bring_all(engine, &lists));
                Ok(())
            })
            .unwrap();
    }
}
