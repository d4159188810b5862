use crate::tx::Connection;
use crate::{Error, Result, Tx};
use sqlx::postgres::{PgArguments, PgRow};
use sqlx::sqlite::{SqliteArguments, SqliteRow};
use sqlx::{Arguments as _, Encode, FromRow, Postgres, SqlSafeStr, SqlStr, Sqlite, Type};

/// A row that both engines can give: derive `db::FromRow`.
pub trait Row: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin {}
impl<T> Row for T where T: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin {}

/// A value that both engines can take.
pub trait Value:
    for<'q> Encode<'q, Sqlite> + Type<Sqlite> + for<'q> Encode<'q, Postgres> + Type<Postgres> + Clone + Send + 'static
{
}
impl<T> Value for T where
    T: for<'q> Encode<'q, Sqlite>
        + Type<Sqlite>
        + for<'q> Encode<'q, Postgres>
        + Type<Postgres>
        + Clone
        + Send
        + 'static
{
}

/// A statement with its values, for either engine.
#[must_use = "a query does nothing until it is run"]
#[derive(Debug)]
pub struct Query {
    sql: SqlStr,
    sqlite: SqliteArguments,
    postgres: PgArguments,
}

/// A statement that no test prepares: use [`sql!`](crate::sql) unless the text is built by the program.
pub fn query(sql: impl SqlSafeStr) -> Query {
    Query { sql: sql.into_sql_str(), sqlite: SqliteArguments::default(), postgres: PgArguments::default() }
}

impl Query {
    pub fn bind<V: Value>(mut self, value: V) -> Self {
        self.sqlite.add(value.clone()).expect("plain values always encode");
        self.postgres.add(value).expect("plain values always encode");
        self
    }

    pub async fn all<T: Row>(self, tx: &mut Tx) -> Result<Vec<T>> {
        tx.count();
        match &mut tx.connection {
            Connection::Sqlite(c) => sqlx::query_as_with(self.sql, self.sqlite).fetch_all(&mut **c).await,
            Connection::Postgres(c) => sqlx::query_as_with(self.sql, self.postgres).fetch_all(&mut **c).await,
        }
    }

    /// Rows one at a time, for what would not fit in memory.
    pub async fn each<T: Row>(self, tx: &mut Tx, mut see: impl FnMut(T)) -> Result<()> {
        use futures_util::TryStreamExt as _;
        tx.count();
        match &mut tx.connection {
            Connection::Sqlite(c) => {
                let mut rows = sqlx::query_as_with(self.sql, self.sqlite).fetch(&mut **c);
                while let Some(row) = rows.try_next().await? {
                    see(row);
                }
            }
            Connection::Postgres(c) => {
                let mut rows = sqlx::query_as_with(self.sql, self.postgres).fetch(&mut **c);
                while let Some(row) = rows.try_next().await? {
                    see(row);
                }
            }
        }
        Ok(())
    }

    pub async fn optional<T: Row>(self, tx: &mut Tx) -> Result<Option<T>> {
        tx.count();
        match &mut tx.connection {
            Connection::Sqlite(c) => sqlx::query_as_with(self.sql, self.sqlite).fetch_optional(&mut **c).await,
            Connection::Postgres(c) => sqlx::query_as_with(self.sql, self.postgres).fetch_optional(&mut **c).await,
        }
    }

    /// The row that must be there: [`Error::RowNotFound`] otherwise.
    pub async fn one<T: Row>(self, tx: &mut Tx) -> Result<T> {
        self.optional(tx).await?.ok_or(Error::RowNotFound)
    }

    /// Writes; returns the number of rows touched. Refused in a reading transaction, unless the statement returns rows, which
    /// the engine itself then refuses.
    pub async fn execute(self, tx: &mut Tx) -> Result<u64> {
        tx.must_be_writable()?;
        tx.count();
        Ok(match &mut tx.connection {
            Connection::Sqlite(c) => sqlx::query_with(self.sql, self.sqlite).execute(&mut **c).await?.rows_affected(),
            Connection::Postgres(c) => {
                sqlx::query_with(self.sql, self.postgres).execute(&mut **c).await?.rows_affected()
            }
        })
    }
}
