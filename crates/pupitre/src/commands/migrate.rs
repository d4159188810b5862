use super::Outcome;
use super::setup::{Setup, shown};
use crate::database;

/// Crée la base, ou met son schéma à jour
///
/// « serve » et les autres commandes le font d’elles-mêmes ; celle-ci sert avant une mise à jour surveillée.
#[derive(Debug, clap::Args)]
pub struct Migrate {}

impl Migrate {
    pub async fn run(self, setup: &Setup) -> Outcome {
        let app = setup.app().await?;
        let mut tx = app.read().await?;
        let schema = database::schema(&mut tx).await?;
        println!("Base {} : schéma {schema}, à jour.", shown(&app.config.database));
        Ok(())
    }
}
