use maud::{Markup, Render, html};

use crate::{Icon, Text};

/// How much a button weighs. One [`Weight::Main`] a page; it alone is of full height.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// The one act of the page.
    Main,
    Primary,
    Secondary,
    Tertiary,
}

impl Weight {
    const fn classes(self) -> &'static str {
        match self {
            Self::Main => "fr-btn",
            Self::Primary => "fr-btn fr-btn--sm",
            Self::Secondary => "fr-btn fr-btn--sm fr-btn--secondary",
            Self::Tertiary => "fr-btn fr-btn--sm fr-btn--tertiary",
        }
    }
}

fn classes(weight: Weight, icon: Option<Icon>) -> String {
    match icon {
        Some(icon) => format!("{} {} fr-btn--icon-left", weight.classes(), icon.class()),
        None => weight.classes().to_owned(),
    }
}

/// Sends a form.
#[derive(Debug, Clone)]
pub struct Button<'a> {
    pub label: Text<'a>,
    pub weight: Weight,
    pub icon: Option<Icon>,
    /// Name and value sent with the form when this button is the one pressed.
    pub sends: Option<(&'a str, Text<'a>)>,
    /// Another address than the form's.
    pub formaction: Option<Text<'a>>,
    /// Id of a form elsewhere in the page.
    pub form: Option<&'a str>,
    /// Words for screen readers only, that tell apart two buttons of the same name.
    pub about: Option<Text<'a>>,
}

impl<'a> Button<'a> {
    pub fn new(weight: Weight, label: impl Into<Text<'a>>) -> Self {
        Self { label: label.into(), weight, icon: None, sends: None, formaction: None, form: None, about: None }
    }
}

impl Render for Button<'_> {
    fn render(&self) -> Markup {
        html! {
            button type="submit" class=(classes(self.weight, self.icon)) name=[self.sends.as_ref().map(|(name, _)| name)]
                value=[self.sends.as_ref().map(|(_, value)| value)] formaction=[&self.formaction] form=[self.form] {
                (self.label) (about(self.about.as_deref()))
            }
        }
    }
}

/// Goes to a page. An act that changes something is a [`Button`].
#[derive(Debug, Clone)]
pub struct ButtonLink<'a> {
    pub label: Text<'a>,
    pub href: Text<'a>,
    pub weight: Weight,
    pub icon: Option<Icon>,
    /// Words for screen readers only, that tell apart two links of the same name.
    pub about: Option<Text<'a>>,
}

impl<'a> ButtonLink<'a> {
    pub fn new(weight: Weight, label: impl Into<Text<'a>>, href: impl Into<Text<'a>>) -> Self {
        Self { label: label.into(), href: href.into(), weight, icon: None, about: None }
    }
}

impl Render for ButtonLink<'_> {
    fn render(&self) -> Markup {
        html! {
            a class=(classes(self.weight, self.icon)) href=(self.href) {
                (self.label) (about(self.about.as_deref()))
            }
        }
    }
}

pub(crate) fn about(words: Option<&str>) -> Markup {
    html! { @if let Some(words) = words { span.fr-sr-only { " " (words) } } }
}
