//! The schools that invented young people left.

use std::collections::HashMap;

use anyhow::{Context as _, bail};
use base::french::of_place;
use follow::youths::Schooling;
use rand::RngExt as _;
use rand_chacha::ChaCha8Rng;

use super::super::platforms::Platform;
use super::weighted::Weighted;

const KINDS: &str = include_str!("../../../data/schools.txt");

/// A school, with a plausible code that no school has.
#[derive(Clone, Debug)]
pub struct School {
    /// UAI: seven digits and a letter (DOMAIN.md §2.5).
    pub uai: String,
    /// « Lycée professionnel Marie-Curie ».
    pub name: String,
    pub schooling: Schooling,
}

/// The schools around a platform; drawing one follows where those who drop out come from.
pub type Schools = Weighted<School>;

struct Kind {
    /// Of those who leave, per thousand.
    share: u32,
    per_100_000_inhabitants: u32,
    schooling: Schooling,
    name: &'static str,
}

/// The schools of every platform, in the order of the platforms. No code and no name of a département stands twice.
///
/// # Errors
/// When the data file is malformed.
pub fn schools(platforms: &[Platform], rng: &mut ChaCha8Rng) -> anyhow::Result<Vec<Schools>> {
    let (kinds, names) = read()?;
    let mut codes: HashMap<&str, u32> = HashMap::new();
    let mut all = vec![];
    for platform in platforms {
        let department = platform.code.department_code().context("a platform has a département")?;
        let mut schools = vec![];
        for kind in &kinds {
            // The smallest place has one of each; the names of a kind run out before the towns do.
            let count = (kind.per_100_000_inhabitants * platform.population() / 100_000).clamp(1, 9);
            let first = rng.random_range(0..1_000_usize);
            for nth in 0..if kind.name.contains("{de}") { 1 } else { count } {
                let number = codes.entry(department).and_modify(|number| *number += 1).or_insert(FIRST_NUMBER);
                let drawn = |kind: &str| {
                    let names = names.get(kind).map(Vec::as_slice).unwrap_or_default();
                    names.iter().cycle().nth(first % names.len().max(1) + nth as usize).copied().unwrap_or_default()
                };
                let name = kind.name.replace("{de}", &of_place(platform.town));
                let name = name.replace("{nom}", drawn("nom")).replace("{saint}", drawn("saint"));
                let school = School { uai: uai(department, *number), name, schooling: kind.schooling };
                schools.push((school, kind.share / count + 1));
            }
        }
        all.push(Weighted::new(schools)?);
    }
    Ok(all)
}

/// Real codes of départements begin below: ours are plausible and nobody's.
const FIRST_NUMBER: u32 = 8_000;

/// Seven digits (the département on three, Corsica 620 and 720, then a number) and their control letter.
fn uai(department: &str, number: u32) -> String {
    let department = match department {
        "2A" => "620",
        "2B" => "720",
        other => other,
    };
    let digits = format!("{department:0>3}{number:04}");
    let value: usize = digits.parse().expect("seven digits");
    let letter = LETTERS.get(value % LETTERS.len()).copied().expect("a remainder is below the length");
    format!("{digits}{}", char::from(letter))
}

/// The control alphabet: no I, O, Q.
const LETTERS: &[u8; 23] = b"ABCDEFGHJKLMNPRSTUVWXYZ";

type NamesByKind = HashMap<&'static str, Vec<&'static str>>;

fn read() -> anyhow::Result<(Vec<Kind>, NamesByKind)> {
    let mut kinds = vec![];
    let mut names = NamesByKind::new();
    for line in KINDS.lines().filter(|line| !line.starts_with('#')) {
        let columns: Vec<_> = line.split(';').collect();
        match columns.as_slice() {
            ["kind", share, count, schooling, name] => kinds.push(Kind {
                share: share.parse().with_context(|| line.to_owned())?,
                per_100_000_inhabitants: count.parse().with_context(|| line.to_owned())?,
                schooling: schooling.parse().map_err(anyhow::Error::msg).with_context(|| line.to_owned())?,
                name,
            }),
            [kind, list] => names.entry(*kind).or_default().extend(list.split(", ")),
            _ => bail!("schools.txt: « {line} »"),
        }
    }
    Ok((kinds, names))
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use rand::SeedableRng as _;

    use super::super::super::platforms::plan;
    use super::*;

    #[test]
    fn the_control_letter_is_that_of_the_codes_met_in_public_texts() {
        for code in ["0750360J", "0750362L", "0750387N", "0750407K", "0750429J", "0750444A", "0330023W", "0540089D"] {
            assert_eq!(uai(&code[1..3], code[3..7].parse().unwrap()), code);
        }
        assert!(uai("2A", 8_001).starts_with("6208001"));
        assert!(uai("974", 8_001).starts_with("9748001"));
    }

    #[test]
    fn every_platform_has_schools_of_every_kind_and_no_code_stands_twice() {
        let platforms = plan().unwrap();
        let all = schools(&platforms, &mut ChaCha8Rng::seed_from_u64(1)).unwrap();
        assert_eq!(all.len(), 380);
        let mut codes = HashSet::new();
        for (platform, schools) in platforms.iter().zip(&all) {
            let kinds: HashSet<_> = schools.iter().map(|school| school.schooling).collect();
            assert_eq!(kinds.len(), 5, "{}", platform.name);
            for school in schools.iter() {
                assert!(codes.insert(school.uai.clone()), "{school:?}");
                assert!(!school.name.contains(['{', '}']) && !school.name.ends_with(' '), "{school:?}");
            }
            let names: HashSet<_> = schools.iter().map(|school| &school.name).collect();
            assert_eq!(names.len(), schools.iter().count(), "{}", platform.name);
        }
    }

    #[test]
    fn about_half_of_those_who_leave_were_in_vocational_schools() {
        let platforms = plan().unwrap();
        let mut rng = ChaCha8Rng::seed_from_u64(2);
        let all = schools(&platforms, &mut rng).unwrap();
        let mut vocational = 0;
        for schools in &all {
            vocational += (0..100).filter(|_| schools.draw(&mut rng).schooling == Schooling::Vocational).count();
        }
        assert!((45..62).contains(&(vocational * 100 / 38_000)), "{vocational}");
    }

    #[test]
    fn the_same_seed_makes_the_same_schools() {
        let platforms = plan().unwrap();
        let make = || {
            let all = schools(&platforms, &mut ChaCha8Rng::seed_from_u64(7)).unwrap();
            all.iter()
                .flat_map(Weighted::iter)
                .map(|school| format!("{} {}", school.uai, school.name))
                .collect::<Vec<_>>()
        };
        assert_eq!(make(), make());
    }
}
