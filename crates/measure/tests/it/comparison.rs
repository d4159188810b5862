//! A region lead compares platforms: what is said of each, and what is not.
use crate::dashboard::{confirmed, reached};
use crate::world::{Answer, BREST, MORLAIX, PARIS, RENNES, World, days_ago, listed, youth};
use base::Actor;
use base::testing::ENGINES;
use follow::cases::store::NewEvent;
use follow::youths::Sex;
use measure::figures;
use network::rights::Role;

const PAGE: &str = "/territoires/R53/comparer?indicateur=contact_rate";

/// Confirmed youths of a platform, the first of them reached.
async fn confirmed_of(world: &World, platform: &str, sex: Sex, (reached_ones, all): (usize, usize)) {
    for nth in 0..all {
        let mut youth = youth();
        youth.civil.sex = Some(sex);
        let mut events = vec![NewEvent::on(days_ago(40), listed()), NewEvent::on(days_ago(30), confirmed())];
        if nth < reached_ones {
            events.push(NewEvent::on(days_ago(20), reached()));
        }
        world.open(&youth, platform, None, events).await;
    }
}

/// Brest reaches nine in ten, Morlaix one in ten; at Rennes there are five youths, all reached.
async fn far_apart(world: &World) {
    confirmed_of(world, BREST, Sex::Male, (27, 30)).await;
    confirmed_of(world, MORLAIX, Sex::Male, (3, 30)).await;
    confirmed_of(world, RENNES, Sex::Male, (5, 5)).await;
}

async fn region(world: &World) -> Actor {
    world.person("Solène Kervella", Role::RegionLead, "R53").await
}

fn rows(page: &Answer) -> Vec<String> {
    page.texts("section[aria-labelledby=t-att] tbody tr")
}

#[tokio::test]
async fn a_region_lead_sees_who_is_out_of_the_limits_and_nothing_of_a_platform_of_few() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        far_apart(&world).await;
        let lead = region(&world).await;
        let page = world.get(&lead, PAGE).await.is(200);
        assert_eq!(page.text("h1"), "Comparer les plates-formes de la région académique Bretagne");
        assert_eq!(
            page.text(".pu-chart__read"),
            "2 des 2 plates-formes comparées sortent des limites à 95 % : au-dessus, PSAD de Brest ; au-dessous, PSAD de Morlaix. \
             2 sortent aussi des limites à 99,8 %.",
            "{engine:?}"
        );
        assert_eq!(page.texts(".pu-on-wide polygon.c-fill").len(), 2, "a triangle each");
        assert!(page.texts(".pu-on-wide circle").is_empty(), "Rennes is not drawn");

        let data = page.texts("figure[aria-labelledby=entonnoir-h] tbody tr");
        assert!(data[0].starts_with("PSAD de Brest 27 30 90,0 %"), "{data:?}");
        assert!(data[0].ends_with("au-dessus des limites à 99,8 %"), "{data:?}");
        assert_eq!(data[2], "PSAD de Rennes 5 5 100,0 % sans objet sans objet effectif trop petit pour conclure");

        let rows = rows(&page);
        let names = page.texts("section[aria-labelledby=t-att] tbody th");
        assert_eq!(names, ["PSAD de Brest", "PSAD de Morlaix", "PSAD de Rennes"], "in alphabetical order");
        // All alike: each expected at 35 of 65.
        assert!(rows[0].contains("53,8 % 1,67 (") && rows[0].ends_with("plus qu’attendu"), "{rows:?}");
        assert!(rows[1].contains("53,8 % 0,19 (") && rows[1].ends_with("moins qu’attendu"), "{rows:?}");
        assert!(rows[2].contains("sans objet non dessiné effectif trop petit pour conclure"), "{rows:?}");
        assert!(page.body.contains("trop peu pour l’appliquer"), "the factor of overdispersion is stated");
    }
}

#[tokio::test]
async fn with_its_public_taken_into_account_a_platform_does_what_is_expected_of_it() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        // Four girls in five are reached, one boy in five, at both: Brest has the girls, Morlaix the boys.
        confirmed_of(&world, BREST, Sex::Female, (24, 30)).await;
        confirmed_of(&world, BREST, Sex::Male, (2, 10)).await;
        confirmed_of(&world, MORLAIX, Sex::Female, (8, 10)).await;
        confirmed_of(&world, MORLAIX, Sex::Male, (6, 30)).await;
        let page = world.get(&region(&world).await, PAGE).await.is(200);
        let rows = rows(&page);
        for (row, rate) in rows.iter().zip(["65,0 %", "35,0 %"]) {
            assert_eq!(row.matches(rate).count(), 2, "{engine:?}: observed and expected, {row}");
            assert!(row.contains(" 1,00 (") && row.ends_with("compatible avec le hasard"), "{row}");
        }
        assert!(page.text(".pu-stack").contains("toutes font ce qu’on attend d’elles"), "{}", page.text(".pu-stack"));
    }
}

#[tokio::test]
async fn the_chosen_platform_alone_is_named_on_the_plot() {
    let world = World::new(ENGINES[0]).await;
    far_apart(&world).await;
    let lead = region(&world).await;
    assert!(!world.get(&lead, PAGE).await.has(".c-halo"));
    let page = world.get(&lead, &format!("{PAGE}&plate-forme=29-MORLAIX")).await.is(200);
    assert_eq!(page.texts(".pu-on-wide .c-halo"), ["PSAD de Morlaix 10,0 %"]);
    assert!(page.text("tr.is-own").starts_with("PSAD de Morlaix"));
}

#[tokio::test]
async fn what_cannot_be_compared_is_said_by_its_field_and_shows_no_figure() {
    let world = World::new(ENGINES[0]).await;
    far_apart(&world).await;
    let lead = region(&world).await;
    for (query, field, words) in [
        ("indicateur=bonheur", "indicateur", "n’existe pas"),
        ("indicateur=listed", "indicateur", "est un nombre"),
        ("annee=2027-2026", "annee", "à l’envers"),
        ("plate-forme=75-PARIS-12", "plate-forme", "dans la liste"),
    ] {
        let page = world.get(&lead, &format!("/territoires/R53/comparer?{query}")).await.is(422);
        assert!(page.text(&format!("#{field}-message")).contains(words), "{query}");
        assert!(!page.has(".pu-fig"), "{query}");
    }
    let page = world.get(&lead, "/territoires/R53/comparer?annee=2027-2026").await;
    assert_eq!(page.attributes("input[name=annee]", "value"), ["2027-2026"], "what was typed is kept");
}

#[tokio::test]
async fn a_platform_alone_or_among_few_is_compared_with_nobody() {
    let world = World::new(ENGINES[0]).await;
    confirmed_of(&world, PARIS, Sex::Male, (9, 30)).await;
    let nation = world.person("Claire Maurin", Role::NationalTeam, "FR").await;
    for territory in ["D75", "FR", "R53"] {
        let page = world.get(&nation, &format!("/territoires/{territory}/comparer")).await.is(200);
        assert_eq!(page.text(".pu-empty h2"), "Rien à comparer", "{territory}");
    }
}

#[tokio::test]
async fn the_nation_has_its_map_and_the_facts_in_memory_say_the_same() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        far_apart(&world).await;
        let nation = world.person("Claire Maurin", Role::NationalTeam, "FR").await;
        let page = "/territoires/FR/comparer?indicateur=contact_rate";
        let read = world.get(&nation, page).await.is(200);
        let map = read.texts("figure[aria-labelledby=carte-h] tbody tr");
        assert!(map.contains(&"Finistère 60 60 50,0 %".to_owned()), "{map:?}");
        assert!(map.contains(&"Ille-et-Vilaine 5 5 moins de 20 confirmés".to_owned()), "{map:?}");
        assert!(!world.get(&nation, "/territoires/R53/comparer?indicateur=contact_rate").await.has("#carte-h"));
        figures::load(&world.app).await.unwrap();
        assert_eq!(world.get(&nation, page).await.is(200).body, read.body, "{engine:?}");
    }
}

#[tokio::test]
async fn dashboards_above_the_platform_lead_to_the_comparison_of_the_same_year() {
    let world = World::new(ENGINES[0]).await;
    far_apart(&world).await;
    let lead = region(&world).await;
    let page = world.get(&lead, "/territoires/R53/tableau-de-bord?annee=2025&indicateur=contact_rate").await;
    let links = page.links(".pu-head .pu-actions a");
    let comparison = "/territoires/R53/comparer?annee=2025&indicateur=contact_rate";
    assert!(links.iter().any(|href| href == comparison), "{links:?}");
    let below = world.get(&lead, "/territoires/29-BREST/tableau-de-bord").await;
    assert!(!below.links(".pu-head .pu-actions a").iter().any(|href| href.contains("/comparer")));
}
