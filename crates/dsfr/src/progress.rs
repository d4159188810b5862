use maud::{Markup, Render, html};

use crate::Text;
use crate::number::thousands;

/// How far a task has gone: pairs settled by a person, or a job of the machine.
#[derive(Debug, Clone)]
pub struct Progress<'a> {
    /// Name of the task, for screen readers.
    pub label: Text<'a>,
    pub done: u64,
    /// Zero: not known yet.
    pub total: u64,
    /// What follows « 120 sur 318 »: « lignes comparées ».
    pub unit: Text<'a>,
    /// A job of the machine: address that answers `{"done":…,"total":…,"state":"running"}`; at any other state the
    /// page is asked again, which then shows the result and no longer this component.
    pub poll: Option<Text<'a>>,
}

impl<'a> Progress<'a> {
    pub fn new(label: impl Into<Text<'a>>, done: u64, total: u64, unit: impl Into<Text<'a>>) -> Self {
        Self { label: label.into(), done, total, unit: unit.into(), poll: None }
    }

    fn words(&self, done: &str, total: &str) -> String {
        format!("{done} sur {total} {}", self.unit)
    }
}

impl Render for Progress<'_> {
    fn render(&self) -> Markup {
        let known = self.total > 0;
        let words =
            if known { self.words(&thousands(self.done), &thousands(self.total)) } else { "En attente".to_owned() };
        let template = self.poll.as_ref().map(|_| self.words("{done}", "{total}"));
        html! {
            div.pu-progress data-progress-url=[&self.poll] data-progress-words=[template] {
                progress aria-label=(self.label) value=[known.then_some(self.done)] max=[known.then_some(self.total)] {}
                span data-progress-text { (words) }
                @if self.poll.is_some() {
                    span.fr-sr-only role="status" {}
                    noscript { a href="" { "Actualiser la page" } }
                }
            }
        }
    }
}
