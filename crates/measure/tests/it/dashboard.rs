//! Where a platform, a département, the nation stand: what each reads on its dashboard.
use crate::world::{Answer, BREST, MORLAIX, PARIS, RENNES, World, days_ago};
use base::testing::ENGINES;
use chrono::NaiveDate;
use follow::cases::event::{Channel, Contacted, Finding, NotConcerned, Outcome, Solution, What};
use follow::cases::store::NewEvent;
use network::rights::Role;

const BOARD: &str = "/territoires/29-BREST/tableau-de-bord";

pub fn reached() -> What {
    What::ContactAttempted {
        channel: Channel::Phone,
        person: Contacted::Youth,
        outcome: Outcome::Reached { appointment: None },
    }
}

pub fn confirmed() -> What {
    What::Verified(Finding::Confirmed)
}

pub fn solution(kind: Solution) -> What {
    What::SolutionStarted { kind, place: None, until: None }
}

/// At Brest, ten entered since September: 2 to verify, 1 not concerned, 7 confirmed, of whom 4 reached, 2 in solution.
pub async fn brest(world: &World) {
    for ago in [50, 10] {
        world.case(BREST, days_ago(ago), &[]).await;
    }
    let in_school = What::Verified(Finding::NotConcerned(NotConcerned::InSchool));
    world.case(BREST, days_ago(40), &[(days_ago(30), in_school)]).await;
    for _ in 0..2 {
        world.case(BREST, days_ago(40), &[(days_ago(30), confirmed())]).await;
    }
    world.case(BREST, days_ago(40), &[(days_ago(30), What::Unreachable)]).await;
    for after in [4, 10] {
        let on = days_ago(40 - after);
        world.case(BREST, days_ago(40), &[(on, confirmed()), (on, reached())]).await;
    }
    for kind in [Solution::Apprenticeship, Solution::Employment] {
        let events = [(days_ago(20), confirmed()), (days_ago(20), reached()), (days_ago(5), solution(kind))];
        world.case(BREST, days_ago(40), &events).await;
    }
}

/// The number beside a step of the funnel.
fn step(page: &Answer, label: &str) -> String {
    let steps = page.texts(".pu-funnel li");
    let step = steps.iter().find(|text| text.starts_with(label)).unwrap_or_else(|| panic!("{label} in {steps:?}"));
    step[label.len()..].split_whitespace().next().unwrap().to_owned()
}

#[tokio::test]
async fn the_lead_of_brest_sees_where_the_platform_stands() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        brest(&world).await;
        world.case(RENNES, days_ago(40), &[]).await;
        let lead = world.lead().await;
        let page = world.get(&lead, BOARD).await.is(200);
        assert_eq!(page.text("h1"), "Tableau de bord");
        let steps = ["Présumés", "Vérifiés", "Confirmés", "Contactés", "En solution"].map(|label| step(&page, label));
        assert_eq!(steps, ["10", "8", "7", "4", "2"], "{engine:?}");
        let row = page.texts(".pu-head5 tbody tr").into_iter().find(|row| row.starts_with("Jeunes contactés")).unwrap();
        assert!(row.contains("4 sur 7 confirmés") && row.contains("57,1 %"), "{row}");
        assert!(
            page.texts(".pu-head5 tbody tr")
                .iter()
                .any(|row| row.contains("Délai avant premier contact") && row.contains("15 jours"))
        );
        let kinds = page.texts("section[aria-labelledby=t-sol] tbody tr");
        assert!(kinds.iter().any(|row| row.starts_with("Apprentissage 1")), "{kinds:?}");
        assert_eq!(
            page.texts(".pu-unk li")[0],
            "2 présumés à vérifier présumés à vérifier dont 1 à vérifier depuis plus de 30 jours"
        );
    }
}

#[tokio::test]
async fn the_sums_are_written_out_and_hold() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        brest(&world).await;
        let page = world.get(&world.lead().await, BOARD).await.is(200);
        let sums = page.texts("section[aria-labelledby=ent-h] > p.pu-meta").join(" ");
        // Each linked number carries its noun twice: once for those who hear the link alone.
        let numbers: Vec<i64> = sums.split(|c: char| !c.is_ascii_digit()).filter_map(|n| n.parse().ok()).collect();
        assert_eq!(numbers[0], numbers[1..4].iter().sum::<i64>(), "{sums}");
        assert_eq!(numbers[4], numbers[5..11].iter().sum::<i64>(), "{sums}");
        assert_eq!((numbers[0], numbers[4]), (10, 7), "{sums}");
    }
}

#[tokio::test]
async fn what_was_recorded_a_minute_ago_is_in_it() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        let case = world.case(BREST, days_ago(12), &[(days_ago(10), confirmed())]).await;
        let lead = world.lead().await;
        assert_eq!(step(&world.get(&lead, BOARD).await, "Contactés"), "0");
        world.happened(case, vec![NewEvent::on(days_ago(0), reached())]).await;
        assert_eq!(step(&world.get(&lead, BOARD).await, "Contactés"), "1", "{engine:?}");
    }
}

#[tokio::test]
async fn a_period_and_filters_narrow_every_figure() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        brest(&world).await;
        world.case(BREST, "2026-03-02".parse::<NaiveDate>().unwrap(), &[]).await;
        let lead = world.lead().await;
        let presumed =
            async |query: &str| step(&world.get(&lead, &format!("{BOARD}?{query}")).await.is(200), "Présumés");
        assert_eq!(presumed("annee=2026").await, "10");
        assert_eq!(presumed("annee=2025").await, "1", "{engine:?}");
        assert_eq!(presumed("periode=12-mois").await, "11");
        assert_eq!(presumed("du=02/03/2026&au=2026-03-02").await, "1");
        assert_eq!(presumed("sexe=M").await, "10");
        let none = world.get(&lead, &format!("{BOARD}?sexe=F")).await.is(200);
        assert_eq!(none.text(".pu-empty h2"), "Aucun dossier sur cette période");
        let page = world.get(&lead, &format!("{BOARD}?sexe=M&age=16-17")).await.is(200);
        assert!(
            page.links(".pu-head5 .pu-fig").iter().all(|href| href.contains("sexe=M") && href.contains("age=16-17"))
        );
        assert!(
            page.text(".pu-sub").contains("Seulement : garçons (sexe), 16-17 ans (âge à l’entrée)"),
            "{}",
            page.text(".pu-sub")
        );
    }
}

#[tokio::test]
async fn a_period_that_cannot_be_is_said_by_its_field_and_shows_no_figure() {
    let world = World::new(ENGINES[0]).await;
    brest(&world).await;
    let lead = world.lead().await;
    let page = world.get(&lead, &format!("{BOARD}?du=31/02/2026&au=2026-05-01")).await.is(422);
    assert_eq!(page.attributes("input[name=du]", "value"), ["31/02/2026"]);
    assert!(page.text("#du-message").contains("n’existe pas"));
    assert!(!page.has(".pu-fig"));
    let reversed = world.get(&lead, &format!("{BOARD}?du=2026-05-02&au=2026-05-01")).await.is(422);
    assert!(reversed.text("#au-message").contains("Échangez"));
    world.get(&lead, &format!("{BOARD}?age=17")).await.is(422);
}

#[tokio::test]
async fn the_year_before_is_seen_on_the_same_day_of_its_own_year() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        let last = |text: &str| text.parse::<NaiveDate>().unwrap();
        // Two years running, one entered in October; the one of 2025 was reached in December, after the same date.
        world.case(BREST, last("2025-10-10"), &[(last("2025-12-05"), reached())]).await;
        world.case(BREST, last("2025-11-30"), &[]).await;
        world.case(BREST, last("2026-10-10"), &[(last("2026-11-20"), reached())]).await;
        let page = world.get(&world.lead().await, BOARD).await.is(200);
        let rows = page.texts("section[aria-labelledby=t-comp] tbody tr");
        let row = |label: &str| {
            rows.iter().find(|row| row.starts_with(label)).unwrap_or_else(|| panic!("{label}: {rows:?}")).clone()
        };
        assert!(row("Présumés entrés").contains("1 1 autant"), "{engine:?} {rows:?}");
        assert!(row("Joints").contains("1 100,0 % 0 0,0 % 100,0 points de plus"), "{rows:?}");
        let bars = page.texts("figure[aria-labelledby=entrees-h] tbody tr");
        assert!(bars.contains(&"novembre 2026 0 1".to_owned()), "{bars:?}");
        assert!(bars.contains(&"décembre 2026 à venir 0".to_owned()), "{bars:?}");
    }
}

#[tokio::test]
async fn upper_levels_add_up_the_platforms_and_never_lead_to_a_case() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        brest(&world).await;
        for platform in [MORLAIX, RENNES, RENNES, PARIS] {
            world.case(platform, days_ago(20), &[]).await;
        }
        for (role, territory, presumed, title) in [
            (Role::DepartmentLead, "D29", "11", "Le Finistère, 2026-2027"),
            (Role::RegionLead, "A14", "13", "L’académie de Rennes, 2026-2027"),
            (Role::RegionLead, "R53", "13", "La région académique Bretagne, 2026-2027"),
            (Role::NationalTeam, "FR", "14", "La France, 2026-2027"),
        ] {
            let actor = world.person("Solène Kervella", role, territory).await;
            let page = world.get(&actor, &format!("/territoires/{territory}/tableau-de-bord")).await.is(200);
            assert_eq!(page.text("h1"), title);
            assert_eq!(step(&page, "Présumés"), presumed, "{engine:?} {territory}");
            assert!(!page.body.contains("/dossiers") && !page.body.contains("Le Goff"), "{territory}");
            let foot = page.texts("section[aria-labelledby=t-tab] tfoot tr");
            assert!(foot[0].contains(presumed), "{foot:?}");
        }
        let actor = world.person("Solène Kervella", Role::RegionLead, "R53").await;
        let page = world.get(&actor, "/territoires/R53/tableau-de-bord").await;
        let names = page.texts("section[aria-labelledby=t-tab] tbody th");
        assert_eq!(names, ["Finistère", "PSAD de Brest", "PSAD de Morlaix", "Ille-et-Vilaine", "PSAD de Rennes"]);
        let links = page.links("section[aria-labelledby=t-tab] tbody th a");
        assert!(links.contains(&"/territoires/29-MORLAIX/tableau-de-bord?annee=2026".to_owned()), "{links:?}");
        let nation = world.person("Claire Maurin", Role::NationalTeam, "FR").await;
        let page = world.get(&nation, "/territoires/FR/tableau-de-bord").await;
        assert_eq!(page.texts("section[aria-labelledby=t-tab] tbody th"), ["Bretagne", "Île-de-France"]);
        let map = page.texts("figure[aria-labelledby=carte-h] tbody tr");
        assert!(map.contains(&"Finistère 11 7 28,6 %".to_owned()), "{map:?}");
    }
}
