use super::{Outcome, Setup};
use crate::demo::{self, Wish};
use base::french::number;
use std::io::{IsTerminal as _, Write as _};
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
        let mut screen = std::io::stderr();
        let progress = move |done: usize, of: usize| {
            // Told on one line to a person, now and then to a file. A screen that goes away stops nothing.
            let _ = if screen.is_terminal() {
                write!(screen, "\r{done} plates-formes sur {of}").and_then(|()| screen.flush())
            } else if done.is_multiple_of(100) || done == of {
                writeln!(screen, "{done} plates-formes sur {of}")
            } else {
                Ok(())
            };
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
