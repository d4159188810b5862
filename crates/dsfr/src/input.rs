use maud::{Markup, Render, html};

use crate::field::{Message, and_class, field_id, label};

/// What a one-line field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InputKind {
    Text,
    Email,
    Password,
    /// ISO `2026-11-24`. A value that is not a date is shown in a text field, so that nothing typed is lost.
    Date,
    /// `17:30`, with the same care as [`InputKind::Date`].
    Time,
    /// A whole number. Rendered as text with a numeric keyboard: `type="number"` drops what it cannot read.
    Number,
    /// A number that may carry a comma.
    Decimal,
    Tel,
    Search,
}

/// A one-line field.
#[derive(Debug, Clone)]
pub struct Input<'a> {
    pub kind: InputKind,
    pub name: &'a str,
    pub label: &'a str,
    /// Sets apart two forms of one page that use the same names.
    pub prefix: &'a str,
    /// As typed. Never sent back for a password.
    pub value: &'a str,
    pub hint: Option<&'a str>,
    pub error: Option<&'a str>,
    /// Something to look at that does not block (a word that looks like a name).
    pub warning: Option<&'a str>,
    /// The field must be filled. Say « facultatif » in the label of the others.
    pub required: bool,
    /// HTML `autocomplete` token (`username`, `current-password`, `bday`…): RGAA asks it for the user's own data.
    pub autocomplete: Option<&'a str>,
    pub min: Option<&'a str>,
    pub max: Option<&'a str>,
    pub maxlength: Option<u32>,
    /// Layout classes on the group, such as `pu-wide`.
    pub class: &'a str,
}

impl<'a> Input<'a> {
    pub const fn new(kind: InputKind, name: &'a str, label: &'a str) -> Self {
        Self {
            kind,
            name,
            label,
            prefix: "",
            value: "",
            hint: None,
            error: None,
            warning: None,
            required: false,
            autocomplete: None,
            min: None,
            max: None,
            maxlength: None,
            class: "",
        }
    }

    pub const fn text(name: &'a str, label: &'a str) -> Self {
        Self::new(InputKind::Text, name, label)
    }

    pub const fn email(name: &'a str, label: &'a str) -> Self {
        Self::new(InputKind::Email, name, label)
    }

    pub const fn password(name: &'a str, label: &'a str) -> Self {
        Self::new(InputKind::Password, name, label)
    }

    pub const fn date(name: &'a str, label: &'a str) -> Self {
        Self::new(InputKind::Date, name, label)
    }

    pub const fn time(name: &'a str, label: &'a str) -> Self {
        Self::new(InputKind::Time, name, label)
    }

    pub const fn number(name: &'a str, label: &'a str) -> Self {
        Self::new(InputKind::Number, name, label)
    }

    pub const fn decimal(name: &'a str, label: &'a str) -> Self {
        Self::new(InputKind::Decimal, name, label)
    }

    pub const fn tel(name: &'a str, label: &'a str) -> Self {
        Self::new(InputKind::Tel, name, label)
    }

    pub const fn search(name: &'a str, label: &'a str) -> Self {
        Self::new(InputKind::Search, name, label)
    }

    fn html_type(&self) -> &'static str {
        match self.kind {
            InputKind::Text | InputKind::Number | InputKind::Decimal => "text",
            InputKind::Email => "email",
            InputKind::Password => "password",
            InputKind::Date if shaped_like(self.value, "0000-00-00") => "date",
            InputKind::Time if shaped_like(self.value, "00:00") => "time",
            InputKind::Date | InputKind::Time => "text",
            InputKind::Tel => "tel",
            InputKind::Search => "search",
        }
    }

    fn inputmode(&self) -> Option<&'static str> {
        match self.kind {
            InputKind::Number => Some("numeric"),
            InputKind::Decimal => Some("decimal"),
            _ => None,
        }
    }
}

/// Empty, or the same length as `pattern` with a digit wherever it has a zero.
fn shaped_like(value: &str, pattern: &str) -> bool {
    value.is_empty()
        || (value.len() == pattern.len()
            && value.chars().zip(pattern.chars()).all(|(c, p)| if p == '0' { c.is_ascii_digit() } else { c == p }))
}

impl Render for Input<'_> {
    fn render(&self) -> Markup {
        let id = field_id(self.prefix, self.name);
        let message = Message::of(self.error, self.warning);
        let value = (!self.value.is_empty() && self.kind != InputKind::Password).then_some(self.value);
        html! {
            div class={ "fr-input-group" (message.modifier("fr-input-group")) (and_class(self.class)) } {
                (label(&id, self.label, self.hint))
                input class={ "fr-input" (message.modifier("fr-input")) } id=(id) name=(self.name)
                    type=(self.html_type()) inputmode=[self.inputmode()] value=[value] required[self.required]
                    autocomplete=[self.autocomplete] min=[self.min] max=[self.max] maxlength=[self.maxlength]
                    aria-invalid=[message.invalid()] aria-describedby=[message.described_by(&id)];
                (message.render(&id))
            }
        }
    }
}

/// A field of several lines.
#[derive(Debug, Clone)]
pub struct Textarea<'a> {
    pub name: &'a str,
    pub label: &'a str,
    pub prefix: &'a str,
    pub value: &'a str,
    pub hint: Option<&'a str>,
    pub error: Option<&'a str>,
    pub warning: Option<&'a str>,
    pub required: bool,
    pub rows: u32,
    pub maxlength: Option<u32>,
    pub class: &'a str,
}

impl<'a> Textarea<'a> {
    pub const fn new(name: &'a str, label: &'a str) -> Self {
        Self {
            name,
            label,
            prefix: "",
            value: "",
            hint: None,
            error: None,
            warning: None,
            required: false,
            rows: 3,
            maxlength: None,
            class: "",
        }
    }
}

impl Render for Textarea<'_> {
    fn render(&self) -> Markup {
        let id = field_id(self.prefix, self.name);
        let message = Message::of(self.error, self.warning);
        html! {
            div class={ "fr-input-group" (message.modifier("fr-input-group")) (and_class(self.class)) } {
                (label(&id, self.label, self.hint))
                // The newline after the tag is dropped by browsers; without it, one typed first would be lost.
                textarea class={ "fr-input" (message.modifier("fr-input")) } id=(id) name=(self.name) rows=(self.rows)
                    required[self.required] maxlength=[self.maxlength]
                    aria-invalid=[message.invalid()] aria-describedby=[message.described_by(&id)] { "\n" (self.value) }
                (message.render(&id))
            }
        }
    }
}
