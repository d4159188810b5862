//! What one types to find a youth: pieces of names, an INE, a telephone, a birth date, the reference of a case.
use base::form::Day;
use chrono::NaiveDate;
use matching::Ine;

/// How many pieces of a name count: the others are left out.
pub const PIECES: usize = 4;
/// Fewer digits than this are no telephone.
const FEWEST_DIGITS: usize = 6;

/// The text, and what it was understood as. All must be true of a case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Search {
    /// As typed.
    pub text: String,
    /// Folded: each begins a word of the names.
    pub pieces: Vec<String>,
    pub ine: Option<String>,
    /// The last digits of a number, at most nine.
    pub phone: Option<String>,
    pub born_on: Option<NaiveDate>,
    /// In capitals.
    pub reference: Option<String>,
}

impl Search {
    pub fn read(text: &str) -> Self {
        const LONGEST: usize = 100;
        let text: String = text.trim().chars().take(LONGEST).collect();
        let mut search = Search { text: text.clone(), ..Search::default() };
        if let Ok(ine) = text.parse::<Ine>() {
            search.ine = Some(ine.to_string());
        } else if let Some(digits) = phone_digits(&text) {
            search.phone = Some(digits);
        } else if is_reference(&text) {
            search.reference = Some(text.to_uppercase());
        } else {
            for word in text.split_whitespace() {
                match word.parse::<Day>() {
                    Ok(Day(day)) => search.born_on = Some(day),
                    Err(_) => search.pieces.extend(matching::sought(word)),
                }
            }
            search.pieces.truncate(PIECES);
        }
        search
    }

    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Whether it names one youth or one case, not a set of them.
    pub fn finds_one(&self) -> bool {
        self.ine.is_some() || self.reference.is_some() || self.phone.as_ref().is_some_and(|digits| digits.len() >= 9)
    }

    /// The pattern of the nth piece, for `LIKE` over the names with a space before.
    pub fn pattern(&self, n: usize) -> Option<String> {
        self.pieces.get(n).map(|piece| format!("% {piece}%"))
    }
}

/// The digits to look for when the text is nothing but a number, whatever its shape: `06 39 98`, `+33 6 39 98 51 03`.
fn phone_digits(text: &str) -> Option<String> {
    let shaped = text
        .chars()
        .all(|c| c.is_ascii_digit() || matches!(c, ' ' | '.' | '-' | '+' | '(' | ')' | '\u{a0}' | '\u{202f}'));
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    if !shaped || text.parse::<Day>().is_ok() || digits.len() < FEWEST_DIGITS {
        return None;
    }
    let national = digits.strip_prefix("0033").or_else(|| digits.strip_prefix("33").filter(|rest| rest.len() == 9));
    let national = national.unwrap_or(&digits);
    Some(national.strip_prefix('0').unwrap_or(national).to_owned())
}

/// « 29-BREST-2026-0417 »: town, year and number after dashes.
fn is_reference(text: &str) -> bool {
    let mut parts = text.rsplit('-');
    let number = |part: Option<&str>| part.is_some_and(|p| p.len() >= 4 && p.bytes().all(|c| c.is_ascii_digit()));
    number(parts.next()) && number(parts.next()) && parts.next().is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_looked_for_by_pieces_without_accents() {
        assert_eq!(Search::read("  Léna  Le-Goff ").pieces, ["lena", "le", "goff"]);
        assert_eq!(Search::read("Guivarc’h").pieces, ["guivarc", "h"]);
        assert_eq!(Search::read("%_").pieces.len(), 1, "signs of LIKE are looked for, and found in no name");
    }

    #[test]
    fn a_number_in_any_shape_is_a_telephone() {
        for text in ["06 39 98 51 03", "0639985103", "+33 6 39 98 51 03", "0033639985103", "33639985103"] {
            assert_eq!(Search::read(text).phone.as_deref(), Some("639985103"), "{text}");
        }
        assert_eq!(Search::read("39 98 51").phone.as_deref(), Some("399851"), "part of one is enough");
        assert_eq!(Search::read("2009").phone, None);
    }

    #[test]
    fn a_birth_date_goes_with_a_name() {
        let search = Search::read("le goff 09/03/2009");
        assert_eq!(search.pieces, ["le", "goff"]);
        assert_eq!(search.born_on, NaiveDate::from_ymd_opt(2009, 3, 9));
        assert_eq!(Search::read("2009-03-09").born_on, NaiveDate::from_ymd_opt(2009, 3, 9));
    }

    #[test]
    fn an_ine_and_a_reference_are_known_by_their_shape() {
        assert_eq!(Search::read("080514237kd").ine.as_deref(), Some("080514237KD"));
        assert_eq!(Search::read("29-brest-2026-0417").reference.as_deref(), Some("29-BREST-2026-0417"));
        assert_eq!(Search::read("marie-line").reference, None);
    }
}
