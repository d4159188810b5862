//! A browser without a screen.
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use tower::ServiceExt as _;

/// Asks pages of one program, with or without a session.
#[derive(Clone)]
pub struct Client {
    router: Router,
    cookie: Option<String>,
}

pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl Answer {
    pub fn header(&self, name: impl header::AsHeaderName) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("a header in ASCII"))
    }

    /// What the page says is wrong: its title, and the messages of its fields.
    pub fn faults(&self) -> String {
        let page = scraper::Html::parse_document(&self.body);
        let faults =
            scraper::Selector::parse("h1, .fr-error-text, .fr-message--error, .fr-alert--error").expect("a selector");
        page.select(&faults).map(|fault| fault.text().collect::<String>()).collect::<Vec<_>>().join(" · ")
    }

    /// The text of the only `h1`.
    pub fn heading(&self) -> String {
        let page = scraper::Html::parse_document(&self.body);
        let h1 = scraper::Selector::parse("h1").expect("a selector");
        page.select(&h1).map(|h1| h1.text().collect::<String>()).collect::<Vec<_>>().join(" + ")
    }
}

impl Client {
    pub fn new(router: Router, cookie: Option<String>) -> Self {
        Client { router, cookie }
    }

    pub async fn get(&self, address: &str) -> Answer {
        self.ask(Request::get(address).body(Body::empty()).expect("a request")).await
    }

    pub async fn post(&self, address: &str, form: &str) -> Answer {
        self.ask(self.form(address, form)).await
    }

    /// A route of the map, with an empty form when it takes one.
    pub async fn send(&self, method: &Method, address: &str) -> Answer {
        if *method == Method::POST { self.post(address, "").await } else { self.get(address).await }
    }

    /// A form: with a file when it is written so (`samples::LIST`).
    pub fn form(&self, address: &str, form: &str) -> Request<Body> {
        let kind = if form.starts_with("--limite") {
            "multipart/form-data; boundary=limite"
        } else {
            "application/x-www-form-urlencoded"
        };
        Request::post(address).header(header::CONTENT_TYPE, kind).body(Body::from(form.to_owned())).expect("a request")
    }

    pub async fn ask(&self, mut request: Request<Body>) -> Answer {
        if let Some(cookie) = &self.cookie {
            request.headers_mut().insert(header::COOKIE, cookie.parse().expect("a cookie in ASCII"));
        }
        let response = self.router.clone().oneshot(request).await.expect("the router never fails");
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, usize::MAX).await.expect("a body");
        Answer { status: parts.status, headers: parts.headers, body: String::from_utf8_lossy(&body).into_owned() }
    }
}
