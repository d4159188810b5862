//! The commands of the program. Each is a module: its arguments, and `run`, which ends with `Ok` or with a sentence in French.
//!
//! To add one: a module, a variant of [`Command`], a line of [`Command::run`].
mod account;
mod audit;
mod backup;
mod demo;
mod doctor;
mod figures;
mod figures_table;
mod french;
mod import;
mod import_report;
mod migrate;
mod publish;
mod serve;
mod setup;
mod stop;
mod territories;
mod token;
mod worker;

use clap::{CommandFactory as _, FromArgMatches as _, Parser, Subcommand};
pub use setup::Setup;
use std::ffi::OsString;
use std::process::ExitCode;

/// Why a command stopped, told to the person at the keyboard.
pub type Outcome = Result<(), Failure>;

/// A sentence for the person, and what the shell is told.
#[derive(Debug)]
pub struct Failure {
    pub text: String,
    pub code: u8,
}

impl From<String> for Failure {
    fn from(text: String) -> Self {
        Failure { text, code: 1 }
    }
}

impl From<&str> for Failure {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

impl From<db::Error> for Failure {
    fn from(error: db::Error) -> Self {
        format!("la base ne répond pas comme attendu : {error}").into()
    }
}

impl From<base::Error> for Failure {
    /// In the words of the page that would show it; the log has the rest.
    fn from(error: base::Error) -> Self {
        match error {
            base::Error::Database(error) => error.into(),
            base::Error::Internal(why) => format!("une erreur est survenue : {why}").into(),
            other => other.fault().text.into(),
        }
    }
}

/// Pupitre, le tableau de pilotage des plates-formes de suivi et d’appui aux jeunes en situation de décrochage (PSAD).
///
/// Sans configuration : base SQLite dans ./data, adresse http://127.0.0.1:8080.
#[derive(Debug, Parser)]
#[command(name = "pupitre", version, disable_help_subcommand = true)]
struct Cli {
    #[command(flatten)]
    setup: Setup,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Serve(serve::Serve),
    Worker(worker::Worker),
    Migrate(migrate::Migrate),
    Demo(demo::Demo),
    Account(account::Account),
    Token(token::Token),
    Import(import::Import),
    Figures(figures::Figures),
    Publish(publish::Publish),
    Territories(territories::Territories),
    Audit(audit::Audit),
    Backup(backup::Backup),
    Doctor(doctor::Doctor),
}

impl Command {
    async fn run(self, setup: &Setup) -> Outcome {
        match self {
            Command::Serve(command) => command.run(setup).await,
            Command::Worker(command) => command.run(setup).await,
            Command::Migrate(command) => command.run(setup).await,
            Command::Demo(command) => command.run(setup).await,
            Command::Account(command) => command.run(setup).await,
            Command::Token(command) => command.run(setup).await,
            Command::Import(command) => command.run(setup).await,
            Command::Figures(command) => command.run(setup).await,
            Command::Publish(command) => command.run(setup).await,
            Command::Territories(command) => command.run(setup).await,
            Command::Audit(command) => command.run(setup).await,
            Command::Backup(command) => command.run(setup).await,
            Command::Doctor(command) => command.run(setup).await,
        }
    }
}

/// Runs what the command line asks for. Exit code: 0 done, 1 refused or failed, 2 not understood.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let cli = french::command(Cli::command())
        .try_get_matches_from(arguments)
        .and_then(|matches| Cli::from_arg_matches(&matches));
    let cli = match cli {
        Ok(cli) => cli,
        Err(error) => return french::explain(&error),
    };
    log_to_stderr(matches!(cli.command, Command::Serve(_) | Command::Worker(_)));
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => return failed(&Failure::from(format!("le système ne donne pas de fil d’exécution : {error}"))),
    };
    match runtime.block_on(cli.command.run(&cli.setup)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failed(&failure),
    }
}

/// Prints what a command was asked for; a reader that has seen enough (`| head`) is no failure.
fn print(text: &str) -> Outcome {
    use std::io::Write as _;
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(error.to_string().into()),
        _ => Ok(()),
    }
}

fn failed(failure: &Failure) -> ExitCode {
    eprintln!("pupitre : {}", failure.text);
    ExitCode::from(failure.code)
}

/// What to log is set by `RUST_LOG`, in the usual form. A command that does one long thing does not complain of its length.
fn log_to_stderr(for_long: bool) {
    use tracing_subscriber::EnvFilter;
    let usual = if for_long { "warn,pupitre=info" } else { "warn,pupitre=info,sqlx::query=error" };
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(usual));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_target(false).init();
}

#[cfg(test)]
mod tests {
    use super::*;

    fn each(command: &mut clap::Command, see: &mut impl FnMut(&mut clap::Command)) {
        see(command);
        for inner in command.get_subcommands_mut() {
            each(inner, see);
        }
    }

    #[test]
    fn every_command_says_in_french_what_it_is_for() {
        let mut command = french::command(Cli::command());
        command.build();
        each(&mut command, &mut |command| {
            let help = command.render_long_help().to_string();
            let name = command.get_name().to_owned();
            assert!(command.get_about().is_some(), "{name} has no help");
            for english in
                ["Usage:", "Options:\n  -h, --help  Print", "Print help", "Commands", "default:", "possible values"]
            {
                assert!(!help.contains(english), "{name}: « {english} » in\n{help}");
            }
            for argument in command.get_arguments() {
                assert!(argument.get_help().is_some(), "{name} {} has no help", argument.get_id());
            }
        });
    }

    fn refusal(arguments: &[&str]) -> String {
        let arguments = ["pupitre"].iter().chain(arguments);
        let error = french::command(Cli::command()).try_get_matches_from(arguments).expect_err("refused");
        french::sentence(&error)
    }

    #[test]
    fn a_command_line_not_understood_is_explained_in_french() {
        assert!(refusal(&["serv"]).contains("vouliez-vous dire « serve »"));
        assert!(refusal(&["serve", "--lisen", "x"]).contains("« --lisen » n’existe pas"));
        assert!(refusal(&["backup"]).contains("il manque <FICHIER>"));
        assert!(refusal(&["migrate", "--database"]).contains("il manque la valeur de --database"));
        let role =
            refusal(&["account", "create", "--email", "a@x.fr", "--name", "A", "--role", "chef", "--territory", "FR"]);
        assert!(role.contains("« chef » n’est pas une fonction"), "{role}");
    }
}
