//! A browser reduced to what the measures need: one connection kept open, one session, pages compressed as browsers ask.
use anyhow::{Context as _, Result, bail, ensure};
use http_body_util::{BodyExt as _, Full};
use hyper::body::Bytes;
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::header::{self, HeaderMap, HeaderName};
use hyper::{Method, Request, StatusCode};
use hyper_util::rt::TokioIo;
use std::net::SocketAddr;
use std::time::{Duration, Instant};
use tokio::net::TcpStream;

/// Longer than the server lets any page take.
const PATIENCE: Duration = Duration::from_secs(300);

#[derive(Debug)]
pub struct Client {
    server: SocketAddr,
    cookie: String,
    encodings: &'static str,
    connection: Option<SendRequest<Full<Bytes>>>,
}

#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
    /// From the first byte asked to the last byte received.
    pub took: Duration,
}

impl Answer {
    fn header(&self, name: HeaderName) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// How long the server worked, and how many statements its process ran meanwhile: `app;dur=1.234, sql;desc="7"`.
    pub fn server(&self) -> Option<(Duration, u64)> {
        let timing = self.header(HeaderName::from_static("server-timing"));
        let (app, sql) = timing.split_once(", ")?;
        let milliseconds: f64 = app.strip_prefix("app;dur=")?.parse().ok()?;
        let statements = sql.strip_prefix("sql;desc=\"")?.strip_suffix('"')?.parse().ok()?;
        Some((Duration::from_secs_f64(milliseconds / 1000.0), statements))
    }

    /// Where a form that was taken leads.
    pub fn location(&self) -> Result<&str> {
        ensure!(self.status == StatusCode::SEE_OTHER, "the form was answered {}", self.status);
        Ok(self.header(header::LOCATION))
    }

    /// The body, as it came.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn bytes(&self) -> usize {
        self.body.len()
    }
}

impl Client {
    pub fn new(server: SocketAddr, cookie: &str) -> Self {
        Client { server, cookie: cookie.to_owned(), encodings: "gzip, deflate, br", connection: None }
    }

    /// One that reads what it is told.
    pub fn plain(server: SocketAddr) -> Self {
        Client { encodings: "identity", ..Client::new(server, "") }
    }

    /// Opens a session; returns its cookie.
    pub async fn sign_in(server: SocketAddr, email: &str, password: &str) -> Result<String> {
        let form = form_urlencoded::Serializer::new(String::new())
            .append_pair("email", email)
            .append_pair("password", password)
            .finish();
        let mut client = Client::new(server, "");
        let answer = client.post("/connexion", "application/x-www-form-urlencoded", form.into_bytes()).await?;
        answer.location().with_context(|| format!("{email} may not sign in"))?;
        let cookie = answer.header(header::SET_COOKIE).split(';').next().unwrap_or_default();
        ensure!(!cookie.is_empty(), "no session for {email}");
        Ok(cookie.to_owned())
    }

    pub async fn get(&mut self, path: &str) -> Result<Answer> {
        self.ask(Method::GET, path, None, vec![]).await
    }

    pub async fn post(&mut self, path: &str, content_type: &str, body: Vec<u8>) -> Result<Answer> {
        self.ask(Method::POST, path, Some(content_type), body).await
    }

    /// Sends a form that holds one file.
    pub async fn send_file(&mut self, path: &str, field: &str, name: &str, content: &[u8]) -> Result<Answer> {
        const BOUNDARY: &str = "pupitre-bench-8d1f6a";
        let mut body = format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\
             Content-Type: text/csv\r\n\r\n"
        )
        .into_bytes();
        body.extend_from_slice(content);
        body.extend_from_slice(format!("\r\n--{BOUNDARY}--\r\n").as_bytes());
        self.post(path, &format!("multipart/form-data; boundary={BOUNDARY}"), body).await
    }

    async fn ask(&mut self, method: Method, path: &str, content_type: Option<&str>, body: Vec<u8>) -> Result<Answer> {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, self.server.to_string())
            .header(header::ACCEPT_ENCODING, self.encodings)
            .header("sec-fetch-site", "same-origin")
            .header(header::COOKIE, &self.cookie);
        if let Some(content_type) = content_type {
            request = request.header(header::CONTENT_TYPE, content_type);
        }
        let request = request.body(Full::new(Bytes::from(body)))?;
        let started = Instant::now();
        // Put back only after a whole answer: a connection that failed is opened anew.
        let mut connection = match self.connection.take().filter(|connection| !connection.is_closed()) {
            Some(connection) => connection,
            None => self.connect().await?,
        };
        let whole = async {
            connection.ready().await?;
            let answer = connection.send_request(request).await?;
            let (parts, body) = answer.into_parts();
            anyhow::Ok((parts, body.collect().await?.to_bytes()))
        };
        let Ok(answered) = tokio::time::timeout(PATIENCE, whole).await else { bail!("no answer in {PATIENCE:?}") };
        let (parts, body) = answered?;
        let took = started.elapsed();
        self.connection = Some(connection);
        Ok(Answer { status: parts.status, headers: parts.headers, body, took })
    }

    async fn connect(&self) -> Result<SendRequest<Full<Bytes>>> {
        let stream = TcpStream::connect(self.server).await?;
        stream.set_nodelay(true)?;
        let (sender, connection) = handshake(TokioIo::new(stream)).await?;
        tokio::spawn(connection);
        Ok(sender)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_server_s_own_time_and_statements_are_read() {
        let headers = HeaderMap::from_iter([(
            HeaderName::from_static("server-timing"),
            header::HeaderValue::from_static("app;dur=2.500, sql;desc=\"7\""),
        )]);
        let answer = Answer { status: StatusCode::OK, headers, body: Bytes::new(), took: Duration::ZERO };
        assert_eq!(answer.server(), Some((Duration::from_micros(2500), 7)));
    }
}
