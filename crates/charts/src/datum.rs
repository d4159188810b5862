//! One figure of a chart, present or absent, and one graduation of its axis.

use std::borrow::Cow;

use crate::number::{Unit, usable};
use crate::table::Cell;

/// A figure. What is absent carries the word that says why (« à venir », « non transmis »), for the table; it is never
/// drawn as a zero.
#[derive(Debug, Clone, PartialEq)]
pub struct Datum {
    pub value: Option<f64>,
    /// Said in the place of an absent value.
    pub absent: Cow<'static, str>,
    /// Where this figure comes from: its link in the data table.
    pub href: Option<String>,
}

impl Datum {
    #[must_use]
    pub fn new(value: f64) -> Datum {
        Datum { value: Some(value), ..Datum::absent("non disponible") }
    }

    #[must_use]
    pub fn absent(why: impl Into<Cow<'static, str>>) -> Datum {
        Datum { value: None, absent: why.into(), href: None }
    }

    #[must_use]
    pub fn link(mut self, href: impl Into<String>) -> Datum {
        self.href = Some(href.into());
        self
    }

    /// The value if it can be drawn.
    pub(crate) fn drawn(&self) -> Option<f64> {
        self.value.and_then(usable)
    }

    pub(crate) fn cell(&self, unit: &Unit) -> Cell {
        match self.drawn() {
            Some(value) => Cell::Number { text: unit.show(value), href: self.href.clone() },
            None => Cell::Words(self.absent.to_string()),
        }
    }
}

impl From<f64> for Datum {
    fn from(value: f64) -> Datum {
        Datum::new(value)
    }
}

impl From<Option<f64>> for Datum {
    fn from(value: Option<f64>) -> Datum {
        Datum { value, ..Datum::absent("non disponible") }
    }
}

/// A step of the horizontal axis: `long` in the table (« novembre 2026 »), `short` under the drawing (« nov. »).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tick {
    pub short: String,
    pub long: String,
}

impl Tick {
    #[must_use]
    pub fn new(short: impl Into<String>, long: impl Into<String>) -> Tick {
        Tick { short: short.into(), long: long.into() }
    }
}
