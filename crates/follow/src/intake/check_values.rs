//! The cells of a line → values, each remark with its column. Decides nothing about the line.

use chrono::NaiveDate;
use matching::{Ine, fold};
use sheets::{Cell, Row, Value};

use super::candidate::{ContractFacts, EventFacts, GuardianFacts, MissionLocaleFacts, SchoolFacts};
use super::dates::{self, Century, DateError};
use super::fields::Field;
use super::mapping::{Mapping, Use};
use super::phones::{self, Phone};
use super::reading::{Level, Message};
use super::text::{clean, says_nothing, shorten, thousands};
use super::values::{self, IneRead};
use crate::youths::Sex;

/// Characters of a cell quoted in a message.
const QUOTED: usize = 60;

/// A line half read: everything may be missing.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pub line: u32,
    pub ines: Vec<Ine>,
    pub last_name: Option<String>,
    pub usage_name: Option<String>,
    pub first_names: Vec<String>,
    pub sex: Option<Sex>,
    pub birth_date: Option<NaiveDate>,
    /// The birth date stands in the line but is none.
    pub birth_date_error: bool,
    pub address: Vec<String>,
    pub postcode: Option<String>,
    pub commune: Option<String>,
    pub commune_code: Option<String>,
    pub phones: Vec<Phone>,
    pub email: Option<String>,
    pub guardians: [GuardianFacts; 2],
    pub school: SchoolFacts,
    pub contract: ContractFacts,
    pub mission_locale: MissionLocaleFacts,
    pub source_reference: Option<String>,
    pub priority_district: Option<bool>,
    pub event: EventFacts,
    pub comments: Vec<String>,
    pub messages: Vec<Message>,
}

impl Draft {
    pub fn at_line(line: u32) -> Self {
        Self { line, ..Self::default() }
    }

    pub fn has(&self, level: Level) -> bool {
        self.messages.iter().any(|message| message.level == level)
    }

    pub fn read(row: &Row<'_>, mapping: &Mapping, today: NaiveDate) -> Self {
        let mut draft = Self::at_line(row.line());
        for (index, column) in mapping.columns.iter().enumerate() {
            let Use::Field(field) = column.usage else { continue };
            let cell = row.cell(index);
            if cell.value == Value::Empty {
                continue;
            }
            let mut at = At { draft: &mut draft, column: &column.name, field, cell, today };
            at.read();
        }
        draft
    }

    pub fn tell(&mut self, column: Option<&str>, read: Option<&str>, level: Level, text: impl Into<String>) {
        self.messages.push(Message {
            line: Some(self.line),
            column: column.map(str::to_owned),
            read: read.map(|read| shorten(&clean(read), QUOTED)),
            level,
            text: text.into(),
        });
    }
}

/// One cell and where its value goes.
struct At<'a> {
    draft: &'a mut Draft,
    column: &'a str,
    field: Field,
    cell: Cell<'a>,
    today: NaiveDate,
}

impl At<'_> {
    fn warn(&mut self, text: impl Into<String>) {
        self.draft.tell(Some(self.column), Some(self.cell.text), Level::Warning, text);
    }

    fn refuse(&mut self, text: impl Into<String>) {
        self.draft.tell(Some(self.column), Some(self.cell.text), Level::Refused, text);
    }

    fn read(&mut self) {
        let length = self.cell.text.chars().count();
        let longest = self.field.longest();
        if length > longest {
            let size = format!("{} caractères, {} au plus", thousands(length), thousands(longest));
            if self.field.identifies() {
                self.refuse(format!(
                    "Le texte est trop long ({size}). Corrigez la cellule\u{202f}; la ligne n’entre pas."
                ));
            } else {
                self.warn(format!("Le texte est trop long ({size})\u{a0}: il n’est pas repris. Raccourcissez-le et déposez de nouveau la liste."));
            }
            return;
        }
        let text = clean(self.cell.text);
        if self.cell.value == Value::Error {
            self.warn("La formule de cette cellule est en erreur dans le tableur\u{a0}: elle est lue comme vide.");
            return;
        }
        let is_yes_or_no = matches!(self.field, Field::KnownToMissionLocale | Field::PriorityDistrict);
        if text.is_empty() || (says_nothing(&text) && !is_yes_or_no) {
            return;
        }
        self.keep(text);
    }

    fn keep(&mut self, text: String) {
        match self.field {
            Field::LastName => self.name(text, |draft| &mut draft.last_name),
            Field::UsageName => self.name(text, |draft| &mut draft.usage_name),
            Field::FullName => self.full_name(&text),
            Field::FirstName | Field::SecondFirstName | Field::ThirdFirstName => self.first_names(&text),
            Field::BirthDate => self.birth_date(),
            Field::Sex => match values::sex(&text) {
                Some(sex) => self.draft.sex = Some(sex),
                None => self.warn("Sexe non reconnu\u{a0}: il reste à renseigner dans le dossier. Attendu\u{a0}: F ou M, 1 ou 2, civilité."),
            },
            Field::Ine => self.ines(&text),
            Field::Phone => self.phones(|draft| &mut draft.phones),
            Field::Guardian1Phone => self.phones(|draft| &mut draft.guardians[0].phones),
            Field::Guardian2Phone => self.phones(|draft| &mut draft.guardians[1].phones),
            Field::SchoolPhone => {
                let mut read = phones::read(self.cell.text).phones;
                self.draft.school.phone = (!read.is_empty()).then(|| read.swap_remove(0));
            }
            Field::Email => self.email(&text, |draft| &mut draft.email),
            Field::Guardian1Email => self.email(&text, |draft| &mut draft.guardians[0].email),
            Field::Guardian2Email => self.email(&text, |draft| &mut draft.guardians[1].email),
            Field::SchoolEmail => self.email(&text, |draft| &mut draft.school.email),
            Field::Address => self.draft.address.push(text),
            Field::Postcode => {
                self.commune_beside_postcode(&text);
                self.code(&text, values::postcode, |draft| &mut draft.postcode, "Code postal illisible\u{a0}: il n’est pas repris. Attendu\u{a0}: cinq chiffres.");
            }
            Field::SchoolPostcode => self.code(&text, values::postcode, |draft| &mut draft.school.postcode, "Code postal illisible\u{a0}: il n’est pas repris. Attendu\u{a0}: cinq chiffres."),
            Field::CommuneCode => self.code(&text, values::commune_code, |draft| &mut draft.commune_code, "Code de commune illisible\u{a0}: il n’est pas repris. Attendu\u{a0}: le code INSEE, cinq caractères."),
            Field::SchoolUai => self.code(&text, values::uai, |draft| &mut draft.school.uai, "Code UAI illisible\u{a0}: il n’est pas repris. Attendu\u{a0}: sept chiffres et une lettre."),
            Field::PriorityDistrict => self.yes_or_no(&text, |draft| &mut draft.priority_district),
            Field::KnownToMissionLocale => self.yes_or_no(&text, |draft| &mut draft.mission_locale.known),
            Field::LeftOn => self.date(|draft| &mut draft.school.left_on),
            Field::ContractStart => self.date(|draft| &mut draft.contract.started_on),
            Field::ContractEnd => self.date(|draft| &mut draft.contract.ends_on),
            Field::ContractBroken => self.date(|draft| &mut draft.contract.broken_on),
            Field::MissionLocaleWelcomed => self.date(|draft| &mut draft.mission_locale.first_welcomed_on),
            Field::EventDate => self.date(|draft| &mut draft.event.happened_on),
            Field::Commune => self.draft.commune = Some(text),
            Field::Guardian1Name => self.draft.guardians[0].last_name = Some(text),
            Field::Guardian1FirstName => self.draft.guardians[0].first_name = Some(text),
            Field::Guardian2Name => self.draft.guardians[1].last_name = Some(text),
            Field::Guardian2FirstName => self.draft.guardians[1].first_name = Some(text),
            Field::SchoolName => self.draft.school.name = Some(text),
            Field::Mef => self.draft.school.mef = Some(text),
            Field::FormationCode => self.draft.school.formation_code = Some(text),
            Field::Formation => self.draft.school.formation = Some(text),
            Field::Diploma => self.draft.school.diploma = Some(text),
            Field::MissionLocaleFile => self.draft.mission_locale.file_number = Some(text),
            Field::MissionLocaleSituation => self.draft.mission_locale.situation = Some(text),
            Field::SourceReference => self.draft.source_reference = Some(text),
            Field::Event => self.draft.event.label = Some(text),
            Field::EventDetail => {
                let detail = &mut self.draft.event.detail;
                *detail = Some(detail.take().map_or(text.clone(), |before| format!("{before}, {text}")));
            }
            Field::Comment => self.draft.comments.push(text),
        }
    }

    /// A name has letters; what else stands in it is kept as plain text, and said.
    fn name(&mut self, text: String, place: fn(&mut Draft) -> &mut Option<String>) {
        if self.is_name(&text) {
            *place(self.draft) = Some(text);
        }
    }

    fn is_name(&mut self, text: &str) -> bool {
        if !text.chars().any(char::is_alphabetic) {
            let effect = if self.field.identifies() { "la ligne n’entre pas" } else { "il n’est pas repris" };
            let message = format!("Ce n’est pas un nom (aucune lettre)\u{a0}: {effect}. Corrigez la cellule.");
            if self.field.identifies() {
                self.refuse(message)
            } else {
                self.warn(message)
            }
            return false;
        }
        if text.contains(['<', '>', '=', '{', '}', '@', '\\', '|', '#']) || text.chars().any(|c| c.is_ascii_digit()) {
            self.warn("Ce nom contient des signes inattendus\u{a0}: il est gardé tel quel, vérifiez-le.");
        }
        true
    }

    fn full_name(&mut self, text: &str) {
        if !self.is_name(text) {
            return;
        }
        let name = values::split_name(text);
        if !name.sure && !name.first.is_empty() {
            let guess = format!("nom «\u{202f}{}\u{202f}», prénom «\u{202f}{}\u{202f}»", name.last, name.first);
            self.warn(format!("Nom et prénom dans une même cellule, sans majuscules pour les distinguer\u{a0}: lu {guess}. Vérifiez-le."));
        }
        self.draft.last_name = Some(name.last).filter(|name| !name.is_empty());
        self.push_first_names(&name.first);
    }

    fn first_names(&mut self, text: &str) {
        if self.is_name(text) {
            self.push_first_names(text);
        }
    }

    /// « Lana, Isia, Louise » are three; « Jean Pierre » may be one.
    fn push_first_names(&mut self, text: &str) {
        let names = text.split([',', ';']).map(str::trim).filter(|name| !name.is_empty());
        self.draft.first_names.extend(names.map(str::to_owned));
        self.draft.first_names.truncate(3);
    }

    fn birth_date(&mut self) {
        match dates::read(&self.cell, Century::Past(self.today)) {
            Ok(found) => self.draft.birth_date = found,
            Err(error) => {
                self.draft.birth_date_error = true;
                self.refuse(error.to_string());
            }
        }
    }

    fn date(&mut self, place: fn(&mut Draft) -> &mut Option<NaiveDate>) {
        match dates::read(&self.cell, Century::Present) {
            Ok(Some(date)) => *place(self.draft) = Some(date),
            Ok(None) => {}
            Err(
                error @ (DateError::NoSuchDay { .. }
                | DateError::NoSuchMonth(_)
                | DateError::Incomplete
                | DateError::Unreadable),
            ) => {
                self.warn(format!("{error} La date n’est pas reprise."));
            }
        }
    }

    fn ines(&mut self, text: &str) {
        // Two identifiers in a cell, the old and the new.
        let parts: Vec<&str> = text.split(['/', ';', ',']).collect();
        let several = parts.len() > 1 && parts.iter().all(|part| matches!(values::ine(part), IneRead::Valid(_)));
        for part in if several { parts } else { vec![text] } {
            match values::ine(part) {
                IneRead::Nothing => {}
                IneRead::Valid(ine) => self.push_ine(ine),
                IneRead::Mended(ine) => {
                    self.warn(format!("Des lettres O ou I à la place de chiffres\u{a0}: lu {ine}. Vérifiez l’INE."));
                    self.push_ine(ine);
                }
                IneRead::Incomplete => self.warn(
                    "Un caractère de l’INE manque (remplacé par un signe). Le rapprochement se fera sur le nom et la naissance.",
                ),
                IneRead::WrongLength(length) => self.warn(format!(
                    "{} caractère{} au lieu de 11. Le rapprochement se fera sur le nom et la naissance.",
                    thousands(length),
                    if length > 1 { "s" } else { "" },
                )),
                IneRead::UnknownForm => self.warn(
                    "L’INE n’a aucune des trois formes connues (9 chiffres et 2 lettres, 10 chiffres et 1 lettre, ou apprenti). Le rapprochement se fera sur le nom et la naissance.",
                ),
                IneRead::Scientific => self.warn(
                    "Le tableur a écrit cet INE en puissance de dix et l’a perdu. Redemandez la liste avec l’INE en texte\u{202f}; le rapprochement se fera sur le nom et la naissance.",
                ),
            }
        }
    }

    fn push_ine(&mut self, ine: Ine) {
        if !self.draft.ines.contains(&ine) {
            self.draft.ines.push(ine);
        }
    }

    fn phones(&mut self, place: fn(&mut Draft) -> &mut Vec<Phone>) {
        let read = phones::read(self.cell.text);
        if let Some(problem) = read.problem {
            self.warn(problem.to_string());
        }
        let kept = place(self.draft);
        for phone in read.phones {
            if !kept.contains(&phone) {
                kept.push(phone);
            }
        }
    }

    fn email(&mut self, text: &str, place: fn(&mut Draft) -> &mut Option<String>) {
        match values::email(text) {
            Some(email) => *place(self.draft) = Some(email),
            None => self
                .warn("Adresse électronique illisible\u{a0}: elle n’est pas reprise. Attendu\u{a0}: nom@domaine.fr."),
        }
    }

    /// « 29200 BREST » in one cell.
    fn commune_beside_postcode(&mut self, text: &str) {
        let commune = text.trim_start_matches(|c: char| !c.is_alphabetic()).trim();
        let is_place = text.starts_with(|c: char| c.is_ascii_digit()) && commune.chars().count() > 1;
        if is_place && self.draft.commune.is_none() && !fold(commune).starts_with("cedex") {
            self.draft.commune = Some(commune.to_owned());
        }
    }

    fn code(
        &mut self,
        text: &str,
        read: fn(&str) -> Option<String>,
        place: fn(&mut Draft) -> &mut Option<String>,
        wrong: &str,
    ) {
        match read(text) {
            Some(code) => *place(self.draft) = Some(code),
            None => self.warn(wrong),
        }
    }

    fn yes_or_no(&mut self, text: &str, place: fn(&mut Draft) -> &mut Option<bool>) {
        // An unclear answer is no answer: the field stays unknown, which is a state of its own.
        *place(self.draft) = values::yes_or_no(text);
    }
}
