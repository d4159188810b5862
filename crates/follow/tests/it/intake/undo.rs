//! An applied list is undone: everything is as before.
use super::files::{Line, ines, kilian, siei, yanis};
use super::{Outcome as _, received};
use crate::world::{World, days_ago, today};
use base::Actor;
use base::testing::ENGINES;
use db::Id;
use follow::cases::event::{Finding, NotConcerned, Source, What};
use follow::cases::store::NewEvent;
use follow::intake::settle::{Settlement, settle};
use follow::intake::stage::Received;
use follow::intake::undo::{obstacle, undo};

async fn undone(world: &World, list: Id) {
    world.app.clock.advance(chrono::Duration::minutes(5));
    undo(&world.app, &Actor::command(), list).await.unwrap();
}

async fn refused(world: &World, list: Id) -> String {
    let why = undo(&world.app, &Actor::command(), list).await.expect_err("refused").fault().text;
    let mut tx = world.app.db.read().await.unwrap();
    let said = obstacle(&mut tx, list).await.unwrap().map(|obstacle| obstacle.to_string());
    assert_eq!(said.as_ref(), Some(&why), "the page says the same");
    why
}

#[tokio::test]
async fn a_list_undone_gives_back_everything_and_can_come_again() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        world.bring_of(60, "octobre.csv", siei(&[yanis().left("02/09/2026"), kilian()])).await;
        let case = world.case_of("le goff yanis").await;
        let found = What::Verified(Finding::NotConcerned(NotConcerned::InSchool));
        world.happened(case, vec![NewEvent::on(days_ago(30), found)]).await;
        let before = world.seen().await;
        let november = siei(&[
            // Left again, another number, an INE not known before on another: everything a list can tell.
            Line { formation: "CAP CUISINE".into(), ..yanis() }.left("10/11/2026").phone("06 39 98 44 44"),
            ines(),
        ]);
        let report = world.bring("novembre.csv", november.clone()).await;
        assert_eq!(report.totals(), [1, 1, 0, 0, 0]);
        let after = world.seen().await;
        assert_ne!(before, after);
        undone(&world, world.lists().await[1]).await;
        assert_eq!(world.seen().await, before);
        let again = world.bring("novembre.csv", november).await;
        assert_eq!(again, report);
        let plain = |seen: &[String]| seen.iter().filter(|row| !row.contains("29-BREST")).cloned().collect::<Vec<_>>();
        assert_eq!(plain(&world.seen().await), plain(&after), "the same as the first time, references aside");
    }
}

#[tokio::test]
async fn decisions_of_people_on_a_list_go_with_it() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        world.bring("octobre.csv", siei(&[yanis(), kilian()])).await;
        let before = world.seen().await;
        let near = [
            Line::new("LE GOF", "Yanis", "09/03/2009").phone("06 39 98 44 44"),
            Line::new("MÉVEL-RIOUAL", "Kilian", "21/08/2006"),
        ];
        world.bring("novembre.csv", siei(&near)).await;
        let list = world.lists().await[1];
        let case = world.case_of("le goff yanis").await;
        let mut tx = world.app.db.read().await.unwrap();
        let (youth,): (Id,) =
            db::query("SELECT youth_id FROM youth_case WHERE id = $1").bind(case).one(&mut tx).await.unwrap();
        drop(tx);
        world.app.clock.advance(chrono::Duration::minutes(1));
        settle(&world.app, &Actor::command(), list, 2, Settlement::Same(youth)).await.unwrap();
        world.app.clock.advance(chrono::Duration::minutes(1));
        settle(&world.app, &Actor::command(), list, 3, Settlement::Different).await.unwrap();
        assert_eq!(world.known().await.len(), 3);
        undone(&world, list).await;
        assert_eq!(world.seen().await, before);
        let report = world.bring("decembre.csv", siei(&near)).await;
        assert_eq!(report.totals(), [0, 0, 2, 0, 0], "the questions come back");
    }
}

#[tokio::test]
async fn a_list_is_not_undone_under_what_people_recorded_since() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        world.bring("octobre.csv", siei(&[yanis()])).await;
        let (list, case) = (world.lists().await[0], world.case_of("le goff yanis").await);
        world.happened(case, vec![NewEvent::on(today(), What::Verified(Finding::Confirmed))]).await;
        let before = world.seen().await;
        let why = refused(&world, list).await;
        assert!(why.contains("1 geste a été noté"), "{why}");
        assert_eq!(world.seen().await, before);
        let withdrawal = NewEvent { replaces: Some(2), ..NewEvent::on(today(), What::Withdrawn) };
        world.happened(case, vec![withdrawal]).await;
        undone(&world, list).await;
        assert!(world.known().await.is_empty());
    }
}

#[tokio::test]
async fn a_list_that_opened_a_case_again_is_not_undone_under_what_was_recorded_in_it_since() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        world.bring_of(60, "octobre.csv", siei(&[yanis().left("02/09/2026")])).await;
        let case = world.case_of("le goff yanis").await;
        let found = What::Verified(Finding::NotConcerned(NotConcerned::InSchool));
        world.happened(case, vec![NewEvent::on(days_ago(30), found)]).await;
        world.bring("novembre.csv", siei(&[yanis().left("10/11/2026")])).await;
        world.happened(case, vec![NewEvent::on(today(), What::Verified(Finding::Confirmed))]).await;
        let why = refused(&world, world.lists().await[1]).await;
        assert!(why.contains("rouverts"), "{why}");
    }
}

#[tokio::test]
async fn a_list_is_not_undone_under_a_later_one() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        world.bring("octobre.csv", siei(&[yanis()])).await;
        world.bring("novembre.csv", siei(&[ines()])).await;
        let lists = world.lists().await;
        let why = refused(&world, lists[0]).await;
        assert!(why.contains("déposée le 24\u{a0}nov. 2026") && why.contains("Annulez-la"), "{why}");
        undone(&world, lists[1]).await;
        undone(&world, lists[0]).await;
        assert!(world.seen().await.is_empty());
    }
}

#[tokio::test]
async fn a_list_is_not_undone_under_another_sender_s_that_recognised_its_youths() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        world.bring("siei.csv", siei(&[yanis()])).await;
        let other = Received {
            source: Some(Source::Partner),
            source_name: Some("Lycée Vauban".into()),
            ..received("vauban.csv", siei(&[yanis()]))
        };
        world.bring_as(&Actor::command(), other).await.unwrap();
        let why = refused(&world, world.lists().await[0]).await;
        assert!(why.contains("Lycée Vauban du"), "{why}");
    }
}

#[tokio::test]
async fn a_list_is_not_undone_under_a_number_that_somebody_added() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        world.bring("octobre.csv", siei(&[yanis()])).await;
        let mut tx = world.app.begin(&Actor::command()).await.unwrap();
        let (youth,): (Id,) = db::query("SELECT id FROM youth").one(&mut tx).await.unwrap();
        let told = follow::youths::Details {
            contacts: vec![follow::youths::Contact::Phone("+33639980000".into())],
            ..Default::default()
        };
        follow::youths::add_details(&mut tx, None, &[(youth, told)]).await.unwrap();
        tx.commit().await.unwrap();
        let why = refused(&world, world.lists().await[0]).await;
        assert!(why.contains("1 coordonnée a été ajoutée"), "{why}");
    }
}

#[tokio::test]
async fn a_list_undone_is_not_undone_twice() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        world.bring("octobre.csv", siei(&[yanis()])).await;
        let list = world.lists().await[0];
        undone(&world, list).await;
        let why = undo(&world.app, &Actor::command(), list).await.expect_err("refused").fault().text;
        assert!(why.contains("rien à annuler"), "{why}");
    }
}
