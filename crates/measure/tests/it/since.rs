//! A past day as it was known, and what moved since.
use crate::dashboard::{brest, confirmed, reached, solution};
use crate::world::{BREST, RENNES, World, days_ago};
use base::testing::ENGINES;
use chrono::Duration;
use follow::cases::event::{Solution, What};
use follow::cases::store::NewEvent;
use network::rights::Role;

const BOARD: &str = "/territoires/29-BREST/tableau-de-bord?annee=2026";
const SINCE: &str = "/territoires/29-BREST/depuis?annee=2026&depuis=2026-11-24";

/// Two days later: one who was reached finds a job, a solution is withdrawn, somebody enters.
async fn go_on(world: &World) {
    let open: Vec<(db::Id, String, i64)> = db::query(
        "SELECT c.id, f.situation, c.events FROM youth_case c JOIN case_facts f ON f.case_id = c.id
         WHERE f.platform = '29-BREST' AND f.verification = 'confirmed' ORDER BY c.id",
    )
    .all(&mut world.app.read().await.unwrap())
    .await
    .unwrap();
    world.app.clock.advance(Duration::days(2));
    let today = world.app.clock.today();
    let found = |situation: &str| open.iter().find(|(_, s, _)| s == situation).unwrap();
    world.happened(found("in_contact").0, vec![NewEvent::on(today, solution(Solution::Employment))]).await;
    let (case, _, last) = found("in_solution");
    world.happened(*case, vec![NewEvent { replaces: Some(*last), ..NewEvent::on(today, What::Withdrawn) }]).await;
    world.case(BREST, today, &[]).await;
}

#[tokio::test]
async fn a_past_day_shows_what_was_known_and_says_so() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        brest(&world).await;
        let lead = world.lead().await;
        let before = world.get(&lead, BOARD).await.is(200);
        go_on(&world).await;
        let now = world.get(&lead, BOARD).await.is(200);
        assert_ne!(now.texts(".pu-funnel li"), before.texts(".pu-funnel li"));
        assert!(!now.has(".fr-alert--info"));

        let then = world.get(&lead, &format!("{BOARD}&connu=2026-11-24")).await.is(200);
        assert_eq!(then.texts(".pu-funnel li"), before.texts(".pu-funnel li"), "{engine:?}");
        let said = then.text(".fr-alert--info");
        assert!(said.contains("tels qu’on les savait le 24 novembre 2026 au soir"), "{said}");
        assert!(!then.links("main a").iter().any(|href| href.contains("/dossiers")), "today’s list is not that day’s");

        let refused = world.get(&lead, &format!("{BOARD}&connu=2026-11-27")).await.is(422);
        assert!(refused.body.contains("Ce jour est à venir"), "{}", refused.body);
    }
}

#[tokio::test]
async fn the_address_of_a_figure_gives_the_same_number_whatever_comes() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        brest(&world).await;
        let lead = world.lead().await;
        let figure = "/territoires/29-BREST/chiffres/listed?annee=2026";
        let first = world.get(&lead, figure).await.is(200);
        let links = first.links("section[aria-labelledby=t-adr] a");
        assert_eq!(links.len(), 2, "for ever, and as it goes: {links:?}");
        go_on(&world).await;
        let kept = world.get(&lead, &links[0]).await.is(200);
        assert_eq!(kept.text(".pu-formula"), first.text(".pu-formula"), "{engine:?}");
        assert!(kept.text("section[aria-labelledby=t-src]").contains("10 dossiers"), "what is behind it too");
        let followed = world.get(&lead, &links[1]).await.is(200);
        assert_ne!(followed.text(".pu-formula"), first.text(".pu-formula"));
    }
}

#[tokio::test]
async fn what_moved_is_told_with_its_reasons_and_names_only_to_those_who_read_them() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        brest(&world).await;
        world.case(RENNES, days_ago(30), &[(days_ago(20), confirmed()), (days_ago(20), reached())]).await;
        go_on(&world).await;
        let lead = world.lead().await;
        let page = world.get(&lead, SINCE).await.is(200);
        let rows = page.texts("section[aria-labelledby=t-ecarts] tbody tr");
        let row = |label: &str| rows.iter().find(|row| row.starts_with(label)).unwrap_or_else(|| panic!("{rows:?}"));
        assert_eq!(*row("Présumés"), "Présumés 10 Présumés 11 Présumés + 1", "{engine:?}");
        assert_eq!(*row("Confirmés"), "Confirmés 7 Confirmés 7 Confirmés inchangé");
        assert_eq!(
            *row("En solution"),
            "En solution 2 En solution 2 En solution inchangé",
            "one came, one was withdrawn"
        );
        let why = page.text("section[aria-labelledby=t-pourquoi]");
        assert!(why.contains("1 signalement par une liste, 1 solution commencée"), "{why}");
        assert!(why.contains("1 correction ou retrait"), "{why}");
        let cases = page.texts("section[aria-labelledby=t-dossiers] tbody tr");
        assert_eq!(cases.len(), 3, "{cases:?}");
        assert!(cases.iter().any(|case| case.ends_with("en contact Confirmé, en solution : emploi")), "{cases:?}");
        assert!(cases.iter().any(|case| case.ends_with("pas encore connu À vérifier")), "{cases:?}");

        let above = world.person("Yvon Salaün", Role::DepartmentLead, "D29").await;
        let below = world.get(&above, SINCE).await.is(200);
        assert!(!below.has("section[aria-labelledby=t-dossiers]") && !below.body.contains("Le Goff"), "no name");
        let page = world.get(&above, "/territoires/D29/depuis?annee=2026&depuis=2026-11-24").await.is(200);
        let places = page.texts("section[aria-labelledby=t-ou] tbody tr");
        assert!(places.iter().any(|row| row.contains("Brest") && row.contains("11 (+ 1)")), "{places:?}");
        world.get(&above, "/territoires/35-RENNES/depuis").await.is(404);

        let refused = world.get(&lead, "/territoires/29-BREST/depuis?depuis=2027-01-01").await.is(422);
        assert!(refused.body.contains("Choisissez un jour passé"), "{}", refused.body);
    }
}
