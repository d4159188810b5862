use super::{NARROW_SPACE, NO_BREAK_SPACE};

/// Words that stay on the line of the number before them.
const UNITS: &[&str] = &[
    "h", "min", "an", "ans", "jour", "jours", "semaine", "semaines", "mois", "point", "points", "ligne", "lignes", "€",
    "km",
];
const MONTHS: &[&str] = &[
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
    "janv.",
    "févr.",
    "avr.",
    "juil.",
    "sept.",
    "oct.",
    "nov.",
    "déc.",
];

/// The text with French typography: ’ for the apostrophe, and the spaces that must not break where a plain one was typed.
///
/// No space is added where none was typed. Applying it twice changes nothing.
#[must_use]
pub fn fr(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let in_phone = phone_spaces(&chars);
    let mut set = String::with_capacity(text.len() + 16);
    for (n, c) in chars.iter().enumerate() {
        set.push(match c {
            '\'' => '’',
            ' ' if in_phone.contains(&n) => NO_BREAK_SPACE,
            ' ' => {
                let (before, after) = (chars.get(..n).unwrap_or_default(), chars.get(n + 1..).unwrap_or_default());
                space_between(before, after)
            }
            other => *other,
        });
    }
    set
}

fn space_between(before: &[char], after: &[char]) -> char {
    match (before.last(), after.first()) {
        (Some('«'), _) | (_, Some('»' | ';' | '!' | '?')) => NARROW_SPACE,
        (_, Some(':')) => NO_BREAK_SPACE,
        (Some(digit), Some('%' | '‰')) if digit.is_ascii_digit() => NARROW_SPACE,
        (Some(digit), _) if digit.is_ascii_digit() && starts_thousands(before, after) => NARROW_SPACE,
        (Some(digit), _) if digit.is_ascii_digit() && is_kept_with_a_number(&word(after)) => NO_BREAK_SPACE,
        (Some('r'), _) if before.ends_with(&['1', 'e', 'r']) && MONTHS.contains(&word(after).as_str()) => {
            NO_BREAK_SPACE
        }
        (Some('h'), _) if ends_with_hours(before) && digits_at_start(after) == 2 => NO_BREAK_SPACE,
        _ => ' ',
    }
}

/// `1 500`, but neither `2026 150` nor `24/11 150`: at most three digits before, that do not end something else.
fn starts_thousands(before: &[char], after: &[char]) -> bool {
    if digits_at_start(after) != 3 {
        return false;
    }
    let group = before.iter().rev().take_while(|c| c.is_ascii_digit()).count();
    let (earlier, group) = before.split_at(before.len() - group);
    let follows_a_group = matches!(earlier, [.., digit, space] if digit.is_ascii_digit() && is_space(*space));
    match group {
        ['0'] => false,
        ['0', ..] => group.len() == 3 && follows_a_group,
        _ => {
            group.len() <= 3
                && !matches!(earlier.last(), Some(',' | '.' | '/' | ':' | '-' | '_'))
                && !ends_with_letter(earlier)
        }
    }
}

fn is_kept_with_a_number(word: &str) -> bool {
    UNITS.contains(&word) || MONTHS.contains(&word)
}

/// The word the text starts with, and its full stop if it is a shortened month.
fn word(text: &[char]) -> String {
    let mut word: String = text.iter().take_while(|c| c.is_alphanumeric() || **c == '€').collect();
    let next = text.get(word.chars().count());
    if next == Some(&'.') && MONTHS.contains(&format!("{word}.").as_str()) {
        word.push('.');
    }
    word
}

/// `8 h`
fn ends_with_hours(before: &[char]) -> bool {
    matches!(before, [.., digit, space, 'h'] if digit.is_ascii_digit() && is_space(*space))
}

fn ends_with_letter(text: &[char]) -> bool {
    text.last().is_some_and(|c| c.is_alphabetic())
}

fn digits_at_start(text: &[char]) -> usize {
    text.iter().take_while(|c| c.is_ascii_digit()).count()
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | NARROW_SPACE | NO_BREAK_SPACE)
}

/// Where the spaces of telephone numbers stand: `06 39 98 51 03`, and `0 800 12 25 00` for those free of charge.
fn phone_spaces(chars: &[char]) -> Vec<usize> {
    const SHAPES: [[char; 14]; 2] = [
        ['0', '9', ' ', '9', '9', ' ', '9', '9', ' ', '9', '9', ' ', '9', '9'],
        ['0', ' ', '9', '9', '9', ' ', '9', '9', ' ', '9', '9', ' ', '9', '9'],
    ];
    let is_like = |(c, shape): (&char, &char)| if *shape == '9' { c.is_ascii_digit() } else { c == shape };
    let is_free = |c: Option<&char>| c.is_none_or(|c| !c.is_alphanumeric() && *c != '_');
    let mut spaces = Vec::new();
    for (start, window) in chars.windows(14).enumerate() {
        let stands_alone = is_free(start.checked_sub(1).and_then(|n| chars.get(n))) && is_free(chars.get(start + 14));
        if stands_alone && SHAPES.iter().any(|shape| window.iter().zip(shape).all(is_like)) {
            spaces.extend(window.iter().enumerate().filter(|(_, c)| **c == ' ').map(|(n, _)| start + n));
        }
    }
    spaces
}

#[cfg(test)]
mod tests {
    use super::fr;
    use proptest::prelude::*;

    /// Spaces made visible: `_` does not break, `~` is narrow and does not break.
    fn set(text: &str) -> String {
        fr(text).replace('\u{a0}', "_").replace('\u{202f}', "~")
    }

    #[test]
    fn punctuation_keeps_to_its_word() {
        assert_eq!(
            set("L'envoi est-il prêt ? Oui ! Attention : « trop tard » ; voilà"),
            "L’envoi est-il prêt~? Oui~! Attention_: «~trop tard~»~; voilà"
        );
    }

    #[test]
    fn numbers_keep_their_thousands_percent_and_units() {
        assert_eq!(
            set("1 500 dossiers, 12 345 678 €, 12,5 % et 3 jours"),
            "1~500 dossiers, 12~345~678_€, 12,5~% et 3_jours"
        );
        assert_eq!(set("1 000 000 et 1 000"), "1~000~000 et 1~000");
        assert_eq!(set("17 ans, 3 antennes, 2 moissons"), "17_ans, 3 antennes, 2 moissons");
    }

    #[test]
    fn numbers_that_only_follow_each_other_stay_apart() {
        for text in ["en 2026 150 dossiers", "le 24/11 150 dossiers", "0 123", "A12 345", "2,5 100"] {
            assert_eq!(set(text), text);
        }
    }

    #[test]
    fn dates_hours_and_telephones_do_not_break() {
        assert_eq!(set("le 24 novembre 2026 à 8 h 02"), "le 24_novembre 2026 à 8_h_02");
        assert_eq!(set("le 1er septembre, le 12 nov. et le 3 mai"), "le 1er_septembre, le 12_nov. et le 3_mai");
        assert_eq!(set("au 06 39 98 51 03."), "au 06_39_98_51_03.");
        assert_eq!(set("le 0 800 12 25 00 est gratuit"), "le 0_800_12_25_00 est gratuit");
        assert_eq!(set("ref 106 39 98 51 03"), "ref 106 39 98 51 03");
    }

    #[test]
    fn a_text_without_french_punctuation_is_left_alone() {
        for text in ["", " ", "Brest", "https://exemple.fr/a?b=c", "12:30", "a  b"] {
            assert_eq!(set(text), text);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(3_000))]

        #[test]
        fn setting_twice_changes_nothing_more(
            text in prop_oneof![any::<String>(), "[0-9 hers'«»;:!?%€,./\u{a0}\u{202f}janvmois-]{0,40}", "(06 39 98 51 03|0 800 12 25 00|1 500|1er|8 h 02| |mars|ans|;|0){0,12}"],
        ) {
            let once = fr(&text);
            prop_assert_eq!(fr(&once), once.clone());
            let plain = |t: &str| t.replace(['\u{a0}', '\u{202f}'], " ").replace('’', "'");
            prop_assert_eq!(plain(&once), plain(&text), "only spaces and apostrophes change");
        }
    }
}
