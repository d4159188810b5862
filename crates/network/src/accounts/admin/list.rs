use super::choice::{Choice, choose};
use super::store::{self, Filter, PAGE};
use super::views::list::{AccountList, list};
use crate::rights::{self, Permission, Role};
use crate::territories::Level;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use base::{Actor, App, Form, Page, Result};

/// Search, filters and pages; a filter that makes no sense says so and is left out.
pub async fn show(State(app): State<App>, actor: Actor, mut form: Form) -> Result<Response> {
    let mut tx = app.read().await?;
    rights::require_anywhere(&mut tx, &actor, Permission::ManageAccounts).await?;
    let places = store::places(&mut tx, &actor).await?;
    let words = matching::sought(form.raw("q")).join(" ");
    let territory = match form.raw("territoire") {
        "" => None,
        text => match choose(text, &places, &Level::ALL) {
            Choice::One(code) => Some(code.to_string()),
            // Above one of several namesakes lie the others: the highest holds them all, or comes first.
            Choice::Several(several) => several.first().map(|place| place.code.to_string()),
            _ => {
                form.refuse("territoire", "Aucun territoire de votre périmètre ne porte ce nom.");
                None
            }
        },
    };
    let filter = Filter {
        words: (!words.is_empty()).then_some(words),
        role: form.optional::<Role>("fonction").flatten().map(|role| role.code().to_owned()),
        territory,
        closed: match form.raw("etat") {
            "fermes" => Some(true),
            "tous" => None,
            _ => Some(false),
        },
    };
    let total = store::count(&mut tx, actor.id(), &filter).await?;
    let last = (total + PAGE - 1).div_euclid(PAGE).max(1);
    let current = form.raw("page").parse().unwrap_or(1).clamp(1, last);
    let lines = store::lines(&mut tx, actor.id(), &filter, current).await?;
    let status = if form.is_valid() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let main = list(&AccountList { form: &form, places: &places, lines: &lines, total, current, last });
    Ok((status, Page::new("Comptes", main).menu("/comptes").render(&app, Some(&actor))).into_response())
}
