use crate::world::World;
use base::testing::{ENGINES, Engine};
use base::{Actor, Person, Target};
use chrono::Duration;
use network::rights::Role;

async fn told(engine: Engine) -> (World, db::Id) {
    let world = World::new(engine).await;
    world.account("national@x.fr", "Nadia National", Role::Administrator, "FR").await;
    world.account("bretagne@x.fr", "Bruno Bretagne", Role::Administrator, "R53").await;
    world.account("lead@x.fr", "Hervé Quéméneur", Role::PlatformLead, "29-BREST").await;
    world.account("caen@x.fr", "Corinne Caen", Role::PlatformLead, "14-CAEN").await;
    let assistant = world.account("maelle@x.fr", "Maëlle Le Gall", Role::PlatformAssistant, "29-BREST").await;
    (world, assistant)
}

async fn look_at_a_file(world: &World, account: db::Id, case: &str) {
    let desk = base::Desk { role: "platform-assistant".into(), ..base::Desk::default() };
    let actor = Actor::new(Person { account: Some(account), desk, ..Person::default() });
    world.app.log_view(&actor, Target::new("dossier", case).at("29-BREST")).await.unwrap();
}

#[tokio::test]
async fn a_lead_and_an_administrator_see_who_looked_at_a_file_and_others_elsewhere_do_not() {
    for engine in ENGINES {
        let (world, assistant) = told(engine).await;
        look_at_a_file(&world, assistant, "018f0000-0000-7000-8000-000000000001").await;
        for reader in ["lead@x.fr", "bretagne@x.fr", "national@x.fr"] {
            let page = world.signed_in(reader).await.get("/journal?geste=consultation").await.is(200);
            let row = page.text("tbody tr");
            assert!(
                row.contains("Maëlle Le Gall") && row.contains("assistant ou assistante de plate-forme"),
                "{reader}: {row}"
            );
            assert!(row.contains("Consultation") && row.contains("PSAD de Brest"), "{reader}: {row}");
        }
        let page = world.signed_in("caen@x.fr").await.get("/journal?geste=consultation").await.is(200);
        assert!(page.has(".pu-empty"));
        world.signed_in("maelle@x.fr").await.get("/journal").await.is(404);
        world.signed_in("maelle@x.fr").await.get("/journal/verification").await.is(404);
    }
}

#[tokio::test]
async fn only_those_who_may_open_a_thing_see_a_link_to_it() {
    for engine in ENGINES {
        let (world, assistant) = told(engine).await;
        let href = format!("a[href='/comptes/{assistant}']");
        world.signed_in("maelle@x.fr").await;
        let filter = format!("/journal?sorte=compte&objet={assistant}");
        let admin = world.signed_in("bretagne@x.fr").await.get(&filter).await.is(200);
        assert!(admin.has(&href) && admin.text("tbody").contains("Connexion"));
        assert_eq!(
            admin.text("tbody td:nth-of-type(3) .pu-meta"),
            "Maëlle Le Gall",
            "named, though the journal keeps none"
        );
        let lead = world.signed_in("lead@x.fr").await.get(&filter).await.is(200);
        assert!(lead.text("tbody").contains("Connexion") && !lead.has(&href));
    }
}

#[tokio::test]
async fn the_journal_is_searched_by_person_and_by_day() {
    for engine in ENGINES {
        let (world, assistant) = told(engine).await;
        look_at_a_file(&world, assistant, "1").await;
        world.app.clock.advance(Duration::days(1));
        look_at_a_file(&world, assistant, "2").await;
        let mut admin = world.signed_in("bretagne@x.fr").await;
        let count = async |admin: &mut crate::world::Browser<'_>, query: &str| {
            admin.get(&format!("/journal?geste=consultation&{query}")).await.is(200).texts("tbody tr").len()
        };
        assert_eq!(count(&mut admin, "").await, 2);
        assert_eq!(count(&mut admin, "qui=MAELLE+le+gall").await, 2);
        assert_eq!(count(&mut admin, "qui=quemeneur").await, 0);
        assert_eq!(count(&mut admin, "du=2026-11-25").await, 1);
        assert_eq!(count(&mut admin, "au=24%2F11%2F2026").await, 1);
        assert_eq!(count(&mut admin, "du=2026-11-24&au=2026-11-25").await, 2);
        let page = admin.get("/journal?du=31%2F02%2F2026").await.is(422);
        assert!(page.text("#du-message").contains("n’existe pas"));
        assert_eq!(page.attribute("#du", "value").as_deref(), Some("31/02/2026"));
        admin.get("/journal?du=2026-11-25&au=2026-11-24").await.is(422);
    }
}

#[tokio::test]
async fn older_entries_follow_page_by_page_and_none_is_lost() {
    for engine in ENGINES {
        let (world, assistant) = told(engine).await;
        for n in 0..120 {
            look_at_a_file(&world, assistant, &format!("{n}")).await;
        }
        let mut admin = world.signed_in("bretagne@x.fr").await;
        let mut cost = vec![];
        for path in ["/journal?objet=7", "/journal"] {
            let before = world.app.db.statements();
            admin.get(path).await.is(200);
            cost.push(world.app.db.statements() - before);
        }
        assert_eq!(cost[0], cost[1], "as many statements for one entry as for fifty");
        let (mut path, mut seen) = ("/journal?geste=consultation".to_owned(), vec![]);
        loop {
            let page = admin.get(&path).await.is(200);
            seen.extend(page.texts("tbody .pu-mono"));
            match page.attribute("nav[aria-label='Pages du journal'] a", "href") {
                Some(next) => path = next,
                None => break,
            }
        }
        let expected: Vec<String> = (0..120).rev().map(|n| n.to_string()).collect();
        assert_eq!(seen, expected);
    }
}

#[tokio::test]
async fn a_journal_that_was_touched_says_where_it_breaks() {
    for engine in ENGINES {
        let (world, assistant) = told(engine).await;
        look_at_a_file(&world, assistant, "1").await;
        let mut admin = world.signed_in("bretagne@x.fr").await;
        let page = admin.get("/journal/verification").await.is(200);
        assert_eq!(page.text(".fr-alert__title"), "Le journal est intact");
        let mut tx = world.app.db.write().await.unwrap();
        db::query("UPDATE audit_entry SET target = '2' WHERE action = 'consultation'").execute(&mut tx).await.unwrap();
        tx.commit().await.unwrap();
        let page = admin.get("/journal/verification").await.is(200);
        assert_eq!(page.text(".fr-alert__title"), "Le journal a été altéré");
        assert!(page.text(".fr-alert").contains("a été modifiée"), "{}", page.text(".fr-alert"));
    }
}
