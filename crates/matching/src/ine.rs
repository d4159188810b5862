//! The national identifier of a pupil, student or apprentice (identifiant national élève, INE).

use std::fmt;

/// An INE of one of the three patterns in use. A person may hold several: one of the former kind, one of the present.
///
/// Eleven capitals and digits.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Ine([u8; 11]);

/// Which register gave the number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InePattern {
    /// Répertoire national des identifiants élèves, étudiants et apprentis, since 2018: nine digits, two letters.
    Rnie,
    /// Base élèves académique: ten digits, one letter that is a checksum.
    Bea,
    /// Apprenticeship: four digits, `A`, five digits, one letter.
    Apprenticeship,
}

/// The text has none of the three patterns. University identifiers, and numbers with a filler (`_`), end here: a line
/// keeps its other fields and gets a warning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("l’INE n’a aucune des trois formes connues")]
pub struct NotAnIne;

impl Ine {
    /// Reads an INE; case, spaces, dots and hyphens do not matter.
    ///
    /// # Errors
    /// [`NotAnIne`] when none of the three patterns fits.
    pub fn parse(text: &str) -> Result<Self, NotAnIne> {
        let ine = Self::eleven(text).ok_or(NotAnIne)?;
        ine.known_pattern().map(|_| ine).ok_or(NotAnIne)
    }

    /// What [`Ine::parse`] refuses but becomes an INE once letters `O` and `I` are read as the digits 0 and 1 where only
    /// digits can stand. To be offered with a warning, since it is a guess.
    #[must_use]
    pub fn parse_with_misread_digits(text: &str) -> Option<Self> {
        let mut ine = Self::eleven(text)?;
        for byte in ine.0.iter_mut().take(9) {
            *byte = match *byte {
                b'O' => b'0',
                b'I' => b'1',
                other => other,
            };
        }
        ine.known_pattern().map(|_| ine)
    }

    /// The register the number comes from.
    ///
    /// # Panics
    /// Never: a text without a pattern does not become an `Ine`.
    #[must_use]
    pub fn pattern(self) -> InePattern {
        self.known_pattern().expect("an Ine is only built from a text whose pattern was recognised")
    }

    /// Whether the last letter is the one the digits call for; `None` where no rule is known (only BEA numbers have one).
    ///
    /// The rule was found in one example only, so a mismatch deserves a warning and never a refusal.
    #[must_use]
    pub fn checksum_agrees(self) -> Option<bool> {
        const LETTERS: &[u8; 23] = b"ABCDEFGHJKLMNPRSTUVWXYZ";
        if self.pattern() != InePattern::Bea {
            return None;
        }
        let (digits, letter) = self.0.split_at(10);
        let remainder = digits.iter().fold(0, |rest, digit| (rest * 10 + usize::from(digit - b'0')) % LETTERS.len());
        Some(LETTERS.get(remainder) == letter.first())
    }

    /// The eleven characters.
    ///
    /// # Panics
    /// Never: only ASCII becomes an `Ine`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).expect("an Ine holds ASCII capitals and digits only")
    }

    fn eleven(text: &str) -> Option<Self> {
        let mut bytes = [0; 11];
        let mut kept = text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '.' | '-'));
        for byte in &mut bytes {
            let c = kept.next()?;
            *byte = c.is_ascii_alphanumeric().then(|| c.to_ascii_uppercase() as u8)?;
        }
        kept.next().is_none().then_some(Self(bytes))
    }

    fn known_pattern(self) -> Option<InePattern> {
        let shape = self.0.map(|byte| if byte.is_ascii_digit() { b'9' } else { b'A' });
        match &shape {
            b"999999999AA" => Some(InePattern::Rnie),
            b"9999999999A" => Some(InePattern::Bea),
            b"9999A99999A" if self.0.get(4) == Some(&b'A') => Some(InePattern::Apprenticeship),
            _ => None,
        }
    }
}

impl std::str::FromStr for Ine {
    type Err = NotAnIne;

    fn from_str(text: &str) -> Result<Self, NotAnIne> {
        Self::parse(text)
    }
}

impl fmt::Display for Ine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Ine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Ine({})", self.as_str())
    }
}

/// What two people's numbers say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum IneMatch {
    /// They share one.
    Same(Ine),
    /// They hold different numbers of one pattern, one slip of the keyboard apart.
    Close(Ine, Ine),
    /// They hold different numbers of one pattern.
    Other(Ine, Ine),
    /// One has none, or the patterns differ: a person may well hold both.
    Unknown,
}

pub(crate) fn compare(ours: &[Ine], theirs: &[Ine]) -> IneMatch {
    // The smallest shared one, whatever the order in which either side lists them.
    if let Some(shared) = ours.iter().filter(|ine| theirs.contains(ine)).min() {
        return IneMatch::Same(*shared);
    }
    ours.iter()
        .flat_map(|a| theirs.iter().map(move |b| (*a, *b)))
        .filter(|(a, b)| a.pattern() == b.pattern())
        .map(|(a, b)| (slips(a, b), a.min(b), a.max(b), a, b))
        .min()
        .map_or(
            IneMatch::Unknown,
            |(slips, _, _, a, b)| {
                if slips <= 1 { IneMatch::Close(a, b) } else { IneMatch::Other(a, b) }
            },
        )
}

fn slips(a: Ine, b: Ine) -> usize {
    rapidfuzz::distance::osa::distance(a.0, b.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ine(text: &str) -> Ine {
        Ine::parse(text).unwrap()
    }

    #[test]
    fn the_three_patterns_are_recognised_whatever_the_case_and_the_spaces() {
        assert_eq!(ine("081204773HB").pattern(), InePattern::Rnie);
        assert_eq!(ine("0494004062M").pattern(), InePattern::Bea);
        assert_eq!(ine("2019A12345C").pattern(), InePattern::Apprenticeship);
        assert_eq!(ine(" 081 204 773 hb ").as_str(), "081204773HB");
        assert_eq!(ine("081.204.773-HB"), ine("081204773HB"));
    }

    #[test]
    fn anything_else_is_refused() {
        for text in [
            "",
            "081204773H",
            "081204773HBX",
            "2019B12345C",
            "08120477_HB",
            "ABCDEFGHIJK",
            "081204773H\u{e9}",
            "٠81204773HB",
        ] {
            assert_eq!(Ine::parse(text), Err(NotAnIne), "{text}");
        }
    }

    #[test]
    fn the_checksum_is_known_for_the_former_numbers_only() {
        assert_eq!(ine("0494004062M").checksum_agrees(), Some(true));
        assert_eq!(ine("0494004062A").checksum_agrees(), Some(false));
        assert_eq!(ine("081204773HB").checksum_agrees(), None);
    }

    #[test]
    fn a_letter_o_among_the_digits_can_be_read_as_a_zero_and_nothing_more() {
        assert_eq!(Ine::parse_with_misread_digits("O812O4773HB"), Some(ine("081204773HB")));
        assert_eq!(Ine::parse_with_misread_digits("I234567890A"), Some(ine("1234567890A")));
        assert_eq!(Ine::parse_with_misread_digits("08120477_HB"), None);
    }

    #[test]
    fn numbers_of_different_patterns_do_not_contradict_each_other() {
        assert_eq!(compare(&[ine("081204773HB")], &[ine("0494004062M")]), IneMatch::Unknown);
        assert_eq!(compare(&[], &[ine("0494004062M")]), IneMatch::Unknown);
    }

    #[test]
    fn one_shared_number_is_enough_even_beside_another_that_differs() {
        let (old, new, other) = (ine("0494004062M"), ine("081204773HB"), ine("999999999ZZ"));
        assert_eq!(compare(&[new, old], &[old, other]), IneMatch::Same(old));
    }

    #[test]
    fn two_exchanged_letters_are_one_slip() {
        let (a, b) = (ine("003245988SD"), ine("003245988DS"));
        assert_eq!(compare(&[a], &[b]), IneMatch::Close(a, b));
        assert_eq!(compare(&[a], &[ine("999999999ZZ")]), IneMatch::Other(a, ine("999999999ZZ")));
    }
}
