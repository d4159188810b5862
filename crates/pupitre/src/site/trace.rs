//! One line of the log a request: its reference, method, route, status and time. Never an address as typed: a search holds
//! names, and a path holds identifiers of young people.
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
use base::App;
use std::time::Instant;
use tracing::Instrument as _;

pub const REFERENCE: HeaderName = HeaderName::from_static("x-request-id");
const SERVER_TIMING: HeaderName = HeaderName::from_static("server-timing");

/// What a person quotes when something went wrong: short enough to be read over the phone.
#[derive(Clone, Debug)]
pub struct Reference(pub String);

impl Reference {
    /// Letters and digits that are not mistaken for one another.
    const ALPHABET: &[u8; 31] = b"abcdefghjkmnpqrstuvwxyz23456789";

    fn new(app: &App) -> Self {
        let random = base::new_id(app.clock.now()).into_bytes();
        let letters = random.iter().rev().take(7).map(|byte| char::from(Self::ALPHABET[usize::from(byte % 31)]));
        Reference(letters.collect())
    }
}

pub async fn trace(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let reference = Reference::new(&app);
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().map_or("-", MatchedPath::as_str).to_owned();
    let span = tracing::info_span!("request", reference = %reference.0, %method, route);
    request.extensions_mut().insert(reference.clone());
    let (started, statements) = (Instant::now(), app.db.statements());
    let mut response = next.run(request).instrument(span.clone()).await;
    let (status, took) = (response.status().as_u16(), started.elapsed());
    span.in_scope(|| {
        if response.status().is_server_error() {
            tracing::error!(status, ?took, "answered");
        } else {
            tracing::debug!(status, ?took, "answered");
        }
    });
    if let Ok(value) = HeaderValue::from_str(&reference.0) {
        response.headers_mut().insert(REFERENCE, value);
    }
    if app.config.server_timing {
        let statements = app.db.statements() - statements;
        let timing = format!("app;dur={:.3}, sql;desc=\"{statements}\"", took.as_secs_f64() * 1000.0);
        response.headers_mut().extend(HeaderValue::from_str(&timing).ok().map(|value| (SERVER_TIMING, value)));
    }
    response
}
