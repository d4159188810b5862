//! Many rows at once: `COPY` on PostgreSQL, multi-row inserts on SQLite.
use crate::tx::Connection;
use crate::{Result, Tx};
use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use sqlx::AssertSqlSafe;
use std::fmt::Write as _;
use std::pin::Pin;

/// How long a statement that inserts rows into SQLite may grow, in bytes: larger ones are no faster.
const STATEMENT: usize = 1 << 16;
/// How much text is handed to `COPY` at a time, in bytes.
const COPY_CHUNK: usize = 1 << 20;
const TAKES_ALL: &str = "a String takes all";

pub type Id = uuid::Uuid;

/// A value of a row to insert.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    Null,
    Id(Id),
    Text(String),
    Int(i64),
    Bool(bool),
    Date(NaiveDate),
    Instant(DateTime<Utc>),
    Float(f64),
}

macro_rules! cell_from {
    ($($kind:ident: $ty:ty),*) => {$(
        impl From<$ty> for Cell { fn from(value: $ty) -> Self { Cell::$kind(value) } }
        impl From<Option<$ty>> for Cell { fn from(value: Option<$ty>) -> Self { value.map_or(Cell::Null, Cell::$kind) } }
    )*};
}
cell_from!(Id: Id, Text: String, Int: i64, Bool: bool, Date: NaiveDate, Instant: DateTime<Utc>, Float: f64);
impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Cell::Text(text.to_owned())
    }
}
impl From<Option<&str>> for Cell {
    fn from(text: Option<&str>) -> Self {
        text.map_or(Cell::Null, Cell::from)
    }
}

/// Inserts all rows, in order, within the transaction; returns how many. `table` and `columns` are the program's own words.
///
/// The rows are made at once and the future is boxed: an iterator that borrows, held while the database writes, would make the
/// caller's future one that the server cannot move between threads.
pub fn insert_many<'a>(
    tx: &'a mut Tx,
    table: &'static str,
    columns: &'static [&'static str],
    rows: impl IntoIterator<Item = Vec<Cell>>,
) -> Pin<Box<dyn Future<Output = Result<u64>> + Send + 'a>> {
    let rows: Vec<Vec<Cell>> = rows.into_iter().collect();
    Box::pin(async move {
        tx.must_be_writable()?;
        if rows.is_empty() {
            return Ok(0);
        }
        tx.count();
        match &mut tx.connection {
            Connection::Sqlite(connection) => insert_sqlite(connection, table, columns, rows).await,
            Connection::Postgres(connection) => copy_postgres(connection, table, columns, rows).await,
        }
    })
}

/// The rows as literals of a few long statements, as `COPY` takes them on PostgreSQL: SQLite reads a literal ten times faster
/// than the driver binds a value.
async fn insert_sqlite(
    connection: &mut sqlx::SqliteConnection,
    table: &str,
    columns: &[&str],
    rows: Vec<Vec<Cell>>,
) -> Result<u64> {
    let head = format!("INSERT INTO {table} ({}) VALUES ", columns.join(","));
    let mut total = 0;
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        let mut text = String::with_capacity(STATEMENT + STATEMENT / 8);
        text.push_str(&head);
        while text.len() < STATEMENT
            && let Some(row) = rows.next()
        {
            debug_assert_eq!(row.len(), columns.len(), "a row of {table} has as many cells as columns");
            for (i, cell) in row.iter().enumerate() {
                text.push(if i == 0 { '(' } else { ',' });
                write_literal(&mut text, cell);
            }
            text.push_str("),");
        }
        text.pop();
        total += sqlx::raw_sql(AssertSqlSafe(text)).execute(&mut *connection).await?.rows_affected();
    }
    Ok(total)
}

/// The literal of SQLite that is stored as the value bound by the driver would be.
fn write_literal(out: &mut String, cell: &Cell) {
    match cell {
        Cell::Null => out.push_str("NULL"),
        Cell::Id(v) => write!(out, "x'{}'", v.simple()).expect(TAKES_ALL),
        Cell::Int(v) => write!(out, "{v}").expect(TAKES_ALL),
        Cell::Bool(v) => out.push(if *v { '1' } else { '0' }),
        Cell::Date(v) => write!(out, "'{v}'").expect(TAKES_ALL),
        Cell::Instant(v) => write!(out, "'{}'", v.to_rfc3339_opts(SecondsFormat::AutoSi, false)).expect(TAKES_ALL),
        Cell::Float(v) if v.is_nan() => out.push_str("NULL"),
        Cell::Float(v) if v.is_infinite() => out.push_str(if *v > 0.0 { "9e999" } else { "-9e999" }),
        Cell::Float(v) => write!(out, "{v:?}").expect(TAKES_ALL),
        // A literal would end at the first NUL.
        Cell::Text(v) if v.contains('\0') => {
            out.push_str("CAST(x'");
            v.bytes().for_each(|byte| write!(out, "{byte:02x}").expect(TAKES_ALL));
            out.push_str("' AS TEXT)");
        }
        Cell::Text(v) => {
            out.push('\'');
            for (i, part) in v.split('\'').enumerate() {
                if i > 0 {
                    out.push_str("''");
                }
                out.push_str(part);
            }
            out.push('\'');
        }
    }
}

async fn copy_postgres(
    connection: &mut sqlx::PgConnection,
    table: &str,
    columns: &[&str],
    rows: Vec<Vec<Cell>>,
) -> Result<u64> {
    let statement = format!("COPY {table} ({}) FROM STDIN", columns.join(","));
    let mut copy = connection.copy_in_raw(&statement).await?;
    let mut chunk = String::new();
    for row in rows {
        for (i, cell) in row.into_iter().enumerate() {
            if i > 0 {
                chunk.push('\t');
            }
            write_copy(&mut chunk, &cell);
        }
        chunk.push('\n');
        if chunk.len() >= COPY_CHUNK {
            copy.send(chunk.as_bytes()).await?;
            chunk.clear();
        }
    }
    copy.send(chunk.as_bytes()).await?;
    copy.finish().await
}

/// The text format of `COPY`: tab-separated, `\N` for null, backslash escapes.
fn write_copy(out: &mut String, cell: &Cell) {
    match cell {
        Cell::Null => out.push_str("\\N"),
        Cell::Id(v) => write!(out, "{v}").expect(TAKES_ALL),
        Cell::Int(v) => write!(out, "{v}").expect(TAKES_ALL),
        Cell::Bool(v) => out.push(if *v { 't' } else { 'f' }),
        Cell::Date(v) => write!(out, "{v}").expect(TAKES_ALL),
        Cell::Instant(v) => out.push_str(&v.to_rfc3339_opts(SecondsFormat::Micros, true)),
        Cell::Float(v) => write!(out, "{v}").expect(TAKES_ALL),
        Cell::Text(v) => {
            for c in v.chars() {
                match c {
                    '\\' => out.push_str("\\\\"),
                    '\t' => out.push_str("\\t"),
                    '\n' => out.push_str("\\n"),
                    '\r' => out.push_str("\\r"),
                    c => out.push(c),
                }
            }
        }
    }
}
