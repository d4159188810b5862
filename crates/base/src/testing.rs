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

/// An empty, migrated database; it goes away with the value.
pub struct TestDb {
    pub db: Db,
    _folder: Option<tempfile::TempDir>,
    _dropped: Option<Dropped>,
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
            Engine::Postgres => {
                let (db, dropped) = postgres().await;
                TestDb { db, _folder: None, _dropped: Some(dropped) }
            }
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
    TestDb { db: Db::sqlite(&path).await.expect("sqlite opens"), _folder: Some(folder), _dropped: None }
}

async fn postgres() -> (Db, Dropped) {
    let server = std::env::var(POSTGRES_URL)
        .unwrap_or_else(|_| panic!("{POSTGRES_URL} is not set: run the tests by `make test` or `make test-rust`"));
    let template = template(&server).await;
    let name = format!("test_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
    let admin = Db::postgres(&server, 1).await.expect("the test PostgreSQL answers");
    admin.script(&format!("CREATE DATABASE {name} TEMPLATE {template}")).await.expect("a test database");
    admin.close().await;
    let db = Db::postgres(&database_url(&server, &name), 4).await.expect("the test database opens");
    (db, Dropped { server, name })
}

/// The migrated database that all tests copy, whatever the process they run in: made by the first that comes.
async fn template(server: &str) -> String {
    let schema: Vec<u8> = MIGRATIONS.iter().flat_map(|m| m.checksum.to_vec()).collect();
    let name = format!("template_{}", crate::audit::hex(&crate::sha256(&schema)[..6]));
    let admin = Db::postgres(server, 1).await.expect("the test PostgreSQL answers");
    // Held by this one connection until it closes.
    admin.script("SELECT pg_advisory_lock(2926)").await.expect("the lock of templates");
    let mut tx = admin.read().await.expect("a reading");
    let known: Option<(String,)> = db::query("SELECT CAST(datname AS TEXT) FROM pg_database WHERE datname = $1")
        .bind(name.clone())
        .optional(&mut tx)
        .await
        .expect("the list of databases");
    drop(tx);
    if known.is_none() {
        let building = format!("building_{}", std::process::id());
        admin.script(&format!("CREATE DATABASE {building}")).await.expect("a template database");
        let db = Db::postgres(&database_url(server, &building), 1).await.expect("the template opens");
        db.migrate(&MIGRATIONS).await.expect("the schema applies to PostgreSQL");
        db.close().await;
        admin.script(&format!("ALTER DATABASE {building} RENAME TO {name}")).await.expect("the template is named");
    }
    admin.close().await;
    name
}

/// A database that goes with its test: hundreds of them would fill the memory of the machine.
struct Dropped {
    server: String,
    name: String,
}

impl Drop for Dropped {
    fn drop(&mut self) {
        let (server, name) = (std::mem::take(&mut self.server), std::mem::take(&mut self.name));
        let dropping = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
            runtime.block_on(async {
                let admin = Db::postgres(&server, 1).await.map_err(std::io::Error::other)?;
                let dropped = admin.script(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await;
                admin.close().await;
                dropped.map_err(std::io::Error::other)
            })
        });
        if !matches!(dropping.join(), Ok(Ok(()))) {
            eprintln!("a test database was left behind");
        }
    }
}

/// The same server, another database: `postgres://user@host/NAME?…`.
fn database_url(server: &str, name: &str) -> String {
    let (before, query) = server.split_once('?').map_or((server, ""), |(b, q)| (b, q));
    let base = before.rsplit_once('/').map_or(before, |(base, _)| base);
    if query.is_empty() { format!("{base}/{name}") } else { format!("{base}/{name}?{query}") }
}
