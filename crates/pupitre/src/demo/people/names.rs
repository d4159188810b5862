//! Names of invented people: where a surname comes from weighs on the given names that go with it, and both on the département.

use std::collections::HashMap;

use anyhow::Context as _;
use follow::youths::Sex;
use rand_chacha::ChaCha8Rng;

use super::weighted::{Section, Weighted, chance, sections};

/// Where a family's names come from: a section of the data files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Origin(&'static str);

impl Origin {
    /// The names of the whole country, which every origin borrows from.
    const COUNTRY: Self = Self("fr");
}

/// Every name, ready to be drawn.
#[derive(Debug)]
pub struct Names {
    surnames: HashMap<Origin, Weighted<&'static str>>,
    youths: HashMap<(Sex, Origin), GivenNames>,
    adults: HashMap<(Sex, Origin), GivenNames>,
    mixes: HashMap<&'static str, Weighted<Origin>>,
}

/// The given names of an origin, and how many percent of its people bear one of them.
#[derive(Debug)]
struct GivenNames {
    percent: u32,
    /// By year of birth from the first; one only when the year does not matter.
    by_year: Vec<Weighted<&'static str>>,
}

/// Fashions are known at both ends, and go straight between.
const FIRST_YEAR: i32 = 2001;
const LAST_YEAR: i32 = 2011;

impl Names {
    /// # Errors
    /// When a data file is malformed.
    pub fn read() -> anyhow::Result<Self> {
        let mut surnames = HashMap::new();
        for section in sections(include_str!("../../../data/surnames.txt"))? {
            surnames.insert(Origin(section.title), weighted(&section, 0)?);
        }
        Ok(Self {
            surnames,
            youths: given_names(include_str!("../../../data/given_names.txt"))?,
            adults: given_names(include_str!("../../../data/adult_names.txt"))?,
            mixes: mixes(include_str!("../../../data/origins.txt"))?,
        })
    }

    /// The origin of the names of a family of a département (`29`).
    pub fn origin(&self, rng: &mut ChaCha8Rng, department: &str) -> Origin {
        let mix = self.mixes.get(department).or_else(|| self.mixes.get("*"));
        *mix.expect("origins.txt has a line for the country, a test reads it").draw(rng)
    }

    pub fn surname(&self, rng: &mut ChaCha8Rng, origin: Origin) -> &'static str {
        self.surnames.get(&origin).expect("every origin has surnames, a test draws from each").draw(rng)
    }

    /// A given name of somebody born between 2001 and 2011, or thereabouts.
    pub fn of_youth(&self, rng: &mut ChaCha8Rng, sex: Sex, origin: Origin, birth_year: i32) -> &'static str {
        draw_given(rng, &self.youths, sex, origin, birth_year)
    }

    /// A given name of somebody born between 1960 and 1990.
    pub fn of_adult(&self, rng: &mut ChaCha8Rng, sex: Sex, origin: Origin) -> &'static str {
        draw_given(rng, &self.adults, sex, origin, FIRST_YEAR)
    }
}

fn draw_given(
    rng: &mut ChaCha8Rng,
    names: &HashMap<(Sex, Origin), GivenNames>,
    sex: Sex,
    origin: Origin,
    birth_year: i32,
) -> &'static str {
    let own = names.get(&(sex, origin)).filter(|own| chance(rng, own.percent));
    let names = own.or_else(|| names.get(&(sex, Origin::COUNTRY))).expect("the country has given names of both sexes");
    let since_first = usize::try_from(birth_year - FIRST_YEAR).unwrap_or(0);
    let year = names.by_year.get(since_first).or(names.by_year.last());
    year.expect("one year at least, checked when read").draw(rng)
}

/// Sections `[F br 35]`: sex, origin, percentage.
fn given_names(text: &'static str) -> anyhow::Result<HashMap<(Sex, Origin), GivenNames>> {
    let mut names = HashMap::new();
    for section in sections(text)? {
        let mut words = section.title.split(' ');
        let sex = match words.next() {
            Some("F") => Sex::Female,
            Some("M") => Sex::Male,
            _ => anyhow::bail!("[{}]: F or M first", section.title),
        };
        let origin = Origin(words.next().with_context(|| format!("[{}]: no origin", section.title))?);
        let percent = words.next().and_then(|word| word.parse().ok());
        let percent = percent.with_context(|| format!("[{}]: no percentage", section.title))?;
        let by_year: anyhow::Result<Vec<_>> =
            (0..=LAST_YEAR - FIRST_YEAR).map(|year| weighted(&section, year)).collect();
        names.insert((sex, origin), GivenNames { percent, by_year: by_year? });
    }
    Ok(names)
}

/// The names of a section with their weights so many years after the first, in tenths.
fn weighted(section: &Section, year: i32) -> anyhow::Result<Weighted<&'static str>> {
    let after = u32::try_from(year)?;
    let span = u32::try_from(LAST_YEAR - FIRST_YEAR)?;
    let weight = |weights: &[u32]| match weights {
        [first, last, ..] => first * (span - after) + last * after,
        [only] => only * span,
        [] => 0,
    };
    let choices = section.names.iter().map(|entry| (entry.name, weight(&entry.weights)));
    Weighted::new(choices).with_context(|| format!("[{}]", section.title))
}

/// Lines `29 br 430, mg 14`: département, origins in parts per thousand. `*` is the country, which comes first; what a
/// département leaves is shared among the origins that it does not name as they stand in the country.
fn mixes(text: &'static str) -> anyhow::Result<HashMap<&'static str, Weighted<Origin>>> {
    let mut mixes = HashMap::new();
    let mut country: Vec<(Origin, u32)> = vec![];
    for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let (department, shares) = line.split_once(' ').with_context(|| format!("« {line} »"))?;
        let named: Option<Vec<(Origin, u32)>> = shares
            .split(", ")
            .map(|share| share.split_once(' ').and_then(|(origin, part)| Some((Origin(origin), part.parse().ok()?))))
            .collect();
        let named = named.with_context(|| format!("« {line} »: origins and their parts"))?;
        let left = 1_000_u32.checked_sub(named.iter().map(|(_, part)| part).sum());
        let left = left.with_context(|| format!("« {line} » makes more than a thousand"))?;
        if department == "*" {
            country.clone_from(&named);
        }
        let is_named = |origin: Origin| named.iter().any(|(known, _)| *known == origin);
        let others: Vec<_> = country.iter().copied().filter(|(origin, _)| !is_named(*origin)).collect();
        let all_others: u32 = others.iter().map(|(_, part)| part).sum();
        let scaled = named.iter().map(|(origin, part)| (*origin, part * all_others.max(1)));
        mixes.insert(
            department,
            Weighted::new(scaled.chain(others.iter().map(|(origin, part)| (*origin, part * left))))?,
        );
    }
    Ok(mixes)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use rand::SeedableRng as _;

    use super::*;

    #[test]
    fn every_origin_of_the_mixes_has_surnames_and_given_names_of_both_sexes() {
        let names = Names::read().unwrap();
        assert!(names.mixes.contains_key("*"));
        for origin in names.mixes.values().flat_map(Weighted::iter) {
            assert!(names.surnames.contains_key(origin), "{origin:?}");
            for sex in [Sex::Female, Sex::Male] {
                assert!(names.youths.contains_key(&(sex, *origin)), "{origin:?}");
                assert!(names.adults.contains_key(&(sex, *origin)), "{origin:?}");
            }
        }
    }

    #[test]
    fn no_name_stands_twice_in_a_section() {
        for text in [
            include_str!("../../../data/surnames.txt"),
            include_str!("../../../data/given_names.txt"),
            include_str!("../../../data/adult_names.txt"),
        ] {
            for section in sections(text).unwrap() {
                let mut seen = HashSet::new();
                for entry in &section.names {
                    assert!(seen.insert(entry.name), "{} twice in [{}]", entry.name, section.title);
                    assert_eq!(entry.name, entry.name.trim());
                    assert!(!entry.name.contains('\''), "{}: ’", entry.name);
                }
            }
        }
    }

    #[test]
    fn there_are_several_hundred_names_of_each_kind() {
        let names = Names::read().unwrap();
        let given = |sex: Sex| {
            let of_sex = names.youths.iter().filter(|((s, _), _)| *s == sex);
            of_sex.flat_map(|(_, given)| given.by_year[5].iter()).collect::<HashSet<_>>().len()
        };
        let surnames: HashSet<_> = names.surnames.values().flat_map(Weighted::iter).collect();
        assert!(given(Sex::Female) > 500 && given(Sex::Male) > 500, "{} {}", given(Sex::Female), given(Sex::Male));
        assert!(surnames.len() > 1_300, "{}", surnames.len());
    }

    #[test]
    fn fashions_pass_between_2001_and_2011() {
        let names = Names::read().unwrap();
        let mut rng = ChaCha8Rng::seed_from_u64(3);
        let mut share = |name: &str, year: i32| {
            let drawn = |_: &i32| names.of_youth(&mut rng, Sex::Female, Origin::COUNTRY, year) == name;
            (0..40_000).filter(drawn).count()
        };
        assert!(share("Océane", 2001) > 2 * share("Océane", 2011));
        assert!(share("Louane", 2011) > 2 * share("Louane", 2001));
        assert!(share("Louane", 2015) > 0 && share("Océane", 1998) > 0, "years outside keep the nearest fashion");
    }

    #[test]
    fn surnames_follow_the_department() {
        let names = Names::read().unwrap();
        let mut rng = ChaCha8Rng::seed_from_u64(4);
        let mut share = |department: &str, origin: &str| {
            (0..5_000).filter(|_| names.origin(&mut rng, department).0 == origin).count() * 100 / 5_000
        };
        assert!(share("29", "br") > 35 && share("13", "br") < 5);
        assert!(share("67", "al") > 40 && share("974", "re") > 75 && share("976", "my") > 92);
        assert!(share("64", "ba") > 12 && share("2B", "co") > 40 && share("93", "mg") > 20);
        assert!(share("18", "fr") > 60, "a département without a line of its own is like the country");
    }
}
