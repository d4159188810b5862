use super::account::find;
use super::{Outcome, Setup, print};
use base::form::Text;
use base::{Actor, App, Target};
use chrono::Duration;
use db::Id;
use network::accounts::{Email, tokens};

/// Crée, liste et révoque les jetons de l’API
#[derive(Debug, clap::Args)]
pub struct Token {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    Create(Create),
    List(List),
    Revoke(Revoke),
}

/// Crée un jeton avec les droits d’un compte, et l’affiche
///
/// Le jeton est seul sur la sortie standard et ne sera plus jamais montré.
#[derive(Debug, clap::Args)]
struct Create {
    #[command(flatten)]
    account: Account,
    /// Le programme qui le portera, pour le reconnaître ensuite
    #[arg(long, value_name = "NOM", default_value = "ligne de commande")]
    label: Text<80>,
    /// Durée en jours, un an au plus
    #[arg(long, value_name = "JOURS", default_value_t = 365, value_parser = clap::value_parser!(i64).range(1..=365))]
    days: i64,
}

/// Donne les jetons d’un compte qui servent encore
#[derive(Debug, clap::Args)]
struct List {
    #[command(flatten)]
    account: Account,
}

/// Révoque un jeton
#[derive(Debug, clap::Args)]
struct Revoke {
    #[command(flatten)]
    account: Account,
    /// Identifiant du jeton (« pupitre token list » le donne)
    #[arg(long, value_name = "IDENTIFIANT")]
    id: Id,
}

#[derive(Debug, clap::Args)]
struct Account {
    /// Adresse électronique du compte
    #[arg(long = "account", value_name = "ADRESSE")]
    email: Email,
}

impl Token {
    pub async fn run(self, setup: &Setup) -> Outcome {
        let app = setup.app().await?;
        match self.command {
            Command::Create(command) => command.run(&app).await,
            Command::List(command) => command.run(&app).await,
            Command::Revoke(command) => command.run(&app).await,
        }
    }
}

impl Create {
    async fn run(self, app: &App) -> Outcome {
        let mut tx = app.begin(&Actor::command()).await?;
        let account = find(&mut tx, &self.account.email).await?;
        if account.closed_at.is_some() {
            return Err(format!("le compte {} est fermé : rouvrez-le d’abord", self.account.email).into());
        }
        let now = tx.now();
        let expires_at = now + Duration::days(self.days);
        let (_, token) = tokens::create(&mut tx, account.id, &self.label.0, now, expires_at).await?;
        tx.audit(tokens::TOKEN_CREATED, Target::new(tokens::ACCOUNT, account.id)).await?;
        tx.commit().await?;
        eprintln!(
            "Jeton de {}, valable jusqu’au {}. Gardez-le : il ne sera plus montré.",
            self.account.email,
            base::french::date_long(base::clock::paris_day(expires_at))
        );
        print(&format!("{}\n", token.as_str()))
    }
}

impl List {
    async fn run(self, app: &App) -> Outcome {
        let mut tx = app.read().await?;
        let account = find(&mut tx, &self.account.email).await?;
        let day = |at| base::clock::paris_day(at).to_string();
        let tokens = tokens::list(&mut tx, account.id, app.clock.now()).await?;
        let line = |token: &tokens::Token| {
            let used = token.used_at.map_or_else(|| "-".into(), day);
            format!("{}\t{}\t{used}\t{}\t{}\n", token.id, day(token.created_at), day(token.expires_at), token.label)
        };
        print(&tokens.iter().map(line).collect::<String>())
    }
}

impl Revoke {
    async fn run(self, app: &App) -> Outcome {
        let mut tx = app.begin(&Actor::command()).await?;
        let account = find(&mut tx, &self.account.email).await?;
        let now = tx.now();
        if !tokens::revoke(&mut tx, account.id, self.id, now).await? {
            return Err(format!("{} n’a pas de jeton {} à révoquer", self.account.email, self.id).into());
        }
        tx.audit(tokens::TOKEN_REVOKED, Target::new(tokens::ACCOUNT, account.id)).await?;
        tx.commit().await?;
        print("Jeton révoqué.\n")
    }
}
