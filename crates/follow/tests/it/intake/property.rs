//! Whatever the files, the totals balance and nobody is created twice.
use super::Outcome as _;
use super::files::{Line, siei};
use crate::world::World;
use base::testing::{ENGINES, Engine};
use chrono::NaiveDate;
use follow::intake::plan::{Known, Outcome, Totals, plan};
use follow::intake::reading::{Overrides, read_list};
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

/// Somebody known, as a platform knows him.
fn known() -> impl Strategy<Value = Identity> {
    (0..5_usize, 0..FIRST.len(), 1..28_u32).prop_map(|(last, first, day)| {
        Identity::new(LAST[last], [FIRST[first]], NaiveDate::from_ymd_opt(2009, 3, day).expect("a day of March"))
    })
}

proptest! {
    #![proptest_config(Config { cases: 300, failure_persistence: None, ..Config::default() })]

    /// The plan alone, which nothing stored can put right.
    #[test]
    fn every_line_ends_in_exactly_one_place_and_nobody_known_is_created(
        lines in proptest::collection::vec(line(), 1..25),
        known in proptest::collection::vec(known(), 0..6),
    ) {
        let today = crate::world::today();
        let read = read_list(&siei(&lines), "a.csv", &Overrides::default(), today).expect("a list");
        prop_assert_eq!(read.lines.len(), lines.len());
        let people = known.iter().map(|identity| Known { youth: base::new_id(crate::world::now()), identity: identity.clone() });
        let planned = plan(read.lines, people.collect());
        prop_assert_eq!(Totals::of(&planned).lines(), lines.len() as i64);
        let created: Vec<Identity> = planned
            .iter()
            .filter_map(|line| match &line.outcome {
                Outcome::Create(candidate) => Some(follow::intake::plan::identity(candidate)),
                _ => None,
            })
            .collect();
        for (n, one) in created.iter().enumerate() {
            for other in known.iter().chain(&created[n + 1..]) {
                prop_assert_eq!(compare(one, other).verdict, Verdict::Stranger, "{:?} {:?}", one, other);
            }
        }
        let mut attached: Vec<db::Id> = planned
            .iter()
            .filter_map(|line| match line.outcome {
                Outcome::Attach(_, youth, _) => Some(youth),
                _ => None,
            })
            .collect();
        let all = attached.len();
        attached.sort();
        attached.dedup();
        prop_assert_eq!(attached.len(), all, "one line a youth");
    }
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
