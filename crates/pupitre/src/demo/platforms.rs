//! The platforms of the demonstration country: `data/platforms.txt` says which, the geography says of what.

use std::collections::HashMap;

use anyhow::{Context as _, bail};
use base::french::of_place;
use chrono::NaiveDate;
use network::territories::geography::{self, Commune};
use network::territories::store::NewPlatform;
use network::territories::{TerritoryCode, country};

const PLAN: &str = include_str!("../../data/platforms.txt");

/// A platform of the demonstration country.
#[derive(Debug)]
pub struct Platform {
    /// `29-BREST`
    pub code: TerritoryCode,
    /// « PSAD de Brest », « PSAD de Concarneau et de Quimperlé ».
    pub name: String,
    /// Its main town, as people say it: « Brest », « Paris 12e ».
    pub town: &'static str,
    /// The pair that leads most platforms (DOMAIN.md §1.2): a CIO and a mission locale.
    pub lead_organisation: String,
    /// In the order of INSEE codes; municipal arrondissements for Paris, Lyon and Marseille.
    pub communes: Vec<&'static Commune>,
}

impl Platform {
    /// Inhabitants of its perimeter.
    #[must_use]
    pub fn population(&self) -> u32 {
        self.communes.iter().map(|commune| commune.population).sum()
    }

    /// What the network needs to open it.
    #[must_use]
    pub fn opening(&self, opened_on: NaiveDate) -> NewPlatform {
        NewPlatform {
            code: self.code.clone(),
            name: self.name.clone(),
            lead_organisation: self.lead_organisation.clone(),
            opened_on,
            communes: self.communes.iter().map(|commune| commune.code).collect(),
        }
    }
}

/// The 380 platforms, in the order of codes: every inhabited place of the 101 départements belongs to exactly one.
///
/// # Errors
/// When the plan names a place that the geography does not know (a new millésime of the communes), or leaves one out.
pub fn plan() -> anyhow::Result<Vec<Platform>> {
    let places = Places::read();
    let mut platforms: Vec<Platform> = vec![];
    let mut claims: HashMap<&'static str, (Precision, usize)> = HashMap::new();
    for line in PLAN.lines().filter(|line| !line.starts_with('#')) {
        let mut columns = line.split(';');
        let (Some(department), Some(towns), Some(perimeter)) = (columns.next(), columns.next(), columns.next()) else {
            bail!("platforms.txt: « {line} » has not three columns");
        };
        for mention in perimeter.split(", ") {
            let (precision, communes) = places.read_mention(department, mention).with_context(|| line.to_owned())?;
            for commune in communes {
                let claim = claims.entry(commune.code).or_insert((precision, platforms.len()));
                if precision > claim.0 {
                    *claim = (precision, platforms.len());
                } else if precision == claim.0 && claim.1 != platforms.len() {
                    bail!("platforms.txt: {} is claimed twice, last by « {line} »", commune.name);
                }
            }
        }
        platforms.push(named(department, towns)?);
    }
    for commune in places.country() {
        let Some(platform) = claims.get(commune.code).and_then(|(_, index)| platforms.get_mut(*index)) else {
            bail!("platforms.txt: nobody follows {} ({})", commune.name, commune.department);
        };
        platform.communes.push(commune);
    }
    platforms.sort_by(|one, other| one.code.cmp(&other.code));
    Ok(platforms)
}

fn named(department: &str, towns: &'static str) -> anyhow::Result<Platform> {
    let (town, second) = towns.split_once(" & ").map_or((towns, None), |(town, second)| (town, Some(second)));
    let (name, lead_organisation) = match second {
        Some(second) => (
            format!("PSAD {} et {}", of_place(town), of_place(second)),
            format!("CIO {} et mission locale {}", of_place(town), of_place(second)),
        ),
        None => (format!("PSAD {}", of_place(town)), format!("CIO et mission locale {}", of_place(town))),
    };
    let code = TerritoryCode::platform(department, town)?;
    Ok(Platform { code, name, town, lead_organisation, communes: vec![] })
}

/// How precisely a perimeter names a place; the most precise mention wins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Precision {
    Rest,
    Arrondissement,
    Grouping,
    Commune,
}

/// The places of the 101 départements, by département.
struct Places(HashMap<&'static str, Vec<&'static Commune>>);

impl Places {
    fn read() -> Self {
        let departments: Vec<_> = country().iter().filter_map(|territory| territory.code.department_code()).collect();
        let mut places: HashMap<_, Vec<_>> = HashMap::new();
        for commune in geography::bricks().filter(|commune| departments.contains(&commune.department)) {
            places.entry(commune.department).or_default().push(commune);
        }
        Self(places)
    }

    fn country(&self) -> impl Iterator<Item = &'static Commune> {
        let mut all: Vec<_> = self.0.values().flatten().copied().collect();
        all.sort_by_key(|commune| commune.code);
        all.into_iter()
    }

    fn read_mention(&self, department: &str, mention: &str) -> anyhow::Result<(Precision, Vec<&'static Commune>)> {
        let places = self.0.get(department).with_context(|| format!("département {department}"))?;
        let of = |keep: &dyn Fn(&Commune) -> bool| places.iter().copied().filter(|commune| keep(commune)).collect();
        if mention == "reste" {
            return Ok((Precision::Rest, of(&|_| true)));
        }
        if let Some(name) = mention.strip_prefix("arr. ") {
            let found = geography::arrondissements().find(|a| a.department == department && a.name == name);
            let code = found.with_context(|| format!("arrondissement {name}"))?.code;
            return Ok((Precision::Arrondissement, of(&|commune| commune.arrondissement == Some(code))));
        }
        if let Some(member) = mention.strip_prefix("interco. ") {
            let grouping = named_commune(places, member)?.grouping.with_context(|| format!("grouping of {member}"))?;
            return Ok((Precision::Grouping, of(&|commune| commune.grouping == Some(grouping))));
        }
        Ok((Precision::Commune, vec![named_commune(places, mention)?]))
    }
}

/// The only commune of that name; « Paris 12e » is « Paris 12e Arrondissement ».
fn named_commune(places: &[&'static Commune], name: &str) -> anyhow::Result<&'static Commune> {
    let mut found = places.iter().filter(|commune| commune.name.trim_end_matches(" Arrondissement") == name);
    match (found.next(), found.next()) {
        (Some(only), None) => Ok(only),
        (None, _) => bail!("no commune is called {name}"),
        (Some(_), Some(_)) => bail!("several communes are called {name}"),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use network::territories::{Level, find};

    use super::*;

    fn platform<'a>(platforms: &'a [Platform], code: &str) -> &'a Platform {
        platforms.iter().find(|platform| platform.code.as_str() == code).expect(code)
    }

    #[test]
    fn the_country_has_380_platforms_with_codes_and_names_of_their_own() {
        let platforms = plan().unwrap();
        assert_eq!(platforms.len(), 380);
        let codes: HashSet<_> = platforms.iter().map(|platform| &platform.code).collect();
        assert_eq!(codes.len(), 380);
        // Saint-Denis is in Seine-Saint-Denis and in La Réunion: the département tells them apart.
        let names: HashSet<_> =
            platforms.iter().map(|platform| (&platform.name, platform.code.department_code())).collect();
        assert_eq!(names.len(), 380);
        assert!(platforms.iter().all(|platform| platform.code.level() == Level::Platform));
    }

    #[test]
    fn every_inhabited_place_belongs_to_exactly_one_platform_of_its_department() {
        let platforms = plan().unwrap();
        let mut followed = HashSet::new();
        for platform in &platforms {
            for commune in &platform.communes {
                assert!(followed.insert(commune.code), "{} twice", commune.name);
                assert_eq!(platform.code.department_code(), Some(commune.department));
            }
        }
        let places = Places::read();
        assert_eq!(followed.len(), places.country().count());
        assert!(places.country().all(|commune| followed.contains(commune.code)));
    }

    #[test]
    fn every_department_has_a_platform_and_shares_follow_the_known_counts() {
        let platforms = plan().unwrap();
        let in_departments = |codes: &[&str]| {
            platforms.iter().filter(|p| p.code.department_code().is_some_and(|code| codes.contains(&code))).count()
        };
        for territory in country().iter().filter(|territory| territory.level == Level::Department) {
            assert!(in_departments(&[territory.code.department_code().unwrap()]) > 0, "{}", territory.name);
        }
        assert_eq!(in_departments(&["22", "29", "35", "56"]), 17);
        assert_eq!(in_departments(&["974"]), 4);
        assert_eq!(in_departments(&["08", "10", "51", "52", "54", "55", "57", "67", "68", "88"]), 33);
        assert_eq!(in_departments(&["01", "03", "07", "15", "26", "38", "42", "43", "63", "69", "73", "74"]), 42);
        assert_eq!(in_departments(&["75"]), 12);
    }

    #[test]
    fn platforms_have_plausible_sizes() {
        let mut sizes: Vec<_> = plan().unwrap().iter().map(Platform::population).collect();
        sizes.sort_unstable();
        // Toulouse is one commune of half a million: nothing smaller can be cut.
        assert!(sizes.first() >= Some(&50_000) && sizes.last() <= Some(&530_000), "{sizes:?}");
        assert!((140_000..200_000).contains(&sizes[190]), "median {}", sizes[190]);
        assert!(sizes.iter().filter(|&&size| size > 320_000).count() <= 12);
    }

    #[test]
    fn the_plan_is_the_same_at_each_run() {
        let lines = || {
            let line = |p: &Platform| format!("{} {} {:?}", p.code, p.name, p.opening(NaiveDate::MIN).communes);
            plan().unwrap().iter().map(line).collect::<Vec<_>>()
        };
        assert_eq!(lines(), lines());
    }

    #[test]
    fn the_main_town_of_a_platform_is_in_its_perimeter() {
        for platform in plan().unwrap() {
            let city = ["Paris", "Lyon", "Marseille"].into_iter().find(|city| platform.town.starts_with(city));
            let named = |commune: &&Commune| match city {
                Some(city) => commune.name.starts_with(city),
                None => commune.name == platform.town,
            };
            assert!(platform.communes.iter().copied().any(|commune| named(&commune)), "{}", platform.name);
        }
    }

    #[test]
    fn brest_holds_the_communes_that_its_lists_name() {
        let platforms = plan().unwrap();
        let brest: HashSet<_> = platform(&platforms, "29-BREST").communes.iter().map(|commune| commune.code).collect();
        for (name, postcode) in [
            ("BREST", "29200"),
            ("LANDERNEAU", "29800"),
            ("PLOUGASTEL-DAOULAS", "29470"),
            ("GUIPAVAS", "29490"),
            ("LANNILIS", "29870"),
            ("PLOUZANÉ", "29280"),
            ("PLOUDALMÉZEAU", "29830"),
            ("LANDÉDA", "29870"),
            ("PLOUIDER", "29260"),
            ("LOPERHET", "29470"),
            ("HANVEC", "29460"),
            ("OUESSANT", "29242"),
            ("PLOUNÉOUR-BRIGNOGAN-PLAGES", "29890"),
        ] {
            let commune = find(name, Some(postcode), None).expect(name);
            assert!(brest.contains(commune.code), "{name}");
        }
        assert!(!brest.contains("29232"), "Quimper has its own");
        assert_eq!(platform(&platforms, "35-RENNES").name, "PSAD de Rennes");
    }

    #[test]
    fn names_read_as_people_say_them() {
        let platforms = plan().unwrap();
        let name = |code: &str| platform(&platforms, code).name.clone();
        assert_eq!(name("29-BREST"), "PSAD de Brest");
        assert_eq!(name("72-LE-MANS"), "PSAD du Mans");
        assert_eq!(name("56-AURAY"), "PSAD d’Auray");
        assert_eq!(name("78-LES-MUREAUX"), "PSAD des Mureaux");
        assert_eq!(name("17-LA-ROCHELLE"), "PSAD de La Rochelle");
        assert_eq!(name("91-EVRY-COURCOURONNES"), "PSAD d’Évry-Courcouronnes");
        assert_eq!(name("83-HYERES"), "PSAD d’Hyères");
        assert_eq!(name("67-HAGUENAU"), "PSAD de Haguenau");
        assert_eq!(name("78-POISSY"), "PSAD de Poissy");
        assert_eq!(name("29-CONCARNEAU"), "PSAD de Concarneau et de Quimperlé");
        assert_eq!(name("75-PARIS-12E"), "PSAD de Paris 12e");
        let lead = &platform(&platforms, "29-CONCARNEAU").lead_organisation;
        assert_eq!(lead, "CIO de Concarneau et mission locale de Quimperlé");
    }
}
