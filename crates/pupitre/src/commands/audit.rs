use super::{Outcome, Setup};
use base::audit::{self, Chain};

/// Contrôle le journal des consultations et des modifications
#[derive(Debug, clap::Args)]
pub struct Audit {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Relit toute la chaîne et dit où elle est rompue ; code de sortie 1 si elle l’est
    Verify,
}

impl Audit {
    pub async fn run(self, setup: &Setup) -> Outcome {
        let Command::Verify = self.command;
        let app = setup.app_as_is().await?;
        let mut tx = app.read().await?;
        match audit::verify(&mut tx).await? {
            Chain::Intact { entries } => {
                println!("Journal intact : {entries} entrées vérifiées.");
                Ok(())
            }
            Chain::Broken { number, why } => Err(format!("le journal est rompu à l’entrée {number} : {why}").into()),
        }
    }
}
