use super::stop::Stop;
use super::{Outcome, Setup, print};
use tokio::sync::watch;

/// Exécute les tâches de fond (courriels…) sans servir de pages
///
/// « serve » les exécute aussi, sauf si PUPITRE_WORKER=false ; plusieurs processus peuvent le faire ensemble.
#[derive(Debug, clap::Args)]
pub struct Worker {}

impl Worker {
    pub async fn run(self, setup: &Setup) -> Outcome {
        let asked = Stop::listen()?;
        let app = setup.app().await?;
        let (stop, stopped) = watch::channel(false);
        let worker = tokio::spawn(crate::worker::run(app.clone(), stopped));
        print("Tâches de fond en route (Ctrl+C pour arrêter).\n")?;
        asked.heard().await;
        stop.send_replace(true);
        worker.await.map_err(|e| format!("les tâches de fond se sont mal terminées : {e}"))?;
        app.db.close().await;
        Ok(())
    }
}
