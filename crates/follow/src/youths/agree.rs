//! French agrees with the person: « contacté » or « contactée ».
use super::Sex;

/// The text with each `(e)` resolved: dropped for a boy, written out for a girl, left as it is when nobody said.
pub fn agreed(text: &str, sex: Option<Sex>) -> String {
    match sex {
        Some(Sex::Male) => text.replace("(e)", ""),
        Some(Sex::Female) => text.replace("(e)", "e"),
        None => text.to_owned(),
    }
}

/// « lui-même », « elle-même ».
pub const fn himself(sex: Option<Sex>) -> &'static str {
    match sex {
        Some(Sex::Male) => "lui-même",
        Some(Sex::Female) => "elle-même",
        None => "le jeune",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_participle_follows_the_sex_and_says_both_when_it_is_unknown() {
        assert_eq!(agreed("pas contacté(e)", Some(Sex::Female)), "pas contactée");
        assert_eq!(agreed("pas contacté(e)", Some(Sex::Male)), "pas contacté");
        assert_eq!(agreed("pas contacté(e)", None), "pas contacté(e)");
    }
}
