//! Who reads which figures. Out of scope looks like absent.
use crate::world::{BREST, PLATFORMS, RENNES, TERRITORIES, World};
use base::testing::ENGINES;
use network::rights::Role;

/// The figures a role at a territory opens.
fn opens(at: &str, territory: &str) -> bool {
    let mut code = territory;
    loop {
        if code == at {
            return true;
        }
        match TERRITORIES.iter().find(|t| t.0 == code).and_then(|t| t.3) {
            Some(parent) => code = parent,
            None => return false,
        }
    }
}

#[tokio::test]
async fn each_role_reads_its_own_territory_and_those_below_and_no_other() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        for (role, at) in [
            (Role::PlatformLead, RENNES),
            (Role::PlatformAssistant, BREST),
            (Role::Member, BREST),
            (Role::PrefectDelegate, "D29"),
            (Role::DepartmentLead, "D29"),
            (Role::RegionLead, "A14"),
            (Role::RegionLead, "R53"),
            (Role::NationalTeam, "FR"),
        ] {
            let actor = world.person("Camille Riou", role, at).await;
            for (territory, ..) in TERRITORIES {
                let expected = if opens(at, territory) { 200 } else { 404 };
                for page in ["tableau-de-bord", "objectifs", "concertation", "chiffres/listed"] {
                    let answer = world.get(&actor, &format!("/territoires/{territory}/{page}")).await;
                    assert_eq!(answer.status.as_u16(), expected, "{engine:?} {role} of {at}: {territory}/{page}");
                }
                // A platform has none underneath to be compared.
                let expected = if PLATFORMS.contains(&territory) { 404 } else { expected };
                let answer = world.get(&actor, &format!("/territoires/{territory}/comparer")).await;
                assert_eq!(answer.status.as_u16(), expected, "{engine:?} {role} of {at}: {territory}/comparer");
            }
        }
    }
}

#[tokio::test]
async fn a_territory_out_of_scope_answers_as_one_that_does_not_exist() {
    let world = World::new(ENGINES[0]).await;
    let lead = world.person("Yves Le Bris", Role::PlatformLead, RENNES).await;
    for page in ["tableau-de-bord", "objectifs", "concertation", "chiffres/listed"] {
        let out = world.get(&lead, &format!("/territoires/29-BREST/{page}")).await.is(404);
        let absent = world.get(&lead, &format!("/territoires/29-NULLE-PART/{page}")).await.is(404);
        let nonsense = world.get(&lead, &format!("/territoires/n'importe/{page}")).await.is(404);
        assert_eq!(out.body, absent.body);
        assert_eq!(out.body, nonsense.body);
    }
    let out = world.get(&lead, "/territoires/D29/comparer").await.is(404);
    assert_eq!(out.body, world.get(&lead, "/territoires/D99/comparer").await.is(404).body);
}

#[tokio::test]
async fn who_reads_no_figure_opens_no_page_of_figures() {
    let world = World::new(ENGINES[0]).await;
    for (role, at) in [(Role::ContactOperator, BREST), (Role::Administrator, "FR")] {
        let actor = world.person("Alex Prigent", role, at).await;
        for page in ["tableau-de-bord", "objectifs", "concertation", "chiffres/listed"] {
            world.get(&actor, &format!("/territoires/{at}/{page}")).await.is(404);
        }
        let definition = world.get(&actor, "/indicateurs/contact_rate").await.is(200);
        assert!(!definition.has(".pu-fig"), "a definition, no value");
    }
}

#[tokio::test]
async fn a_breadcrumb_shows_only_levels_that_the_reader_opens() {
    let world = World::new(ENGINES[0]).await;
    let above = |page: &crate::world::Answer| page.texts(".fr-breadcrumb__list a[href]");
    let lead = world.lead().await;
    assert!(above(&world.get(&lead, "/territoires/29-BREST/tableau-de-bord").await).is_empty());
    let region = world.person("Solène Kervella", Role::RegionLead, "A14").await;
    let page = world.get(&region, "/territoires/29-BREST/tableau-de-bord").await;
    assert_eq!(above(&page), ["Académie de Rennes", "Finistère"]);
}
