//! The deeds of the whole country in memory, kept true as the facts are (`figures::memory`): each question first reads again the
//! parts that a commit changed, of whatever process.
use super::super::store::platforms;
use super::store::{Teller, of_part};
use super::table::{Parts, Table};
use base::{App, versions};
use db::Tx;
use follow::cases::facts::Part;
use std::sync::{PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

/// On the application's shelf; empty until [`load`].
#[derive(Debug, Default)]
pub(super) struct Memory(RwLock<Option<Kept>>);

#[derive(Debug)]
struct Kept {
    table: Table,
    /// The last commit that it tells of.
    commit: i64,
}

/// Reads the deeds into memory.
///
/// # Errors
/// When the database cannot be read, or holds what makes no sense.
pub async fn load(app: &App) -> db::Result<()> {
    let mut tx = app.read().await?;
    let commit = versions::head(&mut tx).await?;
    let mut table = Table::default();
    for platform in platforms(&mut tx).await? {
        table.read(&mut tx, &platform).await?;
    }
    *app.shelf.get::<Memory>().write() = Some(Kept { table, commit });
    Ok(())
}

impl Memory {
    fn read(&self) -> RwLockReadGuard<'_, Option<Kept>> {
        self.0.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, Option<Kept>> {
        self.0.write().unwrap_or_else(PoisonError::into_inner)
    }

    /// What `ask` makes of the table, brought to what the transaction sees; none when the deeds are not in memory.
    pub async fn ask<T>(&self, tx: &mut Tx, ask: impl FnOnce(&Table) -> T) -> db::Result<Option<T>> {
        loop {
            let Some(known) = self.read().as_ref().map(|kept| kept.commit) else { return Ok(None) };
            let commit = versions::head(tx).await?;
            if commit <= known {
                break;
            }
            let teller = Teller::new();
            let mut changed = vec![];
            for key in versions::since(tx, known).await? {
                if let Some(part) = Part::of_key(&key) {
                    let mut parts = Parts::default();
                    of_part(tx, &part, |doer| parts.add(&teller, &part.platform, &doer)).await?;
                    changed.push((parts.told()?.remove(&part.month).unwrap_or_default(), part));
                }
            }
            // Another question may have been quicker: then what it read is as good, or better.
            if let Some(kept) = self.write().as_mut().filter(|kept| kept.commit == known) {
                changed.into_iter().for_each(|(told, part)| kept.table.set(&part, told));
                kept.commit = commit;
            }
        }
        Ok(self.read().as_ref().map(|kept| ask(&kept.table)))
    }
}
