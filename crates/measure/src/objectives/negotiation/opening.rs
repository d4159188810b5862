//! The département proposes a new objective to one of its platforms: a number, or words with a scale.
use super::model::{Negotiation, Refusal, Said, Side};
use super::subject::Subject;
use super::{file, forms, store, views};
use crate::dashboards::place::{self, Place};
use crate::objectives::actions::{OBJECTIVE, OBJECTIVE_PROPOSED};
use crate::objectives::pages::read_year;
use crate::objectives::store as targets;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use base::french::fr;
use base::{Actor, App, Error, Form, Page, Result, Target};
use chrono::NaiveDate;
use db::Tx;
use maud::Markup;
use network::territories::Level;

const READ_ONLY: &str = "Le département ouvre la discussion d’un objectif\u{a0}: demandez-le à son responsable. La plate-forme répond ensuite, et rien ne se conclut sans elle.";

/// What the form is about.
pub struct Opening {
    pub place: Place,
    pub year: i32,
    pub today: NaiveDate,
    /// Words and a scale, rather than an indicator.
    pub in_words: bool,
}

pub async fn form(State(app): State<App>, actor: Actor, Path(code): Path<String>, mut form: Form) -> Result<Markup> {
    let mut tx = app.read().await?;
    let opening = opening(&app, &mut tx, &actor, &code, &mut form).await?;
    let mut fields = vec![("reponse", forms::usual_answer(opening.today).to_string())];
    fields.extend(["indicateur", "valeur"].map(|name| (name, form.raw(name).to_owned())));
    Ok(page(&app, &actor, &opening, &Form::filled(fields)))
}

pub async fn open(State(app): State<App>, actor: Actor, Path(code): Path<String>, mut form: Form) -> Result<Response> {
    let mut tx = app.begin(&actor).await?;
    let opening = opening(&app, &mut tx, &actor, &code, &mut form).await?;
    targets::lock(&mut tx, &code).await?;
    let subject =
        if opening.in_words { forms::words(&mut form) } else { forms::indicator(&mut form).map(Subject::Indicator) };
    if let Some(Subject::Indicator(_)) = &subject {
        let known = store::of_year(&mut tx, &code, opening.year).await?;
        if known.iter().any(|objective| Some(&objective.subject) == subject.as_ref()) {
            form.refuse(
                "indicateur",
                fr("Cet indicateur a déjà son objectif cette année : ouvrez-le dans la liste pour proposer autre chose."),
            );
        }
    }
    let read = forms::proposal(&mut form, subject.as_ref(), opening.today);
    let (Some(subject), Some((proposal, why))) = (subject, read) else {
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&app, &actor, &opening, &form)).into_response());
    };
    let first = Negotiation::default();
    first
        .may_propose(Side::Department, 0, &proposal, &why)
        .map_err(|why: Refusal| Error::Refused(why.text().into()))?;
    let id = store::open(&mut tx, &code, opening.year, &subject).await?;
    store::say(&mut tx, id, first.last(), Side::Department, &Said::Proposed(proposal), &why).await?;
    tx.audit(OBJECTIVE_PROPOSED, Target::new(OBJECTIVE, id).at(&code)).await?;
    tx.commit().await?;
    Ok(Redirect::to(&format!("/objectifs/{id}?dit=proposition")).into_response())
}

async fn opening(app: &App, tx: &mut Tx, actor: &Actor, code: &str, form: &mut Form) -> Result<Opening> {
    let place = place::find(tx, actor, code).await?;
    if place.level() != Level::Platform {
        return Err(Error::NotFound);
    }
    if file::side(tx, actor, code).await? != Some(Side::Department) {
        return Err(Error::Forbidden(READ_ONLY));
    }
    let (year, today) = (read_year(form, app)?, app.clock.today());
    file::in_time(year, today)?;
    Ok(Opening { place, year, today, in_words: form.raw("nature") == "paliers" })
}

fn page(app: &App, actor: &Actor, opening: &Opening, form: &Form) -> Markup {
    let list = format!("/territoires/{}/concertation?annee={}", opening.place.code(), opening.year);
    let menu = format!("/territoires/{}/objectifs", actor.desk.territory);
    let page = Page::new("Proposer un objectif", views::opening(opening, form));
    page.above("Concertation", list).menu(menu).render(app, Some(actor))
}
