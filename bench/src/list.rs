//! An invented list of young people as the national exchange sends them (SIEI), with the flaws such lists have: no name in it is
//! anybody's. The same seed gives the same list.
use chrono::{Datelike as _, Days, NaiveDate};
use rand::{RngExt as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;

const HEADER: &str = "INE;NOM;NOM USAGE;PRENOM1;PRENOM2;PRENOM3;SEXE;DATE NAISSANCE;ADRESSE;CODE POSTAL;COMMUNE;TEL;TEL2;MEL;\
    RESP1 NOM;RESP1 PRENOM;RESP1 TEL;UAI;ETABLISSEMENT;MEF;FORMATION;DATE SORTIE;CONNU ML;DIPLOME";

/// Somebody the platform already follows.
#[derive(Clone, Debug, db::FromRow)]
pub struct Known {
    pub last_name: String,
    pub first_names: String,
    pub sex: Option<String>,
    pub born_on: NaiveDate,
    pub ine: Option<String>,
}

/// The lines of a list, without its header.
#[derive(Clone, Debug)]
pub struct Lines(Vec<String>);

impl Lines {
    /// As many lines as wanted: those known, then strangers; mixed.
    pub fn draw(known: &[Known], count: usize, day: NaiveDate, seed: u64) -> Lines {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let mut lines: Vec<String> = known.iter().take(count).map(|known| line(known, day, &mut rng)).collect();
        while lines.len() < count {
            // Some people stand twice on a list, their line typed again with other details.
            if let Some(last) = lines.last().filter(|_| rng.random_bool(0.01)) {
                lines.push(last.replace(";N;", ";O;"));
            } else {
                lines.push(line(&stranger(day, &mut rng), day, &mut rng));
            }
        }
        for place in (1..lines.len()).rev() {
            lines.swap(place, rng.random_range(0..=place));
        }
        Lines(lines)
    }

    /// The list a month later: a tenth of the people left it, as many came.
    pub fn a_month_later(&self, day: NaiveDate, seed: u64) -> Lines {
        let stay = self.0.len() * 9 / 10;
        let Lines(newcomers) = Lines::draw(&[], self.0.len() - stay, day, seed);
        Lines(self.0.iter().take(stay).cloned().chain(newcomers).collect())
    }

    /// The file: Windows-1252, lines ended as Windows ends them.
    pub fn file(&self) -> Vec<u8> {
        let text = std::iter::once(HEADER).chain(self.0.iter().map(String::as_str)).collect::<Vec<_>>().join("\r\n");
        // Every letter written here is one of Latin-1, which Windows-1252 agrees with.
        (text + "\r\n").chars().map(|letter| u8::try_from(u32::from(letter)).unwrap_or(b'?')).collect()
    }
}

fn stranger(day: NaiveDate, rng: &mut ChaCha8Rng) -> Known {
    // A few are too young, and will be refused.
    let days = if rng.random_bool(0.01) { rng.random_range(5_000..5_800) } else { rng.random_range(5_860..9_000) };
    let sex = if rng.random_bool(0.6) { "M" } else { "F" };
    Known {
        last_name: last_name(rng),
        first_names: first_name(rng),
        sex: Some(sex.into()),
        born_on: day - Days::new(days),
        ine: rng
            .random_bool(0.9)
            .then(|| format!("{:09}{}{}", rng.random_range(1..1_000_000_000), letter(rng), letter(rng))),
    }
}

fn line(who: &Known, day: NaiveDate, rng: &mut ChaCha8Rng) -> String {
    const TOWNS: [(&str, &str); 5] = [
        ("29200", "BREST"),
        ("29200", "BREST CEDEX"),
        ("29800", "LANDERNEAU"),
        ("29870", "LANDÉDA"),
        ("29290", "SAINT-RENAN"),
    ];
    const SCHOOLS: [(&str, &str, &str, &str); 4] = [
        ("0290099A", "LP Les Rives", "2473361331", "1CAP2 CUISINE"),
        ("0290184T", "LP DU PAYS", "2413120332", "TLEPRO GESTION-ADMINISTRATION"),
        ("0290493D", "CFA DES MÉTIERS", "2413252332", "1ERPRO MAINTENANCE VÉHICULES"),
        ("0291469P", "LYCÉE DU PORT", "2011002011", "2NDE GENERALE ET TECHNOLOGIQUE"),
    ];
    let (postcode, town) = TOWNS[rng.random_range(0..TOWNS.len())];
    let (uai, school, mef, formation) = SCHOOLS[rng.random_range(0..SCHOOLS.len())];
    let first = who.first_names.split([',', ' ']).next().unwrap_or_default();
    let ine = match &who.ine {
        Some(ine) if rng.random_bool(0.01) => ine.chars().take(9).collect(),
        Some(ine) => ine.clone(),
        None => String::new(),
    };
    let left_on = day - Days::new(rng.random_range(10..150));
    let fields: [String; 24] = [
        ine,
        who.last_name.to_uppercase(),
        String::new(),
        if rng.random_bool(0.05) { first.to_uppercase() } else { first.to_owned() },
        String::new(),
        String::new(),
        if who.sex.as_deref() == Some("F") { "2" } else { "1" }.into(),
        date(who.born_on, rng),
        format!("{} RUE DU BOUT DU QUAI", rng.random_range(1..200)),
        postcode.into(),
        town.into(),
        phone(rng),
        String::new(),
        if rng.random_bool(0.3) {
            format!("jeune{}@exemple.fr", rng.random_range(0..1_000_000))
        } else {
            String::new()
        },
        who.last_name.to_uppercase(),
        first_name(rng),
        phone(rng),
        uai.into(),
        school.into(),
        mef.into(),
        formation.into(),
        left_on.format("%d/%m/%Y").to_string(),
        if rng.random_bool(0.3) { "O" } else { "N" }.into(),
        String::new(),
    ];
    fields.map(|field| field.replace(';', ",")).join(";")
}

/// As typed: usually well, sometimes with dashes, sometimes a day that no month has.
fn date(day: NaiveDate, rng: &mut ChaCha8Rng) -> String {
    match rng.random_range(0..1000) {
        0..3 => format!("31/02/{}", day.year()),
        3..53 => day.format("%d-%m-%Y").to_string(),
        _ => day.format("%d/%m/%Y").to_string(),
    }
}

/// Spaced, dotted, run together, without its zero, unknown or in letters.
fn phone(rng: &mut ChaCha8Rng) -> String {
    let pairs: Vec<String> = (0..4).map(|_| format!("{:02}", rng.random_range(0..100))).collect();
    match rng.random_range(0..100) {
        0..60 => format!("06 {}", pairs.join(" ")),
        60..75 => format!("07.{}", pairs.join(".")),
        75..85 => format!("06{}", pairs.concat()),
        85..90 => format!("6{}", pairs.concat()),
        90..91 => "voir la mère".into(),
        _ => String::new(),
    }
}

fn last_name(rng: &mut ChaCha8Rng) -> String {
    const FIRST: [&str; 16] =
        ["Ker", "Plou", "Tré", "Lan", "Mar", "Bou", "Da", "Fer", "Gui", "Ros", "Sal", "Ven", "Cha", "Pé", "Mo", "Bé"];
    const MIDDLE: [&str; 12] = ["na", "lo", "vi", "bi", "dé", "ra", "ma", "go", "ri", "sé", "ta", "nou"];
    const LAST: [&str; 14] =
        ["dec", "gou", "rd", "lin", "not", "ault", "ez", "ni", "ya", "ard", "el", "ois", "an", "eau"];
    let mut pick = |parts: &[&'static str]| parts[rng.random_range(0..parts.len())];
    let name = format!("{}{}{}", pick(&FIRST), pick(&MIDDLE), pick(&LAST));
    match rng.random_range(0..20) {
        0 => format!("LE {name}"),
        1 => format!("{name}-{}{}", FIRST[rng.random_range(0..16)], LAST[rng.random_range(0..14)]),
        _ => name,
    }
}

fn first_name(rng: &mut ChaCha8Rng) -> String {
    const NAMES: [&str; 24] = [
        "Maëlle",
        "Enzo",
        "Inès",
        "Jean-Baptiste",
        "Mohamed",
        "Anaïs",
        "Lucas",
        "Océane",
        "Yanis",
        "Chloé",
        "Kévin",
        "Fatou",
        "Théo",
        "Léa",
        "Sékou",
        "Marie-Lou",
        "Nolwenn",
        "Ewen",
        "Dylan",
        "Zoé",
        "Aïcha",
        "Noé",
        "Rayan",
        "Élise",
    ];
    NAMES[rng.random_range(0..NAMES.len())].into()
}

fn letter(rng: &mut ChaCha8Rng) -> char {
    char::from(rng.random_range(b'A'..=b'Z'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 24).expect("a day")
    }

    #[test]
    fn a_list_holds_the_known_and_strangers_and_each_line_has_every_column() {
        let known = Known {
            last_name: "Le Gall".into(),
            first_names: "Ana".into(),
            sex: Some("F".into()),
            born_on: NaiveDate::from_ymd_opt(2008, 2, 3).expect("a day"),
            ine: None,
        };
        let lines = Lines::draw(&[known], 500, day(), 1);
        assert_eq!(lines.0.len(), 500);
        assert!(lines.0.iter().any(|line| line.contains(";LE GALL;")));
        let columns = HEADER.split(';').count();
        assert!(lines.0.iter().all(|line| line.split(';').count() == columns));
        assert!(!lines.file().contains(&b'?'), "every letter has its byte");
    }

    #[test]
    fn a_month_later_nine_lines_of_ten_are_the_same() {
        let lines = Lines::draw(&[], 500, day(), 1);
        let later = lines.a_month_later(day(), 2);
        assert_eq!(later.0.len(), 500);
        assert_eq!(later.0.iter().filter(|line| lines.0.contains(line)).count(), 450);
    }
}
