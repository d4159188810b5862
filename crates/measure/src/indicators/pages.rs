use super::views::{self, Example};
use super::{Indicator, aloud, own};
use crate::figures::{self, Period, Question};
use crate::objectives::store::holds_here;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use base::{Actor, App, Form, Page, Result};
use maud::Markup;
use network::rights::{self, Permission};

pub async fn catalogue(State(app): State<App>, actor: Actor) -> Result<Markup> {
    let mut tx = app.read().await?;
    let book = own::all(&mut tx, &actor).await?;
    let here = actor.desk.territory.as_str();
    let may_write = !here.is_empty() && holds_here(&mut tx, &actor, Permission::DefineIndicators, here).await?;
    drop(tx);
    let published: Vec<_> = book.0.iter().filter(|own| own.published().is_some()).collect();
    let is_mine = |own: &&own::Own| may_write && own.territory == here && own.draft().is_some();
    let drafts: Vec<_> = book.0.iter().filter(is_mine).collect();
    let added = own::list(&published, &drafts, may_write.then_some(here));
    Ok(Page::new("Indicateurs", views::catalogue(&added)).menu("/indicateurs").render(&app, Some(&actor)))
}

pub async fn show(State(app): State<App>, actor: Actor, Path(code): Path<String>, form: Form) -> Result<Response> {
    let Ok(indicator) = code.parse::<Indicator>() else { return own::show(&app, &actor, &code, &form).await };
    let example = example(&app, &actor, indicator).await?;
    let mut tx = app.read().await?;
    let book = own::all(&mut tx, &actor).await?;
    let variants = own::variants(&app, &mut tx, &actor, &book, indicator.code()).await?;
    drop(tx);
    let page =
        Page::new(indicator.label(), views::indicator(indicator, example.as_ref(), &own::variants_view(&variants)));
    Ok(page.above("Indicateurs", "/indicateurs").menu("/indicateurs").render(&app, Some(&actor)).into_response())
}

/// The value at the desk of the reader, when he reads figures there.
async fn example(app: &App, actor: &Actor, indicator: Indicator) -> Result<Option<Example>> {
    let desk = &actor.desk;
    let mut tx = app.read().await?;
    if desk.territory.is_empty() || !rights::may(&mut tx, actor, Permission::SeeFigures, &desk.territory).await? {
        return Ok(None);
    }
    let today = app.clock.today();
    let year = Period::school_year_of(today);
    let question = Question {
        territory: desk.territory.clone(),
        period: Period::school_year(year),
        at: today,
        known_on: None,
        by: vec![],
        only: vec![],
    };
    let value = figures::answer(app, &mut tx, actor, &question, &[indicator]).await?.whole().value(indicator);
    Ok(Some(Example {
        territory: desk.territory.clone(),
        territory_name: desk.territory_name.clone(),
        year,
        value,
        aloud: aloud(indicator, value),
    }))
}
