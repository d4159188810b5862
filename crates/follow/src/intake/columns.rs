//! What a column means, by its header: words folded, cut and looked up, so that « TEL_RESP1 », « Tél. responsable
//! légal 1 » and « telResp1 » are one. A word that nobody knows makes the column unknown: « Téléphone du CIO » is not
//! the youth's.

use super::columns_forbidden::forbidden;
use super::columns_words::{Word, words};
use super::fields::Field;
use super::mapping::Forbidden;

/// What a header says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    Field(Field),
    Forbidden(Forbidden),
    /// Understood, and of no use here (an employer's phone, an age).
    Aside,
    /// Not understood: the values may tell.
    Unknown,
}

/// Does this text look like the name of a column? For the search of the header line.
#[must_use]
pub fn is_column_name(text: &str) -> bool {
    text.chars().count() <= 80 && meaning(text) != Meaning::Unknown
}

/// The meaning of a header, the other columns unseen.
#[must_use]
pub fn meaning(header: &str) -> Meaning {
    if let Some(reason) = forbidden(header) {
        return Meaning::Forbidden(reason);
    }
    let words = words(header);
    let header = Header { words: &words };
    if words.is_empty() {
        return Meaning::Unknown;
    }
    if header.has(Word::Elsewhere) || (words.len() == 1 && header.has(Word::Useless)) {
        return Meaning::Aside;
    }
    header
        .event()
        .or_else(|| header.guardian())
        .or_else(|| header.dates())
        .or_else(|| header.mission_locale())
        .or_else(|| header.school())
        .or_else(|| header.youth())
        .unwrap_or(if header.has(Word::Useless) { Meaning::Aside } else { Meaning::Unknown })
}

struct Header<'a> {
    words: &'a [Word],
}

impl Header<'_> {
    fn has(&self, word: Word) -> bool {
        self.words.contains(&word)
    }

    fn has_any(&self, words: &[Word]) -> bool {
        words.iter().any(|word| self.has(*word))
    }

    /// All words are among these, or say nothing.
    fn only(&self, words: &[Word]) -> bool {
        self.words.iter().all(|word| words.contains(word) || matches!(word, Word::Neutral | Word::Number(_)))
    }

    fn number(&self) -> Option<u8> {
        self.words.iter().find_map(|word| if let Word::Number(number) = word { Some(*number) } else { None })
    }

    fn event(&self) -> Option<Meaning> {
        use Word::{Call, Comment, Date, Detail, Event, Result};
        let field = match () {
            () if self.has(Date) && self.has_any(&[Event, Call]) && self.only(&[Date, Event, Call]) => Field::EventDate,
            () if self.has_any(&[Event, Result]) && self.only(&[Event, Result, Call]) => Field::Event,
            () if self.has(Detail) && self.only(&[Detail, Event]) => Field::EventDetail,
            () if self.has(Comment) && self.only(&[Comment]) => Field::Comment,
            () => return None,
        };
        Some(Meaning::Field(field))
    }

    /// « TEL_RESP1 », « Mère, portable », « Représentant légal 2 : nom ».
    fn guardian(&self) -> Option<Meaning> {
        use Word::{Address, Father, FirstName, Guardian, Legal, Mail, Mother, Name, Phone, Work};
        if !self.has_any(&[Guardian, Mother, Father, Legal]) {
            return None;
        }
        // The number that follows the word « responsable », not the one of « tél 2 ».
        let mut after = self.words.iter().skip_while(|word| !matches!(word, Guardian | Mother | Father | Legal));
        let own = after.find(|word| !matches!(word, Guardian | Legal));
        let second = match own {
            Some(Word::Number(number)) => *number == 2,
            _ if self.has(Father) => true,
            _ => !self.has_any(&[Mother, Phone]) && self.number() == Some(2),
        };
        let people = [Guardian, Mother, Father, Legal, Work];
        let only = |words: &[Word]| self.only(&[people.as_slice(), words].concat());
        let (one, two) = match () {
            () if self.has(Phone) && only(&[Phone]) => (Field::Guardian1Phone, Field::Guardian2Phone),
            () if self.has(Mail) && only(&[Mail, Address]) => (Field::Guardian1Email, Field::Guardian2Email),
            () if self.has(FirstName) && only(&[FirstName]) => (Field::Guardian1FirstName, Field::Guardian2FirstName),
            () if only(&[Name, FirstName]) => (Field::Guardian1Name, Field::Guardian2Name),
            () => return Some(Meaning::Aside),
        };
        Some(Meaning::Field(if second { two } else { one }))
    }

    fn dates(&self) -> Option<Meaning> {
        use Word::{
            Abandon, Birth, Break, Contract, Date, End, Entry, Leave, MissionLocale, School, Schooling, Start, Youth,
        };
        let field = match () {
            () if self.has(Birth) && self.only(&[Date, Birth, Youth]) => Field::BirthDate,
            () if self.has(Break) && self.only(&[Date, Break, Contract]) => Field::ContractBroken,
            () if self.has(Contract) && self.has(Start) && self.only(&[Date, Contract, Start]) => Field::ContractStart,
            () if self.has(Contract) && self.has(End) && self.only(&[Date, Contract, End]) => Field::ContractEnd,
            () if self.has(Leave)
                && self.only(&[Date, Leave, School, Schooling])
                && (self.has(Date) || self.only(&[Leave])) =>
            {
                Field::LeftOn
            }
            () if self.has(Abandon) && self.has(Date) && self.only(&[Date, Abandon, School, Schooling]) => {
                Field::LeftOn
            }
            () if self.has(End) && self.has(Schooling) && self.only(&[Date, End, Schooling]) => Field::LeftOn,
            () if self.has(MissionLocale) => return None,
            () if self.has_any(&[Entry, Start, End]) || (self.has(Date) && !self.has(Word::Welcome)) => {
                return Some(if self.only(&[Date, Entry, Start, End, School, Schooling, Contract]) {
                    Meaning::Aside
                } else {
                    Meaning::Unknown
                });
            }
            () => return None,
        };
        Some(Meaning::Field(field))
    }

    fn mission_locale(&self) -> Option<Meaning> {
        use Word::{Date, Entry, File, Id, Known, MissionLocale, Situation, Welcome};
        let field = match () {
            () if self.has(Welcome) && self.only(&[Date, Welcome, MissionLocale]) => Field::MissionLocaleWelcomed,
            () if !self.has(MissionLocale) => return None,
            () if self.has(Date) && self.only(&[Date, Known, Entry, MissionLocale]) => Field::MissionLocaleWelcomed,
            () if self.has_any(&[Known, Entry]) && self.only(&[MissionLocale, Known, Entry]) => {
                Field::KnownToMissionLocale
            }
            () if self.has_any(&[File, Id]) && self.only(&[MissionLocale, File, Id]) => Field::MissionLocaleFile,
            () if self.has(Situation) && self.only(&[MissionLocale, Situation]) => Field::MissionLocaleSituation,
            () if self.only(&[MissionLocale]) => Field::KnownToMissionLocale,
            () => return Some(Meaning::Aside),
        };
        Some(Meaning::Field(field))
    }

    fn school(&self) -> Option<Meaning> {
        use Word::{
            Code, Diploma, Known, Label, Last, Leave, Mail, Mef, Name, Obtained, Phone, Postal, School, Schooling, Uai,
        };
        let origin = [Last, Leave, School];
        let only = |words: &[Word]| self.only(&[origin.as_slice(), words].concat());
        let field = match () {
            () if self.has(Uai) && only(&[Uai, Code]) => Field::SchoolUai,
            () if self.has(Mef) && only(&[Mef, Code]) => Field::Mef,
            () if self.has(Mef) && only(&[Mef, Name, Label, Schooling]) => Field::Formation,
            () if self.has(Diploma) && only(&[Diploma, Obtained, Name, Label]) => Field::Diploma,
            () if self.has(Schooling) && self.has(Code) && only(&[Schooling, Code]) => Field::FormationCode,
            () if self.has(Schooling) && only(&[Schooling, Name, Label, Mef, Known]) => Field::Formation,
            () if !self.has(School) => return None,
            () if self.has(Phone) && only(&[Phone]) => Field::SchoolPhone,
            () if self.has(Mail) && only(&[Mail, Word::Address]) => Field::SchoolEmail,
            () if self.has(Postal) && only(&[Postal, Code]) => Field::SchoolPostcode,
            () if only(&[Name, Label]) => Field::SchoolName,
            // Its own code, or the national one: the values tell.
            () if only(&[Code]) => return Some(Meaning::Unknown),
            () => return Some(Meaning::Aside),
        };
        Some(Meaning::Field(field))
    }

    fn youth(&self) -> Option<Meaning> {
        use Word::{
            Address, Birth, Call, Called, Code, Commune, District, File, FirstName, Id, Ine, Insee, Label, Mail, Name,
            Phone, Postal, Second, Sex, Third, Usage, Work, Youth,
        };
        let field = match () {
            () if self.has(Ine) && self.only(&[Ine, Code, Id, Youth]) => Field::Ine,
            () if self.has(Sex) && self.only(&[Sex, Code, Youth]) => Field::Sex,
            () if self.has(Phone) && self.only(&[Phone, Youth, Call, Called, Work]) => Field::Phone,
            () if self.has(Called) && self.only(&[Called]) => Field::Phone,
            () if self.has(Mail) && self.only(&[Mail, Address, Youth, Call, Work]) => Field::Email,
            () if self.has(Postal) && self.only(&[Postal, Code, Youth, Commune, Address]) => Field::Postcode,
            () if self.has_any(&[Insee]) && self.only(&[Insee, Code, Commune]) => Field::CommuneCode,
            () if self.has(Commune) && self.has(Code) && self.only(&[Commune, Code]) => Field::CommuneCode,
            () if self.has(Commune) && self.only(&[Commune, Youth, Name, Label, Address]) => Field::Commune,
            () if self.has(District) && self.only(&[District, Code, Youth]) => Field::PriorityDistrict,
            () if self.has(Address) && self.only(&[Address, Youth]) => Field::Address,
            () if self.has(Birth) && self.has_any(&[Commune, Code, Insee]) => return Some(Meaning::Aside),
            () if self.has(Usage) && self.only(&[Usage, Name, Youth]) => Field::UsageName,
            () if self.has(Name) && self.has(FirstName) && self.only(&[Name, FirstName, Youth]) => Field::FullName,
            () if self.has(FirstName) && self.only(&[FirstName, Second, Third, Youth, Usage, Birth]) => {
                match (self.has(Second), self.has(Third), self.number()) {
                    (true, _, _) | (_, _, Some(2)) => Field::SecondFirstName,
                    (_, true, _) | (_, _, Some(3)) => Field::ThirdFirstName,
                    _ => Field::FirstName,
                }
            }
            () if self.has(Name) && self.only(&[Name, Youth, Birth]) => Field::LastName,
            () if self.has(Youth) && self.only(&[Youth]) => Field::FullName,
            () if self.has_any(&[Id, File]) && self.only(&[Id, File, Youth, Code]) => Field::SourceReference,
            () => return None,
        };
        Some(Meaning::Field(field))
    }
}

#[cfg(test)]
mod tests;
