//! What becomes of a line: somebody, refused, or ignored. Each counted line ends in exactly one.

use chrono::NaiveDate;
use sheets::{Row, Table, Value, column_letters};

use super::candidate::{Candidate, GuardianFacts};
use super::check_lines::{is_remark, is_total, running_contract};
use super::check_shift::{Shift, shift};
use super::check_twice::{Before, Person, Seen};
use super::check_values::Draft;
use super::dates::age_on;
use super::fields::Field;
use super::mapping::{ListKind, Mapping};
use super::reading::{CheckedLine, Ignored, Level, Verdict};
use super::text::shorten;

/// Nobody younger enters (CNIL, délibération 2010-446).
const YOUNGEST: i32 = 16;
/// Older than the public, and perhaps a mistake.
const OLDEST: i32 = 25;
/// Older than this is a mistake of the year.
const IMPLAUSIBLE: i32 = 40;

/// What the lines of a list share.
pub(super) struct Checker<'a> {
    pub table: &'a Table,
    pub mapping: &'a Mapping,
    pub kind: ListKind,
    pub today: NaiveDate,
    /// Ages are taken on that day.
    pub list_date: NaiveDate,
    pub keep_those_still_in_training: bool,
    /// School named once for the whole file.
    pub school: Option<String>,
    pub seen: Seen,
}

impl Checker<'_> {
    /// Judges a line. Lines come in the order of the file: the first of two same people stays.
    pub fn check(&mut self, row: &Row<'_>) -> CheckedLine {
        if self.table.repeats_header(row) {
            let draft = Draft::at_line(row.line());
            return ignore(draft, Ignored::RepeatedHeader, "La ligne de titres revient\u{a0}: ce n’est personne.");
        }
        let mut draft = Draft::read(row, self.mapping, self.today);
        if is_total(row, &draft) {
            return ignore(draft, Ignored::Total, "Ligne de total\u{a0}: elle ne décrit personne.");
        }
        if is_remark(row, &draft) {
            return ignore(
                draft,
                Ignored::NotAPerson,
                "La ligne ne décrit personne\u{a0}: ni nom et prénom, ni naissance.",
            );
        }
        self.check_width(row, &mut draft);
        if let Some((ignored, why)) = self.still_in_training(&draft) {
            return ignore(draft, ignored, why);
        }
        self.check_identity(&mut draft);
        let refused = draft.has(Level::Refused);
        match (draft.last_name.take(), draft.birth_date) {
            (Some(last_name), Some(birth_date)) if !refused => self.candidate(draft, last_name, birth_date),
            _ => CheckedLine { line: draft.line, verdict: Verdict::Refused, messages: draft.messages },
        }
    }

    /// More cells than columns: kept when the extra ones are at the end, refused when values stand in wrong columns.
    fn check_width(&self, row: &Row<'_>, draft: &mut Draft) {
        let (cells, columns) = (row.len(), self.mapping.columns.len());
        let extra = (columns..cells).find(|column| row.cell(*column).value != Value::Empty);
        let Some(extra) = extra else {
            if cells < columns && matches!(self.table.format, sheets::Format::Csv { .. }) {
                let text = format!(
                    "La ligne a {cells} cellules au lieu de {columns}\u{a0}: les dernières sont lues comme vides."
                );
                draft.tell(None, None, Level::Info, text);
            }
            return;
        };
        let too_many = format!("La ligne a {cells} cellules pour {columns} colonnes");
        match shift(row, self.mapping, self.today) {
            Shift::From(column) => {
                let name = self.mapping.columns.get(column).map(|column| column.name.as_str());
                draft.messages.clear();
                draft.tell(name, Some(row.cell(column).text), Level::Refused, format!(
                    "{too_many}, et ses valeurs ne sont plus sous leur titre à partir d’ici. Retirez la cellule en trop, ou \
                     mettez entre guillemets le texte qui contient le séparateur\u{202f}; la ligne n’entre pas.",
                ));
            }
            Shift::None => {
                let name = format!("Colonne {}", column_letters(extra));
                draft.tell(Some(&name), Some(row.cell(extra).text), Level::Warning, format!(
                    "{too_many}\u{a0}: ce qui dépasse n’est pas repris. Vérifiez que les autres valeurs sont sous le bon titre.",
                ));
            }
        }
    }

    /// Lists of everybody name those who have not left: nothing may be kept of them (code de l’éducation, R114-4: only
    /// former pupils are reported).
    fn still_in_training(&self, draft: &Draft) -> Option<(Ignored, String)> {
        if self.keep_those_still_in_training {
            return None;
        }
        match self.kind {
            ListKind::Sifa => running_contract(&draft.contract, self.list_date).map(|since| {
                let since = since.format("%d/%m/%Y");
                let why =
                    format!("Contrat en cours depuis le {since}, sans rupture\u{a0}: la ligne n’est pas reprise.");
                (Ignored::ContractRuns, why)
            }),
            ListKind::Siecle if self.mapping.has(Field::LeftOn) && draft.school.left_on.is_none() => {
                // A leaving date that cannot be read is a leaving date all the same.
                let unreadable =
                    draft.messages.iter().any(|message| self.is_about(message.column.as_deref(), Field::LeftOn));
                let why = "Pas de date de sortie\u{a0}: élève encore inscrit, la ligne n’est pas reprise.";
                (!unreadable).then(|| (Ignored::StillEnrolled, why.to_owned()))
            }
            _ => None,
        }
    }

    fn is_about(&self, column: Option<&str>, field: Field) -> bool {
        column.is_some() && column == self.name_of(field)
    }

    /// Name of the column that gives a field.
    fn name_of(&self, field: Field) -> Option<&str> {
        let index = self.mapping.column_of(field)?;
        self.mapping.columns.get(index).map(|column| column.name.as_str())
    }

    /// A name, a first name, a birth date that can be, and sixteen years at least.
    fn check_identity(&self, draft: &mut Draft) {
        if draft.last_name.is_none() && !self.is_told(draft, Field::LastName) {
            self.refuse_empty(
                draft,
                Field::LastName,
                "Nom vide. Ajoutez le nom de famille\u{202f}; la ligne n’entre pas.",
            );
        }
        if draft.first_names.is_empty() && !self.is_told(draft, Field::FirstName) {
            self.refuse_empty(draft, Field::FirstName, "Prénom vide. Ajoutez le prénom\u{202f}; la ligne n’entre pas.");
        }
        match draft.birth_date {
            Some(born) => self.check_age(draft, born),
            None if self.is_told(draft, Field::BirthDate) => {}
            None => {
                let text = "Date de naissance vide. Ajoutez-la\u{202f}; la ligne n’entre pas.";
                self.refuse_empty(draft, Field::BirthDate, text);
            }
        }
    }

    /// Was the line already refused for this field?
    fn is_told(&self, draft: &Draft, field: Field) -> bool {
        let mut refusals = draft.messages.iter().filter(|message| message.level == Level::Refused);
        refusals.any(|message| {
            let column = message.column.as_deref();
            self.is_about(column, field) || (field != Field::BirthDate && self.is_about(column, Field::FullName))
        })
    }

    fn refuse_empty(&self, draft: &mut Draft, field: Field, text: &str) {
        match self.name_of(field).or_else(|| self.name_of(Field::FullName).filter(|_| field != Field::BirthDate)) {
            Some(column) => draft.tell(Some(column), Some("vide"), Level::Refused, text),
            None => draft.tell(None, None, Level::Refused, format!(
                "Aucune colonne n’est reconnue comme «\u{202f}{}\u{202f}»\u{a0}: indiquez-la dans la correspondance.",
                field.label(),
            )),
        }
    }

    fn check_age(&self, draft: &mut Draft, born: NaiveDate) {
        let age = age_on(born, self.list_date);
        let years = if age > 1 { "ans" } else { "an" };
        let (level, text) = if born > self.today {
            let text = "Date de naissance dans le futur. Corrigez l’année\u{202f}; la ligne n’entre pas.";
            (Level::Refused, text.to_owned())
        } else if age < YOUNGEST {
            let age = age.max(0);
            (
                Level::Refused,
                format!("{age} {years} à la date de la liste\u{a0}: les moins de {YOUNGEST} ans n’entrent pas."),
            )
        } else if age > IMPLAUSIBLE {
            let text = format!(
                "Date de naissance invraisemblable ({age} ans). Corrigez l’année\u{202f}; la ligne n’entre pas."
            );
            (Level::Refused, text)
        } else if age > OLDEST {
            let public = format!("au-delà du public de {YOUNGEST} à {OLDEST} ans");
            (Level::Warning, format!("{age} ans à la date de la liste, {public}. Vérifiez la date de naissance."))
        } else {
            return;
        };
        draft.tell(self.name_of(Field::BirthDate), Some(&born.format("%d/%m/%Y").to_string()), level, text);
    }

    fn candidate(&mut self, mut draft: Draft, last_name: String, birth_date: NaiveDate) -> CheckedLine {
        let first_name = draft.first_names.first().map_or("", String::as_str);
        let mut ine_shared_with_line = None;
        // What happened to one person fills several lines.
        if self.kind != ListKind::Events {
            let person = Person::new(&last_name, first_name, birth_date);
            match self.seen.meet(draft.line, &draft.ines, person) {
                Before::Nobody => {}
                Before::Same(first_line) => {
                    let shown = shorten(&format!("{last_name} {first_name}"), 60);
                    draft.messages.clear();
                    draft.tell(None, Some(&shown), Level::Info, format!(
                        "Deux fois la même personne dans le fichier (déjà ligne {first_line})\u{a0}: la seconde ligne est ignorée.",
                    ));
                    let verdict = Verdict::Ignored(Ignored::Duplicate { first_line });
                    return CheckedLine { line: draft.line, verdict, messages: draft.messages };
                }
                Before::SharesIne(line) => {
                    ine_shared_with_line = Some(line);
                    draft.tell(self.name_of(Field::Ine), None, Level::Warning, format!(
                        "L’INE est aussi celui d’une autre personne, ligne {line}. Vérifiez lequel est le bon\u{202f}; le \
                         rapprochement ne se fera pas sur l’INE seul.",
                    ));
                }
            }
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
            guardians: (1..).zip(draft.guardians).filter_map(|(rank, guardian)| guardian.known_as(rank)).collect(),
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

impl GuardianFacts {
    /// Ranked, when anything is known.
    fn known_as(mut self, rank: u8) -> Option<Self> {
        self.rank = rank;
        let named = self.last_name.is_some() || self.first_name.is_some();
        (named || self.email.is_some() || !self.phones.is_empty()).then_some(self)
    }
}

/// Only the reason is told: remarks on cells nobody keeps would be noise.
fn ignore(mut draft: Draft, ignored: Ignored, why: impl Into<String>) -> CheckedLine {
    draft.messages.clear();
    draft.tell(None, None, Level::Info, why);
    CheckedLine { line: draft.line, verdict: Verdict::Ignored(ignored), messages: draft.messages }
}
