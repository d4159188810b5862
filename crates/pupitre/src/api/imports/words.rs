//! What is said of a list, in the words of the API and of the command line.
use crate::api::query::shown;
use base::form::Text;
use follow::cases::event::Source;
use follow::intake::mapping::{Column, Mapping};
use follow::intake::reading::Overrides;
use network::territories::{Level, TerritoryCode, TerritoryError};
use serde::Deserialize;

/// Who sends a list: a category of MEASURE.md §4, or the name under which the lists of one sender follow each other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sender {
    pub source: Option<Source>,
    pub source_name: Option<String>,
}

impl Sender {
    /// # Errors
    /// A name too long.
    pub fn read(text: Option<&str>) -> Result<Sender, String> {
        match text.map(str::trim).filter(|text| !text.is_empty()) {
            None => Ok(Sender::default()),
            Some(text) => match text.parse::<Source>() {
                Ok(source) => Ok(Sender { source: Some(source), source_name: None }),
                Err(_) => text.parse().map(|Text::<80>(name)| Sender { source: None, source_name: Some(name) }),
            },
        }
    }
}

/// The code of a platform, whether or not it exists.
///
/// # Errors
/// No code, a text that is none, or the code of another level.
pub fn platform_code(text: Option<&str>) -> Result<TerritoryCode, String> {
    let code = text.map(str::trim).filter(|text| !text.is_empty());
    let code: TerritoryCode = code
        .ok_or("Indiquez le code de la plate-forme, par exemple 29-BREST.")?
        .parse()
        .map_err(|error: TerritoryError| error.to_string())?;
    if code.level() == Level::Platform {
        return Ok(code);
    }
    Err(format!("{code} n’est pas une plate-forme : une liste entre sur une plate-forme, par exemple 29-BREST."))
}

/// The words of yes, then those of no.
pub const FLAGS: [[&str; 5]; 2] = [["true", "1", "oui", "yes", "on"], ["false", "0", "non", "no", "off"]];

/// # Errors
/// Any other word.
pub fn flag(text: Option<&str>) -> Result<bool, String> {
    match text.map(str::trim).unwrap_or_default().to_ascii_lowercase().as_str() {
        word if FLAGS[0].contains(&word) => Ok(true),
        word if word.is_empty() || FLAGS[1].contains(&word) => Ok(false),
        other => Err(format!("«\u{202f}{}\u{202f}» n’est ni true ni false.", shown(other))),
    }
}

/// What a mapping imposes on the reading, as JSON: the columns alone, or with how the file is to be opened.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Imposed {
    columns: Option<Vec<Column>>,
    list_date: Option<chrono::NaiveDate>,
    encoding: Option<String>,
    delimiter: Option<char>,
    sheet: Option<String>,
    header_line: Option<u32>,
    #[serde(default)]
    keep_those_still_in_training: bool,
}

/// # Errors
/// A text that is not such a mapping, with the place where it stops being one.
pub fn overrides(text: Option<&str>) -> Result<Overrides, String> {
    let Some(text) = text.map(str::trim).filter(|text| !text.is_empty()) else { return Ok(Overrides::default()) };
    let imposed: Imposed = serde_json::from_str(text).map_err(|error| {
        format!(
            "La correspondance n’est pas lisible, ligne {}, colonne {}{}. Attendu\u{a0}: \
             {{\"columns\": [{{\"name\": \"NE LE\", \"use\": {{\"field\": \"birth_date\"}}}}]}}.",
            error.line(),
            error.column(),
            why(&error)
        )
    })?;
    Ok(Overrides {
        mapping: imposed.columns.map(|columns| Mapping { columns }),
        list_date: imposed.list_date,
        encoding: imposed.encoding,
        delimiter: imposed.delimiter,
        sheet: imposed.sheet,
        header_line: imposed.header_line,
        keep_those_still_in_training: imposed.keep_those_still_in_training,
    })
}

/// What serde says of an unknown or missing word, in French; of a text that is no JSON, the place is enough.
fn why(error: &serde_json::Error) -> String {
    const WORDS: [(&str, &str); 4] = [
        ("unknown variant", "valeur inconnue"),
        ("unknown field", "champ inconnu"),
        ("missing field", "champ absent"),
        ("duplicate field", "champ donné deux fois"),
    ];
    let told = error.to_string();
    let told = told.rsplit_once(" at line ").map_or(told.as_str(), |(told, _)| told);
    let found = WORDS.iter().find_map(|(english, french)| told.strip_prefix(english).map(|rest| (*french, rest)));
    found.map_or_else(String::new, |(french, rest)| {
        let rest = rest.replace("expected one of", "attendu").replace("expected", "attendu").replace('`', "");
        format!(" ({french}\u{a0}:{rest})")
    })
}
