use maud::{Markup, Render, html};

use crate::Text;
use crate::field::{Message, and_class, field_id, hint_text};

/// One line of a [`crate::Select`], of [`Radios`] or of [`Checkboxes`].
#[derive(Debug, Clone)]
pub struct Choice<'a> {
    pub value: Text<'a>,
    pub label: Text<'a>,
    /// Under the label (radios and checkboxes only).
    pub hint: Option<Text<'a>>,
    /// Heading of the group the line belongs to (select only; neighbours with the same heading share it).
    pub group: Option<Text<'a>>,
    /// Digit that chooses it from the keyboard, shown where there is one (boxed radios only).
    pub key: Option<u8>,
}

impl<'a> Choice<'a> {
    pub fn new(value: impl Into<Text<'a>>, label: impl Into<Text<'a>>) -> Self {
        Self { value: value.into(), label: label.into(), hint: None, group: None, key: None }
    }
}

/// Id of the `n`th control of a group: the first has the id of the field.
pub(crate) fn nth_id(id: &str, n: usize) -> String {
    if n == 0 { id.to_owned() } else { format!("{id}-{}", n + 1) }
}

/// A box to tick on its own.
#[derive(Debug, Clone)]
pub struct Checkbox<'a> {
    pub name: &'a str,
    /// What is sent when it is ticked.
    pub value: &'a str,
    pub label: &'a str,
    pub prefix: &'a str,
    pub checked: bool,
    pub hint: Option<&'a str>,
    pub error: Option<&'a str>,
    pub required: bool,
    pub class: &'a str,
}

impl<'a> Checkbox<'a> {
    pub const fn new(name: &'a str, value: &'a str, label: &'a str) -> Self {
        Self { name, value, label, prefix: "", checked: false, hint: None, error: None, required: false, class: "" }
    }
}

impl Render for Checkbox<'_> {
    fn render(&self) -> Markup {
        let id = field_id(self.prefix, self.name);
        let message = Message::of(self.error, None);
        html! {
            div class={ "fr-checkbox-group fr-checkbox-group--sm" (message.modifier("fr-checkbox-group"))
                (and_class(self.class)) } {
                input type="checkbox" id=(id) name=(self.name) value=(self.value) checked[self.checked]
                    required[self.required] aria-invalid=[message.invalid()]
                    aria-describedby=[message.described_by(&id)];
                label.fr-label for=(id) { (self.label) (hint_text(self.hint)) }
                (message.render(&id))
            }
        }
    }
}

/// Several boxes under one question.
#[derive(Debug, Clone)]
pub struct Checkboxes<'a> {
    pub name: &'a str,
    pub legend: &'a str,
    pub prefix: &'a str,
    pub choices: Vec<Choice<'a>>,
    /// Values ticked.
    pub values: Vec<&'a str>,
    pub hint: Option<&'a str>,
    pub error: Option<&'a str>,
    /// Side by side, for three or four short choices.
    pub inline: bool,
    pub class: &'a str,
}

impl<'a> Checkboxes<'a> {
    pub const fn new(name: &'a str, legend: &'a str, choices: Vec<Choice<'a>>) -> Self {
        Self {
            name,
            legend,
            prefix: "",
            choices,
            values: Vec::new(),
            hint: None,
            error: None,
            inline: false,
            class: "",
        }
    }
}

impl Render for Checkboxes<'_> {
    fn render(&self) -> Markup {
        let id = field_id(self.prefix, self.name);
        let message = Message::of(self.error, None);
        let group = Group { id: &id, legend: self.legend, hint: self.hint, message, class: self.class };
        group.fieldset(&html! {
            @for (n, choice) in self.choices.iter().enumerate() {
                div class={ "fr-fieldset__element" @if self.inline { " fr-fieldset__element--inline" } } {
                    div.fr-checkbox-group.fr-checkbox-group--sm {
                        input type="checkbox" id=(nth_id(&id, n)) name=(self.name) value=(choice.value)
                            checked[self.values.iter().any(|value| *value == choice.value)]
                            aria-invalid=[message.invalid()];
                        label.fr-label for=(nth_id(&id, n)) { (choice.label) (hint_text(choice.hint.as_deref())) }
                    }
                }
            }
        })
    }
}

/// One choice among a few, all of them in view.
#[derive(Debug, Clone)]
pub struct Radios<'a> {
    pub name: &'a str,
    pub legend: &'a str,
    pub prefix: &'a str,
    pub choices: Vec<Choice<'a>>,
    pub value: &'a str,
    pub hint: Option<&'a str>,
    pub error: Option<&'a str>,
    pub required: bool,
    pub inline: bool,
    /// Large targets in a grid (`pu-opts`), for the outcome of a call or an answer to give.
    pub boxed: bool,
    pub class: &'a str,
}

impl<'a> Radios<'a> {
    pub const fn new(name: &'a str, legend: &'a str, choices: Vec<Choice<'a>>) -> Self {
        Self {
            name,
            legend,
            prefix: "",
            choices,
            value: "",
            hint: None,
            error: None,
            required: false,
            inline: false,
            boxed: false,
            class: "",
        }
    }

    fn plain(&self, id: &str) -> Markup {
        html! {
            @for (n, choice) in self.choices.iter().enumerate() {
                div class={ "fr-fieldset__element" @if self.inline { " fr-fieldset__element--inline" } } {
                    div.fr-radio-group.fr-radio-group--sm {
                        (self.input(id, n, choice))
                        label.fr-label for=(nth_id(id, n)) { (choice.label) (hint_text(choice.hint.as_deref())) }
                    }
                }
            }
        }
    }

    fn boxes(&self, id: &str) -> Markup {
        html! {
            div.pu-opts {
                @for (n, choice) in self.choices.iter().enumerate() {
                    div.pu-opt {
                        (self.input(id, n, choice))
                        label for=(nth_id(id, n)) {
                            span { (choice.label) (hint_text(choice.hint.as_deref())) }
                            @if let Some(key) = choice.key { kbd aria-hidden="true" { (key) } }
                        }
                    }
                }
            }
        }
    }

    fn input(&self, id: &str, n: usize, choice: &Choice<'_>) -> Markup {
        html! {
            input type="radio" id=(nth_id(id, n)) name=(self.name) value=(choice.value)
                checked[choice.value == self.value] required[self.required] data-key=[choice.key];
        }
    }
}

impl Render for Radios<'_> {
    fn render(&self) -> Markup {
        let id = field_id(self.prefix, self.name);
        let message = Message::of(self.error, None);
        let group = Group { id: &id, legend: self.legend, hint: self.hint, message, class: self.class };
        if self.boxed { group.boxed(&self.boxes(&id)) } else { group.fieldset(&self.plain(&id)) }
    }
}

/// The fieldset around a group: its legend and its error name it together, as DSFR documents.
struct Group<'a> {
    id: &'a str,
    legend: &'a str,
    hint: Option<&'a str>,
    message: Message<'a>,
    class: &'a str,
}

impl Group<'_> {
    fn labelled_by(&self) -> String {
        let legend = format!("{}-legend", self.id);
        self.message.described_by(self.id).map_or(legend.clone(), |message| format!("{legend} {message}"))
    }

    fn fieldset(&self, content: &Markup) -> Markup {
        html! {
            fieldset class={ "fr-fieldset" (self.message.modifier("fr-fieldset")) (and_class(self.class)) }
                aria-labelledby=(self.labelled_by()) {
                legend.fr-fieldset__legend.fr-fieldset__legend--regular id={ (self.id) "-legend" } {
                    (self.legend) (hint_text(self.hint))
                }
                (content)
                @if self.message.is_error() {
                    div.fr-messages-group { (self.message.render(self.id)) }
                }
            }
        }
    }

    fn boxed(&self, content: &Markup) -> Markup {
        html! {
            fieldset class={ "pu-optset" (self.message.modifier("pu-optset")) (and_class(self.class)) }
                aria-labelledby=(self.labelled_by()) {
                legend id={ (self.id) "-legend" } { (self.legend) (hint_text(self.hint)) }
                (content)
                (self.message.render(self.id))
            }
        }
    }
}
