//! Another program brings lists in and reads the figures: tokens, rights, answers, refusals, on both engines.
mod commands;
mod description;
mod figures;
mod imports;
mod rights;

use crate::client::{Answer, Client};
use crate::world::{Seat, World};
use axum::body::Body;
use axum::http::{Method, Request, header};
use chrono::Duration;
use db::Id;
use network::accounts::tokens;
use network::rights::Role;
use serde_json::Value;

/// A program with the token of an account.
pub struct Program {
    client: Client,
    authorization: String,
}

impl Program {
    /// With a new token of the account, lasting a day.
    pub async fn of(world: &World, seat: &Seat) -> Program {
        Program::with(world, &token(world, seat.account, Duration::days(1)).await.1)
    }

    pub async fn of_role(world: &World, role: Role) -> Program {
        Program::of(world, world.seat(role)).await
    }

    /// With a token as it is written.
    pub fn with(world: &World, token: &str) -> Program {
        Program { client: world.stranger(), authorization: format!("Bearer {token}") }
    }

    pub async fn get(&self, address: &str) -> Answer {
        self.ask(Request::get(address).body(Body::empty()).expect("a request")).await
    }

    pub async fn method(&self, method: Method, address: &str) -> Answer {
        self.ask(Request::builder().method(method).uri(address).body(Body::empty()).expect("a request")).await
    }

    pub async fn import(&self, parts: &[Part<'_>]) -> Answer {
        self.ask(form(parts)).await
    }

    pub async fn ask(&self, mut request: Request<Body>) -> Answer {
        request.headers_mut().insert(header::AUTHORIZATION, self.authorization.parse().expect("in ASCII"));
        self.client.ask(request).await
    }
}

/// A token of the account, with its identifier.
pub async fn token(world: &World, account: Id, lasting: Duration) -> (Id, String) {
    let now = world.app.clock.now();
    let mut tx = world.app.db.write().await.expect("a writer");
    let (id, token) = tokens::create(&mut tx, account, "essai", now, now + lasting).await.expect("a token");
    tx.commit().await.expect("committed");
    (id, token.as_str().to_owned())
}

/// The seat of a role outside Brest's reach: at Rennes for those of a platform.
pub fn outside(world: &World, role: Role) -> &Seat {
    let found = world.seats.iter().find(|(inside, _)| inside.role == role).and_then(|(_, outside)| outside.as_ref());
    found.expect("the role sits outside too")
}

/// A field of a form: its name, and what it holds.
pub enum Part<'a> {
    Text(&'a str, &'a str),
    /// Content of the field `file`.
    File(&'a [u8]),
}

pub fn form(parts: &[Part<'_>]) -> Request<Body> {
    let mut body = vec![];
    for part in parts {
        let (head, content): (String, &[u8]) = match part {
            Part::Text(name, value) => (format!("name=\"{name}\""), value.as_bytes()),
            Part::File(content) => ("name=\"file\"; filename=\"liste.csv\"".into(), content),
        };
        body.extend_from_slice(format!("--limite\r\nContent-Disposition: form-data; {head}\r\n\r\n").as_bytes());
        body.extend_from_slice(content);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(b"--limite--\r\n");
    Request::post("/api/v1/imports")
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=limite")
        .body(Body::from(body))
        .expect("a request")
}

pub fn json(answer: &Answer) -> Value {
    serde_json::from_str(&answer.body).unwrap_or_else(|e| panic!("{e}: {} {}", answer.status, answer.body))
}

/// A refusal as every one of them is: its media type, and the members of RFC 9457 in French.
pub fn problem(answer: &Answer, status: u16) -> Value {
    assert_eq!(answer.status.as_u16(), status, "{}", answer.body);
    assert_eq!(answer.header(header::CONTENT_TYPE), "application/problem+json");
    let problem = json(answer);
    assert_eq!(problem["status"], status);
    assert_eq!(problem["instance"], format!("urn:pupitre:{}", answer.header("x-request-id")));
    for member in ["title", "detail"] {
        assert!(problem[member].as_str().is_some_and(|text| !text.is_empty()), "{member}: {problem}");
    }
    problem
}

/// Three girls and two boys of Rennes, one twice; a line without birth date, and a total.
pub const LIST: &str = "INE;NOM;PRENOM;DATE NAISSANCE;SEXE\r\n\
    120890177HK;LE GOFF;Malo;05/06/2009;M\r\n\
    ;MORVAN;Yann;12/07/2008;M\r\n\
    ;CADIOU;Enora;04/03/2009;F\r\n\
    ;Quéré;Maëlle;11/10/2008;F\r\n\
    ;RIOU;Soazig;02/02/2009;F\r\n\
    ;QUERE;MAELLE;11/10/2008;F\r\n\
    ;SANS DATE;Paul;;M\r\n\
    TOTAL;6;;;\r\n";

/// Parameters and fields of all the operations.
pub const FIELDS: [&str; 10] =
    ["territory", "from", "to", "by", "indicators", "file", "platform", "source", "apply", "mapping"];

/// What [`LIST`] is on a platform that knows nobody of it.
pub const TOTALS: [(&str, i64); 6] =
    [("lines", 8), ("created", 5), ("attached", 0), ("to_review", 0), ("refused", 1), ("ignored", 2)];

pub fn totals(report: &Value) -> [(&'static str, i64); 6] {
    TOTALS.map(|(name, _)| (name, report[name].as_i64().unwrap_or_else(|| panic!("{name}: {report}"))))
}
