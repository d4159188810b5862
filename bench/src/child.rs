//! The program as it is run, watched from outside.
use crate::http::Client;
use crate::{Wish, say};
use anyhow::{Context as _, Result, ensure};
use std::net::SocketAddr;
use std::process::Stdio;
use std::time::{Duration, Instant};
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, Command};

/// A command that ended well.
#[derive(Debug)]
pub struct Ran {
    pub took: Duration,
    /// Highest resident memory of the process, in bytes; none where `/proc` does not tell.
    pub peak: Option<u64>,
    /// What it printed.
    pub output: String,
}

/// The program on a database, with no other setting than the measures need.
pub fn pupitre(wish: &Wish, database: &str) -> Command {
    let mut command = Command::new(&wish.pupitre);
    command
        .env_clear()
        .env("PUPITRE_MAIL_FOLDER", wish.folder.join("mail"))
        .env("PUPITRE_SERVER_TIMING", "true")
        // What a loaded server warns of is what is measured here.
        .env("RUST_LOG", "error")
        .args(["--database", database])
        .kill_on_drop(true);
    command
}

/// Runs a command to its end.
pub async fn run(command: &mut Command) -> Result<Ran> {
    let started = Instant::now();
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().context("the program does not start")?;
    let id = child.id();
    let mut ended = std::pin::pin!(child.wait_with_output());
    let mut highest = None;
    let output = loop {
        tokio::select! {
            output = &mut ended => break output?,
            // The kernel keeps the highest value itself: only the last moments may escape.
            () = tokio::time::sleep(Duration::from_millis(20)) => highest = id.and_then(peak).max(highest),
        }
    };
    let took = started.elapsed();
    ensure!(output.status.success(), "{:?}: {}", command.as_std(), String::from_utf8_lossy(&output.stderr));
    Ok(Ran { took, peak: highest, output: String::from_utf8_lossy(&output.stdout).into_owned() })
}

/// Highest resident memory of a process so far, in bytes.
fn peak(process: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let kilobytes = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    kilobytes.trim().strip_suffix(" kB")?.parse::<u64>().ok().map(|kilobytes| kilobytes * 1024)
}

/// `pupitre serve`, listening.
#[derive(Debug)]
pub struct Server {
    child: Child,
    pub address: SocketAddr,
}

impl Server {
    pub async fn start(wish: &Wish, database: &str) -> Result<Server> {
        let mut child = pupitre(wish, database)
            .args(["serve", "--listen", "127.0.0.1:0"])
            .stdout(Stdio::piped())
            .spawn()
            .context("the program does not start")?;
        let mut lines = BufReader::new(child.stdout.take().context("its output is piped")?).lines();
        let said = lines.next_line().await?.context("the server ended before it listened")?;
        let address = address(&said).with_context(|| format!("no address in « {said} »"))?;
        // The server must find a reader for what it says later.
        tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
        say(&format!("served at {address}"));
        Ok(Server { child, address })
    }

    /// Waits until questions are answered from memory; says how long that took.
    pub async fn facts_in_memory(&self) -> Result<Duration> {
        let began = Instant::now();
        let mut client = Client::plain(self.address);
        while !client.get("/health").await?.text().contains(r#""figures":"memory""#) {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        say(&format!("facts in memory after {:.1} s", began.elapsed().as_secs_f64()));
        Ok(began.elapsed())
    }

    /// Highest resident memory so far, in bytes.
    pub fn peak(&self) -> Option<u64> {
        self.child.id().and_then(peak)
    }

    pub async fn stop(mut self) -> Result<()> {
        let id = self.child.id().and_then(|id| rustix::process::Pid::from_raw(id.cast_signed()));
        rustix::process::kill_process(id.context("the server is gone")?, rustix::process::Signal::TERM)?;
        let status = self.child.wait().await?;
        ensure!(status.success(), "the server ended badly: {status}");
        Ok(())
    }
}

/// `Pupitre : http://127.0.0.1:40123/  (…)`
fn address(said: &str) -> Option<SocketAddr> {
    let (_, rest) = said.split_once("http://")?;
    rest.split('/').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_is_read_from_what_the_server_says() {
        let said = "Pupitre : http://127.0.0.1:40123/  (base sqlite:x.db ; Ctrl+C pour arrêter)";
        assert_eq!(address(said), Some(SocketAddr::from(([127, 0, 0, 1], 40123))));
        assert_eq!(address("rien"), None);
    }

    #[tokio::test]
    async fn a_command_that_fails_says_why() {
        let error = run(Command::new("sh").args(["-c", "echo perdu >&2; exit 3"])).await.expect_err("it fails");
        assert!(error.to_string().contains("perdu"), "{error}");
    }
}
