//! What an installation may set: by environment (`PUPITRE_…`) or in one file (`pupitre.toml`), the environment first.
use chrono::{DateTime, Utc};
use serde::Deserialize;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

/// Every setting, with its default where there is one.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// `sqlite:PATH` or `postgres://…` · `PUPITRE_DATABASE` · default `sqlite:data/pupitre.db`
    pub database: String,
    /// Address and port to listen on · `PUPITRE_LISTEN` · default `127.0.0.1:8080`
    pub listen: SocketAddr,
    /// The address that people type, in links of e-mails · `PUPITRE_PUBLIC_URL` · default: the one listened on
    pub public_url: Option<String>,
    /// `smtp://user:password@host:port` or `smtps://…` · `PUPITRE_SMTP` · default: messages are written to `mail_folder`
    pub smtp: Option<String>,
    /// The sender of e-mails · `PUPITRE_MAIL_FROM` · default `Pupitre <ne-pas-repondre@localhost>`
    pub mail_from: String,
    /// Where messages are written when no SMTP server is set · `PUPITRE_MAIL_FOLDER` · default `data/mail`
    pub mail_folder: PathBuf,
    /// Largest file taken in, in MiB · `PUPITRE_UPLOAD_LIMIT` · default 50
    pub upload_limit: u64,
    /// Whether `serve` also runs the background jobs · `PUPITRE_WORKER` · default true
    pub worker: bool,
    /// The State service whose brand block the pages show · `PUPITRE_STATE_SERVICE` · default: none, a plain header
    pub state_service: Option<String>,
    /// Whether a proxy that sets `X-Forwarded-For` stands in front · `PUPITRE_BEHIND_PROXY` · default false
    pub behind_proxy: bool,
    /// Whether answers tell their time and how many statements the process ran meanwhile (`Server-Timing`), for `make bench` ·
    /// `PUPITRE_SERVER_TIMING` · default false
    pub server_timing: bool,
    /// The instant that the program takes for its start, for a rehearsal · `PUPITRE_CLOCK` · default: the machine's time
    pub clock: Option<DateTime<Utc>>,
}

impl Default for Config {
    fn default() -> Self {
        Config {
            database: "sqlite:data/pupitre.db".into(),
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            public_url: None,
            smtp: None,
            mail_from: "Pupitre <ne-pas-repondre@localhost>".into(),
            mail_folder: "data/mail".into(),
            upload_limit: 50,
            worker: true,
            state_service: None,
            behind_proxy: false,
            server_timing: false,
            clock: None,
        }
    }
}

impl Config {
    /// Reads `file` when it is there, then the environment. The error says, in French, which setting is wrong.
    pub fn load(file: &Path) -> Result<Self, String> {
        let mut config = match std::fs::read_to_string(file) {
            Ok(text) => toml::from_str(&text).map_err(|e| format!("{} : {e}", file.display()))?,
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => Config::default(),
            Err(e) => return Err(format!("{} : {e}", file.display())),
        };
        config.read_environment(|name| std::env::var(name).ok())?;
        Ok(config)
    }

    fn read_environment(&mut self, variable: impl Fn(&str) -> Option<String>) -> Result<(), String> {
        fn parsed<T: std::str::FromStr>(name: &str, text: &str) -> Result<T, String> {
            text.parse().map_err(|_| format!("{name} : « {text} » n’est pas une valeur possible"))
        }
        if let Some(v) = variable("PUPITRE_DATABASE") {
            self.database = v;
        }
        if let Some(v) = variable("PUPITRE_LISTEN") {
            self.listen = parsed("PUPITRE_LISTEN", &v)?;
        }
        if let Some(v) = variable("PUPITRE_PUBLIC_URL") {
            self.public_url = Some(v);
        }
        if let Some(v) = variable("PUPITRE_SMTP") {
            self.smtp = Some(v);
        }
        if let Some(v) = variable("PUPITRE_MAIL_FROM") {
            self.mail_from = v;
        }
        if let Some(v) = variable("PUPITRE_MAIL_FOLDER") {
            self.mail_folder = v.into();
        }
        if let Some(v) = variable("PUPITRE_UPLOAD_LIMIT") {
            self.upload_limit = parsed("PUPITRE_UPLOAD_LIMIT", &v)?;
        }
        if let Some(v) = variable("PUPITRE_WORKER") {
            self.worker = parsed("PUPITRE_WORKER", &v)?;
        }
        if let Some(v) = variable("PUPITRE_STATE_SERVICE") {
            self.state_service = Some(v);
        }
        if let Some(v) = variable("PUPITRE_BEHIND_PROXY") {
            self.behind_proxy = parsed("PUPITRE_BEHIND_PROXY", &v)?;
        }
        if let Some(v) = variable("PUPITRE_SERVER_TIMING") {
            self.server_timing = parsed("PUPITRE_SERVER_TIMING", &v)?;
        }
        if let Some(v) = variable("PUPITRE_CLOCK") {
            self.clock = Some(parsed("PUPITRE_CLOCK", &v)?);
        }
        Ok(())
    }

    /// The address that people type, without a final slash.
    pub fn public_url(&self) -> String {
        match &self.public_url {
            Some(url) => url.trim_end_matches('/').to_owned(),
            None => format!("http://{}", self.listen),
        }
    }

    /// Whether people reach the program over https: cookies are then bound to it.
    pub fn is_https(&self) -> bool {
        self.public_url().starts_with("https://")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_environment_wins_and_a_wrong_value_is_named() {
        let mut config = Config::default();
        config.read_environment(|n| (n == "PUPITRE_LISTEN").then(|| "127.0.0.1:9000".into())).expect("valid");
        assert_eq!(config.public_url(), "http://127.0.0.1:9000");
        let error =
            config.read_environment(|n| (n == "PUPITRE_WORKER").then(|| "peut-être".into())).expect_err("refused");
        assert!(error.contains("PUPITRE_WORKER"), "{error}");
    }
}
