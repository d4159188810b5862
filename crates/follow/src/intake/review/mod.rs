//! A doubtful line, side by side with those it resembles: the same person, or somebody else? A person says.
mod differ;
mod pair;
mod store;
mod views;

use super::scope::State as ListState;
use super::settle::{self, Settlement};
use super::{address, scope, unsettle};
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use base::{Actor, App, Error, Form, Page, Result};
use db::{Id, Tx};
use network::rights::{self, Permission};
use store::Done;

/// Rows of a page.
const PAGE: i64 = 50;

/// `/plates-formes/{platform}/rapprochements`: every line of the platform that waits.
pub async fn all(State(app): State<App>, actor: Actor, Path(platform): Path<String>, query: Form) -> Result<Response> {
    let mut tx = app.read().await?;
    let platform = scope::platform(&mut tx, &actor, &platform, Permission::ReviewMatches).await?;
    let page: u64 = query.raw("page").parse().unwrap_or(1).max(1);
    let offset = i64::try_from(page - 1).unwrap_or(0).saturating_mul(PAGE);
    let shown = views::All {
        total: super::to_review(&mut tx, &platform.code).await?,
        lines: store::waiting(&mut tx, &platform.code, PAGE, offset).await?,
        done: done(&mut tx, &platform.code, &query).await?,
        sees_cases: rights::may(&mut tx, &actor, Permission::SeeCases, &platform.code).await?,
        platform,
        page,
    };
    let page = Page::new("Rapprochements", views::all(&shown)).menu(address::reviews(&shown.platform.code));
    Ok(page.render(&app, Some(&actor)).into_response())
}

/// What was just settled, if the address says so.
async fn done(tx: &mut Tx, platform: &str, query: &Form) -> Result<Option<Done>> {
    let Some((list, line)) = query.raw("fait").split_once('.') else { return Ok(None) };
    let (Ok(list), Ok(line)) = (list.parse::<Id>(), line.parse::<i64>()) else { return Ok(None) };
    Ok(store::done(tx, platform, list, line).await?)
}

/// `/listes/{list}/a-trancher`: leads to the first line that waits.
pub async fn first(State(app): State<App>, actor: Actor, Path(id): Path<Id>) -> Result<Redirect> {
    let mut tx = app.read().await?;
    let list = scope::list(&mut tx, &actor, id, Permission::ReviewMatches).await?;
    if list.state != ListState::Applied {
        return Ok(Redirect::to(&address::view(id, "a-trancher", 1)));
    }
    Ok(match store::next(&mut tx, id, 0).await? {
        Some(line) => Redirect::to(&address::line(id, line)),
        None => Redirect::to(&address::list(id)),
    })
}

/// `/listes/{list}/lignes/{line}`
pub async fn line(
    State(app): State<App>,
    actor: Actor,
    Path((id, line)): Path<(Id, i64)>,
    query: Form,
) -> Result<Response> {
    let mut tx = app.read().await?;
    let list = scope::list(&mut tx, &actor, id, Permission::ReviewMatches).await?;
    let doubtful = store::doubtful(&mut tx, id, line).await?.ok_or(Error::NotFound)?;
    let choice = unsettle::choice(&mut tx, id, line).await?;
    let fixed = match &choice {
        Some(choice) => unsettle::obstacle(&mut tx, choice).await?,
        None => None,
    };
    let rivals = if doubtful.is_open(list.state) { pair::rivals(&mut tx, &list, &doubtful).await? } else { vec![] };
    let asked = query.raw("avec").parse::<Id>().ok();
    let compared = rivals.iter().position(|rival| Some(rival.youth) == asked).unwrap_or(0);
    let shown = views::Shown {
        progress: store::progress(&mut tx, id).await?,
        previous: store::previous(&mut tx, id, line).await?,
        next: store::next(&mut tx, id, line).await?.filter(|next| *next != line),
        done: done(&mut tx, &list.platform.code, &query).await?,
        waits_again: query.is_checked("annule"),
        undoable: choice.is_some(),
        fixed,
        sees_lists: rights::may(&mut tx, &actor, Permission::ImportLists, &list.platform.code).await?,
        sees_cases: rights::may(&mut tx, &actor, Permission::SeeCases, &list.platform.code).await?,
        list,
        doubtful,
        rivals,
        compared,
        today: app.clock.today(),
    };
    drop(tx);
    if let Some(case) = shown.rivals.get(shown.compared).and_then(|rival| rival.case.as_ref()) {
        app.log_view(&actor, crate::acts::case(case.id, &shown.list.platform.code)).await?;
    }
    let page = Page::new("Est-ce la même personne\u{202f}?", views::line(&shown))
        .above("Rapprochements", address::reviews(&shown.list.platform.code))
        .above(super::look::title(&shown.list), address::list(id))
        .menu(address::reviews(&shown.list.platform.code));
    Ok(page.render(&app, Some(&actor)).into_response())
}

/// Takes the decision, and leads to the next line.
pub async fn settle(
    State(app): State<App>,
    actor: Actor,
    Path((id, line)): Path<(Id, i64)>,
    form: Form,
) -> Result<Redirect> {
    let list = scope::list(&mut app.read().await?, &actor, id, Permission::ReviewMatches).await?;
    let settlement = match form.raw("decision").split_once(':') {
        None if form.raw("decision") == "autre" => Settlement::Different,
        Some(("meme", youth)) => Settlement::Same(
            youth.parse().map_err(|_| Error::BadRequest("Le jeune choisi n’a pas pu être lu.".into()))?,
        ),
        _ => return Err(Error::BadRequest("Dites si c’est la même personne ou quelqu’un d’autre.".into())),
    };
    settle::settle(&app, &actor, id, line, settlement).await?;
    let next = store::next(&mut app.read().await?, id, line).await?;
    let done = format!("?fait={id}.{line}");
    Ok(Redirect::to(&match next {
        Some(next) => address::line(id, next) + &done,
        None => address::reviews(&list.platform.code) + &done,
    }))
}

/// Undoes the choice made on a line, which waits again.
pub async fn unsettle(State(app): State<App>, actor: Actor, Path((id, line)): Path<(Id, i64)>) -> Result<Redirect> {
    scope::list(&mut app.read().await?, &actor, id, Permission::ReviewMatches).await?;
    unsettle::unsettle(&app, &actor, id, line).await?;
    Ok(Redirect::to(&format!("{}?annule=oui", address::line(id, line))))
}
