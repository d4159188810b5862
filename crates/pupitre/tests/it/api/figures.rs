//! The figures a program reads are those of the one door.
use super::{LIST, Part, Program, json, outside, problem};
use crate::world::World;
use base::Actor;
use base::testing::{ENGINES, Engine};
use follow::cases::event::{Channel, Contacted, Outcome, What};
use follow::cases::store::{NewEvent, append};
use measure::figures::{self, Dimension, Period, Question, Value};
use measure::indicators::Indicator;
use network::rights::Role;

/// A world where Rennes has brought in the list.
async fn world(engine: Engine) -> (World, Program) {
    let world = World::new(engine).await;
    let rennes = Program::of(&world, outside(&world, Role::PlatformAssistant)).await;
    let parts = [Part::Text("platform", "35-RENNES"), Part::Text("apply", "true"), Part::File(LIST.as_bytes())];
    assert_eq!(rennes.import(&parts).await.status, 200);
    (world, rennes)
}

#[tokio::test]
async fn a_list_just_applied_is_counted_by_sex_and_month_and_what_does_not_apply_is_null() {
    for engine in ENGINES {
        let (_world, rennes) = world(engine).await;
        let address = "/api/v1/figures?territory=35-RENNES&from=2026-09-01&to=2027-08-31\
                       &by=sex,month&indicators=listed,to_verify,verification_rate,contact_rate,days_to_contact";
        let figures = json(&rennes.get(address).await);
        let values = |listed| {
            serde_json::json!({
                "listed": listed, "to_verify": listed, "verification_rate": 0.0, "contact_rate": null, "days_to_contact": null
            })
        };
        assert_eq!(
            figures,
            serde_json::json!({
                "territory": "35-RENNES", "from": "2026-09-01", "to": "2027-08-31", "at": "2026-11-24",
                "cells": [
                    {"sex": "F", "month": "2026-11", "values": values(3)},
                    {"sex": "M", "month": "2026-11", "values": values(2)},
                ]
            })
        );
    }
}

#[tokio::test]
async fn every_indicator_at_every_level_is_what_the_one_door_answers() {
    for engine in ENGINES {
        let (world, _) = world(engine).await;
        let national = Program::of_role(&world, Role::NationalTeam).await;
        let by = [Dimension::Platform, Dimension::Age, Dimension::Source];
        for territory in ["FR", "R53", "D35", "35-RENNES", "29-BREST", "R11"] {
            let address =
                format!("/api/v1/figures?territory={territory}&from=2000-01-01&to=2026-11-24&by=platform,age,source");
            let told = json(&national.get(&address).await);
            let question = Question {
                territory: territory.into(),
                period: Period { from: "2000-01-01".parse().expect("a day"), to: "2026-11-24".parse().expect("a day") },
                at: world.app.clock.today(),
                known_on: None,
                by: by.to_vec(),
                only: vec![],
            };
            let mut tx = world.app.read().await.expect("a reader");
            let answer = figures::ask(&world.app, &mut tx, &Actor::command(), &question).await.expect("answered");
            let cells = told["cells"].as_array().expect("cells");
            assert_eq!(cells.len(), answer.cells.len(), "{territory}");
            for (told, cell) in cells.iter().zip(&answer.cells) {
                for (dimension, class) in by.iter().zip(&cell.classes) {
                    assert_eq!(told[dimension.as_str()], class.as_str());
                }
                assert_eq!(told["values"].as_object().expect("values").len(), Indicator::cohort().count());
                for indicator in Indicator::cohort() {
                    let (told, value) = (&told["values"][indicator.code()], cell.tally.value(indicator));
                    match value {
                        Value::Count(count) => assert_eq!(told.as_i64(), Some(count), "{}", indicator.code()),
                        other => assert_eq!(told.as_f64(), other.number(), "{}", indicator.code()),
                    }
                }
            }
        }
    }
}

#[tokio::test]
async fn a_territory_where_nobody_entered_answers_zeros_or_no_cell() {
    let world = World::new(Engine::Sqlite).await;
    let national = Program::of_role(&world, Role::NationalTeam).await;
    let address = "/api/v1/figures?territory=R11&from=0001-01-01&to=9999-12-31&indicators=listed,contact_rate";
    let figures = json(&national.get(address).await);
    assert_eq!(figures["cells"], serde_json::json!([{"values": {"listed": 0, "contact_rate": null}}]));
    assert_eq!(json(&national.get(&format!("{address}&by=sex")).await)["cells"], serde_json::json!([]));
}

#[tokio::test]
async fn a_question_that_makes_no_sense_names_every_parameter_to_correct() {
    let world = World::new(Engine::Sqlite).await;
    let lead = Program::of_role(&world, Role::PlatformLead).await;
    let wrong = problem(&lead.get("/api/v1/figures?territory=BREST&from=31/02/2026&by=sexe").await, 400);
    let named: Vec<&str> =
        wrong["errors"].as_array().expect("errors").iter().map(|e| e["parameter"].as_str().expect("a name")).collect();
    assert_eq!(named, ["territory", "from", "to", "by"]);
    for query in ["x=1", "territory=FR&territory=FR", "%00=1"] {
        problem(&lead.get(&format!("/api/v1/figures?{query}")).await, 400);
    }
    problem(&lead.get("/api/v1/territories?level=region").await, 400);
    problem(&lead.get("/api/v1/indicators?code=listed").await, 400);
}

#[tokio::test]
async fn the_activity_of_a_period_is_answered_with_the_cohort_or_alone() {
    for engine in ENGINES {
        let (world, _) = world(engine).await;
        let national = Program::of_role(&world, Role::NationalTeam).await;
        let mut tx = world.app.begin(&Actor::command()).await.expect("a writer");
        let cases: Vec<(db::Id,)> = db::query("SELECT case_id FROM case_facts").all(&mut tx).await.expect("cases");
        for (case,) in cases {
            let attempt = What::ContactAttempted {
                channel: Channel::Phone,
                person: Contacted::Youth,
                outcome: Outcome::NoAnswer,
            };
            let news = vec![NewEvent::on(world.app.clock.today(), attempt)];
            append(&mut tx, case, news).await.expect("recorded");
        }
        tx.commit().await.expect("committed");
        let address = "/api/v1/figures?territory=FR&from=2000-01-01&to=2026-11-24";
        let alone = json(&national.get(&format!("{address}&reading=activity&by=month,platform")).await);
        let cells = alone["cells"].as_array().expect("cells");
        let attempts: i64 = cells.iter().map(|cell| cell["values"]["attempts"].as_i64().expect("a count")).sum();
        assert!(cells.iter().all(|cell| cell["values"]["listed"].is_null()), "{engine:?}");
        let both = json(&national.get(&format!("{address}&indicators=listed,attempts,clock_return_kept")).await);
        let values = &both["cells"][0]["values"];
        assert_eq!(values["attempts"].as_i64(), Some(attempts), "{engine:?}");
        let mut tx = world.app.read().await.expect("a reader");
        let counted = "SELECT CAST(count(*) AS BIGINT) FROM case_event WHERE kind = 'ContactAttempted'";
        let (events,): (i64,) = db::query(counted).one(&mut tx).await.expect("counted");
        assert_eq!((attempts, values["listed"].as_i64()), (events, Some(events)), "{engine:?}");
        assert!(attempts > 0, "{engine:?}");
        problem(&national.get(&format!("{address}&reading=actions")).await, 400);
    }
}

#[tokio::test]
async fn an_indicator_that_a_territory_added_is_read_by_its_code_where_it_applies() {
    for engine in ENGINES {
        let (world, _) = world(engine).await;
        let lead = Program::of_role(&world, Role::PlatformLead).await;
        let days = "from=2026-09-01&to=2027-08-31&indicators=listed&added=P29_BREST.1";
        let figures = json(&lead.get(&format!("/api/v1/figures?territory=29-BREST&{days}")).await);
        assert_eq!(
            figures["added"],
            serde_json::json!([{
                "code": "P29_BREST.1", "version": 1, "value": null, "sign": "not_sent", "text": "non transmis",
                "note": "1\u{a0}mois sur 1 non transmis"
            }]),
            "{engine:?}"
        );
        let national = Program::of_role(&world, Role::NationalTeam).await;
        let refused = national.get(&format!("/api/v1/figures?territory=FR&{days}")).await;
        assert!(problem(&refused, 400)["detail"].as_str().is_some_and(|why| why.contains("P29_BREST.1")));
        let catalogue = json(&lead.get("/api/v1/indicators").await);
        assert!(catalogue.as_array().is_some_and(|all| all.iter().all(|each| each["version"] == 1)));
    }
}
