//! SVG in maud: shapes by class and geometry, nothing else. Closing tags are written out, so that a drawing is also
//! well-formed XML and can go into a document as it is.

use std::fmt::Write as _;

use maud::{Markup, PreEscaped, html};

use crate::frame::Frame;

/// A coordinate, to a tenth of a pixel.
pub(crate) fn px(v: f64) -> f64 {
    debug_assert!(v.is_finite(), "a coordinate must be a number");
    // Adding zero turns −0 into 0.
    (v * 10.0).round() / 10.0 + 0.0
}

/// A drawing with its name and description; `suffix` tells apart two drawings of one chart.
pub(crate) fn drawing(frame: &Frame, suffix: &str, (w, h): (f64, f64), description: &str, body: &Markup) -> Markup {
    let (title, desc) = (frame.part(&format!("t{suffix}")), frame.part(&format!("d{suffix}")));
    html! {
        svg viewBox={ "0 0 " (px(w)) " " (px(h)) } role="img" aria-labelledby={ (title) " " (desc) } focusable="false" {
            title id=(title) { (frame.title) }
            desc id=(desc) { (description) }
            (body)
        }
    }
}

pub(crate) fn line(class: &str, (x1, y1): (f64, f64), (x2, y2): (f64, f64)) -> Markup {
    html! { line class=(class) x1=(px(x1)) y1=(px(y1)) x2=(px(x2)) y2=(px(y2)) {} }
}

pub(crate) fn rect(class: &str, (x, y): (f64, f64), (w, h): (f64, f64)) -> Markup {
    html! { rect class=(class) x=(px(x)) y=(px(y)) width=(px(w.max(0.0))) height=(px(h.max(0.0))) {} }
}

pub(crate) fn circle(class: &str, (x, y): (f64, f64), r: f64) -> Markup {
    html! { circle class=(class) cx=(px(x)) cy=(px(y)) r=(r) {} }
}

pub(crate) fn text(class: &str, (x, y): (f64, f64), words: &str) -> Markup {
    html! { text class=(class) x=(px(x)) y=(px(y)) { (words) } }
}

/// A closed shape through points given from a centre.
pub(crate) fn shape(class: &str, (x, y): (f64, f64), corners: &[(f64, f64)]) -> Markup {
    html! { polygon class=(class) points=(points(corners.iter().map(|(dx, dy)| (x + dx, y + dy)))) {} }
}

pub(crate) fn polyline(class: &str, at: &[(f64, f64)]) -> Markup {
    html! { polyline class=(class) points=(points(at.iter().copied())) {} }
}

fn points(at: impl Iterator<Item = (f64, f64)>) -> PreEscaped<String> {
    let mut out = String::new();
    for (i, (x, y)) in at.enumerate() {
        // Writing to a string cannot fail.
        let _ = write!(out, "{}{},{}", if i > 0 { " " } else { "" }, px(x), px(y));
    }
    PreEscaped(out)
}

/// Runs of neighbouring present points: what is absent cuts a line in two.
pub(crate) fn runs<T: Copy>(points: &[Option<T>]) -> Vec<Vec<T>> {
    points
        .split(Option::is_none)
        .map(|run| run.iter().flatten().copied().collect())
        .filter(|r: &Vec<T>| !r.is_empty())
        .collect()
}

/// A drawing in a table cell, named by one sentence: the row holds its figures.
pub(crate) fn in_row((w, h): (f64, f64), label: &str, body: &Markup) -> Markup {
    html! {
        svg width=(w) height=(h) viewBox={ "0 0 " (w) " " (h) } role="img" aria-label=(label) focusable="false" {
            (body)
        }
    }
}

/// A legend entry: a small drawing without words, then the words.
pub(crate) fn key_entry((w, h): (f64, f64), sample: &Markup, words: &str) -> Markup {
    html! {
        span {
            svg width=(w) height=(h) viewBox={ "0 0 " (w) " " (h) } aria-hidden="true" focusable="false" { (sample) }
            (words)
        }
    }
}
