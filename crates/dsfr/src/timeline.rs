use maud::{Markup, Render, html};

use crate::{Text, icon};

/// How much an entry weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weighs {
    /// A turning point: filled dot.
    Turning,
    /// Hollow dot.
    Event,
    /// Came from a list: square.
    List,
    /// A list that was a turning point: filled square.
    TurningList,
}

/// One dated thing.
#[derive(Debug, Clone)]
pub struct Entry<'a> {
    /// ISO, for machines: `2026-11-23` or `2026-11-23T16:40`.
    pub datetime: Text<'a>,
    /// As read: « 23 nov. », a time on a second line.
    pub when: Markup,
    pub weighs: Weighs,
    pub title: Text<'a>,
    /// After the title; empty: nothing.
    pub text: Markup,
    /// Who, from where, known since when; empty: nothing.
    pub meta: Markup,
    /// What was corrected, with the link to the first version; empty: nothing.
    pub correction: Markup,
}

impl<'a> Entry<'a> {
    pub fn new(datetime: impl Into<Text<'a>>, when: Markup, title: impl Into<Text<'a>>) -> Self {
        Self {
            datetime: datetime.into(),
            when,
            weighs: Weighs::Event,
            title: title.into(),
            text: html! {},
            meta: html! {},
            correction: html! {},
        }
    }
}

/// What happened, the latest first.
#[derive(Debug, Clone)]
pub struct Timeline<'a> {
    pub entries: Vec<Entry<'a>>,
}

impl Render for Timeline<'_> {
    fn render(&self) -> Markup {
        html! { ol.pu-line { @for entry in &self.entries { (entry) } } }
    }
}

impl Render for Entry<'_> {
    fn render(&self) -> Markup {
        let class = match self.weighs {
            Weighs::Turning => Some("is-key"),
            Weighs::Event => None,
            Weighs::List => Some("is-list"),
            Weighs::TurningList => Some("is-key is-list"),
        };
        html! {
            li class=[class] {
                time datetime=(self.datetime) { (self.when) }
                div {
                    p {
                        strong.pu-strong { (self.title) }
                        @if !self.text.0.is_empty() { " – " (self.text) }
                    }
                    @if !self.meta.0.is_empty() { p.pu-meta { (self.meta) } }
                    @if !self.correction.0.is_empty() {
                        span.pu-fix {
                            span class={ "pu-icon " (icon::EDIT.class()) } aria-hidden="true" {}
                            (self.correction)
                        }
                    }
                }
            }
        }
    }
}
