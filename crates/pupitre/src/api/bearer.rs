//! Whose token is it? Every operation goes through here: without a token that works, nothing is answered.
use super::problem::{Problem, Result};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use base::{Actor, App};
use network::accounts::tokens;

/// Puts the account of the token into the request, as a session does for pages.
pub async fn require(State(app): State<App>, mut request: Request, next: Next) -> Response {
    match actor(&app, request.headers()).await {
        Ok(Some(actor)) => {
            request.extensions_mut().insert(actor);
            next.run(request).await
        }
        Ok(None) => challenge(request.headers().contains_key(header::AUTHORIZATION)),
        Err(problem) => problem.into_response(),
    }
}

async fn actor(app: &App, headers: &HeaderMap) -> Result<Option<Actor>> {
    let Some(token) = token(headers) else { return Ok(None) };
    let now = app.clock.now();
    let mut tx = app.read().await?;
    let Some(signed_in) = tokens::find(&mut tx, token, now).await? else { return Ok(None) };
    drop(tx);
    if signed_in.touch_due {
        // Beside the answer: it does not wait for the writer, and is not refused if this fails.
        let (db, token) = (app.db.clone(), token.to_owned());
        tokio::spawn(async move {
            if let Err(error) = tokens::touch(&db, &token, now).await {
                tracing::warn!(%error, "the use of a token was not written down");
            }
        });
    }
    Ok(Some(Actor::new(signed_in.person())))
}

/// What follows `Bearer`, of the only `Authorization` of the request.
fn token(headers: &HeaderMap) -> Option<&str> {
    let mut given = headers.get_all(header::AUTHORIZATION).iter();
    let (only, None) = (given.next()?, given.next()) else { return None };
    let (scheme, token) = only.to_str().ok()?.split_once(' ')?;
    let token = token.trim();
    (scheme.eq_ignore_ascii_case("bearer") && !token.is_empty()).then_some(token)
}

/// 401, the same whether the token is unknown, revoked, expired, or of a closed account (RFC 6750).
fn challenge(carried_one: bool) -> Response {
    let (detail, challenge) = if carried_one {
        (
            "Le jeton n’est pas de ceux que Pupitre reconnaît : il a été révoqué, il a expiré, son compte est fermé, ou l’en-tête n’est \
             pas de la forme « Authorization: Bearer pup_… ». Créez-en un autre dans « Mon compte », ou par « pupitre token create ».",
            r#"Bearer realm="Pupitre", error="invalid_token""#,
        )
    } else {
        (
            "Envoyez le jeton d’un compte dans l’en-tête « Authorization: Bearer pup_… ». Il se crée dans « Mon compte », ou par \
             « pupitre token create ».",
            r#"Bearer realm="Pupitre""#,
        )
    };
    let mut response = Problem::new(StatusCode::UNAUTHORIZED, "Jeton nécessaire", detail).into_response();
    response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static(challenge));
    response
}
