use maud::{Markup, Render, html};

use crate::heading::heading;
use crate::note::tone_class;
use crate::{Icon, Level, Text, Tone};

/// A framed part of a page, named by its heading.
#[derive(Debug, Clone)]
pub struct Card<'a> {
    /// Of the heading, unique in the page.
    pub id: Text<'a>,
    pub title: Text<'a>,
    pub level: Level,
    /// At the right of the heading: one link; empty: nothing.
    pub aside: Markup,
    pub body: Markup,
}

impl<'a> Card<'a> {
    pub fn new(id: impl Into<Text<'a>>, title: impl Into<Text<'a>>, body: Markup) -> Self {
        Self { id: id.into(), title: title.into(), level: Level::H2, aside: html! {}, body }
    }
}

impl Render for Card<'_> {
    fn render(&self) -> Markup {
        html! {
            section.pu-card aria-labelledby=(self.id) {
                div.pu-card__head {
                    (heading(self.level, Some(&self.id), None, &self.title))
                    (self.aside)
                }
                div.pu-card__body { (self.body) }
            }
        }
    }
}

/// A list with nothing in it: what is done, the next dated thing, one way on, and what the empty list does not say.
#[derive(Debug, Clone)]
pub struct EmptyState<'a> {
    pub title: Text<'a>,
    pub level: Level,
    pub body: Markup,
    /// Buttons; empty: none.
    pub actions: Markup,
    /// What an empty list does not say; empty: nothing.
    pub caution: Markup,
}

impl<'a> EmptyState<'a> {
    pub fn new(title: impl Into<Text<'a>>, body: Markup) -> Self {
        Self { title: title.into(), level: Level::H2, body, actions: html! {}, caution: html! {} }
    }
}

impl Render for EmptyState<'_> {
    fn render(&self) -> Markup {
        html! {
            div.pu-empty {
                (heading(self.level, None, None, &self.title))
                p { (self.body) }
                @if !self.actions.0.is_empty() { p.pu-actions.pu-actions--center { (self.actions) } }
                @if !self.caution.0.is_empty() { p.pu-meta { (self.caution) } }
            }
        }
    }
}

/// Names and values, one a line.
#[derive(Debug, Clone)]
pub struct DescriptionList<'a> {
    pub items: Vec<(Text<'a>, Markup)>,
    /// `pu-dl--s` (short names) or `pu-dl--w` (below a paragraph).
    pub class: &'a str,
}

impl<'a> DescriptionList<'a> {
    pub const fn new(items: Vec<(Text<'a>, Markup)>) -> Self {
        Self { items, class: "" }
    }
}

impl Render for DescriptionList<'_> {
    fn render(&self) -> Markup {
        html! {
            dl class={ "pu-dl" (crate::field::and_class(self.class)) } {
                @for (name, value) in &self.items { dt { (name) } dd { (value) } }
            }
        }
    }
}

/// The three or four facts that head a case, side by side.
#[derive(Debug, Clone)]
pub struct Facts<'a> {
    pub items: Vec<(Text<'a>, Markup)>,
}

impl Render for Facts<'_> {
    fn render(&self) -> Markup {
        html! {
            dl.pu-facts {
                @for (name, value) in &self.items { div { dt { (name) } dd { (value) } } }
            }
        }
    }
}

/// One line of a [`Steps`].
#[derive(Debug, Clone)]
pub struct Step {
    pub icon: Icon,
    pub tone: Option<Tone>,
    pub text: Markup,
    /// At the right: a link or a delay; empty: nothing.
    pub aside: Markup,
}

/// What is due, who said so, what one can do: an icon, words, a way on.
#[derive(Debug, Clone)]
pub struct Steps {
    pub steps: Vec<Step>,
}

impl Render for Steps {
    fn render(&self) -> Markup {
        html! {
            ul.pu-next {
                @for step in &self.steps {
                    li {
                        span class={ (step.icon.class()) (tone_class(step.tone)) } aria-hidden="true" {}
                        span { (step.text) }
                        (step.aside)
                    }
                }
            }
        }
    }
}

/// Something to unfold in place; open without script.
#[derive(Debug, Clone)]
pub struct Details<'a> {
    pub summary: Text<'a>,
    pub body: Markup,
    pub open: bool,
}

impl<'a> Details<'a> {
    pub fn new(summary: impl Into<Text<'a>>, body: Markup) -> Self {
        Self { summary: summary.into(), body, open: false }
    }
}

impl Render for Details<'_> {
    fn render(&self) -> Markup {
        html! { details.pu-data open[self.open] { summary { (self.summary) } (self.body) } }
    }
}

/// Several things to unfold, one under the other: forms to add to a case, columns of a file.
#[derive(Debug, Clone)]
pub struct Accordion<'a> {
    pub parts: Vec<Details<'a>>,
}

impl Render for Accordion<'_> {
    fn render(&self) -> Markup {
        html! {
            div.pu-add {
                @for part in &self.parts {
                    details open[part.open] { summary { (part.summary) } (part.body) }
                }
            }
        }
    }
}
