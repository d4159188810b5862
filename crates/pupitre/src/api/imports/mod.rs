//! A list brought in by another program: the same reading, plan and writing as the pages, answered as a report.
mod report;
mod sent;
mod words;

pub use report::{ImportMessage, ImportReport, MessageLevel};
pub use words::{FLAGS, Sender, overrides, platform_code};

use super::problem::{MEDIA_TYPE, Problem, Result};
use super::query::Query;
use super::shapes::ImportForm;
use axum::Json;
use axum::extract::multipart::MultipartRejection;
use axum::extract::{Multipart, State};
use axum::http::StatusCode;
use base::{Actor, App, Config, Error};
use follow::intake::report as intake;
use network::rights::{self, Permission};
use sent::Sent;

const FIELDS: [&str; 5] = ["file", "platform", "source", "apply", "mapping"];
const MIB: u64 = 1 << 20;

/// How many bytes of a request are read before the line is cut. A file a few times too large is read to its end and forgotten, so
/// that the program that sends it hears why it is refused.
pub fn read_at_most(config: &Config) -> usize {
    usize::try_from(config.upload_limit.saturating_mul(MIB).saturating_mul(8)).unwrap_or(usize::MAX)
}

/// Apporter une liste
///
/// Lit une liste, compare chaque ligne à tous ceux que la plate-forme connaît, et rend compte. La même liste envoyée deux fois ne crée
/// personne deux fois. Demande le droit d’importer une liste sur la plate-forme.
#[utoipa::path(
    post, path = "/api/v1/imports", tag = "Listes", operation_id = "imports",
    request_body(content = ImportForm, content_type = "multipart/form-data"),
    responses(
        (status = 200, description = "La liste est lue, et appliquée si c’était demandé", body = ImportReport),
        (status = 400, description = "Un champ manque, est inconnu, donné deux fois ou n’a pas de sens", body = Problem, content_type = MEDIA_TYPE),
        (status = 401, description = "Sans jeton valable", body = Problem, content_type = MEDIA_TYPE),
        (status = 404, description = "Plate-forme absente, ou où le compte n’importe pas de liste", body = Problem, content_type = MEDIA_TYPE),
        (status = 413, description = "Fichier trop lourd", body = Problem, content_type = MEDIA_TYPE),
        (status = 415, description = "Le corps n’est pas un formulaire multipart/form-data", body = Problem, content_type = MEDIA_TYPE),
        (status = 422, description = "Le fichier entier ne peut pas être lu : vide, protégé, pas une liste… Rien n’est écrit", body = Problem, content_type = MEDIA_TYPE),
    )
)]
pub async fn bring_in(
    State(app): State<App>,
    actor: Actor,
    query: Query,
    form: std::result::Result<Multipart, MultipartRejection>,
) -> Result<Json<ImportReport>> {
    let [] = query.only([])?;
    let form = form.map_err(|_| {
        Problem::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "Formulaire attendu",
            format!(
                "Envoyez un formulaire multipart/form-data, avec sa frontière et les champs {}.",
                FIELDS.join(", ")
            ),
        )
    })?;
    let (received, apply) = Sent::read(form, app.config.upload_limit).await?.understand()?;
    let mut tx = app.read().await?;
    rights::require(&mut tx, &actor, Permission::ImportLists, &received.platform).await?;
    drop(tx);
    let report = intake::import(&app, &actor, &received, apply).await.map_err(|error| match error {
        Error::Refused(why) => Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "Liste refusée", why),
        other => other.into(),
    })?;
    Ok(Json(report.into()))
}
