//! `make bench`: fills a demonstration country on each engine, serves it, and measures what people wait for. Prints tables and
//! keeps them in docs/performance.md, which says what each column is.
mod child;
mod http;
mod import;
mod list;
mod load;
mod machine;
mod national;
mod pages;
mod peers;
mod report;
mod stats;

use anyhow::{Context as _, Result};
use chrono::NaiveDate;
use clap::Parser;
use db::Db;
use std::path::PathBuf;
use std::time::Duration;

/// What to measure; `bench/run.sh` gives it all.
#[derive(Debug, Parser)]
struct Wish {
    /// The program, built for release
    #[arg(long)]
    pupitre: PathBuf,
    /// An empty folder with room for the databases
    #[arg(long)]
    folder: PathBuf,
    /// A superuser's address of a PostgreSQL of its own; empty without that engine
    #[arg(long)]
    postgres: String,
    #[arg(long, value_delimiter = ' ')]
    engines: Vec<Engine>,
    /// Cases in the country, once for each size
    #[arg(long, value_delimiter = ' ', num_args = 0..)]
    cases: Vec<u64>,
    /// Cases in the tables that the engine and its peers count; none without this measure
    #[arg(long)]
    national: Option<u64>,
    /// A Python that has DuckDB, Polars and PyArrow; without them when not given
    #[arg(long)]
    python: Option<PathBuf>,
    /// The longest time given to one page with one number of clients
    #[arg(long)]
    seconds: u64,
    /// Today
    #[arg(long)]
    day: NaiveDate,
    /// The file that keeps the results
    #[arg(long)]
    report: PathBuf,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Engine {
    Sqlite,
    Postgres,
}

impl Engine {
    pub const fn name(self) -> &'static str {
        match self {
            Engine::Sqlite => "SQLite",
            Engine::Postgres => "PostgreSQL",
        }
    }
}

/// All that was measured on one engine at one size.
#[derive(Debug)]
pub struct Results {
    pub engine: Engine,
    pub engine_version: String,
    pub demo: child::Ran,
    pub database_bytes: u64,
    /// From the server's first answer to the facts in its memory.
    pub facts: Duration,
    pub pages: Vec<pages::Measured>,
    /// Highest memory of the server, in bytes, once all pages were measured.
    pub serve_peak: Option<u64>,
    pub imports: Vec<import::Imported>,
}

/// Names the engine a database runs on.
const SQLITE_VERSION: &str = "SELECT sqlite_version()";
const POSTGRES_VERSION: &str = "SELECT current_setting('server_version')";

#[tokio::main]
async fn main() -> Result<()> {
    let wish = Wish::parse();
    if let Some(rows) = wish.national.filter(|rows| *rows > 0) {
        let section = national::measure(&wish, rows).await?;
        println!("\n{section}");
        report::keep(&wish.report, "the engine", &section)?;
    }
    for cases in &wish.cases {
        let machine = machine::Machine::look(wish.day)?;
        let mut all = vec![];
        for engine in &wish.engines {
            let results =
                measure(&wish, *engine, *cases).await.with_context(|| format!("{}, {cases} cases", engine.name()))?;
            all.push(results);
        }
        let section = report::section(*cases, &machine, &all);
        println!("\n{section}");
        report::keep(&wish.report, &format!("{cases} cases"), &section)?;
    }
    Ok(())
}

/// Tells how far the measures are.
pub fn say(text: &str) {
    eprintln!("  {text}");
}

async fn measure(wish: &Wish, engine: Engine, cases: u64) -> Result<Results> {
    let name = format!("bench_{cases}");
    let file = wish.folder.join(format!("{name}.db"));
    let url = match engine {
        Engine::Sqlite => format!("sqlite:{}", file.display()),
        Engine::Postgres => of_postgres(&wish.postgres, &name),
    };
    if engine == Engine::Postgres {
        Db::postgres(&wish.postgres, 1).await?.script(&format!("CREATE DATABASE {name}")).await?;
    }
    eprintln!("{}, {cases} cases", engine.name());
    say("demonstration country…");
    let demo = child::run(child::pupitre(wish, &url).args(["demo", "--cases", &cases.to_string()])).await?;
    say(&format!("{:.0} s: {}", demo.took.as_secs_f64(), demo.output.lines().next().unwrap_or_default()));

    let db = Db::open(&url.parse().map_err(anyhow::Error::msg)?).await?;
    let version = if engine == Engine::Sqlite { SQLITE_VERSION } else { POSTGRES_VERSION };
    let (engine_version,): (String,) = db::query(version).one(&mut db.read().await?).await?;
    let server = child::Server::start(wish, &url).await?;
    let facts = server.facts_in_memory().await?;
    let limits = load::Limits { time: Duration::from_secs(wish.seconds), requests: 2_000 };
    let pages = pages::measure(&db, server.address, wish.day, limits).await?;
    let serve_peak = server.peak();
    let imports = import::measure(wish, &url, &db, &server).await?;
    let database_bytes = size(&db, engine, &file).await?;
    server.stop().await?;
    db.close().await;
    match engine {
        Engine::Sqlite => std::fs::remove_file(&file)?,
        Engine::Postgres => Db::postgres(&wish.postgres, 1).await?.script(&format!("DROP DATABASE {name}")).await?,
    }
    Ok(Results { engine, engine_version, demo, database_bytes, facts, pages, serve_peak, imports })
}

/// The address of another database of the same server: `postgres://user@host/name?…`.
fn of_postgres(url: &str, name: &str) -> String {
    let (before, options) = url.split_once('?').unwrap_or((url, ""));
    let server = before.rsplit_once('/').map_or(before, |(server, _)| server);
    format!("{server}/{name}?{options}")
}

async fn size(db: &Db, engine: Engine, file: &std::path::Path) -> Result<u64> {
    if engine == Engine::Sqlite {
        return Ok(std::fs::metadata(file)?.len());
    }
    let (bytes,): (i64,) = db::query("SELECT pg_database_size(current_database())").one(&mut db.read().await?).await?;
    Ok(bytes.cast_unsigned())
}

#[cfg(test)]
mod tests {
    use super::of_postgres;

    #[test]
    fn another_database_of_a_server_keeps_its_socket() {
        let url = of_postgres("postgres://app@localhost/postgres?host=/tmp/pg", "bench_10");
        assert_eq!(url, "postgres://app@localhost/bench_10?host=/tmp/pg");
    }
}
