//! Many rows at once: `COPY` on PostgreSQL, multi-row inserts on SQLite.
use crate::tx::Connection;
use crate::{Result, Tx};
use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use sqlx::sqlite::SqliteArguments;
use sqlx::{Arguments as _, AssertSqlSafe};
use std::fmt::Write as _;
use std::pin::Pin;

/// SQLite looks parameters up one by one: larger statements are slower, not faster.
const ROWS_PER_STATEMENT: usize = 50;
/// How much text is handed to `COPY` at a time, in bytes.
const COPY_CHUNK: usize = 1 << 20;

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

async fn insert_sqlite(
    connection: &mut sqlx::SqliteConnection,
    table: &str,
    columns: &[&str],
    rows: Vec<Vec<Cell>>,
) -> Result<u64> {
    let tuple = format!("({})", vec!["?"; columns.len()].join(","));
    let head = format!("INSERT INTO {table} ({}) VALUES ", columns.join(","));
    let full = format!("{head}{}", vec![tuple.as_str(); ROWS_PER_STATEMENT].join(","));
    let mut total = 0;
    let mut rows = rows.into_iter();
    loop {
        let mut arguments = SqliteArguments::default();
        let mut count = 0;
        for row in rows.by_ref().take(ROWS_PER_STATEMENT) {
            debug_assert_eq!(row.len(), columns.len(), "a row of {table} has as many cells as columns");
            count += 1;
            for cell in row {
                bind(&mut arguments, cell).map_err(crate::Error::Encode)?;
            }
        }
        if count == 0 {
            return Ok(total);
        }
        let text = if count == ROWS_PER_STATEMENT {
            full.clone()
        } else {
            format!("{head}{}", vec![tuple.as_str(); count].join(","))
        };
        total += sqlx::query_with(AssertSqlSafe(text), arguments).execute(&mut *connection).await?.rows_affected();
    }
}

fn bind(arguments: &mut SqliteArguments, cell: Cell) -> Result<(), sqlx::error::BoxDynError> {
    match cell {
        Cell::Null => arguments.add(None::<i64>),
        Cell::Id(v) => arguments.add(v),
        Cell::Text(v) => arguments.add(v),
        Cell::Int(v) => arguments.add(v),
        Cell::Bool(v) => arguments.add(v),
        Cell::Date(v) => arguments.add(v),
        Cell::Instant(v) => arguments.add(v),
        Cell::Float(v) => arguments.add(v),
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
        Cell::Id(v) => write!(out, "{v}").expect("a String takes all"),
        Cell::Int(v) => write!(out, "{v}").expect("a String takes all"),
        Cell::Bool(v) => out.push(if *v { 't' } else { 'f' }),
        Cell::Date(v) => write!(out, "{v}").expect("a String takes all"),
        Cell::Instant(v) => out.push_str(&v.to_rfc3339_opts(SecondsFormat::Micros, true)),
        Cell::Float(v) => write!(out, "{v}").expect("a String takes all"),
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
