//! Which commune does a line of a list mean? A name and a postcode, as people write them.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::geography::{self, Commune, by_code, communes, districts, former};
use super::names::{self, Spelling};

/// A commune that bears a name, and whether it still does.
#[derive(Clone, Copy)]
struct Bearer {
    commune: &'static Commune,
    bears_it_today: bool,
}

#[derive(Default)]
struct Index {
    by_name: HashMap<String, Vec<Bearer>>,
    by_bare_name: HashMap<String, Vec<Bearer>>,
}

static INDEX: LazyLock<Index> = LazyLock::new(|| {
    let mut index = Index::default();
    for commune in communes().filter(|commune| commune.city.is_none()) {
        index.add(commune.name, Bearer { commune, bears_it_today: true });
    }
    for former in former() {
        if let (Some(name), Some(commune)) = (former.name, by_code(former.today)) {
            index.add(name, Bearer { commune, bears_it_today: false });
        }
    }
    index
});

static BY_POSTCODE: LazyLock<HashMap<&'static str, Vec<&'static Commune>>> = LazyLock::new(|| {
    let mut by_postcode: HashMap<_, Vec<_>> = HashMap::new();
    for commune in geography::bricks() {
        for postcode in &commune.postcodes {
            by_postcode.entry(*postcode).or_default().push(commune);
        }
    }
    by_postcode
});

impl Index {
    fn add(&mut self, name: &str, bearer: Bearer) {
        let full = Spelling::read(name).name;
        // « Château-Chinon (Ville) » is called « Château-Chinon » too.
        let short = name.split_once(" (").map(|(short, _)| Spelling::read(short).name);
        for name in std::iter::once(full).chain(short) {
            add_once(self.by_bare_name.entry(names::bare(&name)).or_default(), bearer);
            add_once(self.by_name.entry(name).or_default(), bearer);
        }
    }
}

/// A former name equal to today's adds nothing.
fn add_once(bearers: &mut Vec<Bearer>, bearer: Bearer) {
    if bearers.iter().all(|known| known.commune.code != bearer.commune.code) {
        bearers.push(bearer);
    }
}

/// The commune that a line of a list means; none when it is unknown, or when several fit equally.
///
/// - `name` as written: « ST-RENAN », « BREST CEDEX 9 », « PARIS 12 », « MANS (LE) », « 29200 BREST ».
/// - `postcode` chooses among those of the same name; an unknown one (CEDEX) chooses by its département.
///   A name that lies in another département than its postcode is a contradiction: none.
/// - `department` (`29`) is where the list comes from: it chooses only when no postcode says better.
/// - Without a name, a postcode that serves one commune only is enough.
///
/// In Paris, Lyon and Marseille the answer is the municipal arrondissement when name or postcode tells it, else the city.
#[must_use]
pub fn find(name: &str, postcode: Option<&str>, department: Option<&str>) -> Option<&'static Commune> {
    let spelling = Spelling::read(name);
    let postcode = postcode.and_then(clean_postcode).or_else(|| spelling.postcode.clone());
    if spelling.name.is_empty() {
        let serves: &[_] = postcode.and_then(|code| BY_POSTCODE.get(code.as_str())).map(Vec::as_slice)?;
        return if let [only] = serves { Some(only) } else { None };
    }
    let department = spelling.department.as_deref().or(department);
    let found = |bearers: Option<&Vec<Bearer>>| choose(bearers?, postcode.as_deref(), department);
    let commune =
        found(INDEX.by_name.get(&spelling.name)).or_else(|| found(INDEX.by_bare_name.get(&spelling.bare())))?;
    Some(district(commune, spelling.district, postcode.as_deref()).unwrap_or(commune))
}

/// The communes (and municipal arrondissements) that a postcode serves.
#[must_use]
pub fn served_by(postcode: &str) -> &'static [&'static Commune] {
    let serves = clean_postcode(postcode).and_then(|code| BY_POSTCODE.get(code.as_str()));
    serves.map(Vec::as_slice).unwrap_or_default()
}

/// Five digits out of « 29 200 », « F-29200 » or « 1400 », whose first zero a spreadsheet dropped.
#[must_use]
pub fn clean_postcode(text: &str) -> Option<String> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    (4..=5).contains(&digits.len()).then(|| format!("{digits:0>5}"))
}

fn choose(bearers: &[Bearer], postcode: Option<&str>, department: Option<&str>) -> Option<&'static Commune> {
    if let Some(postcode) = postcode {
        let served: Vec<_> = bearers.iter().filter(|bearer| bearer.commune.is_served_by(postcode)).collect();
        if !served.is_empty() {
            return only(&served);
        }
        let near: Vec<_> = bearers.iter().filter(|bearer| is_in(bearer.commune.department, postcode)).collect();
        return only(&near);
    }
    if let Some(department) = department {
        let near: Vec<_> = bearers.iter().filter(|bearer| bearer.commune.department == department).collect();
        if !near.is_empty() {
            return only(&near);
        }
    }
    only(&bearers.iter().collect::<Vec<_>>())
}

/// The only one that bears the name today; failing any, the only one that bore it.
fn only(bearers: &[&Bearer]) -> Option<&'static Commune> {
    let mut today = bearers.iter().filter(|bearer| bearer.bears_it_today);
    match (today.next(), today.next(), bearers) {
        (Some(one), None, _) | (None, _, [one]) => Some(one.commune),
        _ => None,
    }
}

/// Whether a postcode is one of a département: 20000–20199 is Corse-du-Sud, three digits tell overseas.
fn is_in(department: &str, postcode: &str) -> bool {
    match department {
        "2A" => postcode.starts_with("200") || postcode.starts_with("201"),
        "2B" => postcode.starts_with("202") || postcode.starts_with("206"),
        other => postcode.starts_with(other),
    }
}

/// The arrondissement of a city that the number or the postcode tells; none when they contradict each other.
fn district(city: &Commune, number: Option<u8>, postcode: Option<&str>) -> Option<&'static Commune> {
    let all = districts(city);
    let by_number = number.and_then(|number| all.get(usize::from(number).checked_sub(1)?));
    let by_postcode = postcode.and_then(|postcode| all.iter().find(|district| district.is_served_by(postcode)));
    match (by_number, by_postcode) {
        (Some(one), Some(other)) => (one.code == other.code).then_some(one),
        (one, other) => one.or(other).copied(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(name: &str, postcode: &str) -> Option<&'static str> {
        find(name, Some(postcode).filter(|postcode| !postcode.is_empty()), None).map(|commune| commune.code)
    }

    #[test]
    fn every_commune_of_france_is_found_by_its_own_name_and_postcode() {
        let mut lost = vec![];
        for commune in communes() {
            for postcode in &commune.postcodes {
                for name in [commune.name.to_owned(), matching::fold(commune.name).to_uppercase()] {
                    let found = find(&name, Some(postcode), None);
                    // The city whole is found by the arrondissement that its postcode tells.
                    let expected = found.is_some_and(|f| f.code == commune.code || f.city == Some(commune.code));
                    if !expected {
                        lost.push(format!("{} {name} {postcode}", commune.code));
                    }
                }
            }
        }
        assert!(lost.is_empty(), "{} lost: {:?}", lost.len(), lost.iter().take(20).collect::<Vec<_>>());
    }

    #[test]
    fn capitals_accents_hyphens_and_abbreviations_do_not_matter() {
        assert_eq!(code("PLOUZANE", "29280"), Some("29212"));
        assert_eq!(code("landéda", "29870"), Some("29101"));
        assert_eq!(code("ST RENAN", "29290"), Some("29260"));
        assert_eq!(code("FERTE BERNARD", "72400"), Some("72132"), "an article forgotten");
        assert_eq!(code("L’Hôpital-Camfrout", "29460"), Some("29080"), "an article too many");
        assert_eq!(code("PLOUGASTEL DAOULAS", "29470"), Some("29189"));
        assert_eq!(code("MANS (LE)", "72000"), Some("72181"));
        assert_eq!(code("LE MANS", ""), Some("72181"));
        assert_eq!(code("SAINTBRIEUC", "22000"), Some("22278"));
        assert_eq!(code("CHALONS SUR SAONE", "71100"), None, "another name, not another spelling");
        assert_eq!(code("CHALON S/SAONE", "71100"), Some("71076"));
    }

    #[test]
    fn a_cedex_address_is_in_the_department_of_its_postcode() {
        assert_eq!(code("BREST CEDEX 9", "29609"), Some("29019"));
        assert_eq!(code("SAINT-DENIS CEDEX 9", "97489"), Some("97411"));
        assert_eq!(code("ST DENIS CEDEX", "93205"), Some("93066"));
        assert_eq!(code("AJACCIO CEDEX 1", "20181"), Some("2A004"));
    }

    #[test]
    fn the_arrondissement_of_a_city_comes_from_its_number_or_its_postcode() {
        assert_eq!(code("PARIS 12", ""), Some("75112"));
        assert_eq!(code("PARIS", "75012"), Some("75112"));
        assert_eq!(code("PARIS", "75116"), Some("75116"));
        assert_eq!(code("PARIS CEDEX 12", "75592"), Some("75112"));
        assert_eq!(code("MARSEILLE 3E", "13003"), Some("13203"));
        assert_eq!(code("Lyon 3ème Arrondissement", ""), Some("69383"));
        assert_eq!(code("PARIS", ""), Some("75056"));
        assert_eq!(code("MARSEILLE CEDEX 20", "13233"), Some("13055"), "there is no 20th in Marseille");
        assert_eq!(code("PARIS 12", "75011"), Some("75056"), "they contradict each other: only the city is sure");
    }

    #[test]
    fn among_communes_of_one_name_postcode_then_department_choose() {
        assert_eq!(code("SAINT-DENIS", "93200"), Some("93066"));
        assert_eq!(code("SAINT-DENIS", "97400"), Some("97411"));
        assert_eq!(code("SAINT-DENIS", ""), None);
        assert_eq!(find("Saint-Denis", None, Some("974")).unwrap().code, "97411");
        assert_eq!(find("Saint-Denis (93)", None, Some("974")).unwrap().code, "93066");
        assert_eq!(find("Brest", None, Some("974")).unwrap().code, "29019", "a unique name needs no département");
    }

    #[test]
    fn a_former_commune_is_found_by_its_name_and_the_one_that_bears_it_today_comes_first() {
        assert_eq!(code("Guipronvel", "29290"), Some("29076"), "Milizac-Guipronvel since 2017");
        assert_eq!(code("BRIGNOGAN PLAGES", "29890"), Some("29021"), "Plounéour-Brignogan-Plages since 2017");
    }

    #[test]
    fn a_name_and_a_postcode_of_two_departments_are_a_contradiction() {
        assert_eq!(code("BREST", "35000"), None);
        assert_eq!(code("NULLE-PART", "29200"), None);
        assert_eq!(code("DRÔLE DE VILLE", ""), None);
    }

    #[test]
    fn a_postcode_alone_is_enough_when_it_serves_one_commune() {
        assert_eq!(code("", "29200"), Some("29019"));
        assert_eq!(code(" ", "29290"), None, "several communes");
        assert_eq!(code("29200 BREST", ""), Some("29019"));
        assert_eq!(code("", ""), None);
        assert!(served_by("29290").iter().any(|commune| commune.name == "Saint-Renan"));
        assert!(served_by("00000").is_empty());
    }

    #[test]
    fn a_postcode_is_cleaned_of_what_spreadsheets_do_to_it() {
        assert_eq!(clean_postcode("29 200").as_deref(), Some("29200"));
        assert_eq!(clean_postcode("F-29200").as_deref(), Some("29200"));
        assert_eq!(clean_postcode("1400").as_deref(), Some("01400"));
        assert_eq!(clean_postcode("292000"), None);
        assert_eq!(clean_postcode("inconnu"), None);
        assert_eq!(code("L'ABERGEMENT CLEMENCIAT", "1400"), Some("01001"));
    }

    #[test]
    fn nonsense_is_nowhere() {
        let endless = "BREST ".repeat(2_000);
        for text in [
            "(",
            ")",
            "()",
            "(29)",
            "/",
            "s/",
            "CEDEX",
            "CEDEX 9",
            "12",
            "12345",
            "1 er",
            "\u{301}",
            "=1+1",
            "<b>BREST</b>",
            &endless,
        ] {
            assert!(find(text, None, None).is_none(), "{text}");
        }
    }
}
