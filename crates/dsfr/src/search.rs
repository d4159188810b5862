use maud::{Markup, Render, html};

use crate::field::field_id;

/// A search on one line.
#[derive(Debug, Clone)]
pub struct SearchBar<'a> {
    pub action: &'a str,
    pub name: &'a str,
    /// For screen readers, complete: « Chercher un jeune (nom, INE ou téléphone) ».
    pub label: &'a str,
    pub prefix: &'a str,
    pub value: &'a str,
    /// A reminder inside the field; never in place of the label.
    pub placeholder: Option<&'a str>,
}

impl<'a> SearchBar<'a> {
    pub const fn new(action: &'a str, name: &'a str, label: &'a str) -> Self {
        Self { action, name, label, prefix: "", value: "", placeholder: None }
    }
}

impl Render for SearchBar<'_> {
    fn render(&self) -> Markup {
        let id = field_id(self.prefix, self.name);
        html! {
            form.fr-search-bar.pu-search role="search" aria-label=(self.label) method="get" action=(self.action) {
                label.fr-label for=(id) { (self.label) }
                input.fr-input type="search" id=(id) name=(self.name) placeholder=[self.placeholder]
                    value=[(!self.value.is_empty()).then_some(self.value)];
                button.fr-btn type="submit" title="Chercher" { "Chercher" }
            }
        }
    }
}
