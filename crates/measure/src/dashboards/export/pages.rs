use super::super::load::load;
use super::super::{pages, place};
use super::{Table, about, file_name, tables};
use crate::asked::Asked;
use crate::indicators::own;
use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::{IntoResponse as _, Response};
use base::{Actor, App, Download, Error, Form, Result};
use documents::{Format, Workbook};

/// `/territoires/{code}/tableau-de-bord.xlsx`, `.ods`, `.csv`, with the query of the page, and `table=`: one table of the
/// dashboard, else all in a workbook. A CSV holds one table: without a choice, that of every indicator.
pub async fn file(
    State(app): State<App>,
    actor: Actor,
    Path(code): Path<String>,
    uri: Uri,
    mut form: Form,
) -> Result<Response> {
    let mut tx = app.read().await?;
    let place = place::find(&mut tx, &actor, &code).await?;
    let format = Format::of_path(uri.path()).ok_or(Error::NotFound)?;
    let Some(asked) = Asked::read(&mut form, app.clock.today()) else {
        return Ok(pages::refused(&app, &actor, &place, &form));
    };
    let offered = Table::of(place.level());
    let chosen = match (form.raw("table"), format) {
        ("", Format::Csv) => Some(Table::Whole),
        ("", _) => None,
        (word, _) => Some(offered.iter().copied().find(|table| table.word() == word).ok_or_else(|| unknown(&offered))?),
    };
    let dashboard = load(&app, &mut tx, &actor, place, asked).await?;
    drop(tx);
    let shown = chosen.map_or(offered, |table| vec![table]);
    let mut sheets: Vec<_> = shown.iter().map(|table| tables::sheet(&dashboard, *table)).collect();
    if chosen.is_none() && !dashboard.own.is_empty() {
        sheets.push(own::sheet(&dashboard.own));
    }
    sheets.push(about::provenance(&dashboard, &app.config.public_url()));
    sheets.push(about::definitions(&dashboard));
    let workbook = Workbook { title: about::title(&dashboard), made_at: dashboard.now, sheets };
    Ok(Download::new(&file_name(&dashboard, chosen), format, &workbook)?.into_response())
}

fn unknown(offered: &[Table]) -> Error {
    let words: Vec<&str> = offered.iter().map(|table| table.word()).collect();
    Error::BadRequest(format!(
        "Le tableau demandé n’existe pas sur ce tableau de bord. Choisissez parmi\u{a0}: {}.",
        words.join(", ")
    ))
}
