//! A formula read aloud, in a sentence and word by word.
use super::expression::said;
use super::{Expression, Formula, Names, Operation};

/// A word or a sign of a formula, and what it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    pub text: String,
    pub meaning: String,
    /// Code of the indicator it names.
    pub code: Option<String>,
}

impl Formula {
    /// « « En solution », divisé par le résultat de « Contactés » moins « Refus » »
    pub fn sentence(&self, names: &Names) -> String {
        sentence(&self.expression, names)
    }

    /// Each indicator, number and sign, in the order they are written; brackets are left out.
    pub fn tokens(&self, names: &Names) -> Vec<Token> {
        let mut found = vec![];
        tokens(&self.expression, names, &mut found);
        found
    }
}

fn sentence(expression: &Expression, names: &Names) -> String {
    match expression {
        Expression::Number(n, _) => said(*n),
        Expression::Subject(subject, _) => format!("«\u{202f}{}\u{202f}»", names.label(subject)),
        Expression::Of(operation, left, right) => {
            let first = match operation {
                Operation::Times | Operation::Over => whole(left, names),
                Operation::Plus | Operation::Minus => sentence(left, names),
            };
            // A pause after several words, so that what follows is not taken with the last of them.
            let pause = if matches!(**left, Expression::Of(..)) { "," } else { "" };
            let second = match (operation, &**right) {
                (Operation::Plus, _) => sentence(right, names),
                _ => whole(right, names),
            };
            format!("{first}{pause} {} {second}", verb(*operation))
        }
    }
}

/// What is computed by itself before the rest.
fn whole(expression: &Expression, names: &Names) -> String {
    match expression {
        Expression::Of(..) => format!("le résultat de {}", sentence(expression, names)),
        _ => sentence(expression, names),
    }
}

const fn verb(operation: Operation) -> &'static str {
    match operation {
        Operation::Plus => "plus",
        Operation::Minus => "moins",
        Operation::Times => "multiplié par",
        Operation::Over => "divisé par",
    }
}

fn tokens(expression: &Expression, names: &Names, found: &mut Vec<Token>) {
    match expression {
        Expression::Number(n, _) => {
            found.push(Token { text: said(*n), meaning: "un nombre".into(), code: None });
        }
        Expression::Subject(subject, _) => found.push(Token {
            text: names.word(subject),
            meaning: names.label(subject),
            code: Some(subject.code().to_owned()),
        }),
        Expression::Of(operation, left, right) => {
            tokens(left, names, found);
            found.push(Token { text: operation.sign().into(), meaning: verb(*operation).into(), code: None });
            tokens(right, names, found);
        }
    }
}
