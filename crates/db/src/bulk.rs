//! Many rows at once: `COPY` on PostgreSQL, long inserts on SQLite.
use crate::tx::Connection;
use crate::{Result, Tx};
use chrono::{DateTime, Datelike as _, NaiveDate, SecondsFormat, Utc};
use futures_util::future::join;
use sqlx::AssertSqlSafe;
use std::fmt::Write as _;
use std::pin::Pin;

/// How long a statement that inserts rows into SQLite may grow, in bytes: larger ones are no faster.
const STATEMENT: usize = 1 << 16;
/// How much is handed to `COPY` at a time, in bytes.
const COPY_CHUNK: usize = 1 << 17;
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
    debug_assert!(rows.iter().all(|row| row.len() == columns.len()), "a row of {table} has as many cells as columns");
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

/// The rows as literals of a few long statements: SQLite reads a literal ten times faster
/// than the driver binds a value.
async fn insert_sqlite(
    connection: &mut sqlx::SqliteConnection,
    table: &str,
    columns: &[&str],
    rows: Vec<Vec<Cell>>,
) -> Result<u64> {
    let head = format!("INSERT INTO {table} ({}) VALUES ", columns.join(","));
    let mut rows = rows.into_iter();
    let mut total = 0;
    let mut next = write_statement(&head, &mut rows);
    while let Some(statement) = next {
        // The next statement is written while SQLite's thread runs this one.
        let running = sqlx::raw_sql(AssertSqlSafe(statement)).execute(&mut *connection);
        let (done, written) = join(running, async { write_statement(&head, &mut rows) }).await;
        total += done?.rows_affected();
        next = written;
    }
    Ok(total)
}

/// One statement for as many rows as it holds; none when no row is left.
fn write_statement(head: &str, rows: &mut impl Iterator<Item = Vec<Cell>>) -> Option<String> {
    let mut text = String::with_capacity(STATEMENT + STATEMENT / 8);
    text.push_str(head);
    while text.len() < STATEMENT
        && let Some(row) = rows.next()
    {
        for (i, cell) in row.iter().enumerate() {
            text.push(if i == 0 { '(' } else { ',' });
            write_literal(&mut text, cell);
        }
        text.push_str("),");
    }
    let rest = text.strip_suffix(',')?.len();
    text.truncate(rest);
    Some(text)
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
    let statement = format!("COPY {table} ({}) FROM STDIN (FORMAT binary)", columns.join(","));
    let mut copy = connection.copy_in_raw(&statement).await?;
    // The signature, no flag, no extension; each row says how many values it has.
    let mut chunk = b"PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0".to_vec();
    for row in rows {
        chunk.extend((row.len() as u16).to_be_bytes());
        row.iter().for_each(|cell| write_copy(&mut chunk, cell));
        if chunk.len() >= COPY_CHUNK {
            copy.send(chunk.as_slice()).await?;
            chunk.clear();
        }
    }
    chunk.extend((-1_i16).to_be_bytes());
    copy.send(chunk).await?;
    copy.finish().await
}

/// A value in the binary format of `COPY`: its length in bytes (-1: null), then what the type of its column says.
fn write_copy(out: &mut Vec<u8>, cell: &Cell) {
    let mut value = |bytes: &[u8]| {
        out.extend((bytes.len() as i32).to_be_bytes());
        out.extend(bytes);
    };
    match cell {
        Cell::Null => out.extend((-1_i32).to_be_bytes()),
        Cell::Id(v) => value(v.as_bytes()),
        Cell::Int(v) => value(&v.to_be_bytes()),
        Cell::Bool(v) => value(&[u8::from(*v)]),
        Cell::Date(v) => value(&(v.num_days_from_ce() - EPOCH).to_be_bytes()),
        Cell::Instant(v) => value(&(v.timestamp_micros() - i64::from(EPOCH - UNIX_EPOCH) * DAY).to_be_bytes()),
        Cell::Float(v) => value(&v.to_be_bytes()),
        Cell::Text(v) => value(v.as_bytes()),
    }
}

/// 1 January 2000, where PostgreSQL counts from, and 1 January 1970, in days of the common era.
const EPOCH: i32 = 730_120;
const UNIX_EPOCH: i32 = 719_163;
/// Microseconds.
const DAY: i64 = 86_400_000_000;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_epochs_are_those_days() {
        let day = |year| NaiveDate::from_ymd_opt(year, 1, 1).expect("a day").num_days_from_ce();
        assert_eq!((EPOCH, UNIX_EPOCH), (day(2000), day(1970)));
    }
}
