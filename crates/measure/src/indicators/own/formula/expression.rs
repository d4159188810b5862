use super::Subject;
use base::french::decimal;
use std::ops::Range;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    Plus,
    Minus,
    Times,
    /// `÷`, and « taux(… ; …) », which is the same.
    Over,
}

impl Operation {
    pub const fn sign(self) -> &'static str {
        match self {
            Operation::Plus => "+",
            Operation::Minus => "−",
            Operation::Times => "×",
            Operation::Over => "÷",
        }
    }

    const fn rank(self) -> u8 {
        match self {
            Operation::Plus | Operation::Minus => 1,
            Operation::Times | Operation::Over => 2,
        }
    }
}

/// A formula read. Places are those of the text it was read from.
#[derive(Clone, Debug, PartialEq)]
pub enum Expression {
    Number(f64, Range<usize>),
    Subject(Subject, Range<usize>),
    Of(Operation, Box<Expression>, Box<Expression>),
}

/// What a formula is worth somewhere. What cannot be computed is never 0.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Computed {
    Number(f64),
    /// A division by zero, a rate over nobody.
    NotApplicable,
    /// A number that somebody had to type is not there.
    NotSent,
}

impl Computed {
    /// The word of the API where there is no number.
    pub const fn sign(self) -> Option<&'static str> {
        match self {
            Computed::Number(_) => None,
            Computed::NotApplicable => Some("not_applicable"),
            Computed::NotSent => Some("not_sent"),
        }
    }

    pub fn number(self) -> Option<f64> {
        match self {
            Computed::Number(n) => Some(n),
            _ => None,
        }
    }
}

impl Expression {
    pub fn at(&self) -> Range<usize> {
        match self {
            Expression::Number(_, at) | Expression::Subject(_, at) => at.clone(),
            Expression::Of(_, left, right) => left.at().start..right.at().end,
        }
    }

    /// The indicators named, each once, in the order of the text.
    pub fn subjects(&self) -> Vec<&Subject> {
        let mut found = vec![];
        self.walk(&mut |part| {
            if let Expression::Subject(subject, _) = part
                && !found.contains(&subject)
            {
                found.push(subject);
            }
        });
        found
    }

    pub(super) fn walk<'a>(&'a self, visit: &mut impl FnMut(&'a Expression)) {
        visit(self);
        if let Expression::Of(_, left, right) = self {
            left.walk(visit);
            right.walk(visit);
        }
    }

    /// Over the values of one territory (the sums, never a mean of what is below). A missing value makes the whole missing; else
    /// a division by zero makes the whole not applicable.
    pub fn evaluate(&self, of: &mut impl FnMut(&Subject) -> Computed) -> Computed {
        match self {
            Expression::Number(n, _) => Computed::Number(*n),
            Expression::Subject(subject, _) => of(subject),
            Expression::Of(operation, left, right) => {
                let (left, right) = (left.evaluate(of), right.evaluate(of));
                match (left, right) {
                    (Computed::NotSent, _) | (_, Computed::NotSent) => Computed::NotSent,
                    (Computed::Number(a), Computed::Number(b)) => apply(*operation, a, b),
                    _ => Computed::NotApplicable,
                }
            }
        }
    }

    /// Written again, each indicator by what `word` says; brackets only where they matter.
    pub fn write(&self, word: &impl Fn(&Subject) -> String) -> String {
        match self {
            Expression::Number(n, _) => plain(*n),
            Expression::Subject(subject, _) => word(subject),
            Expression::Of(operation, left, right) => {
                let bracketed = |part: &Expression, least: u8| {
                    let text = part.write(word);
                    match part {
                        Expression::Of(inner, ..) if inner.rank() < least => format!("({text})"),
                        _ => text,
                    }
                };
                // What is on the right is done first: a − (b + c), a ÷ (b ÷ c).
                let (left, right) = (bracketed(left, operation.rank()), bracketed(right, operation.rank() + 1));
                format!("{left} {} {right}", operation.sign())
            }
        }
    }
}

fn apply(operation: Operation, a: f64, b: f64) -> Computed {
    let n = match operation {
        Operation::Plus => a + b,
        Operation::Minus => a - b,
        Operation::Times => a * b,
        Operation::Over if b == 0.0 => return Computed::NotApplicable,
        Operation::Over => a / b,
    };
    if n.is_finite() { Computed::Number(n) } else { Computed::NotApplicable }
}

/// « 12,5 », with all its decimals and no spaces.
fn plain(n: f64) -> String {
    n.to_string().replace('.', ",")
}

/// « 12,5 », as one reads it.
pub(super) fn said(n: f64) -> String {
    let digits = plain(n).split_once(',').map_or(0, |(_, decimals)| decimals.len().min(6));
    decimal(n, digits)
}
