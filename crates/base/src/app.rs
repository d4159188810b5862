use crate::{Actor, Clock, Config, Shelf, Tx, mail::Mailer};
use std::sync::Arc;

/// What every handler is given. Cloning shares.
#[derive(Clone)]
pub struct App {
    pub db: db::Db,
    pub clock: Clock,
    pub config: Arc<Config>,
    pub assets: Arc<dsfr::Assets>,
    pub mailer: Mailer,
    pub shelf: Shelf,
}

impl App {
    /// A transaction that writes for somebody, at this instant.
    pub async fn begin(&self, actor: &Actor) -> db::Result<Tx> {
        Ok(Tx::new(self.db.write().await?, actor.clone(), self.clock.now()))
    }

    /// The same, to fill tables from nothing (`Db::begin_bulk`).
    pub async fn begin_bulk(&self, actor: &Actor) -> db::Result<Tx> {
        Ok(Tx::new(self.db.begin_bulk().await?, actor.clone(), self.clock.now()))
    }

    /// A transaction that cannot write: what a GET opens.
    pub async fn read(&self) -> db::Result<db::Tx> {
        self.db.read().await
    }

    /// Says in the journal that a personal file was looked at.
    pub async fn log_view(&self, actor: &Actor, target: crate::Target) -> db::Result<()> {
        self.log_reading(actor, "consultation", target).await
    }

    /// The one thing a GET may write: that personal files were looked at or taken away, and how (PRODUCT.md H3).
    pub async fn log_reading(&self, actor: &Actor, action: &str, target: crate::Target) -> db::Result<()> {
        let mut tx = self.begin(actor).await?;
        tx.audit(action, target).await?;
        tx.commit().await
    }
}
