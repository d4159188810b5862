use super::Mistake;
use std::ops::Range;

/// Signs a formula may have.
pub const LONGEST: usize = 500;

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Lexeme {
    Number(f64),
    /// One or several words: `en_solution`, `en solution`, `D29.1`.
    Name(String),
    Plus,
    Minus,
    Times,
    Over,
    Open,
    Close,
    Semicolon,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Placed {
    pub lexeme: Lexeme,
    pub at: Range<usize>,
}

/// The words and signs of a formula, in order.
pub(super) fn read(text: &str) -> Result<Vec<Placed>, Mistake> {
    if text.chars().count() > LONGEST {
        let why = format!("Cette formule dépasse {LONGEST}\u{a0}signes. Partagez-la en deux indicateurs.");
        return Err(Mistake::new(0..text.len(), why));
    }
    let mut found: Vec<Placed> = vec![];
    let mut rest = text.char_indices().peekable();
    while let Some((start, sign)) = rest.next() {
        let lexeme = match sign {
            c if c.is_whitespace() => continue,
            '+' => Lexeme::Plus,
            '-' | '−' | '–' | '—' => Lexeme::Minus,
            '×' | '*' | '·' => Lexeme::Times,
            '÷' | '/' | ':' => Lexeme::Over,
            '(' | '[' => Lexeme::Open,
            ')' | ']' => Lexeme::Close,
            ';' => Lexeme::Semicolon,
            c if c.is_ascii_digit() => {
                let end = run(text, start, |c| c.is_ascii_digit() || matches!(c, ',' | '.'));
                while rest.next_if(|(at, _)| *at < end).is_some() {}
                found.push(number(text, start..end, &mut rest)?);
                continue;
            }
            c if c.is_alphabetic() => {
                let end = run(text, start, is_of_name);
                while rest.next_if(|(at, _)| *at < end).is_some() {}
                push_name(&mut found, text, start..end);
                continue;
            }
            c => {
                let at = start..start + c.len_utf8();
                let why = format!(
                    "«\u{202f}{c}\u{202f}» n’a pas de sens dans une formule. Écrivez des indicateurs, des nombres, + − × ÷ et des parenthèses."
                );
                return Err(Mistake::new(at, why).replaced(text, ""));
            }
        };
        found.push(Placed { lexeme, at: start..start + sign.len_utf8() });
    }
    Ok(found)
}

/// Letters, figures, and what holds the parts of a name together.
fn is_of_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '.' | '’' | '\'')
}

fn run(text: &str, start: usize, keep: impl Fn(char) -> bool) -> usize {
    text[start..].find(|c| !keep(c)).map_or(text.len(), |length| start + length)
}

/// Words that follow one another are one name: « en solution ».
fn push_name(found: &mut Vec<Placed>, text: &str, at: Range<usize>) {
    if let Some(Placed { lexeme: Lexeme::Name(name), at: before }) = found.last_mut() {
        *before = before.start..at.end;
        text[before.clone()].clone_into(name);
        return;
    }
    found.push(Placed { lexeme: Lexeme::Name(text[at.clone()].to_owned()), at });
}

/// « 12 », « 12,5 », « 50 % ».
fn number(
    text: &str,
    at: Range<usize>,
    rest: &mut std::iter::Peekable<std::str::CharIndices<'_>>,
) -> Result<Placed, Mistake> {
    let written = text[at.clone()].replace(',', ".");
    let Ok(value) = written.parse::<f64>() else {
        let why = format!("«\u{202f}{}\u{202f}» n’est pas un nombre. Écrivez 12 ou 12,5.", &text[at.clone()]);
        return Err(Mistake::new(at, why));
    };
    let mut end = at.end;
    let after = text[end..].trim_start();
    if after.starts_with('%') {
        end = text.len() - after.len() + 1;
        while rest.next_if(|(at, _)| *at < end).is_some() {}
        return Ok(Placed { lexeme: Lexeme::Number(value / 100.0), at: at.start..end });
    }
    Ok(Placed { lexeme: Lexeme::Number(value), at: at.start..end })
}
