//! The contract of each component, read from its HTML as a browser would.
#![expect(clippy::unwrap_used, reason = "a helper of a test may panic like the test")]

mod catalogue;
mod data;
mod fields;
mod icons;
mod navigation;
mod shell;

use maud::Render;
use scraper::{ElementRef, Html, Selector};

/// A piece of page.
struct Page(Html);

impl Page {
    fn of(component: impl Render) -> Self {
        Self(Html::parse_fragment(&component.render().into_string()))
    }

    fn whole(component: impl Render) -> Self {
        Self(Html::parse_document(&component.render().into_string()))
    }

    fn all(&self, selector: &str) -> Vec<ElementRef<'_>> {
        self.0.select(&Selector::parse(selector).unwrap()).collect()
    }

    /// The only element that matches.
    #[track_caller]
    fn one(&self, selector: &str) -> ElementRef<'_> {
        let found = self.all(selector);
        assert_eq!(found.len(), 1, "{selector} in {}", self.0.html());
        found[0]
    }

    /// The text of what an attribute of ids points to, in order.
    #[track_caller]
    fn pointed(&self, element: ElementRef<'_>, attribute: &str) -> String {
        let ids = element.attr(attribute).unwrap_or_else(|| panic!("{attribute} on {}", element.html()));
        ids.split_whitespace().map(|id| text(self.one(&format!("[id='{id}']")))).collect::<Vec<_>>().join(" ")
    }
}

/// Text of an element, white space folded.
fn text(element: ElementRef<'_>) -> String {
    element.text().collect::<String>().split_ascii_whitespace().collect::<Vec<_>>().join(" ")
}
