//! A fault as a program reads it (RFC 9457): what happened, in French, and what to do. Never a name, never a value of a file.
use crate::site::trace::Reference;
use axum::extract::Request;
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use base::french::fr;
use base::{Error, Fault};
use serde::Serialize;
use utoipa::ToSchema;

pub type Result<T> = std::result::Result<T, Problem>;

pub const MEDIA_TYPE: &str = "application/problem+json";

/// Ce qui s’est passé, et quoi faire (RFC 9457).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Problem {
    /// Toujours `about:blank` : le statut dit la nature du refus.
    #[serde(rename = "type")]
    #[schema(example = "about:blank")]
    kind: &'static str,
    #[schema(example = "Paramètres à corriger")]
    title: String,
    #[schema(example = 400)]
    status: u16,
    /// Ce qu’il faut faire.
    #[schema(example = "from : Cette date n’existe pas. Écrivez-la comme 2026-09-01.")]
    detail: String,
    /// Repère à donner à la personne qui administre Pupitre ; c’est aussi l’en-tête `x-request-id`.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[schema(example = "urn:pupitre:k7m2p9x")]
    instance: String,
    /// Les paramètres à corriger, un par un.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<Mistake>,
}

/// Un paramètre, et ce qui n’y va pas.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Mistake {
    #[schema(example = "from")]
    pub parameter: String,
    #[schema(example = "Cette date n’existe pas. Écrivez-la comme 2026-09-01.")]
    pub detail: String,
}

impl Mistake {
    pub fn new(parameter: impl Into<String>, detail: impl Into<String>) -> Self {
        Mistake { parameter: parameter.into(), detail: detail.into() }
    }
}

impl Problem {
    pub fn new(status: StatusCode, title: &str, detail: impl Into<String>) -> Self {
        Problem {
            kind: "about:blank",
            title: title.into(),
            status: status.as_u16(),
            detail: detail.into(),
            instance: String::new(),
            errors: vec![],
        }
    }

    /// Parameters that a program must write otherwise.
    pub fn parameters(mistakes: Vec<Mistake>) -> Self {
        let told: Vec<String> = mistakes.iter().map(|m| format!("{}\u{a0}: {}", m.parameter, m.detail)).collect();
        Problem { errors: mistakes, ..Problem::new(StatusCode::BAD_REQUEST, "Paramètres à corriger", told.join(" ")) }
    }

    pub fn status(&self) -> StatusCode {
        StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    /// With the spaces of French typography.
    fn set(self) -> Self {
        let errors = self.errors.into_iter().map(|m| Mistake::new(m.parameter, fr(&m.detail))).collect();
        Problem { title: fr(&self.title), detail: fr(&self.detail), errors, ..self }
    }

    /// For a status that a library answered without a word.
    fn bare(status: StatusCode) -> Self {
        match status {
            StatusCode::GATEWAY_TIMEOUT => Problem::new(
                status,
                "La réponse a trop tardé",
                "Rien n’a été enregistré. Réessayez ; si c’était une liste, partagez-la en plusieurs fichiers.",
            ),
            status if status.is_server_error() => Error::Internal(String::new()).fault().into(),
            status => {
                Problem::new(status, "Demande incomprise", "La demande n’est pas de celles que décrit /openapi.json.")
            }
        }
    }
}

impl From<Fault> for Problem {
    fn from(fault: Fault) -> Self {
        Problem::new(fault.status, &fault.title, fault.text)
    }
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        if matches!(error, Error::Database(_) | Error::Internal(_)) {
            tracing::error!(%error, "request failed");
        }
        match error {
            Error::NotFound => Problem::new(
                StatusCode::NOT_FOUND,
                "Introuvable",
                "Ce territoire n’existe pas, ou le compte dont vous portez le jeton n’y a pas le droit demandé. \
                 GET /api/v1/territories donne les territoires dont il lit les chiffres.",
            ),
            other => other.fault().into(),
        }
    }
}

impl From<db::Error> for Problem {
    fn from(error: db::Error) -> Self {
        Error::Database(error).into()
    }
}

/// The body is written by [`explain`], which knows the reference of the request.
impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Writes every fault as a problem, with the reference to quote; leaves other answers as they are.
pub async fn explain(request: Request, next: Next) -> Response {
    let reference = request.extensions().get::<Reference>().map(|r| r.0.clone()).unwrap_or_default();
    let (mut parts, body) = next.run(request).await.into_parts();
    let status = parts.status;
    let problem = match (parts.extensions.remove::<Problem>(), parts.extensions.get::<Fault>()) {
        (Some(problem), _) => problem,
        (None, Some(fault)) => fault.clone().into(),
        (None, None) if status.is_client_error() || status.is_server_error() => Problem::bare(status),
        (None, None) => return Response::from_parts(parts, body),
    };
    let problem = Problem { instance: format!("urn:pupitre:{reference}"), ..problem.set() };
    let mut response = (problem.status(), axum::Json(problem)).into_response();
    parts.headers.remove(header::CONTENT_LENGTH);
    parts.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(MEDIA_TYPE));
    *response.headers_mut() = parts.headers;
    response
}

/// `OPTIONS` is told what may be asked (the header `Allow`); any other method is refused, with the same header.
pub async fn wrong_method(method: Method) -> Response {
    if method == Method::OPTIONS {
        return StatusCode::NO_CONTENT.into_response();
    }
    Problem::new(
        StatusCode::METHOD_NOT_ALLOWED,
        "Méthode non prévue",
        "Cette adresse ne se demande pas ainsi : l’en-tête Allow dit comment, et /openapi.json décrit chaque opération.",
    )
    .into_response()
}
