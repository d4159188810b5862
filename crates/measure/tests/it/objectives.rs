//! Targets: typed, refused, kept, replaced, read on the dashboard.
use crate::dashboard::{brest, confirmed, reached};
use crate::world::{BREST, World, days_ago};
use base::testing::ENGINES;
use chrono::{Duration, NaiveDate};
use network::rights::Role;

const PAGE: &str = "/territoires/29-BREST/objectifs";
const BOARD: &str = "/territoires/29-BREST/tableau-de-bord";

#[tokio::test]
async fn a_lead_types_targets_and_reads_the_gap_on_the_dashboard() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        brest(&world).await;
        let lead = world.lead().await;
        let page = world.get(&lead, PAGE).await.is(200);
        assert_eq!(page.text("h1"), "Objectifs 2026-2027");
        let fields = [("annee", "2026"), ("contact_rate", "65,5"), ("days_to_contact", "10"), ("found_solution", "")];
        let done = world.post(&lead, PAGE, &fields).await.is(303).leads();
        let page = world.get(&lead, &done).await.is(200);
        assert_eq!(page.text(".fr-alert--success"), "2 cibles ont changé.");
        assert_eq!(page.attributes("input[name=contact_rate]", "value"), ["65,5"], "{engine:?}");
        let board = world.get(&lead, BOARD).await.is(200);
        let row =
            board.texts(".pu-head5 tbody tr").into_iter().find(|row| row.starts_with("Jeunes contactés")).unwrap();
        assert!(row.contains("sous la cible de 8,4 points") && row.contains("65,5 %"), "{row}");
        let row =
            board.texts(".pu-head5 tbody tr").into_iter().find(|row| row.starts_with("Délai avant premier")).unwrap();
        assert!(row.contains("au-dessus de la cible de 5 jours"), "{row}");
        let acts = world.acts().await;
        assert_eq!(acts, [("cible-fixee".to_owned(), BREST.to_owned()), ("cible-fixee".to_owned(), BREST.to_owned())]);
    }
}

#[tokio::test]
async fn what_was_typed_wrong_is_kept_and_said_field_by_field_and_nothing_is_written() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        let lead = world.lead().await;
        let fields = [
            ("contact_rate", "beaucoup"),
            ("solution_rate", "101"),
            ("support_rate", "-3"),
            ("found_solution", "12,5"),
            ("interview_rate", "50"),
        ];
        let page = world.post(&lead, PAGE, &fields).await.is(422);
        for (name, word) in [
            ("contact_rate", "35,5"),
            ("solution_rate", "100"),
            ("support_rate", "négative"),
            ("found_solution", "entiers"),
        ] {
            let id = name.replace('_', "-");
            assert!(page.text(&format!("#{id}-message")).contains(word), "{engine:?} {name}");
            assert!(page.links(".fr-alert--error a").contains(&format!("#{id}")), "{name} is in the summary");
        }
        for (name, typed) in fields {
            assert_eq!(page.attributes(&format!("input[name={name}]"), "value"), [typed]);
        }
        assert!(page.has("input[name=contact_rate][aria-invalid=true]"));
        assert!(world.acts().await.is_empty());
        let page = world.get(&lead, PAGE).await.is(200);
        assert_eq!(page.attributes("input[name=interview_rate]", "value"), [""], "not even the right one was written");
    }
}

#[tokio::test]
async fn earlier_targets_are_kept_with_who_set_them_and_until_when() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        let lead = world.lead().await;
        world.post(&lead, PAGE, &[("contact_rate", "70")]).await.is(303);
        world.app.clock.advance(Duration::days(3));
        world.post(&lead, PAGE, &[("contact_rate", "75")]).await.is(303);
        let same = world.post(&lead, PAGE, &[("contact_rate", "75")]).await.is(303).leads();
        assert!(world.get(&lead, &same).await.text(".fr-alert").contains("Rien n’a changé"));
        world.app.clock.advance(Duration::days(1));
        world.post(&lead, PAGE, &[("contact_rate", "")]).await.is(303);
        let page = world.get(&lead, PAGE).await.is(200);
        let history = page.texts("section[aria-labelledby=cibles-passees] tbody tr");
        assert_eq!(
            history,
            [
                "Jeunes contactés 75 % fixée le 27 nov. 2026 par Hervé Quéméneur 28 nov. 2026",
                "Jeunes contactés 70 % fixée le 24 nov. 2026 par Hervé Quéméneur 27 nov. 2026",
            ],
            "{engine:?}"
        );
        assert_eq!(page.attributes("input[name=contact_rate]", "value"), [""]);
        let acts: Vec<String> = world.acts().await.into_iter().map(|(act, _)| act).collect();
        assert_eq!(acts, ["cible-fixee", "cible-fixee", "cible-retiree"]);
    }
}

#[tokio::test]
async fn targets_are_of_one_school_year() {
    let world = World::new(ENGINES[0]).await;
    let lead = world.lead().await;
    world.post(&lead, PAGE, &[("annee", "2027"), ("contact_rate", "70")]).await.is(303);
    assert_eq!(world.get(&lead, PAGE).await.attributes("input[name=contact_rate]", "value"), [""]);
    let next = world.get(&lead, &format!("{PAGE}?annee=2027")).await;
    assert_eq!(next.attributes("form input[name=annee]", "value"), ["2027"], "the form says which year it is of");
    assert_eq!(next.attributes("input[name=contact_rate]", "value"), ["70"]);
    world.get(&lead, &format!("{PAGE}?annee=demain")).await.is(400);
}

#[tokio::test]
async fn others_of_the_platform_read_the_targets_and_do_not_set_them() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        world.post(&world.lead().await, PAGE, &[("contact_rate", "70")]).await.is(303);
        let assistant = world.person("Maëlle Le Gall", Role::PlatformAssistant, BREST).await;
        let above = world.person("Solène Kervella", Role::DepartmentLead, "D29").await;
        for actor in [&assistant, &above] {
            let page = world.get(actor, PAGE).await.is(200);
            assert!(!page.has("main form[method=post]") && page.body.contains("70\u{202f}%"), "{engine:?}");
            world.post(actor, PAGE, &[("contact_rate", "10")]).await.is(403);
        }
        let stranger = world.person("Yves Le Bris", Role::PlatformLead, "35-RENNES").await;
        world.get(&stranger, PAGE).await.is(404);
        world.post(&stranger, PAGE, &[("contact_rate", "10")]).await.is(404);
        assert_eq!(world.acts().await.len(), 1);
    }
}

#[tokio::test]
async fn each_level_sets_its_own_targets_and_none_below() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        brest(&world).await;
        for (role, own, below) in [
            (Role::DepartmentLead, "D29", BREST),
            (Role::RegionLead, "A14", "D29"),
            (Role::RegionLead, "R53", "A14"),
            (Role::NationalTeam, "FR", "R53"),
        ] {
            let above = world.person("Solène Kervella", role, own).await;
            let page = format!("/territoires/{own}/objectifs");
            world.post(&above, &page, &[("contact_rate", "72")]).await.is(303);
            let shown = world.get(&above, &page).await.is(200);
            assert_eq!(shown.attributes("input[name=contact_rate]", "value"), ["72"], "{engine:?} {own}");
            let board = world.get(&above, &format!("/territoires/{own}/tableau-de-bord")).await.is(200);
            assert!(board.texts(".pu-head5 tbody tr").iter().any(|row| row.contains("72 %")), "{engine:?} {own}");
            let page = format!("/territoires/{below}/objectifs");
            world.post(&above, &page, &[("contact_rate", "10")]).await.is(403);
            assert!(!world.get(&above, &page).await.is(200).has("main form[method=post]"), "{engine:?} {below}");
        }
        let delegate = world.person("Camille Riou", Role::PrefectDelegate, "D29").await;
        world.post(&delegate, "/territoires/D29/objectifs", &[("contact_rate", "10")]).await.is(403);
    }
}

#[tokio::test]
async fn the_trajectory_follows_the_rhythm_of_the_year_before() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        let on = |text: &str| text.parse::<NaiveDate>().unwrap();
        // Of four who entered in October 2025, one was reached by 24 November, two by the end of the year.
        world.case(BREST, on("2025-10-10"), &[(on("2025-11-01"), reached())]).await;
        world.case(BREST, on("2025-10-10"), &[(on("2026-02-01"), reached())]).await;
        for _ in 0..2 {
            world.case(BREST, on("2025-10-10"), &[]).await;
        }
        world.case(BREST, days_ago(30), &[(days_ago(20), confirmed())]).await;
        world.case(BREST, days_ago(30), &[(days_ago(20), confirmed()), (days_ago(20), reached())]).await;
        let lead = world.lead().await;
        world.post(&lead, PAGE, &[("contact_rate", "80")]).await.is(303);
        let board = world.get(&lead, BOARD).await.is(200);
        let row =
            board.texts(".pu-head5 tbody tr").into_iter().find(|row| row.starts_with("Jeunes contactés")).unwrap();
        assert!(
            row.contains("en avance de 10,0 points"),
            "{engine:?}: half of 80 % is 40 %, one in two is 50 %: {row}"
        );
    }
}
