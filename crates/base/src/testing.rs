//! A fresh database for a test, on either engine. A missing PostgreSQL is a failure, never a skip.
use crate::MIGRATIONS;
use db::Db;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};
use tokio::sync::OnceCell;

/// Where the throw-away PostgreSQL of the tests listens: set by `make test` (e2e/pg.sh start prints it).
const POSTGRES_URL: &str = "PUPITRE_TEST_POSTGRES";

static NEXT: AtomicU32 = AtomicU32::new(0);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

/// Both engines, for the loop of a test.
pub const ENGINES: [Engine; 2] = [Engine::Sqlite, Engine::Postgres];

/// An empty, migrated database; it goes away with the value (SQLite) or with the test server (PostgreSQL).
pub struct TestDb {
    pub db: Db,
    _folder: Option<tempfile::TempDir>,
}

impl std::ops::Deref for TestDb {
    type Target = Db;
    fn deref(&self) -> &Db {
        &self.db
    }
}

impl TestDb {
    pub async fn new(engine: Engine) -> TestDb {
        match engine {
            Engine::Sqlite => sqlite().await,
            Engine::Postgres => TestDb { db: postgres().await, _folder: None },
        }
    }
}

async fn sqlite() -> TestDb {
    static TEMPLATE: OnceCell<(tempfile::TempDir, PathBuf)> = OnceCell::const_new();
    let (_, template) = TEMPLATE
        .get_or_init(|| async {
            let folder = tempfile::tempdir().expect("a temporary folder");
            let path = folder.path().join("template.db");
            let db = Db::sqlite(&path).await.expect("sqlite opens");
            db.migrate(&MIGRATIONS).await.expect("the schema applies to SQLite");
            db.close().await;
            (folder, path)
        })
        .await;
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("test.db");
    std::fs::copy(template, &path).expect("the template copies");
    TestDb { db: Db::sqlite(&path).await.expect("sqlite opens"), _folder: Some(folder) }
}

async fn postgres() -> Db {
    static TEMPLATE: OnceCell<String> = OnceCell::const_new();
    let server = std::env::var(POSTGRES_URL)
        .unwrap_or_else(|_| panic!("{POSTGRES_URL} is not set: run the tests by `make test` or `make test-rust`"));
    let process = std::process::id();
    let template = TEMPLATE
        .get_or_init(|| async {
            let name = format!("template_{process}");
            let admin = Db::postgres(&server, 1).await.expect("the test PostgreSQL answers");
            admin.script(&format!("CREATE DATABASE {name}")).await.expect("a template database");
            let db = Db::postgres(&database_url(&server, &name), 1).await.expect("the template opens");
            db.migrate(&MIGRATIONS).await.expect("the schema applies to PostgreSQL");
            db.close().await;
            admin.close().await;
            name
        })
        .await;
    let name = format!("test_{process}_{}", NEXT.fetch_add(1, Ordering::Relaxed));
    let admin = Db::postgres(&server, 1).await.expect("the test PostgreSQL answers");
    admin.script(&format!("CREATE DATABASE {name} TEMPLATE {template}")).await.expect("a test database");
    admin.close().await;
    Db::postgres(&database_url(&server, &name), 4).await.expect("the test database opens")
}

/// The same server, another database: `postgres://user@host/NAME?…`.
fn database_url(server: &str, name: &str) -> String {
    let (before, query) = server.split_once('?').map_or((server, ""), |(b, q)| (b, q));
    let base = before.rsplit_once('/').map_or(before, |(base, _)| base);
    if query.is_empty() { format!("{base}/{name}") } else { format!("{base}/{name}?{query}") }
}
