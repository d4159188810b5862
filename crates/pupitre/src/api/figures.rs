//! The figures of a territory, from the one door (`measure::figures`), in the form that programs read.
use super::problem::{MEDIA_TYPE, Mistake, Problem, Result};
use super::query::Query;
use super::question::{Asked, Words};
use super::shapes::{Dimensions, Indicators, Reading, TerritoryShape};
use axum::Json;
use axum::extract::State;
use base::{Actor, App};
use chrono::NaiveDate;
use measure::figures::{self, Answer, Dimension, Value};
use measure::indicators::{Indicator, Measured, own};
use serde::ser::{Serialize, Serializer};
use std::borrow::Cow;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ObjectBuilder, Ref, Schema, SchemaType, Type};
use utoipa::{PartialSchema, ToSchema};

/// Chiffres d’un territoire
///
/// Deux lectures. Cohorte : les dossiers entrés pendant la période sur les plates-formes du territoire, et ce qu’ils sont devenus
/// aujourd’hui. Activité : ce qui s’y est passé pendant la période, quelle que soit la date d’entrée des dossiers ; le mois d’une case est
/// alors celui du geste. Ces chiffres sont ceux des tableaux de bord. Le champ `values` de chaque case donne les effectifs en entiers, les taux en rapports de 0 à 1 (0,5 pour
/// 50 %), les délais en jours ; `null` veut dire « sans objet » (un taux dont le dénominateur est nul), jamais zéro.
#[utoipa::path(
    get, path = "/api/v1/figures", tag = "Chiffres", operation_id = "figures",
    params(
        ("territory" = inline(TerritoryShape), Query, description = "Code du territoire", example = "29-BREST"),
        ("from" = String, Query, format = Date, description = "Premier jour (d’entrée, ou du geste), compris", example = "2026-09-01"),
        ("to" = String, Query, format = Date, description = "Dernier jour, compris ; il peut être à venir", example = "2027-08-31"),
        ("known_on" = Option<String>, Query, format = Date, description = "Un jour passé : les chiffres tels qu’on les savait à la fin de ce jour, sans ce qui a été enregistré depuis ; sans lui, aujourd’hui", example = "2026-10-15"),
        ("by" = inline(Option<Dimensions>), Query, style = Form, explode = false, description = "Ventilations séparées par des virgules : `month` (mois d’entrée, ou du geste), `sex`, `age` (à l’entrée), `source`, `schooling`, `priority_district`, `obligation` (16-17 ans), `territory` (un niveau au-dessous), `region`, `academy`, `department`, `platform`. Sans ventilation, une seule case", example = json!(["month", "sex"])),
        ("indicators" = inline(Option<Indicators>), Query, style = Form, explode = false, description = "Codes d’indicateurs séparés par des virgules, de l’une ou l’autre lecture ; sans eux, tous ceux de `reading`", example = json!(["listed", "confirmed", "contact_rate"])),
        ("reading" = inline(Option<Reading>), Query, description = "`cohort` (sans ce paramètre) ou `activity` : tous les indicateurs de cette lecture, quand `indicators` n’en choisit pas", example = "activity"),
        ("added" = Option<String>, Query, description = "Codes, séparés par des virgules, d’indicateurs ajoutés par des territoires ; sans ventilation", example = "D29.1"),
    ),
    responses(
        (status = 200, description = "Les cases où il y a au moins un dossier, ou un geste, dans l’ordre de leurs classes ; sans ventilation, toujours une", body = Figures),
        (status = 400, description = "Un paramètre manque ou n’a pas de sens : date, période à l’envers ou à venir, code inconnu", body = Problem, content_type = MEDIA_TYPE),
        (status = 401, description = "Sans jeton valable", body = Problem, content_type = MEDIA_TYPE),
        (status = 404, description = "Territoire absent, ou hors du périmètre du compte", body = Problem, content_type = MEDIA_TYPE),
    )
)]
pub async fn answer(State(app): State<App>, actor: Actor, query: Query) -> Result<Json<Figures>> {
    let [territory, from, to, known_on, by, indicators, reading, added] =
        query.only(["territory", "from", "to", "known_on", "by", "indicators", "reading", "added"])?;
    let words = Words { territory, from, to, known_on, by, indicators, reading, added };
    let asked = words.understand(app.clock.today()).map_err(Problem::parameters)?;
    let mut tx = app.read().await?;
    let answer = figures::answer(&app, &mut tx, &actor, &asked.question, &asked.indicators).await?;
    let mut figures = Figures::new(&asked, &answer);
    if !asked.added.is_empty() {
        figures.added = added_values(&app, &mut tx, &actor, &asked).await?;
    }
    Ok(Json(figures))
}

/// The indicators that territories added; one that does not apply there is refused by its name.
async fn added_values(app: &App, tx: &mut db::Tx, actor: &Actor, asked: &Asked) -> Result<Vec<AddedValue>> {
    let values = own::values(app, tx, actor, &asked.question, &asked.added).await?;
    if let Some(code) = asked.added.iter().find(|code| !values.iter().any(|value| value.code == **code)) {
        let why = format!(
            "«\u{202f}{code}\u{202f}» ne s’applique pas à ce territoire, ou n’était pas encore publié. Les codes sont au catalogue, à la page «\u{202f}Indicateurs\u{202f}»."
        );
        return Err(Problem::parameters(vec![Mistake::new("added", why)]));
    }
    Ok(values.into_iter().map(AddedValue::from).collect())
}

/// Chiffres d’un territoire sur une période.
#[derive(Clone, Debug, serde::Serialize, ToSchema)]
#[schema(example = json!({
    "territory": "29-BREST", "from": "2026-09-01", "to": "2027-08-31", "at": "2026-11-24",
    "cells": [{"month": "2026-10", "sex": "F", "values": {"listed": 12, "contact_rate": 0.75, "days_to_contact": 9.5}}]
}))]
pub struct Figures {
    pub territory: String,
    pub from: NaiveDate,
    pub to: NaiveDate,
    /// Le jour dont sont les situations et ce qu’on en sait : aujourd’hui, ou `known_on`.
    pub at: NaiveDate,
    pub cells: Vec<Cell>,
    /// Les indicateurs ajoutés par des territoires, demandés par `added`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub added: Vec<AddedValue>,
}

/// La valeur d’un indicateur ajouté par un territoire.
#[derive(Clone, Debug, serde::Serialize, ToSchema)]
pub struct AddedValue {
    #[schema(example = "D29.1")]
    pub code: String,
    /// La version de sa définition au jour demandé.
    pub version: i64,
    /// Une part de 0 à 1, un nombre ou des jours ; `null` sans valeur, ou pour le degré d’une échelle.
    pub value: Option<f64>,
    /// Pourquoi il n’y a pas de nombre : `not_applicable` (sans objet), `not_sent` (non transmis).
    pub sign: Option<&'static str>,
    /// Comme les pages le disent.
    #[schema(example = "44,4 %")]
    pub text: String,
    /// Ce qui manque, vide quand rien ne manque.
    pub note: String,
}

impl From<own::Added> for AddedValue {
    fn from(added: own::Added) -> Self {
        let own::Added { code, version, number, sign, text, note } = added;
        AddedValue { code, version, value: number, sign, text, note }
    }
}

impl Figures {
    pub fn new(asked: &Asked, answer: &Answer) -> Self {
        let Asked { question, indicators, .. } = asked;
        let cell = |cell: &figures::Cell| Cell {
            classes: question.by.iter().copied().zip(cell.classes.iter().cloned()).collect(),
            values: Values(indicators.iter().map(|i| (*i, cell.tally.value(*i))).collect()),
        };
        Figures {
            territory: question.territory.clone(),
            from: question.period.from,
            to: question.period.to,
            at: question.at,
            cells: answer.cells.iter().map(cell).collect(),
            added: vec![],
        }
    }
}

/// The classes it stands for, one an asked dimension, and the figures wanted.
#[derive(Clone, Debug)]
pub struct Cell {
    pub classes: Vec<(Dimension, String)>,
    pub values: Values,
}

impl Serialize for Cell {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        use serde::ser::SerializeMap as _;
        let mut map = serializer.serialize_map(Some(self.classes.len() + 1))?;
        for (dimension, class) in &self.classes {
            map.serialize_entry(dimension.as_str(), class)?;
        }
        map.serialize_entry("values", &self.values)?;
        map.end()
    }
}

/// Figures in the order they were asked for.
#[derive(Clone, Debug)]
pub struct Values(pub Vec<(Indicator, Value)>);

impl Serialize for Values {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(indicator, value)| (indicator.code(), Number(*value))))
    }
}

/// A whole count, a ratio, days, or null for what does not apply.
struct Number(Value);

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        match self.0 {
            Value::Count(count) => serializer.serialize_i64(count),
            other => other.number().serialize(serializer),
        }
    }
}

impl PartialSchema for Cell {
    fn schema() -> RefOr<Schema> {
        let classes = Dimension::ALL.iter().fold(ObjectBuilder::new(), |object, dimension| {
            let class = ObjectBuilder::new().schema_type(Type::String).description(Some(dimension.label()));
            object.property(dimension.as_str(), class)
        });
        let about = "Une classe par ventilation demandée, et les chiffres. Une classe qu’on ne sait pas est `unknown`.";
        let cell = classes.property("values", Ref::from_schema_name(Values::name())).required("values");
        cell.description(Some(about)).into()
    }
}

impl ToSchema for Cell {
    fn name() -> Cow<'static, str> {
        "Cell".into()
    }
    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        schemas.push((Values::name().into(), Values::schema()));
    }
}

impl PartialSchema for Values {
    fn schema() -> RefOr<Schema> {
        let values = Indicator::all().fold(ObjectBuilder::new(), |object, indicator| {
            let definition = indicator.definition();
            let kind = match definition.measured {
                Measured::Count(_) => SchemaType::new(Type::Integer),
                _ => SchemaType::from_iter([Type::Number, Type::Null]),
            };
            let about = format!("{}. {}", definition.label, definition.text);
            object.property(indicator.code(), ObjectBuilder::new().schema_type(kind).description(Some(about)))
        });
        values.description(Some("Les indicateurs demandés, par leur code.")).into()
    }
}

impl ToSchema for Values {
    fn name() -> Cow<'static, str> {
        "Values".into()
    }
}
