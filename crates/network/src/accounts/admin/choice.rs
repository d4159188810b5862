//! Which of some five hundred territories does somebody mean who types a name or a code?
use crate::rights::Role;
use crate::territories::{Level, TerritoryCode};
use base::Form;

/// A territory that may be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub code: TerritoryCode,
    pub level: Level,
    pub name: String,
}

impl Place {
    /// As offered and as read back: « PSAD de Brest (29-BREST) ».
    pub fn written(&self) -> String {
        format!("{} ({})", self.name, self.code)
    }
}

/// More than this are not shown to choose from.
const MOST_CHOICES: usize = 12;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    One(TerritoryCode),
    /// All fit equally.
    Several(Vec<Place>),
    TooMany(usize),
    /// It is one, of a level that does not fit.
    WrongLevel(Place),
    Unknown,
}

/// `places` are those one may choose from; only those of `levels` fit.
pub fn choose(text: &str, places: &[Place], levels: &[Level]) -> Choice {
    let fits = |place: &&Place| levels.contains(&place.level);
    let code = text.rsplit_once('(').map_or(text, |(_, code)| code.trim_end_matches(')'));
    if let Ok(code) = code.parse::<TerritoryCode>()
        && let Some(place) = places.iter().find(|place| place.code == code)
    {
        return if fits(&place) { Choice::One(code) } else { Choice::WrongLevel(place.clone()) };
    }
    let text = matching::fold(text);
    if text.is_empty() {
        return Choice::Unknown;
    }
    let equal: Vec<_> = places.iter().filter(|place| matching::fold(&place.name) == text).collect();
    let near: Vec<_> = places.iter().filter(|place| has_words(&matching::fold(&place.name), &text)).collect();
    for found in [&equal, &near] {
        let fitting: Vec<Place> = found.iter().copied().filter(fits).cloned().collect();
        match fitting.as_slice() {
            [] => {}
            [place] => return Choice::One(place.code.clone()),
            more if more.len() > MOST_CHOICES => return Choice::TooMany(more.len()),
            _ => return Choice::Several(fitting),
        }
    }
    equal.first().or(near.first()).map_or(Choice::Unknown, |place| Choice::WrongLevel((*place).clone()))
}

/// Whether each word typed begins a word of the name.
fn has_words(name: &str, text: &str) -> bool {
    text.split(' ').all(|typed| name.split(' ').any(|word| word.starts_with(typed)))
}

/// A role and a territory, as a form asks for them; `several` is what the page offers when the name is not enough.
#[derive(Clone, Debug, Default)]
pub struct RoleForm {
    pub several: Vec<Place>,
}

impl RoleForm {
    /// Reads the fields `role`, `territory` and `choice`, marking what is wrong.
    pub fn read(&mut self, form: &mut Form, places: &[Place]) -> Option<(Role, TerritoryCode)> {
        let role = form.required::<Role>("role");
        if form.raw("territory").is_empty() {
            form.refuse("territory", "Écrivez le nom ou le code d’un territoire.");
        }
        let role = role?;
        let text = form.raw("territory").to_owned();
        if text.is_empty() {
            return None;
        }
        let mut choice = choose(&text, places, role.levels());
        // A choice made on the page counts as long as it answers what is typed.
        if let Choice::Several(several) = &choice
            && let Some(chosen) = several.iter().find(|place| place.code.as_str() == form.raw("choice"))
        {
            choice = Choice::One(chosen.code.clone());
        }
        let fault = match choice {
            Choice::One(code) => return Some((role, code)),
            Choice::Several(several) => {
                self.several = several;
                "Plusieurs territoires portent ce nom. Choisissez-en un ci-dessous.".to_owned()
            }
            Choice::TooMany(count) => format!("{count} territoires répondent à ce nom. Écrivez-en un peu plus."),
            Choice::WrongLevel(place) => format!(
                "«\u{202f}{}\u{202f}» est de niveau {}. Pour «\u{202f}{}\u{202f}», choisissez {}.",
                place.name,
                place.level.label().to_lowercase(),
                role.label(),
                expected(role)
            ),
            Choice::Unknown => {
                "Aucun territoire de votre périmètre ne porte ce nom. Écrivez par exemple «\u{202f}Finistère\u{202f}», \
                                «\u{202f}D29\u{202f}» ou «\u{202f}PSAD de Brest\u{202f}»."
                    .to_owned()
            }
        };
        form.refuse("territory", fault);
        None
    }
}

/// « une région académique ou une académie »
fn expected(role: Role) -> String {
    let words: Vec<_> = role
        .levels()
        .iter()
        .map(|level| match level {
            Level::Nation => "la France entière",
            Level::Region => "une région académique",
            Level::Academy => "une académie",
            Level::Department => "un département",
            Level::Platform => "une plate-forme",
        })
        .collect();
    match words.as_slice() {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [first @ .., last] => format!("{} ou {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places() -> Vec<Place> {
        [
            ("FR", "France"),
            ("R53", "Bretagne"),
            ("R01", "Guadeloupe"),
            ("A32", "Guadeloupe"),
            ("D29", "Finistère"),
            ("D971", "Guadeloupe"),
            ("29-BREST", "PSAD de Brest"),
            ("93-SAINT-DENIS", "PSAD de Saint-Denis"),
            ("974-SAINT-DENIS", "PSAD de Saint-Denis"),
            ("29-QUIMPER", "PSAD de Quimper"),
        ]
        .map(|(code, name)| {
            let code: TerritoryCode = code.parse().unwrap();
            Place { level: code.level(), code, name: name.into() }
        })
        .into()
    }

    fn chosen(text: &str, role: Role) -> Choice {
        choose(text, &places(), role.levels())
    }

    fn one(code: &str) -> Choice {
        Choice::One(code.parse().unwrap())
    }

    #[test]
    fn a_code_a_name_an_unaccented_name_or_its_beginning_are_understood() {
        for text in ["29-BREST", "29-brest", "PSAD de Brest", "psad brest", "brest", "bre", "PSAD de Brest (29-BREST)"]
        {
            assert_eq!(chosen(text, Role::PlatformLead), one("29-BREST"), "{text}");
        }
        assert_eq!(chosen("finistere", Role::DepartmentLead), one("D29"));
    }

    #[test]
    fn the_role_chooses_among_levels_of_one_name() {
        assert_eq!(chosen("Guadeloupe", Role::DepartmentLead), one("D971"));
        let Choice::Several(both) = chosen("Guadeloupe", Role::RegionLead) else { panic!("région and académie") };
        assert_eq!(both.iter().map(|place| place.code.as_str()).collect::<Vec<_>>(), ["R01", "A32"]);
    }

    #[test]
    fn namesakes_are_offered_to_choose_from_and_the_choice_is_read_back() {
        let mut form = Form::filled([("role", "member".into()), ("territory", "saint denis".into())]);
        let mut asked = RoleForm::default();
        assert_eq!(asked.read(&mut form, &places()), None);
        assert_eq!(asked.several.len(), 2);
        assert!(form.error("territory").unwrap().contains("Choisissez-en un"));
        let typed =
            [("role", "member".into()), ("territory", "saint denis".into()), ("choice", "974-SAINT-DENIS".into())];
        let read = RoleForm::default().read(&mut Form::filled(typed), &places());
        assert_eq!(read, Some((Role::Member, "974-SAINT-DENIS".parse().unwrap())));
    }

    #[test]
    fn a_choice_that_no_longer_answers_what_is_typed_is_forgotten() {
        let typed = [("role", "member".into()), ("territory", "brest".into()), ("choice", "974-SAINT-DENIS".into())];
        let read = RoleForm::default().read(&mut Form::filled(typed), &places());
        assert_eq!(read, Some((Role::Member, "29-BREST".parse().unwrap())));
    }

    #[test]
    fn a_territory_of_the_wrong_level_says_which_level_fits() {
        let mut form = Form::filled([("role", "region-lead".into()), ("territory", "Finistère".into())]);
        assert_eq!(RoleForm::default().read(&mut form, &places()), None);
        assert!(form.error("territory").unwrap().contains("une région académique ou une académie"));
    }

    #[test]
    fn what_is_not_among_the_places_is_unknown() {
        assert_eq!(chosen("Normandie", Role::RegionLead), Choice::Unknown);
        assert_eq!(chosen("R28", Role::RegionLead), Choice::Unknown);
        assert_eq!(chosen("…", Role::RegionLead), Choice::Unknown);
    }
}
