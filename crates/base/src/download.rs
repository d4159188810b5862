//! Files that people take away, and the links that lead to them.
use crate::{Error, Result};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use documents::{Format, Workbook};
use maud::{Markup, html};

/// A file to keep, not to show.
#[derive(Debug)]
pub struct Download {
    /// With its extension.
    name: String,
    media_type: &'static str,
    bytes: Vec<u8>,
}

impl Download {
    /// Writes the workbook; `name` has no extension.
    ///
    /// # Errors
    /// [`Error::Internal`] when a sheet is longer than its format takes.
    pub fn new(name: &str, format: Format, workbook: &Workbook) -> Result<Download> {
        let bytes = documents::write(workbook, format).map_err(|e| Error::Internal(e.to_string()))?;
        Ok(Download { name: format!("{name}.{}", format.extension()), media_type: format.media_type(), bytes })
    }

    /// RFC 6266: the name in UTF-8, and in ASCII for programs of another age.
    fn disposition(&self) -> String {
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
        let ascii: String = self.name.chars().map(|c| if plain(c) { c } else { '_' }).collect();
        let utf8: String = self
            .name
            .bytes()
            .map(|b| if plain(char::from(b)) { char::from(b).to_string() } else { format!("%{b:02X}") })
            .collect();
        format!("attachment; filename=\"{ascii}\"; filename*=UTF-8''{utf8}")
    }
}

impl IntoResponse for Download {
    fn into_response(self) -> Response {
        let disposition = self.disposition();
        let headers = [(header::CONTENT_TYPE, self.media_type.to_owned()), (header::CONTENT_DISPOSITION, disposition)];
        (headers, self.bytes).into_response()
    }
}

/// « CSV, XLSX, ODS », each a link; `about` says what is in the file to those who hear the links alone.
pub fn links(formats: &[Format], about: &str, href: impl Fn(Format) -> String) -> Markup {
    html! {
        @for (n, format) in formats.iter().enumerate() {
            @if n > 0 { ", " }
            a download href=(href(*format)) { (format.label()) span.fr-sr-only { ", " (about) } }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_reaches_every_browser() {
        let named = |name: &str| Download { name: name.into(), media_type: "", bytes: vec![] }.disposition();
        assert_eq!(
            named("dossiers_29-BREST.csv"),
            "attachment; filename=\"dossiers_29-BREST.csv\"; filename*=UTF-8''dossiers_29-BREST.csv"
        );
        assert_eq!(
            named("été \"2026\"\r\n.ods"),
            "attachment; filename=\"_t___2026___.ods\"; filename*=UTF-8''%C3%A9t%C3%A9%20%222026%22%0D%0A.ods"
        );
    }
}
