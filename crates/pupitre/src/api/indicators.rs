//! The catalogue of indicators, as programs read it.
use super::problem::{MEDIA_TYPE, Problem, Result};
use super::query::Query;
use axum::Json;
use axum::extract::State;
use base::App;
use chrono::NaiveDate;
use follow::cases::facts::TERMS;
use measure::indicators::{Activity, CATALOGUE, Count, Definition, Delay, Direction, Indicator, Measured, edition_on};
use serde::Serialize;
use utoipa::ToSchema;

/// Un indicateur du catalogue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct IndicatorSheet {
    #[schema(example = "contact_rate")]
    code: &'static str,
    #[schema(example = "Jeunes contactés")]
    label: &'static str,
    #[schema(example = "Contactés, rapportés aux confirmés.")]
    definition: &'static str,
    unit: Unit,
    /// Sur les codes des autres indicateurs et les jalons du dossier.
    #[schema(example = "contacted / confirmed")]
    formula: String,
    direction: Sense,
    /// La version en vigueur de la définition.
    version: u32,
    /// Depuis quand elle l’est.
    since: NaiveDate,
}

/// `case` : un nombre de dossiers ; `person` : un nombre de jeunes distincts ; `event` : un nombre de gestes ; `ratio` : de 0 à 1 ; `day` : des jours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum Unit {
    Case,
    Event,
    Person,
    Ratio,
    Day,
}

/// `up` : plus c’est haut, mieux c’est ; `down` : plus c’est bas ; `neither` : un constat, ni bon ni mauvais.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = Direction)]
enum Sense {
    Up,
    Down,
    Neither,
}

/// Catalogue des indicateurs
///
/// Tous les indicateurs que donnent les chiffres, dans l’ordre des tableaux de bord, avec leur définition.
#[utoipa::path(
    get, path = "/api/v1/indicators", tag = "Chiffres", operation_id = "indicators",
    responses(
        (status = 200, description = "Le catalogue", body = Vec<IndicatorSheet>),
        (status = 400, description = "Un paramètre inconnu", body = Problem, content_type = MEDIA_TYPE),
        (status = 401, description = "Sans jeton valable", body = Problem, content_type = MEDIA_TYPE),
    )
)]
pub async fn list(State(app): State<App>, query: Query) -> Result<Json<Vec<IndicatorSheet>>> {
    let [] = query.only([])?;
    let today = app.clock.today();
    Ok(Json(Indicator::all().map(|indicator| IndicatorSheet::new(indicator, today)).collect()))
}

impl IndicatorSheet {
    fn new(indicator: Indicator, today: NaiveDate) -> Self {
        let definition = indicator.definition();
        let edition = edition_on(indicator, today);
        IndicatorSheet {
            code: definition.code,
            label: definition.label,
            definition: definition.text,
            unit: match definition.measured {
                Measured::Count(Count::Activity(Activity::FirstContacts)) => Unit::Case,
                Measured::Count(Count::Activity(_)) => Unit::Event,
                Measured::Count(Count::Persons) => Unit::Person,
                Measured::Count(_) => Unit::Case,
                Measured::Rate { .. } => Unit::Ratio,
                Measured::Median(_) | Measured::NinetiethPercentile(_) => Unit::Day,
            },
            formula: formula(definition),
            direction: match definition.direction {
                Direction::Up => Sense::Up,
                Direction::Down => Sense::Down,
                Direction::Neither => Sense::Neither,
            },
            version: edition.number,
            since: edition.since,
        }
    }
}

fn formula(definition: &Definition) -> String {
    match definition.measured {
        Measured::Count(_) => format!("count({})", definition.code),
        Measured::Rate { numerator, denominator } => {
            let numerator: Vec<String> = numerator.iter().map(|count| code_of(*count)).collect();
            match numerator.as_slice() {
                [one] => format!("{one} / {}", code_of(denominator)),
                several => format!("({}) / {}", several.join(" + "), code_of(denominator)),
            }
        }
        Measured::Median(delay) => format!("median({})", days(delay)),
        Measured::NinetiethPercentile(delay) => format!("percentile90({})", days(delay)),
    }
}

fn code_of(count: Count) -> String {
    match count {
        Count::FoundSince(term) => format!("found_solution[first_solution + {} <= at]", TERMS[term as usize]),
        Count::InSolutionAfter(term) => format!("in_solution[on first_solution + {}]", TERMS[term as usize]),
        Count::Activity(Activity::ReturnsDue) => "right_to_return[request + 15 days < at]".into(),
        Count::Activity(Activity::ReturnsKept) => "interview[by request + 15 days]".into(),
        Count::Activity(Activity::ObligationsDue) => "aged_16_17[entry + 3 months < at]".into(),
        Count::Activity(Activity::ObligationsKept) => "interview_with_guardian[by entry + 3 months]".into(),
        Count::BrokenEarly => format!("solution_broken[by first_solution + {}]", TERMS[0]),
        count => {
            CATALOGUE.iter().find(|d| d.measured == Measured::Count(count)).map_or_else(String::new, |d| d.code.into())
        }
    }
}

fn days(delay: Delay) -> &'static str {
    match delay {
        Delay::ToContact => "first_contact - entry",
        Delay::ToSolution => "first_solution - entry",
    }
}
