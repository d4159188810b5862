//! What a formula counts in: days are not added to cases.
use super::{Expression, Mistake, Names, Operation};
use crate::indicators::{Indicator, Measured};

/// Powers of what is counted; all zero: a ratio.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Unit {
    pub cases: i8,
    pub days: i8,
    /// What people type: places, hours, euros.
    pub typed: i8,
}

impl Unit {
    pub const RATIO: Unit = Unit { cases: 0, days: 0, typed: 0 };
    pub const CASES: Unit = Unit { cases: 1, days: 0, typed: 0 };
    pub const DAYS: Unit = Unit { cases: 0, days: 1, typed: 0 };
    pub const TYPED: Unit = Unit { cases: 0, days: 0, typed: 1 };

    pub fn of(indicator: Indicator) -> Unit {
        match indicator.definition().measured {
            Measured::Count(_) => Unit::CASES,
            Measured::Rate { .. } => Unit::RATIO,
            Measured::Median(_) | Measured::NinetiethPercentile(_) => Unit::DAYS,
        }
    }

    fn plus(self, other: Unit, sign: i8) -> Unit {
        let sum = |a: i8, b: i8| a.saturating_add(b.saturating_mul(sign));
        Unit {
            cases: sum(self.cases, other.cases),
            days: sum(self.days, other.days),
            typed: sum(self.typed, other.typed),
        }
    }

    /// « des dossiers », « une part ».
    const fn said(self) -> &'static str {
        match self {
            Unit::RATIO => "une part",
            Unit::CASES => "des dossiers",
            Unit::DAYS => "des jours",
            Unit::TYPED => "un nombre saisi",
            _ => "un quotient",
        }
    }
}

/// The unit of the result; a number written in the formula goes with anything.
pub(super) fn check(expression: &Expression, names: &Names) -> Result<Unit, Mistake> {
    Ok(unit(expression, names)?.unwrap_or(Unit::RATIO))
}

fn unit(expression: &Expression, names: &Names) -> Result<Option<Unit>, Mistake> {
    let (operation, left, right) = match expression {
        Expression::Number(..) => return Ok(None),
        Expression::Subject(subject, _) => return Ok(names.of(subject).map(|name| name.unit)),
        Expression::Of(operation, left, right) => (*operation, left, right),
    };
    let (a, b) = (unit(left, names)?, unit(right, names)?);
    match (operation, a, b) {
        (Operation::Plus | Operation::Minus, Some(a), Some(b)) if a != b => {
            let (verb, link) = if operation == Operation::Plus { ("ajouter", "à") } else { ("retrancher", "de") };
            let (what, from) = (b.said(), linked(link, a.said()));
            let why = format!("On ne peut pas {verb} {what} {from}. Faites deux indicateurs.");
            Err(Mistake::new(expression.at(), why))
        }
        (Operation::Plus | Operation::Minus, a, b) => Ok(a.or(b)),
        (Operation::Times, a, b) => Ok(both(a, b, 1)),
        (Operation::Over, a, b) => Ok(both(a, b, -1)),
    }
}

fn both(a: Option<Unit>, b: Option<Unit>, sign: i8) -> Option<Unit> {
    if a.is_none() && b.is_none() {
        return None;
    }
    Some(a.unwrap_or_default().plus(b.unwrap_or_default(), sign))
}

/// « à des dossiers », « de dossiers », « d’une part ».
fn linked(link: &str, said: &str) -> String {
    match (link, said.strip_prefix("des ")) {
        ("de", Some(plural)) => format!("de {plural}"),
        ("de", None) => format!("d’{said}"),
        _ => format!("{link} {said}"),
    }
}
