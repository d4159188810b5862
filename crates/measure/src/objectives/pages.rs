use super::actions::{TARGET, TARGET_ENDED, TARGET_SET};
use super::amount::Amount;
use super::model::{Change, Target, changes};
use super::store;
use super::views::{self, Objectives};
use crate::dashboards::place::{self, Place};
use crate::figures::{self, Period, Question, Tally};
use crate::indicators::{Indicator, own};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use base::{Actor, App, Error, Form, Page, Result, Target as Journalled};
use db::Tx;

const READ_ONLY: &str = "Vous pouvez lire ces objectifs, pas les fixer\u{a0}: chaque niveau fixe les siens. C’est le rôle des responsables de ce territoire.";

pub async fn show(State(app): State<App>, actor: Actor, Path(code): Path<String>, mut form: Form) -> Result<Response> {
    let mut tx = app.read().await?;
    let place = place::find(&mut tx, &actor, &code).await?;
    let year = read_year(&mut form, &app)?;
    let targets = store::of_year(&mut tx, &code, year).await?;
    let saved = form.raw("enregistre").parse().ok();
    let typed = filled(&targets);
    page(&app, &actor, &mut tx, Shown { place, year, targets, form: &typed, saved }).await
}

pub async fn save(State(app): State<App>, actor: Actor, Path(code): Path<String>, mut form: Form) -> Result<Response> {
    let mut tx = app.begin(&actor).await?;
    let place = place::find(&mut tx, &actor, &code).await?;
    if !store::may_set(&mut tx, &actor, &code).await? {
        return Err(Error::Forbidden(READ_ONLY));
    }
    let year = read_year(&mut form, &app)?;
    store::lock(&mut tx, &code).await?;
    let targets = store::of_year(&mut tx, &code, year).await?;
    let typed = read_amounts(&mut form, &targets);
    if !form.is_valid() {
        return page(&app, &actor, &mut tx, Shown { place, year, targets, form: &form, saved: None }).await;
    }
    let changes = changes(&targets, &typed);
    for change in &changes {
        match *change {
            Change::Set(indicator, value) => store::set(&mut tx, &code, year, indicator, value, None).await?,
            Change::End(indicator) => store::end(&mut tx, &code, year, indicator).await.map(drop)?,
        }
    }
    for change in &changes {
        let action = if matches!(change, Change::Set(..)) { TARGET_SET } else { TARGET_ENDED };
        tx.audit(action, Journalled::new(TARGET, &code).at(&code)).await?;
    }
    tx.commit().await?;
    let done = changes.len();
    Ok(Redirect::to(&format!("/territoires/{code}/objectifs?annee={year}&enregistre={done}")).into_response())
}

/// The school year asked for, by the one it starts in; today's without a choice.
pub(super) fn read_year(form: &mut Form, app: &App) -> Result<i32> {
    match form.raw("annee") {
        "" => Ok(Period::school_year_of(app.clock.today())),
        typed => typed.parse().ok().filter(|year| (2000..=2100).contains(year)).ok_or_else(|| {
            Error::BadRequest("L’année demandée n’en est pas une. Repartez de la page des objectifs.".into())
        }),
    }
}

/// What each field holds; an indicator whose field is not in the form is left alone.
fn read_amounts(form: &mut Form, held: &[Target]) -> Vec<(Indicator, Option<f64>)> {
    let mut typed = vec![];
    for indicator in Indicator::cohort() {
        let code = indicator.code();
        if form.raw_all(code).next().is_none() {
            continue;
        }
        let text = form.raw(code).to_owned();
        let target = Target::holding(held, indicator);
        // A field not touched gives back what holds, even with more decimals than it shows.
        if let Some(target) = target.filter(|t| Amount::typed(indicator, t.value) == text) {
            typed.push((indicator, Some(target.value)));
            continue;
        }
        if target.is_some_and(|t| t.objective.is_some()) {
            form.refuse(code, agreed(indicator));
            continue;
        }
        if text.is_empty() {
            typed.push((indicator, None));
            continue;
        }
        match Amount::read(indicator, &text) {
            Ok(Amount(value)) => typed.push((indicator, Some(value))),
            Err(why) => form.refuse(code, why),
        }
    }
    typed
}

/// Said where a target agreed with the département is typed over.
fn agreed(indicator: Indicator) -> String {
    format!(
        "{}\u{a0}: cette cible a été convenue avec le département. Pour la changer, ouvrez son objectif et proposez un ajustement.",
        indicator.label()
    )
}

/// The form as it is first shown: what holds.
fn filled(targets: &[Target]) -> Form {
    let holding = targets.iter().filter(|t| t.ended_at.is_none());
    Form::filled(holding.map(|t| (t.indicator.code(), Amount::typed(t.indicator, t.value))))
}

struct Shown<'a> {
    place: Place,
    year: i32,
    targets: Vec<Target>,
    form: &'a Form,
    /// How many changes were just recorded.
    saved: Option<usize>,
}

async fn page(app: &App, actor: &Actor, tx: &mut Tx, shown: Shown<'_>) -> Result<Response> {
    let code = shown.place.code().to_owned();
    let today = app.clock.today();
    let may_set = store::may_set(tx, actor, &code).await?;
    let now = whole(app, tx, actor, &code, shown.year).await?;
    let before = whole(app, tx, actor, &code, shown.year - 1).await?;
    let added = own::targets_section(tx, &code, shown.year, app.clock.now()).await?;
    let objectives = Objectives {
        place: &shown.place,
        year: shown.year,
        today,
        targets: &shown.targets,
        now: &now,
        before: &before,
        form: shown.form,
        may_set,
        saved: shown.saved,
        added: &added,
    };
    let status = if shown.form.is_valid() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page =
        Page::new(views::title(&objectives), views::page(&objectives)).menu(format!("/territoires/{code}/objectifs"));
    Ok((status, page.render(app, Some(actor))).into_response())
}

async fn whole(app: &App, tx: &mut Tx, actor: &Actor, code: &str, year: i32) -> Result<Tally> {
    let today = app.clock.today();
    let question = Question {
        territory: code.into(),
        period: Period::school_year(year),
        at: today,
        known_on: None,
        by: vec![],
        only: vec![],
    };
    Ok(figures::ask(app, tx, actor, &question).await?.whole().clone())
}
