//! The command line in French: clap writes help and errors in English only.
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, Command};
use std::process::ExitCode;

const TEMPLATE: &str = "{about-with-newline}\nUsage : {usage}\n\n{all-args}{after-help}";

/// The same command, and all those below, with French headings.
pub fn command(command: Command) -> Command {
    let names: Vec<String> = command.get_subcommands().map(|c| c.get_name().to_owned()).collect();
    let has_version = command.get_version().is_some();
    let mut french = command
        .help_template(TEMPLATE)
        .subcommand_help_heading("Commandes")
        .subcommand_value_name("COMMANDE")
        .disable_help_flag(true)
        .disable_version_flag(true)
        .mut_args(|arg| {
            let heading = if arg.is_positional() { "Arguments" } else { "Options" };
            let arg = arg.help_heading(heading);
            if arg.get_action().takes_values() { arg.hide_default_value(true).hide_possible_values(true) } else { arg }
        })
        .arg(flag("help", 'h', "Affiche cette aide").action(ArgAction::Help));
    if has_version {
        french = french.arg(flag("version", 'V', "Affiche la version").action(ArgAction::Version));
    }
    for name in names {
        french = french.mut_subcommand(name, self::command);
    }
    french
}

fn flag(name: &'static str, short: char, help: &'static str) -> Arg {
    Arg::new(name).short(short).long(name).help(help).help_heading("Options")
}

/// Prints help or version as asked, or says in French what was not understood (exit code 2).
pub fn explain(error: &clap::Error) -> ExitCode {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            print!("{}", error.render());
            ExitCode::SUCCESS
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            eprint!("{}", error.render());
            ExitCode::from(2)
        }
        _ => {
            eprintln!("pupitre : {}\nVoyez « pupitre --help », ou --help après une commande.", sentence(error));
            ExitCode::from(2)
        }
    }
}

pub(super) fn sentence(error: &clap::Error) -> String {
    let text = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        _ => String::new(),
    };
    let (argument, value) = (text(ContextKind::InvalidArg), text(ContextKind::InvalidValue));
    match error.kind() {
        ErrorKind::UnknownArgument => {
            format!("l’option « {argument} » n’existe pas{}", instead(&text(ContextKind::SuggestedArg)))
        }
        ErrorKind::InvalidSubcommand => {
            let command = text(ContextKind::InvalidSubcommand);
            format!("la commande « {command} » n’existe pas{}", instead(&text(ContextKind::SuggestedSubcommand)))
        }
        ErrorKind::MissingSubcommand => "il manque une commande".into(),
        ErrorKind::MissingRequiredArgument => format!("il manque {argument}"),
        ErrorKind::InvalidValue if value.is_empty() => format!("il manque la valeur de {argument}"),
        ErrorKind::InvalidValue => {
            let possible = text(ContextKind::ValidValue);
            format!("« {value} » n’est pas une valeur de {argument} ; valeurs possibles : {possible}")
        }
        ErrorKind::ValueValidation => {
            let why = std::error::Error::source(error).map(|why| format!(" : {why}")).unwrap_or_default();
            format!("« {value} » n’est pas une valeur de {argument}{why}")
        }
        ErrorKind::ArgumentConflict => {
            format!("{argument} ne va pas avec {}", text(ContextKind::PriorArg))
        }
        _ => format!("la ligne de commande n’a pas été comprise ({})", error.kind()),
    }
}

fn instead(suggestion: &str) -> String {
    if suggestion.is_empty() { String::new() } else { format!(" (vouliez-vous dire « {suggestion} » ?)") }
}
