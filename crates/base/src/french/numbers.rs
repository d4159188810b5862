use super::{NARROW_SPACE, NO_BREAK_SPACE};

/// « 1 500 », « −3 ».
#[must_use]
pub fn number(n: i64) -> String {
    let grouped = thousands(&n.unsigned_abs().to_string());
    if n < 0 { format!("−{grouped}") } else { grouped }
}

/// « 1 234,5 », with this many digits after the comma; « – » for what is not a number.
#[must_use]
pub fn decimal(value: f64, digits: usize) -> String {
    if !value.is_finite() {
        return "–".to_owned();
    }
    let plain = format!("{:.digits$}", value.abs());
    let (whole, rest) = plain.split_once('.').unwrap_or((&plain, ""));
    let mut text = thousands(whole);
    if !rest.is_empty() {
        text.push(',');
        text.push_str(rest);
    }
    let is_zero = plain.bytes().all(|c| matches!(c, b'0' | b'.'));
    if value < 0.0 && !is_zero { format!("−{text}") } else { text }
}

/// « 12,5 % » for a ratio of 0.125.
#[must_use]
pub fn percent(ratio: f64) -> String {
    format!("{}{NARROW_SPACE}%", decimal(ratio * 100.0, 1))
}

/// « 36 % » for a ratio of 0.36: targets, and shares of so few that a decimal would pretend.
#[must_use]
pub fn percent_whole(ratio: f64) -> String {
    format!("{}{NARROW_SPACE}%", decimal(ratio * 100.0, 0))
}

/// The word that goes with `n`: in French the plural begins at two, so 0 and 1 (and −1) are singular.
#[must_use]
pub fn plural<'a>(n: i64, one: &'a str, many: &'a str) -> &'a str {
    if n.unsigned_abs() < 2 { one } else { many }
}

/// « 0 dossier », « 1 500 dossiers »: [`number`] and [`plural`] together. They may be parted at the end of a line.
#[must_use]
pub fn count(n: i64, one: &str, many: &str) -> String {
    super::fr(&format!("{} {}", number(n), plural(n, one, many)))
}

/// Overseas, the first four digits are the territory's: « 0590 12 34 56 ».
const OVERSEAS: [&str; 14] =
    ["262", "263", "269", "508", "590", "594", "596", "690", "691", "692", "693", "694", "696", "697"];
/// Countries of the numbers above whose own digits begin again with the territory: « +590 590 12 34 56 ».
const OVERSEAS_COUNTRIES: [&str; 4] = ["262", "590", "594", "596"];
/// Numbers of the Pacific and of Saint-Pierre: no national form, digits by two after the country.
const SHORT_COUNTRIES: [&str; 5] = ["508", "681", "687", "688", "689"];

/// « 06 39 98 51 03 », « 0590 12 34 56 » for a French number in any shape; anything else as it came, trimmed.
#[must_use]
pub fn phone(text: &str) -> String {
    let text = text.trim();
    let bare: String =
        text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '.' | '-' | '/' | '(' | ')')).collect();
    let abroad = bare.strip_prefix('+').or_else(|| bare.strip_prefix("00"));
    let of = |countries: &[&'static str]| {
        countries.iter().find_map(|code| abroad.and_then(|rest| rest.strip_prefix(code)).map(|rest| (*code, rest)))
    };
    let digits =
        |text: &str, lengths: &[usize]| lengths.contains(&text.len()) && text.bytes().all(|c| c.is_ascii_digit());
    let overseas = of(&OVERSEAS_COUNTRIES).map(|(_, rest)| rest.strip_prefix('0').unwrap_or(rest));
    let national = ["+330", "+33", "0033", "0"].iter().find_map(|prefix| bare.strip_prefix(prefix));
    match overseas.or(national).filter(|rest| digits(rest, &[9])) {
        Some(rest) if overseas.is_some() || OVERSEAS.iter().any(|territory| rest.starts_with(territory)) => {
            let (territory, rest) = rest.split_at(3);
            format!("0{territory}{NO_BREAK_SPACE}{}", by_two(rest))
        }
        Some(rest) => by_two(&format!("0{rest}")),
        None => match of(&SHORT_COUNTRIES) {
            Some((country, rest)) if digits(rest, &[6, 8]) => format!("+{country}{NO_BREAK_SPACE}{}", by_two(rest)),
            _ => text.to_owned(),
        },
    }
}

/// « 12 34 56 »
fn by_two(digits: &str) -> String {
    let mut grouped = String::with_capacity(digits.len() * 2);
    for (n, digit) in digits.chars().enumerate() {
        if n > 0 && n % 2 == 0 {
            grouped.push(NO_BREAK_SPACE);
        }
        grouped.push(digit);
    }
    grouped
}

fn thousands(digits: &str) -> String {
    let mut grouped = String::with_capacity(digits.len() * 2);
    for (n, digit) in digits.chars().enumerate() {
        if n > 0 && (digits.len() - n).is_multiple_of(3) {
            grouped.push(NARROW_SPACE);
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::french::fr;
    use proptest::prelude::*;

    #[test]
    fn a_number_of_overseas_keeps_the_four_digits_of_its_territory() {
        let plain = |text: &str| phone(text).replace(NO_BREAK_SPACE, " ");
        for text in ["+590590123456", "+590 590 12 34 56", "00590590123456", "0590123456", "+5900590123456"] {
            assert_eq!(plain(text), "0590 12 34 56", "{text}");
        }
        assert_eq!(plain("+262692123456"), "0692 12 34 56");
        assert_eq!(plain("+262639123456"), "0639 12 34 56", "Mayotte");
        assert_eq!(plain("+687123456"), "+687 12 34 56");
        assert_eq!(plain("+68940123456"), "+689 40 12 34 56");
        assert_eq!(plain("+33639985103"), "06 39 98 51 03");
        assert_eq!(plain("+590 1"), "+590 1");
    }

    #[test]
    fn thousands_are_parted_by_a_narrow_space() {
        assert_eq!(number(0), "0");
        assert_eq!(number(999), "999");
        assert_eq!(number(1_500), "1\u{202f}500");
        assert_eq!(number(-1_234_567), "−1\u{202f}234\u{202f}567");
        assert_eq!(number(i64::MIN), "−9\u{202f}223\u{202f}372\u{202f}036\u{202f}854\u{202f}775\u{202f}808");
    }

    #[test]
    fn decimals_follow_a_comma() {
        assert_eq!(decimal(1_234.56, 1), "1\u{202f}234,6");
        assert_eq!(decimal(2.0, 0), "2");
        assert_eq!(decimal(-0.25, 2), "−0,25");
        assert_eq!(decimal(-0.04, 1), "0,0", "no minus before zero");
        assert_eq!(decimal(999.96, 1), "1\u{202f}000,0");
        assert_eq!(decimal(f64::NAN, 1), "–");
        assert_eq!(percent(0.125), "12,5\u{202f}%");
        assert_eq!(percent_whole(0.36), "36\u{202f}%");
    }

    #[test]
    fn the_plural_begins_at_two() {
        let said = [-2, -1, 0, 1, 2, 1_500].map(|n| count(n, "dossier", "dossiers"));
        assert_eq!(
            said,
            ["−2 dossiers", "−1 dossier", "0 dossier", "1 dossier", "2 dossiers", "1\u{202f}500 dossiers"]
        );
        assert_eq!(count(3, "jour", "jours"), "3\u{a0}jours");
        assert_eq!(plural(0, "dossier", "dossiers"), "dossier");
    }

    #[test]
    fn a_french_telephone_is_read_by_pairs_and_any_other_as_it_came() {
        for text in ["0639985103", "06.39.98.51.03", "+33 6 39 98 51 03", "0033639985103", "+33 (0)6 39 98 51 03"] {
            assert_eq!(phone(text), "06\u{a0}39\u{a0}98\u{a0}51\u{a0}03", "{text}");
        }
        for text in ["", "15", "+32 470 12 34 56", "06 39 98 51", "demander Paul", "0é39985103"] {
            assert_eq!(phone(text), text);
        }
    }

    proptest! {
        #[test]
        fn numbers_are_already_set_and_can_be_read_back(n: i64, ratio in -100.0..100.0) {
            prop_assert_eq!(fr(&number(n)), number(n));
            prop_assert_eq!(fr(&percent(ratio)), percent(ratio));
            prop_assert_eq!(number(n).replace('\u{202f}', "").replace('−', "-").parse(), Ok(n));
        }
    }
}
