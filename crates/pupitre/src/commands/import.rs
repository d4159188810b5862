use super::import_report::report as told;
use super::{Failure, Outcome, Setup, account, print};
use crate::api::imports::{ImportReport, Sender, overrides, platform_code};
use base::{Actor, App, Error, Person};
use follow::intake::report;
use follow::intake::stage::{Received, understand};
use network::accounts::{self, Email, session};
use network::rights::{self, Permission};
use network::territories::store::find_territory;
use std::path::{Path, PathBuf};

/// Lit une liste, et dit ce que chaque ligne devient
///
/// Sans --apply, c’est un essai : rien n’est écrit. Une liste s’applique tout entière ou pas du tout, et la même deux fois ne crée
/// personne deux fois. CSV ou texte, XLSX, ODS, XML de SIECLE.
#[derive(Debug, clap::Args)]
pub struct Import {
    /// La liste, telle qu’elle est
    #[arg(value_name = "FICHIER")]
    file: PathBuf,
    /// Code de la plate-forme qui reçoit la liste
    #[arg(long, value_name = "CODE")]
    platform: String,
    /// Catégorie (national_list, mission_locale, apprenticeship, school, agricultural, himself, partner, other) ou nom de l’expéditeur, sous lequel ses listes se suivent (sinon, ce que la liste montre d’elle-même)
    #[arg(long, value_name = "NOM")]
    source: Option<String>,
    /// Ce qu’il faut imposer à la lecture, en JSON : {"columns": [{"name": "NE LE", "use": {"field": "birth_date"}}]} (voir --print-mapping et la page /api)
    #[arg(long, value_name = "FICHIER")]
    mapping: Option<PathBuf>,
    /// Affiche comment les colonnes sont comprises, en JSON, et s’arrête : de quoi préparer --mapping
    #[arg(long, conflicts_with_all = ["apply", "json"])]
    print_mapping: bool,
    /// Applique la liste
    #[arg(long)]
    apply: bool,
    /// Compte au nom duquel agir, avec ses droits (sinon, la commande elle-même)
    #[arg(long, value_name = "ADRESSE")]
    account: Option<Email>,
    /// Rapport en JSON : {lines, created, attached, to_review, refused, ignored, messages: [{line, column, level, text}]}
    #[arg(long)]
    json: bool,
}

impl Import {
    pub async fn run(self, setup: &Setup) -> Outcome {
        let app = setup.app().await?;
        let platform = platform_code(Some(&self.platform)).map_err(|why| format!("--platform : {why}"))?;
        let Sender { source, source_name } =
            Sender::read(self.source.as_deref()).map_err(|why| format!("--source : {why}"))?;
        let mapping = match &self.mapping {
            Some(file) => Some(text_of(file)?),
            None => None,
        };
        let received = Received {
            platform: platform.to_string(),
            file_name: self.file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
            content: content(&self.file, app.config.upload_limit)?,
            source,
            source_name,
            overrides: overrides(mapping.as_deref()).map_err(|why| format!("--mapping : {why}"))?,
        };
        let mut tx = app.read().await?;
        if find_territory(&mut tx, &platform).await?.is_none() {
            return Err(format!(
                "aucune plate-forme ne porte le code {platform} : « pupitre territories » donne la liste"
            )
            .into());
        }
        drop(tx);
        let actor = match &self.account {
            Some(email) => acting_as(&app, email, &received.platform).await?,
            None => Actor::command(),
        };
        if self.print_mapping {
            return print_mapping(&app, &received).await;
        }
        let report: ImportReport = report::import(&app, &actor, &received, self.apply).await.map_err(refused)?.into();
        print(&if self.json {
            serde_json::to_string_pretty(&report).map_err(|e| e.to_string())? + "\n"
        } else {
            told(&report, self.apply)
        })
    }
}

fn refused(error: Error) -> Failure {
    match error {
        Error::Refused(why) => format!("la liste est refusée. {why}").into(),
        other => other.into(),
    }
}

async fn print_mapping(app: &App, received: &Received) -> Outcome {
    let mut tx = app.read().await?;
    let understood = understand(&mut tx, received, app.clock.today()).await.map_err(refused)?;
    print(&(serde_json::to_string_pretty(&understood.read.mapping).map_err(|e| e.to_string())? + "\n"))
}

/// The actor that a session of the account would be at this platform.
async fn acting_as(app: &App, email: &Email, platform: &str) -> Result<Actor, Failure> {
    let mut tx = app.read().await?;
    let account = account::find(&mut tx, email).await?;
    let roles = accounts::store::roles(&mut tx, account.id, None).await?;
    let role = roles.into_iter().find(|role| {
        role.ended_at.is_none() && role.territory == platform && rights::grants(role.role, Permission::ImportLists)
    });
    let desk = role.map(|role| {
        let row = session::DeskRow {
            id: role.id,
            role: role.role,
            territory: role.territory,
            territory_name: role.territory_name,
        };
        row.desk()
    });
    let person =
        Person { account: Some(account.id), name: account.name, desk: desk.unwrap_or_default(), ..Person::default() };
    let actor = Actor::new(person);
    match rights::require(&mut tx, &actor, Permission::ImportLists, platform).await {
        Ok(()) => Ok(actor),
        Err(Error::NotFound) => Err(format!("{email} n’a pas le droit d’importer une liste sur {platform}").into()),
        Err(other) => Err(other.into()),
    }
}

/// All of the file, its size looked at first.
fn content(file: &Path, limit_mib: u64) -> Result<Vec<u8>, Failure> {
    let unread =
        |error: std::io::Error| Failure::from(format!("{} ne se lit pas : {}", file.display(), reason(&error)));
    let size = std::fs::metadata(file).map_err(unread)?.len();
    if size > limit_mib << 20 {
        return Err(Error::TooLarge { limit_mib }.into());
    }
    std::fs::read(file).map_err(unread)
}

fn text_of(file: &Path) -> Result<String, Failure> {
    std::fs::read_to_string(file)
        .map_err(|error| format!("{} ne se lit pas : {}", file.display(), reason(&error)).into())
}

fn reason(error: &std::io::Error) -> String {
    use std::io::ErrorKind;
    match error.kind() {
        ErrorKind::NotFound => "il n’existe pas".into(),
        ErrorKind::PermissionDenied => "le système n’en donne pas le droit".into(),
        ErrorKind::IsADirectory => "c’est un dossier".into(),
        ErrorKind::InvalidData => "ce n’est pas du texte en UTF-8".into(),
        _ => error.to_string(),
    }
}
