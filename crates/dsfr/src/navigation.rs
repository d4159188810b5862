use maud::{Markup, Render, html};

use crate::Text;
use crate::number::thousands;

/// One link of a [`Views`], [`Filters`] or [`Segments`].
#[derive(Debug, Clone)]
pub struct View<'a> {
    pub label: Text<'a>,
    pub href: Text<'a>,
    /// How many it holds, zero included.
    pub count: Option<u64>,
    pub current: bool,
}

impl<'a> View<'a> {
    pub fn new(label: impl Into<Text<'a>>, href: impl Into<Text<'a>>) -> Self {
        Self { label: label.into(), href: href.into(), count: None, current: false }
    }
}

/// Several views of the same thing: underlined tabs that are links, so that each has its address.
#[derive(Debug, Clone)]
pub struct Views<'a> {
    /// Name of the navigation, for screen readers.
    pub label: Text<'a>,
    pub views: Vec<View<'a>>,
}

impl Render for Views<'_> {
    fn render(&self) -> Markup {
        html! {
            nav aria-label=(self.label) {
                ul.pu-views {
                    @for view in &self.views {
                        li {
                            a href=(view.href) aria-current=[view.current.then_some("page")] {
                                (view.label)
                                @if let Some(count) = view.count { " " span.pu-count { (thousands(count)) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Reasons to narrow a list, as links whose counts add up to the whole.
#[derive(Debug, Clone)]
pub struct Filters<'a> {
    pub label: Text<'a>,
    pub filters: Vec<View<'a>>,
    /// At the right: « Autres filtres »; empty: nothing.
    pub aside: Markup,
}

impl Render for Filters<'_> {
    fn render(&self) -> Markup {
        html! {
            div.pu-filter {
                nav aria-label=(self.label) {
                    ul.pu-filter__list {
                        @for filter in &self.filters {
                            li {
                                a.fr-tag.fr-tag--sm href=(filter.href) aria-current=[filter.current.then_some("true")] {
                                    (filter.label)
                                    @if let Some(count) = filter.count { " " span.pu-n { (thousands(count)) } }
                                }
                            }
                        }
                    }
                }
                (self.aside)
            }
        }
    }
}

/// A short choice on one line, such as the period of a dashboard; stands in a `pu-bar`.
#[derive(Debug, Clone)]
pub struct Segments<'a> {
    pub label: Text<'a>,
    pub segments: Vec<View<'a>>,
}

impl Render for Segments<'_> {
    fn render(&self) -> Markup {
        html! {
            nav aria-label=(self.label) {
                ul.pu-seg {
                    @for segment in &self.segments {
                        li {
                            a href=(segment.href) aria-current=[segment.current.then_some("true")] { (segment.label) }
                        }
                    }
                }
            }
        }
    }
}

/// Where a task of several pages stands.
#[derive(Debug, Clone)]
pub struct Stepper<'a> {
    /// Titles of all the steps.
    pub steps: Vec<Text<'a>>,
    /// From 1.
    pub current: usize,
}

impl Render for Stepper<'_> {
    fn render(&self) -> Markup {
        let last = self.steps.len();
        let current = self.current.clamp(1, last.max(1));
        html! {
            @if let Some(title) = self.steps.get(current - 1) {
                div.fr-stepper {
                    // DSFR shows the state above the title, and reads it after.
                    h2.fr-stepper__title {
                        (title) " "
                        span.fr-stepper__state { "Étape " (current) " sur " (last) }
                    }
                    div.fr-stepper__steps data-fr-current-step=(current) data-fr-steps=(last) {}
                    @if let Some(next) = self.steps.get(current) {
                        p.fr-stepper__details { span.fr-text--bold { "Étape suivante\u{a0}:" } " " (next) }
                    }
                }
            }
        }
    }
}
