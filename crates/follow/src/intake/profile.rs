//! From a line to a youth: who he is, what is told of him, and what kind of schooling he left.
use super::candidate::{Candidate, SchoolFacts};
use super::mapping::ListKind;
use super::phones::Phone;
use crate::cases::event::Source;
use crate::youths::{Address, Civil, Contact, Details, Guardian, NewSchooling, Schooling};
use chrono::NaiveDate;
use matching::fold;

/// The category of a list that is not said otherwise.
pub fn source_of(kind: ListKind) -> Source {
    match kind {
        ListKind::National => Source::NationalList,
        ListKind::MissionLocale => Source::MissionLocale,
        ListKind::BrokenContracts | ListKind::Sifa => Source::Apprenticeship,
        ListKind::Siecle => Source::School,
        ListKind::Events | ListKind::Other => Source::Other,
    }
}

/// The name under which the lists of one sender follow each other. It must not be that of another sender: who is missing from
/// the next list of the same name is said to have left it. A school's or a training centre's carries its code; a list of no known
/// model, or said to be of another source than it looks, carries the words of its file.
pub fn source_name(kind: ListKind, source: Source, candidates: &[&Candidate], file_name: &str) -> String {
    if source != source_of(kind) || kind == ListKind::Other {
        let name = if source == Source::Other { "Autre liste".to_owned() } else { capital(source.label()) };
        let words = words_of(file_name);
        return if words.is_empty() { name } else { format!("{name} ({words})") };
    }
    let name = match kind {
        ListKind::National => "SIEI",
        ListKind::MissionLocale => "Mission locale",
        ListKind::BrokenContracts => "Ruptures d’apprentissage",
        ListKind::Sifa => "SIFA",
        ListKind::Siecle => "SIECLE",
        ListKind::Events => "Suites données",
        ListKind::Other => "Autre liste",
    };
    let of_one_school = matches!(kind, ListKind::Sifa | ListKind::Siecle);
    match candidates.iter().find_map(|c| c.school.uai.as_deref()).filter(|_| of_one_school) {
        Some(uai) => format!("{name} {uai}"),
        None => name.to_owned(),
    }
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// The words of a file’s name that do not change from a month to the next: « E2C_Brest_2026-11.csv » → « e2c brest ».
fn words_of(file_name: &str) -> String {
    const MONTHS: &[&str] = &[
        "janvier",
        "fevrier",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "aout",
        "septembre",
        "octobre",
        "novembre",
        "decembre",
        "janv",
        "jan",
        "fev",
        "fevr",
        "avr",
        "juil",
        "sept",
        "sep",
        "oct",
        "nov",
        "dec",
    ];
    const MOST: usize = 40;
    let stem = file_name.rsplit_once('.').map_or(file_name, |(stem, _)| stem);
    let folded = fold(stem);
    let lasting = folded.split(' ').filter(|word| word.chars().any(char::is_alphabetic) && !MONTHS.contains(word));
    lasting.collect::<Vec<_>>().join(" ").chars().take(MOST).collect()
}

/// The day the youth left school or training, as the line tells it.
pub fn left_on(candidate: &Candidate) -> Option<NaiveDate> {
    candidate.contract.broken_on.max(candidate.school.left_on)
}

pub fn civil(candidate: &Candidate) -> Civil {
    Civil {
        last_name: candidate.last_name.clone(),
        usage_name: candidate.usage_name.clone(),
        first_names: candidate.first_names.clone(),
        sex: candidate.sex,
        born_on: candidate.birth_date,
        priority_district: candidate.priority_district,
    }
}

/// `commune` is the INSEE code of the town, where it was recognised.
pub fn details(candidate: &Candidate, source: Source, commune: Option<String>) -> Details {
    let mut contacts: Vec<Contact> = phones(&candidate.phones).collect();
    contacts.extend(candidate.email.clone().map(Contact::Email));
    if candidate.address.is_some() || candidate.postcode.is_some() || candidate.commune.is_some() {
        contacts.push(Contact::Address(Address {
            street: candidate.address.clone().unwrap_or_default(),
            postcode: candidate.postcode.clone(),
            commune,
            commune_name: candidate.commune.clone(),
        }));
    }
    Details {
        ines: candidate.ines.clone(),
        contacts,
        guardians: candidate
            .guardians
            .iter()
            .map(|guardian| Guardian {
                name: [&guardian.first_name, &guardian.last_name]
                    .into_iter()
                    .flatten()
                    .map(String::as_str)
                    .collect::<Vec<_>>()
                    .join(" "),
                relation: None,
                contacts: phones(&guardian.phones).chain(guardian.email.clone().map(Contact::Email)).collect(),
            })
            .collect(),
        schoolings: schooling(&candidate.school, source).into_iter().collect(),
    }
}

fn phones(phones: &[Phone]) -> impl Iterator<Item = Contact> {
    phones.iter().map(|phone| Contact::Phone(phone.number.clone()))
}

fn schooling(school: &SchoolFacts, source: Source) -> Option<NewSchooling> {
    let category = category(school, source);
    let told = [&school.uai, &school.name, &school.mef, &school.formation, &school.diploma];
    (category != Schooling::Unknown || told.iter().any(|text| text.is_some())).then(|| NewSchooling {
        category,
        formation: school.formation.clone(),
        mef: school.mef.clone(),
        school_code: school.uai.clone(),
        school_name: school.name.clone(),
        diploma: school.diploma.clone(),
        left_on: school.left_on,
    })
}

/// The category of MEASURE.md §4. The national code of the class (MEF) decides, then the words of the class.
fn category(school: &SchoolFacts, source: Source) -> Schooling {
    if source == Source::Apprenticeship {
        return Schooling::Apprenticeship;
    }
    let by_code = school.mef.as_deref().and_then(|mef| match mef.get(..2)? {
        // MEF: 100–118 lower secondary and its adapted classes, 200–224 general and technological, 240–277 vocational.
        "10" | "11" => Some(Schooling::College),
        "20" | "21" | "22" => Some(Schooling::General),
        "24" | "25" | "26" | "27" => Some(Schooling::Vocational),
        _ => None,
    });
    by_code.or_else(|| school.formation.as_deref().and_then(by_words)).unwrap_or(Schooling::Unknown)
}

fn by_words(formation: &str) -> Option<Schooling> {
    const APPRENTICESHIP: &[&str] = &["apprenti", "alternance", "cfa"];
    const VOCATIONAL: &[&str] =
        &["cap", "bep", "pro", "bac pro", "professionnel", "mc", "bma", "dima", "melec", "assp", "agora"];
    const GENERAL: &[&str] =
        &["generale", "general", "techno", "technologique", "gt", "stmg", "sti2d", "st2s", "stl", "std2a"];
    const COLLEGE: &[&str] =
        &["segpa", "college", "3e", "3eme", "4e", "4eme", "5e", "5eme", "6e", "6eme", "troisieme", "quatrieme"];
    let folded = fold(formation);
    let words: Vec<&str> = folded.split(' ').collect();
    let has = |list: &[&str]| {
        words.iter().any(|word| list.contains(word) || list.iter().any(|w| w.len() > 4 && word.starts_with(w)))
    };
    // « 2NDPRO », « 1ERPRO », « TLEPRO », « 1CAP2 »: the class is glued to its level.
    let glued = words.iter().any(|w| {
        w.ends_with("pro") && w.starts_with(|c: char| c.is_ascii_digit() || c == 't')
            || w.contains("cap") && w.starts_with('1')
            || w.contains("cap2")
            || w.contains("cap3")
    });
    [
        (has(COLLEGE), Schooling::College),
        (has(APPRENTICESHIP), Schooling::Apprenticeship),
        (glued || has(VOCATIONAL), Schooling::Vocational),
        (has(GENERAL), Schooling::General),
    ]
    .into_iter()
    .find_map(|(is, category)| is.then_some(category))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(mef: Option<&str>, formation: Option<&str>) -> Schooling {
        let school =
            SchoolFacts { mef: mef.map(Into::into), formation: formation.map(Into::into), ..SchoolFacts::default() };
        category(&school, Source::NationalList)
    }

    #[test]
    fn two_senders_never_share_the_name_their_lists_follow_each_other_under() {
        let name = |kind, source, file: &str| source_name(kind, source, &[], file);
        assert_eq!(name(ListKind::National, Source::NationalList, "SIEI_BREST_202611.csv"), "SIEI");
        assert_eq!(
            name(ListKind::National, Source::Agricultural, "draaf-2026-11.csv"),
            "Enseignement agricole (draaf)"
        );
        assert_eq!(name(ListKind::Other, Source::Other, "E2C_Brest_2026-11.csv"), "Autre liste (e2c brest)");
        assert_eq!(name(ListKind::Other, Source::Partner, "Epide novembre.xlsx"), "Partenaire (epide)");
        assert_eq!(name(ListKind::Other, Source::Other, "2026-11.csv"), "Autre liste");
    }

    #[test]
    fn the_code_of_the_class_says_the_kind_of_schooling() {
        assert_eq!(of(Some("1031001911"), Some("3EME PREPA-METIERS")), Schooling::College);
        assert_eq!(of(Some("2011001011"), None), Schooling::General);
        assert_eq!(of(Some("2473361331"), Some("1CAP2 CUISINE")), Schooling::Vocational);
    }

    #[test]
    fn without_a_code_the_words_of_the_class_say_it() {
        for (formation, category) in [
            ("1CAP2 CUISINE", Schooling::Vocational),
            ("TLEPRO GESTION-ADMINISTRATION", Schooling::Vocational),
            ("Terminale professionnelle MELEC", Schooling::Vocational),
            ("2NDE GENERALE ET TECHNO", Schooling::General),
            ("1re STMG", Schooling::General),
            ("3EME SEGPA", Schooling::College),
            ("CAP boulanger en apprentissage", Schooling::Apprenticeship),
            ("Autre", Schooling::Unknown),
        ] {
            assert_eq!(of(None, Some(formation)), category, "{formation}");
        }
    }
}
