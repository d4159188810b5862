//! What becomes of a line: somebody, refused, or ignored. Each counted line ends in exactly one.

use std::collections::HashMap;

use chrono::NaiveDate;
use matching::{Ine, fold};
use sheets::{Row, Table, Value, column_letters};

use super::candidate::{Candidate, ContractFacts};
use super::check_values::Draft;
use super::dates::age_on;
use super::fields::Field;
use super::mapping::{ListKind, Mapping};
use super::reading::{CheckedLine, Ignored, Level, Verdict};
use super::shift::{Shift, shift};
use super::text::{clean, shorten};

/// Nobody younger enters (CNIL, délibération 2010-446).
const YOUNGEST: i32 = 16;
/// Older than the public, and perhaps a mistake.
const OLDEST: i32 = 25;
/// Older than this is a mistake of the year.
const IMPLAUSIBLE: i32 = 40;

/// What the lines of a list share.
pub(super) struct Checker<'a> {
    table: &'a Table,
    mapping: &'a Mapping,
    kind: ListKind,
    today: NaiveDate,
    list_date: NaiveDate,
    keep_those_still_in_training: bool,
    /// School named once for the whole file.
    school: Option<String>,
    missing: Vec<Field>,
    seen_ines: HashMap<Ine, (u32, Person)>,
    seen_people: HashMap<Person, u32>,
}

/// Folded last name, folded first name, birth date.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Person {
    last: String,
    first: String,
    born: NaiveDate,
}

impl<'a> Checker<'a> {
    pub fn new(table: &'a Table, mapping: &'a Mapping, kind: ListKind, today: NaiveDate, list_date: NaiveDate) -> Self {
        Self {
            table,
            mapping,
            kind,
            today,
            list_date,
            keep_those_still_in_training: false,
            school: None,
            missing: mapping.missing(),
            seen_ines: HashMap::new(),
            seen_people: HashMap::new(),
        }
    }

    pub fn keeping_those_still_in_training(mut self, keep: bool) -> Self {
        self.keep_those_still_in_training = keep;
        self
    }

    pub fn with_school(mut self, uai: Option<String>) -> Self {
        self.school = uai;
        self
    }

    /// Judges a line. Lines come in the order of the file: the first of two same people stays.
    pub fn check(&mut self, row: &Row<'_>) -> CheckedLine {
        let mut draft;
        if self.table.repeats_header(row) {
            draft = Draft { line: row.line(), ..Draft::default() };
            return ignore(
                draft,
                Ignored::RepeatedHeader,
                "La ligne de titres revient\u{a0}: elle n’est pas comptée comme une personne.",
            );
        }
        draft = Draft::read(row, self.mapping, self.today);
        if is_total(row, &draft) {
            draft.messages.clear();
            return ignore(draft, Ignored::Total, "Ligne de total\u{a0}: elle ne décrit personne.");
        }
        if is_remark(row, &draft) {
            draft.messages.clear();
            return ignore(
                draft,
                Ignored::NotAPerson,
                "La ligne ne décrit personne\u{a0}: ni nom et prénom, ni date de naissance.",
            );
        }
        if self.refuse_shifted(row, &mut draft) {
            return CheckedLine { line: draft.line, verdict: Verdict::Refused, messages: draft.messages };
        }
        if let Some((ignored, why)) = self.still_in_training(&draft) {
            draft.messages.clear();
            return ignore(draft, ignored, why);
        }
        self.check_identity(&mut draft);
        let refused = draft.messages.iter().any(|message| message.level == Level::Refused);
        match (refused, draft.birth_date, draft.last_name.clone()) {
            (false, Some(birth_date), Some(last_name)) => self.candidate(draft, last_name, birth_date),
            _ => CheckedLine { line: draft.line, verdict: Verdict::Refused, messages: draft.messages },
        }
    }

    /// More cells than columns: kept when the extra ones are at the end, refused when values stand in wrong columns.
    fn refuse_shifted(&self, row: &Row<'_>, draft: &mut Draft) -> bool {
        let columns = self.mapping.columns.len();
        let extra: Vec<usize> = (columns..row.len()).filter(|column| row.cell(*column).value != Value::Empty).collect();
        let cells = row.len();
        let Some(first_extra) = extra.first().copied() else {
            if cells < columns && self.table_is_text() {
                let text = format!(
                    "La ligne a {cells} cellules au lieu de {columns}\u{a0}: les dernières sont lues comme vides."
                );
                draft.tell(None, None, Level::Info, text);
            }
            return false;
        };
        let read = row.cell(first_extra).text.to_owned();
        match shift(row, self.mapping, self.today) {
            Shift::From(column) => {
                let name = self.mapping.columns.get(column).map_or("", |column| column.name.as_str()).to_owned();
                draft.messages.clear();
                draft.tell(Some(&name), Some(row.cell(column).text), Level::Refused, format!(
                    "La ligne a {cells} cellules pour {columns} colonnes, et ses valeurs ne sont plus sous leur titre à partir d’ici. Retirez la cellule en trop, ou mettez entre guillemets le texte qui contient le séparateur\u{202f}; la ligne n’entre pas.",
                ));
                true
            }
            Shift::None => {
                let letters = column_letters(first_extra);
                draft.tell(Some(&format!("Colonne {letters}")), Some(&read), Level::Warning, format!(
                    "La ligne a {cells} cellules pour {columns} colonnes\u{a0}: ce qui dépasse n’est pas repris. Vérifiez que les autres valeurs sont sous le bon titre.",
                ));
                false
            }
        }
    }

    fn table_is_text(&self) -> bool {
        matches!(self.table.format, sheets::Format::Csv { .. })
    }

    /// Lists of everybody name those who have not left: nothing may be kept of them (code de l’éducation, R114-4: only
    /// former pupils are reported).
    fn still_in_training(&self, draft: &Draft) -> Option<(Ignored, String)> {
        if self.keep_those_still_in_training {
            return None;
        }
        let long = |date: NaiveDate| date.format("%d/%m/%Y");
        match self.kind {
            ListKind::Sifa => running_contract(&draft.contract, self.list_date).map(|since| {
                (
                    Ignored::ContractRuns,
                    format!(
                        "Contrat en cours depuis le {}, sans rupture\u{a0}: la ligne n’est pas reprise.",
                        long(since)
                    ),
                )
            }),
            ListKind::Siecle if self.mapping.has(Field::LeftOn) && draft.school.left_on.is_none() => {
                let told =
                    draft.messages.iter().any(|message| self.is_column_of(message.column.as_deref(), Field::LeftOn));
                (!told).then(|| {
                    (
                        Ignored::StillEnrolled,
                        "Pas de date de sortie\u{a0}: élève encore inscrit, la ligne n’est pas reprise.".to_owned(),
                    )
                })
            }
            _ => None,
        }
    }

    fn is_column_of(&self, name: Option<&str>, field: Field) -> bool {
        let column = self.mapping.column_of(field).and_then(|index| self.mapping.columns.get(index));
        name.is_some() && column.map(|column| column.name.as_str()) == name
    }

    /// A name, a first name, a birth date that can be, and sixteen years at least.
    fn check_identity(&self, draft: &mut Draft) {
        let refusals: Vec<Option<Field>> = draft
            .messages
            .iter()
            .filter(|message| message.level == Level::Refused)
            .map(|message| {
                [Field::LastName, Field::FirstName, Field::FullName]
                    .into_iter()
                    .find(|field| self.is_column_of(message.column.as_deref(), *field))
            })
            .collect();
        let told = |field: Field| refusals.contains(&Some(field)) || refusals.contains(&Some(Field::FullName));
        if draft.last_name.is_none() && !told(Field::LastName) {
            self.refuse_empty(
                draft,
                Field::LastName,
                "Nom vide. Ajoutez le nom de famille\u{202f}; la ligne n’entre pas.",
            );
        }
        if draft.first_names.is_empty() && !told(Field::FirstName) {
            self.refuse_empty(draft, Field::FirstName, "Prénom vide. Ajoutez le prénom\u{202f}; la ligne n’entre pas.");
        }
        match draft.birth_date {
            None if !draft.birth_date_error => {
                self.refuse_empty(
                    draft,
                    Field::BirthDate,
                    "Date de naissance vide. Ajoutez-la\u{202f}; la ligne n’entre pas.",
                );
            }
            None => {}
            Some(born) => self.check_age(draft, born),
        }
    }

    fn refuse_empty(&self, draft: &mut Draft, field: Field, text: &str) {
        let column = self.mapping.column_of(field).or_else(|| self.mapping.column_of(Field::FullName));
        let name = column.and_then(|index| self.mapping.columns.get(index)).map(|column| column.name.clone());
        if self.missing.contains(&field) {
            let text = format!(
                "Aucune colonne n’est reconnue comme «\u{202f}{}\u{202f}»\u{a0}: indiquez-la dans la correspondance.",
                field.label()
            );
            draft.tell(None, None, Level::Refused, text);
        } else {
            draft.tell(name.as_deref(), Some("vide"), Level::Refused, text);
        }
    }

    fn check_age(&self, draft: &mut Draft, born: NaiveDate) {
        let name = self
            .mapping
            .column_of(Field::BirthDate)
            .and_then(|index| self.mapping.columns.get(index))
            .map(|column| column.name.clone());
        let read = born.format("%d/%m/%Y").to_string();
        let age = age_on(born, self.list_date);
        let (level, text) = if born > self.today {
            (
                Level::Refused,
                "Date de naissance dans le futur. Corrigez l’année\u{202f}; la ligne n’entre pas.".to_owned(),
            )
        } else if age < YOUNGEST {
            let years = if age > 1 { "ans" } else { "an" };
            (
                Level::Refused,
                format!("{} {years} à la date de la liste\u{a0}: les moins de 16 ans n’entrent pas.", age.max(0)),
            )
        } else if age > IMPLAUSIBLE {
            (
                Level::Refused,
                format!(
                    "Date de naissance invraisemblable ({age} ans). Corrigez l’année\u{202f}; la ligne n’entre pas."
                ),
            )
        } else if age > OLDEST {
            (
                Level::Warning,
                format!(
                    "{age} ans à la date de la liste, au-delà du public de 16 à 25 ans. Vérifiez la date de naissance."
                ),
            )
        } else {
            return;
        };
        draft.tell(name.as_deref(), Some(&read), level, text);
    }

    fn candidate(&mut self, mut draft: Draft, last_name: String, birth_date: NaiveDate) -> CheckedLine {
        let person = Person {
            last: fold(&last_name),
            first: draft.first_names.first().map(|name| fold(name)).unwrap_or_default(),
            born: birth_date,
        };
        let shown =
            shorten(&format!("{} {}", clean(&last_name), draft.first_names.first().map_or("", String::as_str)), 60);
        let mut ine_shared_with_line = None;
        if self.kind != ListKind::Events {
            let same_ine = draft.ines.iter().find_map(|ine| self.seen_ines.get(ine));
            let twice = match same_ine {
                Some((line, other)) if other.may_be(&person) => Some(*line),
                Some((line, _)) => {
                    ine_shared_with_line = Some(*line);
                    self.seen_people.get(&person).copied()
                }
                None => self.seen_people.get(&person).copied(),
            };
            if let Some(first_line) = twice {
                draft.messages.clear();
                draft.tell(None, Some(&shown), Level::Info, format!("Deux fois la même personne dans le fichier (déjà ligne {first_line})\u{a0}: la seconde ligne est ignorée."));
                let verdict = Verdict::Ignored(Ignored::Duplicate { first_line });
                return CheckedLine { line: draft.line, verdict, messages: draft.messages };
            }
            if let Some(line) = ine_shared_with_line {
                let text = format!(
                    "L’INE est aussi celui d’une autre personne, ligne {line}. Vérifiez lequel est le bon\u{202f}; le rapprochement ne se fera pas sur l’INE seul."
                );
                draft.tell(
                    self.mapping
                        .column_of(Field::Ine)
                        .and_then(|index| self.mapping.columns.get(index))
                        .map(|column| column.name.clone())
                        .as_deref(),
                    None,
                    Level::Warning,
                    text,
                );
            }
            for ine in &draft.ines {
                self.seen_ines.entry(*ine).or_insert_with(|| (draft.line, person.clone()));
            }
            self.seen_people.entry(person).or_insert(draft.line);
        }
        let messages = std::mem::take(&mut draft.messages);
        let line = draft.line;
        let candidate = self.finish(draft, last_name, birth_date, ine_shared_with_line);
        CheckedLine { line, verdict: Verdict::Candidate(Box::new(candidate)), messages }
    }

    fn finish(
        &self,
        draft: Draft,
        last_name: String,
        birth_date: NaiveDate,
        ine_shared_with_line: Option<u32>,
    ) -> Candidate {
        let mut guardians = Vec::new();
        for (rank, mut guardian) in (1..).zip(draft.guardians) {
            guardian.rank = rank;
            let known = guardian.last_name.is_some()
                || guardian.first_name.is_some()
                || guardian.email.is_some()
                || !guardian.phones.is_empty();
            guardians.extend(known.then_some(guardian));
        }
        let mut mission_locale = draft.mission_locale;
        if self.kind == ListKind::MissionLocale {
            mission_locale.known = Some(true);
        }
        let mut school = draft.school;
        school.uai = school.uai.or_else(|| self.school.clone());
        Candidate {
            ines: draft.ines,
            last_name,
            usage_name: draft.usage_name,
            first_names: draft.first_names,
            sex: draft.sex,
            birth_date,
            address: (!draft.address.is_empty()).then(|| draft.address.join(", ")),
            postcode: draft.postcode,
            commune: draft.commune,
            commune_code: draft.commune_code,
            phones: draft.phones,
            email: draft.email,
            guardians,
            school,
            contract: draft.contract,
            mission_locale,
            source_reference: draft.source_reference,
            priority_district: draft.priority_district,
            event: draft.event,
            comments: draft.comments,
            ine_shared_with_line,
        }
    }
}

impl Person {
    /// Under one INE, the same person with a slip: twins share the name and the birth, not the first name.
    fn may_be(&self, other: &Person) -> bool {
        let close = |a: &str, b: &str| {
            matches!((a.chars().next(), b.chars().next()), (Some(x), Some(y)) if x == y)
                || a.contains(b)
                || b.contains(a)
        };
        let first = close(&self.first, &other.first);
        let last = close(&self.last, &other.last);
        let crossed = self.first == other.last || self.last == other.first;
        match (first, last, self.born == other.born) {
            (true, true, _) | (true, _, true) => true,
            (false, _, true) => crossed,
            (_, _, false) => false,
        }
    }
}

/// Since when the contract runs on a day: begun, neither ended nor broken, or begun again after a break.
fn running_contract(contract: &ContractFacts, day: NaiveDate) -> Option<NaiveDate> {
    let started = contract.started_on?;
    let over =
        contract.ends_on.is_some_and(|end| end < day) || contract.broken_on.is_some_and(|broken| broken >= started);
    (!over).then_some(started)
}

fn ignore(mut draft: Draft, ignored: Ignored, why: impl Into<String>) -> CheckedLine {
    draft.tell(None, None, Level::Info, why);
    CheckedLine { line: draft.line, verdict: Verdict::Ignored(ignored), messages: draft.messages }
}

/// « TOTAL ; 318 »: the first word says so, and nobody was born.
fn is_total(row: &Row<'_>, draft: &Draft) -> bool {
    if draft.birth_date.is_some() || draft.birth_date_error && !draft.first_names.is_empty() {
        return false;
    }
    let first = row.cells().find(|cell| cell.value != Value::Empty).map(|cell| fold(cell.text)).unwrap_or_default();
    let mut words = first.split(' ');
    let total = matches!(
        (words.next(), words.next()),
        (Some("total" | "totaux" | "effectif" | "effectifs" | "ensemble"), _)
            | (Some("sous" | "nombre" | "nb"), Some("total" | "totaux" | "de" | "d" | "lignes" | "jeunes"))
    );
    total && row.filled() <= 4
}

/// A remark at the foot of the table, the name of a group: one or two cells, and nobody.
fn is_remark(row: &Row<'_>, draft: &Draft) -> bool {
    let identity = [
        draft.last_name.is_some(),
        !draft.first_names.is_empty(),
        draft.birth_date.is_some() || draft.birth_date_error,
    ];
    row.filled() <= 2 && identity.iter().filter(|known| **known).count() <= 1 && draft.ines.is_empty()
}
