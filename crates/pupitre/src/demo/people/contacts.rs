//! How to reach invented people: numbers that Arcep keeps for fiction, addresses at example.org, streets that every town has.

use std::fmt::Write as _;

use anyhow::Context as _;
use rand::RngExt as _;
use rand_chacha::ChaCha8Rng;

use super::weighted::{Weighted, chance, sections};

/// First digits of the numbers that nobody is ever given (Arcep, plan national de numérotation), in E.164.
const MOBILE: &str = "+3363998";
const LANDLINES: [(&str, &[&str]); 5] = [
    ("+3319900", &["75", "77", "78", "91", "92", "93", "94", "95"]),
    (
        "+3326191",
        &[
            "14", "18", "22", "27", "28", "29", "35", "36", "37", "41", "44", "45", "49", "50", "53", "56", "61", "72",
            "76", "85", "974", "976",
        ],
    ),
    (
        "+3335301",
        &[
            "02", "08", "10", "21", "25", "39", "51", "52", "54", "55", "57", "58", "59", "60", "62", "67", "68", "70",
            "71", "80", "88", "89", "90",
        ],
    ),
    (
        "+3346571",
        &[
            "01", "03", "04", "05", "06", "07", "11", "13", "15", "26", "2A", "2B", "30", "34", "38", "42", "43", "48",
            "63", "66", "69", "73", "74", "83", "84",
        ],
    ),
    (
        "+3353649",
        &[
            "09", "12", "16", "17", "19", "23", "24", "31", "32", "33", "40", "46", "47", "64", "65", "79", "81", "82",
            "86", "87", "971", "972", "973",
        ],
    ),
];

/// A mobile number in E.164: `+33639981234`.
pub fn mobile(rng: &mut ChaCha8Rng) -> String {
    numbered(MOBILE, rng)
}

/// A landline number of the zone of a département, in E.164.
pub fn landline(rng: &mut ChaCha8Rng, department: &str) -> String {
    let zone = LANDLINES.iter().find(|(_, departments)| departments.contains(&department));
    numbered(zone.map_or(MOBILE, |(prefix, _)| prefix), rng)
}

fn numbered(prefix: &str, rng: &mut ChaCha8Rng) -> String {
    format!("{prefix}{:04}", rng.random_range(0..10_000_u32))
}

/// `yanis.legall07@example.org`
pub fn email(rng: &mut ChaCha8Rng, first_name: &str, last_name: &str) -> String {
    let letters = |name: &str| -> String { matching::fold(name).chars().filter(char::is_ascii_alphanumeric).collect() };
    let separator = if chance(rng, 70) { "." } else { "" };
    let mut address = format!("{}{separator}{}", letters(first_name), letters(last_name));
    if chance(rng, 60) {
        write!(address, "{:02}", rng.random_range(1..100_u32)).expect("a String takes all");
    }
    address.push_str("@example.org");
    address
}

/// Numbers and streets.
#[derive(Debug)]
pub struct Streets {
    kinds: Weighted<&'static str>,
    names: Weighted<&'static str>,
}

impl Streets {
    /// # Errors
    /// When the data file is malformed.
    pub fn read() -> anyhow::Result<Self> {
        let sections = sections(include_str!("../../../data/streets.txt"))?;
        let named = |title: &str| {
            let section = sections.iter().find(|section| section.title == title).context(title.to_owned())?;
            Weighted::new(section.names.iter().filter_map(|entry| Some((entry.name, *entry.weights.first()?))))
        };
        Ok(Self { kinds: named("kind")?, names: named("name")? })
    }

    /// « 12 bis rue des Lilas », without postcode nor town.
    pub fn address(&self, rng: &mut ChaCha8Rng) -> String {
        let longest = if chance(rng, 80) { 60 } else { 240 };
        let number = rng.random_range(1..=longest);
        let suffix = match rng.random_range(0..100_u32) {
            0..6 => " bis",
            6..8 => " ter",
            8..10 => " A",
            _ => "",
        };
        let street = format!("{number}{suffix} {} {}", self.kinds.draw(rng), self.names.draw(rng));
        match rng.random_range(0..100_u32) {
            0..9 => format!("Appt {}, {street}", rng.random_range(1..80_u32)),
            9..15 => format!("Bât. {}, {street}", char::from(rng.random_range(b'A'..=b'E'))),
            _ => street,
        }
    }
}

#[cfg(test)]
mod tests {
    use network::territories::{Level, country};
    use rand::SeedableRng as _;

    use super::*;

    #[test]
    fn every_phone_is_of_a_range_kept_for_fiction() {
        let mut rng = ChaCha8Rng::seed_from_u64(1);
        for _ in 0..1_000 {
            let number = mobile(&mut rng);
            assert!(number.starts_with("+3363998") && number.len() == 12, "{number}");
        }
        for (department, prefix) in
            [("75", "+3319900"), ("29", "+3326191"), ("59", "+3335301"), ("2A", "+3346571"), ("33", "+3353649")]
        {
            let number = landline(&mut rng, department);
            assert!(number.starts_with(prefix) && number.len() == 12, "{department} {number}");
        }
    }

    #[test]
    fn every_department_is_in_one_telephone_zone() {
        for territory in country().iter().filter(|territory| territory.level == Level::Department) {
            let code = territory.code.department_code().unwrap();
            assert_eq!(LANDLINES.iter().filter(|(_, departments)| departments.contains(&code)).count(), 1, "{code}");
        }
    }

    #[test]
    fn an_email_is_plain_and_leads_nowhere() {
        let mut rng = ChaCha8Rng::seed_from_u64(2);
        for _ in 0..100 {
            let address = email(&mut rng, "Maëlys-Ève", "N’Diaye de La Tour");
            let (name, domain) = address.split_once('@').unwrap();
            assert_eq!(domain, "example.org");
            assert!(name.starts_with("maelyseve"), "{address}");
            assert!(name.chars().all(|c| c.is_ascii_alphanumeric() || c == '.'), "{address}");
        }
    }

    #[test]
    fn an_address_has_a_number_and_a_street() {
        let streets = Streets::read().unwrap();
        let mut rng = ChaCha8Rng::seed_from_u64(3);
        for _ in 0..1_000 {
            let address = streets.address(&mut rng);
            assert!(address.chars().any(|c| c.is_ascii_digit()) && address.split(' ').count() >= 3, "{address}");
        }
    }
}
