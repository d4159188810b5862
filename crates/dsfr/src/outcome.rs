use maud::{Markup, Render, html};

use crate::{Button, Radios, Text, Weight};

/// An answer given by one press, which says what follows.
#[derive(Debug, Clone)]
pub struct QuickAnswer<'a> {
    pub value: Text<'a>,
    pub label: Text<'a>,
    /// « nouvel essai jeudi 26, 17 h 30 ».
    pub follows: Text<'a>,
    /// Digit that presses it.
    pub key: Option<u8>,
}

/// What came of a call: nobody answered (one press), or somebody did (a choice, a note, a date).
///
/// Two forms, so that Enter in the note sends the second and not the first button of the page.
#[derive(Debug, Clone)]
pub struct OutcomeForm<'a> {
    /// Where both post.
    pub action: Text<'a>,
    /// Names the pair of forms, with the person: « Noter l’appel à Yanis Le Goff ».
    pub label: Text<'a>,
    pub quick_legend: Text<'a>,
    /// Name of the value a quick answer sends.
    pub quick_name: &'a str,
    pub quick: Vec<QuickAnswer<'a>>,
    /// Boxed choices, with their keys.
    pub radios: Radios<'a>,
    /// Note, date, time: the fields of the second form, on one line on a desktop.
    pub fields: Markup,
    pub submit: Text<'a>,
    /// Hidden fields that both forms send.
    pub hidden: Markup,
}

impl Render for OutcomeForm<'_> {
    fn render(&self) -> Markup {
        html! {
            div.pu-call role="group" aria-label=(self.label) {
                form method="post" action=(self.action) {
                    (self.hidden)
                    fieldset {
                        legend { (self.quick_legend) }
                        div.pu-shot { @for answer in &self.quick { (self.quick_button(answer)) } }
                    }
                }
                form method="post" action=(self.action) {
                    (self.hidden)
                    (self.radios)
                    div.pu-call__fields {
                        (self.fields)
                        (Button::new(Weight::Main, self.submit.as_ref()))
                    }
                }
            }
        }
    }
}

impl OutcomeForm<'_> {
    fn quick_button(&self, answer: &QuickAnswer<'_>) -> Markup {
        html! {
            button type="submit" name=(self.quick_name) value=(answer.value) data-key=[answer.key] {
                @if let Some(key) = answer.key { kbd aria-hidden="true" { (key) } }
                span { (answer.label) " " small { (answer.follows) } }
            }
        }
    }
}
