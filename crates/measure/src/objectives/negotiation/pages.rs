//! The page of one objective.
use super::file::{self, File};
use super::model::Refusal;
use super::subject::Subject;
use super::sum::Sum;
use super::{sums, views};
use crate::figures::{self, Period, Question, Value};
use crate::indicators::Indicator;
use crate::objectives::store as targets;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use base::{Actor, App, Form, Page, Result};
use db::{Id, Tx};
use maud::Markup;
use network::rights::{self, Permission};

/// The forms of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    Proposal,
    Agreement,
    Withdrawal,
    Assessment,
}

impl Which {
    /// Of the ids of its fields.
    pub const fn prefix(self) -> &'static str {
        match self {
            Which::Proposal => "proposition",
            Which::Agreement => "accord",
            Which::Withdrawal => "retrait",
            Which::Assessment => "appreciation",
        }
    }
}

/// What the page says beside the objective itself.
#[derive(Clone, Copy, Debug, Default)]
pub struct Shown<'a> {
    /// A form that came back, as it was typed.
    pub typed: Option<(Which, &'a Form)>,
    pub refused: Option<Refusal>,
    /// What was just done, by the word of the address.
    pub done: &'a str,
}

/// Where the platform stands, for an indicator.
#[derive(Clone, Copy, Debug)]
pub struct Numbers {
    pub indicator: Indicator,
    pub now: Value,
    /// Those who entered in the school year before, as they stand today.
    pub before: Value,
    /// The commitments of the département; none when nobody set or proposed anything.
    pub sum: Option<Sum>,
    /// Whether the reader may know of how many young people the département speaks.
    pub exact: bool,
}

pub async fn show(State(app): State<App>, actor: Actor, Path(id): Path<Id>, form: Form) -> Result<Markup> {
    let mut tx = app.read().await?;
    let file = file::open(&app, &mut tx, &actor, id).await?;
    let done = form.raw("dit");
    page(&app, &actor, &mut tx, &file, Shown { done, ..Shown::default() }).await
}

/// The page with the form that was refused: by its fields (422), or by what the negotiation has become (409).
pub async fn answer_again(
    app: &App,
    actor: &Actor,
    tx: &mut Tx,
    file: &File,
    which: Which,
    form: &Form,
    refused: Option<Refusal>,
) -> Result<Response> {
    let status = if refused.is_some() { StatusCode::CONFLICT } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = page(app, actor, tx, file, Shown { typed: Some((which, form)), refused, done: "" }).await?;
    Ok((status, page).into_response())
}

async fn page(app: &App, actor: &Actor, tx: &mut Tx, file: &File, shown: Shown<'_>) -> Result<Markup> {
    let numbers = match &file.objective.subject {
        Subject::Indicator(indicator) => Some(numbers(app, actor, tx, file, *indicator).await?),
        _ => None,
    };
    let objective = &file.objective;
    let page = Page::new(views::title(objective), views::one(file, numbers.as_ref(), shown));
    let list = format!("/territoires/{}/concertation?annee={}", objective.platform, objective.year);
    let menu = format!("/territoires/{}/objectifs", actor.desk.territory);
    Ok(page.above("Concertation", list).menu(menu).render(app, Some(actor)))
}

async fn numbers(app: &App, actor: &Actor, tx: &mut Tx, file: &File, indicator: Indicator) -> Result<Numbers> {
    let year = file.objective.year;
    let mut values = [Value::NotApplicable; 2];
    for (value, year) in values.iter_mut().zip([year, year - 1]) {
        let question = Question {
            territory: file.objective.platform.clone(),
            period: Period::school_year(year),
            at: file.today,
            known_on: None,
            by: vec![],
            only: vec![],
        };
        *value = figures::ask(app, tx, actor, &question).await?.whole().value(indicator);
    }
    let [now, before] = values;
    let department = file.department.code.as_str();
    let own = targets::of_year(tx, department, year).await?;
    let sum = sums::read(app, tx, department, year, &own).await?.into_iter().find(|sum| sum.indicator == indicator);
    let exact = rights::may(tx, actor, Permission::SeeFigures, department).await?;
    Ok(Numbers { indicator, now, before, sum, exact })
}
