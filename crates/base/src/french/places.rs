/// « de Brest », « d’Auray », « du Mans », « des Sables-d’Olonne », « de La Rochelle ».
///
/// For names of towns, whose article is part of the name; a département (« du Finistère ») has one that its name hides.
#[must_use]
pub fn of_place(place: &str) -> String {
    match article(place) {
        Article::Le(rest) => format!("du {rest}"),
        Article::Les(rest) => format!("des {rest}"),
        Article::Kept if is_elided_before(place) => format!("d’{}", set(place)),
        Article::Kept => format!("de {}", set(place)),
    }
}

/// « à Brest », « au Havre », « aux Sables-d’Olonne », « à La Rochelle ». For names of towns, as [`of_place`].
#[must_use]
pub fn at_place(place: &str) -> String {
    match article(place) {
        Article::Le(rest) => format!("au {rest}"),
        Article::Les(rest) => format!("aux {rest}"),
        Article::Kept => format!("à {}", set(place)),
    }
}

enum Article {
    /// Contracts, and leaves the rest of the name.
    Le(String),
    Les(String),
    /// « La », « L’ », or none.
    Kept,
}

fn article(place: &str) -> Article {
    let after = |articles: [&str; 2]| articles.iter().find_map(|article| place.strip_prefix(article)).map(set);
    if let Some(rest) = after(["Le ", "le "]) {
        Article::Le(rest)
    } else if let Some(rest) = after(["Les ", "les "]) {
        Article::Les(rest)
    } else {
        Article::Kept
    }
}

fn set(place: &str) -> String {
    place.replace('\'', "’")
}

/// Whether « de » loses its vowel. A vowel decides, and y before a consonant. For h no rule exists: usage elides before
/// h and e, i or y (d’Hyères, d’Hennebont), not before h and a, o or u (de Haguenau, de Honfleur), but for these.
fn is_elided_before(place: &str) -> bool {
    const ELIDED: [&str; 2] = ["haubourdin", "hazebrouck"];
    const NOT_ELIDED: [&str; 1] = ["hem"];
    let lower = place.to_lowercase();
    let mut letters = lower.chars();
    let (first, second) = (letters.next().unwrap_or_default(), letters.next());
    match first {
        'h' if ELIDED.contains(&lower.as_str()) => true,
        'h' if NOT_ELIDED.contains(&lower.as_str()) => false,
        'h' => second.is_some_and(|c| "eéèêëiîïy".contains(c)),
        'y' => !second.is_some_and(is_vowel),
        other => is_vowel(other),
    }
}

fn is_vowel(c: char) -> bool {
    "aàâäáæeéèêëiîïíoôöóœuùûüú".contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_town_takes_the_preposition_it_is_given_in_speech() {
        for (place, of, at) in [
            ("Brest", "de Brest", "à Brest"),
            ("Auray", "d’Auray", "à Auray"),
            ("Évreux", "d’Évreux", "à Évreux"),
            ("Œuilly", "d’Œuilly", "à Œuilly"),
            ("Le Mans", "du Mans", "au Mans"),
            ("Le Havre", "du Havre", "au Havre"),
            ("Les Sables-d'Olonne", "des Sables-d’Olonne", "aux Sables-d’Olonne"),
            ("La Rochelle", "de La Rochelle", "à La Rochelle"),
            ("L'Haÿ-les-Roses", "de L’Haÿ-les-Roses", "à L’Haÿ-les-Roses"),
            ("Lesparre-Médoc", "de Lesparre-Médoc", "à Lesparre-Médoc"),
            ("Levallois-Perret", "de Levallois-Perret", "à Levallois-Perret"),
        ] {
            assert_eq!(of_place(place), of);
            assert_eq!(at_place(place), at);
        }
    }

    #[test]
    fn h_and_y_follow_usage() {
        let of = ["Hyères", "Hénin-Beaumont", "Hazebrouck", "Haguenau", "Honfleur", "Hem", "Yvetot", "Yutz", "Y"]
            .map(of_place);
        assert_eq!(
            of,
            [
                "d’Hyères",
                "d’Hénin-Beaumont",
                "d’Hazebrouck",
                "de Haguenau",
                "de Honfleur",
                "de Hem",
                "d’Yvetot",
                "de Yutz",
                "d’Y"
            ]
        );
    }

    #[test]
    fn an_empty_name_stays_empty() {
        assert_eq!((of_place("").as_str(), at_place("").as_str()), ("de ", "à "));
    }
}
