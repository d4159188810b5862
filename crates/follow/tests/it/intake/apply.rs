//! What a list does.
use super::files::{HEADER, Line, ines, kilian, siei, text, yanis};
use super::{Outcome as _, received};
use crate::world::{BREST, World, days_ago};
use base::Actor;
use base::testing::ENGINES;
use follow::cases::event::{ClosedReason, Finding, NotConcerned, What};
use follow::cases::store::NewEvent;
use follow::intake::report;
use follow::intake::stage::stage;
use follow::intake::{apply, reading::Level};

#[tokio::test]
async fn a_first_list_creates_each_youth_with_his_case_and_says_what_is_wrong_line_by_line() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        let mut rows: Vec<String> = String::from_utf8_lossy(&siei(&[])).lines().skip(1).map(str::to_owned).collect();
        for line in [
            yanis(),
            Line::new("RIOU", "Ewen", "31/02/2008"),
            Line::new("TANGUY", "Lou", "14/06/2014"),
            Line::new("", "Maël", "01/02/2008"),
            ines().phone("appeler le soir"),
            yanis(),
        ] {
            let list = siei(&[line]);
            let list: String = list.iter().map(|byte| char::from(*byte)).collect();
            rows.extend(list.lines().skip(1).map(str::to_owned));
        }
        rows.push("TOTAL;6".into());
        let file = text(HEADER, &rows);
        let report = world.bring("SIEI_BREST.csv", file).await;
        assert_eq!(report.totals(), [2, 0, 0, 3, 2]);
        let said: Vec<(Option<u32>, Option<&str>, Level)> =
            report.messages.iter().map(|m| (m.line, m.column.as_deref(), m.level)).collect();
        for expected in [
            (Some(3), Some("DATE NAISSANCE"), Level::Refused),
            (Some(4), Some("DATE NAISSANCE"), Level::Refused),
            (Some(5), Some("NOM"), Level::Refused),
            (Some(6), Some("TEL"), Level::Warning),
            (Some(7), None, Level::Info),
            (Some(8), None, Level::Info),
        ] {
            assert!(said.contains(&expected), "{expected:?} in {said:?}");
        }
        assert_eq!(world.known().await, ["bouzid ines", "le goff yanis"]);
        let case = world.case_of("le goff yanis").await;
        assert_eq!(world.fact(case, "schooling").await, "vocational");
        assert_eq!(world.fact(case, "source").await, "national_list");
        assert_eq!(world.fact(case, "sex").await, "M");
        assert_eq!(
            world.count("SELECT CAST(count(*) AS BIGINT) FROM contact_point WHERE kind = 'phone' AND value IN ('+33639985103', '+33639986618')").await,
            2
        );
        assert_eq!(world.count("SELECT CAST(count(*) AS BIGINT) FROM contact_point WHERE commune = '29019'").await, 1);
    }
}

#[tokio::test]
async fn a_trial_writes_nothing_at_all() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        let report = report::import(&world.app, &Actor::command(), &received("a.csv", siei(&[yanis(), ines()])), false)
            .await
            .unwrap();
        assert_eq!(report.totals(), [2, 0, 0, 0, 0]);
        for table in
            ["SELECT count(*) FROM intake_list", "SELECT count(*) FROM youth", "SELECT count(*) FROM audit_entry"]
        {
            assert_eq!(world.count(table).await, 0, "{table}");
        }
    }
}

#[tokio::test]
async fn the_report_is_the_one_other_programs_read() {
    let world = World::new(ENGINES[0]).await;
    let file = siei(&[Line::new("RIOU", "Ewen", "31/02/2008")]);
    let report = report::import(&world.app, &Actor::command(), &received("a.csv", file), false).await.unwrap();
    let mut json = serde_json::to_value(&report).unwrap();
    let text = json["messages"][0]["text"].take();
    assert!(text.as_str().unwrap().contains("31"), "{text}");
    assert_eq!(
        json,
        serde_json::json!({
            "lines": 1, "created": 0, "attached": 0, "to_review": 0, "refused": 1, "ignored": 0,
            "messages": [{ "line": 2, "column": "DATE NAISSANCE", "level": "refused", "text": null }],
        })
    );
}

#[tokio::test]
async fn nobody_is_created_twice_for_an_accent_a_hyphen_or_capitals() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        world.bring("octobre.csv", siei(&[ines(), kilian(), Line::new("LE GOFF", "Jean-Pierre", "03/05/2008")])).await;
        let again = [
            Line::new("Bouzid", "INES", "14/07/2008"),
            Line::new("Mevel Rioual", "KILIAN", "21/08/2007"),
            Line::new("LE-GOFF", "Jean Pierre", "03/05/2008"),
        ];
        let report = world.bring("novembre.csv", siei(&again)).await;
        assert_eq!(report.totals(), [0, 3, 0, 0, 0]);
        assert_eq!(world.known().await.len(), 3);
    }
}

#[tokio::test]
async fn the_same_list_twice_changes_nothing_the_second_time() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        let file = siei(&[yanis(), ines(), kilian()]);
        world.bring("a.csv", file.clone()).await;
        let before = world.seen().await;
        let events = world.count("SELECT CAST(count(*) AS BIGINT) FROM case_event").await;
        let report = world.bring("a.csv", file).await;
        assert_eq!(report.totals(), [0, 3, 0, 0, 0]);
        assert_eq!(world.seen().await, before);
        assert_eq!(world.count("SELECT CAST(count(*) AS BIGINT) FROM case_event").await, events);
    }
}

#[tokio::test]
async fn a_known_youth_is_completed_by_what_the_list_adds() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        let followed = world.yanis().await;
        let line = Line { guardian: "LE GOFF Nadia".into(), ..yanis() }.phone("06 39 98 77 77");
        let report = world.bring("a.csv", siei(&[line])).await;
        assert_eq!(report.totals(), [0, 1, 0, 0, 0]);
        assert_eq!(
            world
                .count(
                    "SELECT CAST(count(*) AS BIGINT) FROM contact_point WHERE value IN ('+33639985103', '+33639987777')"
                )
                .await,
            2,
            "the number known and the new one"
        );
        assert_eq!(world.events(followed.case).await.len(), 1, "a sighting is no event");
    }
}

#[tokio::test]
async fn one_found_not_concerned_is_to_verify_again_only_if_he_has_left_since() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        world.bring_of(60, "a.csv", siei(&[yanis().left("02/09/2026"), ines().left("02/09/2026")])).await;
        let (yanis_case, ines_case) = (world.case_of("le goff yanis").await, world.case_of("bouzid ines").await);
        for case in [yanis_case, ines_case] {
            let found = What::Verified(Finding::NotConcerned(NotConcerned::InSchool));
            world.happened(case, vec![NewEvent::on(days_ago(30), found)]).await;
        }
        world.happened(yanis_case, vec![NewEvent::on(days_ago(30), What::Closed(ClosedReason::NotConcerned))]).await;
        let later = siei(&[yanis().left("10/11/2026"), ines().left("02/09/2026")]);
        world.bring("b.csv", later.clone()).await;
        assert_eq!(world.fact(yanis_case, "verification").await, "to_verify");
        assert!(matches!(world.fact(yanis_case, "closed").await.as_str(), "0" | "false"));
        assert_eq!(world.fact(ines_case, "verification").await, "not_concerned");
        let events = world.events(yanis_case).await.len();
        world.bring("c.csv", later).await;
        assert_eq!(world.events(yanis_case).await.len(), events, "told once");
    }
}

#[tokio::test]
async fn one_whose_case_was_closed_begins_another_spell_when_he_leaves_again() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        world.bring_of(60, "a.csv", siei(&[yanis().left("02/09/2026")])).await;
        let first = world.case_of("le goff yanis").await;
        let closing = [What::Verified(Finding::Confirmed), What::Closed(ClosedReason::SolutionLasts)];
        world.happened(first, closing.map(|what| NewEvent::on(days_ago(30), what)).to_vec()).await;
        world.bring("b.csv", siei(&[yanis().left("10/11/2026")])).await;
        let second = world.case_of("le goff yanis").await;
        assert_ne!(first, second);
        assert_eq!(world.fact(second, "verification").await, "to_verify");
        assert_eq!(world.known().await, ["le goff yanis"]);
    }
}

#[tokio::test]
async fn of_two_who_apply_the_same_list_one_wins_and_the_other_is_told() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        let list = stage(&world.app, &Actor::command(), &received("a.csv", siei(&[yanis(), ines()]))).await.unwrap();
        let actor = Actor::command();
        let (one, two) = tokio::join!(apply::apply(&world.app, &actor, list), apply::apply(&world.app, &actor, list));
        let errors: Vec<String> =
            [one, two].into_iter().filter_map(|done| done.err().map(|e| e.fault().text)).collect();
        assert_eq!(errors.len(), 1, "{errors:?}");
        assert!(errors[0].contains("n’est plus en préparation"), "{errors:?}");
        assert_eq!(world.known().await.len(), 2);
    }
}

#[tokio::test]
async fn two_lists_applied_at_once_create_nobody_twice() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        let (one, two) =
            (received("a.csv", siei(&[yanis(), ines()])), received("b.csv", siei(&[ines(), yanis(), kilian()])));
        let actor = Actor::command();
        let (one, two) = tokio::join!(
            report::import(&world.app, &actor, &one, true),
            report::import(&world.app, &actor, &two, true)
        );
        let created: i64 = [one.unwrap(), two.unwrap()].iter().map(|report| report.created).sum();
        assert_eq!(created, 3);
        assert_eq!(world.known().await.len(), 3);
    }
}

#[tokio::test]
async fn an_application_that_fails_at_its_very_end_leaves_everything_as_it_was_and_can_be_run_again() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        world.bring("a.csv", siei(&[yanis(), kilian()])).await;
        let list = stage(&world.app, &Actor::command(), &received("b.csv", siei(&[yanis(), ines()]))).await.unwrap();
        let before = world.seen().await;
        // The journal is written last: without its table, everything before is done, then undone.
        world.app.db.script("ALTER TABLE audit_entry RENAME TO hidden_entry").await.unwrap();
        world.app.clock.advance(chrono::Duration::minutes(5));
        apply::apply(&world.app, &Actor::command(), list).await.expect_err("the journal is not there");
        world.app.db.script("ALTER TABLE hidden_entry RENAME TO audit_entry").await.unwrap();
        assert_eq!(world.seen().await, before);
        let totals = apply::apply(&world.app, &Actor::command(), list).await.unwrap();
        assert_eq!((totals.created, totals.attached), (1, 1));
    }
}

#[tokio::test]
async fn a_file_that_tells_what_happened_is_refused_whatever_source_is_said() {
    let world = World::new(ENGINES[0]).await;
    let file = text(
        "Nom;Prénom;Date naissance;Date événement;Événement;Détail",
        &["RIOU;Ewen;01/02/2008;03/11/2026;CDI;".into()],
    );
    let received = follow::intake::stage::Received {
        source: Some(follow::cases::event::Source::MissionLocale),
        ..received("suivi.csv", file)
    };
    let why = world.bring_as(&Actor::command(), received).await.expect_err("no list").fault().text;
    assert!(why.contains("ne les signale pas"), "{why}");
}

#[tokio::test]
async fn ten_thousand_lines_cost_few_statements() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        let people: Vec<Line> = (0..10_000)
            .map(|n| {
                let letters: String =
                    [n / 676 % 26, n / 26 % 26, n % 26].map(|l| char::from(b'A' + l as u8)).iter().collect();
                let born = format!("{:02}/{:02}/{}", n % 27 + 1, n % 12 + 1, 2005 + n / 13 % 4);
                Line {
                    formation: "1ERPRO".into(),
                    ..Line::new(&format!("QU{letters}OREC{}", n % 7), &format!("Z{n:05}"), &born)
                }
                .ine(&format!("{:09}{}{}", 100_000_000 + n, letters.chars().last().unwrap(), "K"))
            })
            .collect();
        let before = world.app.db.statements();
        let report = world.bring("a.csv", siei(&people)).await;
        assert_eq!((report.lines, report.refused), (10_000, 0));
        assert!(report.created > 9_900, "{}", report.created);
        let first = world.app.db.statements() - before;
        assert!(first < 60, "{first} statements");
        let report = world.bring("b.csv", siei(&people[..5_000])).await;
        assert!(report.attached > 4_900, "{}", report.attached);
        let second = world.app.db.statements() - before - first;
        // The details of those known are read fifty at a time.
        assert!(second < 60 + 5_000 / 50, "{second} statements");
        let lists = world.lists().await;
        let before = world.app.db.statements();
        follow::intake::undo::undo(&world.app, &Actor::command(), lists[1]).await.unwrap();
        assert!(world.app.db.statements() - before < 40);
    }
}

#[tokio::test]
async fn the_journal_tells_of_a_list_without_a_name() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        world.bring("BREST_LE_GOFF.csv", siei(&[yanis()])).await;
        assert_eq!(world.acts().await, ["liste-appliquee"]);
        let lists = world.lists().await;
        follow::intake::undo::undo(&world.app, &Actor::command(), lists[0]).await.unwrap();
        assert_eq!(world.acts().await, ["liste-appliquee", "liste-annulee"]);
        let targets: Vec<(String,)> =
            world.rows("SELECT DISTINCT target || COALESCE(platform, '') FROM audit_entry").await;
        assert_eq!(targets, [(format!("{}{BREST}", lists[0]),)]);
    }
}
