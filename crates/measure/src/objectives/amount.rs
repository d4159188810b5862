use crate::indicators::{Indicator, Measured};

/// A target as a person types it: « 35,5 », « 35 % », « 1 200 », « 10 jours ».
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Amount(
    /// In the unit of [`crate::figures::Value::number`]: a rate between 0 and 1.
    pub f64,
);

const NOT_A_NUMBER: &str = "Écrivez un nombre en chiffres, par exemple";
const MOST_CASES: f64 = 10_000_000.0;
const MOST_DAYS: f64 = 3_660.0;

impl Amount {
    /// # Errors
    /// What is wrong and what to write instead, in French.
    pub fn read(indicator: Indicator, text: &str) -> Result<Amount, String> {
        match indicator.definition().measured {
            Measured::Rate { .. } => {
                let percent = number(text, &["%", "pour cent"]).ok_or_else(|| format!("{NOT_A_NUMBER} 35,5."))?;
                not_negative(percent)?;
                if percent > 100.0 {
                    return Err("Une part ne dépasse pas 100\u{202f}%.".into());
                }
                Ok(Amount(percent / 100.0))
            }
            Measured::Count(_) => {
                let count = number(text, &[]).ok_or_else(|| format!("{NOT_A_NUMBER} 120."))?;
                not_negative(count)?;
                if count.fract() != 0.0 {
                    return Err("On compte des dossiers entiers\u{a0}: écrivez un nombre sans virgule.".into());
                }
                at_most(count, MOST_CASES)
            }
            Measured::Median(_) | Measured::NinetiethPercentile(_) => {
                let days = number(text, &["jours", "jour", "j"]).ok_or_else(|| format!("{NOT_A_NUMBER} 10."))?;
                not_negative(days)?;
                at_most(days, MOST_DAYS)
            }
        }
    }

    /// As one would type it: « 35,5 », without unit.
    pub fn typed(indicator: Indicator, value: f64) -> String {
        let shown =
            if matches!(indicator.definition().measured, Measured::Rate { .. }) { value * 100.0 } else { value };
        // Two decimals at most are kept when typed, so two are enough to give them back.
        let text = format!("{shown:.2}");
        text.trim_end_matches('0').trim_end_matches('.').replace('.', ",")
    }
}

fn not_negative(n: f64) -> Result<(), String> {
    if n < 0.0 { Err("Une cible n’est pas négative\u{a0}: écrivez 0 ou plus.".into()) } else { Ok(()) }
}

fn at_most(n: f64, most: f64) -> Result<Amount, String> {
    if n > most {
        Err("Ce nombre est trop grand pour une cible\u{a0}: vérifiez les chiffres.".into())
    } else {
        Ok(Amount(n))
    }
}

/// A number written the French way: comma or point, spaces between thousands, a unit after. Two decimals are kept.
pub fn number(text: &str, units: &[&str]) -> Option<f64> {
    let text = text.trim().to_lowercase();
    let bare = units.iter().find_map(|unit| text.strip_suffix(unit)).unwrap_or(&text);
    let compact: String = bare.chars().filter(|c| !c.is_whitespace()).collect();
    let (negative, digits) = match compact.strip_prefix(['-', '−', '–']) {
        Some(rest) => (true, rest),
        None => (false, compact.strip_prefix('+').unwrap_or(&compact)),
    };
    let plain = digits.replace(',', ".");
    let (whole, decimals) = plain.split_once('.').unwrap_or((&plain, "0"));
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if !all_digits(whole) || !all_digits(decimals) {
        return None;
    }
    let value: f64 = plain.parse().ok()?;
    let kept = (value * 100.0).round() / 100.0;
    // « −0 » is 0.
    Some(if negative { 0.0 - kept } else { kept })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(code: &'static str, text: &str) -> Result<f64, String> {
        Amount::read(Indicator::of(code), text).map(|amount| amount.0)
    }

    #[test]
    fn a_rate_is_typed_in_percent_with_a_comma_or_a_point() {
        for text in ["35,5", "35.5", " 35,5 % ", "35,5\u{202f}%", "+35,50"] {
            assert_eq!(read("contact_rate", text), Ok(0.355), "{text}");
        }
        assert_eq!(read("contact_rate", "100"), Ok(1.0));
        assert_eq!(read("contact_rate", "0"), Ok(0.0));
        assert_eq!(Amount::typed(Indicator::of("contact_rate"), read("contact_rate", "-0").expect("zero")), "0");
    }

    #[test]
    fn a_count_may_have_its_thousands_apart_and_a_delay_its_unit() {
        assert_eq!(read("found_solution", "1\u{202f}200"), Ok(1200.0));
        assert_eq!(read("found_solution", "1 200"), Ok(1200.0));
        assert_eq!(read("days_to_contact", "10 jours"), Ok(10.0));
        assert_eq!(read("days_to_contact", "7,5"), Ok(7.5));
    }

    #[test]
    fn what_is_wrong_is_said_with_what_to_write() {
        for (code, text, word) in [
            ("contact_rate", "beaucoup", "35,5"),
            ("contact_rate", "1,2,3", "35,5"),
            ("contact_rate", "NaN", "35,5"),
            ("contact_rate", "1e1", "35,5"),
            ("contact_rate", "%", "35,5"),
            ("contact_rate", "100,01", "100"),
            ("contact_rate", "−5", "négative"),
            ("contact_rate", "-0,5 %", "négative"),
            ("found_solution", "12,5", "entiers"),
            ("found_solution", "12 %", "120"),
            ("found_solution", "99999999999", "trop grand"),
            ("days_to_contact", "5000", "trop grand"),
            ("days_to_contact", "-1", "négative"),
        ] {
            let refused = read(code, text).expect_err(text);
            assert!(refused.contains(word), "{code} {text}: {refused}");
        }
    }

    #[test]
    fn what_was_kept_is_given_back_as_typed() {
        for text in ["35,5", "80", "0,25", "100", "0"] {
            let indicator = Indicator::of("contact_rate");
            let kept = Amount::read(indicator, text).expect("a rate").0;
            assert_eq!(Amount::typed(indicator, kept), text);
        }
        assert_eq!(Amount::typed(Indicator::of("listed"), 1200.0), "1200");
    }
}
