use maud::{Markup, Render, html};

use crate::Text;
use crate::field::field_id;

/// One field that was refused.
#[derive(Debug, Clone)]
pub struct FieldError<'a> {
    /// Id of the control, see [`field_id`].
    pub target: String,
    /// Label of the field: the same fault in two fields makes two different links.
    pub label: Text<'a>,
    /// What is wrong and what to do instead.
    pub message: Text<'a>,
}

impl<'a> FieldError<'a> {
    pub fn new(prefix: &str, name: &str, label: impl Into<Text<'a>>, message: impl Into<Text<'a>>) -> Self {
        Self { target: field_id(prefix, name), label: label.into(), message: message.into() }
    }
}

/// At the head of a page answered 422: how many fields to look at, each with a link that leads to it. Nothing when all
/// is well.
#[derive(Debug, Clone)]
pub struct ErrorSummary<'a> {
    pub errors: Vec<FieldError<'a>>,
    /// Takes the focus, so that it is the first thing read.
    pub focused: bool,
}

impl<'a> ErrorSummary<'a> {
    pub const fn new(errors: Vec<FieldError<'a>>) -> Self {
        Self { errors, focused: true }
    }
}

impl Render for ErrorSummary<'_> {
    fn render(&self) -> Markup {
        html! {
            @if !self.errors.is_empty() {
                div #erreurs .fr-alert.fr-alert--error role=[self.focused.then_some("alert")] tabindex="-1"
                    autofocus[self.focused] {
                    h2.fr-alert__title {
                        @if self.errors.len() == 1 { "Un champ est à revoir" }
                        @else { (self.errors.len()) " champs sont à revoir" }
                    }
                    ul { @for error in &self.errors { li { a href={ "#" (error.target) } { (error.label) "\u{a0}: " (error.message) } } } }
                }
            }
        }
    }
}
