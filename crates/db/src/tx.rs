use crate::{Error, Result};
use sqlx::{Postgres, Sqlite};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// A transaction: rolled back when dropped without [`commit`](Tx::commit).
#[derive(Debug)]
pub struct Tx {
    pub(crate) connection: Connection,
    pub(crate) writable: bool,
    pub(crate) statements: Arc<AtomicU64>,
}

#[derive(Debug)]
pub(crate) enum Connection {
    Sqlite(sqlx::Transaction<'static, Sqlite>),
    Postgres(sqlx::Transaction<'static, Postgres>),
}

impl Tx {
    pub async fn commit(self) -> Result<()> {
        match self.connection {
            Connection::Sqlite(tx) => tx.commit().await,
            Connection::Postgres(tx) => tx.commit().await,
        }
    }

    pub(crate) fn count(&self) {
        self.statements.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn must_be_writable(&self) -> Result<()> {
        if self.writable { Ok(()) } else { Err(Error::Protocol("a reading transaction was asked to write".into())) }
    }
}
