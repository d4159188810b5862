use maud::{Markup, Render, html};

use crate::heading::heading;
use crate::{Level, Text};

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

/// A message of the page: one line with its undo, or a title and what it means.
#[derive(Debug, Clone)]
pub struct Alert<'a> {
    pub tone: Tone,
    /// Absent: one line, small.
    pub title: Option<Text<'a>>,
    pub level: Level,
    /// Text for one line; paragraphs or a list under a title.
    pub body: Markup,
    /// Read out as soon as the page is: for the answer to what was just done.
    pub live: bool,
}

impl<'a> Alert<'a> {
    /// One line: « Appel noté. Annuler ».
    pub const fn line(tone: Tone, body: Markup) -> Self {
        Self { tone, title: None, level: Level::H2, body, live: false }
    }

    pub fn titled(tone: Tone, title: impl Into<Text<'a>>, body: Markup) -> Self {
        Self { tone, title: Some(title.into()), level: Level::H2, body, live: false }
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
                @if let Some(title) = &self.title {
                    (heading(self.level, None, Some("fr-alert__title"), title))
                    div { (self.body) }
                } @else {
                    p { (self.body) }
                }
            }
        }
    }
}

/// A remark to keep in view beside the work; it asks for nothing (else an [`Alert`]).
#[derive(Debug, Clone)]
pub struct Callout<'a> {
    pub title: Text<'a>,
    pub level: Level,
    pub body: Markup,
}

impl<'a> Callout<'a> {
    pub fn new(title: impl Into<Text<'a>>, body: Markup) -> Self {
        Self { title: title.into(), level: Level::H2, body }
    }
}

impl Render for Callout<'_> {
    fn render(&self) -> Markup {
        html! {
            div.fr-callout {
                (heading(self.level, None, Some("fr-callout__title"), &self.title))
                div.fr-callout__text { (self.body) }
            }
        }
    }
}

/// The state of one thing, in a word. In a list of many, plain words with an icon are quieter ([`crate::Note`]).
#[derive(Debug, Clone)]
pub struct Badge<'a> {
    pub label: Text<'a>,
    /// Absent: grey, without icon.
    pub tone: Option<Tone>,
}

impl<'a> Badge<'a> {
    pub fn new(label: impl Into<Text<'a>>) -> Self {
        Self { label: label.into(), tone: None }
    }

    pub fn toned(tone: Tone, label: impl Into<Text<'a>>) -> Self {
        Self { label: label.into(), tone: Some(tone) }
    }
}

impl Render for Badge<'_> {
    fn render(&self) -> Markup {
        let tone = self.tone.map(|tone| format!(" fr-badge--{}", tone.suffix())).unwrap_or_default();
        html! { span class={ "fr-badge fr-badge--sm" (tone) } { (self.label) } }
    }
}
