//! The figures against the events, cell by cell: every indicator, every dimension, every level. The test that matters most.
use crate::random::{Dice, histories};
use crate::reference::{self, Case};
use crate::world::{BREST, TERRITORIES, World, days_ago, listed, now, today};
use base::testing::ENGINES;
use base::{Actor, App, Shelf};
use chrono::{Days, Duration, NaiveDate};
use db::Id;
use follow::cases::again::project_again;
use follow::cases::event::{
    Channel, Check, ClosedReason, Contacted, Finding, NotConcerned, Outcome, Scheme, Solution, What,
};
use follow::cases::store::NewEvent;
use follow::cases::verify::verify;
use measure::figures::{Dimension, Period, Question, Value, Wanted, ask, behind, check, load, read};
use measure::indicators::Indicator;
use std::collections::BTreeMap;

/// What the reference says of a question, by cell.
fn expected<'a>(cases: &'a [Case], question: &Question) -> BTreeMap<Vec<String>, Vec<&'a Case>> {
    let mut cells: BTreeMap<Vec<String>, Vec<&Case>> = BTreeMap::new();
    if question.by.is_empty() {
        cells.insert(vec![], vec![]);
    }
    for case in cases {
        let of = question.territory.as_str();
        let asked = case.is_within(of)
            && (question.period.from..=question.period.to).contains(&case.entry)
            && question.only.iter().all(|(dimension, class)| case.class(dimension.as_str(), of) == *class);
        if asked {
            let classes = question.by.iter().map(|dimension| case.class(dimension.as_str(), of)).collect();
            cells.entry(classes).or_default().push(case);
        }
    }
    cells
}

/// How many cells were compared.
async fn compare(world: &World, cases: &[Case], question: &Question) -> usize {
    let mut tx = world.app.read().await.unwrap();
    // From memory when the question is about today, and from the database.
    let told = ask(&world.app, &mut tx, &Actor::command(), question).await.unwrap();
    let forgetful = App { shelf: Shelf::default(), ..world.app.clone() };
    let answer = ask(&forgetful, &mut tx, &Actor::command(), question).await.unwrap();
    assert_eq!(told.cells, answer.cells, "from memory and from the database: {question:?}");
    let expected = expected(cases, question);
    let got: Vec<&Vec<String>> = answer.cells.iter().map(|cell| &cell.classes).collect();
    assert_eq!(got, expected.keys().collect::<Vec<_>>(), "{question:?}");
    for (cell, (classes, cases)) in answer.cells.iter().zip(&expected) {
        for indicator in Indicator::cohort() {
            assert_eq!(
                cell.tally.value(indicator),
                reference::value(indicator.code(), cases, question.at),
                "{} of {classes:?} in {question:?}",
                indicator.code()
            );
        }
    }
    expected.len()
}

fn question(territory: &str, at: NaiveDate, by: &[Dimension]) -> Question {
    let period = Period { from: "2025-08-01".parse().unwrap(), to: "2026-12-31".parse().unwrap() };
    Question { territory: territory.into(), period, at, known_on: None, by: by.to_vec(), only: vec![] }
}

#[tokio::test]
async fn figures_equal_a_plain_reading_of_the_events_whatever_happened() {
    for engine in ENGINES {
        let mut cells = 0;
        for seed in [1, 2, 3] {
            let world = World::new(engine).await;
            let mut dice = Dice(seed);
            histories(&world, &mut dice, 20).await;
            load(&world.app).await.unwrap();
            histories(&world, &mut dice, 70).await;
            let cases = reference::cases(&mut world.app.read().await.unwrap()).await;
            assert!(cases.len() > 60, "{} cases", cases.len());
            for (territory, ..) in TERRITORIES {
                cells += compare(&world, &cases, &question(territory, today(), &[])).await;
            }
            for dimension in Dimension::ALL {
                for territory in ["FR", "R53", "A14", "D29", BREST] {
                    cells += compare(&world, &cases, &question(territory, today(), &[dimension])).await;
                }
            }
            for _ in 0..60 {
                let at = today() + Days::new(dice.below(400));
                let from = days_ago(dice.below(460));
                let filter = dice.pick(&Dimension::ALL);
                let territory = dice.pick(&TERRITORIES).0;
                let mut only = vec![];
                if let Some(case) = cases.get(dice.below(cases.len() as u64) as usize).filter(|_| dice.one_in(2)) {
                    only.push((filter, case.class(filter.as_str(), territory)));
                }
                let by: Vec<Dimension> = (0..dice.below(3)).map(|_| dice.pick(&Dimension::ALL)).collect();
                let period = Period { from, to: from + Days::new(dice.below(460)) };
                let asked = Question { territory: territory.into(), period, at, known_on: None, by, only };
                cells += compare(&world, &cases, &asked).await;
            }
        }
        assert!(cells > 1_000, "{engine:?}: only {cells} cells were compared");
    }
}

#[tokio::test]
async fn a_past_day_is_told_as_it_was_known_whatever_came_since() {
    for engine in ENGINES {
        let mut cells = 0;
        for seed in [11, 12] {
            let world = World::new(engine).await;
            let mut dice = Dice(seed);
            load(&world.app).await.unwrap();
            let mut days = vec![];
            for _ in 0..4 {
                histories(&world, &mut dice, 12).await;
                days.push(world.app.clock.today());
                world.app.clock.advance(Duration::days(1 + dice.below(90) as i64));
                // What is corrected, undone or goes on in the cases that were there.
                disturb(&world, &mut dice).await;
            }
            for day in days {
                let mut tx = world.app.read().await.unwrap();
                let cases = reference::cases_known(&mut tx, base::clock::end_of_paris_day(day)).await;
                drop(tx);
                for territory in ["FR", "R53", BREST] {
                    for dimension in [Dimension::Month, Dimension::Sex, Dimension::Schooling, Dimension::Platform] {
                        let asked = Question { known_on: Some(day), ..question(territory, day, &[dimension]) };
                        cells += compare(&world, &cases, &asked).await;
                    }
                    let asked = Question { known_on: Some(day), ..question(territory, day, &[]) };
                    cells += compare(&world, &cases, &asked).await;
                    let mut tx = world.app.read().await.unwrap();
                    let behind = behind(&mut tx, &Actor::command(), &asked).await.unwrap();
                    let counted = ask(&world.app, &mut tx, &Actor::command(), &asked).await.unwrap();
                    assert_eq!(Value::Count(behind.cases), counted.whole().value(Indicator::of("listed")));
                }
            }
        }
        assert!(cells > 100, "{engine:?}: only {cells} cells were compared");
    }
}

/// In every third case something is withdrawn or happens.
async fn disturb(world: &World, dice: &mut Dice) {
    let rows: Vec<(Id, i64)> = db::query("SELECT id, events FROM youth_case ORDER BY id")
        .all(&mut world.app.read().await.unwrap())
        .await
        .unwrap();
    let today = world.app.clock.today();
    for (case, events) in rows {
        if !dice.one_in(3) {
            continue;
        }
        let event = match dice.below(3) {
            0 => NewEvent { replaces: Some(events), ..NewEvent::on(today, What::Withdrawn) },
            1 => NewEvent::on(today, solution()),
            _ => NewEvent::on(today, What::Verified(Finding::NotConcerned(NotConcerned::Employed))),
        };
        world.happened(case, vec![event]).await;
    }
}

#[tokio::test]
async fn figures_in_memory_follow_midnight_and_every_commit() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        let mut dice = Dice(5);
        load(&world.app).await.unwrap();
        for _ in 0..6 {
            histories(&world, &mut dice, 12).await;
            world.app.clock.advance(Duration::days(20 + dice.below(60) as i64));
            let checked = check(&world.app, 3).await.unwrap();
            assert_eq!(checked.differences, Vec::<String>::new(), "{engine:?}");
            assert!(checked.cells > 30, "{} cells", checked.cells);
        }
    }
}

#[tokio::test]
async fn a_change_that_was_not_told_is_found_by_the_check() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        histories(&world, &mut Dice(6), 12).await;
        load(&world.app).await.unwrap();
        let mut tx = world.app.db.write().await.unwrap();
        db::query("UPDATE case_facts SET verification = 'to_verify' WHERE verification <> 'to_verify'")
            .execute(&mut tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        assert!(!check(&world.app, 3).await.unwrap().differences.is_empty());
    }
}

#[tokio::test]
async fn rows_of_an_older_version_are_made_again_from_the_events_once() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        histories(&world, &mut Dice(7), 30).await;
        let dues = || async {
            let mut tx = world.app.read().await.unwrap();
            db::query("SELECT case_id, reason, due_on FROM case_due ORDER BY case_id, reason, due_on")
                .all::<(Id, String, NaiveDate)>(&mut tx)
                .await
                .unwrap()
        };
        let damage = || async {
            let mut tx = world.app.db.write().await.unwrap();
            for text in ["UPDATE case_facts SET changed_at = NULL, in_solution_3m = NULL", "DELETE FROM case_due"] {
                db::query(text).execute(&mut tx).await.unwrap();
            }
            tx.commit().await.unwrap();
        };
        let wrong = || async { verify(&mut world.app.read().await.unwrap(), |_| ()).await.unwrap().wrong };
        let before = dues().await;
        // Schoolings of one moment are recorded a microsecond apart, to keep their order.
        world.app.clock.advance(Duration::minutes(1));
        damage().await;
        assert!(!wrong().await.is_empty() && !before.is_empty());
        let mut told = vec![];
        project_again(&world.app, |done, of| told.push((done, of))).await.unwrap();
        assert_eq!((wrong().await, dues().await), (vec![], before), "{engine:?}");
        assert!(told.last().is_some_and(|(done, of)| done == of));
        damage().await;
        project_again(&world.app, |_, _| panic!("it is done")).await.unwrap();
    }
}

fn reached() -> What {
    What::ContactAttempted {
        channel: Channel::Phone,
        person: Contacted::Youth,
        outcome: Outcome::Reached { appointment: None },
    }
}

fn solution() -> What {
    What::SolutionStarted { kind: Solution::Employment, place: None, until: None }
}

#[tokio::test]
async fn a_situation_lasts_its_days_without_news_and_not_one_more() {
    let confirmed = || What::Verified(Finding::Confirmed);
    let kinds = [
        (210, "in_solution", vec![solution()]),
        (120, "supported", vec![What::SupportStarted { by: None, scheme: Scheme::Cej }]),
        (60, "in_contact", vec![confirmed(), reached()]),
        (365, "refused", vec![What::Refused]),
        (180, "unreachable", vec![What::Unreachable]),
    ];
    for engine in ENGINES {
        let world = World::new(engine).await;
        for (days, code, whats) in kinds.clone() {
            for ago in [days, days + 1] {
                let on = days_ago(ago);
                let events: Vec<_> = whats.iter().map(|what| (on, what.clone())).collect();
                world.case(BREST, on, &events).await;
            }
            let cases = reference::cases(&mut world.app.read().await.unwrap()).await;
            let mut asked = question(BREST, today(), &[]);
            asked.period.from = days_ago(1000);
            compare(&world, &cases, &asked).await;
            let mut tx = world.app.read().await.unwrap();
            asked.period = Period { from: days_ago(days + 1), to: days_ago(days) };
            let answer = ask(&world.app, &mut tx, &Actor::command(), &asked).await.unwrap();
            let n = |code: &'static str| answer.whole().value(Indicator::of(code));
            assert_eq!(answer.whole().value(code.parse().unwrap()), Value::Count(1), "{code} for {days} days, no more");
            assert_eq!(n("unknown"), Value::Count(1), "{code}: unknown on day {}", days + 1);
        }
    }
}

#[tokio::test]
async fn what_is_corrected_withdrawn_closed_moved_or_reported_again_is_counted_as_it_stands() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        let member = world.member(BREST).await;
        // A contact noted by mistake, withdrawn.
        let case = world
            .case(BREST, days_ago(30), &[(days_ago(20), What::Verified(Finding::Confirmed)), (days_ago(9), reached())])
            .await;
        let withdrawal = NewEvent { replaces: Some(3), ..NewEvent::on(days_ago(9), What::Withdrawn) };
        world.happened(case, vec![withdrawal]).await;
        // An apprenticeship corrected into a job.
        let apprenticeship = What::SolutionStarted { kind: Solution::Apprenticeship, place: None, until: None };
        let case = world.case(BREST, days_ago(30), &[(days_ago(10), apprenticeship)]).await;
        world.happened(case, vec![NewEvent { replaces: Some(2), ..NewEvent::on(days_ago(12), solution()) }]).await;
        // Closed keeps its situation, and waits for nobody.
        let closed = What::Closed(ClosedReason::SolutionLasts);
        world.case(BREST, days_ago(30), &[(days_ago(8), solution()), (days_ago(1), closed)]).await;
        // Not concerned, then a list reports a new departure.
        let in_school = What::Verified(Finding::NotConcerned(NotConcerned::InSchool));
        world.case(BREST, days_ago(40), &[(days_ago(30), in_school.clone()), (days_ago(3), listed())]).await;
        world.case(BREST, days_ago(40), &[(days_ago(30), in_school)]).await;
        // Carried by somebody, checked and lost.
        let lost = What::SituationChecked(Check::Unknown);
        world
            .case(
                BREST,
                days_ago(40),
                &[(days_ago(30), solution()), (days_ago(2), What::Assigned { to: Some(member) }), (days_ago(1), lost)],
            )
            .await;
        let cases = reference::cases(&mut world.app.read().await.unwrap()).await;
        let asked = question(BREST, today(), &[]);
        compare(&world, &cases, &asked).await;
        let answer = ask(&world.app, &mut world.app.read().await.unwrap(), &Actor::command(), &asked).await.unwrap();
        for (code, n) in [
            ("listed", 6),
            ("to_verify", 1),
            ("not_concerned", 1),
            ("confirmed", 4),
            ("reached", 0),
            ("attempted", 0),
            ("found_solution", 3),
            ("found_solution_employment", 3),
            ("found_solution_apprenticeship", 0),
            ("in_solution", 2),
            ("unknown", 2),
            ("without_worker", 2),
        ] {
            assert_eq!(answer.whole().value(code.parse().unwrap()), Value::Count(n), "{engine:?} {code}");
        }
        let delay = answer.whole().value(Indicator::of("days_to_solution"));
        assert_eq!(delay, Value::Days(18.0), "between 10, 18 and 22 days");
        assert_eq!(answer.whole().value(Indicator::of("days_to_contact")), Value::NotApplicable);
    }
}

#[tokio::test]
async fn progress_counts_what_had_happened_by_each_day_and_nothing_later() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        let at = |n| days_ago(n);
        world.case(BREST, at(80), &[(at(70), reached()), (at(30), solution())]).await;
        world.case(BREST, at(50), &[(at(60), reached())]).await;
        world.case(BREST, at(10), &[]).await;
        let days = [at(90), at(70), at(50), at(0)];
        let mut tx = world.app.read().await.unwrap();
        let wanted = Wanted { by: &[], days: &days };
        let reading =
            read(&world.app, &mut tx, &Actor::command(), &question(BREST, today(), &[]), wanted).await.unwrap();
        use measure::figures::Step::{Entered, FoundSolution, Reached};
        let steps = reading.progress.iter().map(|day| [Entered, Reached, FoundSolution].map(|step| day.count(step)));
        assert_eq!(steps.collect::<Vec<_>>(), [[0, 0, 0], [1, 1, 0], [2, 2, 0], [3, 2, 1]], "{engine:?}");
        let delays: Vec<Value> = reading.progress.iter().map(|day| day.days_to_contact()).collect();
        assert_eq!(delays, [Value::NotApplicable, Value::Days(10.0), Value::Days(5.0), Value::Days(5.0)]);
    }
}

#[tokio::test]
async fn what_waits_is_counted_to_the_day() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        for ago in [30, 31] {
            world.case(BREST, days_ago(ago), &[]).await;
        }
        // In contact lasts 60 days: unknown from the 61st on. 30 days ahead are announced.
        for ago in [30, 31, 60, 61] {
            world
                .case(
                    BREST,
                    days_ago(90),
                    &[(days_ago(80), What::Verified(Finding::Confirmed)), (days_ago(ago), reached())],
                )
                .await;
        }
        let mut tx = world.app.read().await.unwrap();
        let reading = read(&world.app, &mut tx, &Actor::command(), &question(BREST, today(), &[]), Wanted::default())
            .await
            .unwrap();
        assert_eq!(reading.pending.to_verify_late, 1, "{engine:?}: 31 days, not 30");
        assert_eq!(
            reading.pending.lapsing, 2,
            "{engine:?}: those of 31 and 60 days; at 30 it is in 31 days, at 61 it already is"
        );
        assert_eq!(reading.pending.horizon(), (now() + Duration::days(30)).date_naive());
    }
}
