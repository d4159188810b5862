use maud::{Markup, Render, html};

use crate::choices::Choice;
use crate::field::{Message, and_class, field_id, label};

/// A drop-down list. For five choices or fewer, [`crate::Radios`] shows them all.
#[derive(Debug, Clone)]
pub struct Select<'a> {
    pub name: &'a str,
    pub label: &'a str,
    pub prefix: &'a str,
    pub choices: Vec<Choice<'a>>,
    /// Value chosen.
    pub value: &'a str,
    /// Text of a first line with an empty value, such as « À choisir » or « Tous ».
    pub empty: Option<&'a str>,
    pub hint: Option<&'a str>,
    pub error: Option<&'a str>,
    pub required: bool,
    pub class: &'a str,
}

impl<'a> Select<'a> {
    pub const fn new(name: &'a str, label: &'a str, choices: Vec<Choice<'a>>) -> Self {
        Self {
            name,
            label,
            prefix: "",
            choices,
            value: "",
            empty: None,
            hint: None,
            error: None,
            required: false,
            class: "",
        }
    }

    fn option(&self, choice: &Choice<'_>) -> Markup {
        html! { option value=(choice.value) selected[choice.value == self.value] { (choice.label) } }
    }
}

impl Render for Select<'_> {
    fn render(&self) -> Markup {
        let id = field_id(self.prefix, self.name);
        let message = Message::of(self.error, None);
        html! {
            div class={ "fr-select-group" (message.modifier("fr-select-group")) (and_class(self.class)) } {
                (label(&id, self.label, self.hint))
                select class={ "fr-select" (message.modifier("fr-select")) } id=(id) name=(self.name)
                    required[self.required] aria-invalid=[message.invalid()]
                    aria-describedby=[message.described_by(&id)] {
                    @if let Some(empty) = self.empty {
                        option value="" selected[self.value.is_empty()] { (empty) }
                    }
                    @for run in self.choices.chunk_by(|a, b| a.group == b.group) {
                        @if let Some(group) = run.first().and_then(|choice| choice.group.as_deref()) {
                            optgroup label=(group) { @for choice in run { (self.option(choice)) } }
                        } @else {
                            @for choice in run { (self.option(choice)) }
                        }
                    }
                }
                (message.render(&id))
            }
        }
    }
}
