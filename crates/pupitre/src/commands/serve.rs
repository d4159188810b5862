use super::setup::{Setup, shown};
use super::stop::Stop;
use super::{Failure, Outcome, print};
use crate::{site, worker};
use base::App;
use db::sql;
use std::io::ErrorKind;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::watch;

/// How long requests under way may take once told to stop.
const DRAIN: Duration = Duration::from_secs(20);

/// Sert les pages et l’API
///
/// Met la base à jour, puis écoute ; SIGTERM ou Ctrl+C laisse finir les demandes en cours.
#[derive(Debug, clap::Args)]
pub struct Serve {
    /// Adresse et port d’écoute (sinon PUPITRE_LISTEN, sinon 127.0.0.1:8080 ; port 0 : un port libre)
    #[arg(long, value_name = "ADRESSE:PORT")]
    listen: Option<SocketAddr>,
}

impl Serve {
    pub async fn run(self, setup: &Setup) -> Outcome {
        let stop = Stop::listen()?;
        let mut config = setup.config()?;
        if let Some(listen) = self.listen {
            config.listen = listen;
        }
        let listener = TcpListener::bind(config.listen).await.map_err(|e| cannot_listen(config.listen, &e))?;
        config.listen = listener.local_addr().map_err(|e| cannot_listen(config.listen, &e))?;
        let app = setup.app_with(config).await?;
        println!(
            "Pupitre : {}/  (base {} ; Ctrl+C pour arrêter)",
            app.config.public_url(),
            shown(&app.config.database)
        );
        print(&demo_accounts(&app).await?)?;
        serve(app, listener, stop).await
    }
}

/// An account that the demonstration offers to everybody, as `pupitre demo` wrote it.
#[derive(serde::Deserialize)]
struct DemoAccount {
    email: String,
    password: String,
    label: String,
}

/// One account a role, in a database that `pupitre demo` filled; nothing elsewhere.
async fn demo_accounts(app: &App) -> Result<String, Failure> {
    let mut tx = app.read().await?;
    let setting: Option<(String,)> =
        sql!("SELECT value FROM setting WHERE name = 'demo_accounts'").optional(&mut tx).await?;
    let Some((list,)) = setting else { return Ok(String::new()) };
    let accounts: Vec<DemoAccount> =
        serde_json::from_str(&list).map_err(|e| format!("réglage demo_accounts illisible : {e}"))?;
    let line = |a: &DemoAccount| format!("  {:<44} {}  {}\n", a.email, a.password, a.label);
    Ok(format!("Comptes de démonstration :\n{}", accounts.iter().map(line).collect::<String>()))
}

fn cannot_listen(listen: SocketAddr, error: &std::io::Error) -> Failure {
    let other = SocketAddr::new(listen.ip(), listen.port().saturating_add(1));
    match error.kind() {
        ErrorKind::AddrInUse => format!(
            "le port {} est déjà pris, par un autre programme ou par un Pupitre déjà lancé. \
             Choisissez-en un autre : pupitre serve --listen {other} (ou PUPITRE_LISTEN={other}, ou listen = \"{other}\" dans pupitre.toml)",
            listen.port()
        ),
        ErrorKind::PermissionDenied => format!(
            "le système refuse d’ouvrir le port {} (sous 1024, il faut un droit particulier). Choisissez-en un autre : pupitre serve --listen {}:8080",
            listen.port(),
            listen.ip()
        ),
        ErrorKind::AddrNotAvailable => format!("l’adresse {} n’est pas une adresse de cette machine", listen.ip()),
        _ => format!("impossible d’écouter sur {listen} : {error}"),
    }
    .into()
}

/// Until then, and if it fails, questions are put to the database: slower, and as true.
async fn warm(app: App) {
    if let Err(error) = measure::figures::load(&app).await {
        tracing::error!(%error, "the facts are not in memory");
    }
}

async fn serve(app: App, listener: TcpListener, asked: Stop) -> Outcome {
    let (stop, stopped) = watch::channel(false);
    let worker = app.config.worker.then(|| tokio::spawn(worker::run(app.clone(), stopped.clone())));
    let warming = tokio::spawn(warm(app.clone()));
    let service = site::router(app.clone()).into_make_service_with_connect_info::<SocketAddr>();
    let mut told = stopped.clone();
    let server = axum::serve(listener, service).with_graceful_shutdown(async move {
        // An error means that the sender is gone: stop too.
        let _ = told.wait_for(|stop| *stop).await;
    });
    let mut server = tokio::spawn(server.into_future());
    tokio::select! {
        ended = &mut server => return Err(format!("le service s’est arrêté : {ended:?}").into()),
        () = asked.heard() => {}
    }
    print("Arrêt demandé : les demandes en cours se terminent.\n")?;
    stop.send_replace(true);
    if tokio::time::timeout(DRAIN, &mut server).await.is_err() {
        tracing::warn!("requests were still running after {DRAIN:?}: they are cut");
        server.abort();
    }
    if let Some(worker) = worker
        && let Err(error) = worker.await
    {
        tracing::error!(%error, "the worker ended badly");
    }
    warming.abort();
    app.db.close().await;
    Ok(())
}
