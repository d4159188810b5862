use super::{Outcome, Setup};
use crate::demo::{self, Wish};
use base::french::number;
use std::io::Write as _;
use std::time::Instant;

/// Remplit une base vide d’un pays de démonstration
///
/// Tout y est inventé. La même graine donne le même pays.
#[derive(Debug, clap::Args)]
pub struct Demo {
    /// Nombre de dossiers dans tout le pays [sinon : ce que deux années scolaires apportent, environ 350 000]
    #[arg(long, value_name = "N")]
    cases: Option<u64>,
    /// Graine du tirage
    #[arg(long, value_name = "G", default_value_t = 29)]
    seed: u64,
}

impl Demo {
    pub async fn run(self, setup: &Setup) -> Outcome {
        let app = setup.app().await?;
        let start = Instant::now();
        let wish = Wish { cases: self.cases, seed: self.seed };
        let progress = |done: usize, of: usize| {
            eprint!("\r{done} plates-formes sur {of}");
            std::io::stderr().flush().unwrap_or(());
        };
        let (made, shown) = demo::make(&app, wish, progress).await.map_err(|e| format!("{e:#}"))?;
        eprintln!();
        println!(
            "{} plates-formes, {} jeunes, {} dossiers, {} événements, {} comptes, en {} s.",
            made.platforms,
            number(made.youths as i64),
            number(made.cases as i64),
            number(made.events as i64),
            number(made.accounts as i64),
            start.elapsed().as_secs(),
        );
        println!("\nComptes de démonstration (mot de passe de tous : {}) :", demo::PASSWORD);
        for account in shown {
            println!("  {:<44} {}", account.email, account.label);
        }
        Ok(())
    }
}
