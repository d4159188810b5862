use super::views::{self, Example};
use super::{Indicator, aloud};
use crate::figures::{self, Period, Question};
use axum::extract::{Path, State};
use base::{Actor, App, Error, Page, Result};
use maud::Markup;
use network::rights::{self, Permission};

pub async fn catalogue(State(app): State<App>, actor: Actor) -> Result<Markup> {
    Ok(Page::new("Indicateurs", views::catalogue()).menu("/indicateurs").render(&app, Some(&actor)))
}

pub async fn show(State(app): State<App>, actor: Actor, Path(code): Path<String>) -> Result<Markup> {
    let indicator: Indicator = code.parse().map_err(|_| Error::NotFound)?;
    let example = example(&app, &actor, indicator).await?;
    let page = Page::new(indicator.label(), views::indicator(indicator, example.as_ref()));
    Ok(page.above("Indicateurs", "/indicateurs").menu("/indicateurs").render(&app, Some(&actor)))
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
