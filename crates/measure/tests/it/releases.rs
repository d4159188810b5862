//! Publications: what is told is true, what is not told is nowhere.
use crate::random::{Dice, histories};
use crate::world::{Answer, BREST, MORLAIX, RENNES, World, days_ago};
use base::testing::ENGINES;
use base::{Actor, Error};
use chrono::{Duration, NaiveDate};
use measure::figures::{Period, Question, Tally, ask};
use measure::indicators::Count;
use measure::releases::{Cells, Class, Figure, Masked, Measure, Quarter, Rate, Release, all, find, publish};
use network::rights::Role;

fn summer() -> Quarter {
    Quarter::of("2026-07-01".parse().unwrap())
}

/// A country with enough cases for some numbers to be shown, and few enough for others not.
async fn country(world: &World, seed: u64) {
    let mut dice = Dice(seed);
    histories(world, &mut dice, 200).await;
    // What is recorded today is not in a release of yesterday.
    world.app.clock.advance(Duration::days(2));
}

async fn published(world: &World) -> (Release, Cells) {
    let release = publish(&world.app, &Actor::command(), summer()).await.unwrap();
    let cells = all(&mut world.app.read().await.unwrap(), release.id).await.unwrap();
    (release, cells)
}

async fn tally(world: &World, release: &Release, territory: &str) -> Tally {
    let question = Question {
        territory: territory.into(),
        period: Period { from: release.quarter.first_day(), to: release.quarter.last_day() },
        at: release.known_on,
        known_on: Some(release.known_on),
        by: vec![],
        only: vec![],
    };
    let mut tx = world.app.read().await.unwrap();
    ask(&world.app, &mut tx, &Actor::command(), &question).await.unwrap().whole().clone()
}

/// The truth, as the figures know it.
fn truth(tally: &Tally, measure: Measure) -> i64 {
    let confirmed = tally.count(Count::Confirmed);
    match measure {
        Measure::Listed => tally.count(Count::Listed),
        Measure::ToVerify => tally.count(Count::ToVerify),
        Measure::NotConcerned => tally.count(Count::NotConcerned),
        Measure::Confirmed => confirmed,
        Measure::Contacted => tally.count(Count::Contacted),
        Measure::NotContacted => confirmed - tally.count(Count::Contacted),
        Measure::FoundSolution => tally.count(Count::FoundSolution),
        Measure::NoSolution => confirmed - tally.count(Count::FoundSolution),
    }
}

const PLACES: [&str; 12] =
    ["FR", "R53", "A14", "D29", "D35", BREST, MORLAIX, "35-RENNES", "R11", "A01", "D75", "75-PARIS-12"];

#[tokio::test]
async fn what_is_published_is_true_and_no_small_number_is() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        country(&world, 21).await;
        let (release, cells) = published(&world).await;
        let (mut shown, mut hidden) = (0, 0);
        for place in PLACES {
            let tally = tally(&world, &release, place).await;
            for measure in Measure::ALL {
                match (cells.count(place, Class::All, measure).unwrap(), truth(&tally, measure)) {
                    (Figure::Exact(told), truth) => {
                        assert_eq!(told, truth, "{measure:?} of {place}");
                        assert!(!(1..5).contains(&told), "{measure:?} of {place} is small and shown: {told}");
                        shown += 1;
                    }
                    (Figure::Masked(Masked::Small), truth) => {
                        assert!((1..5).contains(&truth), "{measure:?} of {place} is said to be small: {truth}");
                        hidden += 1;
                    }
                    (Figure::Masked(Masked::ForAnother), _) => hidden += 1,
                    (Figure::NotSent | Figure::NotApplicable, _) => panic!("{place} sent its lists"),
                }
            }
        }
        assert!(shown > 10 && hidden > 10, "{engine:?}: {shown} shown, {hidden} hidden");
    }
}

/// For each class told, and each sum a reader may write between what he is shown, one hidden number alone is never its rest.
#[tokio::test]
async fn no_hidden_number_is_the_rest_of_a_sum() {
    let sums: [(Measure, &[Measure]); 3] = [
        (Measure::Listed, &[Measure::ToVerify, Measure::NotConcerned, Measure::Confirmed]),
        (Measure::Confirmed, &[Measure::Contacted, Measure::NotContacted]),
        (Measure::Confirmed, &[Measure::FoundSolution, Measure::NoSolution]),
    ];
    let trees: [(&str, &[&str]); 5] = [
        ("FR", &["R53", "R11"]),
        ("A14", &["D29", "D35"]),
        ("D29", &[BREST, MORLAIX]),
        ("R53", &["A14"]),
        ("D75", &["75-PARIS-12"]),
    ];
    for engine in ENGINES {
        for seed in [31] {
            let world = World::new(engine).await;
            country(&world, seed).await;
            let (_, cells) = published(&world).await;
            let is_hidden = |place: &str, class, measure| {
                cells.count(place, class, measure).is_some_and(|told| matches!(told, Figure::Masked(_)))
            };
            let mut lines = 0;
            for class in Class::every() {
                for place in PLACES.iter().filter(|place| cells.tells(place, class)) {
                    for (total, parts) in sums {
                        let line = [&[total], parts].concat();
                        assert_ne!(
                            line.iter().filter(|measure| is_hidden(place, class, **measure)).count(),
                            1,
                            "{place} {class:?} {line:?}"
                        );
                        lines += 1;
                    }
                }
                for (total, parts) in trees.iter().filter(|(_, parts)| cells.tells(parts[0], class)) {
                    for measure in Measure::ALL {
                        let line = [&[*total], *parts].concat();
                        assert_ne!(
                            line.iter().filter(|place| is_hidden(place, class, measure)).count(),
                            1,
                            "{line:?} {class:?} {measure:?}"
                        );
                        lines += 1;
                    }
                }
            }
            assert!(lines > 50, "{lines}");
            // Numbers behind a sign are nowhere in the database.
            let mut tx = world.app.read().await.unwrap();
            let (leaks,): (i64,) =
                db::query("SELECT count(*) FROM release_cell WHERE sign <> 'shown' AND value IS NOT NULL")
                    .one(&mut tx)
                    .await
                    .unwrap();
            assert_eq!(leaks, 0);
        }
    }
}

#[tokio::test]
async fn a_quarter_is_published_once_and_when_it_is_over() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        country(&world, 41).await;
        let national = world.person("Claire", Role::NationalTeam, "FR").await;
        let answer = world.post(&national, "/publications", &[("trimestre", "2026-T4")]).await.is(409);
        assert!(answer.body.contains("n’est pas fini"), "{}", answer.body);
        world.post(&national, "/publications", &[("trimestre", "été")]).await.is(400);
        let region = world.person("Yves", Role::RegionLead, "R53").await;
        world.post(&region, "/publications", &[("trimestre", "2026-T3")]).await.is(403);
        world.get(&region, "/publications").await.is(403);
        let asked = world.post(&national, "/publications", &[("trimestre", "2026-T3")]).await.leads();
        assert!(world.get(&national, &asked).await.is(200).body.contains("en cours de publication"));
        let (release, cells) = published(&world).await;
        match publish(&world.app, &Actor::command(), summer()).await {
            Err(Error::Refused(why)) => assert!(why.contains("déjà publié"), "{why}"),
            other => panic!("{other:?}"),
        }
        // What comes later changes nothing.
        let mut dice = Dice(42);
        histories(&world, &mut dice, 40).await;
        let mut tx = world.app.read().await.unwrap();
        assert_eq!(find(&mut tx, summer()).await.unwrap(), Some(release.clone()));
        let again = all(&mut tx, release.id).await.unwrap();
        for (place, measure) in PLACES.iter().flat_map(|place| Measure::ALL.map(|measure| (place, measure))) {
            assert_eq!(again.count(place, Class::All, measure), cells.count(place, Class::All, measure));
        }
    }
}

/// The cells of a row of a page, by the words of its first.
fn row(answer: &Answer, name: &str) -> Vec<String> {
    let rows = answer.texts(".pu-peers tr");
    let found = rows.iter().find(|row| row.starts_with(name)).unwrap_or_else(|| panic!("{name} in {rows:?}"));
    found.split_whitespace().map(str::to_owned).collect()
}

#[tokio::test]
async fn a_lead_reads_his_own_figures_exact_and_those_of_others_as_published() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        let lead = world.lead().await;
        country(&world, 51).await;
        let page = world.get(&lead, "/territoires/29-BREST/pairs").await.is(200);
        assert!(page.body.contains("Rien n’est encore publié"), "{}", page.body);
        let (release, cells) = published(&world).await;
        let page = world.get(&lead, "/territoires/29-BREST/pairs").await.is(200);
        let own = tally(&world, &release, BREST).await;
        let exact = [Count::Listed, Count::ToVerify, Count::NotConcerned, Count::Confirmed];
        let numbers = row(&page, "PSAD de Brest").join(" ");
        for count in exact {
            assert!(numbers.contains(&own.count(count).to_string()), "{count:?} in {numbers}");
        }
        let told = row(&page, "PSAD de Morlaix").join(" ");
        let hidden = Measure::ALL
            .iter()
            .take(5)
            .filter(|measure| matches!(cells.count(MORLAIX, Class::All, **measure), Some(Figure::Masked(_))));
        assert!(told.matches("petit effectif").count() + told.matches("protégé").count() >= hidden.count(), "{told}");
        // Neither another platform, nor a level above, by that address.
        world.get(&lead, "/territoires/29-MORLAIX/pairs").await.is(404);
        world.get(&lead, "/territoires/D29/pairs").await.is(404);
    }
}

#[tokio::test]
async fn open_data_gives_what_is_stored_and_nothing_else() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        let lead = world.lead().await;
        country(&world, 61).await;
        assert!(world.get(&lead, "/donnees-ouvertes").await.is(200).body.contains("Rien n’est encore publié"));
        world.get(&lead, "/donnees-ouvertes/2026-T3").await.is(404);
        let (_, cells) = published(&world).await;
        let page = world.get(&lead, "/donnees-ouvertes/2026-T3").await.is(200);
        assert!(page.text("h1").contains("France"), "{}", page.text("h1"));
        world.get(&lead, "/donnees-ouvertes/2026-T3/D29").await.is(200);
        for absent in ["2026-T2", "2026-T3/D99", "2026-T3.doc", "2026-T3/29-XX", "x"] {
            world.get(&lead, &format!("/donnees-ouvertes/{absent}")).await.is(404);
        }
        let csv = world.get(&lead, "/donnees-ouvertes/2026-T3.csv").await.is(200);
        let lines: Vec<Vec<&str>> =
            csv.body.trim_start_matches('\u{feff}').lines().map(|line| line.split(';').collect()).collect();
        let mut compared = 0;
        for line in lines.iter().skip(1).filter(|line| line[3] == "Ensemble") {
            for (nth, measure) in Measure::ALL.iter().enumerate() {
                let told = cells.count(line[1], Class::All, *measure).unwrap();
                let expected = match told {
                    Figure::Exact(value) => value.to_string(),
                    Figure::Masked(Masked::Small) => "petit effectif".into(),
                    Figure::Masked(Masked::ForAnother) => "protégé".into(),
                    Figure::NotSent => "non transmis".into(),
                    Figure::NotApplicable => "sans objet".into(),
                };
                assert_eq!(line[4 + nth], expected, "{measure:?} of {}", line[1]);
                compared += 1;
            }
        }
        assert_eq!(compared, PLACES.len() * Measure::ALL.len());
        let rate = cells.rate("FR", Class::All, Rate::Contact);
        assert!(rate.is_some());
        let silent: NaiveDate = days_ago(1);
        assert!(silent < world.app.clock.today());
    }
}

#[tokio::test]
async fn a_platform_that_sent_nothing_is_not_a_zero() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        for platform in [BREST, RENNES] {
            let list = world.list(platform).await;
            for day in 0..12 {
                let entry = summer().first_day() + Duration::days(day);
                let opening = follow::cases::store::NewEvent::on(
                    entry,
                    follow::cases::event::What::Listed {
                        list: Some(list),
                        source: follow::cases::event::Source::NationalList,
                        left_on: None,
                    },
                );
                world.open(&crate::world::youth(), platform, Some(list), vec![opening]).await;
            }
        }
        world.app.clock.advance(Duration::days(2));
        let (_, cells) = published(&world).await;
        assert_eq!(cells.count(MORLAIX, Class::All, Measure::Listed), Some(Figure::NotSent));
        // Nor is what holds no other platform; what holds others counts them.
        for place in ["75-PARIS-12", "D75", "A01", "R11"] {
            assert_eq!(cells.count(place, Class::All, Measure::Listed), Some(Figure::NotSent), "{engine:?} {place}");
        }
        assert_eq!(cells.count("D29", Class::All, Measure::Listed), Some(Figure::Exact(12)));
        assert_eq!(cells.count("FR", Class::All, Measure::Listed), Some(Figure::Exact(24)));
        assert_eq!(cells.rate(MORLAIX, Class::All, Rate::Contact), Some(Figure::NotSent));
        assert_eq!(cells.count(BREST, Class::All, Measure::Listed), Some(Figure::Exact(12)));
        assert_eq!(cells.count(BREST, Class::All, Measure::Contacted), Some(Figure::Exact(0)));
        assert_eq!(cells.rate(BREST, Class::All, Rate::Contact), Some(Figure::NotApplicable));
    }
}

#[tokio::test]
async fn when_nobody_sent_anything_nothing_is_published() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        match publish(&world.app, &Actor::command(), summer()).await {
            Err(Error::Refused(why)) => assert!(why.contains("Aucune plate-forme"), "{why}"),
            other => panic!("{other:?}"),
        }
        assert_eq!(find(&mut world.app.read().await.unwrap(), summer()).await.unwrap(), None);
    }
}

/// What a reader of the file knows of a number: at least, at most.
type Bounds = (i64, i64);
const MANY: i64 = 1_000_000;

/// Narrows what is known by every sum, until nothing moves: the work of a patient reader with a pencil.
fn narrowed(mut known: Vec<Bounds>, sums: &[(usize, Vec<usize>)]) -> Vec<Bounds> {
    loop {
        let before = known.clone();
        for (total, parts) in sums {
            let low: i64 = parts.iter().map(|part| known[*part].0).sum();
            let high: i64 = parts.iter().map(|part| known[*part].1).sum();
            known[*total] = (known[*total].0.max(low), known[*total].1.min(high));
            for part in parts {
                let (own, whole) = (known[*part], known[*total]);
                known[*part] = (own.0.max(whole.0 - (high - own.1)), own.1.min(whole.1 - (low - own.0)));
            }
        }
        if known == before {
            return known;
        }
    }
}

/// The numbers of the served file, as a reader may take them, with the words of each.
fn served(csv: &str) -> (Vec<Bounds>, Vec<String>) {
    let lines: Vec<Vec<&str>> = csv.lines().map(|line| line.split(';').collect()).collect();
    let rows = PLACES.map(|place| {
        lines.iter().find(|line| line.get(1) == Some(&place) && line[3] == "Ensemble").expect("a row for each place")
    });
    let words: Vec<String> = rows.iter().flat_map(|row| row[4..12].iter().map(|word| (*word).to_owned())).collect();
    let bounds = words.iter().map(|word| match word.as_str() {
        "petit effectif" => (1, 4),
        "protégé" => (0, MANY),
        "non transmis" => (0, 0),
        number => number.parse().map(|number| (number, number)).expect("a number or a sign"),
    });
    (bounds.collect(), words)
}

#[tokio::test]
async fn no_hidden_number_is_found_again_from_the_served_file() {
    let upper = |place: usize| match PLACES[place] {
        "R53" | "R11" => Some("FR"),
        "A14" => Some("R53"),
        "A01" => Some("R11"),
        "D29" | "D35" => Some("A14"),
        "D75" => Some("A01"),
        "29-BREST" | "29-MORLAIX" => Some("D29"),
        "35-RENNES" => Some("D35"),
        "75-PARIS-12" => Some("D75"),
        _ => None,
    };
    let mut sums = vec![];
    for measure in 0..8 {
        for (total, name) in PLACES.iter().enumerate() {
            let parts: Vec<usize> = (0..PLACES.len()).filter(|part| upper(*part) == Some(*name)).collect();
            if !parts.is_empty() {
                sums.push((total * 8 + measure, parts.into_iter().map(|part| part * 8 + measure).collect()));
            }
        }
    }
    for place in 0..PLACES.len() {
        let at = |measure: usize| place * 8 + measure;
        sums.push((at(0), vec![at(1), at(2), at(3)]));
        sums.push((at(3), vec![at(4), at(5)]));
        sums.push((at(3), vec![at(6), at(7)]));
    }
    for engine in ENGINES {
        let world = World::new(engine).await;
        let lead = world.lead().await;
        country(&world, 71).await;
        published(&world).await;
        let csv = world.get(&lead, "/donnees-ouvertes/2026-T3.csv").await.is(200).body;
        let (bounds, words) = served(&csv);
        let found = narrowed(bounds.clone(), &sums);
        let hidden: Vec<usize> =
            (0..words.len()).filter(|nth| matches!(words[*nth].as_str(), "petit effectif" | "protégé")).collect();
        assert!(hidden.len() > 10 && hidden.len() < words.len(), "{engine:?}: {} hidden", hidden.len());
        for nth in hidden {
            let (low, high) = found[nth];
            let what = format!("{:?} of {}: {low} to {high}", Measure::ALL[nth % 8], PLACES[nth / 8]);
            match words[nth].as_str() {
                "petit effectif" => assert_eq!((low, high), (1, 4), "{what}"),
                _ => assert!(high - low >= 3, "{what}"),
            }
        }
    }
}

#[test]
fn the_pencil_finds_the_rest_of_a_sum() {
    let line = [(0, vec![1, 2])];
    assert_eq!(narrowed(vec![(10, 10), (7, 7), (1, 4)], &line), [(10, 10), (7, 7), (3, 3)]);
    assert_eq!(narrowed(vec![(10, 10), (0, MANY), (1, 4)], &line), [(10, 10), (6, 9), (1, 4)]);
    // A zero that everybody knows hides nothing.
    assert_eq!(narrowed(vec![(3, 3), (1, 4), (0, 0)], &line), [(3, 3), (3, 3), (0, 0)]);
}
