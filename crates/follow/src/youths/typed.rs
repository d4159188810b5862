//! Who a youth is and how to reach him, as a person types it.
use super::{Address, Civil, Contact, Guardian, Sex};
use crate::coded_enum;
use crate::intake::{phones, text, values};
use base::Form;
use base::form::{Day, Text};
use base::french::{age, fr};
use chrono::NaiveDate;
use matching::Ine;
use std::str::FromStr;

/// A name: letters in it, of reasonable length.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name(pub String);

impl FromStr for Name {
    type Err = String;
    fn from_str(typed: &str) -> Result<Self, String> {
        let Text::<80>(name) = typed.parse()?;
        let name = text::clean(&name);
        if name.chars().any(char::is_alphabetic) { Ok(Name(name)) } else { Err("Écrivez le nom en lettres.".into()) }
    }
}

/// One telephone number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phone(pub String);

impl FromStr for Phone {
    type Err = String;
    fn from_str(typed: &str) -> Result<Self, String> {
        let read = phones::read(typed);
        match (read.phones.as_slice(), read.problem) {
            ([only], None) if only.readable => Ok(Phone(only.number.clone())),
            ([_, _, ..], _) => Err("Un seul numéro par champ. Ajoutez l’autre ensuite.".into()),
            _ => Err("Ce n’est pas un numéro de téléphone. Écrivez dix chiffres, par exemple 06 39 98 51 03.".into()),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Email(pub String);

impl FromStr for Email {
    type Err = &'static str;
    fn from_str(typed: &str) -> Result<Self, Self::Err> {
        values::email(typed)
            .filter(|email| email.len() <= 254)
            .map(Email)
            .ok_or("Cette adresse n’est pas complète. Écrivez par exemple prenom.nom@exemple.fr.")
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypedIne(pub Ine);

impl FromStr for TypedIne {
    type Err = &'static str;
    fn from_str(typed: &str) -> Result<Self, Self::Err> {
        typed
            .parse()
            .map(TypedIne)
            .map_err(|_| "Un INE compte onze signes, par exemple 080514237KD. Laissez vide si vous ne l’avez pas.")
    }
}

/// Five digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Postcode(pub String);

impl FromStr for Postcode {
    type Err = &'static str;
    fn from_str(typed: &str) -> Result<Self, Self::Err> {
        values::postcode(typed).map(Postcode).ok_or("Un code postal compte cinq chiffres, par exemple 29200.")
    }
}

coded_enum! {
    /// Whether the youth lives in a priority district.
    pub enum District {
        Yes = "oui", "oui";
        No = "non", "non";
    }
}

/// Nobody followed here is older, in years: a wrong century otherwise.
const OLDEST: u8 = 40;
const YOUNGEST: u8 = 10;

/// Reads who the youth is: `nom`, `nom-usage`, `prenoms`, `sexe`, `ne`, `quartier`.
pub fn civil(form: &mut Form, today: NaiveDate) -> Option<Civil> {
    let last_name = form.required::<Name>("nom");
    let usage_name = form.optional::<Name>("nom-usage");
    let first_names = first_names(form);
    let sex = form.optional::<Sex>("sexe");
    let born_on = born_on(form, today);
    let district = form.optional::<District>("quartier");
    Some(Civil {
        last_name: last_name?.0,
        usage_name: usage_name?.map(|name| name.0),
        first_names: first_names?,
        sex: sex?,
        born_on: born_on?,
        priority_district: district?.map(|answer| answer == District::Yes),
    })
}

fn first_names(form: &mut Form) -> Option<Vec<String>> {
    let Name(typed) = form.required::<Name>("prenoms")?;
    let names: Vec<String> = typed.split(',').map(text::clean).filter(|name| !name.is_empty()).collect();
    (!names.is_empty()).then_some(names)
}

fn born_on(form: &mut Form, today: NaiveDate) -> Option<NaiveDate> {
    let Day(day) = form.required("ne")?;
    if day > today {
        form.refuse("ne", "Cette date est à venir. Vérifiez l’année.");
        return None;
    }
    let years = age(day, today);
    if !(YOUNGEST..=OLDEST).contains(&years) {
        form.refuse("ne", fr(&format!("Cette date donne {years} ans. Vérifiez l’année.")));
        return None;
    }
    Some(day)
}

/// What is typed of one's address: `rue`, `code-postal`, `ville`. `Some(None)`: nothing.
pub fn address(form: &mut Form, department: Option<&str>) -> Option<Option<Address>> {
    let street = form.optional::<Text<200>>("rue")?.map(|t| text::clean(&t.0)).unwrap_or_default();
    let postcode = form.optional::<Postcode>("code-postal")?.map(|code| code.0);
    let town = form.optional::<Text<80>>("ville")?.map(|t| text::clean(&t.0)).filter(|town| !town.is_empty());
    if street.is_empty() && postcode.is_none() && town.is_none() {
        return Some(None);
    }
    let commune = network::territories::find(town.as_deref().unwrap_or_default(), postcode.as_deref(), department);
    if town.is_some() && commune.is_none() {
        form.refuse("ville", "Cette commune n’est pas connue à ce code postal. Vérifiez l’un et l’autre.");
        return None;
    }
    Some(Some(Address {
        street,
        postcode,
        commune: commune.map(|commune| commune.code.to_owned()),
        commune_name: town.or(commune.map(|commune| commune.name.to_owned())),
    }))
}

/// Telephone, e-mail and address of one person: `telephone`, `courriel` and those of [`address`].
pub fn contacts(form: &mut Form, department: Option<&str>) -> Option<Vec<Contact>> {
    let phone = form.optional::<Phone>("telephone");
    let email = form.optional::<Email>("courriel");
    let address = address(form, department);
    let mut contacts = vec![];
    contacts.extend(phone?.map(|phone| Contact::Phone(phone.0)));
    contacts.extend(email?.map(|email| Contact::Email(email.0)));
    contacts.extend(address?.map(Contact::Address));
    Some(contacts)
}

/// A guardian: `responsable`, `lien`, `telephone-responsable`. `Some(None)`: nothing.
pub fn guardian(form: &mut Form) -> Option<Option<Guardian>> {
    let name = form.optional::<Name>("responsable");
    let relation = form.optional::<Text<40>>("lien");
    let phone = form.optional::<Phone>("telephone-responsable");
    let (name, relation, phone) = (name?, relation?, phone?);
    let Some(Name(name)) = name else {
        if relation.is_some() || phone.is_some() {
            form.refuse("responsable", "Donnez aussi le nom du responsable légal.");
            return None;
        }
        return Some(None);
    };
    Some(Some(Guardian {
        name,
        relation: relation.map(|t| text::clean(&t.0)).filter(|relation| !relation.is_empty()),
        contacts: phone.map(|phone| Contact::Phone(phone.0)).into_iter().collect(),
    }))
}

/// The fields of who a youth is, filled.
pub fn fill(civil: &Civil) -> Form {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    Form::filled([
        ("nom", civil.last_name.clone()),
        ("nom-usage", text(&civil.usage_name)),
        ("prenoms", civil.joined_first_names()),
        ("sexe", civil.sex.map(|sex| sex.to_string()).unwrap_or_default()),
        ("ne", civil.born_on.to_string()),
        ("quartier", civil.priority_district.map(|yes| if yes { "oui" } else { "non" }.to_owned()).unwrap_or_default()),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 24).expect("a day")
    }

    fn form(fields: &[(&'static str, &str)]) -> Form {
        Form::filled(fields.iter().map(|(name, value)| (*name, (*value).to_owned())))
    }

    #[test]
    fn what_was_read_fills_the_same_form() {
        let typed = [
            ("nom", "Le  Goff"),
            ("prenoms", "Yanis, Paul Émile"),
            ("sexe", "M"),
            ("ne", "09/03/2009"),
            ("quartier", "oui"),
        ];
        let read = civil(&mut form(&typed), today()).expect("read");
        assert_eq!(read.first_names, ["Yanis", "Paul Émile"]);
        assert_eq!(read.last_name, "Le Goff");
        assert_eq!(civil(&mut fill(&read), today()), Some(read));
    }

    #[test]
    fn what_is_wrong_is_said_by_its_field() {
        for (name, value) in
            [("ne", "2027-01-01"), ("ne", "1959-03-09"), ("ne", "31/02/2009"), ("nom", "1234"), ("sexe", "X")]
        {
            let mut fields = vec![("nom", "Le Goff"), ("prenoms", "Yanis"), ("ne", "2009-03-09")];
            fields.retain(|(known, _)| *known != name);
            fields.push((name, value));
            let mut form = form(&fields);
            assert_eq!(civil(&mut form, today()), None, "{value}");
            assert!(form.error(name).is_some_and(|why| why.ends_with('.')), "{value}");
        }
        for (name, value) in
            [("telephone", "appeler sa mère"), ("telephone", "06 39"), ("courriel", "yanis@"), ("code-postal", "29")]
        {
            let mut form = form(&[(name, value)]);
            assert_eq!(contacts(&mut form, None), None, "{value}");
            assert!(form.error(name).is_some(), "{value}");
        }
        let mut unknown = form(&[("ville", "Brest-sur-Mer"), ("code-postal", "29200")]);
        assert_eq!(address(&mut unknown, Some("29")), None);
        assert!(unknown.error("ville").is_some());
        assert_eq!(guardian(&mut form(&[("lien", "mère")])), None, "a guardian has a name");
    }

    #[test]
    fn a_town_is_recognised_however_it_is_written() {
        let read = address(
            &mut form(&[("rue", "14 rue du Port"), ("ville", "PLOUGASTEL DAOULAS"), ("code-postal", "29470")]),
            None,
        );
        let address = read.expect("read").expect("an address");
        assert_eq!(address.commune.as_deref(), Some("29189"));
        assert_eq!(super::address(&mut form(&[]), None), Some(None));
    }
}
