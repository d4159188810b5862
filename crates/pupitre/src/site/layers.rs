//! What every request goes through, from the outside in.
use super::{faults, frame, trace};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::Response;
use base::App;
use std::time::Duration;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::csrf::CsrfLayer;
use tower_http::timeout::TimeoutLayer;

/// Nothing inline, nothing from elsewhere (STACK.md, « Pages »).
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
     font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const SECURITY_HEADERS: [(HeaderName, &str); 5] = [
    (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
];
/// Two years, sent only where people come by https.
const STRICT_TRANSPORT_SECURITY: &str = "max-age=63072000";

/// The largest form, in bytes. Pages that take files in set their own limit.
const FORM_LIMIT: usize = 1 << 20;
/// How long a page may take: the slowest is a large list sent over a slow line. What it wrote by then is rolled back.
const PATIENCE: Duration = Duration::from_secs(180);

/// The layers of pages; files that anybody may have need none of them.
pub fn around_pages(pages: Router<App>, app: &App) -> Router<App> {
    pages
        .layer(CatchPanicLayer::custom(faults::panicked))
        .layer(DefaultBodyLimit::max(FORM_LIMIT))
        .layer(CsrfLayer::new())
        .layer(TimeoutLayer::with_status_code(StatusCode::GATEWAY_TIMEOUT, PATIENCE))
        .layer(from_fn_with_state(app.clone(), frame::frame))
}

/// The layers of everything.
pub fn around_all(site: Router<App>, app: &App) -> Router<App> {
    let https = app.config.is_https();
    site.layer(CompressionLayer::new())
        .layer(from_fn(move |request: axum::extract::Request, next: axum::middleware::Next| async move {
            with_headers(next.run(request).await, https)
        }))
        .layer(from_fn_with_state(app.clone(), trace::trace))
}

fn with_headers(mut response: Response, https: bool) -> Response {
    let headers = response.headers_mut();
    for (name, value) in SECURITY_HEADERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if https {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(STRICT_TRANSPORT_SECURITY));
    }
    // A page may hold personal data: a shared machine keeps none of it. Assets say otherwise themselves.
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}
