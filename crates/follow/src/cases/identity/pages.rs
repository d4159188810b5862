use super::views;
use crate::acts;
use crate::cases::file::{self, File};
use crate::cases::pages::sub_page;
use crate::cases::scope;
use crate::cases::store::project_youth;
use crate::youths::card::{self, Former};
use crate::youths::store as youths;
use crate::youths::typed;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use base::{Actor, App, Form, Result};
use db::Id;

const TITLE: &str = "Corriger l’identité";

/// `/dossiers/{case}/identite`: who the youth is, and who he was said to be.
pub async fn form(State(app): State<App>, actor: Actor, Path(case): Path<Id>) -> Result<Response> {
    let (file, former) = read(&app, &actor, case).await?;
    app.log_view(&actor, acts::case(case, &file.scope.platform)).await?;
    let main = views::identity(&file, &former, &typed::fill(&file.card.civil));
    Ok(sub_page(&app, &actor, &file, TITLE, main).into_response())
}

async fn read(app: &App, actor: &Actor, case: Id) -> Result<(File, Vec<Former>)> {
    let today = app.clock.today();
    let mut tx = app.read().await?;
    let scope = scope::case_to_write(&mut tx, actor, case, today).await?;
    let youth = scope.youth_id;
    let file = file::read(&mut tx, scope, today).await?;
    let former = card::former(&mut tx, youth).await?;
    Ok((file, former))
}

/// Replaces names, sex, birth date or district; the figures of his cases follow.
pub async fn correct(State(app): State<App>, actor: Actor, Path(case): Path<Id>, mut form: Form) -> Result<Response> {
    let today = app.clock.today();
    let Some(civil) = typed::civil(&mut form, today) else {
        let (file, former) = read(&app, &actor, case).await?;
        let main = views::identity(&file, &former, &form);
        let page = sub_page(&app, &actor, &file, TITLE, main);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    };
    let mut tx = app.begin(&actor).await?;
    let scope = scope::case_to_write(&mut tx, &actor, case, today).await?;
    if youths::civil(&mut tx, scope.youth_id).await?.as_ref() != Some(&civil) {
        youths::correct(&mut tx, scope.youth_id, &civil).await?;
        project_youth(&mut tx, scope.youth_id).await?;
        tx.audit(acts::IDENTITY, acts::case(case, &scope.platform)).await?;
        tx.commit().await?;
    }
    Ok(Redirect::to(&format!("/dossiers/{case}?dit=identite")).into_response())
}
