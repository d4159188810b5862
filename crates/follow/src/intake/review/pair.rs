//! A line beside a youth, field by field: what each says, and whether they agree, in words.
use super::differ::{Pieces, marks};
use super::store::{self, Case, Doubtful};
use crate::intake::candidate::Candidate;
use crate::intake::plan::identity;
use crate::intake::scope::List;
use crate::youths::model::{Civil, name_of_lists};
use crate::youths::reach::{self, ContactPoint};
use crate::youths::store as youths;
use base::Result;
use base::french::{date_numeric, phone};
use chrono::NaiveDate;
use db::{Id, Tx};
use matching::{Agreement, Field, Reason, compare, fold};

/// Somebody the line resembles.
#[derive(Clone, Debug)]
pub struct Rival {
    pub youth: Id,
    pub name: String,
    pub born_on: NaiveDate,
    pub town: Option<String>,
    pub reasons: String,
    pub case: Option<Case>,
    pub rows: Vec<Row>,
}

/// One field of the two.
#[derive(Clone, Debug)]
pub struct Row {
    pub label: &'static str,
    pub line: Pieces,
    pub known: Pieces,
    pub accord: Accord,
    /// In words.
    pub words: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Accord {
    Same,
    Close,
    Different,
    /// Absent from one side or both.
    Silent,
}

/// The youths the line resembles, the most likely first.
pub async fn rivals(tx: &mut Tx, list: &List, doubtful: &Doubtful) -> Result<Vec<Rival>> {
    let Some(candidate) = &doubtful.candidate else { return Ok(vec![]) };
    let mut rivals = vec![];
    for (youth, reasons) in store::rivals(tx, list.id, doubtful.line).await? {
        let Some(civil) = youths::civil(tx, youth).await? else { continue };
        let ines = youths::ines(tx, youth).await?;
        let points = reach::of_youths(tx, &[youth]).await?;
        let schooled = store::schooling(tx, youth).await?;
        let comparison = compare(&identity(candidate), &civil.identity(&ines));
        let told = Told { candidate, civil: &civil, points: &points, reasons: &comparison.reasons };
        let known_ines = ines.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        let formation = schooled.map(|s| formation_of(s.formation, s.school_name, s.school_code)).unwrap_or_default();
        rivals.push(Rival {
            youth,
            name: name_of_lists(&civil.joined_first_names(), &civil.last_name),
            born_on: civil.born_on,
            town: reach::town(&points).map(str::to_owned),
            reasons,
            case: store::case(tx, &list.platform.code, youth).await?,
            rows: told.rows(&known_ines, &formation),
        });
    }
    Ok(rivals)
}

struct Told<'a> {
    candidate: &'a Candidate,
    civil: &'a Civil,
    points: &'a [ContactPoint],
    reasons: &'a [Reason],
}

impl Told<'_> {
    fn rows(&self, known_ines: &str, formation: &str) -> Vec<Row> {
        let (c, civil) = (self.candidate, self.civil);
        let usage = |name: &Option<String>| name.clone().unwrap_or_default();
        let line_ines = c.ines.iter().map(|ine| ine.as_str()).collect::<Vec<_>>().join(", ");
        let line_formation = formation_of(c.school.formation.clone(), c.school.name.clone(), c.school.uai.clone());
        let mut rows = vec![
            self.by_reason("Nom", &[Field::LastName, Field::Names], &c.last_name, &civil.last_name),
            self.by_reason(
                "Prénoms",
                &[Field::FirstNames, Field::Names],
                &c.first_names.join(", "),
                &civil.joined_first_names(),
            ),
            self.by_reason("Naissance", &[Field::BirthDate], &date_numeric(c.birth_date), &date_numeric(civil.born_on)),
            self.by_reason("INE", &[Field::Ine], &line_ines, known_ines),
            plain("Sexe", c.sex.map_or("", |s| s.label()), civil.sex.map_or("", |s| s.label())),
        ];
        if c.usage_name.is_some() || civil.usage_name.is_some() {
            rows.insert(1, plain("Nom d’usage", &usage(&c.usage_name), &usage(&civil.usage_name)));
        }
        rows.push(shared("Téléphone", &self.line_phones(), &self.known("phone", phone)));
        rows.push(shared(
            "Courriel",
            &c.email.iter().cloned().collect::<Vec<_>>(),
            &self.known("email", str::to_owned),
        ));
        rows.push(address(&line_address(c), &self.known_address()));
        rows.push(plain("Dernière formation", &line_formation, formation));
        rows
    }

    /// A field that matching compares: its own words.
    fn by_reason(&self, label: &'static str, fields: &[Field], line: &str, known: &str) -> Row {
        let told = self.reasons.iter().find(|reason| fields.contains(&reason.field()));
        match told {
            Some(reason) if !line.is_empty() && !known.is_empty() && fold(line) != fold(known) => {
                let accord = match reason.agreement() {
                    Agreement::Agrees => Accord::Same,
                    Agreement::Close => Accord::Close,
                    Agreement::Contradicts => Accord::Different,
                    Agreement::Silent => Accord::Silent,
                };
                let (left, right) = marks(line, known);
                let clause = reason.to_string();
                let clause = clause.split(" (").next().unwrap_or_default();
                Row { label, line: left, known: right, accord, words: capital(clause) }
            }
            _ => plain(label, line, known),
        }
    }

    fn line_phones(&self) -> Vec<String> {
        let own = self.candidate.phones.iter();
        let of_guardians = self.candidate.guardians.iter().flat_map(|guardian| &guardian.phones);
        own.chain(of_guardians).map(|p| phone(&p.number)).collect()
    }

    fn known(&self, kind: &str, show: impl Fn(&str) -> String) -> Vec<String> {
        self.points.iter().filter(|point| point.kind == kind).map(|point| show(&point.value)).collect()
    }

    fn known_address(&self) -> String {
        let address = self.points.iter().find(|point| point.kind == "address" && point.guardian_id.is_none());
        address.map_or_else(String::new, |a| {
            let street = Some(a.value.clone()).filter(|street| !street.is_empty());
            joined(", ", [street, some(joined(" ", [a.postcode.clone(), a.town.clone()]))])
        })
    }
}

/// A code is said to be one.
fn formation_of(formation: Option<String>, school: Option<String>, code: Option<String>) -> String {
    let school = school.or_else(|| code.map(|code| format!("établissement {code} (code UAI)")));
    joined(", ", [formation, school])
}

fn line_address(c: &Candidate) -> String {
    joined(", ", [c.address.clone(), some(joined(" ", [c.postcode.clone(), c.commune.clone()]))])
}

fn some(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}

fn joined<const N: usize>(between: &str, parts: [Option<String>; N]) -> String {
    parts.into_iter().flatten().collect::<Vec<_>>().join(between)
}

/// Equal, written otherwise, different, or absent.
fn plain(label: &'static str, line: &str, known: &str) -> Row {
    let (left, right) = marks(line, known);
    let (accord, words) = match (line.is_empty(), known.is_empty()) {
        (true, true) => (Accord::Silent, "Absent des deux côtés"),
        (true, false) => (Accord::Silent, "Absent de la ligne, ne dit rien"),
        (false, true) => (Accord::Silent, "Absent du dossier, ne dit rien"),
        _ if line == known => (Accord::Same, "Identique"),
        _ if fold(line) == fold(known) => (Accord::Same, "Identique, écrit autrement"),
        _ if holds(line, known) || holds(known, line) => (Accord::Same, "Concorde, moins complet d’un côté"),
        _ => (Accord::Different, "Différent"),
    };
    // What one side does not say has nothing to differ from.
    let marked = |pieces: Pieces, text: &str| match accord {
        Accord::Silent | Accord::Same => some(text.to_owned()).map(|text| vec![(text, false)]).unwrap_or_default(),
        _ => pieces,
    };
    Row { label, line: marked(left, line), known: marked(right, known), accord, words: words.into() }
}

/// Whether one text says, in whole words, all that the other says.
fn holds(whole: &str, part: &str) -> bool {
    format!(" {} ", fold(whole)).contains(&format!(" {} ", fold(part)))
}

/// An address is often abbreviated.
fn address(line: &str, known: &str) -> Row {
    let row = plain("Adresse", line, known);
    if row.accord == Accord::Different && abbreviated(line, known) {
        return Row { accord: Accord::Same, words: "La même, écrite autrement".into(), ..row };
    }
    row
}

/// Several values on each side: one in common is enough to agree.
fn shared(label: &'static str, line: &[String], known: &[String]) -> Row {
    let (line, known) = (&once(line), &once(known));
    let common = line.iter().find(|value| known.iter().any(|other| other.to_lowercase() == value.to_lowercase()));
    let pieces = |values: &[String]| some(values.join(", ")).map(|text| vec![(text, false)]).unwrap_or_default();
    let (accord, words) = match (common, line.is_empty(), known.is_empty()) {
        (Some(value), ..) if line.len() + known.len() > 2 => (Accord::Same, format!("En commun\u{a0}: {value}")),
        (Some(_), ..) => (Accord::Same, "Identique".into()),
        (None, true, true) => (Accord::Silent, "Absent des deux côtés".into()),
        (None, true, false) => (Accord::Silent, "Absent de la ligne, ne dit rien".into()),
        (None, false, true) => (Accord::Silent, "Absent du dossier, ne dit rien".into()),
        (None, false, false) => (Accord::Different, "Rien en commun".into()),
    };
    Row { label, line: pieces(line), known: pieces(known), accord, words }
}

/// Each value once: a guardian's number is often the youth's too.
fn once(values: &[String]) -> Vec<String> {
    let mut seen: Vec<String> = vec![];
    for value in values {
        if !seen.contains(value) {
            seen.push(value.clone());
        }
    }
    seen
}

/// « 38 bis rés des Tamisier » and « 38 BIS RÉSIDENCE DES TAMISIER »: each word begins the other.
fn abbreviated(a: &str, b: &str) -> bool {
    let (a, b) = (fold(a), fold(b));
    let (a, b): (Vec<&str>, Vec<&str>) = (a.split(' ').collect(), b.split(' ').collect());
    a.len() == b.len() && a.iter().zip(&b).all(|(a, b)| a.starts_with(b) || b.starts_with(a))
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
