//! French phone numbers, in every shape met in lists; foreign ones kept as such.

use serde::{Deserialize, Serialize};

/// A phone number: E.164 when it could be read, else as written.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Phone {
    /// `+33639985112`, or the text of the list when unreadable.
    pub number: String,
    pub readable: bool,
}

/// What a cell of phones holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PhonesRead {
    pub phones: Vec<Phone>,
    /// What is wrong, and what becomes of it.
    pub problem: Option<PhoneProblem>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PhoneProblem {
    #[error("Numéro incomplet, gardé tel quel et signalé dans le dossier.")]
    Incomplete,
    #[error(
        "Ce n’est pas un numéro de téléphone\u{202f}: le texte n’est pas repris. Ajoutez le numéro dans le dossier quand vous l’aurez."
    )]
    Words,
    #[error("Numéro manifestement fictif\u{202f}: il n’est pas repris.")]
    Fake,
    #[error(
        "Le tableur a écrit ce numéro en puissance de dix et l’a perdu. Redemandez la liste avec les numéros en texte."
    )]
    Scientific,
}

/// Reads every number of a cell.
#[must_use]
pub fn read(text: &str) -> PhonesRead {
    let text = text.trim();
    if super::text::says_nothing(text) {
        return PhonesRead::default();
    }
    if is_scientific(text) {
        return PhonesRead { phones: Vec::new(), problem: Some(PhoneProblem::Scientific) };
    }
    let mut read = PhonesRead::default();
    // « 06/12/34/56/78 » uses as dots what others use between two numbers: the whole first, then the pieces.
    if let Some(numbers) = whole(text) {
        numbers.iter().for_each(|number| read.add(number));
        return read;
    }
    for piece in text.split(|c: char| c.is_alphabetic() || matches!(c, '/' | ';' | ',' | ':' | '|' | '\n' | '&')) {
        match whole(piece) {
            Some(numbers) => numbers.iter().for_each(|number| read.add(number)),
            // A stray digit (« tél 2 ») is no number.
            None if count_digits(piece) >= 4 => {
                read.phones
                    .push(Phone { number: super::text::shorten(&super::text::clean(piece), 40), readable: false });
                read.problem = Some(PhoneProblem::Incomplete);
            }
            None => {}
        }
    }
    if read.phones.is_empty() && read.problem.is_none() {
        read.problem = Some(PhoneProblem::Words);
    }
    read
}

impl PhonesRead {
    fn add(&mut self, number: &str) {
        if is_fake(number) {
            self.problem = Some(PhoneProblem::Fake);
            return;
        }
        let phone = Phone { number: number.to_owned(), readable: true };
        if !self.phones.contains(&phone) {
            self.phones.push(phone);
        }
    }
}

/// `6,12E+08`
fn is_scientific(text: &str) -> bool {
    text.split_once("E+").or_else(|| text.split_once("e+")).is_some_and(|(before, after)| {
        before.starts_with(|c: char| c.is_ascii_digit()) && after.bytes().all(|byte| byte.is_ascii_digit())
    })
}

fn count_digits(text: &str) -> usize {
    text.bytes().filter(u8::is_ascii_digit).count()
}

/// The text as one number, or two glued together, in E.164.
fn whole(text: &str) -> Option<Vec<String>> {
    let text = text.trim().trim_end_matches(".0");
    let plus = text.starts_with('+') || text.starts_with("(+");
    let mut digits = String::new();
    for c in text.chars() {
        match c {
            '0'..='9' => digits.push(c),
            '+' if digits.is_empty() => {}
            ' ' | '\u{a0}' | '\u{202f}' | '.' | '-' | '‑' | '–' | '_' | '(' | ')' | '/' | ',' | '\'' | '\t' => {}
            _ => return None,
        }
    }
    if let Some(one) = number(&digits, plus) {
        return Some(vec![one]);
    }
    let (first, second) = digits.split_at_checked(10).filter(|(_, second)| second.len() == 10)?;
    Some(vec![number(first, false)?, number(second, false)?])
}

/// Digits without any sign → E.164.
fn number(digits: &str, plus: bool) -> Option<String> {
    if let Some(rest) = digits.strip_prefix("00").filter(|_| !plus) {
        return number(rest, true);
    }
    if plus {
        return match digits.strip_prefix("33") {
            Some(national) => national_number(national.strip_prefix('0').unwrap_or(national)),
            // Another country: between 8 and 15 digits, never a zero first.
            None => ((8..=15).contains(&digits.len()) && !digits.starts_with('0')).then(|| format!("+{digits}")),
        };
    }
    match digits.len() {
        10 => national_number(digits.strip_prefix('0')?),
        // The spreadsheet took it for a number and dropped the zero.
        9 => national_number(digits),
        11 => digits.strip_prefix("33").and_then(national_number),
        12 => digits.strip_prefix("330").and_then(national_number),
        _ => None,
    }
}

/// Nine digits after the zero. Overseas départements have their own country codes.
fn national_number(nine: &str) -> Option<String> {
    if nine.len() != 9 || nine.starts_with('0') {
        return None;
    }
    let country = match nine.get(..3)? {
        // 06 39 98 is set apart for fiction; the rest of 0639 is Mayotte.
        "639" if nine.starts_with("63998") => "33",
        "262" | "263" | "269" | "639" | "692" | "693" => "262",
        "590" | "690" | "691" => "590",
        "594" | "694" => "594",
        "596" | "696" | "697" => "596",
        _ => "33",
    };
    Some(format!("+{country}{nine}"))
}

/// 06 00 00 00 00, 01 23 45 67 89, 06 06 06 06 06.
fn is_fake(number: &str) -> bool {
    let tail = number.get(number.len().saturating_sub(8)..).unwrap_or(number);
    let pairs = |text: &str| {
        let mut pairs: Vec<_> = text.as_bytes().chunks(2).collect();
        pairs.dedup();
        pairs.len()
    };
    pairs(tail) == 1 || number == "+33123456789" || number == "+33612345678" || number == "+33102030405"
}

impl Phone {
    /// « 06 39 98 51 12 » for French numbers, as people read them; others with their country code.
    #[must_use]
    pub fn display(&self) -> String {
        if !self.readable {
            return self.number.clone();
        }
        let national = ["+33", "+262", "+590", "+594", "+596"].iter().find_map(|code| {
            let rest = self.number.strip_prefix(code)?;
            (rest.len() == 9).then(|| format!("0{rest}"))
        });
        match national {
            Some(ten) => ten.as_bytes().chunks(2).map(String::from_utf8_lossy).collect::<Vec<_>>().join("\u{a0}"),
            None => self.number.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(text: &str) -> Vec<String> {
        read(text).phones.into_iter().map(|phone| phone.number).collect()
    }

    #[test]
    fn one_number_is_read_in_every_shape_met() {
        for text in [
            "0639985112",
            "06 39 98 51 12",
            "06.39.98.51.12",
            "06-39-98-51-12",
            "06/39/98/51/12",
            "06,39,98,51,12",
            "639985112",
            "639985112.0",
            "+33639985112",
            "+33 6 39 98 51 12",
            "+33 (0)6 39 98 51 12",
            "0033639985112",
            "33639985112",
            "(06) 39985112",
            "06\u{a0}39\u{a0}98\u{a0}51\u{a0}12",
            "06 39 98 51 12 (mère)",
            "Port : 0639985112",
        ] {
            assert_eq!(numbers(text), ["+33639985112"], "{text}");
        }
        assert_eq!(numbers("0298445566"), ["+33298445566"]);
    }

    #[test]
    fn overseas_numbers_take_their_own_country_code() {
        assert_eq!(numbers("0692 40 11 22"), ["+262692401122"]);
        assert_eq!(numbers("+33 692 40 11 22"), ["+262692401122"], "often written so, never dialled so");
        assert_eq!(numbers("0639 01 11 22"), ["+262639011122"]);
        assert_eq!(numbers("0690401122"), ["+590690401122"]);
        assert_eq!(numbers("0694401122"), ["+594694401122"]);
        assert_eq!(numbers("0696401122"), ["+596696401122"]);
        assert_eq!(numbers("+262 692 40 11 22"), ["+262692401122"]);
        assert_eq!(numbers("+32 471 12 34 56"), ["+32471123456"]);
    }

    #[test]
    fn two_numbers_in_a_cell_are_two_numbers() {
        let two = ["+33651398112", "+33298445566"];
        for text in [
            "06 51 39 81 12 / 02 98 44 55 66",
            "0651398112 0298445566",
            "0651398112/0298445566",
            "0651398112;0298445566",
            "06.51.39.81.12 ou 02.98.44.55.66",
            "06 51 39 81 12\n02 98 44 55 66",
            "06 51 39 81 12 (mère) 02 98 44 55 66 (fixe)",
        ] {
            assert_eq!(numbers(text), two, "{text}");
        }
        assert_eq!(numbers("0651398112 / 06 51 39 81 12").len(), 1, "twice the same is once");
    }

    #[test]
    fn an_incomplete_number_is_kept_as_written() {
        let read = read("6 39 98 51");
        assert_eq!(read.phones, [Phone { number: "6 39 98 51".into(), readable: false }]);
        assert_eq!(read.problem, Some(PhoneProblem::Incomplete));
    }

    #[test]
    fn words_fakes_and_powers_of_ten_are_not_numbers() {
        assert_eq!(read("liste rouge").problem, Some(PhoneProblem::Words));
        assert_eq!(read("zéro six").problem, Some(PhoneProblem::Words));
        assert_eq!(read("06 00 00 00 00").problem, Some(PhoneProblem::Fake));
        assert_eq!(read("6,12E+08").problem, Some(PhoneProblem::Scientific));
        for empty in ["", "-", "néant", "NC"] {
            assert_eq!(read(empty), PhonesRead::default(), "{empty}");
        }
    }

    #[test]
    fn a_number_is_shown_by_pairs() {
        let shown = |text: &str| read(text).phones.first().map(Phone::display);
        assert_eq!(shown("+33651398112").unwrap(), "06\u{a0}51\u{a0}39\u{a0}81\u{a0}12");
        assert_eq!(shown("0692401122").unwrap(), "06\u{a0}92\u{a0}40\u{a0}11\u{a0}22");
    }
}
