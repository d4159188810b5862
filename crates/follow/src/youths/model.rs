use crate::coded_enum;
use chrono::NaiveDate;
use db::Id;
use matching::{Identity, Ine};

coded_enum! {
    pub enum Sex {
        Female = "F", "féminin";
        Male = "M", "masculin";
    }
}

coded_enum! {
    /// The last schooling (MEASURE.md §4).
    pub enum Schooling {
        College = "college", "collège";
        General = "general", "général et technologique";
        Vocational = "vocational", "professionnel";
        Apprenticeship = "apprenticeship", "apprentissage";
        Other = "other", "autre";
        Unknown = "unknown", "non renseigné";
    }
}

/// What of a youth enters the figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Traits {
    pub sex: Option<Sex>,
    pub born_on: NaiveDate,
    pub schooling: Schooling,
    /// Lives in a *quartier prioritaire de la politique de la ville*; none: unknown.
    pub priority_district: Option<bool>,
}

impl Traits {
    /// The class of the figures: `F`, `M` or `unknown`.
    pub fn sex_class(&self) -> &'static str {
        self.sex.map_or("unknown", |sex| sex.as_str())
    }

    /// `yes`, `no` or `unknown`.
    pub const fn priority_district_class(&self) -> &'static str {
        match self.priority_district {
            Some(true) => "yes",
            Some(false) => "no",
            None => "unknown",
        }
    }
}

/// Who somebody is, whatever the ways to reach him.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Civil {
    pub last_name: String,
    pub usage_name: Option<String>,
    /// In civil order, one to an element; compound ones whole: `["Jean-Pierre", "Louis"]`.
    pub first_names: Vec<String>,
    pub sex: Option<Sex>,
    pub born_on: NaiveDate,
    /// Lives in a *quartier prioritaire de la politique de la ville*; none: unknown.
    pub priority_district: Option<bool>,
}

/// What separates first names in the column `youth.first_names`: a first name may hold a space.
const BETWEEN_FIRST_NAMES: &str = ", ";

impl Civil {
    /// As the column `youth.first_names` keeps them.
    pub fn joined_first_names(&self) -> String {
        self.first_names.join(BETWEEN_FIRST_NAMES)
    }

    /// What searches and sorts read: the names, without accents nor capitals, the last name first.
    pub fn folded(&self) -> String {
        let usage = self.usage_name.as_deref().unwrap_or_default();
        matching::fold(&format!("{} {usage} {}", self.last_name, self.joined_first_names()))
    }

    /// For `matching`, with the INE known.
    pub fn identity(&self, ines: &[Ine]) -> Identity {
        Identity {
            ines: ines.to_vec(),
            usage_name: self.usage_name.clone(),
            sex: self.sex.map(|sex| match sex {
                Sex::Female => matching::Sex::Female,
                Sex::Male => matching::Sex::Male,
            }),
            ..Identity::new(self.last_name.clone(), self.first_names.clone(), self.born_on)
        }
    }
}

/// The column `youth.first_names`, taken apart.
pub fn split_first_names(joined: &str) -> Vec<String> {
    joined.split(BETWEEN_FIRST_NAMES).filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

/// « Yanis Le Goff »: the first of the first names, then the name used, else the last name.
pub fn usual_name(first_names: &str, last_name: &str, usage_name: Option<&str>) -> String {
    let first = first_names.split(BETWEEN_FIRST_NAMES).next().unwrap_or_default();
    let last = usage_name.filter(|name| !name.is_empty()).unwrap_or(last_name);
    format!("{first} {last}").trim().to_owned()
}

/// « Le Goff Yanis, Malo »: the last name first, as lists write people.
pub fn name_of_lists(first_names: &str, last_name: &str) -> String {
    format!("{last_name} {first_names}").trim().to_owned()
}

/// A young person about to be known.
#[derive(Clone, Debug)]
pub struct NewYouth {
    pub id: Id,
    pub civil: Civil,
    pub details: Details,
}

impl NewYouth {
    /// What of him enters the figures.
    pub fn traits(&self) -> Traits {
        let told = self.details.schoolings.iter().map(|s| s.category).find(|c| *c != Schooling::Unknown);
        Traits {
            sex: self.civil.sex,
            born_on: self.civil.born_on,
            schooling: told.unwrap_or(Schooling::Unknown),
            priority_district: self.civil.priority_district,
        }
    }
}

/// What a list or a person says of how to reach a youth, and where he was schooled. All of it may already be known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Details {
    pub ines: Vec<Ine>,
    pub contacts: Vec<Contact>,
    pub guardians: Vec<Guardian>,
    pub schoolings: Vec<NewSchooling>,
}

/// A way to reach somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Contact {
    /// E.164 (`+33639985112`), or as written when it could not be read.
    Phone(String),
    Email(String),
    Address(Address),
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Address {
    /// Number and street, without postcode nor town.
    pub street: String,
    pub postcode: Option<String>,
    /// INSEE code, when the town was recognised.
    pub commune: Option<String>,
    /// As written.
    pub commune_name: Option<String>,
}

/// A legal guardian (*responsable légal*).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guardian {
    pub name: String,
    /// « mère », « père »…, as written.
    pub relation: Option<String>,
    pub contacts: Vec<Contact>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewSchooling {
    pub category: Schooling,
    /// « 1re pro MELEC », as written.
    pub formation: Option<String>,
    pub mef: Option<String>,
    /// UAI: seven digits and a letter.
    pub school_code: Option<String>,
    pub school_name: Option<String>,
    /// Highest diploma obtained.
    pub diploma: Option<String>,
    pub left_on: Option<NaiveDate>,
}

impl Contact {
    /// The code of the column `kind`.
    pub const fn kind(&self) -> &'static str {
        match self {
            Contact::Phone(_) => "phone",
            Contact::Email(_) => "email",
            Contact::Address(_) => "address",
        }
    }

    /// The column `value`.
    pub fn value(&self) -> &str {
        match self {
            Contact::Phone(value) | Contact::Email(value) => value,
            Contact::Address(address) => &address.street,
        }
    }

    /// Two spellings of the same way to reach somebody have the same key.
    pub(super) fn key(&self) -> String {
        match self {
            Contact::Phone(number) => number.clone(),
            Contact::Email(address) => address.to_lowercase(),
            Contact::Address(a) => address_key(&a.street, a.postcode.as_deref(), a.commune_name.as_deref()),
        }
    }
}

/// Street, postcode and town, folded; the town as the postcode may serve several.
pub(super) fn address_key(street: &str, postcode: Option<&str>, commune_name: Option<&str>) -> String {
    let (postcode, town) = (postcode.unwrap_or_default(), commune_name.unwrap_or_default());
    matching::fold(&format!("{street} {postcode} {town}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn yanis() -> Civil {
        Civil {
            last_name: "Le Goff".into(),
            usage_name: None,
            first_names: vec!["Yanis".into(), "Paul Émile".into()],
            sex: Some(Sex::Male),
            born_on: NaiveDate::from_ymd_opt(2009, 3, 9).expect("a day"),
            priority_district: None,
        }
    }

    #[test]
    fn first_names_with_a_space_come_back_whole() {
        let joined = yanis().joined_first_names();
        assert_eq!(split_first_names(&joined), yanis().first_names);
        assert!(split_first_names("").is_empty());
    }

    #[test]
    fn the_usual_name_is_the_first_first_name_and_the_name_used() {
        assert_eq!(usual_name("Yanis, Paul Émile", "Le Goff", None), "Yanis Le Goff");
        assert_eq!(usual_name("Inès", "Bouzid", Some("Morvan")), "Inès Morvan");
        assert_eq!(usual_name("", "Bouzid", None), "Bouzid");
    }

    #[test]
    fn names_are_searched_without_accents() {
        assert_eq!(yanis().folded(), "le goff yanis paul emile");
    }
}
