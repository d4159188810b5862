//! Where and on what the measures were made.
use anyhow::Result;
use chrono::NaiveDate;
use std::process::Command;

#[derive(Debug)]
pub struct Machine {
    pub day: NaiveDate,
    /// The program's version, as Git names it; marked when files were changed since.
    pub commit: String,
    pub processor: String,
    pub cores: usize,
    /// In bytes.
    pub memory: Option<u64>,
    pub system: String,
    pub compiler: String,
    /// Processes that wanted a core when the measures began, mean of one minute.
    pub busy: String,
}

impl Machine {
    pub fn look(day: NaiveDate) -> Result<Machine> {
        let read = |file: &str| std::fs::read_to_string(file).unwrap_or_default();
        let (cpus, memory, load) = (read("/proc/cpuinfo"), read("/proc/meminfo"), read("/proc/loadavg"));
        let value = |text: &str, name: &str| {
            let line = text.lines().find_map(|line| line.strip_prefix(name))?;
            Some(line.trim_start_matches([' ', '\t', ':']).to_owned())
        };
        let kilobytes = value(&memory, "MemTotal").and_then(|text| text.split(' ').next()?.parse::<u64>().ok());
        Ok(Machine {
            day,
            commit: said("git", &["describe", "--always", "--dirty"]),
            processor: value(&cpus, "model name").unwrap_or_else(|| said("uname", &["-m"])),
            cores: std::thread::available_parallelism()?.get(),
            memory: kilobytes.map(|kilobytes| kilobytes * 1024),
            system: said("uname", &["-sr"]),
            compiler: said("rustc", &["--version"]),
            busy: load.split(' ').next().unwrap_or_default().to_owned(),
        })
    }
}

/// The first line that a command prints; empty when there is no such command.
fn said(command: &str, arguments: &[&str]) -> String {
    let output = Command::new(command).args(arguments).output();
    let text = output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default();
    text.lines().next().unwrap_or_default().to_owned()
}
