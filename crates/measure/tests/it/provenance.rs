//! « D’où vient ce chiffre ? »
use crate::dashboard::{brest, confirmed};
use crate::random::{Dice, histories};
use crate::world::{BREST, World, days_ago, listed, youth};
use base::testing::ENGINES;
use follow::cases::store::NewEvent;
use measure::indicators::{Indicator, Measured};
use network::rights::Role;

const FIGURE: &str = "/territoires/29-BREST/chiffres/contact_rate?annee=2026";

#[tokio::test]
async fn a_figure_says_what_it_is_made_of() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        brest(&world).await;
        let lead = world.lead().await;
        let page = world.get(&lead, FIGURE).await.is(200);
        assert_eq!(page.text("h1"), "D’où vient ce chiffre ?");
        let formula = page.text(".pu-formula");
        assert!(
            formula.contains("57,1 %") && formula.contains("4 contactés") && formula.contains("7 confirmés"),
            "{formula}"
        );
        assert!(formula.contains("4 ÷ 7 = 0,5714"), "{formula}");
        let sums = page.texts("section[aria-labelledby=t-sum] li");
        assert_eq!(sums[0], "10 présumés = 1 non concerné + 7 confirmés + 2 à vérifier", "{engine:?}");
        assert!(page.text("section[aria-labelledby=t-src]").contains("10 dossiers, ouverts à la main"));
        assert!(page.text("section[aria-labelledby=t-src]").contains("le 24 novembre 2026 à 8 h 02"));
        let filters = page.text("section[aria-labelledby=t-fil]");
        assert!(filters.contains("tous") && filters.contains("au 24 novembre 2026"), "{filters}");
        assert!(!filters.contains("2027"), "the same end as the dashboard: {filters}");
        let definition = page.text("section[aria-labelledby=t-def]");
        assert!(definition.contains("Si aucun confirmé") && !definition.contains("contact_rate"), "{definition}");
        let address = page.text("section[aria-labelledby=t-adr] a");
        assert!(address.starts_with("http") && address.ends_with(&format!("{FIGURE}&connu=2026-11-24")), "{address}");
        assert!(
            page.has("table.pu-stackt td[data-label^=Valeur]") && !page.has(".pu-scroll"),
            "a phone shows all columns"
        );
    }
}

#[tokio::test]
async fn every_figure_of_the_dashboard_opens_on_the_same_number() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        brest(&world).await;
        let lead = world.lead().await;
        for query in ["annee=2026", "periode=12-mois&sexe=M", "annee=2026&age=16-17&indicateur=contact_rate"] {
            let board = world.get(&lead, &format!("/territoires/29-BREST/tableau-de-bord?{query}")).await.is(200);
            let shown = board.texts("main a.pu-fig, a.pu-fig");
            let links = board.links("a.pu-fig");
            assert!(links.len() > 25 && shown.len() == links.len(), "{} figures", links.len());
            for (text, href) in shown.iter().zip(&links).filter(|(_, href)| href.contains("/chiffres/")) {
                // « Vérifiés » is a count that opens the rate it is the numerator of.
                let page = world.get(&lead, href).await.is(200);
                let first = text.split_whitespace().next().unwrap();
                let found = page.text(".pu-formula");
                assert!(
                    found.split_whitespace().any(|word| word == first) || found.contains("7 confirmés + 1"),
                    "{text} at {href}: {found}"
                );
            }
        }
    }
}

#[tokio::test]
async fn where_nobody_is_confirmed_the_page_says_so_and_shows_no_zero() {
    let world = World::new(ENGINES[0]).await;
    world.case(BREST, days_ago(10), &[]).await;
    let lead = world.lead().await;
    let formula = world.get(&lead, FIGURE).await.is(200).text(".pu-formula");
    assert!(formula.starts_with("sans objet") && formula.contains("aucun confirmé sur la période"), "{formula}");
    let formula = world.get(&lead, "/territoires/29-BREST/chiffres/days_to_contact").await.is(200).text(".pu-formula");
    assert!(formula.contains("aucun contacté sur la période"), "{formula}");
    let board = world.get(&lead, "/territoires/29-BREST/tableau-de-bord").await.is(200);
    assert!(board.text(".pu-funnel").contains("aucun non concerné"), "{}", board.text(".pu-funnel"));
    assert!(board.text(".pu-unk").contains("dont aucun depuis plus de"), "{}", board.text(".pu-unk"));
}

#[tokio::test]
async fn lists_behind_are_counted_once_each_within_the_filters() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        let (one, other) = (world.list(BREST).await, world.list(BREST).await);
        for list in [one, one, other] {
            let case = world.open(&youth(), BREST, Some(list), vec![NewEvent::on(days_ago(20), listed())]).await;
            world.happened(case, vec![NewEvent::on(days_ago(5), confirmed())]).await;
        }
        let lead = world.lead().await;
        let sources = async |query: &str| {
            world
                .get(&lead, &format!("/territoires/29-BREST/chiffres/listed?{query}"))
                .await
                .is(200)
                .text("section[aria-labelledby=t-src]")
        };
        let all = sources("annee=2026").await;
        assert!(
            all.contains("Liste nationale (SIEI) , 2 listes") && all.contains("3 dossiers, ouverts par 2 listes"),
            "{engine:?} {all}"
        );
        assert!(sources("annee=2026&sexe=F").await.contains("Aucun dossier."));
    }
}

#[tokio::test]
async fn above_the_platform_the_parts_are_the_territories_underneath() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        brest(&world).await;
        let actor = world.person("Solène Kervella", Role::RegionLead, "A14").await;
        let page = world.get(&actor, "/territoires/A14/chiffres/contact_rate").await.is(200);
        let rows = page.texts("section[aria-labelledby=t-ter] tbody tr");
        assert_eq!(rows[0], "Finistère 7 4 57,1 % Jeunes contactés, Finistère", "{engine:?}");
        assert_eq!(rows[1], "Ille-et-Vilaine 0 0 sans objet Jeunes contactés, Ille-et-Vilaine");
        assert!(!page.body.contains("/dossiers") && !page.body.contains("Le Goff"));
    }
}

#[tokio::test]
async fn an_unknown_indicator_is_nowhere() {
    let world = World::new(ENGINES[0]).await;
    let lead = world.lead().await;
    world.get(&lead, "/territoires/29-BREST/chiffres/jeunes").await.is(404);
    world.get(&lead, "/territoires/29-BREST/chiffres/listed?du=x&au=y").await.is(422);
}

#[tokio::test]
async fn a_count_opens_the_very_cases_it_counts_for_those_who_may_read_them() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        let mut dice = Dice(11);
        histories(&world, &mut dice, 60).await;
        let lead = world.lead().await;
        let mut followed = 0;
        for query in
            ["annee=2025", "annee=2026", "periode=12-mois&sexe=F", "du=2025-10-01&au=2026-06-30&age=18-20&quartier=yes"]
        {
            for indicator in Indicator::cohort().filter(|i| matches!(i.definition().measured, Measured::Count(_))) {
                let path = format!("/territoires/29-BREST/chiffres/{}?{query}", indicator.code());
                let page = world.get(&lead, &path).await.is(200);
                let figure: i64 = page.text(".pu-formula__v").parse().unwrap();
                let links = page.links(".pu-head .pu-actions a");
                assert_eq!(links.len(), usize::from(figure > 0), "{path}");
                for link in links {
                    let cases = world.get(&lead, &link).await.is(200).text(".pu-sub strong");
                    let said = if figure < 2 { "dossier" } else { "dossiers" };
                    assert_eq!(cases, format!("{figure} {said}"), "{engine:?} {path} → {link}");
                    followed += 1;
                }
            }
            let board = world.get(&lead, &format!("/territoires/29-BREST/tableau-de-bord?{query}")).await.is(200);
            for (text, link) in
                board.texts(".pu-unk a").iter().zip(board.links(".pu-unk a")).filter(|(_, l)| l.contains("/dossiers"))
            {
                let n = text.split_whitespace().next().unwrap();
                let cases = world.get(&lead, &link).await.is(200).text(".pu-sub strong");
                assert_eq!(cases.split_whitespace().next(), Some(n), "{engine:?} {text} → {link}");
            }
        }
        assert!(followed > 30, "only {followed} counts had cases");
    }
}

#[tokio::test]
async fn who_may_not_read_every_case_is_led_to_none() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        brest(&world).await;
        for (role, at) in [(Role::Member, BREST), (Role::PrefectDelegate, BREST), (Role::DepartmentLead, "D29")] {
            let actor = world.person("Camille Riou", role, at).await;
            for page in ["tableau-de-bord", "chiffres/contacted", "chiffres/contact_rate"] {
                let page = world.get(&actor, &format!("/territoires/29-BREST/{page}")).await.is(200);
                assert!(!page.body.contains("/plates-formes/29-BREST/dossiers"), "{engine:?} {role}");
            }
        }
    }
}
