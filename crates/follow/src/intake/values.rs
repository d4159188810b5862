//! Short coded values: sex, postcode, school, e-mail, yes or no, identifiers, names in one cell.

use matching::{Ine, fold};

use super::text::says_nothing;
use crate::youths::Sex;

/// 1/2, M/F, H/F, G/F, « Masculin », « Mme »… `None` when the text says none of them.
#[must_use]
pub fn sex(text: &str) -> Option<Sex> {
    match fold(text).as_str() {
        "1" | "m" | "h" | "g" | "masculin" | "masc" | "homme" | "garcon" | "monsieur" | "mr" | "male" | "01" => {
            Some(Sex::Male)
        }
        "2" | "f" | "feminin" | "fem" | "femme" | "fille" | "madame" | "mademoiselle" | "mme" | "mlle" | "female"
        | "02" => Some(Sex::Female),
        _ => None,
    }
}

/// Five digits; `1000` has lost its zero, `F-29200 Brest Cedex` says more than asked.
#[must_use]
pub fn postcode(text: &str) -> Option<String> {
    let mut groups = text.split(|c: char| !c.is_ascii_digit()).filter(|group| !group.is_empty());
    let (first, second) = (groups.next()?, groups.next());
    let digits = match (first.len(), second) {
        (4 | 5, _) => first.to_owned(),
        // « 29 200 »
        (1 | 2, Some(rest)) if rest.len() == 3 => format!("{first}{rest}"),
        _ => return None,
    };
    let code = format!("{digits:0>5}");
    (code.as_str() >= "01000" && code.as_str() < "99000").then_some(code)
}

/// Code of a commune: `29019`, `2A004`.
#[must_use]
pub fn commune_code(text: &str) -> Option<String> {
    let code = text.trim().to_ascii_uppercase();
    let code =
        if code.len() == 4 && code.bytes().all(|byte| byte.is_ascii_digit()) { format!("0{code}") } else { code };
    let mut bytes = code.bytes();
    let fits = code.len() == 5
        && bytes.next().is_some_and(|byte| byte.is_ascii_digit())
        && bytes.next().is_some_and(|byte| byte.is_ascii_digit() || matches!(byte, b'A' | b'B'))
        && bytes.all(|byte| byte.is_ascii_digit());
    fits.then_some(code)
}

/// Seven digits and a letter; people forget the first zero.
#[must_use]
pub fn uai(text: &str) -> Option<String> {
    let code: String =
        text.chars().filter(|c| !c.is_whitespace() && *c != '-').collect::<String>().to_ascii_uppercase();
    let digits = code.get(..code.len().checked_sub(1)?)?;
    let letter = code.chars().last()?;
    let fits = matches!(digits.len(), 6 | 7)
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && letter.is_ascii_uppercase();
    fits.then(|| format!("{digits:0>7}{letter}"))
}

/// An address with one @ and a dot after it, in lower case; `mailto:`, spaces and a final full stop forgiven.
#[must_use]
pub fn email(text: &str) -> Option<String> {
    let text = text.trim().trim_start_matches("mailto:").trim_end_matches(['.', ';', ',']).to_lowercase();
    let (local, domain) = text.split_once('@')?;
    let odd = |c: char| {
        c.is_whitespace() || c.is_control() || matches!(c, '@' | ',' | ';' | '<' | '>' | '(' | ')' | '"' | ':')
    };
    let (name, ending) = domain.rsplit_once('.')?;
    let fits = !local.is_empty()
        && !name.is_empty()
        && ending.len() >= 2
        && !local.contains(odd)
        && !domain.contains(odd)
        && !domain.contains("..");
    fits.then_some(text)
}

/// O/N, « Oui », 1/0, X… `None` when unclear.
#[must_use]
pub fn yes_or_no(text: &str) -> Option<bool> {
    match fold(text).split(' ').next().unwrap_or("") {
        "o" | "oui" | "1" | "x" | "vrai" | "true" | "yes" | "y" | "v" => Some(true),
        "n" | "non" | "0" | "faux" | "false" | "no" => Some(false),
        _ => None,
    }
}

/// An INE as read: valid, or why not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IneRead {
    Nothing,
    Valid(Ine),
    /// Letters O and I stood among the digits.
    Mended(Ine),
    /// A filler (`_`, `*`, `?`) stands for characters that were not read.
    Incomplete,
    /// Not eleven characters.
    WrongLength(usize),
    UnknownForm,
    /// `1,23E+10`
    Scientific,
}

/// Reads one identifier.
#[must_use]
pub fn ine(text: &str) -> IneRead {
    let kept: String = text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '.' | '-' | '/')).collect();
    if kept.is_empty() || says_nothing(text) || kept.bytes().all(|byte| matches!(byte, b'0' | b'_' | b'*')) {
        return IneRead::Nothing;
    }
    if kept.contains("E+") || kept.contains("e+") {
        return IneRead::Scientific;
    }
    if let Ok(ine) = Ine::parse(&kept) {
        return IneRead::Valid(ine);
    }
    if let Some(ine) = Ine::parse_with_misread_digits(&kept) {
        return IneRead::Mended(ine);
    }
    match kept.chars().count() {
        _ if kept.contains(['_', '*', '?']) => IneRead::Incomplete,
        11 => IneRead::UnknownForm,
        other => IneRead::WrongLength(other),
    }
}

/// Words that begin a last name and do not make one.
const PARTICLES: &[&str] =
    &["le", "la", "les", "de", "du", "des", "el", "al", "ben", "ait", "van", "von", "di", "da", "dos", "saint"];

/// « LE GOFF Yanis », « LE GOFF, Yanis » → last name, first name. The last name is what stands in capitals, else the
/// first word; `sure` is false when that was a guess.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SplitName {
    pub last: String,
    pub first: String,
    pub sure: bool,
}

#[must_use]
pub fn split_name(text: &str) -> SplitName {
    if let Some((last, first)) = text.split_once(',') {
        return SplitName { last: last.trim().to_owned(), first: first.trim().to_owned(), sure: true };
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let capital = |word: &str| word.chars().any(char::is_alphabetic) && !word.chars().any(char::is_lowercase);
    let capitals = words.iter().filter(|word| capital(word)).count();
    let leading = words.iter().take_while(|word| capital(word)).count();
    let trailing = words.iter().rev().take_while(|word| capital(word)).count();
    let join = |words: &[&str]| words.join(" ");
    if capitals > 0 && capitals < words.len() {
        if leading == capitals {
            let (last, first) = words.split_at(leading);
            return SplitName { last: join(last), first: join(first), sure: true };
        }
        if trailing == capitals {
            let (first, last) = words.split_at(words.len() - trailing);
            return SplitName { last: join(last), first: join(first), sure: true };
        }
    }
    let particle = words.first().is_some_and(|word| PARTICLES.contains(&fold(word).as_str()));
    let of_last = if particle && words.len() > 2 { 2 } else { 1 };
    let (last, first) = words.split_at(words.len().min(of_last));
    SplitName { last: join(last), first: join(first), sure: false }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sex_is_read_in_every_shape_met() {
        for text in ["1", "M", "m.", "H", "G", "Masculin", "Monsieur", "M.", "Garçon"] {
            assert_eq!(sex(text), Some(Sex::Male), "{text}");
        }
        for text in ["2", "F", "Féminin", "Mme", "Mlle", "Fille", "MADAME"] {
            assert_eq!(sex(text), Some(Sex::Female), "{text}");
        }
        assert_eq!(sex("3"), None);
    }

    #[test]
    fn a_postcode_gets_its_zero_back() {
        assert_eq!(postcode("1000").as_deref(), Some("01000"));
        assert_eq!(postcode("29 200").as_deref(), Some("29200"));
        assert_eq!(postcode("F-29200 Brest Cedex 2").as_deref(), Some("29200"));
        assert_eq!(postcode("29200.0").as_deref(), Some("29200"));
        assert_eq!(postcode("97400").as_deref(), Some("97400"));
        for wrong in ["", "292", "292000", "Brest", "00100", "99100"] {
            assert_eq!(postcode(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn codes_of_communes_and_schools() {
        assert_eq!(commune_code("2a004").as_deref(), Some("2A004"));
        assert_eq!(commune_code("1004").as_deref(), Some("01004"));
        assert_eq!(commune_code("Brest"), None);
        assert_eq!(uai("0290099a").as_deref(), Some("0290099A"));
        assert_eq!(uai("290099A").as_deref(), Some("0290099A"));
        assert_eq!(uai("29009"), None);
        assert_eq!(uai("é"), None);
    }

    #[test]
    fn an_email_has_a_name_a_sign_and_a_domain() {
        assert_eq!(email(" Lea.Martin@Example.org. ").as_deref(), Some("lea.martin@example.org"));
        for wrong in ["lea", "lea@example", "@example.org", "a b@example.org", "a@b@c.fr", "a@.fr", "a@b..fr"] {
            assert_eq!(email(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn yes_and_no_have_many_spellings() {
        assert_eq!([yes_or_no("Oui"), yes_or_no("x"), yes_or_no("1")], [Some(true); 3]);
        assert_eq!([yes_or_no("N"), yes_or_no("non connu"), yes_or_no("0")], [Some(false); 3]);
        assert_eq!(yes_or_no("peut-être"), None);
    }

    #[test]
    fn an_ine_of_a_wrong_form_says_why() {
        assert_eq!(ine("081 204 773 hb"), IneRead::Valid(Ine::parse("081204773HB").unwrap()));
        assert_eq!(ine("O81204773HB"), IneRead::Mended(Ine::parse("081204773HB").unwrap()));
        assert_eq!(ine("080514237K"), IneRead::WrongLength(10));
        assert_eq!(ine("0805142_37K"), IneRead::Incomplete);
        assert_eq!(ine("ABCDEFGHJKL"), IneRead::UnknownForm);
        assert_eq!(ine("8,05E+09"), IneRead::Scientific);
        assert_eq!(ine("00000000000"), IneRead::Nothing);
        assert_eq!(ine("néant"), IneRead::Nothing);
    }

    #[test]
    fn a_name_in_one_cell_is_split_at_its_capitals() {
        let split = |text| {
            let name = split_name(text);
            (name.last, name.first, name.sure)
        };
        assert_eq!(split("LE GOFF Yanis"), ("LE GOFF".into(), "Yanis".into(), true));
        assert_eq!(split("Yanis LE GOFF"), ("LE GOFF".into(), "Yanis".into(), true));
        assert_eq!(split("Le Goff, Yanis"), ("Le Goff".into(), "Yanis".into(), true));
        assert_eq!(split("MARTIN LEA"), ("MARTIN".into(), "LEA".into(), false));
        assert_eq!(split("Le Goff Yanis"), ("Le Goff".into(), "Yanis".into(), false));
        assert_eq!(split("MARTIN"), ("MARTIN".into(), "".into(), false));
    }
}
