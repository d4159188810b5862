//! E-mails: queued in the transaction that decides them, sent by the worker.
use crate::{Config, Error, Result, jobs};
use lettre::message::{Mailbox, header::ContentType};
use lettre::{AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor};
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// The kind of job that sends one message.
pub const SEND_MAIL: &str = "mail.send";

/// A plain message, as the job that sends it keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mail {
    pub to: String,
    pub subject: String,
    pub text: String,
}

/// How messages leave: by SMTP, or as files in a folder where no server is set.
#[derive(Clone)]
pub struct Mailer {
    from: Mailbox,
    way: Way,
}

#[derive(Clone)]
enum Way {
    Smtp(AsyncSmtpTransport<Tokio1Executor>),
    Folder(PathBuf),
}

impl Mailer {
    /// The error says in French which setting is wrong.
    pub fn new(config: &Config) -> Result<Self, String> {
        let from = config.mail_from.parse().map_err(|_| {
            format!("mail_from : « {} » n’est pas une adresse (attendu : Nom <nom@domaine.fr>)", config.mail_from)
        })?;
        let way = match &config.smtp {
            None => Way::Folder(config.mail_folder.clone()),
            Some(url) => Way::Smtp(
                AsyncSmtpTransport::<Tokio1Executor>::from_url(url).map_err(|e| format!("smtp : {e}"))?.build(),
            ),
        };
        Ok(Mailer { from, way })
    }

    pub async fn send(&self, mail: &Mail) -> Result<()> {
        let message = Message::builder()
            .from(self.from.clone())
            .to(mail.to.parse().map_err(|_| Error::Internal("an account has an address that is none".into()))?)
            .subject(&mail.subject)
            .header(ContentType::TEXT_PLAIN)
            .body(mail.text.clone())
            .map_err(|e| Error::Internal(format!("mail: {e}")))?;
        match &self.way {
            Way::Smtp(transport) => {
                transport.send(message).await.map_err(|e| Error::Internal(format!("smtp: {e}")))?;
            }
            Way::Folder(folder) => {
                let bytes = message.formatted();
                let name = format!("{}.eml", crate::audit::hex(&crate::sha256(&bytes)[..8]));
                let write = async {
                    tokio::fs::create_dir_all(folder).await?;
                    tokio::fs::write(folder.join(name), bytes).await
                };
                write.await.map_err(|e| Error::Internal(format!("mail folder: {e}")))?;
            }
        }
        Ok(())
    }
}

/// Queues a message in the caller's transaction: it leaves only if the transaction does.
pub async fn post(tx: &mut crate::Tx, mail: &Mail) -> Result<()> {
    let payload = serde_json::to_string(mail).map_err(|e| Error::Internal(format!("mail: {e}")))?;
    let now = tx.now();
    jobs::enqueue(tx, now, SEND_MAIL, &payload, None, now).await?;
    Ok(())
}
