//! One platform of the demonstration country, from its lists to the events of its cases: all drawn, nothing written.
use super::cast::Cast;
use super::history::{Circumstances, Habits, history};
use super::ids::Ids;
use super::people::{People, School, Schools, email, landline, mobile};
use super::platforms::Platform;
use super::season::{Arrival, arrivals, share_out};
use chrono::{DateTime, Datelike as _, Duration, NaiveDate, Utc};
use db::Id;
use follow::cases::event::{ClosedReason, Event, Source, What};
use follow::youths::{Address, Civil, Contact, Details, Guardian, NewSchooling, NewYouth, Schooling, Sex, Traits};
use network::territories::geography::Commune;
use rand::RngExt as _;
use rand_chacha::ChaCha8Rng;

/// A list that was received and applied.
#[derive(Clone, Debug)]
pub struct List {
    pub id: Id,
    pub source: Source,
    pub name: String,
    pub file_name: String,
    pub on: NaiveDate,
    /// Its lines: a youth and his case each.
    pub lines: Vec<(Id, Id, String)>,
}

/// A case with all its events.
#[derive(Clone, Debug)]
pub struct Case {
    pub id: Id,
    pub youth: Id,
    pub list: Option<Id>,
    pub opened_on: NaiveDate,
    pub traits: Traits,
    pub events: Vec<Event>,
}

/// Everything that happened at a platform.
#[derive(Clone, Debug, Default)]
pub struct World {
    pub lists: Vec<List>,
    pub youths: Vec<NewYouth>,
    pub cases: Vec<Case>,
}

/// What a world is drawn from.
pub struct Setting<'a> {
    pub platform: &'a Platform,
    pub people: &'a People,
    pub schools: &'a Schools,
    pub cast: &'a Cast,
    pub now: DateTime<Utc>,
}

/// Ages at entry, in hundredths (DOMAIN.md §3.2: 16–18 about 55 %).
const AGES: [(u32, i32); 10] =
    [(17, 16), (20, 17), (21, 18), (14, 19), (10, 20), (7, 21), (4, 22), (3, 23), (2, 24), (2, 25)];

/// Draws `cases` cases.
pub fn draw(source: &Setting, cases: u64, ids: &mut Ids, rng: &mut ChaCha8Rng) -> World {
    let today = base::clock::paris_day(source.now);
    let habits = Habits::draw(rng);
    let arrivals = arrivals(rng, today);
    let counts = share_out(rng, cases, &arrivals);
    let drawer = Drawer {
        source,
        clerks: source.cast.clerks(),
        workers: source.cast.workers(),
        inhabitants: source.platform.population(),
        habits,
        department: source.platform.code.department_code().unwrap_or_default().to_owned(),
    };
    let mut world = World::default();
    let mut returning: Vec<(Id, Traits)> = vec![];
    for (arrival, count) in arrivals.iter().zip(counts).filter(|(_, count)| *count > 0) {
        let list = (arrival.source != Source::Himself).then(|| ids.next(rng));
        let mut lines = vec![];
        for _ in 0..count {
            // A few come back: their former case is over.
            let known = if rng.random_bool(0.03) { returning.pop() } else { None };
            let (youth, traits, name, left_on) = match known {
                Some((youth, traits)) => (youth, traits, String::new(), None),
                None => {
                    let youth = drawer.youth(arrival, ids, rng);
                    let drawn = (
                        youth.id,
                        youth.traits(),
                        format!("{} {}", youth.civil.last_name, youth.civil.joined_first_names()),
                        youth.details.schoolings.first().and_then(|schooling| schooling.left_on),
                    );
                    world.youths.push(youth);
                    drawn
                }
            };
            let case = drawer.case(arrival, list.map(|id| (id, left_on)), youth, traits, ids, rng);
            let over = |e: &Event| matches!(e.what, What::Closed(ClosedReason::NotConcerned));
            if case.events.iter().any(over) {
                returning.push((youth, traits));
            }
            lines.push((youth, case.id, name));
            world.cases.push(case);
        }
        world.lists.extend(list.map(|id| drawer.list(id, arrival, lines)));
    }
    world
}

struct Drawer<'a> {
    source: &'a Setting<'a>,
    clerks: Vec<Id>,
    workers: Vec<Id>,
    inhabitants: u32,
    habits: Habits,
    department: String,
}

impl Drawer<'_> {
    fn list(&self, id: Id, arrival: &Arrival, lines: Vec<(Id, Id, String)>) -> List {
        let (name, file) = match arrival.source {
            Source::NationalList => ("SIEI", "SIEI"),
            Source::MissionLocale => ("Mission locale", "ML"),
            Source::Apprenticeship => ("Ruptures d’apprentissage", "RUPTURES"),
            Source::School => ("Établissements", "LYCEES"),
            Source::Agricultural => ("Enseignement agricole", "AGRICOLE"),
            _ => ("Partenaires", "PARTENAIRES"),
        };
        let town = matching::fold(self.source.platform.town).to_uppercase().replace(' ', "_");
        let file_name = format!("{file}_{town}_{}.csv", arrival.on.format("%Y%m"));
        List { id, source: arrival.source, name: name.into(), file_name, on: arrival.on, lines }
    }

    /// `reported`: the list that named the youth, and the day of leaving it told.
    fn case(
        &self,
        arrival: &Arrival,
        reported: Option<(Id, Option<NaiveDate>)>,
        youth: Id,
        traits: Traits,
        ids: &mut Ids,
        rng: &mut ChaCha8Rng,
    ) -> Case {
        let opening = match reported {
            Some((list, left_on)) => What::Listed { list: Some(list), source: arrival.source, left_on },
            None => What::CameForward { right_to_return: rng.random_bool(0.5) },
        };
        let events = history(
            rng,
            &Circumstances {
                entry_on: arrival.on,
                opening,
                minor: base::french::age(traits.born_on, arrival.on) < 18,
                now: self.source.now,
                workers: &self.workers,
                clerks: &self.clerks,
                platform: self.source.platform.code.as_str(),
                habits: self.habits,
            },
        );
        Case { id: ids.next(rng), youth, list: reported.map(|(list, _)| list), opened_on: arrival.on, traits, events }
    }

    fn youth(&self, arrival: &Arrival, ids: &mut Ids, rng: &mut ChaCha8Rng) -> NewYouth {
        let people = self.source.people;
        let sex = if rng.random_bool(0.62) { Sex::Male } else { Sex::Female };
        let age = weighted(rng, &AGES);
        let born_on = arrival.on.with_year(arrival.on.year() - age).unwrap_or(arrival.on)
            - Duration::days(rng.random_range(0..364));
        let name = people.youth(rng, &self.department, sex, born_on.year());
        let school = self.source.schools.draw(rng);
        let phone = mobile(rng);
        let mut contacts = vec![];
        if rng.random_bool(0.82) {
            contacts.push(Contact::Phone(phone));
        }
        if rng.random_bool(0.4) {
            let first = name.first_names.first().copied().unwrap_or_default();
            contacts.push(Contact::Email(email(rng, first, &name.last_name)));
        }
        contacts.push(Contact::Address(self.address(rng)));
        let guardians = people.guardians(rng, &name);
        let listed = if age < 18 || rng.random_bool(0.4) { guardians.len() } else { 0 };
        NewYouth {
            id: ids.next(rng),
            civil: Civil {
                last_name: name.last_name,
                usage_name: name.usage_name,
                first_names: name.first_names.iter().map(|n| (*n).to_owned()).collect(),
                sex: rng.random_bool(0.99).then_some(sex),
                born_on,
                priority_district: rng.random_bool(0.7).then(|| rng.random_bool(0.25)),
            },
            details: Details {
                ines: if rng.random_bool(0.9) { ine(rng).into_iter().collect() } else { vec![] },
                contacts,
                guardians: guardians
                    .into_iter()
                    .take(listed)
                    .map(|guardian| Guardian {
                        name: format!("{} {}", guardian.first_name, guardian.last_name),
                        relation: Some(guardian.relation.into()),
                        contacts: vec![Contact::Phone(if rng.random_bool(0.8) {
                            mobile(rng)
                        } else {
                            landline(rng, &self.department)
                        })],
                    })
                    .collect(),
                schoolings: vec![schooling(rng, school, arrival)],
            },
        }
    }

    fn address(&self, rng: &mut ChaCha8Rng) -> Address {
        let commune = self.commune(rng);
        let postcode = commune.postcodes.first().map(|code| (*code).to_owned());
        Address {
            street: self.source.people.address(rng),
            postcode,
            commune: Some(commune.code.into()),
            commune_name: Some(commune.name.into()),
        }
    }

    /// As many live in a commune as it has inhabitants.
    fn commune(&self, rng: &mut ChaCha8Rng) -> &'static Commune {
        let communes = &self.source.platform.communes;
        let mut place = rng.random_range(0..self.inhabitants.max(1));
        for commune in communes {
            if place < commune.population {
                return commune;
            }
            place -= commune.population;
        }
        communes[0]
    }
}

fn schooling(rng: &mut ChaCha8Rng, school: &School, arrival: &Arrival) -> NewSchooling {
    const VOCATIONAL: &[&str] = &[
        "2de pro Métiers du commerce et de la vente",
        "1re pro MELEC",
        "Terminale pro AGOrA",
        "CAP Cuisine, 1re année",
        "CAP Coiffure, 2e année",
        "1re pro ASSP",
        "Terminale pro Maintenance des véhicules",
        "CAP Maçon, 1re année",
    ];
    const GENERAL: &[&str] =
        &["2de générale et technologique", "1re STMG", "Terminale STMG", "1re générale", "1re ST2S"];
    const COLLEGE: &[&str] = &["3e générale", "3e prépa-métiers", "3e SEGPA"];
    const APPRENTICESHIP: &[&str] =
        &["CAP Boulanger en apprentissage", "CAP Cuisine en apprentissage", "Bac pro Commerce en apprentissage"];
    let category = if arrival.source == Source::Apprenticeship { Schooling::Apprenticeship } else { school.schooling };
    let formations = match category {
        Schooling::College => COLLEGE,
        Schooling::General => GENERAL,
        Schooling::Apprenticeship => APPRENTICESHIP,
        _ => VOCATIONAL,
    };
    NewSchooling {
        category,
        formation: Some(formations[rng.random_range(0..formations.len())].into()),
        mef: None,
        school_code: Some(school.uai.clone()),
        school_name: Some(school.name.clone()),
        diploma: rng.random_bool(0.15).then(|| "CAP".into()),
        left_on: Some(arrival.on - Duration::days(rng.random_range(8..90))),
    }
}

/// Nine digits and two letters: the pattern in use since 2018.
fn ine(rng: &mut ChaCha8Rng) -> Option<matching::Ine> {
    let mut letter = || char::from(b'A' + rng.random_range(0..26_u8));
    let letters: String = [letter(), letter()].iter().collect();
    format!("{:09}{letters}", rng.random_range(100_000_000..1_000_000_000_u32)).parse().ok()
}

fn weighted<T: Copy>(rng: &mut ChaCha8Rng, weights: &[(u32, T)]) -> T {
    let mut draw = rng.random_range(0..weights.iter().map(|(w, _)| w).sum());
    for (weight, value) in weights {
        if draw < *weight {
            return *value;
        }
        draw -= weight;
    }
    weights[weights.len() - 1].1
}
