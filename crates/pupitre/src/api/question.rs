//! A question about figures in the words of the API and of the command line: the same codes, the same dates, the same refusals.
use super::problem::Mistake;
use super::query::shown;
use base::french::date_long;
use chrono::{Datelike as _, NaiveDate};
use measure::figures::{Dimension, Period, Question};
use measure::indicators::Indicator;
use network::territories::TerritoryCode;

/// The words as typed; none or empty when absent.
#[derive(Clone, Debug, Default)]
pub struct Words {
    pub territory: Option<String>,
    pub from: Option<String>,
    pub to: Option<String>,
    /// A past day whose knowledge is asked for; none: today.
    pub known_on: Option<String>,
    /// Codes separated by commas.
    pub by: Option<String>,
    /// Codes separated by commas; none: all those of the reading.
    pub indicators: Option<String>,
    /// `cohort` or `activity`; none: cohort.
    pub reading: Option<String>,
    /// Codes, separated by commas, of indicators that territories added.
    pub added: Option<String>,
}

/// A question that makes sense, and the indicators wanted of its answer.
#[derive(Clone, Debug)]
pub struct Asked {
    pub question: Question,
    pub indicators: Vec<Indicator>,
    /// Codes of indicators that territories added; whether they apply there is not known here.
    pub added: Vec<String>,
}

impl Words {
    /// What is asked, the situations being those of today, or of the past day asked for.
    ///
    /// # Errors
    /// Every word that makes no sense, each with what to write.
    pub fn understand(&self, today: NaiveDate) -> Result<Asked, Vec<Mistake>> {
        let mut mistakes = vec![];
        let territory = required(&self.territory, "territory", "un territoire, par exemple 29-BREST", &mut mistakes)
            .and_then(|code| keep(code.parse::<TerritoryCode>(), "territory", &mut mistakes));
        let from = required(&self.from, "from", "le premier jour, par exemple 2026-09-01", &mut mistakes)
            .and_then(|text| keep(day(text), "from", &mut mistakes));
        let to = required(&self.to, "to", "le dernier jour, par exemple 2027-08-31", &mut mistakes)
            .and_then(|text| keep(day(text), "to", &mut mistakes));
        let by = keep(dimensions(&self.by), "by", &mut mistakes);
        let indicators = keep(indicators(&self.indicators), "indicators", &mut mistakes);
        let reading = keep(reading(&self.reading), "reading", &mut mistakes);
        let added = keep(added(&self.added, &self.by), "added", &mut mistakes);
        let known_on = known_on(&self.known_on, today, &mut mistakes);
        let period = from.zip(to).and_then(|(from, to)| period(from, to, today, &mut mistakes));
        match (territory, period, by, indicators.zip(reading), added) {
            (Some(territory), Some(period), Some(by), Some((indicators, all)), Some(added)) if mistakes.is_empty() => {
                Ok(Asked {
                    question: Question {
                        territory: territory.to_string(),
                        period,
                        at: known_on.unwrap_or(today),
                        known_on,
                        by,
                        only: vec![],
                    },
                    indicators: if indicators.is_empty() { all } else { indicators },
                    added,
                })
            }
            _ => Err(mistakes),
        }
    }
}

fn required<'a>(word: &'a Option<String>, name: &str, what: &str, mistakes: &mut Vec<Mistake>) -> Option<&'a str> {
    let given = word.as_deref().map(str::trim).filter(|text| !text.is_empty());
    if given.is_none() {
        mistakes.push(Mistake::new(name, format!("Indiquez {what}.")));
    }
    given
}

/// The value, or its refusal put with the others.
fn keep<T, E: ToString>(read: Result<T, E>, name: &str, mistakes: &mut Vec<Mistake>) -> Option<T> {
    read.map_err(|error| mistakes.push(Mistake::new(name, error.to_string()))).ok()
}

/// `2026-11-24` or `24/11/2026`, the year in full.
fn day(text: &str) -> Result<NaiveDate, String> {
    let year = text.split(['-', '/']).find(|part| part.len() == 4 && part.bytes().all(|b| b.is_ascii_digit()));
    ["%Y-%m-%d", "%d/%m/%Y"]
        .iter()
        .find_map(|format| NaiveDate::parse_from_str(text, format).ok())
        .filter(|day| year.is_some() && (1..=9999).contains(&day.year()))
        .ok_or_else(|| {
            format!(
                "«\u{202f}{}\u{202f}» n’est pas une date qui existe. Écrivez-la comme 2026-11-24 ou 24/11/2026.",
                shown(text)
            )
        })
}

/// The past day asked for; today is none.
fn known_on(word: &Option<String>, today: NaiveDate, mistakes: &mut Vec<Mistake>) -> Option<NaiveDate> {
    let text = word.as_deref().map(str::trim).filter(|text| !text.is_empty())?;
    let day = keep(day(text), "known_on", mistakes)?;
    if day > today {
        let why = format!("Le {} est à venir. Donnez un jour passé, ou rien pour aujourd’hui.", date_long(day));
        mistakes.push(Mistake::new("known_on", why));
    }
    (day < today).then_some(day)
}

fn period(from: NaiveDate, to: NaiveDate, today: NaiveDate, mistakes: &mut Vec<Mistake>) -> Option<Period> {
    if to < from {
        mistakes.push(Mistake::new(
            "to",
            format!(
                "La période est à l’envers : elle commence le {} et finit le {}. Échangez les deux dates.",
                date_long(from),
                date_long(to)
            ),
        ));
        return None;
    }
    if from > today {
        mistakes.push(Mistake::new(
            "from",
            format!(
                "La période commence après aujourd’hui, {} : personne n’y est encore entré. Choisissez un premier jour passé.",
                date_long(today)
            ),
        ));
        return None;
    }
    Some(Period { from, to })
}

fn dimensions(words: &Option<String>) -> Result<Vec<Dimension>, String> {
    each(words, "La ventilation", "possibles", Dimension::ALL.iter().map(|d| (d.as_str(), *d)).collect())
}

fn indicators(words: &Option<String>) -> Result<Vec<Indicator>, String> {
    let known: Vec<(&str, Indicator)> = Indicator::all().map(|i| (i.code(), i)).collect();
    each(words, "L’indicateur", "possibles", known)
}

/// The words of a reading (MEASURE.md §3): what became of the cases that entered in the period, or what happened in it.
pub const READINGS: [&str; 2] = ["cohort", "activity"];

/// All the indicators of a reading.
fn reading(word: &Option<String>) -> Result<Vec<Indicator>, String> {
    match word.as_deref().map(str::trim).unwrap_or_default() {
        "" | "cohort" => Ok(Indicator::cohort().collect()),
        "activity" => Ok(Indicator::activity().collect()),
        other => Err(format!(
            "La lecture «\u{202f}{}\u{202f}» n’existe pas\u{a0}; possibles\u{a0}: {}.",
            shown(other),
            READINGS.join(", ")
        )),
    }
}

fn added(words: &Option<String>, by: &Option<String>) -> Result<Vec<String>, String> {
    let mut codes: Vec<String> = vec![];
    for word in words.as_deref().unwrap_or_default().split(',').map(str::trim).filter(|word| !word.is_empty()) {
        if codes.iter().any(|code| code == word) {
            return Err(format!("L’indicateur «\u{202f}{}\u{202f}» est donné deux fois. Gardez-en un.", shown(word)));
        }
        codes.push(word.to_owned());
    }
    if !codes.is_empty() && by.as_deref().is_some_and(|by| !by.trim().is_empty()) {
        return Err("Un indicateur ajouté se lit sans ventilation\u{a0}: demandez-le sans «\u{202f}by\u{202f}», territoire par territoire.".into());
    }
    Ok(codes)
}

/// Codes separated by commas, each once; none when there is no word.
fn each<T: Copy>(words: &Option<String>, what: &str, possible: &str, known: Vec<(&str, T)>) -> Result<Vec<T>, String> {
    let words = words.as_deref().map(str::trim).unwrap_or_default();
    if words.is_empty() {
        return Ok(vec![]);
    }
    let mut seen = vec![];
    let mut found = vec![];
    for word in words.split(',').map(str::trim) {
        let Some((code, value)) = known.iter().find(|(code, _)| *code == word) else {
            let codes: Vec<&str> = known.iter().map(|(code, _)| *code).collect();
            return Err(format!(
                "{what} «\u{202f}{}\u{202f}» n’existe pas ; {possible}\u{a0}: {}.",
                shown(word),
                codes.join(", ")
            ));
        };
        if seen.contains(code) {
            return Err(format!("{what} «\u{202f}{code}\u{202f}» est donné deux fois. Gardez-en un."));
        }
        seen.push(*code);
        found.push(*value);
    }
    Ok(found)
}
