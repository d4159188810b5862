//! One SQL text, two engines: SQLite and PostgreSQL. The only crate that knows there are two.
//!
//! A statement is written once with [`sql!`], in the common dialect of `docs/sql.md`, binds each value for both engines, and is
//! run in a [`Tx`]. Every literal is registered: one test prepares them all on both engines ([`Db::refused_statements`]).
#![expect(clippy::disallowed_methods, reason = "the one crate that runs statements by itself")]
mod bulk;
mod query;
mod registry;
mod tx;

pub use bulk::{Cell, Id, insert_many};
pub use inventory;
pub use query::{Query, Row, Value, query};
pub use registry::{Statement, statement_count};
pub use sqlx::migrate::Migrator;
pub use sqlx::{Error, FromRow};
pub use tx::Tx;

use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

pub type Result<T, E = Error> = std::result::Result<T, E>;

/// How long a request waits for a connection before it is told to come back.
const PATIENCE: Duration = Duration::from_secs(8);
/// How long a process waits for another that writes to the same SQLite file (a command beside the server).
const OTHER_WRITER: Duration = Duration::from_secs(30);

/// How many rows of an answer SQLite's thread may be ahead of who reads them: fewer passages from one to the other.
const ROWS_AHEAD: usize = 1024;

/// An open database. Cloning shares the connections.
#[derive(Clone, Debug)]
pub struct Db {
    pools: Pools,
    statements: Arc<AtomicU64>,
}

/// SQLite: one writer connection, where writers queue in order of arrival, and a pool of readers. PostgreSQL: one pool.
#[derive(Clone, Debug)]
enum Pools {
    Sqlite { write: SqlitePool, read: SqlitePool },
    Postgres(PgPool),
}

/// Where the database is, as the user writes it: `sqlite:PATH` or `postgres://…`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Url {
    Sqlite(PathBuf),
    Postgres(String),
}

impl std::str::FromStr for Url {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        if let Some(path) = text.strip_prefix("sqlite:") {
            let path = path.strip_prefix("//").unwrap_or(path);
            if path.is_empty() {
                return Err("indiquez le fichier : sqlite:CHEMIN".into());
            }
            return Ok(Url::Sqlite(path.into()));
        }
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            return Ok(Url::Postgres(text.into()));
        }
        Err(format!("base de données inconnue « {text} » : écrivez sqlite:CHEMIN ou postgres://…"))
    }
}

impl Db {
    /// Opens the database, creating the SQLite file and its folder when they are missing.
    pub async fn open(url: &Url) -> Result<Self> {
        match url {
            Url::Sqlite(path) => Self::sqlite(path).await,
            Url::Postgres(url) => Self::postgres(url, 16).await,
        }
    }

    pub async fn sqlite(path: &Path) -> Result<Self> {
        if let Some(folder) = path.parent().filter(|f| !f.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder).map_err(Error::Io)?;
        }
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(OTHER_WRITER)
            .row_buffer_size(ROWS_AHEAD)
            .pragma("cache_size", "-65536")
            .pragma("mmap_size", "268435456")
            .optimize_on_close(true, None);
        let write =
            SqlitePoolOptions::new().max_connections(1).acquire_timeout(PATIENCE).connect_with(options.clone()).await?;
        let read = SqlitePoolOptions::new()
            .max_connections(4)
            .acquire_timeout(PATIENCE)
            .connect_lazy_with(options.read_only(true));
        Ok(Self::from_pools(Pools::Sqlite { write, read }))
    }

    pub async fn postgres(url: &str, connections: u32) -> Result<Self> {
        let options: PgConnectOptions = url.parse()?;
        let pool =
            PgPoolOptions::new().max_connections(connections).acquire_timeout(PATIENCE).connect_with(options).await?;
        Ok(Self::from_pools(Pools::Postgres(pool)))
    }

    fn from_pools(pools: Pools) -> Self {
        Db { pools, statements: Arc::default() }
    }

    /// A transaction that may write. On SQLite it holds the only writer: never keep it across mail, HTTP or a password hash.
    pub async fn write(&self) -> Result<Tx> {
        let connection = match &self.pools {
            Pools::Sqlite { write, .. } => tx::Connection::Sqlite(write.begin_with("BEGIN IMMEDIATE").await?),
            Pools::Postgres(pool) => tx::Connection::Postgres(pool.begin().await?),
        };
        Ok(Tx { connection, writable: true, statements: self.statements.clone() })
    }

    /// A transaction that sees one state of the database and refuses to write.
    pub async fn read(&self) -> Result<Tx> {
        let connection = match &self.pools {
            Pools::Sqlite { read, .. } => tx::Connection::Sqlite(read.begin().await?),
            Pools::Postgres(pool) => {
                tx::Connection::Postgres(pool.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?)
            }
        };
        Ok(Tx { connection, writable: false, statements: self.statements.clone() })
    }

    /// Drops the secondary indexes of tables about to be filled; returns what makes them again, to be run by
    /// [`script`](Db::script). Building an index once is much quicker than keeping it up to date for millions of rows.
    pub async fn drop_indexes(&self, tables: &[&str]) -> Result<Vec<String>> {
        let mut recreate = vec![];
        for table in tables {
            let found: Vec<(String, String)> = match &self.pools {
                Pools::Sqlite { write, .. } => sqlx::query_as(
                    "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = $1",
                )
                .bind(*table)
                .fetch_all(write)
                .await?,
                Pools::Postgres(pool) => {
                    sqlx::query_as(
                        "SELECT i.indexname::text, i.indexdef::text FROM pg_indexes i
                         WHERE i.tablename = $1 AND i.schemaname = current_schema()
                           AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conname = i.indexname)",
                    )
                    .bind(*table)
                    .fetch_all(pool)
                    .await?
                }
            };
            for (name, definition) in found {
                self.script(&format!("DROP INDEX {name}")).await?;
                recreate.push(definition);
            }
        }
        Ok(recreate)
    }

    /// Makes the database ready to be filled from nothing: no durability, no check of references or values, until
    /// [`end_bulk`](Db::end_bulk). A crash in between leaves a database to throw away.
    pub async fn start_bulk(&self) -> Result<()> {
        match &self.pools {
            Pools::Sqlite { .. } => {
                self.script(
                    "PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON;
                     PRAGMA synchronous = OFF; PRAGMA cache_size = -400000;",
                )
                .await
            }
            Pools::Postgres(_) => Ok(()),
        }
    }

    /// A transaction that fills tables from nothing. On PostgreSQL references are not checked row by row where the role may say
    /// so (a superuser).
    pub async fn begin_bulk(&self) -> Result<Tx> {
        let mut tx = self.write().await?;
        if let tx::Connection::Postgres(connection) = &mut tx.connection {
            let (superuser,): (bool,) = sqlx::query_as("SELECT usesuper FROM pg_user WHERE usename = current_user")
                .fetch_one(&mut **connection)
                .await?;
            if superuser {
                sqlx::raw_sql("SET LOCAL session_replication_role = replica; SET LOCAL synchronous_commit = off")
                    .execute(&mut **connection)
                    .await?;
            }
        }
        Ok(tx)
    }

    /// Back to normal life, with fresh statistics.
    pub async fn end_bulk(&self) -> Result<()> {
        match &self.pools {
            Pools::Sqlite { .. } => {
                self.script(
                    "PRAGMA synchronous = FULL; PRAGMA cache_size = -65536;
                     PRAGMA foreign_keys = ON; PRAGMA ignore_check_constraints = OFF;
                     PRAGMA analysis_limit = 1000; ANALYZE; PRAGMA wal_checkpoint(TRUNCATE);",
                )
                .await
            }
            Pools::Postgres(_) => self.script("ANALYZE").await,
        }
    }

    pub async fn migrate(&self, migrator: &Migrator) -> Result<(), sqlx::migrate::MigrateError> {
        match &self.pools {
            Pools::Sqlite { write, .. } => migrator.run(write).await,
            Pools::Postgres(pool) => migrator.run(pool).await,
        }
    }

    /// Runs a script of several statements, outside a transaction (indexes around a bulk load, `ANALYZE`, `VACUUM INTO`).
    pub async fn script(&self, script: &str) -> Result<()> {
        let script = sqlx::AssertSqlSafe(script.to_owned());
        match &self.pools {
            Pools::Sqlite { write, .. } => sqlx::raw_sql(script).execute(write).await.map(drop),
            Pools::Postgres(pool) => sqlx::raw_sql(script).execute(pool).await.map(drop),
        }
    }

    /// How many transactions may fill tables at once to some profit.
    pub fn writers(&self) -> usize {
        match &self.pools {
            Pools::Sqlite { .. } => 1,
            Pools::Postgres(_) => std::thread::available_parallelism().map_or(1, usize::from).min(4),
        }
    }

    pub fn is_sqlite(&self) -> bool {
        matches!(self.pools, Pools::Sqlite { .. })
    }

    /// How many statements were run since the database was opened (a page's share of it is asserted by tests).
    pub fn statements(&self) -> u64 {
        self.statements.load(Ordering::Relaxed)
    }

    /// Prepares every registered statement; returns what the engine refuses, with file and line.
    pub async fn refused_statements(&self) -> Vec<String> {
        use sqlx::{Executor as _, SqlSafeStr as _};
        let mut refused = vec![];
        for statement in inventory::iter::<Statement> {
            let text = sqlx::AssertSqlSafe(statement.sql).into_sql_str();
            let error = match &self.pools {
                Pools::Sqlite { write, .. } => write.prepare(text).await.err(),
                Pools::Postgres(pool) => pool.prepare(text).await.err(),
            };
            if let Some(error) = error {
                refused.push(format!("{}:{}: {error}", statement.file, statement.line));
            }
        }
        refused
    }

    pub async fn close(self) {
        match self.pools {
            Pools::Sqlite { write, read } => {
                read.close().await;
                write.close().await;
            }
            Pools::Postgres(pool) => pool.close().await,
        }
    }
}

/// Whether the error says that a row with the same key is already there.
pub fn is_unique_violation(error: &Error) -> bool {
    matches!(error, Error::Database(e) if e.is_unique_violation())
}
