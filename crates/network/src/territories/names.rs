//! Names of places as lists write them: without accents, « ST » for « SAINT », « CEDEX 9 », « PARIS 12 », « MANS (LE) ».

use matching::fold;

/// What the name of a commune on a list says, once its habits of writing are read.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Spelling {
    /// Folded, abbreviations written out: « ST-POL DE LÉON CEDEX » → `saint pol de leon`.
    pub name: String,
    /// The arrondissement of a city: 12 in « PARIS 12E » and in « PARIS CEDEX 12 ».
    pub district: Option<u8>,
    /// A postcode written with the name: « 29200 BREST ».
    pub postcode: Option<String>,
    /// A département written after the name: « BREST (29) ».
    pub department: Option<String>,
}

impl Spelling {
    pub fn read(text: &str) -> Self {
        let mut spelling = Self::default();
        let (text, aside) = split_parentheses(text);
        let mut words: Vec<String> =
            fold(&write_out_slashes(&text)).split(' ').filter(|word| !word.is_empty()).map(write_out).collect();
        if let Some(aside) = aside {
            let aside = fold(&aside);
            match aside.as_str() {
                "le" | "la" | "les" | "l" => words.insert(0, aside),
                "2a" | "2b" => spelling.department = Some(aside.to_ascii_uppercase()),
                digits if digits.len() <= 3 && is_number(digits) => spelling.department = Some(aside),
                _ => words.extend(aside.split(' ').map(str::to_owned)),
            }
        }
        if let Some(at) = words.iter().position(|word| word.len() == 5 && is_number(word)) {
            spelling.postcode = Some(words.remove(at));
        }
        if let Some(at) = words.iter().skip(1).position(|word| word == "cedex" || word == "cdx") {
            spelling.district = words.get(at + 2).and_then(|word| ordinal(word));
            words.truncate(at + 1);
        }
        spelling.take_district(&mut words);
        spelling.name = words.join(" ");
        spelling
    }

    /// Numbers at the end are never a commune's: « 12 », « 3E », « 1 ER », « 12EME ARRONDISSEMENT ».
    fn take_district(&mut self, words: &mut Vec<String>) {
        while words.len() > 1 {
            let Some(last) = words.last() else { return };
            let before_is_number =
                words.len().checked_sub(2).and_then(|at| words.get(at)).is_some_and(|w| is_number(w));
            let is_suffix = before_is_number && matches!(last.as_str(), "e" | "er" | "eme" | "ieme");
            if is_suffix || matches!(last.as_str(), "arrondissement" | "arrdt" | "ardt" | "arr") {
                words.pop();
            } else if let Some(number) = ordinal(last) {
                self.district = self.district.or(Some(number));
                words.pop();
            } else {
                return;
            }
        }
    }

    /// What stays when even articles and blanks are forgotten: « LA FERTÉ-BERNARD » and « FERTE BERNARD ».
    pub fn bare(&self) -> String {
        bare(&self.name)
    }
}

/// The name without articles and blanks; of a name made of articles alone (« Les », « Le »), the name.
pub(super) fn bare(name: &str) -> String {
    let bare: String = name
        .split(' ')
        .filter(|word| !matches!(*word, "le" | "la" | "les" | "l" | "de" | "du" | "des" | "d"))
        .collect();
    if bare.is_empty() { name.to_owned() } else { bare }
}

/// « Mans (Le) » → (« Mans », « Le »). Without parentheses, or with nothing before them, the text as it is.
fn split_parentheses(text: &str) -> (String, Option<String>) {
    match text.split_once('(') {
        Some((before, after)) if !before.trim().is_empty() => {
            let inside = after.split_once(')').map_or(after, |(inside, _)| inside);
            (before.to_owned(), Some(inside.to_owned()))
        }
        _ => (text.to_owned(), None),
    }
}

/// « CHALON S/SAONE » → « CHALON sur SAONE ».
fn write_out_slashes(text: &str) -> String {
    if !text.contains('/') {
        return text.to_owned();
    }
    let spaced = format!(" {}", text.replace('-', " ").to_lowercase());
    spaced.replace(" s/", " sur ").replace(" l/", " les ")
}

fn write_out(word: &str) -> String {
    match word {
        "st" => "saint",
        "ste" => "sainte",
        "sts" => "saints",
        "stes" => "saintes",
        "nd" => "notre dame",
        "mt" => "mont",
        "gd" => "grand",
        "gde" => "grande",
        other => other,
    }
    .to_owned()
}

fn is_number(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// « 12 », « 03 », « 1er », « 3e », « 3ème » folded.
fn ordinal(word: &str) -> Option<u8> {
    let digits = word.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
    let suffix = word.get(digits.len()..)?;
    matches!(suffix, "" | "e" | "er" | "eme" | "ieme").then(|| digits.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn abbreviations_are_written_out() {
        assert_eq!(Spelling::read("ST POL-DE-LEON").name, "saint pol de leon");
        assert_eq!(Spelling::read("STE. MENEHOULD").name, "sainte menehould");
        assert_eq!(Spelling::read("CHALON S/SAONE").name, "chalon sur saone");
        assert_eq!(Spelling::read("Villeneuve-l/Avignon").name, "villeneuve les avignon");
        assert_eq!(Spelling::read("MT-DE-MARSAN").name, "mont de marsan");
    }

    #[test]
    fn an_article_put_behind_comes_back_in_front() {
        assert_eq!(Spelling::read("MANS (LE)").name, "le mans");
        assert_eq!(Spelling::read("HAY-LES-ROSES (L')").name, "l hay les roses");
    }

    #[test]
    fn the_arrondissement_of_a_city_is_read_in_all_its_spellings() {
        for text in [
            "PARIS 12",
            "Paris 12e",
            "PARIS-12",
            "PARIS 12 E",
            "Paris 12ème arrondissement",
            "PARIS 12EME ARRDT",
            "PARIS CEDEX 12",
            "PARIS 12 CEDEX",
        ] {
            let spelling = Spelling::read(text);
            assert_eq!((spelling.name.as_str(), spelling.district), ("paris", Some(12)), "{text}");
        }
        assert_eq!(Spelling::read("LYON 03").district, Some(3));
        assert_eq!(Spelling::read("Marseille 1er").district, Some(1));
    }

    #[test]
    fn a_postcode_or_a_department_written_with_the_name_is_set_apart() {
        let brest = Spelling::read("29200 BREST CEDEX 9");
        assert_eq!((brest.name.as_str(), brest.postcode.as_deref()), ("brest", Some("29200")));
        assert_eq!(Spelling::read("Brest (29)").department.as_deref(), Some("29"));
        assert_eq!(Spelling::read("Ajaccio (2A)").department.as_deref(), Some("2A"));
    }

    #[test]
    fn a_name_that_is_only_a_number_or_cedex_stays_what_it_is() {
        assert_eq!(Spelling::read("12").name, "12");
        assert_eq!(Spelling::read("CEDEX").name, "cedex");
        assert_eq!(Spelling::read("").name, "");
    }
}
