//! What surrounds every page: faults in words, headers, assets, health.
use crate::client::Client;
use crate::world::World;
use axum::body::Body;
use axum::http::{Request, header};
use base::testing::{ENGINES, Engine};
use network::rights::Role;
use pupitre::site;

#[tokio::test]
async fn an_unknown_address_gets_a_page_with_a_way_on_and_a_reference() {
    let world = World::new(Engine::Sqlite).await;
    let answer = world.stranger().get("/nulle-part").await;
    assert_eq!(answer.status, 404);
    assert_eq!(answer.heading(), "Page introuvable");
    assert!(answer.body.contains(answer.header("x-request-id")), "the reference is on the page");
    assert!(answer.body.contains(r#"href="/connexion""#));
    let signed_in = world.enter(world.seat(Role::Administrator)).await.get("/nulle-part").await;
    assert!(signed_in.body.contains(r#"href="/comptes""#), "the menu of the desk stays");
}

#[tokio::test]
async fn a_program_is_told_of_a_fault_in_its_own_language() {
    let world = World::new(Engine::Sqlite).await;
    let answer = world.stranger().get("/api/v1/nulle-part").await;
    assert_eq!((answer.status.as_u16(), answer.header(header::CONTENT_TYPE)), (404, "application/problem+json"));
    let problem: serde_json::Value = serde_json::from_str(&answer.body).expect("JSON");
    assert_eq!(problem["status"], 404);
    assert_eq!(problem["title"], "Page introuvable");
}

#[tokio::test]
async fn a_page_asked_for_the_wrong_way_says_so_in_french() {
    let world = World::new(Engine::Sqlite).await;
    let answer = world.stranger().post("/aide", "").await;
    assert_eq!(answer.status, 405);
    assert_eq!(answer.heading(), "Cette adresse ne se demande pas ainsi");
    assert_eq!(answer.header(header::ALLOW), "GET,HEAD");
}

#[tokio::test]
async fn a_form_of_another_site_changes_nothing() {
    let world = World::new(Engine::Sqlite).await;
    let client = world.enter(world.seat(Role::Member)).await;
    let mut request = client.form("/deconnexion", "");
    request.headers_mut().insert("sec-fetch-site", "cross-site".parse().expect("a value"));
    let answer = client.ask(request).await;
    assert_eq!(answer.status, 403);
    assert_eq!(answer.heading(), "Ce formulaire vient d’ailleurs");
    assert_eq!(client.get("/compte").await.status, 200, "still signed in");
}

#[tokio::test]
async fn a_form_larger_than_any_of_ours_is_refused_with_words() {
    let world = World::new(Engine::Sqlite).await;
    let form = format!("email={}", "a".repeat(2 << 20));
    let answer = world.stranger().post("/connexion", &form).await;
    assert!(answer.status.is_client_error(), "{}", answer.status);
    assert!(!answer.heading().is_empty());
}

#[tokio::test]
async fn the_page_before_is_offered_only_when_it_is_ours() {
    let world = World::new(Engine::Sqlite).await;
    let ask = |referer: &str| {
        let request = Request::get("/nulle-part").header(header::HOST, "pupitre.fr").header(header::REFERER, referer);
        request.body(Body::empty()).expect("a request")
    };
    let ours = world.stranger().ask(ask("http://pupitre.fr/aide?x=1")).await;
    assert!(ours.body.contains(r#"href="/aide?x=1""#));
    let elsewhere = world.stranger().ask(ask("http://pupitre.fr.evil.example/aide")).await;
    assert!(!elsewhere.body.contains("Revenir à la page précédente"));
}

#[tokio::test]
async fn pages_are_kept_by_no_cache_and_run_nothing_inline() {
    let world = World::new(Engine::Sqlite).await;
    for address in ["/connexion", "/composants", "/nulle-part", "/health"] {
        let answer = world.stranger().get(address).await;
        assert_eq!(answer.header(header::CACHE_CONTROL), "no-store", "{address}");
        assert!(answer.header(header::CONTENT_SECURITY_POLICY).starts_with("default-src 'none';"), "{address}");
        for inline in [" style=\"", " onclick=", "<script>", "<style>"] {
            assert!(!answer.body.contains(inline), "{address} holds {inline}");
        }
    }
}

#[tokio::test]
async fn a_published_file_is_kept_for_a_year() {
    let world = World::new(Engine::Sqlite).await;
    for address in world.app.assets.stylesheets.iter().chain(&world.app.assets.modules) {
        let answer = world.stranger().get(address).await;
        assert_eq!(answer.status, 200, "{address}");
        assert_eq!(answer.header(header::CACHE_CONTROL), "max-age=31536000, immutable", "{address}");
        assert!(!answer.header(header::ETAG).is_empty(), "{address}");
    }
}

#[tokio::test]
async fn health_tells_the_engine_and_the_schema_on_both() {
    for engine in base::testing::ENGINES {
        let world = World::new(engine).await;
        let answer = world.stranger().get("/health").await;
        let health: serde_json::Value = serde_json::from_str(&answer.body).expect("JSON");
        assert_eq!(health["status"], "ok");
        assert!(health["schema"].as_i64().expect("a number") >= 4);
        assert_eq!(health["figures"], "database");
        measure::figures::load(&world.app).await.expect("loaded");
        let answer = world.stranger().get("/health").await;
        assert!(answer.body.contains(r#""figures":"memory""#), "{}", answer.body);
    }
}

#[tokio::test]
async fn an_answer_tells_its_time_and_its_statements_only_where_the_installation_asks() {
    let mut world = World::new(Engine::Sqlite).await;
    let silent = world.stranger().get("/connexion").await;
    assert_eq!(silent.header("server-timing"), "");
    let config = base::Config { server_timing: true, ..(*world.app.config).clone() };
    world.app.config = std::sync::Arc::new(config);
    let told = crate::client::Client::new(pupitre::site::router(world.app.clone()), None).get("/connexion").await;
    let timing = told.header("server-timing");
    assert!(timing.starts_with("app;dur=") && timing.ends_with("sql;desc=\"1\""), "{timing}");
}

#[tokio::test]
async fn each_role_lands_on_the_first_page_of_its_menu() {
    let world = World::new(Engine::Sqlite).await;
    for (seat, _) in world.all_seats() {
        let client = world.enter(seat).await;
        let home = client.get("/").await;
        if home.status == 303 {
            let first = client.get(home.header(header::LOCATION)).await;
            assert_eq!(first.status, 200, "{seat:?} lands on {}", home.header(header::LOCATION));
        } else {
            assert_eq!(home.status, 200, "{seat:?}");
            assert!(home.heading().starts_with("Bonjour"), "{seat:?}");
        }
    }
}

#[tokio::test]
async fn every_entry_of_a_menu_opens() {
    let world = World::new(Engine::Sqlite).await;
    for (seat, _) in world.all_seats() {
        let client = world.enter(seat).await;
        let page = client.get("/aide").await;
        let html = scraper::Html::parse_document(&page.body);
        let links = scraper::Selector::parse(".fr-nav__link").expect("a selector");
        let hrefs: Vec<String> = html.select(&links).filter_map(|a| a.attr("href")).map(str::to_owned).collect();
        for href in hrefs {
            assert_eq!(client.get(&href).await.status, 200, "{seat:?}: {href}");
        }
    }
}

#[tokio::test]
async fn the_theme_a_stranger_chose_dresses_every_page_even_the_one_that_says_it_is_not_there() {
    let world = World::new(Engine::Sqlite).await;
    let dark = r#"data-fr-scheme="dark""#;
    let browser = Client::new(site::router(world.app.clone()), Some("theme=dark".into()));
    for page in ["/connexion", "/aide", "/nulle-part"] {
        assert!(browser.get(page).await.body.contains(dark), "{page}");
        assert!(!world.stranger().get(page).await.body.contains(dark), "{page}, no choice made");
    }
}

#[tokio::test]
async fn sessions_that_are_over_are_erased_once_a_day_by_whichever_worker_wakes_first() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        let open = || async {
            let mut tx = world.app.read().await.expect("a reader");
            db::sql!("SELECT count(*) FROM session").one::<(i64,)>(&mut tx).await.expect("counted").0
        };
        world.enter(world.seat(Role::Administrator)).await;
        let before = open().await;
        assert!(before > 0);
        work_until(&world, || async { housekeepings(&world).await == 1 }).await;
        assert_eq!(open().await, before, "a session in use stays");
        world.app.clock.advance(chrono::Duration::days(1));
        work_until(&world, || async { open().await == 0 }).await;
        assert_eq!(housekeepings(&world).await, 2);
    }
}

/// How many days' housekeeping is done.
async fn housekeepings(world: &World) -> i64 {
    let mut tx = world.app.read().await.expect("a reader");
    let done = db::sql!("SELECT count(*) FROM job WHERE kind = 'nightly' AND finished_at IS NOT NULL");
    done.one::<(i64,)>(&mut tx).await.expect("counted").0
}

/// Two workers, as two processes would have them, until that is so.
async fn work_until<F: Future<Output = bool>>(world: &World, so: impl Fn() -> F) {
    let (stop, stopped) = tokio::sync::watch::channel(false);
    let workers = [0, 1].map(|_| tokio::spawn(pupitre::worker::run(world.app.clone(), stopped.clone())));
    for _ in 0..400 {
        if so().await {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(25)).await;
    }
    stop.send_replace(true);
    for worker in workers {
        worker.await.expect("the worker ends well");
    }
    assert!(so().await, "never so");
}
