//! Distinct youths, against a plain reading: a youth followed twice has two cases and is one person.
use crate::random::{Dice, histories};
use crate::reference;
use crate::world::{BREST, MORLAIX, PLATFORMS, World, days_ago, listed, today, youth};
use base::testing::ENGINES;
use base::{Actor, App, Shelf, new_id};
use chrono::{Days, Duration};
use db::Id;
use follow::cases::store::{NewCase, NewEvent, open};
use measure::figures::{Dimension, Period, Question, Value, answer, load, persons};
use measure::indicators::Indicator;
use std::collections::{BTreeMap, HashSet};

/// Opens another case for a youth whom the country knows.
async fn again(world: &World, youth: Id, platform: &str, entry: chrono::NaiveDate) {
    let mut tx = world.app.begin(&Actor::command()).await.unwrap();
    let traits = follow::youths::store::traits(&mut tx, youth).await.unwrap();
    let id = new_id(tx.now());
    let opening = vec![NewEvent::on(entry, listed())];
    let case = NewCase { id, youth, platform: platform.into(), list: None, traits, opening };
    open(&mut tx, platform, vec![case]).await.unwrap();
    tx.commit().await.unwrap();
}

async fn compare(world: &World, cases: &[reference::Case], asked: &Question) -> i64 {
    let of = asked.territory.as_str();
    let mut expected: BTreeMap<Vec<String>, HashSet<Id>> = BTreeMap::new();
    for case in
        cases.iter().filter(|case| case.is_within(of) && (asked.period.from..=asked.period.to).contains(&case.entry))
    {
        if asked.only.iter().all(|(dimension, class)| case.class(dimension.as_str(), of) == *class) {
            let classes = asked.by.iter().map(|dimension| case.class(dimension.as_str(), of)).collect();
            expected.entry(classes).or_default().insert(case.youth());
        }
    }
    let expected: BTreeMap<Vec<String>, i64> = expected.into_iter().map(|(c, who)| (c, who.len() as i64)).collect();
    let mut tx = world.app.read().await.unwrap();
    let told = persons(&world.app, &mut tx, &Actor::command(), asked).await.unwrap();
    assert_eq!(told, expected, "{asked:?}");
    let forgetful = App { shelf: Shelf::default(), ..world.app.clone() };
    assert_eq!(persons(&forgetful, &mut tx, &Actor::command(), asked).await.unwrap(), expected, "{asked:?}");
    expected.values().sum()
}

fn question(territory: &str, by: &[Dimension]) -> Question {
    let period = Period { from: "2025-08-01".parse().unwrap(), to: "2026-12-31".parse().unwrap() };
    Question { territory: territory.into(), period, at: today(), known_on: None, by: by.to_vec(), only: vec![] }
}

#[tokio::test]
async fn distinct_youths_equal_a_plain_reading_today_and_on_a_past_day() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        let mut dice = Dice(41);
        histories(&world, &mut dice, 30).await;
        load(&world.app).await.unwrap();
        histories(&world, &mut dice, 20).await;
        let youths: Vec<(Id,)> =
            db::query("SELECT id FROM youth ORDER BY id").all(&mut world.app.read().await.unwrap()).await.unwrap();
        for (youth,) in youths.into_iter().filter(|_| dice.one_in(2)).collect::<Vec<_>>() {
            again(&world, youth, dice.pick(&PLATFORMS), days_ago(dice.below(400))).await;
        }
        let mut tx = world.app.read().await.unwrap();
        let cases = reference::cases(&mut tx).await;
        drop(tx);
        let mut fewer = 0;
        for territory in ["FR", "R53", "A14", "D29", BREST] {
            fewer += i64::from(compare(&world, &cases, &question(territory, &[])).await < cases.len() as i64);
            for dimension in Dimension::ALL {
                compare(&world, &cases, &question(territory, &[dimension])).await;
            }
            compare(&world, &cases, &question(territory, &[Dimension::Obligation, Dimension::Region, Dimension::Age]))
                .await;
            let only = vec![(Dimension::Sex, "F".to_owned()), (Dimension::Platform, BREST.to_owned())];
            compare(&world, &cases, &Question { only, ..question(territory, &[Dimension::Month]) }).await;
        }
        assert!(fewer > 0 && cases.len() > 60);

        let day = world.app.clock.today();
        world.app.clock.advance(Duration::days(3));
        again(&world, cases[0].youth(), BREST, day + Days::new(1)).await;
        let known = Question { known_on: Some(day), ..question("FR", &[Dimension::Platform]) };
        compare(&world, &cases, &known).await;
    }
}

#[tokio::test]
async fn the_dashboard_says_how_many_youths_its_cases_are_when_there_are_fewer() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        let lead = world.lead().await;
        let twice = youth();
        let opening = vec![NewEvent::on(days_ago(60), listed())];
        world.open(&twice, BREST, None, opening).await;
        load(&world.app).await.unwrap();
        let board = "/territoires/29-BREST/tableau-de-bord?annee=2026";
        let told = "section[aria-labelledby=ent-h] > p";
        let said = |texts: Vec<String>| texts.into_iter().find(|text| text.contains("sont ceux de"));
        assert_eq!(said(world.get(&lead, board).await.is(200).texts(told)), None, "{engine:?}");
        again(&world, twice.id, BREST, days_ago(10)).await;
        again(&world, twice.id, MORLAIX, days_ago(5)).await;
        let line = said(world.get(&lead, board).await.is(200).texts(told)).unwrap();
        assert!(line.starts_with("Ces 2 dossiers sont ceux de 1"), "{engine:?}: {line}");
        let page = world.get(&lead, "/territoires/29-BREST/chiffres/persons?annee=2026").await.is(200);
        assert!(
            page.text(".pu-formula").contains("1 jeune distinct pour 2 dossiers entrés"),
            "{}",
            page.text(".pu-formula")
        );
        let mut tx = world.app.read().await.unwrap();
        let codes = ["listed", "persons"].map(Indicator::of);
        let told = answer(&world.app, &mut tx, &Actor::command(), &question("D29", &[]), &codes).await.unwrap();
        assert_eq!(codes.map(|code| told.whole().value(code)), [Value::Count(3), Value::Count(1)], "{engine:?}");
        let file = world.get(&lead, &board.replace("?", ".csv?table=ensemble&")).await.is(200);
        assert!(file.body.contains("Jeunes distincts;persons;1;"), "{}", file.body);
    }
}
