//! A list brought in by a program: tried, applied, sent twice, sent badly.
use super::{LIST, Part, Program, TOTALS, json, outside, problem, totals};
use crate::world::World;
use axum::body::Body;
use axum::http::{Request, header};
use base::App;
use base::testing::{ENGINES, Engine};
use db::{FromRow, sql};
use network::rights::Role;
use std::sync::Arc;

const RENNES: Part<'static> = Part::Text("platform", "35-RENNES");
const APPLY: Part<'static> = Part::Text("apply", "true");
const FILE: Part<'static> = Part::File(LIST.as_bytes());

async fn rennes(world: &World) -> Program {
    Program::of(world, outside(world, Role::PlatformAssistant)).await
}

#[derive(Debug, PartialEq, Eq, FromRow)]
struct Held {
    youths: i64,
    cases: i64,
    lists: i64,
    entries: i64,
}

async fn held(app: &App) -> Held {
    let mut tx = app.read().await.expect("a reader");
    sql!(
        "SELECT (SELECT CAST(count(*) AS BIGINT) FROM youth) AS youths,
                (SELECT CAST(count(*) AS BIGINT) FROM youth_case WHERE platform = '35-RENNES') AS cases,
                (SELECT CAST(count(*) AS BIGINT) FROM intake_list WHERE platform = '35-RENNES') AS lists,
                (SELECT number FROM audit_head) AS entries"
    )
    .one(&mut tx)
    .await
    .expect("counted")
}

/// All that the database holds.
async fn dump(app: &App) -> String {
    if app.db.is_sqlite() {
        let folder = tempfile::tempdir().expect("a folder");
        let copy = folder.path().join("copie.db");
        app.db.script(&format!("VACUUM INTO '{}'", copy.display())).await.expect("copied");
        return base::audit::hex(&base::sha256(&std::fs::read(copy).expect("readable")));
    }
    let mut tx = app.read().await.expect("a reader");
    let (digest,): (String,) = db::query("SELECT md5(CAST(schema_to_xml('public', true, false, '') AS TEXT))")
        .one(&mut tx)
        .await
        .expect("dumped");
    digest
}

/// The use of a token is written down beside its first answer of the minute: waits until it is.
async fn used_once(world: &World, program: &Program) {
    program.get("/api/v1/indicators").await;
    loop {
        let mut tx = world.app.read().await.expect("a reader");
        let (used,): (i64,) =
            sql!("SELECT count(*) FROM api_token WHERE used_at IS NOT NULL").one(&mut tx).await.expect("counted");
        if used > 0 {
            return;
        }
        drop(tx);
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
}

#[tokio::test]
async fn a_try_tells_what_would_happen_and_writes_nothing() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        let rennes = rennes(&world).await;
        used_once(&world, &rennes).await;
        let before = dump(&world.app).await;
        for parts in
            [&[RENNES, FILE][..], &[FILE, Part::Text("apply", "false"), Part::Text("source", "school"), RENNES]]
        {
            let report = json(&rennes.import(parts).await);
            assert_eq!(totals(&report), TOTALS);
        }
        assert_eq!(dump(&world.app).await, before, "{engine:?}");
        let report = json(&rennes.import(&[RENNES, APPLY, FILE]).await);
        assert_eq!(totals(&report), TOTALS, "applied, the list does what the try told");
        assert_ne!(dump(&world.app).await, before, "the dump sees what is written");
    }
}

#[tokio::test]
async fn a_list_applied_twice_creates_nobody_the_second_time() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        let rennes = rennes(&world).await;
        let before = held(&world.app).await;
        rennes.import(&[FILE, APPLY, RENNES]).await;
        let once = held(&world.app).await;
        assert_eq!((once.youths - before.youths, once.cases, once.lists), (5, 5, 1));
        assert!(once.entries > before.entries, "the journal tells of it");
        let again = json(&rennes.import(&[RENNES, APPLY, FILE]).await);
        assert_eq!((&again["created"], &again["attached"], &again["to_review"]), (&0.into(), &5.into(), &0.into()));
        let twice = held(&world.app).await;
        assert_eq!((twice.youths, twice.cases, twice.lists), (once.youths, once.cases, 2));
    }
}

#[tokio::test]
async fn the_same_list_sent_by_several_at_once_creates_each_youth_once() {
    for engine in ENGINES {
        let world = World::new(engine).await;
        let before = held(&world.app).await;
        let rennes = Arc::new(rennes(&world).await);
        let sent: Vec<_> = (0..4)
            .map(|_| {
                let rennes = rennes.clone();
                tokio::spawn(async move { json(&rennes.import(&[RENNES, APPLY, FILE]).await) })
            })
            .collect();
        let mut created = 0;
        for report in sent {
            created += report.await.expect("no panic")["created"].as_i64().expect("a count");
        }
        assert_eq!(created, 5, "{engine:?}");
        let after = held(&world.app).await;
        assert_eq!((after.youths - before.youths, after.cases), (5, 5), "{engine:?}");
    }
}

#[tokio::test]
async fn a_source_is_a_category_or_the_name_of_a_sender_and_is_kept() {
    let world = World::new(Engine::Sqlite).await;
    let rennes = rennes(&world).await;
    for source in ["mission_locale", "Mission locale We Ker"] {
        rennes.import(&[RENNES, APPLY, Part::Text("source", source), FILE]).await;
    }
    let mut tx = world.app.read().await.expect("a reader");
    let kept = sql!("SELECT source, source_name FROM intake_list WHERE platform = '35-RENNES'");
    let kept: Vec<(String, String)> = kept.all(&mut tx).await.expect("two lists");
    assert_eq!(kept.iter().filter(|(source, _)| source == "mission_locale").count(), 1, "{kept:?}");
    assert_eq!(kept.iter().filter(|(_, name)| name == "Mission locale We Ker").count(), 1, "{kept:?}");
}

#[tokio::test]
async fn a_mapping_says_what_a_column_is() {
    let world = World::new(Engine::Sqlite).await;
    let rennes = rennes(&world).await;
    let list = Part::File(b"Eleve;Prenom;Naissance;Zorglub\nLE GOFF;Malo;05/06/2009;0639985103\n");
    let mapping = Part::Text(
        "mapping",
        r#"{"columns": [{"name": "Eleve", "use": {"field": "last_name"}}, {"name": "Zorglub", "use": {"field": "phone"}}]}"#,
    );
    let report = json(&rennes.import(&[RENNES, mapping, list]).await);
    assert_eq!(report["created"], 1, "{report}");
    let wrong = [RENNES, FILE, Part::Text("mapping", r#"{"colonnes": []}"#)];
    assert_eq!(problem(&rennes.import(&wrong).await, 400)["errors"][0]["parameter"], "mapping");
}

#[tokio::test]
async fn a_form_that_makes_no_sense_names_every_field_to_correct_and_writes_nothing() {
    let world = World::new(Engine::Sqlite).await;
    let rennes = rennes(&world).await;
    let before = held(&world.app).await;
    let long = "a".repeat(81);
    for (parts, named) in [
        (&[][..], &["file", "platform"][..]),
        (&[RENNES], &["file"]),
        (&[FILE, APPLY], &["platform"]),
        (&[FILE, APPLY, Part::Text("platform", "D35")], &["platform"]),
        (&[FILE, RENNES, APPLY, RENNES], &["platform"]),
        (&[FILE, RENNES, APPLY, FILE], &["file"]),
        (&[FILE, RENNES, APPLY, Part::Text("dry_run", "1")], &["dry_run"]),
        (&[FILE, RENNES, Part::Text("apply", "peut-être")], &["apply"]),
        (&[FILE, RENNES, APPLY, Part::Text("source", &long)], &["source"]),
    ] {
        let problem = problem(&rennes.import(parts).await, 400);
        let errors = problem["errors"].as_array().expect("errors").clone();
        let names: Vec<&str> = errors.iter().filter_map(|e| e["parameter"].as_str()).collect();
        assert_eq!(names, named);
    }
    assert_eq!(held(&world.app).await, before);
}

#[tokio::test]
async fn what_is_not_a_form_or_not_a_list_is_refused_with_words_and_writes_nothing() {
    let world = World::new(Engine::Sqlite).await;
    let rennes = rennes(&world).await;
    let before = held(&world.app).await;
    let post = |kind: &str, body: &'static str| {
        Request::post("/api/v1/imports").header(header::CONTENT_TYPE, kind).body(Body::from(body)).expect("a request")
    };
    problem(&rennes.ask(post("application/json", "{}")).await, 415);
    problem(&rennes.ask(post("multipart/form-data", "")).await, 415);
    let cut = "--limite\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\nNOM;PRE";
    problem(&rennes.ask(post("multipart/form-data; boundary=limite", cut)).await, 400);
    for not_a_list in [&b""[..], b"\r\n\r\n", b"PK\x03\x04nonsense", b"%PDF-1.7 ...", b"NOM;PRENOM;DATE NAISSANCE\r\n"]
    {
        let problem = problem(&rennes.import(&[RENNES, APPLY, Part::File(not_a_list)]).await, 422);
        assert_eq!(problem["title"], "Liste refusée");
    }
    assert_eq!(held(&world.app).await, before);
}

#[tokio::test]
async fn a_file_too_large_is_read_to_its_end_and_refused() {
    let mut world = World::new(Engine::Sqlite).await;
    world.app.config = Arc::new(base::Config { upload_limit: 1, ..(*world.app.config).clone() });
    let router = pupitre::site::router(world.app.clone());
    let token =
        super::token(&world, outside(&world, Role::PlatformAssistant).account, chrono::Duration::days(1)).await.1;
    let client = crate::client::Client::new(router, None);
    let send = async |megabytes: usize| {
        let content = vec![b'a'; megabytes << 20];
        let mut request = super::form(&[Part::File(&content), RENNES]);
        request.headers_mut().insert(header::AUTHORIZATION, format!("Bearer {token}").parse().expect("in ASCII"));
        client.ask(request).await
    };
    for megabytes in [2, 7, 9] {
        let problem = problem(&send(megabytes).await, 413);
        assert!(problem["detail"].as_str().expect("a text").contains("plusieurs fichiers"), "{problem}");
    }
}
