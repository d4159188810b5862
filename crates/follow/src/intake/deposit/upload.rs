//! A form that carries a file: read as it comes, up to the limit, its fields in any order.
use axum::extract::multipart::{Field, Multipart, MultipartError};
use base::{Error, Form, Result};

/// Longest text field, in bytes: the others of the form are short.
const LONGEST_TEXT: usize = 10_000;

pub struct Upload {
    pub form: Form,
    pub file: File,
}

pub enum File {
    /// None was chosen, or it is an empty field of the browser.
    None,
    Here {
        name: String,
        content: Vec<u8>,
    },
    TooLarge,
}

/// Reads the whole form. A file above the limit is read to its end without being kept: a browser that is not heard out shows an
/// error of its own, not ours.
pub async fn read(mut multipart: Multipart, limit_mib: u64) -> Result<Upload> {
    let limit = usize::try_from(limit_mib.saturating_mul(1 << 20)).unwrap_or(usize::MAX);
    let (mut texts, mut file) = (vec![], File::None);
    while let Some(mut field) = multipart.next_field().await.map_err(cut)? {
        let name = field.name().unwrap_or_default().to_owned();
        match field.file_name().map(str::to_owned) {
            Some(file_name) if name == "fichier" => {
                let read = content(&mut field, limit).await?;
                file = match read {
                    None => File::TooLarge,
                    Some(content) if file_name.is_empty() && content.is_empty() => File::None,
                    Some(content) => File::Here { name: last_part(&file_name), content },
                };
            }
            _ => {
                let text = content(&mut field, LONGEST_TEXT).await?;
                let text =
                    text.ok_or_else(|| Error::BadRequest(format!("Le champ «\u{202f}{name}\u{202f}» est trop long.")))?;
                texts.push((name, String::from_utf8_lossy(&text).into_owned()));
            }
        }
    }
    let form = Form::filled(texts.iter().map(|(name, value)| (name.as_str(), value.clone())));
    Ok(Upload { form, file })
}

/// The bytes of a field; none above the limit.
async fn content(field: &mut Field<'_>, limit: usize) -> Result<Option<Vec<u8>>> {
    let (mut content, mut fits) = (vec![], true);
    while let Some(chunk) = field.chunk().await.map_err(cut)? {
        fits = fits && content.len() + chunk.len() <= limit;
        if fits {
            content.extend_from_slice(&chunk);
        } else {
            content = vec![];
        }
    }
    Ok(fits.then_some(content))
}

/// Some browsers send the whole path.
fn last_part(file_name: &str) -> String {
    file_name.rsplit(['/', '\\']).next().unwrap_or_default().to_owned()
}

fn cut(_: MultipartError) -> Error {
    Error::BadRequest("Le fichier n’est pas arrivé en entier. Rien n’a été gardé\u{a0}: déposez-le de nouveau.".into())
}
