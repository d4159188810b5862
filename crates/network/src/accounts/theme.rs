//! Light or dark, at `/affichage`: kept with the account when one is signed in, else in a cookie.
use super::{actions, store};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Redirect, Response};
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use base::{Actor, App, Form, MaybeActor, Page, Result, Routes, Target};
use dsfr::{Alert, Button, Choice, Radios, Tone, Weight};
use maud::{Markup, html};
use std::str::FromStr;

const COOKIE: &str = "theme";

pub fn routes() -> Routes {
    Routes::new().get("/affichage", show).post("/affichage", choose)
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Choose {
    #[default]
    System,
    Light,
    Dark,
}

impl Choose {
    const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// The word of the database and of the cookie.
    pub const fn code(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    const fn label(self) -> &'static str {
        match self {
            Self::System => "Comme mon appareil",
            Self::Light => "Clair",
            Self::Dark => "Sombre",
        }
    }
}

impl FromStr for Choose {
    type Err = &'static str;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|theme| theme.code() == text).ok_or("Choisissez l’un des trois affichages.")
    }
}

/// What a browser chose while nobody was signed in.
fn of_cookie(jar: &CookieJar) -> Choose {
    jar.get(COOKIE).and_then(|cookie| cookie.value().parse().ok()).unwrap_or_default()
}

/// The theme of pages shown to somebody not signed in.
pub fn strangers_theme(headers: &HeaderMap) -> dsfr::Theme {
    base::layout::theme(of_cookie(&CookieJar::from_headers(headers)).code())
}

async fn show(
    State(app): State<App>,
    MaybeActor(actor): MaybeActor,
    jar: CookieJar,
    query: axum::extract::RawQuery,
) -> Response {
    let now = actor.as_ref().map_or_else(|| of_cookie(&jar), |actor| actor.theme.parse().unwrap_or_default());
    let form = Form::filled([("theme", now.code().to_owned())]);
    let done = query.0.as_deref() == Some("fait=1");
    render(&app, StatusCode::OK, actor.as_ref(), &form, done)
}

async fn choose(
    State(app): State<App>,
    MaybeActor(actor): MaybeActor,
    jar: CookieJar,
    mut form: Form,
) -> Result<Response> {
    let Some(theme) = form.required::<Choose>("theme") else {
        return Ok(render(&app, StatusCode::UNPROCESSABLE_ENTITY, actor.as_ref(), &form, false));
    };
    if let Some(actor) = actor {
        let mut tx = app.begin(&actor).await?;
        store::set_theme(&mut tx, actor.id(), theme.code()).await?;
        tx.audit(actions::THEME_CHOSEN, Target::new(actions::ACCOUNT, actor.id()).at(&actor.desk.territory)).await?;
        tx.commit().await?;
    }
    let cookie = Cookie::build((COOKIE, theme.code()))
        .path("/")
        .same_site(SameSite::Lax)
        .secure(app.config.is_https())
        .http_only(true)
        .permanent()
        .build();
    Ok((jar.add(cookie), Redirect::to("/affichage?fait=1")).into_response())
}

fn render(app: &App, status: StatusCode, actor: Option<&Actor>, form: &Form, done: bool) -> Response {
    let page = Page::new("Affichage", view(form, done)).render(app, actor);
    (status, page).into_response()
}

fn view(form: &Form, done: bool) -> Markup {
    let choices = Choose::ALL.into_iter().map(|theme| Choice::new(theme.code(), theme.label())).collect();
    html! {
        div.pu-narrow.pu-sect.pu-sect--first {
            h1 { "Affichage clair ou sombre" }
            p.pu-sub { "Le choix suit votre compte\u{a0}; sans compte, il reste sur cet appareil." }
            @if done { (Alert { live: true, ..Alert::line(Tone::Success, html! { "C’est enregistré." }) }) }
            form.pu-stack.pu-sect.pu-sect--first method="post" action="/affichage" {
                (Radios { value: form.raw("theme"), error: form.error("theme"), ..Radios::new("theme", "Affichage", choices) })
                (Button::new(Weight::Main, "Enregistrer"))
            }
        }
    }
}
