use crate::error::Error;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Uri, header};
use std::sync::Arc;

/// Who acts: a person signed in, a token of the API, or a command run on the machine.
#[derive(Clone, Debug)]
pub struct Actor(Arc<Person>);

/// What is known of the one who acts.
#[derive(Clone, Debug, Default)]
pub struct Person {
    /// Null for a command run on the machine: it sees all.
    pub account: Option<db::Id>,
    pub name: String,
    /// The desk the person sits at: one of the account's roles, on one territory.
    pub desk: Desk,
    /// How many roles the account holds: with more than one, the header offers the choice.
    pub desks: usize,
    pub theme: String,
    pub nav: Vec<NavItem>,
}

/// A role on a territory, as the header shows it.
#[derive(Clone, Debug, Default)]
pub struct Desk {
    /// Code of the role (`network::rights::Role`).
    pub role: String,
    /// « assistance de plate-forme »
    pub role_label: String,
    pub territory: String,
    pub territory_name: String,
}

/// An entry of the main menu; the count is work to do, not a total.
#[derive(Clone, Debug)]
pub struct NavItem {
    pub label: String,
    pub href: String,
    pub count: Option<u64>,
}

impl Actor {
    pub fn new(person: Person) -> Self {
        Actor(Arc::new(person))
    }

    /// A command run on the machine by its administrator.
    pub fn command() -> Self {
        Actor::new(Person { name: "commande".into(), ..Person::default() })
    }
}

impl std::ops::Deref for Actor {
    type Target = Person;
    fn deref(&self) -> &Person {
        &self.0
    }
}

impl Person {
    /// The account, or the nil identifier for a command (which no row carries).
    pub fn id(&self) -> db::Id {
        self.account.unwrap_or(db::Id::nil())
    }
}

/// The session layer puts the actor into the request; a page that asks for one sends strangers to sign in.
impl<S: Send + Sync> FromRequestParts<S> for Actor {
    type Rejection = Error;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Error> {
        parts.extensions.get::<Actor>().cloned().ok_or_else(|| {
            let asked = parts.uri.path_and_query().map(|p| p.as_str().to_owned());
            if parts.method == axum::http::Method::GET {
                Error::SignIn { next: asked, lost: false }
            } else {
                Error::SignIn { next: page_of_the_form(&parts.headers), lost: true }
            }
        })
    }
}

/// The page of ours that a form was sent from, where the person goes back to.
fn page_of_the_form(headers: &HeaderMap) -> Option<String> {
    let referer: Uri = headers.get(header::REFERER)?.to_str().ok()?.parse().ok()?;
    let host = headers.get(header::HOST)?.to_str().ok()?;
    (referer.authority()?.as_str() == host).then(|| referer.path_and_query().map(ToString::to_string))?
}

/// A page open to all, that shows the header of the one who is signed in.
#[derive(Clone, Debug)]
pub struct MaybeActor(pub Option<Actor>);

impl<S: Send + Sync> FromRequestParts<S> for MaybeActor {
    type Rejection = std::convert::Infallible;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(MaybeActor(parts.extensions.get::<Actor>().cloned()))
    }
}
