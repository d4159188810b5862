use maud::{Markup, Render, html};

use crate::number::thousands;
use crate::{Alert, Level, Text, Tone};

/// A published number, which opens where it comes from. Every one has it.
#[derive(Debug, Clone)]
pub struct FigureLink<'a> {
    /// As shown: « 31,8 % ».
    pub value: Text<'a>,
    /// What the number counts, for who hears the link alone: « en solution, plate-forme de Brest ».
    pub about: Text<'a>,
    pub href: Text<'a>,
    pub big: bool,
}

impl<'a> FigureLink<'a> {
    pub fn new(value: impl Into<Text<'a>>, about: impl Into<Text<'a>>, href: impl Into<Text<'a>>) -> Self {
        Self { value: value.into(), about: about.into(), href: href.into(), big: false }
    }
}

impl Render for FigureLink<'_> {
    fn render(&self) -> Markup {
        html! {
            a class={ "pu-fig" @if self.big { " pu-fig--big" } } href=(self.href) {
                (self.value) span.fr-sr-only { " " (self.about) }
            }
        }
    }
}

/// One term of a [`ControlTotals`].
#[derive(Debug, Clone)]
pub struct Term<'a> {
    pub count: u64,
    /// « lignes reçues », « refusées ».
    pub label: Text<'a>,
    /// The lines behind the number.
    pub href: Option<Text<'a>>,
}

impl<'a> Term<'a> {
    pub fn new(count: u64, label: impl Into<Text<'a>>) -> Self {
        Self { count, label: label.into(), href: None }
    }
}

/// A whole and its parts, read as an equation. A sum that fails says so in its place.
#[derive(Debug, Clone)]
pub struct ControlTotals<'a> {
    /// Name of the equation, for screen readers: « Totaux de contrôle ».
    pub label: Text<'a>,
    pub whole: Term<'a>,
    pub parts: Vec<Term<'a>>,
    /// Level of the title of the alert, when the sum fails.
    pub level: Level,
}

impl<'a> ControlTotals<'a> {
    pub fn new(label: impl Into<Text<'a>>, whole: Term<'a>, parts: Vec<Term<'a>>) -> Self {
        Self { label: label.into(), whole, parts, level: Level::H3 }
    }

    fn sum(&self) -> u64 {
        self.parts.iter().map(|part| part.count).sum()
    }
}

impl Render for ControlTotals<'_> {
    fn render(&self) -> Markup {
        let balanced = self.sum() == self.whole.count;
        html! {
            @if !balanced {
                (Alert { level: self.level, ..Alert::titled(Tone::Error, "Le compte n’y est pas", html! {
                    p {
                        (thousands(self.whole.count)) " " (self.whole.label) ", mais les parts font "
                        (thousands(self.sum())) ". Ne vous fiez pas à ces chiffres et signalez-le à l’aide."
                    }
                }) })
            }
            ul class={ "pu-sum" @if !balanced { " pu-sum--off" } } aria-label=(self.label) {
                (self.whole)
                @for part in &self.parts { (part) }
            }
        }
    }
}

impl Render for Term<'_> {
    fn render(&self) -> Markup {
        let count = thousands(self.count);
        html! {
            li {
                b {
                    @if let Some(href) = &self.href {
                        a href=(href) { (count) span.fr-sr-only { " " (self.label) } }
                    } @else { (count) }
                }
                @if self.href.is_some() { span aria-hidden="true" { (self.label) } }
                @else { (self.label) }
            }
        }
    }
}
