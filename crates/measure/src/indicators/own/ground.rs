//! What indicators that people added are worth: formulas evaluated on what `figures` counted, never on values of what is below.
use super::entries::{self, Entries, Platform};
use super::formula::{self, Computed, Names, Subject};
use super::model::{AddsUp, Book, Kind, NOT_SENT, Only, Own, Sheet, Version, said};
use crate::figures::{self, Answer, Dimension, Question, Tally, Value};
use crate::indicators::Indicator;
use crate::words;
use base::{Actor, App, Result};
use chrono::{DateTime, NaiveDate, Utc};
use db::Tx;

/// All that is needed to evaluate some indicators over one question.
pub struct Ground<'a> {
    book: &'a Book,
    names: Names,
    /// The day whose version holds.
    at: NaiveDate,
    known: DateTime<Utc>,
    /// Whether the question is of some cases only: numbers typed are not broken down.
    is_filtered: bool,
    only: Only,
    answers: Vec<(Only, Vec<Answer>)>,
    entries: Vec<(String, Entries)>,
}

/// A part of what was asked.
#[derive(Clone, Copy, Debug)]
pub enum Part<'a> {
    Whole,
    /// Of the territories asked one level down.
    Below(&'a str),
    /// Cases entered in a month, or what was typed of it.
    Month(NaiveDate),
}

const BY: [&[Dimension]; 3] = [&[], &[Dimension::Territory], &[Dimension::Month]];

/// What was known at the end of the day asked about; now when all is.
pub fn known_at(app: &App, question: &Question) -> DateTime<Utc> {
    question.known_on.map_or_else(|| app.clock.now(), base::clock::end_of_paris_day)
}

/// Reads what the indicators `codes` need: one question to the figures for each set of filters.
///
/// # Errors
/// As [`figures::ask`].
pub async fn read<'a>(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    book: &'a Book,
    codes: &[&str],
    question: &Question,
) -> Result<Ground<'a>> {
    let known = known_at(app, question);
    let mut ground = Ground {
        book,
        names: book.names("").to_read(),
        at: question.at,
        known,
        is_filtered: !question.only.is_empty(),
        only: both(&question.only, &vec![]),
        answers: vec![],
        entries: vec![],
    };
    let mut needs = Needs { onlys: vec![both(&question.only, &vec![])], typed: vec![] };
    for code in codes {
        ground.needs(code, &question.only, 0, &mut needs);
    }
    for only in needs.onlys {
        let question = Question { only: only.clone(), ..question.clone() };
        let wanted = figures::Wanted { by: &BY, days: &[] };
        let reading = figures::read(app, tx, actor, &question, wanted).await?;
        ground.answers.push((only, reading.answers));
    }
    let last = question.period.to.min(question.at);
    for code in needs.typed {
        let first = book.find(&code).and_then(|own| own.versions.first()).map_or(last, |v| v.sheet.starts_on);
        let months = entries::months(question.period.from.max(first), last);
        let entries = entries::read(tx, &code, &question.territory, &months, question.at, known).await?;
        ground.entries.push((code, entries));
    }
    Ok(ground)
}

struct Needs {
    onlys: Vec<Only>,
    typed: Vec<String>,
}

/// Formulas inside formulas; loops are refused when they are published, and cost nothing more here.
const DEEPEST: u8 = 20;

impl Ground<'_> {
    fn needs(&self, code: &str, only: &Only, depth: u8, needs: &mut Needs) {
        let Some(own) = self.book.find(code).filter(|_| depth < DEEPEST) else { return };
        if own.kind != Kind::Formula {
            if !needs.typed.iter().any(|known| known == code) {
                needs.typed.push(code.to_owned());
            }
            return;
        }
        // A month may be of an older version than the day.
        for version in own.versions.iter().filter(|v| v.published_at.is_some_and(|at| at <= self.known)) {
            self.sheet_needs(&version.sheet, only, depth, needs);
        }
    }

    fn sheet_needs(&self, sheet: &Sheet, only: &Only, depth: u8, needs: &mut Needs) {
        let only = both(only, &sheet.only);
        if !needs.onlys.contains(&only) {
            needs.onlys.push(only.clone());
        }
        let Ok(read) = formula::parse(&sheet.formula, &self.names) else { return };
        for subject in read.expression.subjects() {
            if let Subject::Own(code) = subject {
                self.needs(code, &only, depth + 1, needs);
            }
        }
    }

    fn find(&self, code: &str) -> Option<(&Own, &Version)> {
        let own = self.book.find(code)?;
        Some((own, own.on(self.at, self.known)?))
    }

    pub fn entries(&self, code: &str) -> Option<&Entries> {
        self.entries.iter().find(|(known, _)| known == code).map(|(_, entries)| entries)
    }

    pub fn names(&self) -> &Names {
        &self.names
    }

    /// The version of a month: the one that held on its first day.
    pub fn version_of(&self, code: &str, month: NaiveDate) -> Option<&Version> {
        self.book.find(code)?.on(month, self.known)
    }

    /// The value of an indicator of the catalogue over the same question.
    pub fn built(&self, indicator: Indicator) -> Value {
        self.tally(&self.only, Part::Whole).value(indicator)
    }

    /// How a value reads, with what is missing beside it.
    pub fn reading(&self, code: &str, only: &Only, part: Part<'_>) -> Reading {
        let Some((own, version)) = self.find_for(code, part) else { return Reading::default() };
        let sheet = &version.sheet;
        let plain = |value: Computed| Reading {
            value: said(sheet, value),
            note: String::new(),
            number: value.number(),
            sign: value.sign(),
        };
        match own.kind {
            Kind::Formula => plain(self.value(code, only, part)),
            _ if self.is_filtered => Reading { note: "ne se ventile pas".into(), ..plain(Computed::NotApplicable) },
            Kind::Entered => {
                let entries = self.typed(code, part).unwrap_or_default();
                let (came, expected) = entries.sent();
                let note = if sheet.adds_up == AddsUp::Sum { missing(came, expected) } else { String::new() };
                Reading { note, ..plain(entries.total(sheet.adds_up)) }
            }
            Kind::Qualitative => {
                let entries = self.typed(code, part).unwrap_or_default();
                Reading { value: steps(&entries, &sheet.scale), ..Reading::default() }
            }
        }
    }

    /// The value of an indicator; of one that is typed, of what came.
    pub fn value(&self, code: &str, only: &Only, part: Part<'_>) -> Computed {
        let Some((own, version)) = self.find_for(code, part) else { return Computed::NotApplicable };
        match own.kind {
            Kind::Formula => self.of_sheet(&version.sheet, only, part, 0),
            Kind::Entered if !self.is_filtered => {
                self.typed(code, part).map_or(Computed::NotSent, |entries| entries.total(version.sheet.adds_up))
            }
            _ => Computed::NotApplicable,
        }
    }

    /// A month has the version that held on its first day.
    fn find_for(&self, code: &str, part: Part<'_>) -> Option<(&Own, &Version)> {
        match part {
            Part::Month(month) => {
                let own = self.book.find(code)?;
                Some((own, own.on(month, self.known)?))
            }
            _ => self.find(code),
        }
    }

    /// The value that a formula would have, kept or not.
    pub fn of_sheet(&self, sheet: &Sheet, only: &Only, part: Part<'_>, depth: u8) -> Computed {
        let Ok(read) = formula::parse(&sheet.formula, &self.names) else { return Computed::NotApplicable };
        let only = both(only, &sheet.only);
        read.expression.evaluate(&mut |subject| self.subject(subject, &only, part, depth))
    }

    /// The value of one indicator named by a formula.
    pub fn subject(&self, subject: &Subject, only: &Only, part: Part<'_>, depth: u8) -> Computed {
        match subject {
            Subject::Built(indicator) => {
                let value = self.tally(only, part).value(*indicator);
                value.number().map_or(Computed::NotApplicable, Computed::Number)
            }
            Subject::Own(code) if depth < DEEPEST => match self.find_for(code, part) {
                Some((own, version)) if own.kind == Kind::Formula => {
                    self.of_sheet(&version.sheet, only, part, depth + 1)
                }
                // Not of boys alone: a number typed is of everybody.
                Some(_) if !only.is_empty() => Computed::NotApplicable,
                Some((_, version)) => {
                    self.typed(code, part).map_or(Computed::NotSent, |entries| entries.strict(version.sheet.adds_up))
                }
                None => Computed::NotApplicable,
            },
            Subject::Own(_) => Computed::NotApplicable,
        }
    }

    fn typed(&self, code: &str, part: Part<'_>) -> Option<Entries> {
        let entries = self.entries(code)?;
        Some(match part {
            Part::Whole => entries.clone(),
            Part::Below(territory) => entries.below(territory),
            Part::Month(month) => entries.of_month(month),
        })
    }

    fn tally(&self, only: &Only, part: Part<'_>) -> Tally {
        let Some((_, answers)) = self.answers.iter().find(|(known, _)| known == only) else { return Tally::default() };
        let [whole, below, months] = answers.as_slice() else { return Tally::default() };
        let found = match part {
            Part::Whole => Some(whole.whole()),
            Part::Below(territory) => below.cell(&[territory]),
            Part::Month(month) => months.cell(&[&month.format("%Y-%m").to_string()]),
        };
        found.cloned().unwrap_or_default()
    }
}

/// A value as it is shown.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    pub value: String,
    /// « 3 mois non transmis »; may be empty.
    pub note: String,
    pub number: Option<f64>,
    /// Why there is no number; none when there is one, or a step of a scale.
    pub sign: Option<&'static str>,
}

fn missing(came: usize, expected: usize) -> String {
    let n = i64::try_from(expected - came.min(expected)).unwrap_or(i64::MAX);
    if n == 0 { String::new() } else { format!("{} sur {expected} non transmis", words::counted(n, "mois", "mois")) }
}

/// The step of a platform; of several, how many stand on each: « Installé\u{a0}: 2, non transmis\u{a0}: 1 ».
fn steps(entries: &Entries, scale: &[String]) -> String {
    let step = |platform: &Platform| {
        let cell = entries.last(&platform.code)?;
        scale.get((cell.value as usize).checked_sub(1)?)
    };
    match entries.platforms.as_slice() {
        [] => words::NOT_APPLICABLE.into(),
        [one] => step(one).cloned().unwrap_or_else(|| NOT_SENT.into()),
        several => {
            let on = |wanted: Option<&String>| several.iter().filter(|p| step(p) == wanted).count();
            let each = scale.iter().rev().map(|label| (label.as_str(), on(Some(label)))).chain([(NOT_SENT, on(None))]);
            let each = each.filter(|(_, n)| *n > 0).map(|(label, n)| format!("{label}\u{a0}: {n}"));
            each.collect::<Vec<_>>().join(", ")
        }
    }
}

/// The cases that are of both.
pub fn both(a: &Only, b: &Only) -> Only {
    let mut both = a.clone();
    both.extend(b.iter().filter(|class| !a.contains(class)).cloned());
    both.sort();
    both
}

/// What a formula that is being written would need and give.
///
/// # Errors
/// As [`figures::ask`].
pub async fn trial<'a>(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    book: &'a Book,
    sheet: &Sheet,
    code: &str,
    question: &Question,
) -> Result<Ground<'a>> {
    let names = book.names(code);
    let named: Vec<String> = formula::parse(&sheet.formula, &names).map_or_else(
        |_| vec![],
        |read| read.expression.subjects().into_iter().map(|subject| subject.code().to_owned()).collect(),
    );
    let codes: Vec<&str> = named.iter().map(String::as_str).filter(|code| book.find(code).is_some()).collect();
    // The filters of the sheet go with the question: all that it names is of those cases.
    let only = both(&question.only, &sheet.only);
    let question = Question { only: only.clone(), ..question.clone() };
    read(app, tx, actor, book, &codes, &question).await
}
