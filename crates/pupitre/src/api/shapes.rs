//! The shapes of the codes, for the description only: what reads them is elsewhere, and says what to write.
use super::imports::FLAGS;
use super::question::READINGS;
use follow::cases::event::Source;
use measure::figures::Dimension;
use measure::indicators::Indicator;
use std::borrow::Cow;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{AdditionalProperties, ArrayBuilder, ObjectBuilder, Schema, Type};
use utoipa::{PartialSchema, ToSchema};

const DEPARTMENT: &str = "(0[1-9]|1[0-9]|2[1-9AB]|[3-8][0-9]|9[0-5]|9[78][0-9])";
const TOWN: &str = "[A-Z0-9]+(-[A-Z0-9]+)*";

/// `network::territories::TerritoryCode`, of any level.
pub struct TerritoryShape;

impl PartialSchema for TerritoryShape {
    fn schema() -> RefOr<Schema> {
        code(&format!("^(FR|R([0-9]{{2}}|9[78][0-9])|A[0-9]{{2}}|D{DEPARTMENT}|{DEPARTMENT}-{TOWN})$")).into()
    }
}

impl ToSchema for TerritoryShape {}

/// The fields of a list that is sent, in any order.
pub struct ImportForm;

impl PartialSchema for ImportForm {
    fn schema() -> RefOr<Schema> {
        let categories: Vec<String> = Source::ALL.iter().map(|source| format!("`{source}`")).collect();
        let file = string("La liste telle qu’elle est : CSV ou texte, XLSX, ODS, XML de SIECLE.")
            .content_media_type("application/octet-stream")
            .min_length(Some(1));
        let source = string(&format!(
            "Une catégorie ({}) ou le nom d’un expéditeur, sous lequel ses listes se suivent. Sans ce champ, ce que la liste montre \
             d’elle-même.",
            categories.join(", ")
        ));
        let apply = string(
            "`true` : la liste est appliquée, tout entière ou pas du tout. `false`, ou sans ce champ : un essai, rien n’est écrit.",
        );
        let mapping = string(
            "Ce qu’il faut imposer à la lecture, en JSON : la forme est donnée à la page `/api`, « La correspondance d’une liste ».",
        );
        ObjectBuilder::new()
            .property("file", file)
            .property("platform", code(&format!("^{DEPARTMENT}-{TOWN}$")).description(Some(PLATFORM)))
            .property("source", source.max_length(Some(80)).examples(["national_list"]))
            .property("apply", apply.enum_values(Some(FLAGS.into_iter().flatten())).default(Some("false".into())))
            .property("mapping", mapping.examples([r#"{"list_date":"2026-10-03"}"#]))
            .required("file")
            .required("platform")
            .additional_properties(Some(AdditionalProperties::<Schema>::FreeForm(false)))
            .description(Some("La liste et ce qu’on en dit ; les champs viennent dans n’importe quel ordre."))
            .into()
    }
}

impl ToSchema for ImportForm {
    fn name() -> Cow<'static, str> {
        "Import".into()
    }
}

const PLATFORM: &str = "Code de la plate-forme qui reçoit la liste.";

fn string(about: &str) -> ObjectBuilder {
    ObjectBuilder::new().schema_type(Type::String).description(Some(about))
}

fn code(pattern: &str) -> ObjectBuilder {
    let code = ObjectBuilder::new().schema_type(Type::String).pattern(Some(pattern)).max_length(Some(60));
    code.examples(["29-BREST"])
}

/// What the parameter `by` holds.
pub struct Dimensions;

impl PartialSchema for Dimensions {
    fn schema() -> RefOr<Schema> {
        codes(Dimension::ALL.iter().map(|dimension| dimension.as_str()))
    }
}

impl ToSchema for Dimensions {}

/// What the parameter `indicators` holds.
pub struct Indicators;

impl PartialSchema for Indicators {
    fn schema() -> RefOr<Schema> {
        codes(Indicator::all().map(Indicator::code))
    }
}

impl ToSchema for Indicators {}

/// What the parameter `reading` holds.
pub struct Reading;

impl PartialSchema for Reading {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new().schema_type(Type::String).enum_values(Some(READINGS)).into()
    }
}

impl ToSchema for Reading {}

/// Codes separated by commas, each once.
fn codes(possible: impl Iterator<Item = &'static str>) -> RefOr<Schema> {
    let code = ObjectBuilder::new().schema_type(Type::String).enum_values(Some(possible));
    ArrayBuilder::new().items(code).unique_items(true).into()
}
