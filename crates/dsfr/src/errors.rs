use maud::{Markup, Render, html};

use crate::Text;
use crate::field::field_id;

/// One field that was refused.
#[derive(Debug, Clone)]
pub struct FieldError<'a> {
    /// Id of the control, see [`field_id`]; empty when the page has none to lead to.
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

impl FieldError<'_> {
    fn link(&self) -> Markup {
        html! {
            @if self.target.is_empty() { (self.message) }
            @else { a href={ "#" (self.target) } { (self.label) "\u{a0}: " (self.message) } }
        }
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

    /// The errors (name of the field, message) of a page already drawn: in the order of its fields, under their very labels.
    /// One about no field of the page comes last, without a link.
    pub fn of(page: &Markup, prefix: &str, errors: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let page = page.0.as_str();
        let mut placed: Vec<(usize, FieldError<'a>)> = errors
            .into_iter()
            .map(|(name, message)| {
                let target = field_id(prefix, name);
                match page.find(&format!(" id=\"{target}\"")) {
                    Some(place) => {
                        let label = label_of(page, &target);
                        (place, FieldError { target, label: label.into(), message: message.into() })
                    }
                    None => {
                        (usize::MAX, FieldError { target: String::new(), label: "".into(), message: message.into() })
                    }
                }
            })
            .collect();
        placed.sort_by_key(|(place, _)| *place);
        Self::new(placed.into_iter().map(|(_, error)| error).collect())
    }
}

/// The legend or the label of a control, as its page writes it, without its hint.
fn label_of(page: &str, target: &str) -> String {
    let after = |mark: &str| page.split_once(mark).and_then(|(_, rest)| rest.split_once('>')).map(|(_, text)| text);
    let text = after(&format!(" id=\"{target}-legend\"")).or_else(|| after(&format!(" for=\"{target}\"")));
    let written = text.and_then(|text| text.split('<').next()).unwrap_or_default().trim();
    written.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
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
                    ul { @for error in &self.errors { li { (error.link()) } } }
                }
            }
        }
    }
}
