use crate::world::World;
use base::testing::{ENGINES, Engine};
use network::directory;
use network::rights::Role;

const PAGE: &str = "/plates-formes/29-BREST/membres";

async fn with_assistant(engine: Engine) -> World {
    let world = World::new(engine).await;
    world.account("maelle@x.fr", "Maëlle Le Gall", Role::PlatformAssistant, "29-BREST").await;
    world
}

#[tokio::test]
async fn the_assistant_adds_a_member_who_can_then_carry_a_case() {
    for engine in ENGINES {
        let world = with_assistant(engine).await;
        let mut assistant = world.signed_in("maelle@x.fr").await;
        assert!(assistant.get(PAGE).await.is(200).has(".pu-empty"));
        let fields = [("name", "Nolwenn Kermarrec"), ("organisation", "Mission locale"), ("job", "conseillère")];
        assistant.post(PAGE, &fields).await.is(303).leads_to("/plates-formes/29-BREST/membres?fait=ajoute");
        let page = assistant.get(PAGE).await.is(200);
        let table = page.text("table");
        assert!(table.contains("Nolwenn Kermarrec") && table.contains("sans compte"), "{table}");
        assert_eq!(world.acts().await.last().unwrap(), "membre-ajoute");
        let mut tx = world.app.db.read().await.unwrap();
        let members = directory::members(&mut tx, "29-BREST").await.unwrap();
        assert_eq!((members[0].name.as_str(), members[0].job.as_str()), ("Nolwenn Kermarrec", "conseillère"));
        assert!(directory::members(&mut tx, "35-RENNES").await.unwrap().is_empty());
        let id = members[0].id;
        assert!(directory::member(&mut tx, "29-BREST", id).await.unwrap().is_some());
        assert!(directory::member(&mut tx, "35-RENNES", id).await.unwrap().is_none(), "not of another platform");
    }
}

#[tokio::test]
async fn a_field_left_empty_is_said_and_the_others_stay() {
    for engine in ENGINES {
        let world = with_assistant(engine).await;
        let mut assistant = world.signed_in("maelle@x.fr").await;
        let fields = [("name", "Nolwenn Kermarrec"), ("organisation", ""), ("job", &"x".repeat(121))];
        let page = assistant.post(PAGE, &fields).await.is(422);
        assert!(page.has("#organisation-message") && page.text("#job-message").contains("120"));
        assert_eq!(page.attribute("#name", "value").as_deref(), Some("Nolwenn Kermarrec"));
    }
}

#[tokio::test]
async fn a_colleague_with_an_account_is_proposed_and_linked_once() {
    for engine in ENGINES {
        let world = with_assistant(engine).await;
        let member = world.account("nolwenn@x.fr", "Nolwenn Kermarrec", Role::Member, "29-BREST").await;
        let foreign = world.account("caen@x.fr", "Corinne Caen", Role::Member, "14-CAEN").await;
        let mut assistant = world.signed_in("maelle@x.fr").await;
        let page = assistant.get(PAGE).await.is(200);
        let href = page.texts("section[aria-labelledby=t-comptes] li");
        assert!(
            href.iter().any(|line| line.contains("Nolwenn Kermarrec"))
                && href.iter().all(|line| !line.contains("Corinne"))
        );
        let id = member.to_string();
        let begun = assistant.get(&format!("{PAGE}?name=Nolwenn+Kermarrec&account={id}")).await.is(200);
        assert!(begun.has(&format!("#account option[value='{id}'][selected]")));
        let foreign = foreign.to_string();
        let fields =
            |account| [("name", "Nolwenn"), ("organisation", "ML"), ("job", "conseillère"), ("account", account)];
        assistant.post(PAGE, &fields(&foreign)).await.is(422);
        assistant.post(PAGE, &fields(&id)).await.is(303);
        assistant.post(PAGE, &fields(&id)).await.is(422);
        let mut tx = world.app.db.read().await.unwrap();
        assert_eq!(directory::members(&mut tx, "29-BREST").await.unwrap()[0].account_id, Some(member));
    }
}

#[tokio::test]
async fn a_member_who_leaves_is_no_longer_offered_but_stays_readable() {
    for engine in ENGINES {
        let world = with_assistant(engine).await;
        let mut assistant = world.signed_in("maelle@x.fr").await;
        let fields = [("name", "Nolwenn Kermarrec"), ("organisation", "Mission locale"), ("job", "conseillère")];
        assistant.post(PAGE, &fields).await.is(303);
        let page = assistant.get(PAGE).await.is(200);
        let end = page.attribute("form[action$='/fin']", "action").unwrap();
        world.account("rennes@x.fr", "Rozenn Rennes", Role::PlatformLead, "35-RENNES").await;
        let mut rennes = world.signed_in("rennes@x.fr").await;
        rennes.post(&end, &[]).await.is(404);
        rennes.post(&end.replace("29-BREST", "35-RENNES"), &[]).await.is(404);
        assistant.post(&end, &[]).await.is(303);
        assistant.post(&end, &[]).await.is(404);
        assert_eq!(world.acts().await.last().unwrap(), "membre-retire");
        let mut tx = world.app.db.read().await.unwrap();
        assert!(directory::members(&mut tx, "29-BREST").await.unwrap().is_empty());
        drop(tx);
        assert!(assistant.get(PAGE).await.text("section[aria-labelledby=t-anciens]").contains("Nolwenn Kermarrec"));
    }
}

#[tokio::test]
async fn the_list_of_another_platform_or_of_none_does_not_exist() {
    for engine in ENGINES {
        let world = with_assistant(engine).await;
        world.account("member@x.fr", "Nolwenn Kermarrec", Role::Member, "29-BREST").await;
        world.account("region@x.fr", "Solène Kervella", Role::RegionLead, "R53").await;
        let mut assistant = world.signed_in("maelle@x.fr").await;
        for path in
            ["/plates-formes/35-RENNES/membres", "/plates-formes/99-NULLE/membres", "/plates-formes/D29/membres"]
        {
            assistant.get(path).await.is(404);
        }
        world.signed_in("member@x.fr").await.get(PAGE).await.is(404);
        world.signed_in("region@x.fr").await.get(PAGE).await.is(404);
    }
}
