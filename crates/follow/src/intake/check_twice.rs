//! The same person twice in a file: the first line stays, the second is ignored.

use std::collections::HashMap;

use chrono::NaiveDate;
use matching::{Ine, fold};

/// Folded last name, folded first name, birth date.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Person {
    last: String,
    first: String,
    born: NaiveDate,
}

/// What the lines before say of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Before {
    /// Nobody like this.
    Nobody,
    /// The same person stands on this line.
    Same(u32),
    /// Somebody else bears the same INE on this line.
    SharesIne(u32),
}

/// The people of the lines already read.
#[derive(Debug, Default)]
pub(super) struct Seen {
    by_ine: HashMap<Ine, (u32, Person)>,
    by_person: HashMap<Person, u32>,
}

impl Person {
    pub fn new(last_name: &str, first_name: &str, born: NaiveDate) -> Self {
        Self { last: fold(last_name), first: fold(first_name), born }
    }

    /// Under one INE, the same person with a slip in a name or in the date. Twins share the name and the birth, not the
    /// first name: they are two.
    fn may_be(&self, other: &Self) -> bool {
        let first = alike(&self.first, &other.first);
        let last = alike(&self.last, &other.last);
        let exchanged = self.first == other.last && self.last == other.first;
        (first && (last || self.born == other.born)) || (exchanged && self.born == other.born)
    }
}

/// Same beginning, or one inside the other: a coarse test, enough beside an equal INE.
fn alike(a: &str, b: &str) -> bool {
    a.chars().next() == b.chars().next() || a.contains(b) || b.contains(a)
}

impl Seen {
    /// Compares a person with the lines before, then remembers it unless it was there.
    pub fn meet(&mut self, line: u32, ines: &[Ine], person: Person) -> Before {
        let bearer = ines.iter().find_map(|ine| self.by_ine.get(ine));
        let before = match (bearer, self.by_person.get(&person)) {
            (Some((line, other)), _) if other.may_be(&person) => Before::Same(*line),
            (_, Some(line)) => Before::Same(*line),
            (Some((line, _)), None) => Before::SharesIne(*line),
            (None, None) => Before::Nobody,
        };
        if !matches!(before, Before::Same(_)) {
            for ine in ines {
                self.by_ine.entry(*ine).or_insert_with(|| (line, person.clone()));
            }
            self.by_person.insert(person, line);
        }
        before
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(last: &str, first: &str, day: u32) -> Person {
        Person::new(last, first, NaiveDate::from_ymd_opt(2008, 3, day).unwrap())
    }

    fn ine(text: &str) -> Ine {
        Ine::parse(text).unwrap()
    }

    #[test]
    fn accents_capitals_and_hyphens_do_not_make_two_people() {
        let mut seen = Seen::default();
        assert_eq!(seen.meet(2, &[], person("Le Goff", "Maëlle", 1)), Before::Nobody);
        assert_eq!(seen.meet(3, &[], person("LE-GOFF", "MAELLE", 1)), Before::Same(2));
        assert_eq!(
            seen.meet(4, &[], person("LE GOFF", "MAELLE", 2)),
            Before::Nobody,
            "another birth date is for matching"
        );
    }

    #[test]
    fn one_ine_with_a_slip_in_the_name_or_the_date_is_one_person() {
        let mut seen = Seen::default();
        let number = [ine("081204773HB")];
        assert_eq!(seen.meet(2, &number, person("Le Goff", "Yanis", 1)), Before::Nobody);
        assert_eq!(seen.meet(3, &number, person("Legof", "Yannis", 1)), Before::Same(2));
        assert_eq!(seen.meet(4, &number, person("Le Goff", "Yanis", 9)), Before::Same(2));
        assert_eq!(seen.meet(5, &number, person("Yanis", "Le Goff", 1)), Before::Same(2), "names exchanged");
    }

    #[test]
    fn twins_under_one_ine_are_two_people_and_it_is_said() {
        let mut seen = Seen::default();
        let number = [ine("081204773HB")];
        seen.meet(2, &number, person("Le Goff", "Yanis", 1));
        assert_eq!(seen.meet(3, &number, person("Le Goff", "Maëlle", 1)), Before::SharesIne(2));
        assert_eq!(seen.meet(4, &number, person("Le Goff", "Maelle", 1)), Before::Same(3), "and a twin may come twice");
    }
}
