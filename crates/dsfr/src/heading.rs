use maud::{Markup, Render, html};

use crate::Text;

/// Level of a heading. A page has one `h1` ([`crate::PageHead`]); the others never skip a level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    H2,
    H3,
    H4,
}

/// A heading, with the id that lets a section name itself after it.
pub(crate) fn heading(level: Level, id: Option<&str>, class: Option<&str>, content: impl Render) -> Markup {
    match level {
        Level::H2 => html! { h2 id=[id] class=[class] { (content) } },
        Level::H3 => html! { h3 id=[id] class=[class] { (content) } },
        Level::H4 => html! { h4 id=[id] class=[class] { (content) } },
    }
}

/// The head of a page: what it answers, for whom and when, and its few acts.
#[derive(Debug, Clone)]
pub struct PageHead<'a> {
    pub title: Text<'a>,
    /// One line under the title; empty: none.
    pub subtitle: Markup,
    /// At the right: buttons in [`actions`], or a [`crate::SearchBar`]; empty: nothing.
    pub aside: Markup,
}

impl<'a> PageHead<'a> {
    pub fn new(title: impl Into<Text<'a>>) -> Self {
        Self { title: title.into(), subtitle: html! {}, aside: html! {} }
    }
}

impl Render for PageHead<'_> {
    fn render(&self) -> Markup {
        html! {
            div.pu-head {
                div {
                    h1 { (self.title) }
                    @if !self.subtitle.0.is_empty() { p.pu-sub { (self.subtitle) } }
                }
                (self.aside)
            }
        }
    }
}

/// A part of a page, named by its own heading.
#[derive(Debug, Clone)]
pub struct Section<'a> {
    /// Of the heading, unique in the page.
    pub id: Text<'a>,
    pub title: Text<'a>,
    pub level: Level,
    /// Beside the heading: how many, since when, a link; empty: nothing.
    pub aside: Markup,
    pub body: Markup,
    /// Layout classes; `pu-sect` sets it two rems apart from what comes before.
    pub class: &'a str,
}

impl<'a> Section<'a> {
    pub fn new(id: impl Into<Text<'a>>, title: impl Into<Text<'a>>, body: Markup) -> Self {
        Self { id: id.into(), title: title.into(), level: Level::H2, aside: html! {}, body, class: "pu-sect" }
    }
}

impl Render for Section<'_> {
    fn render(&self) -> Markup {
        html! {
            section aria-labelledby=(self.id) class=(self.class) {
                div class="pu-sect__head pu-sect__head--in" {
                    (heading(self.level, Some(&self.id), None, &self.title))
                    (self.aside)
                }
                (self.body)
            }
        }
    }
}

/// Buttons and links on one line, that wraps.
pub fn actions(content: &Markup) -> Markup {
    html! { div.pu-actions { (content) } }
}
