//! The institutions around the table of a platform, and the jobs of those whom they send.

use anyhow::Context as _;
use base::french::{at_place, of_place};
use follow::youths::Sex;
use rand::RngExt as _;
use rand_chacha::ChaCha8Rng;

use super::super::platforms::Platform;
use super::weighted::chance;

const MEMBERS: &str = include_str!("../../../data/organisations.txt");

/// A member of a platform.
#[derive(Clone, Debug)]
pub struct Organisation {
    /// « Mission locale de Brest ».
    pub name: String,
    jobs: Vec<(&'static str, &'static str)>,
}

impl Organisation {
    /// The job of somebody whom it sends: « coordonnatrice MLDS ».
    pub fn job(&self, rng: &mut ChaCha8Rng, sex: Sex) -> &'static str {
        // The first job listed is the most common.
        let nth = if chance(rng, 70) { 0 } else { rng.random_range(0..self.jobs.len()) };
        let (man, woman) = self.jobs.get(nth).expect("drawn below the length, and never empty");
        match sex {
            Sex::Male => man,
            Sex::Female => woman,
        }
    }
}

/// The members of a platform: the mission locale and the CIO always, others as often as they are met.
///
/// # Errors
/// When the data file is malformed.
pub fn organisations(platform: &Platform, rng: &mut ChaCha8Rng) -> anyhow::Result<Vec<Organisation>> {
    let mut organisations = vec![];
    for line in MEMBERS.lines().filter(|line| !line.starts_with('#')) {
        let mut columns = line.split(';');
        let mut column = || columns.next().with_context(|| format!("organisations.txt: « {line} »"));
        let percent = column()?.parse().with_context(|| line.to_owned())?;
        let name = column()?.replace("{de}", &of_place(platform.town)).replace("{à}", &at_place(platform.town));
        let jobs: Option<Vec<_>> = column()?.split(", ").map(|job| job.split_once(" / ")).collect();
        let jobs = jobs.with_context(|| format!("organisations.txt: « {line} »: jobs for a man / for a woman"))?;
        if chance(rng, percent) {
            organisations.push(Organisation { name, jobs });
        }
    }
    Ok(organisations)
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng as _;

    use super::super::super::platforms::plan;
    use super::*;

    #[test]
    fn every_platform_has_a_mission_locale_a_cio_and_a_dozen_members_or_so() {
        let mut rng = ChaCha8Rng::seed_from_u64(1);
        let mut total = 0;
        for platform in plan().unwrap() {
            let members = organisations(&platform, &mut rng).unwrap();
            let has = |start: &str| members.iter().any(|organisation| organisation.name.starts_with(start));
            assert!(has("Mission locale") && has("CIO") && has("MLDS"), "{}", platform.name);
            assert!(members.iter().all(|organisation| !organisation.name.contains('{')));
            total += members.len();
        }
        assert!((8..14).contains(&(total / 380)), "{total}");
    }

    #[test]
    fn names_agree_with_their_town_and_jobs_with_their_holder() {
        let mut rng = ChaCha8Rng::seed_from_u64(1);
        let platforms = plan().unwrap();
        let le_mans = platforms.iter().find(|platform| platform.town == "Le Mans").unwrap();
        let members = organisations(le_mans, &mut rng).unwrap();
        assert_eq!(members[0].name, "Mission locale du Mans");
        let mlds = members.iter().find(|organisation| organisation.name.starts_with("MLDS")).unwrap();
        assert_eq!(mlds.job(&mut rng, Sex::Female), "coordonnatrice MLDS");
        assert_eq!(mlds.job(&mut rng, Sex::Male), "coordonnateur MLDS");
    }
}
