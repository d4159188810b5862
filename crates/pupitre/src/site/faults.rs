//! A fault as people and programs read it: what happened, what to do, and a reference to quote.
//!
//! Handlers answer with [`base::Error`], which leaves a [`Fault`] in the response; what the libraries refuse by themselves
//! (a method, a size, a delay) is put into words here.
use super::trace::Reference;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use base::{Actor, App, Error, Fault, Page};
use dsfr::{Icon, icon};
use maud::{Markup, html};
use std::any::Any;
use tower_http::csrf::ProtectionError;

/// What is kept of a request to explain its fault.
pub struct Asked {
    reference: String,
    /// The page the person came from, when it is one of ours.
    back: Option<String>,
    by_program: bool,
    /// A page was asked for, nothing sent.
    to_read: bool,
}

impl Asked {
    pub fn of(request: &Request) -> Self {
        let reference = request.extensions().get::<Reference>().map(|r| r.0.clone()).unwrap_or_default();
        let path = request.uri().path();
        let by_program = path.starts_with("/api/") || path == "/openapi.json" || path == "/health";
        let to_read = request.method().is_safe();
        Asked { reference, back: own_referer(request.headers()), by_program, to_read }
    }
}

/// Path and query of the `Referer`, if it is on this very host.
fn own_referer(headers: &HeaderMap) -> Option<String> {
    let referer: axum::http::Uri = headers.get(header::REFERER)?.to_str().ok()?.parse().ok()?;
    let host = headers.get(header::HOST)?.to_str().ok()?;
    (referer.authority()?.as_str() == host).then(|| referer.path_and_query().map(ToString::to_string))?
}

pub async fn unknown_page() -> Error {
    Error::NotFound
}

pub async fn wrong_method() -> StatusCode {
    StatusCode::METHOD_NOT_ALLOWED
}

/// A panic is a fault like another; its message goes to the log only.
pub fn panicked(panic: Box<dyn Any + Send>) -> Response {
    let message = panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("no message");
    Error::Internal(format!("panic: {message}")).into_response()
}

/// Puts a page, or a problem for programs, in the place of a bare fault; leaves every other answer as it is.
pub fn explain(response: Response, asked: &Asked, app: &App, actor: Option<&Actor>) -> Response {
    let Some(fault) = fault_of(&response, asked) else { return response };
    let (content_type, body) = if asked.by_program {
        ("application/problem+json", problem(&fault, &asked.reference))
    } else {
        let main = main(&fault, asked, app, actor);
        ("text/html; charset=utf-8", Page::new(fault.title.clone(), main).render(app, actor).into_string())
    };
    let (parts, _) = response.into_parts();
    let mut explained = (fault.status, body).into_response();
    *explained.headers_mut() = parts.headers;
    explained.headers_mut().remove(header::CONTENT_LENGTH);
    explained.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    if asked.by_program {
        explained.headers_mut().remove(header::LOCATION);
    }
    explained
}

fn fault_of(response: &Response, asked: &Asked) -> Option<Fault> {
    let status = response.status();
    let explained = response.extensions().get::<Fault>();
    if status.is_redirection() {
        // A person is led to sign in; a program is told.
        return explained.filter(|_| asked.by_program).cloned();
    }
    if !status.is_client_error() && !status.is_server_error() {
        return None;
    }
    if explained.is_some() {
        return explained.cloned();
    }
    let content_type = response.headers().get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
    if content_type.starts_with("text/html") || content_type.contains("json") {
        return None;
    }
    if status == StatusCode::BAD_REQUEST && asked.to_read {
        // An address that cannot be read is that of no page.
        return Some(Error::NotFound.fault());
    }
    let foreign = response.extensions().get::<ProtectionError>().is_some();
    Some(if foreign { from_another_site() } else { bare(status) })
}

fn from_another_site() -> Fault {
    Fault {
        status: StatusCode::FORBIDDEN,
        title: "Ce formulaire vient d’ailleurs".into(),
        text:
            "Pupitre n’accepte que les formulaires de ses propres pages. Ouvrez la page dans Pupitre et recommencez. \
               Rien n’a été enregistré."
                .into(),
    }
}

/// The words for what a library answered without any.
fn bare(status: StatusCode) -> Fault {
    let (title, text) = match status {
        StatusCode::NOT_FOUND => return Error::NotFound.fault(),
        StatusCode::METHOD_NOT_ALLOWED => (
            "Cette adresse ne se demande pas ainsi",
            "La page existe, mais pas pour ce geste : elle s’ouvre par un lien, ou répond à un formulaire. Repartez de la page précédente.",
        ),
        StatusCode::REQUEST_TIMEOUT | StatusCode::GATEWAY_TIMEOUT => (
            "La réponse a trop tardé",
            "Rien n’a été enregistré. Réessayez ; si c’était un fichier, partagez-le en plusieurs.",
        ),
        StatusCode::PAYLOAD_TOO_LARGE => (
            "Envoi trop lourd",
            "Ce que vous avez envoyé dépasse ce que cette page accepte. Raccourcissez le texte, ou partagez la liste en plusieurs fichiers.",
        ),
        StatusCode::SERVICE_UNAVAILABLE => {
            ("Pupitre est très sollicité", "Rien n’a été enregistré : réessayez dans une minute.")
        }
        status if status.is_server_error() => return Error::Internal(String::new()).fault(),
        _ => ("Demande incomprise", "La page n’a pas pu lire ce qui lui a été envoyé. Repartez de la page précédente."),
    };
    Fault { status, title: title.into(), text: text.into() }
}

/// RFC 9457.
fn problem(fault: &Fault, reference: &str) -> String {
    serde_json::json!({
        "type": "about:blank",
        "title": fault.title,
        "status": fault.status.as_u16(),
        "detail": fault.text,
        "instance": format!("urn:pupitre:{reference}"),
    })
    .to_string()
}

fn main(fault: &Fault, asked: &Asked, app: &App, actor: Option<&Actor>) -> Markup {
    let at = base::clock::paris_time(app.clock.now());
    html! {
        div.pu-narrow.pu-sect.pu-stack {
            h1 { (fault.title) }
            p { (fault.text) }
            p.pu-meta {
                "Repère à donner si vous appelez\u{a0}: "
                span.pu-mono { (fault.status.as_u16()) " – " (at.format("%d/%m/%Y %H:%M")) " – " (asked.reference) }
            }
            h2 { "Ce que vous pouvez faire" }
            ul.pu-next.pu-ways {
                @if let Some(back) = &asked.back {
                    (way(icon::ARROW_GO_BACK, back, "Revenir à la page précédente", "Ce qui y était enregistré l’est toujours"))
                }
                @if actor.is_some() {
                    (way(icon::LIST_CHECK, "/", "Repartir de l’accueil", "Le travail du jour et ce qui vous est ouvert"))
                } @else {
                    (way(icon::ACCOUNT, "/connexion", "Se connecter", "Une session se ferme après 30\u{a0}minutes sans geste"))
                }
                (way(icon::QUESTION, "/aide", "Lire l’aide", "Si vous écrivez à quelqu’un, ne donnez pas de nom de jeune\u{a0}: le repère suffit"))
            }
        }
    }
}

fn way(icon: Icon, href: &str, label: &str, about: &str) -> Markup {
    html! {
        li {
            span class=(icon.class()) aria-hidden="true" {}
            span { a href=(href) { (label) } br; span.pu-meta { (about) } }
        }
    }
}
