use crate::{Actor, Target, audit, versions};
use chrono::{DateTime, Utc};
use std::collections::BTreeSet;
use std::ops::{Deref, DerefMut};

/// A transaction opened for somebody, at one instant: what it writes is dated and signed alike.
#[derive(Debug)]
pub struct Tx {
    inner: db::Tx,
    actor: Actor,
    now: DateTime<Utc>,
    touched: BTreeSet<String>,
}

impl Tx {
    pub(crate) fn new(inner: db::Tx, actor: Actor, now: DateTime<Utc>) -> Self {
        Tx { inner, actor, now, touched: BTreeSet::new() }
    }

    /// When this transaction's facts are recorded.
    pub fn now(&self) -> DateTime<Utc> {
        self.now
    }

    pub fn actor(&self) -> &Actor {
        &self.actor
    }

    /// Writes an entry of the journal, in this very transaction. Do it last: other writers wait from here.
    pub async fn audit(&mut self, action: &str, target: Target) -> db::Result<()> {
        audit::append(&mut self.inner, self.now, &self.actor, action, target).await
    }

    /// Says that what processes keep a copy of under this key changes with this transaction ([`crate::versions`]).
    pub fn touch(&mut self, key: String) {
        self.touched.insert(key);
    }

    pub async fn commit(mut self) -> db::Result<()> {
        if !self.touched.is_empty() {
            versions::mark(&mut self.inner, &self.touched).await?;
        }
        self.inner.commit().await
    }
}

impl Deref for Tx {
    type Target = db::Tx;
    fn deref(&self) -> &db::Tx {
        &self.inner
    }
}
impl DerefMut for Tx {
    fn deref_mut(&mut self) -> &mut db::Tx {
        &mut self.inner
    }
}
