use super::{Failure, Outcome, Setup, print};
use base::{Actor, App};
use network::accounts::{self, Email, PersonName, machine};
use network::rights::Role;
use network::territories::TerritoryCode;
use std::io::Read as _;

/// Ouvre, liste et ferme des comptes
#[derive(Debug, clap::Args)]
pub struct Account {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    Create(Create),
    Grant(Grant),
    /// Donne les comptes, avec leurs fonctions
    List,
    Invite(Invite),
    Close(Close),
    /// Donne les fonctions possibles et les niveaux où elles s’exercent
    Roles,
}

/// Ouvre un compte avec une première fonction
///
/// Sans --password-stdin, une invitation valable 72 heures part par courriel.
#[derive(Debug, clap::Args)]
struct Create {
    /// Adresse électronique, qui sert à se connecter
    #[arg(long, value_name = "ADRESSE")]
    email: Email,
    /// Prénom et nom
    #[arg(long, value_name = "NOM")]
    name: PersonName,
    #[command(flatten)]
    desk: Desk,
    /// Lit le mot de passe sur l’entrée standard (première ligne)
    #[arg(long)]
    password_stdin: bool,
}

/// Ajoute une fonction à un compte
#[derive(Debug, clap::Args)]
struct Grant {
    /// Adresse électronique du compte
    #[arg(long, value_name = "ADRESSE")]
    email: Email,
    #[command(flatten)]
    desk: Desk,
}

/// Envoie par courriel un lien pour choisir un mot de passe
#[derive(Debug, clap::Args)]
struct Invite {
    /// Adresse électronique du compte
    #[arg(long, value_name = "ADRESSE")]
    email: Email,
}

/// Ferme un compte : ses sessions prennent fin, ce qui a été noté reste
#[derive(Debug, clap::Args)]
struct Close {
    /// Adresse électronique du compte
    #[arg(long, value_name = "ADRESSE")]
    email: Email,
}

/// A role on a territory.
#[derive(Debug, clap::Args)]
struct Desk {
    /// Fonction (« pupitre account roles » donne la liste)
    #[arg(long, value_name = "FONCTION")]
    role: Role,
    /// Code du territoire (« pupitre territories » donne la liste)
    #[arg(long, value_name = "CODE")]
    territory: TerritoryCode,
}

impl Account {
    pub async fn run(self, setup: &Setup) -> Outcome {
        match self.command {
            Command::Roles => {
                roles();
                Ok(())
            }
            Command::Create(command) => command.run(&setup.app().await?).await,
            Command::Grant(command) => command.run(&setup.app().await?).await,
            Command::List => list(&setup.app().await?).await,
            Command::Invite(command) => command.run(&setup.app().await?).await,
            Command::Close(command) => command.run(&setup.app().await?).await,
        }
    }
}

fn roles() {
    for role in Role::ALL {
        let levels: Vec<&str> = role.levels().iter().map(|level| level.as_str()).collect();
        println!("{:<20} {:<28} {}", role.code(), role.label(), levels.join(", "));
    }
}

async fn list(app: &App) -> Outcome {
    let mut tx = app.read().await?;
    let mut lines = String::new();
    for held in machine::all(&mut tx).await? {
        let state = match (held.closed_at, held.has_password) {
            (Some(_), _) => "fermé",
            (None, true) => "ouvert",
            (None, false) => "invité",
        };
        let desk =
            held.role.zip(held.territory).map_or("-\t-".into(), |(role, territory)| format!("{role}\t{territory}"));
        lines.push_str(&format!("{}\t{}\t{desk}\t{state}\n", held.email, held.name));
    }
    print(&lines)
}

impl Invite {
    async fn run(self, app: &App) -> Outcome {
        let mut tx = app.begin(&Actor::command()).await?;
        let account = find(&mut tx, &self.email).await?;
        machine::invite(&mut tx, &app.config, &account).await?;
        tx.commit().await?;
        print(&format!(
            "Un lien part par courriel à {} : « pupitre serve » ou « pupitre worker » l’envoie.\n",
            self.email
        ))
    }
}

impl Close {
    async fn run(self, app: &App) -> Outcome {
        let mut tx = app.begin(&Actor::command()).await?;
        let account = find(&mut tx, &self.email).await?;
        machine::close(&mut tx, &account).await?;
        tx.commit().await?;
        print(&format!("Compte {} fermé.\n", self.email))
    }
}

impl Create {
    async fn run(self, app: &App) -> Outcome {
        let password = if self.password_stdin { Some(first_line()?) } else { None };
        let desk = (self.desk.role, &self.desk.territory);
        accounts::create(app, &Actor::command(), &self.email, &self.name, desk, password.as_deref()).await?;
        println!("Compte {} ouvert : {}, {}.", self.email, self.desk.role.label(), self.desk.territory);
        if password.is_none() {
            println!("Une invitation part par courriel : « pupitre serve » ou « pupitre worker » l’envoie.");
        }
        Ok(())
    }
}

impl Grant {
    async fn run(self, app: &App) -> Outcome {
        let mut tx = app.begin(&Actor::command()).await?;
        let account = find(&mut tx, &self.email).await?;
        accounts::grant(&mut tx, account.id, self.desk.role, &self.desk.territory).await?;
        tx.commit().await?;
        println!("Fonction ajoutée à {} : {}, {}.", self.email, self.desk.role.label(), self.desk.territory);
        Ok(())
    }
}

pub async fn find(tx: &mut db::Tx, email: &Email) -> Result<accounts::Account, Failure> {
    let found = accounts::store::find_by_email(tx, email).await?;
    found.ok_or_else(|| format!("aucun compte n’a l’adresse {email}").into())
}

fn first_line() -> Result<String, Failure> {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text).map_err(|e| format!("le mot de passe n’a pas pu être lu : {e}"))?;
    match text.lines().next() {
        Some(line) if !line.is_empty() => Ok(line.to_owned()),
        _ => Err("aucun mot de passe sur l’entrée standard".into()),
    }
}
