//! What every form field shares: its id, the wiring of its error, its hint.

use maud::{Markup, html};

/// Id of the control named `name` in the form prefixed `prefix` (empty when the page has one form). Groups of radios or
/// checkboxes give it to their first control, so that an error summary always has somewhere to land.
pub fn field_id(prefix: &str, name: &str) -> String {
    let clean = |text: &str| text.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect::<String>();
    if prefix.is_empty() { clean(name) } else { format!("{}-{}", clean(prefix), clean(name)) }
}

/// The message under a field; an error wins over a warning.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Message<'a> {
    None,
    Warning(&'a str),
    Error(&'a str),
}

impl<'a> Message<'a> {
    pub(crate) fn of(error: Option<&'a str>, warning: Option<&'a str>) -> Self {
        match (error, warning) {
            (Some(text), _) => Self::Error(text),
            (None, Some(text)) => Self::Warning(text),
            (None, None) => Self::None,
        }
    }

    /// `fr-input-group--error`, `fr-input--error`… or nothing.
    pub(crate) fn modifier(self, base: &str) -> String {
        match self {
            Self::None => String::new(),
            Self::Warning(_) => format!(" {base}--warning"),
            Self::Error(_) => format!(" {base}--error"),
        }
    }

    pub(crate) fn is_error(self) -> bool {
        matches!(self, Self::Error(_))
    }

    /// Value of `aria-invalid`, absent when the field is right.
    pub(crate) fn invalid(self) -> Option<&'static str> {
        self.is_error().then_some("true")
    }

    /// Value of `aria-describedby`, absent when there is nothing to describe.
    pub(crate) fn described_by(self, id: &str) -> Option<String> {
        (!matches!(self, Self::None)).then(|| message_id(id))
    }

    pub(crate) fn render(self, id: &str) -> Markup {
        let (tone, text) = match self {
            Self::None => return html! {},
            Self::Warning(text) => ("warning", text),
            Self::Error(text) => ("error", text),
        };
        html! { p class={ "fr-message fr-message--" (tone) } id=(message_id(id)) { span { (text) } } }
    }
}

fn message_id(id: &str) -> String {
    format!("{id}-message")
}

pub(crate) fn label(id: &str, text: &str, hint: Option<&str>) -> Markup {
    html! { label.fr-label for=(id) { (text) (hint_text(hint)) } }
}

pub(crate) fn hint_text(hint: Option<&str>) -> Markup {
    html! { @if let Some(hint) = hint { " " span.fr-hint-text { (hint) } } }
}

/// Adds a layout class after the classes of the component.
pub(crate) fn and_class(class: &str) -> String {
    if class.is_empty() { String::new() } else { format!(" {class}") }
}
