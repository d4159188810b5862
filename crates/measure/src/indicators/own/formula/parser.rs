//! Recursive descent: sums of products of parts. Each mistake says its place.
use super::lexer::{self, Lexeme, Placed};
use super::{Computed, Expression, Mistake, Names, Operation, Subject, Unit, units};
use std::ops::Range;

/// A formula that makes sense.
#[derive(Clone, Debug, PartialEq)]
pub struct Formula {
    pub expression: Expression,
    /// What the result counts in.
    pub unit: Unit,
}

impl Formula {
    /// As it is kept: each indicator by its code, so that a new label changes nothing.
    pub fn kept(&self) -> String {
        self.expression.write(&|subject| subject.code().to_owned())
    }

    /// As people read it: each indicator by its French word.
    pub fn written(&self, names: &Names) -> String {
        self.expression.write(&|subject| names.word(subject))
    }
}

/// Reads a formula.
///
/// # Errors
/// The first mistake, with its place and, when one is at hand, its correction.
pub fn parse(text: &str, names: &Names) -> Result<Formula, Mistake> {
    let lexemes = lexer::read(text)?;
    if lexemes.is_empty() {
        return Err(Mistake::new(
            0..text.len(),
            "Écrivez une formule, par exemple «\u{202f}contactés ÷ confirmés\u{202f}».",
        ));
    }
    let mut parser = Parser { text, names, lexemes, next: 0, depth: 0 };
    let expression = parser.sum()?;
    if let Some(extra) = parser.peek() {
        return Err(parser.unexpected(&extra.clone()));
    }
    if expression.subjects().is_empty() {
        let why = "Cette formule ne nomme aucun indicateur\u{a0}: elle vaudrait le même nombre partout.";
        return Err(Mistake::new(0..text.len(), why));
    }
    let unit = units::check(&expression, names)?;
    zero_below(&expression, names)?;
    Ok(Formula { expression, unit })
}

/// Brackets inside brackets.
const DEEPEST: usize = 30;

struct Parser<'a> {
    text: &'a str,
    names: &'a Names,
    lexemes: Vec<Placed>,
    next: usize,
    depth: usize,
}

impl Parser<'_> {
    fn peek(&self) -> Option<&Placed> {
        self.lexemes.get(self.next)
    }

    fn take_if(&mut self, wanted: &[(Lexeme, Operation)]) -> Option<Operation> {
        let found = self.peek()?;
        let (_, operation) = wanted.iter().find(|(lexeme, _)| *lexeme == found.lexeme)?;
        self.next += 1;
        Some(*operation)
    }

    fn sum(&mut self) -> Result<Expression, Mistake> {
        let mut left = self.product()?;
        let signs = [(Lexeme::Plus, Operation::Plus), (Lexeme::Minus, Operation::Minus)];
        while let Some(operation) = self.take_if(&signs) {
            let right = self.product()?;
            left = Expression::Of(operation, Box::new(left), Box::new(right));
        }
        Ok(left)
    }

    fn product(&mut self) -> Result<Expression, Mistake> {
        let mut left = self.part()?;
        let signs = [(Lexeme::Times, Operation::Times), (Lexeme::Over, Operation::Over)];
        while let Some(operation) = self.take_if(&signs) {
            let right = self.part()?;
            left = Expression::Of(operation, Box::new(left), Box::new(right));
        }
        Ok(left)
    }

    fn part(&mut self) -> Result<Expression, Mistake> {
        let Some(found) = self.peek().cloned() else { return Err(self.missing()) };
        match found.lexeme {
            Lexeme::Number(n) => {
                self.next += 1;
                Ok(Expression::Number(n, found.at))
            }
            Lexeme::Name(ref name) if self.is_rate(name) => self.rate(),
            Lexeme::Name(ref name) => {
                self.next += 1;
                Ok(Expression::Subject(self.resolve(name, found.at.clone())?, found.at))
            }
            Lexeme::Open => {
                self.next += 1;
                let inner = self.inside()?;
                self.close(&found.at, Lexeme::Close)?;
                Ok(inner)
            }
            _ => Err(self.unexpected(&found)),
        }
    }

    /// « taux(contactés ; confirmés) »: the first among the second.
    fn rate(&mut self) -> Result<Expression, Mistake> {
        self.next += 1;
        let open = self.lexemes[self.next].at.clone();
        self.next += 1;
        let above = self.inside()?;
        if !matches!(self.peek(), Some(Placed { lexeme: Lexeme::Semicolon, .. })) {
            let at = self.peek().map_or(self.text.len()..self.text.len(), |found| found.at.clone());
            let why = "Un taux a deux parties séparées par un point-virgule\u{a0}: taux(contactés\u{a0}; confirmés).";
            return Err(Mistake::new(at, why));
        }
        self.next += 1;
        let below = self.inside()?;
        self.close(&open, Lexeme::Close)?;
        Ok(Expression::Of(Operation::Over, Box::new(above), Box::new(below)))
    }

    fn is_rate(&self, name: &str) -> bool {
        let opens = matches!(self.lexemes.get(self.next + 1), Some(Placed { lexeme: Lexeme::Open, .. }));
        opens && name.eq_ignore_ascii_case("taux")
    }

    fn inside(&mut self) -> Result<Expression, Mistake> {
        self.depth += 1;
        if self.depth > DEEPEST {
            let at = self.peek().map_or(0..self.text.len(), |found| found.at.clone());
            return Err(Mistake::new(at, "Trop de parenthèses les unes dans les autres. Faites-en deux indicateurs."));
        }
        let inner = self.sum();
        self.depth -= 1;
        inner
    }

    fn close(&mut self, open: &Range<usize>, wanted: Lexeme) -> Result<(), Mistake> {
        match self.peek() {
            Some(found) if found.lexeme == wanted => {
                self.next += 1;
                Ok(())
            }
            Some(found) => Err(self.unexpected(&found.clone())),
            None => {
                let mistake = Mistake::new(open.clone(), "Cette parenthèse n’est pas refermée.");
                let text = format!("{})", self.text.trim_end());
                let label = "Refermer la parenthèse".to_owned();
                Err(Mistake { repair: Some(super::Repair { label, text }), ..mistake })
            }
        }
    }

    fn resolve(&self, written: &str, at: Range<usize>) -> Result<Subject, Mistake> {
        if let Some(name) = self.names.find(written) {
            return match &name.refused {
                None => Ok(name.subject.clone()),
                Some(why) => Err(Mistake::new(at, why.clone())),
            };
        }
        let unknown = format!("«\u{202f}{written}\u{202f}» n’existe pas.");
        Err(match self.names.near(written) {
            Some(near) => Mistake::new(at, format!("{unknown} Le plus proche est «\u{202f}{}\u{202f}».", near.word))
                .replaced(self.text, &near.word),
            None => Mistake::new(at, format!("{unknown} Choisissez parmi les indicateurs proposés sous la formule.")),
        })
    }

    /// The formula stops where something should follow.
    fn missing(&self) -> Mistake {
        let Some(last) = self.lexemes.last() else {
            return Mistake::new(0..0, "Écrivez une formule.");
        };
        let sign = &self.text[last.at.clone()];
        let why = format!("Il manque un indicateur ou un nombre après «\u{202f}{sign}\u{202f}».");
        Mistake::new(last.at.clone(), why).replaced(self.text, "")
    }

    /// Something that cannot stand there.
    fn unexpected(&self, found: &Placed) -> Mistake {
        let written = &self.text[found.at.clone()];
        let why = match found.lexeme {
            Lexeme::Close if self.depth == 0 => {
                return Mistake::new(found.at.clone(), "Cette parenthèse n’en referme aucune.").replaced(self.text, "");
            }
            Lexeme::Number(_) | Lexeme::Name(_) | Lexeme::Open => {
                format!("Il manque un signe + − × ÷ avant «\u{202f}{written}\u{202f}».")
            }
            Lexeme::Semicolon => "Un point-virgule ne sert que dans taux(… ; …).".into(),
            _ => format!("Il manque un indicateur ou un nombre avant «\u{202f}{written}\u{202f}»."),
        };
        Mistake::new(found.at.clone(), why)
    }
}

/// Refuses what is divided by something that is zero whatever the values: « confirmés − confirmés ».
fn zero_below(expression: &Expression, names: &Names) -> Result<(), Mistake> {
    let mut wrong = None;
    expression.walk(&mut |part| {
        if let Expression::Of(Operation::Over, _, below) = part
            && wrong.is_none()
            && is_always_zero(below)
        {
            wrong = Some(below);
        }
    });
    let Some(below) = wrong else { return Ok(()) };
    let why = format!(
        "Le dénominateur vaut toujours zéro\u{a0}: {}. Le résultat serait «\u{202f}sans objet\u{202f}» partout.",
        below.write(&|subject| names.word(subject))
    );
    Err(Mistake::new(below.at(), why))
}

/// Zero for three sets of values that share nothing.
fn is_always_zero(expression: &Expression) -> bool {
    let subjects: Vec<Subject> = expression.subjects().into_iter().cloned().collect();
    [3.0_f64, 7.0, 11.0].into_iter().all(|seed| {
        let mut value = |subject: &Subject| {
            let place = subjects.iter().position(|known| known == subject).unwrap_or_default();
            Computed::Number((seed + place as f64).sqrt() + seed)
        };
        expression.evaluate(&mut value).number().is_some_and(|n| n.abs() < 1e-9)
    })
}
