use super::{Failure, Outcome, Setup, print};
use base::Actor;
use base::french::date_long;
use measure::releases::{self, Quarter};

/// Publie les chiffres d’un trimestre fini, petits effectifs protégés
///
/// Ils se lisent ensuite par les autres plates-formes et par le public (/donnees-ouvertes). Une publication ne se refait pas.
#[derive(Debug, clap::Args)]
pub struct Publish {
    /// Le trimestre d’entrée des jeunes : 2026-T3 pour juillet à septembre 2026
    #[arg(long, value_name = "TRIMESTRE")]
    quarter: String,
}

impl Publish {
    pub async fn run(self, setup: &Setup) -> Outcome {
        let quarter: Quarter = self.quarter.parse().map_err(|text| Failure { text, code: 2 })?;
        let app = setup.app().await?;
        let release = releases::publish(&app, &Actor::command(), quarter).await?;
        let known_on = date_long(release.known_on);
        print(&format!("Publié : jeunes entrés de {}, tels qu’on les savait le {known_on}.\n", quarter.label()))
    }
}
