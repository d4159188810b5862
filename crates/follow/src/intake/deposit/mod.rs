//! A list is deposited: the file as it arrived, and the little the file does not say. Nothing is applied here.
mod upload;
mod views;

use super::stage::{Received, stage};
use super::{address, scope};
use crate::cases::event::Source;
use axum::extract::multipart::{Multipart, MultipartRejection};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use base::form::{Day, Text};
use base::{Actor, App, Error, Form, Page, Result};
use db::sql;
use network::rights::Permission;
use upload::{File, Upload};
use views::Shown;
pub use views::{sources, steps};

/// Longest name of a sender.
pub const LONGEST_NAME: usize = 80;

/// `/plates-formes/{platform}/listes/nouvelle`
pub async fn form(State(app): State<App>, actor: Actor, Path(platform): Path<String>) -> Result<Response> {
    show(&app, &actor, &platform, Form::default(), StatusCode::OK).await
}

async fn show(app: &App, actor: &Actor, platform: &str, form: Form, status: StatusCode) -> Result<Response> {
    let mut tx = app.read().await?;
    let platform = scope::platform(&mut tx, actor, platform, Permission::ImportLists).await?;
    let senders: Vec<(String,)> = sql!(
        "SELECT DISTINCT source_name FROM intake_list WHERE platform = $1 AND state = 'applied' ORDER BY source_name"
    )
    .bind(platform.code.clone())
    .all(&mut tx)
    .await?;
    let shown = Shown {
        platform,
        form,
        senders: senders.into_iter().map(|(name,)| name).collect(),
        limit_mib: app.config.upload_limit,
    };
    let page = Page::new("Déposer une liste", views::page(&shown))
        .above("Listes reçues", address::lists(&shown.platform.code))
        .menu(address::lists(&shown.platform.code));
    Ok((status, page.render(app, Some(actor))).into_response())
}

/// Takes the file in, and leads to what it would do.
pub async fn receive(
    State(app): State<App>,
    actor: Actor,
    Path(platform): Path<String>,
    multipart: Result<Multipart, MultipartRejection>,
) -> Result<Response> {
    // Who may not bring lists in does not send fifty megabytes to learn it.
    scope::platform(&mut app.read().await?, &actor, &platform, Permission::ImportLists).await?;
    let multipart = multipart.map_err(|_| {
        Error::BadRequest("Le formulaire n’a pas pu être lu\u{a0}: déposez le fichier depuis la page.".into())
    })?;
    let Upload { mut form, file } = upload::read(multipart, app.config.upload_limit).await?;
    let (content, file_name) = match file {
        File::Here { name, content } => (content, name),
        File::None => {
            form.refuse("fichier", "Choisissez le fichier de la liste.");
            (vec![], String::new())
        }
        File::TooLarge => {
            let fault = Error::TooLarge { limit_mib: app.config.upload_limit }.fault();
            form.refuse("fichier", fault.text);
            return show(&app, &actor, &platform, form, StatusCode::PAYLOAD_TOO_LARGE).await;
        }
    };
    let Some(received) = read(&mut form, platform.clone(), file_name, content, app.clock.today()) else {
        return show(&app, &actor, &platform, form, StatusCode::UNPROCESSABLE_ENTITY).await;
    };
    match stage(&app, &actor, &received).await {
        Ok(list) => Ok(Redirect::to(&address::list(list)).into_response()),
        Err(Error::Refused(why)) => {
            form.refuse("fichier", why);
            show(&app, &actor, &platform, form, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(other) => Err(other),
    }
}

fn read(
    form: &mut Form,
    platform: String,
    file_name: String,
    content: Vec<u8>,
    today: chrono::NaiveDate,
) -> Option<Received> {
    let source = form.optional::<Source>("source");
    let name = form.optional::<Text<LONGEST_NAME>>("nom");
    let day = form.optional::<Day>("date");
    if let Some(Some(Day(day))) = day {
        super::refuse_date(form, "date", day, today);
    }
    if !form.is_valid() {
        return None;
    }
    let overrides = super::reading::Overrides { list_date: day?.map(|Day(day)| day), ..Default::default() };
    Some(Received {
        platform,
        file_name,
        content,
        source: source?,
        source_name: name?.map(|Text(name)| name),
        overrides,
    })
}
