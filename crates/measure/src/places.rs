//! How a territory is called in a sentence: « du Finistère », « de l’académie de Rennes », « de la PSAD de Brest ».
use base::french::of_place;
use network::territories::{Level, Territory};

/// The article of a name, when it has one that the name hides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Article {
    Le,
    La,
    Les,
    /// Before a vowel.
    L,
    None,
}

/// « Finistère », « académie de Rennes », « région académique Bretagne », « France », « PSAD de Brest »: in a sentence.
pub fn name(territory: &Territory) -> String {
    match territory.level {
        Level::Academy | Level::Region => {
            let title = territory.title();
            let mut letters = title.chars();
            letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
        }
        _ => territory.name.clone(),
    }
}

/// « le Finistère », « l’académie de Rennes », « la région académique Bretagne », « la France », « la PSAD de Brest ».
pub fn the(territory: &Territory) -> String {
    let name = name(territory);
    match article(territory) {
        Article::Le => format!("le {name}"),
        Article::La => format!("la {name}"),
        Article::Les => format!("les {name}"),
        Article::L => format!("l’{name}"),
        Article::None => name,
    }
}

/// « du Finistère », « de l’académie de Rennes », « de la région académique Bretagne », « de la France », « de la PSAD de Brest ».
pub fn of(territory: &Territory) -> String {
    let name = name(territory);
    match article(territory) {
        Article::Le => format!("du {name}"),
        Article::La => format!("de la {name}"),
        Article::Les => format!("des {name}"),
        Article::L => format!("de l’{name}"),
        Article::None => of_place(&name),
    }
}

fn article(territory: &Territory) -> Article {
    match territory.level {
        Level::Nation | Level::Region | Level::Platform => Article::La,
        Level::Academy => Article::L,
        Level::Department => of_department(territory.code.department_code().unwrap_or_default()),
    }
}

/// Those not listed are feminine, or begin with a vowel: most are named after a river.
fn of_department(code: &str) -> Article {
    const LE: &[&str] = &[
        "14", "15", "18", "25", "29", "30", "32", "39", "41", "45", "46", "47", "49", "56", "59", "62", "63", "67",
        "68", "69", "81", "82", "83", "84", "90", "94", "95",
    ];
    const LES: &[&str] = &["04", "05", "06", "08", "13", "22", "40", "64", "65", "66", "78", "79", "88", "92"];
    const L: &[&str] = &[
        "01", "02", "03", "07", "09", "10", "11", "12", "27", "28", "34", "35", "36", "37", "38", "60", "61", "89",
        "91",
    ];
    /// La Réunion carries its article; islands and Paris have none.
    const NONE: &[&str] = &["75", "974", "975", "976", "977", "978", "986"];
    match code {
        code if LE.contains(&code) => Article::Le,
        code if LES.contains(&code) => Article::Les,
        code if L.contains(&code) => Article::L,
        code if NONE.contains(&code) => Article::None,
        _ => Article::La,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use network::territories::country;

    fn of_code(code: &str) -> String {
        of(country().iter().find(|t| t.code.as_str() == code).expect(code))
    }

    #[test]
    fn every_level_is_called_with_its_article() {
        for (code, said) in [
            ("FR", "de la France"),
            ("R53", "de la région académique Bretagne"),
            ("A14", "de l’académie de Rennes"),
            ("A18", "de l’académie d’Orléans-Tours"),
            ("D29", "du Finistère"),
            ("D35", "de l’Ille-et-Vilaine"),
            ("D22", "des Côtes-d’Armor"),
            ("D33", "de la Gironde"),
            ("D75", "de Paris"),
            ("D974", "de La Réunion"),
            ("D971", "de la Guadeloupe"),
            ("D2B", "de la Haute-Corse"),
            ("D90", "du Territoire de Belfort"),
        ] {
            assert_eq!(of_code(code), said);
        }
    }

    #[test]
    fn a_platform_is_feminine() {
        let platform = Territory {
            code: "72-LE-MANS".parse().expect("a code"),
            level: Level::Platform,
            name: "PSAD du Mans".into(),
            parent: None,
        };
        assert_eq!(of(&platform), "de la PSAD du Mans");
        assert_eq!(the(&platform), "la PSAD du Mans");
    }

    #[test]
    fn a_department_whose_name_begins_with_a_vowel_is_elided_and_no_other_is() {
        for department in country().iter().filter(|t| t.level == Level::Department) {
            let vowel =
                department.name.starts_with(['A', 'E', 'I', 'O', 'U', 'Y', 'É']) || department.name == "Hérault";
            let said = of(department);
            assert_eq!(said.starts_with("de l’"), vowel && !said.starts_with("des "), "{said}");
        }
        let plural: Vec<&str> = country()
            .iter()
            .filter(|t| t.level == Level::Department && of(t).starts_with("des "))
            .map(|t| t.name.as_str())
            .collect();
        assert_eq!(
            plural,
            [
                "Alpes-de-Haute-Provence",
                "Hautes-Alpes",
                "Alpes-Maritimes",
                "Ardennes",
                "Bouches-du-Rhône",
                "Côtes-d’Armor",
                "Landes",
                "Pyrénées-Atlantiques",
                "Hautes-Pyrénées",
                "Pyrénées-Orientales",
                "Yvelines",
                "Deux-Sèvres",
                "Vosges",
                "Hauts-de-Seine",
            ]
        );
    }
}
