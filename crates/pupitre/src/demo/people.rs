//! The people of the demonstration country: all invented, as varied as the country is, the same for the same seed.

mod contacts;
mod names;
mod organisations;
mod schools;
mod weighted;

use follow::youths::Sex;
use rand::RngExt as _;
use rand_chacha::ChaCha8Rng;

pub use contacts::{email, landline, mobile};
pub use names::Origin;
pub use organisations::organisations;
pub use schools::{School, Schools, schools};
pub use weighted::chance;

/// Everything that people are drawn from. Read once, then draw by the million.
#[derive(Debug)]
pub struct People {
    names: names::Names,
    streets: contacts::Streets,
}

/// Who an invented youth is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YouthName {
    pub sex: Sex,
    pub last_name: String,
    pub usage_name: Option<String>,
    /// In civil order, one to three.
    pub first_names: Vec<&'static str>,
    origin: Origin,
}

/// A parent, or who stands for one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GuardianName {
    pub sex: Sex,
    pub first_name: &'static str,
    pub last_name: String,
    /// « mère », « père », « grand-mère », « grand-père », « tutrice », « tuteur ».
    pub relation: &'static str,
}

/// Somebody who works for a platform.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StaffName {
    pub sex: Sex,
    pub first_name: &'static str,
    pub last_name: &'static str,
}

impl People {
    /// # Errors
    /// When a data file is malformed.
    pub fn read() -> anyhow::Result<Self> {
        Ok(Self { names: names::Names::read()?, streets: contacts::Streets::read()? })
    }

    /// A youth of a département (`29`) born in a year.
    pub fn youth(&self, rng: &mut ChaCha8Rng, department: &str, sex: Sex, birth_year: i32) -> YouthName {
        let origin = self.names.origin(rng, department);
        let father = self.names.surname(rng, origin);
        // Both names may be given since 2005.
        let has_both = chance(rng, if birth_year >= 2005 { 5 } else { 1 }) && !father.contains([' ', '-']);
        let mother = self.names.surname(rng, origin);
        let last_name = if has_both && mother != father { format!("{father} {mother}") } else { father.to_owned() };
        let usage_name = (chance(rng, 2) && mother != father).then(|| mother.to_owned());
        let mut first_names = vec![self.names.of_youth(rng, sex, origin, birth_year)];
        for odds in [62, 45] {
            if !chance(rng, odds) {
                break;
            }
            // The second and third are those of grandparents.
            let other = self.names.of_adult(rng, sex, origin);
            if first_names.contains(&other) {
                break;
            }
            first_names.push(other);
        }
        YouthName { sex, last_name, usage_name, first_names, origin }
    }

    /// The one or two legal guardians of a youth, the first to be called first.
    pub fn guardians(&self, rng: &mut ChaCha8Rng, youth: &YouthName) -> Vec<GuardianName> {
        let (first, second) = match rng.random_range(0..100_u32) {
            0..68 => ((Sex::Female, "mère"), (Sex::Male, "père")),
            68..93 => ((Sex::Male, "père"), (Sex::Female, "mère")),
            93..95 => ((Sex::Female, "grand-mère"), (Sex::Male, "grand-père")),
            95..98 => ((Sex::Female, "tutrice"), (Sex::Male, "tuteur")),
            _ => ((Sex::Male, "tuteur"), (Sex::Female, "tutrice")),
        };
        let count = if chance(rng, 58) { 2 } else { 1 };
        [first, second]
            .into_iter()
            .take(count)
            .map(|(sex, relation)| self.guardian(rng, youth, sex, relation))
            .collect()
    }

    fn guardian(&self, rng: &mut ChaCha8Rng, youth: &YouthName, sex: Sex, relation: &'static str) -> GuardianName {
        let bears_the_name = match relation {
            "père" => 84,
            "mère" => 55,
            "grand-père" | "grand-mère" => 40,
            _ => 4,
        };
        let last_name = match &youth.usage_name {
            _ if chance(rng, bears_the_name) => youth.last_name.clone(),
            Some(mothers) if relation == "mère" => mothers.clone(),
            _ => self.names.surname(rng, youth.origin).to_owned(),
        };
        GuardianName { sex, first_name: self.names.of_adult(rng, sex, youth.origin), last_name, relation }
    }

    /// Somebody who works in a département (`29`): two women for a man, as in these trades.
    pub fn staff(&self, rng: &mut ChaCha8Rng, department: &str) -> StaffName {
        let sex = if chance(rng, 66) { Sex::Female } else { Sex::Male };
        let origin = self.names.origin(rng, department);
        StaffName { sex, first_name: self.names.of_adult(rng, sex, origin), last_name: self.names.surname(rng, origin) }
    }

    /// « 12 bis rue des Lilas », without postcode nor town.
    pub fn address(&self, rng: &mut ChaCha8Rng) -> String {
        self.streets.address(rng)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;
    use std::time::Instant;

    use rand::SeedableRng as _;

    use super::*;

    fn youths(seed: u64, department: &str, count: usize) -> Vec<YouthName> {
        let people = People::read().unwrap();
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        (0..count).map(|_| people.youth(&mut rng, department, Sex::Male, 2008)).collect()
    }

    #[test]
    fn the_same_seed_makes_the_same_people_and_another_makes_others() {
        assert_eq!(youths(1, "29", 200), youths(1, "29", 200));
        assert_ne!(youths(1, "29", 200), youths(2, "29", 200));
    }

    #[test]
    fn what_a_seed_makes_is_the_same_on_every_machine() {
        let people = People::read().unwrap();
        let mut rng = ChaCha8Rng::seed_from_u64(29);
        let youth = people.youth(&mut rng, "29", Sex::Female, 2008);
        let written = format!("{} {} {}", youth.first_names.join(" "), youth.last_name, people.address(&mut rng));
        assert_eq!(written, "Anaïs Christine Dupuis 11 chemin Lavoisier");
    }

    #[test]
    fn a_thousand_youths_of_a_platform_are_nearly_all_different() {
        let youths = youths(1, "93", 1_000);
        let names: HashSet<_> = youths.iter().map(|youth| (&youth.last_name, youth.first_names[0])).collect();
        assert!(names.len() > 930, "{}", names.len());
        assert!(youths.iter().any(|youth| youth.first_names.len() == 3));
        assert!(youths.iter().any(|youth| youth.usage_name.is_some()));
        assert!(youths.iter().any(|youth| youth.last_name.contains(' ')));
    }

    #[test]
    fn one_or_two_guardians_stand_beside_a_youth_and_fathers_mostly_bear_his_name() {
        let people = People::read().unwrap();
        let mut rng = ChaCha8Rng::seed_from_u64(5);
        let (mut fathers, mut same) = (0, 0);
        for youth in youths(3, "35", 2_000) {
            let guardians = people.guardians(&mut rng, &youth);
            assert!((1..=2).contains(&guardians.len()));
            for father in guardians.iter().filter(|guardian| guardian.relation == "père") {
                assert_eq!(father.sex, Sex::Male);
                fathers += 1;
                same += usize::from(father.last_name == youth.last_name);
            }
        }
        assert!(fathers > 800 && same * 100 / fathers > 75, "{same} of {fathers}");
    }

    #[test]
    fn millions_of_youths_are_drawn_in_a_moment() {
        let people = People::read().unwrap();
        let mut rng = ChaCha8Rng::seed_from_u64(6);
        let start = Instant::now();
        for _ in 0..20_000 {
            let youth = people.youth(&mut rng, "59", Sex::Female, 2007);
            people.guardians(&mut rng, &youth);
        }
        // Unoptimised, a few microseconds each; a search through all the names would take a hundred times longer.
        assert!(start.elapsed().as_secs() < 4, "{:?}", start.elapsed());
    }
}
