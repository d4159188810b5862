//! Doubtful lines, settled by a person.
use super::files::{Line, ines, siei, yanis};
use super::{Outcome as _, received};
use crate::world::World;
use base::Actor;
use base::testing::ENGINES;
use db::Id;
use follow::cases::event::{Finding, Source, What};
use follow::cases::store::NewEvent;
use follow::intake::settle::{Settled, Settlement, settle};
use follow::intake::stage::Received;
use follow::intake::unsettle::unsettle;

async fn said(world: &World, list: Id, line: i64, word: Settlement) -> Settled {
    world.app.clock.advance(chrono::Duration::minutes(1));
    settle(&world.app, &Actor::command(), list, line, word).await.unwrap()
}

fn near_yanis() -> Line {
    Line::new("LE GOF", "Yanis", "09/03/2009").phone("06 39 98 00 11")
}

async fn youth(world: &World, folded: &'static str) -> Id {
    let case = world.case_of(folded).await;
    let mut tx = world.app.db.read().await.unwrap();
    let (youth,): (Id,) =
        db::query("SELECT youth_id FROM youth_case WHERE id = $1").bind(case).one(&mut tx).await.unwrap();
    youth
}

#[tokio::test]
async fn a_line_one_slip_away_asks_and_the_same_person_is_recognised_from_then_on() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        world.bring("octobre.csv", siei(&[yanis()])).await;
        let report = world.bring("novembre.csv", siei(&[near_yanis()])).await;
        assert_eq!(report.totals(), [0, 0, 1, 0, 0]);
        let (list, known) = (world.lists().await[1], youth(&world, "le goff yanis").await);
        let settled = said(&world, list, 2, Settlement::Same(known)).await;
        assert_eq!((settled.youth, settled.created), (known, false));
        assert_eq!(world.known().await, ["le goff yanis"]);
        assert_eq!(
            world.count("SELECT CAST(count(*) AS BIGINT) FROM contact_point WHERE value = '+33639980011'").await,
            1
        );
        let report = world.bring("decembre.csv", siei(&[near_yanis()])).await;
        assert_eq!(report.totals(), [0, 1, 0, 0, 0], "the question is not asked again");
    }
}

#[tokio::test]
async fn somebody_else_is_created_and_the_question_is_not_asked_again() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        world.bring("octobre.csv", siei(&[yanis()])).await;
        world.bring("novembre.csv", siei(&[near_yanis()])).await;
        let list = world.lists().await[1];
        let settled = said(&world, list, 2, Settlement::Different).await;
        assert!(settled.created);
        assert_eq!(world.known().await, ["le gof yanis", "le goff yanis"]);
        let report = world.bring("decembre.csv", siei(&[near_yanis(), yanis()])).await;
        assert_eq!(report.totals(), [0, 2, 0, 0, 0]);
    }
}

#[tokio::test]
async fn a_line_is_settled_once() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        world.bring("octobre.csv", siei(&[yanis(), ines()])).await;
        world.bring("novembre.csv", siei(&[near_yanis(), ines()])).await;
        let (list, stranger) = (world.lists().await[1], youth(&world, "bouzid ines").await);
        let actor = Actor::command();
        let why = settle(&world.app, &actor, list, 2, Settlement::Same(stranger)).await.expect_err("not a rival");
        assert!(why.fault().text.contains("ressemble"), "{why}");
        let (one, two) = tokio::join!(
            settle(&world.app, &actor, list, 2, Settlement::Different),
            settle(&world.app, &actor, list, 2, Settlement::Different)
        );
        assert_eq!([&one, &two].iter().filter(|done| done.is_err()).count(), 1, "{one:?} {two:?}");
        assert_eq!(world.known().await.len(), 3);
    }
}

#[tokio::test]
async fn one_doubtful_on_two_lists_is_settled_on_both_and_created_once_by_the_first() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        world.bring("septembre.csv", siei(&[yanis()])).await;
        world.bring("octobre.csv", siei(&[yanis(), near_yanis()])).await;
        let other = Received {
            source: Some(Source::Partner),
            source_name: Some("Lycée Vauban".into()),
            ..received("vauban.csv", siei(&[near_yanis()]))
        };
        world.bring_as(&Actor::command(), other).await.unwrap();
        let lists = world.lists().await;
        let settled = said(&world, lists[2], 2, Settlement::Different).await;
        assert_eq!((settled.created, settled.others), (true, 1));
        assert_eq!(world.known().await, ["le gof yanis", "le goff yanis"]);
        let case = world.case_of("le gof yanis").await;
        assert_eq!(world.fact(case, "source").await, "national_list", "the first list that named him brought him");
        assert_eq!(world.count("SELECT CAST(count(*) AS BIGINT) FROM intake_line WHERE verdict = 'to_review' AND settled_at IS NULL").await, 0);
    }
}

#[tokio::test]
async fn two_lines_of_a_list_that_resemble_each_other_ask_and_both_can_be_people() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        let report = world.bring("a.csv", siei(&[yanis(), near_yanis()])).await;
        assert_eq!(report.totals(), [1, 0, 1, 0, 0]);
        let list = world.lists().await[0];
        said(&world, list, 3, Settlement::Different).await;
        assert_eq!(world.known().await, ["le gof yanis", "le goff yanis"]);
    }
}

#[tokio::test]
async fn one_who_came_by_himself_meanwhile_is_not_created_a_second_time() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        world.bring("octobre.csv", siei(&[yanis()])).await;
        world.bring("novembre.csv", siei(&[near_yanis()])).await;
        let himself = crate::world::youth("Yanis", "Le Gof", "2009-03-09".parse().unwrap());
        let came = world
            .follow(
                himself,
                crate::world::BREST,
                follow::cases::event::What::CameForward { right_to_return: true },
                crate::world::today(),
            )
            .await;
        let list = world.lists().await[1];
        let settled = said(&world, list, 2, Settlement::Different).await;
        assert_eq!((settled.youth, settled.created), (came.youth, false));
        assert_eq!(world.known().await.len(), 2);
    }
}

async fn undone(world: &World, list: Id, line: i64) -> Result<(), String> {
    world.app.clock.advance(chrono::Duration::minutes(1));
    unsettle(&world.app, &Actor::command(), list, line).await.map_err(|why| why.fault().text)
}

/// Where the case of somebody stands and what his line says, references and withdrawn events aside.
async fn waiting(world: &World) -> i64 {
    world
        .count("SELECT CAST(count(*) AS BIGINT) FROM intake_line WHERE verdict = 'to_review' AND settled_at IS NULL AND youth_id IS NULL")
        .await
}

#[tokio::test]
async fn a_choice_made_by_mistake_is_undone_and_the_line_waits_again() {
    for engine in ENGINES {
        for same in [true, false] {
            let world = World::new(engine).await;
            world.bring("octobre.csv", siei(&[yanis(), ines()])).await;
            world.bring("novembre.csv", siei(&[near_yanis(), ines()])).await;
            let (list, known) = (world.lists().await[1], youth(&world, "le goff yanis").await);
            let before = world.seen().await;
            let word = if same { Settlement::Same(known) } else { Settlement::Different };
            said(&world, list, 2, word).await;
            assert_ne!(world.seen().await, before);
            assert_eq!(undone(&world, list, 2).await, Ok(()));
            assert_eq!(world.seen().await, before, "same: {same}");
            assert_eq!(waiting(&world).await, 1);
            assert!(undone(&world, list, 2).await.expect_err("refused").contains("attend toujours"));
            assert!(world.acts().await.contains(&"rapprochement-annule".to_owned()));
            let other = if same { Settlement::Different } else { Settlement::Same(known) };
            said(&world, list, 2, other).await;
            assert_eq!(world.known().await.len(), if same { 3 } else { 2 });
        }
    }
}

#[tokio::test]
async fn a_choice_stands_once_something_was_recorded_on_whom_it_named() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        world.bring("octobre.csv", siei(&[yanis()])).await;
        world.bring("novembre.csv", siei(&[near_yanis()])).await;
        let list = world.lists().await[1];
        said(&world, list, 2, Settlement::Different).await;
        let case = world.case_of("le gof yanis").await;
        world.app.clock.advance(chrono::Duration::minutes(1));
        let found = NewEvent::on(crate::world::today(), What::Verified(Finding::Confirmed));
        world.happened(case, vec![found]).await;
        let why = undone(&world, list, 2).await.expect_err("refused");
        assert!(why.contains("1 geste a été noté"), "{why}");
        let withdrawal = NewEvent { replaces: Some(2), ..NewEvent::on(crate::world::today(), What::Withdrawn) };
        world.happened(case, vec![withdrawal]).await;
        world.bring("decembre.csv", siei(&[near_yanis()])).await;
        let why = undone(&world, list, 2).await.expect_err("refused");
        assert!(why.contains("SIEI du") && why.contains("déposée le"), "{why}");
    }
}

#[tokio::test]
async fn one_settled_on_two_lists_waits_again_on_both() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        world.bring("septembre.csv", siei(&[yanis()])).await;
        world.bring("octobre.csv", siei(&[yanis(), near_yanis()])).await;
        let other = Received {
            source: Some(Source::Partner),
            source_name: Some("Lycée Vauban".into()),
            ..received("vauban.csv", siei(&[near_yanis()]))
        };
        world.bring_as(&Actor::command(), other).await.unwrap();
        let lists = world.lists().await;
        let before = world.seen().await;
        said(&world, lists[2], 2, Settlement::Different).await;
        assert_eq!(undone(&world, lists[2], 2).await, Ok(()));
        assert_eq!(world.seen().await, before);
        assert_eq!(waiting(&world).await, 2);
    }
}
