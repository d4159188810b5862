//! « D’où vient ce chiffre ? » of an indicator that people added.
use super::entries;
use super::figure_views::{self, Figure};
use super::ground::{self, Part};
use super::model::{Kind, Shown, plain};
use super::{board, store, targets};
use crate::asked::Asked;
use crate::dashboards::{place, views as dashboard_views};
use crate::objectives::{number, store as rights_here};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use base::{Actor, App, Error, Form, Page, Result, Target};
use network::territories::Level;

network::actions! {
    TARGET_SET = "cible-indicateur-ajoute", "Cible d’un indicateur ajouté";
}

pub async fn show(app: &App, actor: &Actor, territory: &str, code: &str, mut form: Form) -> Result<Response> {
    let typed = Form::filled([]);
    page(app, actor, territory, code, &mut form, &typed).await
}

/// `form`: what is asked; `typed`: the target that was refused, when one was.
async fn page(
    app: &App,
    actor: &Actor,
    territory: &str,
    code: &str,
    form: &mut Form,
    typed: &Form,
) -> Result<Response> {
    let mut tx = app.read().await?;
    let place = place::find(&mut tx, actor, territory).await?;
    let book = store::of_territory(&mut tx, place.code()).await?;
    let own = book.find(code).ok_or(Error::NotFound)?;
    let menu = format!("/territoires/{}/tableau-de-bord", actor.desk.territory);
    let Some(asked) = Asked::read(form, app.clock.today()) else {
        let page = Page::new("D’où vient ce chiffre\u{202f}?", dashboard_views::refused(&place, form)).menu(menu);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page.render(app, Some(actor))).into_response());
    };
    let question = asked.question(place.code());
    let known = ground::known_at(app, &question);
    let Some(version) = own.on(asked.today, known) else {
        let why = "Cet indicateur n’était pas encore publié ce jour-là. Choisissez un jour plus récent.";
        return Err(Error::BadRequest(why.into()));
    };
    let ground = ground::read(app, &mut tx, actor, &book, &[code], &question).await?;
    let below = match place.level().child() {
        Some(level) => {
            let within = place::within(&mut tx, place.code()).await?;
            within.into_iter().filter(|territory| territory.level == level).collect()
        }
        None => vec![],
    };
    let target = match asked.school_year().filter(|_| asked.only.is_empty()) {
        Some(year) => {
            let set = targets::of_year(&mut tx, place.code(), year, known).await?;
            set.into_iter().find(|(of, _)| of == code).map(|(_, value)| value)
        }
        None => None,
    };
    let may_set = asked.school_year().is_some()
        && !asked.is_past
        && own.kind != Kind::Qualitative
        && !own.is_retired(known)
        && rights_here::may_set(&mut tx, actor, place.code()).await?;
    let may_type = board::may_type(&mut tx, actor, place.code()).await?;
    drop(tx);
    let last = asked.period.to.min(asked.today);
    let current = own.on(app.clock.today(), app.clock.now());
    let figure = Figure {
        own,
        version,
        current,
        names: ground.names(),
        reading: ground.reading(code, &asked.only, Part::Whole),
        months: entries::months(asked.period.from, last),
        ground: &ground,
        below,
        target,
        may_set,
        may_type,
        form: typed,
        site: app.config.public_url(),
        place: &place,
        asked: &asked,
    };
    let above = if place.level() == Level::Platform { "Tableau de bord".to_owned() } else { place.territory.title() };
    let label = version.sheet.label.clone();
    let page = Page::new(label, figure_views::page(&figure)).above(above, asked.dashboard(place.code())).menu(menu);
    let status = if typed.is_valid() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, page.render(app, Some(actor))).into_response())
}

const READ_ONLY: &str = "Vous pouvez lire cette cible, pas la fixer\u{a0}: chaque niveau fixe les siennes. C’est le rôle des responsables de ce territoire.";

/// Sets the target of the territory for the school year.
pub async fn target(
    State(app): State<App>,
    actor: Actor,
    Path((territory, code)): Path<(String, String)>,
    mut form: Form,
) -> Result<Response> {
    let mut tx = app.begin(&actor).await?;
    let place = place::find(&mut tx, &actor, &territory).await?;
    let book = store::of_territory(&mut tx, place.code()).await?;
    let own = book.find(&code).filter(|own| own.kind != Kind::Qualitative).ok_or(Error::NotFound)?;
    if !rights_here::may_set(&mut tx, &actor, place.code()).await? {
        return Err(Error::Forbidden(READ_ONLY));
    }
    if own.retired_at.is_some() {
        return Err(Error::Refused("Cet indicateur a été retiré\u{a0}: il ne reçoit plus de cible.".into()));
    }
    rights_here::lock(&mut tx, place.code()).await?;
    let year = form.raw("annee").parse::<i32>().ok().filter(|year| (2000..=2100).contains(year));
    let year = year
        .ok_or_else(|| Error::BadRequest("L’année demandée n’en est pas une. Repartez du tableau de bord.".into()))?;
    let sheet = &own.published().ok_or(Error::NotFound)?.sheet;
    let typed = form.raw("cible").to_owned();
    let percent = sheet.shown == Shown::Percent;
    let value = match number(&typed, &["%", sheet.unit.as_str(), "jours", "jour"]) {
        _ if typed.is_empty() => None,
        Some(n) if n < 0.0 => {
            form.refuse("cible", "Une cible n’est pas négative\u{a0}: écrivez 0 ou plus.");
            None
        }
        Some(n) => Some(if percent { n / 100.0 } else { n }),
        None => {
            form.refuse(
                "cible",
                "Écrivez un nombre en chiffres, par exemple 35,5. Laissez vide pour retirer la cible.",
            );
            None
        }
    };
    if !form.is_valid() {
        drop(tx);
        let mut asked = Form::filled([("annee", year.to_string())]);
        return page(&app, &actor, &territory, &code, &mut asked, &form).await;
    }
    targets::set(&mut tx, place.code(), year, &code, value).await?;
    tx.audit(TARGET_SET, Target::new(super::OWN, &code).at(place.code())).await?;
    tx.commit().await?;
    Ok(Redirect::to(&format!("/territoires/{territory}/chiffres/{code}?annee={year}")).into_response())
}

/// The target as one would type it again.
pub fn typed(shown: Shown, value: f64) -> String {
    let n = if shown == Shown::Percent { value * 100.0 } else { value };
    let text = format!("{n:.2}");
    text.trim_end_matches('0').trim_end_matches('.').replace('.', ",")
}

/// The target in words.
pub fn target_said(figure: &Figure<'_>) -> Option<String> {
    figure.target.map(|value| plain(&figure.version.sheet, value))
}
