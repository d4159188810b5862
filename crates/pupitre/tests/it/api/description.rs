//! What is served is what is described, to tools and to people.
use super::{FIELDS, LIST, Part, Program, json, outside, problem};
use crate::world::World;
use axum::http::{Method, header};
use base::testing::Engine;
use measure::indicators::CATALOGUE;
use network::rights::Role;
use serde_json::Value;

async fn description(world: &World) -> Value {
    json(&world.stranger().get("/openapi.json").await)
}

#[tokio::test]
async fn every_operation_is_described_with_its_answers_and_the_token_it_wants() {
    let world = World::new(Engine::Sqlite).await;
    let description = description(&world).await;
    assert!(description["openapi"].as_str().is_some_and(|version| version.starts_with("3.1")));
    assert_eq!(description["security"], serde_json::json!([{"jeton": []}]));
    assert_eq!(description["components"]["securitySchemes"]["jeton"]["scheme"], "bearer");
    let paths = description["paths"].as_object().expect("paths");
    assert_eq!(
        paths.keys().collect::<Vec<_>>(),
        ["/api/v1/figures", "/api/v1/imports", "/api/v1/indicators", "/api/v1/territories"]
    );
    for (path, item) in paths {
        for (method, operation) in item.as_object().expect("methods") {
            let responses = operation["responses"].as_object().expect("responses");
            for status in ["200", "400", "401"] {
                assert!(responses.contains_key(status), "{method} {path}: {status}");
            }
            for text in ["summary", "description"] {
                assert!(operation[text].as_str().is_some_and(|t| t.len() > 15), "{method} {path}: {text}");
            }
        }
    }
}

/// Every member of an answer is one of its schema, and none that the schema requires is missing.
fn fits(description: &Value, schema: &Value, value: &Value, place: &str) {
    if let Some(name) = schema["$ref"].as_str() {
        let schema = description.pointer(name.trim_start_matches('#')).unwrap_or_else(|| panic!("{name}"));
        return fits(description, schema, value, place);
    }
    if let Some(items) = value.as_array() {
        items.iter().for_each(|item| fits(description, &schema["items"], item, place));
    }
    let Some(members) = value.as_object() else {
        assert!(!schema["type"].is_null(), "{place} has no type: {schema}");
        return;
    };
    for (name, member) in members {
        let schema = &schema["properties"][name];
        assert!(!schema.is_null(), "{place}.{name} is not described");
        fits(description, schema, member, &format!("{place}.{name}"));
    }
    for required in schema["required"].as_array().into_iter().flatten() {
        assert!(members.contains_key(required.as_str().expect("a name")), "{place}: {required} is missing");
    }
}

#[tokio::test]
async fn every_answer_and_every_refusal_has_the_shape_described() {
    let world = World::new(Engine::Sqlite).await;
    let description = description(&world).await;
    let rennes = Program::of(&world, outside(&world, Role::PlatformAssistant)).await;
    let list = [Part::Text("platform", "35-RENNES"), Part::Text("apply", "true"), Part::File(LIST.as_bytes())];
    let figures = "/api/v1/figures?territory=35-RENNES&from=2026-09-01&to=2027-08-31&by=month,sex";
    for (path, method, answer) in [
        ("/api/v1/imports", "post", rennes.import(&list).await),
        ("/api/v1/imports", "post", rennes.import(&[]).await),
        ("/api/v1/figures", "get", rennes.get(figures).await),
        ("/api/v1/figures", "get", rennes.get("/api/v1/figures").await),
        ("/api/v1/figures", "get", rennes.get(&figures.replace("35-RENNES", "FR")).await),
        ("/api/v1/indicators", "get", rennes.get("/api/v1/indicators").await),
        ("/api/v1/territories", "get", rennes.get("/api/v1/territories").await),
        ("/api/v1/territories", "get", world.stranger().get("/api/v1/territories").await),
    ] {
        let response = &description["paths"][path][method]["responses"][answer.status.as_str()];
        let schema = &response["content"][answer.header(header::CONTENT_TYPE)]["schema"];
        assert!(!schema.is_null(), "{path} {} is not described: {response}", answer.status);
        fits(&description, schema, &json(&answer), path);
    }
}

#[tokio::test]
async fn the_catalogue_gives_each_indicator_its_definition_unit_formula_and_direction() {
    let world = World::new(Engine::Sqlite).await;
    let list = json(&Program::of_role(&world, Role::Member).await.get("/api/v1/indicators").await);
    let list = list.as_array().expect("a list");
    assert_eq!(list.len(), CATALOGUE.len());
    for (told, definition) in list.iter().zip(CATALOGUE) {
        assert_eq!((&told["code"], &told["definition"]), (&definition.code.into(), &definition.text.into()));
    }
    let sheet = |code: &str| list.iter().find(|i| i["code"] == code).expect("in the catalogue").clone();
    let facts = |code: &str| {
        let sheet = sheet(code);
        ["unit", "formula", "direction"].map(|name| sheet[name].as_str().expect("a text").to_owned())
    };
    assert_eq!(facts("listed"), ["case", "count(listed)", "neither"]);
    assert_eq!(facts("verification_rate"), ["ratio", "(confirmed + not_concerned) / listed", "up"]);
    let lasting = "in_solution[on first_solution + 91] / found_solution[first_solution + 91 <= at]";
    assert_eq!(facts("in_solution_3m"), ["ratio", lasting, "up"]);
    assert_eq!(facts("days_to_contact"), ["day", "median(first_contact - entry)", "down"]);
    for told in list {
        let formula = told["formula"].as_str().expect("a formula");
        assert!(!formula.contains("()") && !formula.contains("/ )") && !formula.ends_with("/ "), "{formula}");
    }
}

#[tokio::test]
async fn a_final_slash_changes_nothing_and_other_methods_are_told_what_is_taken() {
    let world = World::new(Engine::Sqlite).await;
    let lead = Program::of_role(&world, Role::PlatformLead).await;
    for address in ["/api/v1/territories", "/api/v1/indicators"] {
        assert_eq!(lead.get(address).await.body, lead.get(&format!("{address}/")).await.body);
        let head = lead.method(Method::HEAD, address).await;
        assert_eq!((head.status.as_u16(), head.body.as_str()), (200, ""));
        let options = lead.method(Method::OPTIONS, address).await;
        assert_eq!((options.status.as_u16(), options.header(header::ALLOW)), (204, "GET,HEAD"));
        let wrong = lead.method(Method::DELETE, address).await;
        assert_eq!(wrong.header(header::ALLOW), "GET,HEAD");
        problem(&wrong, 405);
    }
    problem(&lead.get("/api/v1/imports").await, 405);
    assert_eq!(lead.get("/api/v1/nulle-part").await.status, 404);
    let mut request = super::form(&[Part::Text("platform", "29-BREST"), Part::File(LIST.as_bytes())]);
    *request.uri_mut() = "/api/v1/imports/".parse().expect("an address");
    assert_eq!(lead.ask(request).await.status, 200);
}

#[tokio::test]
async fn no_other_site_is_invited_to_call() {
    let world = World::new(Engine::Sqlite).await;
    let lead = Program::of_role(&world, Role::PlatformLead).await;
    for answer in [lead.get("/api/v1/territories").await, lead.method(Method::OPTIONS, "/api/v1/territories").await] {
        assert!(!answer.headers.contains_key(header::ACCESS_CONTROL_ALLOW_ORIGIN));
    }
}

#[tokio::test]
async fn the_page_of_the_api_shows_every_operation_with_its_parameters_and_a_command() {
    let world = World::new(Engine::Sqlite).await;
    let page = world.stranger().get("/api").await;
    assert_eq!((page.status.as_u16(), page.heading().as_str()), (200, "API"));
    let description = description(&world).await;
    for path in description["paths"].as_object().expect("paths").keys() {
        assert!(page.body.contains(&format!("{}{path}", world.app.config.public_url())), "a command for {path}");
    }
    for name in FIELDS {
        assert!(page.body.contains(&format!("<code>{name}</code>")), "{name}");
    }
}
