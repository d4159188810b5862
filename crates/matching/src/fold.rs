//! One spelling for all the ways of writing a word.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// The text without what a keyboard, a habit or a former program may have changed in it: accents removed, ligatures and
/// barred letters spelt out (œ, æ, ß, ø, ł…), lower case, punctuation turned into spaces, spaces collapsed.
///
/// Written for names and reused for every search and sort column of the program. Idempotent. Digits and letters of other
/// scripts stay.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut gap = false;
    let mut push = |letters: &str| {
        if letters.is_empty() {
            gap = true;
            return;
        }
        if gap && !folded.is_empty() {
            folded.push(' ');
        }
        gap = false;
        folded.push_str(letters);
    };
    let mut buffer = [0; 4];
    for c in decomposed(text) {
        if is_combining_mark(c) || is_invisible(c) {
            continue;
        }
        for c in c.to_lowercase().filter(|c| !is_combining_mark(*c)) {
            push(match spelt_out(c) {
                Some(letters) => letters,
                None if is_letter_or_digit(c) => c.encode_utf8(&mut buffer),
                None => "",
            });
        }
    }
    folded
}

fn decomposed(text: &str) -> Box<dyn Iterator<Item = char> + '_> {
    // Most cells of most lists are plain ASCII; decomposition would be three quarters of the time spent here.
    if text.is_ascii() { Box::new(text.chars()) } else { Box::new(text.nfkd()) }
}

/// Letters that Unicode does not decompose, as French administration and passports spell them.
fn spelt_out(c: char) -> Option<&'static str> {
    Some(match c {
        'œ' => "oe",
        'æ' => "ae",
        'ß' => "ss",
        'þ' => "th",
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' | 'ɗ' => "d",
        'ħ' => "h",
        'ı' => "i",
        'ŋ' => "n",
        'ŧ' => "t",
        'ƙ' | 'ĸ' => "k",
        'ɓ' => "b",
        'ə' => "e",
        _ => return None,
    })
}

/// Modifier letters (ʼ, ʻ, ˈ…) are letters to Unicode and apostrophes to whoever typed them.
fn is_letter_or_digit(c: char) -> bool {
    c.is_alphanumeric() && !('\u{2b0}'..='\u{2ff}').contains(&c)
}

/// Marks that leave no trace on screen: soft hyphen, zero-width spaces and joiners, byte order mark.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// The words that somebody typed to find a name, folded, for `LIKE` over folded columns: these hold letters, digits and spaces
/// alone. A word with another sign than names and addresses have (`%`, `<`, `\\`…), or without a letter, is in none of them: it
/// is given as [`NOWHERE`]. So every sign is taken as written, and no sign of `LIKE` is ever passed on.
#[must_use]
pub fn sought(text: &str) -> Vec<String> {
    const IN_NAMES: &str = "-‐‑'’ʼ.,@_+&()/";
    text.split_whitespace()
        .flat_map(|word| {
            let written =
                |c: char| is_letter_or_digit(c) || is_combining_mark(c) || is_invisible(c) || IN_NAMES.contains(c);
            let folded = fold(word);
            let folded = if word.chars().all(written) && !folded.is_empty() { &folded } else { NOWHERE };
            folded.split(' ').map(str::to_owned).collect::<Vec<_>>()
        })
        .collect()
}

/// What no folded text holds.
const NOWHERE: &str = "<";

/// The words of a name, folded, at most `MOST_PIECES`: a cell of ten thousand characters is a mistake, not a name.
pub(crate) fn pieces(text: &str) -> Vec<String> {
    fold(text).split(' ').filter(|piece| !piece.is_empty()).take(MOST_PIECES).map(str::to_owned).collect()
}

pub(crate) const MOST_PIECES: usize = 12;

/// `st`, `ste` before another word are how lists shorten `saint`, `sainte`.
pub(crate) fn unabbreviated(piece: &str, has_next: bool) -> &str {
    match piece {
        "st" if has_next => "saint",
        "ste" if has_next => "sainte",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::{NOWHERE, fold, sought};
    use proptest::prelude::*;

    #[test]
    fn accents_ligatures_and_barred_letters_fold_to_plain_letters() {
        for (written, folded) in [
            ("Éloïse", "eloise"),
            ("Zoë", "zoe"),
            ("E\u{301}loi\u{308}se", "eloise"),
            ("Cœur", "coeur"),
            ("Lætitia", "laetitia"),
            ("STRAẞE Weiß", "strasse weiss"),
            ("Søren Łukasz", "soren lukasz"),
            ("ÇA NOËL", "ca noel"),
            ("Nguyễn Đức", "nguyen duc"),
            ("İbrahim Işık", "ibrahim isik"),
            ("Ðóra Þór", "dora thor"),
        ] {
            assert_eq!(fold(written), folded, "{written}");
        }
    }

    #[test]
    fn punctuation_and_every_kind_of_space_become_one_space() {
        assert_eq!(fold("  Jean\u{2011}Pierre\u{a0} d’Ar'tagnan, (fils)  "), "jean pierre d ar tagnan fils");
        assert_eq!(fold("Plouc\u{2bc}h"), fold("Plouc'h"));
        assert_eq!(fold("…"), "");
    }

    #[test]
    fn marks_that_nobody_sees_leave_no_trace() {
        assert_eq!(fold("\u{feff}Ma\u{ad}rie\u{200b}"), "marie");
    }

    #[test]
    fn letters_of_other_scripts_and_digits_stay() {
        assert_eq!(fold("Иван 3"), "иван 3");
    }

    #[test]
    fn a_sign_that_no_name_has_is_found_nowhere() {
        assert_eq!(sought(" Le-Goff  Guivarc’h "), ["le", "goff", "guivarc", "h"]);
        assert_eq!(sought("jean_paul@exemple.fr"), ["jean", "paul", "exemple", "fr"]);
        for typed in ["%", "_", "\\", "<b>", "l%", "-", "*"] {
            assert_eq!(sought(typed), [NOWHERE], "{typed}");
        }
        assert!(sought("  ").is_empty());
        assert!(!fold(NOWHERE).contains(NOWHERE));
    }

    proptest! {
        #[test]
        fn nothing_typed_is_a_sign_of_like(text in any::<String>()) {
            prop_assert!(sought(&text).iter().all(|word| !word.contains(['%', '_', '\\'])));
        }

        #[test]
        fn folding_twice_changes_nothing(text in any::<String>()) {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once.clone());
            prop_assert!(!once.starts_with(' ') && !once.ends_with(' ') && !once.contains("  "));
        }

        #[test]
        fn capitals_do_not_matter(text in "[a-zA-Zà-öÀ-Ö' -]{0,30}") {
            prop_assert_eq!(fold(&text.to_uppercase()), fold(&text.to_lowercase()));
        }
    }
}
