use super::pages::Sheet;
use crate::accounts::{actions, tokens};
use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Redirect, Response};
use axum_extra::extract::cookie::CookieJar;
use base::form::Text;
use base::{Actor, App, Error, Form, Result, Target};
use chrono::Duration;
use std::str::FromStr;

/// How long a token is asked for.
pub(super) struct Days(i64);

impl Days {
    pub const OFFERED: [(&'static str, &'static str); 3] = [("30", "30 jours"), ("90", "90 jours"), ("365", "un an")];
}

impl FromStr for Days {
    type Err = &'static str;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let offered = Self::OFFERED.iter().any(|(days, _)| *days == text);
        text.parse().ok().filter(|_| offered).map(Days).ok_or("Choisissez une durée de la liste.")
    }
}

/// The token is on the page that answers, and nowhere else ever again.
pub async fn create(State(app): State<App>, actor: Actor, jar: CookieJar, mut form: Form) -> Result<Response> {
    let account = actor.account.ok_or(Error::NotFound)?;
    let label = form.required::<Text<80>>("label");
    let days = form.required::<Days>("days");
    let (Some(Text(label)), Some(Days(days))) = (label, days) else {
        let page = Sheet { token: form, ..Sheet::default() };
        return page.render(&app, &actor, &jar, StatusCode::UNPROCESSABLE_ENTITY).await;
    };
    let mut tx = app.begin(&actor).await?;
    let now = tx.now();
    let (_, token) = tokens::create(&mut tx, account, &label, now, now + Duration::days(days)).await?;
    tx.audit(actions::TOKEN_CREATED, Target::new(actions::ACCOUNT, account).at(&actor.desk.territory)).await?;
    tx.commit().await?;
    let page = Sheet { fresh: Some(token.as_str()), ..Sheet::default() };
    let mut response = page.render(&app, &actor, &jar, StatusCode::OK).await?;
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

pub async fn revoke(State(app): State<App>, actor: Actor, Path(token): Path<String>) -> Result<Redirect> {
    let account = actor.account.ok_or(Error::NotFound)?;
    let token = token.parse().map_err(|_| Error::NotFound)?;
    let mut tx = app.begin(&actor).await?;
    let now = tx.now();
    if !tokens::revoke(&mut tx, account, token, now).await? {
        return Err(Error::NotFound);
    }
    tx.audit(actions::TOKEN_REVOKED, Target::new(actions::ACCOUNT, account).at(&actor.desk.territory)).await?;
    tx.commit().await?;
    Ok(Redirect::to("/compte?fait=jeton"))
}
