use maud::{Markup, Render, html};

use crate::field::{and_class, field_id, hint_text};

/// Fields that answer one question together: a period, an address.
#[derive(Debug, Clone)]
pub struct Fieldset<'a> {
    pub legend: &'a str,
    pub hint: Option<&'a str>,
    pub fields: Markup,
    /// Layout of the fields: `pu-add__form pu-add__form--flat` for three columns.
    pub class: &'a str,
}

impl<'a> Fieldset<'a> {
    pub const fn new(legend: &'a str, fields: Markup) -> Self {
        Self { legend, hint: None, fields, class: "pu-stack" }
    }
}

impl Render for Fieldset<'_> {
    fn render(&self) -> Markup {
        html! {
            fieldset.pu-set {
                legend { (self.legend) (hint_text(self.hint)) }
                div class=(self.class) { (self.fields) }
            }
        }
    }
}

/// A yes-or-no among a few on one line, small: who was there, what to include.
#[derive(Debug, Clone)]
pub struct Ticks<'a> {
    pub name: &'a str,
    pub legend: &'a str,
    pub prefix: &'a str,
    pub choices: Vec<crate::Choice<'a>>,
    pub values: Vec<&'a str>,
    pub class: &'a str,
}

impl<'a> Ticks<'a> {
    pub const fn new(name: &'a str, legend: &'a str, choices: Vec<crate::Choice<'a>>) -> Self {
        Self { name, legend, prefix: "", choices, values: Vec::new(), class: "" }
    }
}

impl Render for Ticks<'_> {
    fn render(&self) -> Markup {
        let id = field_id(self.prefix, self.name);
        html! {
            fieldset class={ "pu-inline" (and_class(self.class)) } {
                legend { (self.legend) }
                @for (n, choice) in self.choices.iter().enumerate() {
                    span.pu-check {
                        input.pu-pick type="checkbox" id=(crate::choices::nth_id(&id, n)) name=(self.name)
                            value=(choice.value) checked[self.values.iter().any(|value| *value == choice.value)];
                        label for=(crate::choices::nth_id(&id, n)) { (choice.label) }
                    }
                }
            }
        }
    }
}
