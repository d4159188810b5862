//! Lists are cumulative.
use super::files::{Line, ines, kilian, siei, yanis};
use super::{Outcome as _, received};
use crate::world::{World, days_ago};
use base::Actor;
use base::testing::ENGINES;
use follow::cases::event::{Source, What};
use follow::intake::settle::{Settlement, settle};
use follow::intake::stage::Received;

async fn left(world: &World, name: &'static str) -> usize {
    let case = world.case_of(name).await;
    let events = world.events(case).await;
    events.iter().filter(|event| matches!(event.what, What::LeftList { .. })).count()
}

#[tokio::test]
async fn the_next_list_attaches_the_known_creates_the_new_and_marks_those_gone() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        let october = world.bring("octobre.csv", siei(&[yanis(), kilian()])).await;
        assert_eq!(october.totals(), [2, 0, 0, 0, 0]);
        let november = world.bring("novembre.csv", siei(&[yanis(), ines()])).await;
        assert_eq!(november.totals(), [1, 1, 0, 0, 0]);
        assert_eq!(left(&world, "mevel rioual kilian").await, 1);
        assert_eq!(left(&world, "le goff yanis").await, 0);
        let kilian_case = world.case_of("mevel rioual kilian").await;
        assert!(matches!(world.fact(kilian_case, "closed").await.as_str(), "0" | "false"), "gone is no closure");
        assert_eq!(world.fact(kilian_case, "last_event").await, "1", "and no telling event");
        world.bring("decembre.csv", siei(&[yanis(), ines()])).await;
        assert_eq!(left(&world, "mevel rioual kilian").await, 1, "he has left once");
    }
}

#[tokio::test]
async fn who_stands_on_another_sender_s_list_has_not_left_it() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        world.bring("siei.csv", siei(&[yanis()])).await;
        let other = Received {
            source: Some(Source::Partner),
            source_name: Some("Lycée Vauban".into()),
            ..received("vauban.csv", siei(&[ines()]))
        };
        world.bring_as(&Actor::command(), other).await.unwrap();
        assert_eq!(left(&world, "le goff yanis").await, 0);
        let case = world.case_of("bouzid ines").await;
        assert_eq!(world.fact(case, "source").await, "partner");
    }
}

#[tokio::test]
async fn a_list_that_comes_late_marks_nobody_as_gone() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        world.bring("novembre.csv", siei(&[yanis(), ines()])).await;
        world.bring_of(40, "octobre.csv", siei(&[yanis(), kilian()])).await;
        for name in ["bouzid ines", "le goff yanis", "mevel rioual kilian"] {
            assert_eq!(left(&world, name).await, 0, "{name}");
        }
        let case = world.case_of("mevel rioual kilian").await;
        assert_eq!(world.fact(case, "entry_on").await, days_ago(40).to_string());
    }
}

#[tokio::test]
async fn one_whom_a_doubtful_line_may_be_is_marked_gone_only_once_it_is_settled_otherwise() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        world.bring("octobre.csv", siei(&[yanis(), kilian()])).await;
        let near = Line::new("MÉVEL-RIOUAL", "Kilian", "21/08/2006");
        let report = world.bring("novembre.csv", siei(&[yanis(), near])).await;
        assert_eq!(report.totals(), [0, 1, 1, 0, 0]);
        assert_eq!(left(&world, "mevel rioual kilian").await, 0);
        let list = world.lists().await[1];
        world.app.clock.advance(chrono::Duration::minutes(1));
        let former = world.case_of("mevel rioual kilian").await;
        settle(&world.app, &Actor::command(), list, 3, Settlement::Different).await.unwrap();
        let events = world.events(former).await;
        assert!(matches!(events.last().unwrap().what, What::LeftList { .. }), "{events:?}");
    }
}
