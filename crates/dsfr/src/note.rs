use maud::{Markup, Render, html};

use crate::{Icon, Text, Tone};

/// A few words behind an icon, coloured only for a clock or a fault: « refusée », « en retard de 0,7 point ».
#[derive(Debug, Clone)]
pub struct Note<'a> {
    pub icon: Icon,
    pub text: Text<'a>,
    pub tone: Option<Tone>,
}

impl<'a> Note<'a> {
    pub fn new(icon: Icon, text: impl Into<Text<'a>>) -> Self {
        Self { icon, text: text.into(), tone: None }
    }

    pub fn toned(tone: Tone, icon: Icon, text: impl Into<Text<'a>>) -> Self {
        Self { icon, text: text.into(), tone: Some(tone) }
    }
}

impl Render for Note<'_> {
    fn render(&self) -> Markup {
        html! { span class={ "pu-icon " (self.icon.class()) (tone_class(self.tone)) } { (self.text) } }
    }
}

/// ` pu-err`, ` pu-warn`… or nothing.
pub(crate) const fn tone_class(tone: Option<Tone>) -> &'static str {
    match tone {
        None => "",
        Some(Tone::Info) => " pu-info",
        Some(Tone::Success) => " pu-ok",
        Some(Tone::Warning) => " pu-warn",
        Some(Tone::Error) => " pu-err",
    }
}

/// A label on a thing: not a link, not a state.
#[derive(Debug, Clone)]
pub struct Tag<'a> {
    pub label: Text<'a>,
}

impl<'a> Tag<'a> {
    pub fn new(label: impl Into<Text<'a>>) -> Self {
        Self { label: label.into() }
    }
}

impl Render for Tag<'_> {
    fn render(&self) -> Markup {
        html! { span.fr-tag.fr-tag--sm { (self.label) } }
    }
}
