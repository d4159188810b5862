//! The lists a platform has received: what each did, and what the last one of each sender said.
mod store;
mod views;

use super::{address, scope};
use axum::extract::{Path, State};
use base::{Actor, App, Form, Page, Result};
use maud::Markup;
use network::rights::Permission;

/// Rows of a page.
pub const PAGE: i64 = 25;

/// `/plates-formes/{platform}/listes`
pub async fn page(State(app): State<App>, actor: Actor, Path(platform): Path<String>, query: Form) -> Result<Markup> {
    let mut tx = app.read().await?;
    let platform = scope::platform(&mut tx, &actor, &platform, Permission::ImportLists).await?;
    let page: u64 = query.raw("page").parse().unwrap_or(1).max(1);
    let offset = i64::try_from(page - 1).unwrap_or(0).saturating_mul(PAGE);
    let shown = views::Shown {
        total: store::count(&mut tx, &platform.code).await?,
        lists: store::lists(&mut tx, &platform.code, PAGE, offset).await?,
        last: store::last_of_each(&mut tx, &platform.code).await?,
        to_review: super::to_review(&mut tx, &platform.code).await?,
        platform,
        page,
        today: app.clock.today(),
    };
    Ok(Page::new("Listes reçues", views::page(&shown))
        .menu(address::lists(&shown.platform.code))
        .render(&app, Some(&actor)))
}
