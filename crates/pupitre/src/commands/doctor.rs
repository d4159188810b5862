//! Looks at the installation as a colleague would: what is well, what is not, what to do.
use super::setup::{self, Setup, shown};
use super::{Failure, Outcome};
use crate::{database, site};
use base::audit::{self, Chain};
use base::{App, Config, MIGRATIONS};
use chrono::{DateTime, Utc};
use db::{Url, sql};
use std::path::Path;
use std::time::Duration;

/// Examine l’installation et dit quoi faire
///
/// Configuration, base, schéma, fichiers publiés, courriel, horloge, journal, disque. Ne modifie rien.
/// Code de sortie 1 si quelque chose empêche de travailler.
#[derive(Debug, clap::Args)]
pub struct Doctor {}

/// Below that, SQLite may not be able to write: 500 MiB.
const LITTLE_SPACE: u64 = 500 << 20;

enum Finding {
    Well(String),
    /// Works, but should be looked at.
    Doubtful(String),
    /// Keeps from working.
    Bad(String),
}
use Finding::{Bad, Doubtful, Well};

impl Doctor {
    pub async fn run(self, setup: &Setup) -> Outcome {
        let config = setup.config()?;
        let mut findings = vec![address(&config), published(), mail(&config).await, disk(&config)];
        match setup.app_as_is().await {
            Ok(app) => findings.extend(database(&app).await),
            Err(Failure { text, .. }) => findings.push(Bad(text)),
        }
        for finding in &findings {
            match finding {
                Well(text) => println!("bon      {text}"),
                Doubtful(text) => println!("à voir   {text}"),
                Bad(text) => println!("MAUVAIS  {text}"),
            }
        }
        match findings.iter().filter(|f| matches!(f, Bad(_))).count() {
            0 => Ok(()),
            n => Err(format!("{n} point(s) à corriger").into()),
        }
    }
}

fn address(config: &Config) -> Finding {
    let url = config.public_url();
    if config.listen.ip().is_loopback() && config.public_url.is_none() {
        return Well(format!("adresse {url}, pour cette machine seulement"));
    }
    if config.is_https() {
        return Well(format!("adresse publique {url}, écoute sur {}", config.listen));
    }
    Bad(format!(
        "adresse {url} sans https : mots de passe et données circuleraient en clair. Placez un serveur https devant et réglez public_url"
    ))
}

fn published() -> Finding {
    match site::assets::addresses() {
        Ok(_) => Well("fichiers publiés (feuilles de style, scripts) complets".into()),
        Err(why) => Bad(format!("fichiers publiés incomplets ({why}) : lancez « make assets » puis reconstruisez")),
    }
}

async fn mail(config: &Config) -> Finding {
    if let Err(why) = base::mail::Mailer::new(config) {
        return Bad(why);
    }
    let Some(smtp) = &config.smtp else {
        return Doubtful(format!(
            "courriel : aucun serveur (PUPITRE_SMTP) ; les messages sont écrits dans {}",
            config.mail_folder.display()
        ));
    };
    let Some((host, port)) = smtp_server(smtp) else {
        return Bad("courriel : l’adresse smtp n’a pas d’hôte".into());
    };
    let attempt = tokio::net::TcpStream::connect((host.as_str(), port));
    match tokio::time::timeout(Duration::from_secs(5), attempt).await {
        Ok(Ok(_)) => Well(format!("courriel : {host}:{port} répond")),
        Ok(Err(why)) => Bad(format!("courriel : {host}:{port} ne répond pas ({why})")),
        Err(_) => Bad(format!("courriel : {host}:{port} n’a pas répondu en 5 secondes")),
    }
}

fn smtp_server(url: &str) -> Option<(String, u16)> {
    let url: axum::http::Uri = url.parse().ok()?;
    let usual = if url.scheme_str() == Some("smtps") { 465 } else { 587 };
    Some((url.host()?.to_owned(), url.port_u16().unwrap_or(usual)))
}

/// Room left where SQLite writes; PostgreSQL watches over its own.
fn disk(config: &Config) -> Finding {
    let Ok(Url::Sqlite(path)) = setup::url(config) else {
        return Well("disque : celui de PostgreSQL, à surveiller avec ses outils".into());
    };
    let folder = path.parent().filter(|f| f.is_dir()).unwrap_or(Path::new("."));
    match rustix::fs::statvfs(folder) {
        Ok(volume) => {
            let free = volume.f_bavail.saturating_mul(volume.f_frsize);
            let text = format!("disque : {} Mio libres dans {}", free >> 20, folder.display());
            if free < LITTLE_SPACE { Bad(format!("{text} ; libérez de la place")) } else { Well(text) }
        }
        Err(why) => Doubtful(format!("disque : place libre inconnue ({why})")),
    }
}

async fn database(app: &App) -> Vec<Finding> {
    match look(app).await {
        Ok(findings) => findings,
        Err(why) => vec![Bad(format!("base {} illisible : {why}", shown(&app.config.database)))],
    }
}

async fn look(app: &App) -> db::Result<Vec<Finding>> {
    let mut tx = app.read().await?;
    let schema = match database::schema(&mut tx).await {
        Ok(schema) => schema,
        Err(_) => return Ok(vec![Bad("base vide : lancez « pupitre migrate »".into())]),
    };
    let expected = MIGRATIONS.iter().map(|m| m.version).max().unwrap_or(0);
    let mut findings = vec![match schema.cmp(&expected) {
        std::cmp::Ordering::Equal => Well(format!("base {} : schéma {schema}", shown(&app.config.database))),
        std::cmp::Ordering::Less => {
            Bad(format!("base en retard (schéma {schema}, attendu {expected}) : lancez « pupitre migrate »"))
        }
        std::cmp::Ordering::Greater => Bad(format!(
            "base plus récente (schéma {schema}) que ce programme ({expected}) : installez la version qui va avec"
        )),
    }];
    if schema != expected {
        return Ok(findings);
    }
    findings.push(clock(&mut tx, app.clock.now()).await?);
    findings.push(match audit::verify(&mut tx).await? {
        Chain::Intact { entries } => Well(format!("journal intact, {entries} entrées")),
        Chain::Broken { number, why } => Bad(format!("journal rompu à l’entrée {number} : {why}. Gardez une copie de la base et prévenez la personne chargée de la sécurité")),
    });
    Ok(findings)
}

/// A clock that went back dates today's acts before yesterday's.
async fn clock(tx: &mut db::Tx, now: DateTime<Utc>) -> db::Result<Finding> {
    let last: Option<(DateTime<Utc>,)> =
        sql!("SELECT at FROM audit_entry ORDER BY number DESC LIMIT 1").optional(tx).await?;
    let shown = base::clock::paris_time(now).format("%d/%m/%Y %H:%M");
    Ok(match last {
        Some((last,)) if last > now => {
            Bad(format!("horloge : {shown}, avant la dernière entrée du journal. Réglez l’heure de la machine (NTP)"))
        }
        _ => Well(format!("horloge : {shown} à Paris")),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mail_server_is_found_behind_user_and_password() {
        assert_eq!(smtp_server("smtp://moi:secret@mail.fr:2525"), Some(("mail.fr".into(), 2525)));
        assert_eq!(smtp_server("smtps://mail.fr"), Some(("mail.fr".into(), 465)));
    }

    #[test]
    fn an_address_open_to_others_without_https_is_bad() {
        let open = Config { listen: ([0, 0, 0, 0], 8080).into(), ..Config::default() };
        assert!(matches!(address(&open), Bad(_)));
        assert!(matches!(address(&Config { public_url: Some("https://pupitre.fr".into()), ..open }), Well(_)));
        assert!(matches!(address(&Config::default()), Well(_)));
    }
}
