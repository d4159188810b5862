//! Texts as they come out of a cell: cleaned, never interpreted.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

/// The cell as kept: composed Unicode, control and invisible characters gone, line breaks and runs of spaces made one
/// space. HTML or a formula stays, as plain text.
#[must_use]
pub fn clean(text: &str) -> String {
    if is_clean(text) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let text: Cow<'_, str> = if text.is_ascii() { text.into() } else { text.nfc().collect::<String>().into() };
    for word in text.split(|c: char| c.is_whitespace() || is_break(c)) {
        let before = out.len();
        out.extend(word.chars().filter(|c| !c.is_control() && !is_invisible(*c)));
        if out.len() > before && before > 0 {
            out.insert(before, ' ');
        }
    }
    out
}

/// Plain ASCII, single spaces, none at the ends: nearly every cell.
fn is_clean(text: &str) -> bool {
    let mut before = b' ';
    for byte in text.bytes() {
        if !matches!(byte, b' '..=b'~') || (byte == b' ' && before == b' ') {
            return false;
        }
        before = byte;
    }
    before != b' ' || text.is_empty()
}

/// Control characters that part words; the others only soil them.
fn is_break(c: char) -> bool {
    matches!(c, '\u{1c}'..='\u{1f}' | '\u{b}' | '\u{c}')
}

/// Zero-width, soft hyphen, and the marks that turn the direction of writing.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// « - », « néant », « #N/A »… : an empty cell, said with words.
#[must_use]
pub fn says_nothing(text: &str) -> bool {
    let text = text.trim();
    // Not « sans », « na », « nan », « vide »: people bear these names.
    const WORDS: &[&str] = &[
        "",
        "neant",
        "aucun",
        "aucune",
        "nc",
        "n c",
        "nr",
        "n r",
        "n a",
        "sans objet",
        "null",
        "inconnu",
        "inconnue",
        "non renseigne",
        "non renseignee",
        "non communique",
        "non communiquee",
        "non connu",
        "non connue",
        "pas de reponse",
        "x",
        "xx",
        "xxx",
        "xxxx",
    ];
    // Most cells are longer, or hold a digit, and need no folding.
    let errors = text.starts_with('#');
    if text.len() > 24 || (!errors && text.bytes().any(|byte| byte.is_ascii_digit())) {
        return false;
    }
    let folded = matching::fold(text);
    // « #REF! », « #NOM? » are errors of a spreadsheet; NOM alone could be somebody's name.
    match folded.as_str() {
        "ref" | "valeur" | "nom" | "div 0" => errors,
        word => WORDS.contains(&word),
    }
}

/// At most `most` characters, with « … » when cut: for messages.
#[must_use]
pub fn shorten(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let mut short: String = text.chars().take(most).collect();
    short.truncate(short.trim_end().len());
    short.push('…');
    short
}

/// « 10 000 »: thousands apart, as French readers expect.
#[must_use]
pub fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push('\u{202f}');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_and_invisible_characters_leave_and_spaces_collapse() {
        assert_eq!(clean("  LE\u{a0}\u{200b}GOFF \r\n\tYa\u{0}nis\u{202e} "), "LE GOFF Yanis");
        assert_eq!(clean("e\u{301}"), "é", "accents are composed");
    }

    #[test]
    fn html_and_formulas_stay_as_they_are() {
        assert_eq!(clean("<b>Le Goff</b>"), "<b>Le Goff</b>");
        assert_eq!(clean("=HYPERLINK(\"x\")"), "=HYPERLINK(\"x\")");
    }

    #[test]
    fn an_empty_cell_can_be_said_with_words() {
        for text in ["", " - ", "Néant", "N.C.", "#N/A", "#REF!", "?", "non renseigné"] {
            assert!(says_nothing(text), "{text}");
        }
        for text in ["Nom", "Sans-Souci", "O", "Na Li"] {
            assert!(!says_nothing(text), "{text}");
        }
    }

    #[test]
    fn long_values_are_shortened_in_messages() {
        assert_eq!(shorten("abcdef", 3), "abc…");
        assert_eq!(shorten("abc", 3), "abc");
        assert_eq!(thousands(1_234_567), "1\u{202f}234\u{202f}567");
    }
}
