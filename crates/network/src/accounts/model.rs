//! An account and the words it is made of.
use crate::rights::Role;
use base::form::Text;
use chrono::{DateTime, Utc};
use db::Id;
use std::fmt;
use std::str::FromStr;

/// An e-mail address in lower case: what one signs in with. One account an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Email(String);

impl Email {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Email {
    type Err = &'static str;

    /// Narrower than the standard, as wide as the addresses people have.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        const MALFORMED: &str =
            "Cette adresse n’est pas complète ou contient un signe de trop. Écrivez-la comme prenom.nom@domaine.fr.";
        let text = text.trim().to_lowercase();
        let (local, domain) = text.split_once('@').ok_or(MALFORMED)?;
        let dotted = |part: &str, more: &[char]| {
            part.split('.').all(|word| {
                !word.is_empty() && word.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || more.contains(&c))
            })
        };
        let fits = text.len() <= 254 && local.len() <= 64;
        let hyphened = domain.split('.').any(|label| label.starts_with('-') || label.ends_with('-'));
        if fits && dotted(local, &['_', '+', '\'', '&', '=', '~']) && dotted(domain, &[]) && !hyphened {
            Ok(Email(text))
        } else {
            Err(MALFORMED)
        }
    }
}

/// First and last name, as on screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonName(String);

impl PersonName {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for PersonName {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let Text(text) = text.parse::<Text<120>>()?;
        let name = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if name.chars().any(char::is_alphabetic) {
            Ok(PersonName(name))
        } else {
            Err("Écrivez le prénom et le nom, par exemple «\u{202f}Maëlle Le Gall\u{202f}».".into())
        }
    }
}

/// What a search looks into and lists are sorted by.
pub fn folded(name: &str, email: &str) -> String {
    format!("{} {}", matching::fold(name), matching::fold(email))
}

/// Somebody who works here, or did.
#[derive(Clone, Debug, db::FromRow)]
pub struct Account {
    pub id: Id,
    pub email: String,
    pub name: String,
    /// False until the invitation is answered.
    pub has_password: bool,
    pub created_at: DateTime<Utc>,
    pub signed_in_at: Option<DateTime<Utc>>,
    pub closed_at: Option<DateTime<Utc>>,
}

/// A role of an account, in force or ended.
#[derive(Clone, Debug)]
pub struct GrantedRole {
    pub id: Id,
    pub role: Role,
    pub territory: String,
    pub territory_name: String,
    pub granted_at: DateTime<Utc>,
    /// Who granted it; none when a command did.
    pub granted_by: Option<String>,
    pub ended_at: Option<DateTime<Utc>>,
    /// Whether the one who looks manages accounts on that territory.
    pub within: bool,
}

impl GrantedRole {
    pub fn is_in_force(&self) -> bool {
        self.ended_at.is_none()
    }

    /// The role without which nobody could manage all accounts any more.
    pub fn administers_the_nation(&self) -> bool {
        self.role == Role::Administrator && self.territory == "FR"
    }
}

/// Where a signed-in person may be sent: a page of this very site, else the home page.
pub fn local_path(asked: &str) -> &str {
    let inside =
        asked.starts_with('/') && !asked.starts_with("//") && !asked.chars().any(|c| c == '\\' || c.is_control());
    if inside && !asked.starts_with("/connexion") { asked } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_kept_in_lower_case_and_a_malformed_one_shows_an_example() {
        assert_eq!(" Maelle.LEGALL@ac-rennes.fr ".parse::<Email>().unwrap().as_str(), "maelle.legall@ac-rennes.fr");
        assert!("lead@demo".parse::<Email>().is_ok(), "an internal domain");
        for text in [
            "",
            "maelle",
            "@ac-rennes.fr",
            "maelle@",
            "ma elle@x.fr",
            "a@b@c.fr",
            "a..b@c.fr",
            "a@c..fr",
            "a@-c.fr",
            "<a@c.fr>",
            "a@c.fr\r\nBcc: d@e.fr",
            "maëlle@x.fr",
        ] {
            assert!(text.parse::<Email>().unwrap_err().contains("prenom.nom@domaine.fr"), "{text}");
        }
    }

    #[test]
    fn a_name_has_letters_and_no_stray_blanks() {
        assert_eq!("  Maëlle   Le Gall ".parse::<PersonName>().unwrap().as_str(), "Maëlle Le Gall");
        assert!("29".parse::<PersonName>().is_err());
        assert!("a".repeat(121).parse::<PersonName>().is_err());
    }

    #[test]
    fn the_next_page_is_on_this_site_or_is_the_home_page() {
        assert_eq!(local_path("/dossiers?vue=a-voir"), "/dossiers?vue=a-voir");
        for elsewhere in
            ["", "//evil.fr", "/\\evil.fr", "https://evil.fr", "/connexion?suite=/", "/\n/evil.fr", "dossiers"]
        {
            assert_eq!(local_path(elsewhere), "/", "{elsewhere}");
        }
    }
}
