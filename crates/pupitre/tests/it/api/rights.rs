//! The rights of an account, and nothing without a token that works.
use super::{LIST, Part, Program, json, outside, problem, token};
use crate::client::Answer;
use crate::world::World;
use axum::http::{Request, header};
use base::testing::{ENGINES, Engine};
use chrono::Duration;
use network::accounts::{store, tokens};
use network::rights::{Permission, Role, grants};
use network::territories::store::all_territories;

const FIGURES_OF_BREST: &str = "/api/v1/figures?territory=29-BREST&from=2025-09-01&to=2026-11-24";
const OPERATIONS: [&str; 3] = ["/api/v1/territories", "/api/v1/indicators", FIGURES_OF_BREST];

fn brest_list() -> [Part<'static>; 2] {
    [Part::Text("platform", "29-BREST"), Part::File(LIST.as_bytes())]
}

#[tokio::test]
async fn each_role_gets_from_the_api_what_the_table_of_rights_gives_it_and_nothing_of_another_platform() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        for (inside, outside) in &world.seats {
            let role = inside.role;
            let program = Program::of(&world, inside).await;
            let expected = |permission| if grants(role, permission) { 200 } else { 404 };
            assert_eq!(program.get(FIGURES_OF_BREST).await.status, expected(Permission::SeeFigures), "{role}");
            assert_eq!(program.import(&brest_list()).await.status, expected(Permission::ImportLists), "{role}");
            if let Some(outside) = outside {
                let program = Program::of(&world, outside).await;
                problem(&program.get(FIGURES_OF_BREST).await, 404);
                problem(&program.import(&brest_list()).await, 404);
            }
        }
    }
}

#[tokio::test]
async fn what_is_out_of_reach_answers_as_what_does_not_exist() {
    let world = World::new(Engine::Sqlite).await;
    let rennes = Program::of(&world, outside(&world, Role::PlatformLead)).await;
    let told = |answer: &Answer| {
        let mut problem = problem(answer, 404);
        problem.as_object_mut().expect("an object").remove("instance");
        problem
    };
    let absent = rennes.get(&FIGURES_OF_BREST.replace("29-BREST", "29-NULLEPART")).await;
    assert_eq!(told(&rennes.get(FIGURES_OF_BREST).await), told(&absent));
    let absent = rennes.import(&[Part::Text("platform", "29-NULLEPART"), Part::File(LIST.as_bytes())]).await;
    assert_eq!(told(&rennes.import(&brest_list()).await), told(&absent));
}

#[tokio::test]
async fn the_territories_are_those_whose_figures_the_account_reads() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        let codes = async |role| {
            let list = json(&Program::of_role(&world, role).await.get("/api/v1/territories").await);
            let list = list.as_array().expect("a list").clone();
            list.iter().map(|t| t["code"].as_str().expect("a code").to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(codes(Role::PlatformLead).await, ["29-BREST"]);
        assert_eq!(codes(Role::DepartmentLead).await, ["D29", "29-BREST"]);
        assert_eq!(codes(Role::RegionLead).await, ["R53", "A14", "D22", "D29", "D35", "D56", "29-BREST", "35-RENNES"]);
        assert!(codes(Role::ContactOperator).await.is_empty() && codes(Role::Administrator).await.is_empty());
        let national = json(&Program::of_role(&world, Role::NationalTeam).await.get("/api/v1/territories").await);
        let mut tx = world.app.read().await.expect("a reader");
        let all = all_territories(&mut tx).await.expect("the tree");
        assert_eq!(national, serde_json::to_value(&all).expect("JSON"), "as « pupitre territories --json » lists them");
    }
}

fn challenge(answer: &Answer, error: Option<&str>) {
    problem(answer, 401);
    let challenge = answer.header(header::WWW_AUTHENTICATE);
    assert!(challenge.starts_with("Bearer realm="), "{challenge}");
    assert_eq!(challenge.split("error=").nth(1), error, "{challenge}");
}

#[tokio::test]
async fn without_a_token_nothing_is_answered_not_even_to_a_session() {
    let world = World::new(Engine::Sqlite).await;
    for address in OPERATIONS {
        challenge(&world.stranger().get(address).await, None);
        let signed_in = world.enter(world.seat(Role::NationalTeam)).await;
        challenge(&signed_in.get(address).await, None);
    }
    challenge(&world.stranger().ask(super::form(&brest_list())).await, None);
}

#[tokio::test]
async fn a_token_revoked_expired_unknown_or_badly_written_is_worth_nothing() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        let lead = world.seat(Role::PlatformLead).account;
        let invalid = Some("\"invalid_token\"");
        let refused = async |token: &str| {
            for address in OPERATIONS {
                challenge(&Program::with(&world, token).get(address).await, invalid);
            }
            challenge(&Program::with(&world, token).import(&brest_list()).await, invalid);
        };
        refused("pup_inconnu").await;
        let (id, revoked) = token(&world, lead, Duration::days(1)).await;
        assert_eq!(Program::with(&world, &revoked).get(OPERATIONS[0]).await.status, 200);
        let mut tx = world.app.db.write().await.expect("a writer");
        assert!(tokens::revoke(&mut tx, lead, id, world.app.clock.now()).await.expect("revoked"));
        tx.commit().await.expect("committed");
        refused(&revoked).await;

        let (_, short) = token(&world, lead, Duration::hours(1)).await;
        world.app.clock.advance(Duration::hours(1));
        refused(&short).await;

        let (_, closed) = token(&world, lead, Duration::days(1)).await;
        let mut tx = world.app.db.write().await.expect("a writer");
        store::set_closed(&mut tx, lead, Some(world.app.clock.now())).await.expect("closed");
        tx.commit().await.expect("committed");
        refused(&closed).await;
    }
}

#[tokio::test]
async fn only_one_authorization_of_the_scheme_bearer_is_read() {
    let world = World::new(Engine::Sqlite).await;
    let (_, token) = token(&world, world.seat(Role::PlatformLead).account, Duration::days(1)).await;
    let ask = async |headers: &[String]| {
        let request = headers.iter().fold(Request::get(OPERATIONS[0]), |r, h| r.header(header::AUTHORIZATION, h));
        world.stranger().ask(request.body(axum::body::Body::empty()).expect("a request")).await.status.as_u16()
    };
    assert_eq!(ask(&[format!("bearer  {token}")]).await, 200, "the scheme is of any case");
    for refused in [
        &[token.clone()][..],
        &["Bearer".into()],
        &[format!("Basic {token}")],
        &[format!("Bearer {token}"), "Bearer x".into()],
    ] {
        assert_eq!(ask(refused).await, 401, "{refused:?}");
    }
}
