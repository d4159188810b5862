//! What every command needs: the configuration, and the database it names.
use super::Failure;
use crate::{database, site};
use base::mail::Mailer;
use base::{App, Clock, Config};
use db::{Db, Url};
use follow::cases::again::project_again;
use std::path::{Path, PathBuf};
use std::sync::Arc;

const DEFAULT_FILE: &str = "pupitre.toml";

/// Options common to all commands.
#[derive(Debug, clap::Args)]
pub struct Setup {
    /// Base de données : sqlite:CHEMIN ou postgres://… (sinon PUPITRE_DATABASE, sinon sqlite:data/pupitre.db)
    #[arg(long, global = true, value_name = "URL")]
    pub database: Option<String>,
    /// Fichier de configuration (sinon pupitre.toml, s’il existe)
    #[arg(long, global = true, value_name = "FICHIER")]
    pub config: Option<PathBuf>,
}

impl Setup {
    /// The configuration in force: file, then environment, then command line.
    pub fn config(&self) -> Result<Config, Failure> {
        if let Some(file) = self.config.as_deref().filter(|file| !file.is_file()) {
            return Err(format!("le fichier de configuration {} n’existe pas", file.display()).into());
        }
        let mut config = Config::load(self.config.as_deref().unwrap_or(Path::new(DEFAULT_FILE)))?;
        if let Some(database) = &self.database {
            config.database.clone_from(database);
        }
        Ok(config)
    }

    /// The application on a database brought up to date, created if need be.
    pub async fn app(&self) -> Result<App, Failure> {
        self.app_with(self.config()?).await
    }

    pub async fn app_with(&self, config: Config) -> Result<App, Failure> {
        let app = open(config).await?;
        let failed = |e| format!("la base n’a pas pu être mise à jour : {e}");
        database::prepare(&app.db).await.map_err(failed)?;
        let progress = |done, of| {
            if done % 20 == 0 || done == of {
                eprintln!("Mise à jour des dossiers : {done} plates-formes sur {of}");
            }
        };
        project_again(&app, progress).await.map_err(failed)?;
        Ok(app)
    }

    /// The application on a database that must be there, left as it is.
    pub async fn app_as_is(&self) -> Result<App, Failure> {
        let config = self.config()?;
        if let Url::Sqlite(path) = url(&config)?
            && !path.is_file()
        {
            return Err(format!("la base {} n’existe pas : « pupitre migrate » la crée", path.display()).into());
        }
        open(config).await
    }
}

pub fn url(config: &Config) -> Result<Url, Failure> {
    Ok(config.database.parse::<Url>()?)
}

/// The address of the database without its password, for messages.
pub fn shown(database: &str) -> String {
    let Some((scheme, rest)) = database.split_once("://") else { return database.to_owned() };
    match rest.split_once('@') {
        Some((user, host)) => format!("{scheme}://{}@{host}", user.split(':').next().unwrap_or_default()),
        None => database.to_owned(),
    }
}

async fn open(config: Config) -> Result<App, Failure> {
    let url = url(&config)?;
    let assets = site::assets::addresses()?;
    let mailer = Mailer::new(&config)?;
    let db = Db::open(&url).await.map_err(|e| format!("la base {} ne s’ouvre pas : {e}", shown(&config.database)))?;
    Ok(App {
        db,
        clock: config.clock.map_or(Clock::System, Clock::from),
        config: Arc::new(config),
        assets: Arc::new(assets),
        mailer,
        shelf: base::Shelf::default(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_never_shown() {
        assert_eq!(shown("postgres://pupitre:s3cret@base.local/pupitre"), "postgres://pupitre@base.local/pupitre");
        assert_eq!(shown("sqlite:data/pupitre.db"), "sqlite:data/pupitre.db");
    }
}
