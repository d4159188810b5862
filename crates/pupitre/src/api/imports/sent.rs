//! The form of a list, field by field, in any order.
use super::words::{Sender, flag, overrides, platform_code};
use super::{FIELDS, MIB};
use crate::api::problem::{Mistake, Problem, Result};
use crate::api::query::{self, shown};
use axum::extract::Multipart;
use axum::extract::multipart::{Field, MultipartError};
use axum::http::StatusCode;
use base::Error;
use follow::intake::stage::Received;

/// The longest text field, in bytes: a mapping of some hundred columns.
const LONGEST_TEXT: usize = 256 << 10;

/// The fields as they came, read to the last even when one is wrong: a program that is cut while it sends hears nothing.
#[derive(Default)]
pub struct Sent {
    /// Name and content; no content when it is too large.
    file: Option<(String, Option<Vec<u8>>)>,
    /// In the order of [`FIELDS`], the file aside.
    texts: [Option<String>; FIELDS.len() - 1],
    mistakes: Vec<Mistake>,
}

impl Sent {
    pub async fn read(mut form: Multipart, limit_mib: u64) -> Result<Sent> {
        let limit = usize::try_from(limit_mib.saturating_mul(MIB)).unwrap_or(usize::MAX);
        let mut sent = Sent::default();
        while let Some(field) = form.next_field().await.map_err(broken)? {
            let name = field.name().unwrap_or_default().to_owned();
            match FIELDS.iter().position(|known| *known == name) {
                None => sent.refuse(&shown(&name), query::unknown(&FIELDS)),
                Some(0) if sent.file.is_none() => {
                    let file_name = field.file_name().unwrap_or("liste").to_owned();
                    sent.file = Some((file_name, bytes(field, limit).await?));
                }
                Some(place) => sent.keep_text(place, &name, field).await?,
            }
        }
        match &sent.file {
            Some((_, None)) => Err(Error::TooLarge { limit_mib }.into()),
            _ => Ok(sent),
        }
    }

    async fn keep_text(&mut self, place: usize, name: &str, field: Field<'_>) -> Result<()> {
        let content = bytes(field, LONGEST_TEXT).await?;
        match (place.checked_sub(1).and_then(|place| self.texts.get_mut(place)), content.map(String::from_utf8)) {
            (Some(text @ None), Some(Ok(content))) => *text = Some(content),
            (Some(None), Some(Err(_))) => self.refuse(name, "Ce champ n’est pas du texte en UTF-8."),
            (Some(None), None) => self.refuse(name, "Ce champ est trop long."),
            _ => self.refuse(name, "Ce champ est donné deux fois. Gardez-en un."),
        }
        Ok(())
    }

    fn refuse(&mut self, name: &str, why: impl Into<String>) {
        self.mistakes.push(Mistake::new(name, why));
    }

    /// What is sent, and whether it is to be applied.
    ///
    /// # Errors
    /// Every field that is missing or makes no sense.
    pub fn understand(self) -> Result<(Received, bool)> {
        let Sent { file, texts: [platform, source, apply, mapping], mut mistakes } = self;
        let mut refuse = |name: &str, why: String| mistakes.push(Mistake::new(name, why));
        if file.is_none() {
            refuse("file", "Joignez la liste.".into());
        }
        let platform = platform_code(platform.as_deref()).map_err(|why| refuse("platform", why)).ok();
        let sender = Sender::read(source.as_deref()).map_err(|why| refuse("source", why)).ok();
        let apply = flag(apply.as_deref()).map_err(|why| refuse("apply", why)).ok();
        let overrides = overrides(mapping.as_deref()).map_err(|why| refuse("mapping", why)).ok();
        match (file, platform, sender, apply, overrides) {
            (Some((file_name, Some(content))), Some(platform), Some(sender), Some(apply), Some(overrides))
                if mistakes.is_empty() =>
            {
                let platform = platform.to_string();
                let Sender { source, source_name } = sender;
                Ok((Received { platform, file_name, content, source, source_name, overrides }, apply))
            }
            _ => Err(Problem::parameters(mistakes)),
        }
    }
}

/// All of a field, or none when it is longer than `limit`: the rest is then read and forgotten.
async fn bytes(mut field: Field<'_>, limit: usize) -> Result<Option<Vec<u8>>> {
    let mut content = Some(Vec::new());
    while let Some(chunk) = field.chunk().await.map_err(broken)? {
        content = content.filter(|so_far| so_far.len() + chunk.len() <= limit);
        if let Some(so_far) = &mut content {
            so_far.extend_from_slice(&chunk);
        }
    }
    Ok(content)
}

/// A body that stops halfway, that is cut by the limit, or that is no form.
fn broken(error: MultipartError) -> Problem {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        return Problem::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "Envoi trop lourd",
            "L’envoi dépasse de loin ce qui est accepté : il n’a pas été lu jusqu’au bout. Partagez la liste en plusieurs fichiers.",
        );
    }
    Problem::new(
        StatusCode::BAD_REQUEST,
        "Formulaire illisible",
        "Le formulaire multipart/form-data est incomplet ou mal formé : vérifiez sa frontière (« boundary ») et renvoyez-le. \
         Rien n’a été enregistré.",
    )
}
