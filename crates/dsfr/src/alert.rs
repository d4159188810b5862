use maud::{Markup, Render, html};

use crate::Text;

/// What a message is about; always doubled by an icon and words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    Info,
    Success,
    Warning,
    Error,
}

impl Tone {
    pub(crate) const fn suffix(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Success => "success",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// A message of the page: one line with its undo, or a title and a paragraph.
#[derive(Debug, Clone)]
pub struct Alert<'a> {
    pub tone: Tone,
    /// Absent: one line, small.
    pub title: Option<Text<'a>>,
    pub body: Markup,
    /// Read out as soon as the page is: for the answer to what was just done.
    pub live: bool,
}

impl<'a> Alert<'a> {
    /// One line: « Appel noté. Annuler ».
    pub const fn line(tone: Tone, body: Markup) -> Self {
        Self { tone, title: None, body, live: false }
    }

    pub fn titled(tone: Tone, title: impl Into<Text<'a>>, body: Markup) -> Self {
        Self { tone, title: Some(title.into()), body, live: false }
    }
}

impl Render for Alert<'_> {
    fn render(&self) -> Markup {
        let role = match (self.live, self.tone) {
            (false, _) => None,
            (true, Tone::Error) => Some("alert"),
            (true, _) => Some("status"),
        };
        html! {
            div class={ "fr-alert fr-alert--" (self.tone.suffix()) @if self.title.is_none() { " fr-alert--sm" } }
                role=[role] {
                @if let Some(title) = &self.title { h2.fr-alert__title { (title) } }
                p { (self.body) }
            }
        }
    }
}
