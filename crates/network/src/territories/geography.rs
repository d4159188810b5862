//! The communes and arrondissements of France, as they are today, and the names and codes they had.
//!
//! They are part of the program: `build.rs` boils them down from the Code officiel géographique. Paris, Lyon and Marseille
//! stand there whole and by municipal arrondissement; a perimeter holds the latter.

use std::collections::HashMap;
use std::sync::LazyLock;

/// A commune, or a municipal arrondissement of Paris, Lyon or Marseille.
#[derive(Debug)]
pub struct Commune {
    /// INSEE code, five characters: `29019`, `2A004`, `75112`.
    pub code: &'static str,
    /// As on screen: « L’Haÿ-les-Roses », « Paris 12e Arrondissement ».
    pub name: &'static str,
    /// Code of its département or overseas collectivity: `29`, `2A`, `974`.
    pub department: &'static str,
    /// Code of its arrondissement; none in Mayotte and in the overseas collectivities.
    pub arrondissement: Option<&'static str>,
    /// SIREN of its grouping (EPCI; around Paris, établissement public territorial); none on four islands and overseas.
    pub grouping: Option<&'static str>,
    /// Inhabitants (population municipale).
    pub population: u32,
    /// Of a municipal arrondissement: the code of its city.
    pub city: Option<&'static str>,
    pub postcodes: Vec<&'static str>,
}

impl Commune {
    /// Whether letters for its people may bear this postcode.
    #[must_use]
    pub fn is_served_by(&self, postcode: &str) -> bool {
        self.postcodes.contains(&postcode)
    }
}

/// A territory of the State's sub-prefects.
#[derive(Debug)]
pub struct Arrondissement {
    /// Code of the département followed by a number: `291`.
    pub code: &'static str,
    pub name: &'static str,
    /// Code of its département.
    pub department: &'static str,
    /// INSEE code of the commune where the (sous-)préfecture is.
    pub seat: &'static str,
}

/// A name or a code that a commune of today took over.
#[derive(Debug)]
pub(super) struct Former {
    pub code: &'static str,
    /// Absent when only the code is known.
    pub name: Option<&'static str>,
    pub today: &'static str,
}

static COMMUNES: LazyLock<Vec<Commune>> = LazyLock::new(|| {
    include_str!(concat!(env!("OUT_DIR"), "/communes.txt"))
        .lines()
        .map(|line| {
            let [code, name, department, arrondissement, grouping, population, city, postcodes] = fields(line);
            Commune {
                code,
                name,
                department,
                arrondissement: present(arrondissement),
                grouping: present(grouping),
                population: population.parse().expect("build.rs writes a number"),
                city: present(city),
                postcodes: postcodes.split(' ').filter(|code| !code.is_empty()).collect(),
            }
        })
        .collect()
});

static FORMER: LazyLock<Vec<Former>> = LazyLock::new(|| {
    include_str!(concat!(env!("OUT_DIR"), "/former_communes.txt"))
        .lines()
        .map(|line| {
            let [code, name, today] = fields(line);
            Former { code, name: present(name), today }
        })
        .collect()
});

static ARRONDISSEMENTS: LazyLock<Vec<Arrondissement>> = LazyLock::new(|| {
    include_str!(concat!(env!("OUT_DIR"), "/arrondissements.txt"))
        .lines()
        .map(|line| {
            let [code, name, department, seat] = fields(line);
            Arrondissement { code, name, department, seat }
        })
        .collect()
});

static BY_CODE: LazyLock<HashMap<&'static str, &'static Commune>> =
    LazyLock::new(|| communes().map(|commune| (commune.code, commune)).collect());

static FORMER_BY_CODE: LazyLock<HashMap<&'static str, &'static str>> =
    LazyLock::new(|| former().map(|former| (former.code, former.today)).collect());

static CITIES: LazyLock<HashMap<&'static str, Vec<&'static Commune>>> = LazyLock::new(|| {
    let mut cities: HashMap<_, Vec<_>> = HashMap::new();
    for commune in communes() {
        if let Some(city) = commune.city {
            cities.entry(city).or_default().push(commune);
        }
    }
    cities
});

/// All communes and municipal arrondissements, in the order of the official code; the optional overseas collectivities too.
pub fn communes() -> impl Iterator<Item = &'static Commune> {
    COMMUNES.iter()
}

pub fn arrondissements() -> impl Iterator<Item = &'static Arrondissement> {
    ARRONDISSEMENTS.iter()
}

pub(super) fn former() -> impl Iterator<Item = &'static Former> {
    FORMER.iter()
}

/// The commune of an INSEE code of today or of the past; a first zero lost in a spreadsheet is forgiven.
#[must_use]
pub fn by_code(code: &str) -> Option<&'static Commune> {
    let code = format!("{:0>5}", code.trim());
    let today = || FORMER_BY_CODE.get(code.as_str()).and_then(|today| BY_CODE.get(today));
    BY_CODE.get(code.as_str()).or_else(today).copied()
}

/// The municipal arrondissements of a city, first to last; none for the other communes.
#[must_use]
pub fn districts(city: &Commune) -> &'static [&'static Commune] {
    CITIES.get(city.code).map(Vec::as_slice).unwrap_or_default()
}

/// Where people live, each once: the communes, and for Paris, Lyon and Marseille their municipal arrondissements instead of
/// the whole. This is what a perimeter is made of.
pub fn bricks() -> impl Iterator<Item = &'static Commune> {
    communes().filter(|commune| districts(commune).is_empty())
}

fn fields<const N: usize>(line: &'static str) -> [&'static str; N] {
    let mut columns = line.split('\t');
    std::array::from_fn(|_| columns.next().expect("build.rs writes every column"))
}

fn present(text: &'static str) -> Option<&'static str> {
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn the_country_has_its_communes_arrondissements_and_inhabitants() {
        let overseas = |department: &str| ["975", "977", "978", "986", "987", "988"].contains(&department);
        let inside: Vec<_> = bricks().filter(|commune| !overseas(commune.department)).collect();
        assert!((34_500..36_000).contains(&inside.len()), "{}", inside.len());
        let people: u32 = inside.iter().map(|commune| commune.population).sum();
        assert!((67_000_000..71_000_000).contains(&people), "{people}");
        let departments: HashSet<_> = inside.iter().map(|commune| commune.department).collect();
        assert_eq!(departments.len(), 101);
        assert!((325..345).contains(&arrondissements().count()));
    }

    #[test]
    fn every_commune_of_the_country_lies_in_an_arrondissement_of_its_department_save_in_mayotte() {
        let department_of: HashMap<_, _> = arrondissements().map(|a| (a.code, a.department)).collect();
        for commune in communes() {
            match commune.arrondissement {
                Some(code) => assert_eq!(department_of.get(code), Some(&commune.department), "{commune:?}"),
                None => assert!(commune.department.starts_with('9') && commune.department >= "975", "{commune:?}"),
            }
        }
    }

    #[test]
    fn every_seat_of_an_arrondissement_is_a_commune() {
        for arrondissement in arrondissements() {
            assert!(by_code(arrondissement.seat).is_some(), "{arrondissement:?}");
        }
    }

    #[test]
    fn a_code_of_the_past_leads_to_the_commune_of_today() {
        assert_eq!(by_code("29019").unwrap().name, "Brest");
        assert_eq!(by_code("29253").unwrap().name, "Brest", "Saint-Pierre-Quilbignon joined Brest in 1945");
        assert_eq!(by_code("1004").unwrap().name, "Ambérieu-en-Bugey", "the zero that a spreadsheet dropped");
        assert!(by_code("99999").is_none());
    }

    #[test]
    fn three_cities_have_arrondissements_that_replace_them_in_perimeters() {
        for (city, count) in [("75056", 20), ("69123", 9), ("13055", 16)] {
            let city = by_code(city).unwrap();
            assert_eq!(districts(city).len(), count);
            assert_eq!(districts(city).iter().map(|d| d.population).sum::<u32>(), city.population, "{}", city.name);
            assert!(bricks().all(|brick| brick.code != city.code));
        }
        assert!(districts(by_code("29019").unwrap()).is_empty());
    }
}
