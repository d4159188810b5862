use super::store::{self, Filter, PAGE};
use super::views::{self, Journal};
use crate::rights::{self, Permission};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use base::form::Day;
use base::{Actor, App, Form, Page, Result, audit};
use chrono::{DateTime, Duration, NaiveDate, Utc};

pub async fn show(State(app): State<App>, actor: Actor, mut form: Form) -> Result<Response> {
    let mut tx = app.read().await?;
    rights::require_anywhere(&mut tx, &actor, Permission::SeeJournal).await?;
    let filter = read(&mut form);
    let lines = store::lines(&mut tx, actor.id(), &filter).await?;
    let mut entries: Vec<&[store::Line]> = lines.chunk_by(|one, next| one.number == next.number).collect();
    let page = usize::try_from(PAGE).unwrap_or(usize::MAX);
    let more = entries.len() > page;
    entries.truncate(page);
    let status = if form.is_valid() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let mut accounts: Vec<db::Id> = entries.iter().filter_map(|lines| lines.first()?.target.parse().ok()).collect();
    accounts.sort_unstable();
    accounts.dedup();
    let names = store::names(&mut tx, &accounts).await?;
    let main = views::journal(&Journal { form: &form, entries: &entries, names: &names, more });
    Ok((status, Page::new("Journal", main).menu("/journal").render(&app, Some(&actor))).into_response())
}

fn read(form: &mut Form) -> Filter {
    let text = |form: &Form, name: &str| Some(form.raw(name).to_owned()).filter(|text| !text.is_empty());
    let words = matching::sought(form.raw("qui")).join(" ");
    let from = form.optional::<Day>("du").flatten().map(|Day(day)| start_of(day));
    let until = form.optional::<Day>("au").flatten().map(|Day(day)| base::clock::end_of_paris_day(day));
    if let (Some(from), Some(until)) = (from, until)
        && from > until
    {
        form.refuse("au", "Cette date vient avant celle du début. Échangez-les.");
    }
    Filter {
        words: (!words.is_empty()).then_some(words),
        action: text(form, "geste"),
        kind: text(form, "sorte"),
        target: text(form, "objet"),
        from,
        until: until.map(|until| until + Duration::microseconds(1)),
        before: form.raw("avant").parse().ok(),
    }
}

/// The first instant of that day in Paris.
fn start_of(day: NaiveDate) -> DateTime<Utc> {
    base::clock::end_of_paris_day(day - Duration::days(1)) + Duration::microseconds(1)
}

/// Reads the whole chain: the length of the journal is the length of the wait.
pub async fn verify(State(app): State<App>, actor: Actor) -> Result<Response> {
    let mut tx = app.read().await?;
    rights::require_anywhere(&mut tx, &actor, Permission::SeeJournal).await?;
    let chain = audit::verify(&mut tx).await?;
    let page = Page::new("Vérification du journal", views::verification(&chain, app.clock.now()))
        .above("Journal", "/journal")
        .menu("/journal");
    Ok(page.render(&app, Some(&actor)).into_response())
}
