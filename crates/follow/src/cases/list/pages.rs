use super::store::{self, Among, PAGE};
use super::views::{self, Listing};
use crate::cases::filters::Filters;
use crate::cases::members::{self, Member};
use crate::cases::scope;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use base::{Actor, App, Form, Page, Result};
use db::Tx;
use network::rights::{self, Permission};

/// `/plates-formes/{platform}/dossiers`: every case of a platform.
pub async fn of_platform(
    State(app): State<App>,
    actor: Actor,
    Path(platform): Path<String>,
    form: Form,
) -> Result<Response> {
    let mut tx = app.read().await?;
    let scope = scope::platform(&mut tx, &actor, &platform).await?;
    let members = members::of_platform(&mut tx, &scope.code, app.clock.today()).await?;
    let address = format!("/plates-formes/{}/dossiers", scope.code);
    let title = if form.raw("q").is_empty() { "Dossiers" } else { "Recherche" };
    let frame =
        Frame { title, subtitle: scope.name.clone(), address, members, may_open: scope.may_write, may_download: true };
    answer(&app, &actor, &mut tx, Among::Platform(&scope.code), frame, form).await
}

/// `/mes-dossiers`: those that the reader carries.
pub async fn own(State(app): State<App>, actor: Actor, form: Form) -> Result<Response> {
    let mut tx = app.read().await?;
    rights::require_anywhere(&mut tx, &actor, Permission::SeeOwnCases).await?;
    let subtitle = "Les dossiers dont vous êtes le référent".to_owned();
    let frame = Frame {
        title: "Mes dossiers",
        subtitle,
        address: "/mes-dossiers".into(),
        members: vec![],
        may_open: false,
        may_download: false,
    };
    answer(&app, &actor, &mut tx, Among::Own, frame, form).await
}

/// What tells one list from the other.
struct Frame {
    title: &'static str,
    subtitle: String,
    address: String,
    members: Vec<Member>,
    may_open: bool,
    may_download: bool,
}

async fn answer(
    app: &App,
    actor: &Actor,
    tx: &mut Tx,
    among: Among<'_>,
    frame: Frame,
    mut form: Form,
) -> Result<Response> {
    let today = app.clock.today();
    let read = Filters::read(&mut form);
    let status = if read.is_some() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let filters = read.clone().unwrap_or_default();
    // A refused filter shows nobody, rather than everybody.
    let asked = read.as_ref().and_then(Filters::conditions);
    let (mut lines, mut counts) = (vec![], std::collections::HashMap::new());
    if let Some(asked) = &asked {
        counts = store::counts(tx, actor.id(), among, &filters, asked, today).await?;
        lines = store::page(tx, actor.id(), among, &filters, asked, today).await?;
    }
    let total: i64 = counts.values().sum();
    if let ([only], true) = (lines.as_slice(), filters.search.finds_one()) {
        // An INE, a telephone or a reference that only one youth has leads straight to him.
        return Ok(Redirect::to(&format!("/dossiers/{}", only.case)).into_response());
    }
    let ids: Vec<_> = lines.iter().map(|line| line.case).collect();
    let dues = store::next_dues(tx, &ids, today).await?;
    let listing = Listing {
        title: frame.title,
        subtitle: &frame.subtitle,
        address: &frame.address,
        members: &frame.members,
        may_open: frame.may_open,
        may_download: frame.may_download,
        filters: &filters,
        form: &form,
        lines: &lines,
        dues: &dues,
        counts: &counts,
        total,
        last_page: (total - 1).max(0) / PAGE,
        today,
    };
    let page = Page::new(frame.title, views::page(&listing)).menu(frame.address.clone()).render(app, Some(actor));
    Ok((status, page).into_response())
}
