//! The reading of a staged list is corrected: what each column holds, and how the file is opened.
mod columns;
mod views;

use super::mapping::Mapping;
use super::reading::Overrides;
use super::scope::{List, State as ListState};
use super::stage::{Received, blocking, no_longer_staged, restage};
use super::{address, scope};
use crate::cases::event::Source;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use base::form::{Day, Text};
use base::{Actor, App, Error, Form, Page, Result};
use chrono::NaiveDate;
use columns::Opened;
use db::{Id, Tx, sql};
use network::rights::Permission;

/// The file of a staged list, and what was imposed on its reading.
struct Kept {
    content: Vec<u8>,
    overrides: Overrides,
}

async fn kept(tx: &mut Tx, list: &List) -> Result<Kept> {
    let row: Option<(Vec<u8>, String)> = sql!(
        "SELECT f.content, l.overrides FROM intake_list l JOIN intake_file f ON f.list_id = l.id
         WHERE l.id = $1 AND l.state = 'staged'"
    )
    .bind(list.id)
    .optional(tx)
    .await?;
    let (content, overrides) = row.ok_or_else(no_longer_staged)?;
    let overrides =
        serde_json::from_str(&overrides).map_err(|e| Error::Internal(format!("intake_list {}: {e}", list.id)))?;
    Ok(Kept { content, overrides })
}

/// `/listes/{list}/colonnes`
pub async fn form(State(app): State<App>, actor: Actor, Path(id): Path<Id>) -> Result<Response> {
    let mut tx = app.read().await?;
    let list = scope::list(&mut tx, &actor, id, Permission::ImportLists).await?;
    let kept = kept(&mut tx, &list).await?;
    drop(tx);
    let filled = filled(&list, &kept.overrides);
    show(&app, &actor, list, kept, filled, StatusCode::OK).await
}

fn filled(list: &List, overrides: &Overrides) -> Form {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    Form::filled([
        ("source", list.source.as_str().to_owned()),
        ("nom", list.source_name.clone()),
        ("date", list.listed_on.to_string()),
        ("encodage", text(&overrides.encoding)),
        ("separateur", overrides.delimiter.map(columns::delimiter_code).unwrap_or_default()),
        ("feuille", text(&overrides.sheet)),
        ("titres", overrides.header_line.map(|line| line.to_string()).unwrap_or_default()),
        ("tous", if overrides.keep_those_still_in_training { "oui".into() } else { String::new() }),
    ])
}

async fn show(app: &App, actor: &Actor, list: List, kept: Kept, form: Form, status: StatusCode) -> Result<Response> {
    let (file_name, today) = (list.file_name.clone(), app.clock.today());
    let opened = blocking(move || columns::open(&kept.content, &file_name, &kept.overrides, today)).await?;
    let shown = views::Shown { opened: opened.map_err(Error::Refused)?, list, form };
    let page = Page::new("Corriger la lecture", views::page(&shown))
        .above("Listes reçues", address::lists(&shown.list.platform.code))
        .above(super::look::title(&shown.list), address::list(shown.list.id))
        .menu(address::lists(&shown.list.platform.code));
    Ok((status, page.render(app, Some(actor))).into_response())
}

/// Reads the list again as the user says.
pub async fn receive(State(app): State<App>, actor: Actor, Path(id): Path<Id>, mut form: Form) -> Result<Response> {
    let mut tx = app.read().await?;
    let list = scope::list(&mut tx, &actor, id, Permission::ImportLists).await?;
    if list.state != ListState::Staged {
        return Err(no_longer_staged());
    }
    let kept = kept(&mut tx, &list).await?;
    drop(tx);
    let (content, file_name, before) = (kept.content.clone(), list.file_name.clone(), kept.overrides.clone());
    let today = app.clock.today();
    let opened =
        blocking(move || columns::open(&content, &file_name, &before, today)).await?.map_err(Error::Refused)?;
    let Some(received) = read(&mut form, &list, &kept, &opened, today) else {
        return show(&app, &actor, list, kept, form, StatusCode::UNPROCESSABLE_ENTITY).await;
    };
    match restage(&app, &actor, id, &received).await {
        Ok(()) => Ok(Redirect::to(&address::list(id)).into_response()),
        Err(Error::Refused(why)) => {
            form.refuse(to_blame(&received.overrides, &kept.overrides), why);
            show(&app, &actor, list, kept, form, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(other) => Err(other),
    }
}

/// The field that made the reading fail: the one that was changed.
fn to_blame(now: &Overrides, before: &Overrides) -> &'static str {
    if now.header_line != before.header_line {
        "titres"
    } else if now.sheet != before.sheet {
        "feuille"
    } else if now.delimiter != before.delimiter {
        "separateur"
    } else {
        "encodage"
    }
}

fn read(form: &mut Form, list: &List, kept: &Kept, opened: &Opened, today: NaiveDate) -> Option<Received> {
    let source = form.required::<Source>("source");
    let name = form.required::<Text<{ super::deposit::LONGEST_NAME }>>("nom");
    let day = form.required::<Day>("date");
    if let Some(Day(day)) = day {
        super::refuse_date(form, "date", day, today);
    }
    let encoding = form.optional::<Text<40>>("encodage");
    let sheet = form.optional::<Text<200>>("feuille");
    let delimiter = form.optional::<columns::Delimiter>("separateur");
    let header_line = form.optional::<columns::HeaderLine>("titres");
    let mapping = columns::corrected(form, opened, kept.overrides.mapping.as_ref());
    if !form.is_valid() {
        return None;
    }
    Some(Received {
        platform: list.platform.code.clone(),
        file_name: list.file_name.clone(),
        content: kept.content.clone(),
        source,
        source_name: name.map(|Text(name)| name),
        overrides: Overrides {
            mapping: Some(mapping.unwrap_or(Mapping { columns: vec![] })),
            list_date: day.map(|Day(day)| day),
            encoding: encoding?.map(|Text(text)| text),
            delimiter: delimiter?.map(|columns::Delimiter(c)| c),
            sheet: sheet?.map(|Text(text)| text),
            header_line: header_line?.map(|columns::HeaderLine(line)| line),
            keep_those_still_in_training: form.is_checked("tous"),
        },
    })
}
