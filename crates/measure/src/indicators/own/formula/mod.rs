//! Formulas over indicators, as people write them: read with the place of each mistake, evaluated on sums, said in French.
//! No SQL, no HTML: what an indicator is worth is asked of whoever evaluates.
mod aloud;
mod expression;
mod lexer;
mod loops;
mod names;
mod parser;
mod units;

pub use aloud::Token;
pub use expression::{Computed, Expression, Operation};
pub use lexer::LONGEST;
pub use loops::find as find_loop;
pub use names::{Name, Names, Subject, word_of};
pub use parser::{Formula, parse};
pub use units::Unit;

use std::ops::Range;

/// What is wrong in a formula, where, and what could stand instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// The bytes of the text that are wrong; empty at its end when something is missing there.
    pub at: Range<usize>,
    /// What is wrong and what to do, in French.
    pub message: String,
    pub repair: Option<Repair>,
}

/// A correction that one press applies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repair {
    /// « Remplacer en_solutions par en_solution »
    pub label: String,
    /// The whole formula, corrected.
    pub text: String,
}

impl Mistake {
    pub(super) fn new(at: Range<usize>, message: impl Into<String>) -> Mistake {
        Mistake { at, message: message.into(), repair: None }
    }

    /// With other words in the place of the wrong ones.
    pub(super) fn replaced(mut self, text: &str, by: &str) -> Mistake {
        let wrong = &text[self.at.clone()];
        let label = match (wrong.trim(), by.trim()) {
            ("", by) => format!("Ajouter «\u{202f}{by}\u{202f}»"),
            (wrong, "") => format!("Retirer «\u{202f}{wrong}\u{202f}»"),
            (wrong, by) => format!("Remplacer «\u{202f}{wrong}\u{202f}» par «\u{202f}{by}\u{202f}»"),
        };
        let corrected = format!("{}{by}{}", &text[..self.at.start], &text[self.at.end..]);
        self.repair = Some(Repair { label, text: corrected });
        self
    }
}

#[cfg(test)]
mod tests;
