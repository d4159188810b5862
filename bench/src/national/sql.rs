//! The same in SQL, in the two databases of the house.
use super::facts::{Facts, NO_DAYS};
use super::{Answers, COUNTERS, DIMENSIONS, Peer};
use crate::{Engine, POSTGRES_VERSION, SQLITE_VERSION, Wish, of_postgres};
use anyhow::Result;
use db::{Cell, Db, FromRow};
use sqlx::{AssertSqlSafe, ColumnIndex, Decode, Row, Type};
use std::time::{Duration, Instant};

const COLUMNS: &[&str] = &[
    "month", "sex", "age", "source", "region", "days", "c0", "c1", "c2", "c3", "c4", "c5", "c6", "c7", "c8", "c9",
    "c10", "c11", "c12", "c13", "c14", "c15",
];

/// A row of numbers.
struct Numbers(Vec<i64>);

impl<'r, R: Row> FromRow<'r, R> for Numbers
where
    i64: Decode<'r, R::Database> + Type<R::Database>,
    usize: ColumnIndex<R>,
{
    fn from_row(row: &'r R) -> Result<Self, db::Error> {
        (0..row.len()).map(|column| row.try_get(column)).collect::<Result<_, _>>().map(Numbers)
    }
}

pub async fn measure(wish: &Wish, engine: Engine, facts: &Facts) -> Result<(Peer, Answers)> {
    let file = wish.folder.join("national.db");
    let db = match engine {
        Engine::Sqlite => Db::sqlite(&file).await?,
        Engine::Postgres => {
            Db::postgres(&wish.postgres, 1).await?.script("CREATE DATABASE national").await?;
            Db::postgres(&of_postgres(&wish.postgres, "national"), 2).await?
        }
    };
    fill(&db, facts).await?;
    let version = if engine == Engine::Sqlite { SQLITE_VERSION } else { POSTGRES_VERSION };
    let (version,): (String,) = db::query(version).one(&mut db.read().await?).await?;
    let (crossed, cells) = timed(&db, engine, &[crossed()]).await?;
    let medians: Vec<String> = (0..DIMENSIONS.len()).map(|nth| median(engine, nth)).collect();
    let (medians, seen) = timed(&db, engine, &medians).await?;
    db.close().await;
    match engine {
        Engine::Sqlite => std::fs::remove_file(&file)?,
        Engine::Postgres => Db::postgres(&wish.postgres, 1).await?.script("DROP DATABASE national").await?,
    }
    Ok((Peer { name: format!("{} {version}", engine.name()), crossed, medians }, Answers::new(cells, seen)))
}

async fn fill(db: &Db, facts: &Facts) -> Result<()> {
    let columns: Vec<String> = COLUMNS.iter().map(|name| format!("{name} BIGINT")).collect();
    db.script(&format!("CREATE TABLE facts ({})", columns.join(", "))).await?;
    db.start_bulk().await?;
    for first in (0..facts.len()).step_by(100_000) {
        let rows = first..facts.len().min(first + 100_000);
        let cells = rows.map(|row| {
            let days = facts.days[row];
            let known = [facts.month[row], facts.sex[row], facts.age[row], facts.source[row], facts.region[row]];
            let mut cells: Vec<Cell> = known.iter().map(|n| Cell::Int(i64::from(*n))).collect();
            cells.push((days != NO_DAYS).then_some(i64::from(days)).into());
            cells.extend((0..COUNTERS).map(|counter| Cell::Int(i64::from(facts.has(row, counter)))));
            cells
        });
        let mut tx = db.begin_bulk().await?;
        db::insert_many(&mut tx, "facts", COLUMNS, cells).await?;
        tx.commit().await?;
    }
    Ok(db.end_bulk().await?)
}

fn crossed() -> String {
    let sums: Vec<String> = (0..COUNTERS).map(|nth| format!("CAST(sum(c{nth}) AS BIGINT)")).collect();
    let by = DIMENSIONS.join(", ");
    format!("SELECT {by}, count(*), {} FROM facts GROUP BY {by}", sums.join(", "))
}

/// By year and one of the dimensions, twice the median of those counted by the first counter.
fn median(engine: Engine, nth: usize) -> String {
    let by = DIMENSIONS[nth];
    let head = format!("SELECT month / 12 AS year, CAST({nth} AS BIGINT), {by}");
    match engine {
        Engine::Postgres => format!(
            "{head}, CAST(2 * percentile_cont(0.5) WITHIN GROUP (ORDER BY days) AS BIGINT)
             FROM facts WHERE c0 = 1 GROUP BY year, {by}"
        ),
        Engine::Sqlite => format!(
            "WITH seen AS (
                SELECT month, {by} AS class, days,
                       row_number() OVER (PARTITION BY month / 12, {by} ORDER BY days) AS n,
                       count(*) OVER (PARTITION BY month / 12, {by}) AS total
                FROM facts WHERE c0 = 1)
             SELECT month / 12 AS year, {nth}, class, 2 * sum(days) / count(*) FROM seen
             WHERE n IN ((total + 1) / 2, (total + 2) / 2) GROUP BY year, class"
        ),
    }
}

async fn timed(db: &Db, engine: Engine, statements: &[String]) -> Result<(Duration, Vec<Vec<i64>>)> {
    let mut times = vec![];
    let mut rows = vec![];
    for _ in 0..=engine.runs() {
        rows.clear();
        let began = Instant::now();
        let mut tx = db.read().await?;
        for statement in statements {
            let all: Vec<Numbers> = db::query(AssertSqlSafe(statement.clone())).all(&mut tx).await?;
            rows.extend(all.into_iter().map(|Numbers(row)| row));
        }
        times.push(began.elapsed());
    }
    let warm = times.split_off(1);
    Ok((crate::stats::Times::new(warm).median().unwrap_or_default(), rows))
}
