//! What an indicator that people added is, and which of its versions holds when. No SQL, no clock.
use super::formula::{self, Formula, Mistake, Name, Names, Subject, Unit};
use crate::asked::FILTERS;
use crate::figures::Dimension;
use crate::indicators::Direction;
use crate::words;
use base::french::{decimal, percent};
use chrono::{DateTime, NaiveDate, Utc};
use std::str::FromStr;

/// Cases of these classes only.
pub type Only = Vec<(Dimension, String)>;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Formula,
    /// A number typed by platform and month.
    Entered,
    /// A step of a scale, by platform and month.
    Qualitative,
}

/// How a value is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    Percent,
    Number,
    Days,
}

/// How the numbers that platforms type make one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddsUp {
    /// Months and platforms add up: hours, euros.
    Sum,
    /// The last month of each platform, platforms added: places open, people in post.
    Last,
    /// Neither: the last month, read platform by platform.
    No,
}

macro_rules! words {
    ($name:ident: $($variant:ident = $code:literal, $label:literal;)+) => {
        impl $name {
            pub const ALL: [$name; [$($code),+].len()] = [$($name::$variant),+];
            pub const fn code(self) -> &'static str {
                match self { $($name::$variant => $code),+ }
            }
            pub const fn label(self) -> &'static str {
                match self { $($name::$variant => $label),+ }
            }
        }
        impl FromStr for $name {
            type Err = &'static str;
            fn from_str(code: &str) -> Result<Self, Self::Err> {
                $name::ALL.into_iter().find(|each| each.code() == code).ok_or("Choisissez dans la liste.")
            }
        }
    };
}

words! { Kind: Formula = "formula", "une formule"; Entered = "entered", "un nombre saisi"; Qualitative = "qualitative", "une échelle"; }
words! { Shown: Percent = "percent", "pourcentage"; Number = "number", "nombre"; Days = "days", "jours"; }
words! { AddsUp:
    Sum = "sum", "Les mois et les plates-formes s’additionnent (heures, euros)";
    Last = "last", "Le dernier mois de chaque plate-forme, puis la somme (places, postes)";
    No = "no", "Ne s’additionne pas\u{a0}: se lit plate-forme par plate-forme";
}

/// The word of the database.
pub const fn direction_code(direction: Direction) -> &'static str {
    match direction {
        Direction::Up => "up",
        Direction::Down => "down",
        Direction::Neither => "neither",
    }
}

pub fn direction_of(code: &str) -> Direction {
    match code {
        "up" => Direction::Up,
        "down" => Direction::Down,
        _ => Direction::Neither,
    }
}

/// What a version says.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    pub label: String,
    pub words: String,
    pub direction: Direction,
    pub shown: Shown,
    /// Of a number: « places »; may be empty.
    pub unit: String,
    /// As typed in a draft, its indicators by their codes once published; empty for what is typed.
    pub formula: String,
    pub only: Only,
    /// Code of the indicator whose variant it is.
    pub variant_of: Option<String>,
    pub adds_up: AddsUp,
    /// From the lowest step.
    pub scale: Vec<String>,
    /// Why it replaces the version before.
    pub reason: String,
    pub starts_on: NaiveDate,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Version {
    pub number: i64,
    pub revision: i64,
    pub sheet: Sheet,
    pub saved_at: DateTime<Utc>,
    pub saved_by: Option<String>,
    /// None for a draft.
    pub published_at: Option<DateTime<Utc>>,
}

/// An indicator that people added.
#[derive(Clone, Debug, PartialEq)]
pub struct Own {
    pub code: String,
    /// Who holds it.
    pub territory: String,
    pub territory_name: String,
    pub kind: Kind,
    /// It applies to these and to all below.
    pub places: Vec<(String, String)>,
    pub retired_at: Option<DateTime<Utc>>,
    /// From the first; the last may be a draft.
    pub versions: Vec<Version>,
}

impl Own {
    /// The version that holds on a day, as it was known at an instant. Before its first day, the first one.
    pub fn on(&self, day: NaiveDate, known: DateTime<Utc>) -> Option<&Version> {
        let published = || self.versions.iter().filter(|v| v.published_at.is_some_and(|at| at <= known));
        published().rev().find(|v| v.sheet.starts_on <= day).or_else(|| published().next())
    }

    /// The latest version published.
    pub fn published(&self) -> Option<&Version> {
        self.versions.iter().rev().find(|v| v.published_at.is_some())
    }

    pub fn draft(&self) -> Option<&Version> {
        self.versions.last().filter(|v| v.published_at.is_none())
    }

    /// What it is called: the name of the latest version.
    pub fn label(&self) -> &str {
        self.published().or(self.versions.last()).map_or("", |v| &v.sheet.label)
    }

    pub fn is_retired(&self, known: DateTime<Utc>) -> bool {
        self.retired_at.is_some_and(|at| at <= known)
    }

    /// What one number of it counts in, in a formula.
    fn unit(&self) -> Unit {
        match self.kind {
            Kind::Entered => Unit::TYPED,
            _ => Unit::RATIO,
        }
    }
}

/// Every indicator people added that matters here.
#[derive(Clone, Debug, Default)]
pub struct Book(pub Vec<Own>);

impl Book {
    pub fn find(&self, code: &str) -> Option<&Own> {
        self.0.iter().find(|own| own.code == code)
    }

    /// The names a formula may use. `editing`: the code of the indicator whose formula it is.
    pub fn names(&self, editing: &str) -> Names {
        let plain = Names::with([]);
        let own = self.0.iter().filter(|own| own.published().is_some() || own.code == editing);
        let mut names: Vec<Name> = own
            .map(|own| Name {
                subject: Subject::Own(own.code.clone()),
                word: own.code.clone(),
                label: own.label().to_owned(),
                refused: refused(own),
                unit: own.unit(),
            })
            .collect();
        // What a formula counts in is that of what it names, whatever the order they were added in.
        for _ in 0..names.len() {
            let known = Names::with(names.clone());
            let mut moved = false;
            for name in &mut names {
                let own = self.find(name.subject.code()).filter(|own| own.kind == Kind::Formula);
                let formula = own.and_then(|own| own.published()).map(|version| &version.sheet.formula);
                let Some(Ok(formula)) = formula.map(|text| formula::parse(text, &known)) else { continue };
                moved |= name.unit != formula.unit;
                name.unit = formula.unit;
            }
            if !moved {
                return Names::with(names);
            }
        }
        if names.is_empty() { plain } else { Names::with(names) }
    }

    /// The codes of those that the formula of another names, in its latest published version.
    pub fn named_by(&self, code: &str) -> Vec<String> {
        let sheet = self.find(code).and_then(Own::published).map(|version| &version.sheet);
        sheet.map_or_else(Vec::new, |sheet| own_codes(&sheet.formula, &self.names(code).to_read()))
    }

    /// Those whose formula names it, or that are variants of it.
    pub fn using(&self, code: &str) -> Vec<&Own> {
        let uses = |own: &&Own| {
            own.retired_at.is_none() && own.code != code && self.named_by(&own.code).iter().any(|named| named == code)
        };
        self.0.iter().filter(uses).collect()
    }

    /// Reads the formula of `code`, and refuses one that turns round.
    ///
    /// # Errors
    /// The first mistake.
    pub fn read(&self, code: &str, text: &str) -> Result<Formula, Mistake> {
        let names = self.names(code);
        let read = formula::parse(text, &names)?;
        let first = own_of(&read);
        let named = |of: &str| if of == code { first.clone() } else { self.named_by(of) };
        let Some(way) = formula::find_loop(code, &named) else { return Ok(read) };
        Err(turns(&way, text, &read, |of| self.named_by_built(of, &names)))
    }

    /// The first indicator of the catalogue that the formula of another names, by its word.
    fn named_by_built(&self, code: &str, names: &Names) -> Option<String> {
        let sheet = &self.find(code)?.published()?.sheet;
        let read = formula::parse(&sheet.formula, names).ok()?;
        let subjects = read.expression.subjects();
        subjects.into_iter().find(|s| matches!(s, Subject::Built(_))).map(|subject| names.word(subject))
    }
}

fn own_of(formula: &Formula) -> Vec<String> {
    let own = formula.expression.subjects().into_iter().filter(|subject| matches!(subject, Subject::Own(_)));
    own.map(|subject| subject.code().to_owned()).collect()
}

fn own_codes(text: &str, names: &Names) -> Vec<String> {
    formula::parse(text, names).map_or_else(|_| vec![], |formula| own_of(&formula))
}

/// « La formule tourne en rond\u{a0}: … (D29.1 → D29.2 → D29.1). »
fn turns(way: &[String], text: &str, read: &Formula, instead: impl Fn(&str) -> Option<String>) -> Mistake {
    let next = way.get(1).cloned().unwrap_or_default();
    let at = place_of(&read.expression, &next).unwrap_or(0..text.len());
    let shown = way.join(" → ");
    if way.len() == 2 {
        let why = format!("La formule se nomme elle-même ({shown}). Nommez ce dont elle se calcule.");
        return Mistake { at, message: why, repair: None };
    }
    let start = way.first().map_or("", String::as_str);
    let why =
        format!("La formule tourne en rond\u{a0}: {next} est calculé à partir de {start}, que vous écrivez ({shown}).");
    match instead(&next) {
        Some(word) => {
            let message =
                format!("{why} Mettez «\u{202f}{word}\u{202f}» à la place de {next}, ou changez d’abord {next}.");
            Mistake { at, message, repair: None }.replaced(text, &word)
        }
        None => Mistake { at, message: format!("{why} Changez d’abord {next}."), repair: None },
    }
}

fn place_of(expression: &formula::Expression, code: &str) -> Option<std::ops::Range<usize>> {
    match expression {
        formula::Expression::Subject(Subject::Own(own), at) if own == code => Some(at.clone()),
        formula::Expression::Of(_, left, right) => place_of(left, code).or_else(|| place_of(right, code)),
        _ => None,
    }
}

/// Why a formula cannot name it.
fn refused(own: &Own) -> Option<String> {
    if own.kind == Kind::Qualitative {
        return Some(format!("«\u{202f}{}\u{202f}» se dit par une échelle\u{a0}: il ne se calcule pas.", own.code));
    }
    if own.retired_at.is_some() {
        return Some(format!("«\u{202f}{}\u{202f}» a été retiré. Nommez un indicateur encore en vigueur.", own.code));
    }
    None
}

/// « 44,4 % », « 12 places », « 11 jours », « sans objet », « non transmis ».
pub fn said(sheet: &Sheet, value: formula::Computed) -> String {
    match value {
        formula::Computed::Number(n) => plain(sheet, n),
        formula::Computed::NotApplicable => words::NOT_APPLICABLE.into(),
        formula::Computed::NotSent => NOT_SENT.into(),
    }
}

/// Said where somebody had to type a number and has not.
pub const NOT_SENT: &str = "non transmis";

/// A number of it, with its unit.
pub fn plain(sheet: &Sheet, n: f64) -> String {
    let digits = usize::from((n * 10.0).round() % 10.0 != 0.0);
    match sheet.shown {
        Shown::Percent => percent(n),
        Shown::Number if sheet.unit.is_empty() => decimal(n, digits),
        Shown::Number => format!("{}\u{a0}{}", decimal(n, digits), sheet.unit),
        Shown::Days => format!("{}\u{a0}{}", decimal(n, digits), if n.abs() < 2.0 { "jour" } else { "jours" }),
    }
}

/// `sexe=F&age=16-17`.
pub fn query(only: &[(Dimension, String)]) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    for (name, dimension) in FILTERS {
        for (_, class) in only.iter().filter(|(d, _)| *d == dimension) {
            query.append_pair(name, class);
        }
    }
    query.finish()
}

pub fn only(query: &str) -> Only {
    let pairs = form_urlencoded::parse(query.as_bytes());
    pairs
        .filter_map(|(name, class)| {
            FILTERS.iter().find(|(known, _)| *known == name).map(|(_, dimension)| (*dimension, class.into_owned()))
        })
        .collect()
}
