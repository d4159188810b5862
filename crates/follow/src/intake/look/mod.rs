//! A list, looked at: what it would do before it is applied, what it did after; line by line, remark by remark.
mod cards;
mod lines;
mod remarks;
mod store;
mod views;

use super::gone::{self, Previous};
use super::scope::{List, State as ListState};
use super::{address, scope, stage, undo};
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use base::{Actor, App, Download, Form, Page, Result};
use chrono::NaiveDate;
use db::{Id, Tx};
use documents::{Format, Workbook};
use maud::Markup;
use network::rights::{self, Permission};
use store::{Remark, RemarkCounts, Twin};
use undo::Obstacle;
pub use views::{obstacle, title};

/// Rows of a page of lines, of remarks, of those gone.
const PAGE: i64 = 50;
/// Remarks on the page of the list itself.
const FIRST_REMARKS: i64 = 10;

/// What moved since the list of the same sender before.
struct Moved {
    previous: Previous,
    /// Attached lines of people who stood on it.
    still: i64,
    gone: i64,
}

/// All that the page of a list shows.
struct Looked {
    list: List,
    today: NaiveDate,
    moved: Option<Moved>,
    /// A later list of the sender is already applied.
    overtaken: bool,
    counts: RemarkCounts,
    remarks: Vec<Remark>,
    open: i64,
    twin: Option<Twin>,
    /// Why it can no longer be undone; none when it can, or is not applied.
    obstacle: Option<Obstacle>,
}

async fn look(tx: &mut Tx, list: List, today: NaiveDate) -> Result<Looked> {
    let before = match list.state {
        ListState::Staged | ListState::Applied => gone::previous(tx, list.id).await?,
        ListState::Abandoned | ListState::Undone => None,
    };
    let overtaken = list.state == ListState::Staged && gone::is_overtaken(tx, list.id).await?;
    let moved = match before {
        Some(previous) => Some(Moved {
            still: store::still_there(tx, list.id, previous.id).await?,
            gone: match list.state {
                ListState::Staged if overtaken => 0,
                ListState::Staged => gone::count_gone(tx, previous.id, list.id).await?,
                _ => gone::count_went(tx, list.id).await?,
            },
            previous,
        }),
        None => None,
    };
    let obstacle = if list.state == ListState::Applied { undo::obstacle(tx, list.id).await? } else { None };
    Ok(Looked {
        moved,
        overtaken,
        counts: store::remark_counts(tx, list.id).await?,
        remarks: store::first_remarks(tx, list.id, FIRST_REMARKS).await?,
        open: if list.state == ListState::Applied { store::open(tx, list.id).await? } else { 0 },
        twin: store::applied_twin(tx, &list.platform.code, list.id, &list.file_hash).await?,
        obstacle,
        list,
        today,
    })
}

/// `/listes/{list}`, and its views by `?vue=`.
pub async fn page(State(app): State<App>, actor: Actor, Path(id): Path<Id>, query: Form) -> Result<Markup> {
    let mut tx = app.read().await?;
    let list = scope::list(&mut tx, &actor, id, Permission::ImportLists).await?;
    let page: u64 = query.raw("page").parse().unwrap_or(1).max(1);
    let offset = i64::try_from(page - 1).unwrap_or(0).saturating_mul(PAGE);
    let main = match query.raw("vue") {
        "messages" => {
            let level = ["refused", "warning", "info"].into_iter().find(|level| *level == query.raw("niveau"));
            let counts = store::remark_counts(&mut tx, id).await?;
            let remarks = store::remarks(&mut tx, id, level, PAGE, offset).await?;
            return Ok(below(&app, &actor, &list, "Messages", remarks::page(&list, counts, &remarks, level, page)));
        }
        "disparus" => {
            let shown = gone_view(&mut tx, &actor, &list, offset).await?;
            return Ok(below(&app, &actor, &list, "Disparus de la liste", lines::gone(&list, &shown, page)));
        }
        other => match lines::View::of(other) {
            Some(view) => {
                let shown = lines_view(&mut tx, &actor, &list, view, offset).await?;
                return Ok(below(&app, &actor, &list, view.title(), lines::page(&list, view, &shown, page)));
            }
            None => views::page(&look(&mut tx, list.clone(), app.clock.today()).await?),
        },
    };
    Ok(Page::new(views::title(&list), main)
        .above("Listes reçues", address::lists(&list.platform.code))
        .menu(address::lists(&list.platform.code))
        .render(&app, Some(&actor)))
}

/// A page under that of the list.
fn below(app: &App, actor: &Actor, list: &List, title: &str, main: Markup) -> Markup {
    Page::new(title, main)
        .above("Listes reçues", address::lists(&list.platform.code))
        .above(views::title(list), address::list(list.id))
        .menu(address::lists(&list.platform.code))
        .render(app, Some(actor))
}

async fn lines_view(tx: &mut Tx, actor: &Actor, list: &List, view: lines::View, offset: i64) -> Result<lines::Shown> {
    let lines = store::lines(tx, list.id, view.verdict(), PAGE, offset).await?;
    let between = lines.first().zip(lines.last()).map(|(first, last)| (first.line, last.line));
    let (remarks, likenesses) = match between {
        Some((first, last)) => (
            store::remarks_between(tx, list.id, first, last).await?,
            store::likenesses(tx, list.id, first, last).await?,
        ),
        None => (vec![], vec![]),
    };
    let sees_cases = rights::may(tx, actor, Permission::SeeCases, &list.platform.code).await?;
    Ok(lines::Shown { lines, remarks, likenesses, sees_cases })
}

async fn gone_view(tx: &mut Tx, actor: &Actor, list: &List, offset: i64) -> Result<lines::GoneShown> {
    let (total, rows) = match (list.state, gone::previous(tx, list.id).await?) {
        (ListState::Staged, Some(before)) if !gone::is_overtaken(tx, list.id).await? => (
            gone::count_gone(tx, before.id, list.id).await?,
            gone::would_go(tx, before.id, list.id, PAGE, offset).await?,
        ),
        (ListState::Applied, _) => (gone::count_went(tx, list.id).await?, gone::went(tx, list.id, PAGE, offset).await?),
        _ => (0, vec![]),
    };
    let sees_cases = rights::may(tx, actor, Permission::SeeCases, &list.platform.code).await?;
    Ok(lines::GoneShown { total, rows, sees_cases })
}

/// `/listes/{list}/messages.csv`: every remark, for a spreadsheet.
pub async fn download(State(app): State<App>, actor: Actor, Path(id): Path<Id>) -> Result<Response> {
    let mut tx = app.read().await?;
    let list = scope::list(&mut tx, &actor, id, Permission::ImportLists).await?;
    let remarks = store::remarks(&mut tx, id, None, i64::MAX, 0).await?;
    let name = format!("messages-{}", list.listed_on);
    let sheets = vec![remarks::sheet(&remarks)];
    let workbook = Workbook { title: "Messages".into(), made_at: app.clock.now(), sheets };
    Ok(Download::new(&name, Format::Csv, &workbook)?.into_response())
}

/// Applies the list as it was shown.
pub async fn apply(State(app): State<App>, actor: Actor, Path(id): Path<Id>) -> Result<Redirect> {
    scope::list(&mut app.read().await?, &actor, id, Permission::ImportLists).await?;
    super::apply::apply(&app, &actor, id).await?;
    Ok(Redirect::to(&address::list(id)))
}

/// Leaves the list aside, and keeps nothing of it.
pub async fn abandon(State(app): State<App>, actor: Actor, Path(id): Path<Id>) -> Result<Redirect> {
    let mut tx = app.begin(&actor).await?;
    let list = scope::list(&mut tx, &actor, id, Permission::ImportLists).await?;
    stage::abandon(&mut tx, id, &list.platform.code).await?;
    tx.commit().await?;
    Ok(Redirect::to(&address::list(id)))
}

/// `/listes/{list}/annuler`: what undoing it will do, or why it cannot be.
pub async fn ask_undo(State(app): State<App>, actor: Actor, Path(id): Path<Id>) -> Result<Markup> {
    let mut tx = app.read().await?;
    let list = scope::list(&mut tx, &actor, id, Permission::ImportLists).await?;
    let looked = look(&mut tx, list.clone(), app.clock.today()).await?;
    Ok(below(&app, &actor, &list, "Annuler cette liste", views::undo(&looked)))
}

pub async fn undo(State(app): State<App>, actor: Actor, Path(id): Path<Id>) -> Result<Redirect> {
    scope::list(&mut app.read().await?, &actor, id, Permission::ImportLists).await?;
    super::undo::undo(&app, &actor, id).await?;
    Ok(Redirect::to(&address::list(id)))
}
