//! The form of an indicator: what is read from it, and what it first shows.
use crate::asked::{FILTERS, classes};
use crate::figures::Period;
use crate::indicators::own::model::{AddsUp, Book, Kind, Only, Own, Sheet, Shown, direction_code, direction_of};
use base::Form;
use base::form::{Day, Text};
use base::french::fr;
use chrono::{Datelike as _, NaiveDate};

/// What the button that was pressed asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Gesture {
    /// Show what the formula says, keep nothing.
    Check,
    /// Add a word to the formula.
    Insert(String),
    /// Take the correction offered.
    Repair(String),
    Keep,
    Publish,
}

impl Gesture {
    pub fn read(form: &Form) -> Gesture {
        let pressed = |name: &str| Some(form.raw(name).to_owned()).filter(|text| !text.is_empty());
        if let Some(word) = pressed("inserer") {
            return Gesture::Insert(word);
        }
        if let Some(text) = pressed("corriger") {
            return Gesture::Repair(text);
        }
        match form.raw("geste") {
            "garder" => Gesture::Keep,
            "publier" => Gesture::Publish,
            _ => Gesture::Check,
        }
    }
}

const FIELDS: [&str; 19] = [
    "nature",
    "nom",
    "texte",
    "sens",
    "aff",
    "unite",
    "formule",
    "sexe",
    "age",
    "source",
    "scolarite",
    "quartier",
    "variante",
    "cumul",
    "echelle",
    "lieux",
    "raison",
    "debut",
    "revision",
];

/// The same form with another formula.
pub fn with_formula(form: &Form, formula: &str) -> Form {
    let mut values: Vec<(&str, String)> = vec![("formule", formula.to_owned())];
    for name in FIELDS.into_iter().filter(|name| *name != "formule") {
        values.extend(form.raw_all(name).map(|value| (name, value.to_owned())));
    }
    Form::filled(values)
}

/// With a word put after what is written, and a space between.
pub fn with_word(form: &Form, word: &str) -> Form {
    let written = form.raw("formule").trim_end();
    let joined = if written.is_empty() { word.to_owned() } else { format!("{written} {word}") };
    with_formula(form, &joined)
}

/// What a version says, as the form first shows it.
pub fn filled(sheet: &Sheet, formula: &str, places: &[String], revision: i64, is_next: bool) -> Form {
    let mut values: Vec<(&str, String)> = vec![
        ("nom", sheet.label.clone()),
        ("texte", sheet.words.clone()),
        ("sens", direction_code(sheet.direction).into()),
        ("aff", sheet.shown.code().into()),
        ("unite", sheet.unit.clone()),
        ("formule", formula.into()),
        ("variante", sheet.variant_of.clone().unwrap_or_default()),
        ("cumul", sheet.adds_up.code().into()),
        ("echelle", sheet.scale.join("\n")),
        ("revision", revision.to_string()),
    ];
    if !is_next {
        values.extend([("raison", sheet.reason.clone()), ("debut", sheet.starts_on.to_string())]);
    }
    for (name, dimension) in FILTERS {
        values.extend(sheet.only.iter().filter(|(d, _)| *d == dimension).map(|(_, class)| (name, class.clone())));
    }
    values.extend(places.iter().map(|place| ("lieux", place.clone())));
    Form::filled(values)
}

/// What the form says, with what is wrong in it marked. `publishing`: nothing may be left for later.
pub fn read(form: &mut Form, kind: Kind, today: NaiveDate, is_next: bool, publishing: bool) -> Sheet {
    let label = form.required::<Text<80>>("nom").map_or_else(String::new, |text| text.0);
    let words = text::<1000>(form, "texte");
    if publishing && words.is_empty() {
        form.refuse(
            "texte",
            fr("Dites en une phrase ce qui est compté : ceux qui liront le chiffre n’auront qu’elle."),
        );
    }
    let shown = choice(form, "aff", Shown::Percent);
    let adds_up = choice(form, "cumul", AddsUp::Sum);
    let unit = text::<30>(form, "unite");
    let scale: Vec<String> =
        form.raw("echelle").lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect();
    if kind == Kind::Qualitative && publishing && !(2..=7).contains(&scale.len()) {
        form.refuse("echelle", fr("Écrivez de deux à sept degrés, un par ligne, du plus bas au plus haut."));
    }
    if scale.iter().any(|step| step.chars().count() > 120) {
        form.refuse("echelle", fr("Un degré tient en 120 signes : raccourcissez le plus long."));
    }
    let reason = text::<500>(form, "raison");
    if is_next && publishing && reason.is_empty() {
        form.refuse("raison", fr("Cette version en remplace une autre : dites pourquoi, tous le liront."));
    }
    let starts_on = form.optional::<Day>("debut").flatten().map(|Day(day)| day);
    if is_next && publishing && starts_on.is_none() {
        form.refuse("debut", fr("Dites à partir de quel jour elle s’applique : les courbes s’y interrompront."));
    }
    Sheet {
        label,
        words,
        direction: direction_of(form.raw("sens")),
        shown: if kind == Kind::Entered { Shown::Number } else { shown },
        unit,
        formula: form.raw("formule").trim().to_owned(),
        only: only(form),
        variant_of: Some(form.raw("variante").to_owned()).filter(|code| !code.is_empty()),
        adds_up,
        scale,
        reason,
        starts_on: starts_on.unwrap_or_else(|| first_day(kind, today)),
    }
}

/// When nothing is said: a formula counts since the school year began, a platform types since this month.
fn first_day(kind: Kind, today: NaiveDate) -> NaiveDate {
    match kind {
        Kind::Formula => Period::school_year(Period::school_year_of(today)).from,
        _ => today.with_day(1).unwrap_or(today),
    }
}

fn text<const MAX: usize>(form: &mut Form, name: &str) -> String {
    form.optional::<Text<MAX>>(name).flatten().map_or_else(String::new, |text| text.0)
}

fn choice<T: std::str::FromStr<Err = &'static str>>(form: &mut Form, name: &str, without: T) -> T {
    form.optional::<T>(name).flatten().unwrap_or(without)
}

fn only(form: &mut Form) -> Only {
    let mut only = vec![];
    for (name, dimension) in FILTERS {
        let class = form.raw(name).to_owned();
        if class.is_empty() {
            continue;
        }
        if !classes(dimension).contains(&class.as_str()) {
            form.refuse(name, "Choisissez dans la liste.");
        }
        only.push((dimension, class));
    }
    only
}

/// What stops a version from following the one before.
pub fn after(form: &mut Form, own: &Own, sheet: &Sheet) {
    let Some(before) = own.published() else { return };
    if sheet.starts_on <= before.sheet.starts_on && own.versions.len() > 1 {
        let day = base::french::date_long(before.sheet.starts_on);
        form.refuse("debut", fr(&format!("La version en vigueur commence le {day} : choisissez un jour après.")));
    }
}

/// A variant is of an indicator that exists, and not of itself.
pub fn variant(form: &mut Form, book: &Book, code: &str, sheet: &Sheet) {
    let Some(of) = &sheet.variant_of else { return };
    let exists = of.parse::<crate::indicators::Indicator>().is_ok()
        || book.find(of).is_some_and(|own| own.published().is_some() && own.kind == Kind::Formula);
    if of == code || !exists {
        form.refuse("variante", "Choisissez dans la liste l’indicateur dont celui-ci est une variante.");
    }
}

/// The same form, to be sent again over what was kept meanwhile.
pub fn at_revision(form: &Form, revision: i64) -> Form {
    let mut values: Vec<(&str, String)> = vec![("revision", revision.to_string())];
    for name in FIELDS.into_iter().filter(|name| *name != "revision") {
        values.extend(form.raw_all(name).map(|value| (name, value.to_owned())));
    }
    Form::filled(values)
}
