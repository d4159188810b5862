//! Readable people.

use chrono::NaiveDate;
use matching::{Identity, Ine};

/// `person("Le Gall", "Yann", "2009-04-11")`.
pub fn person(last_name: &str, first_names: &str, born_on: &str) -> Identity {
    Identity::new(last_name, [first_names], date(born_on))
}

pub fn date(text: &str) -> NaiveDate {
    text.parse().expect("a date of the test")
}

pub trait With {
    fn with_ine(self, ine: &str) -> Self;
    fn used_name(self, name: &str) -> Self;
}

impl With for Identity {
    fn with_ine(mut self, ine: &str) -> Self {
        self.ines.push(Ine::parse(ine).expect("an INE of the test"));
        self
    }

    fn used_name(mut self, name: &str) -> Self {
        self.usage_name = Some(name.to_owned());
        self
    }
}
