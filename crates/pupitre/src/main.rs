//! `pupitre`: see `pupitre --help`, or README.md.
use std::process::ExitCode;

fn main() -> ExitCode {
    pupitre::commands::run(std::env::args_os())
}
