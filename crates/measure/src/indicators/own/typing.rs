//! The platform types, month by month, what an indicator asks of it. What was said before is never lost.
use super::entries::{self, Said};
use super::model::{Kind, Own};
use super::typing_views::{self, Typing};
use super::{board, store};
use crate::dashboards::place::{self, Place};
use crate::figures::Period;
use crate::objectives::{number, store as rights_here};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use base::form::Text;
use base::french::fr;
use base::{Actor, App, Error, Form, Page, Result, Target};
use chrono::NaiveDate;
use db::Tx;

network::actions! {
    TYPED = "indicateur-saisi", "Indicateur\u{a0}: mois saisi";
}

const NOT_YOURS: &str = "Ces nombres sont saisis par la plate-forme elle-même\u{a0}: ses responsables et son assistance. Vous les lisez sur le tableau de bord.";
const MOST: f64 = 1_000_000_000.0;

struct Open {
    place: Place,
    own: Own,
    year: i32,
    months: Vec<NaiveDate>,
    history: Vec<Said>,
}

async fn open(app: &App, tx: &mut Tx, actor: &Actor, territory: &str, code: &str, form: &Form) -> Result<Open> {
    let place = place::find(tx, actor, territory).await?;
    let book = store::of_territory(tx, place.code()).await?;
    let own = book.find(code).filter(|own| own.kind != Kind::Formula).cloned().ok_or(Error::NotFound)?;
    if !board::may_type(tx, actor, place.code()).await? {
        return Err(Error::Forbidden(NOT_YOURS));
    }
    let today = app.clock.today();
    let year = match form.raw("annee") {
        "" => Period::school_year_of(today),
        typed => typed.parse().ok().filter(|year| (2000..=2100).contains(year)).ok_or_else(|| {
            Error::BadRequest("L’année demandée n’en est pas une. Repartez du tableau de bord.".into())
        })?,
    };
    let period = Period::school_year(year);
    let since = own.versions.first().map_or(period.from, |first| first.sheet.starts_on);
    let months = entries::months(period.from.max(since), period.to.min(today));
    let history = entries::history(tx, code, place.code(), period.from, period.to).await?;
    Ok(Open { place, own, year, months, history })
}

pub async fn show(
    State(app): State<App>,
    actor: Actor,
    Path((territory, code)): Path<(String, String)>,
    form: Form,
) -> Result<Response> {
    let mut tx = app.read().await?;
    let open = open(&app, &mut tx, &actor, &territory, &code, &form).await?;
    let filled = filled(&open, form.raw("note"));
    Ok(page(&app, &actor, &open, &filled, false))
}

pub async fn save(
    State(app): State<App>,
    actor: Actor,
    Path((territory, code)): Path<(String, String)>,
    mut form: Form,
) -> Result<Response> {
    let mut tx = app.begin(&actor).await?;
    rights_here::lock(&mut tx, &territory).await?;
    let open = open(&app, &mut tx, &actor, &territory, &code, &form).await?;
    if open.own.retired_at.is_some() {
        return Err(Error::Refused("Cet indicateur a été retiré\u{a0}: il ne se saisit plus.".into()));
    }
    let mut changes = vec![];
    let mut overtaken = false;
    for month in &open.months {
        let held = said_of(&open, *month);
        let (value, evidence) = (form.raw(&field(*month)).to_owned(), form.raw(&evidence_field(*month)).to_owned());
        let seen = (form.raw(&seen_field(*month)).to_owned(), form.raw(&seen_evidence_field(*month)).to_owned());
        if (value.clone(), evidence.clone()) == seen {
            continue;
        }
        if held != seen {
            overtaken |= held != (value, evidence);
            continue;
        }
        let name = evidence_field(*month);
        let evidence = form.optional::<Text<1000>>(&name).flatten().map_or_else(String::new, |text| text.0);
        if let Some(value) = read(&mut form, &open, *month) {
            changes.push((*month, value, evidence));
        }
    }
    if overtaken || !form.is_valid() {
        return Ok(page(&app, &actor, &open, &form, overtaken));
    }
    for (month, value, evidence) in &changes {
        entries::say(&mut tx, &code, &territory, *month, *value, evidence).await?;
    }
    for _ in &changes {
        tx.audit(TYPED, Target::new(super::OWN, &code).at(&territory)).await?;
    }
    tx.commit().await?;
    let address = format!("/territoires/{territory}/saisie/{code}?annee={}&note={}", open.year, changes.len());
    Ok(Redirect::to(&address).into_response())
}

/// The number, or the step, typed for a month: the inner none withdraws what was said; the outer one is a refusal.
fn read(form: &mut Form, open: &Open, month: NaiveDate) -> Option<Option<f64>> {
    let name = field(month);
    let typed = form.raw(&name).to_owned();
    if typed.is_empty() {
        return Some(None);
    }
    let sheet = &open.own.published()?.sheet;
    let refused = match open.own.kind {
        Kind::Qualitative => match typed.parse::<usize>() {
            Ok(step) if (1..=sheet.scale.len()).contains(&step) => return Some(Some(step as f64)),
            _ => "Choisissez dans la liste.",
        },
        _ => match number(&typed, &[sheet.unit.as_str()]) {
            Some(n) if n < 0.0 => {
                "Ce nombre n’est pas négatif\u{a0}: écrivez 0 ou plus. Laissez vide si vous ne savez pas."
            }
            Some(n) if n > MOST => "Ce nombre est trop grand\u{a0}: vérifiez les chiffres.",
            Some(n) => return Some(Some(n)),
            None => "Écrivez un nombre en chiffres, par exemple 12 ou 12,5. Laissez vide si vous ne savez pas.",
        },
    };
    form.refuse(&name, fr(refused));
    None
}

pub fn field(month: NaiveDate) -> String {
    format!("m-{}", month.format("%Y-%m"))
}

pub fn evidence_field(month: NaiveDate) -> String {
    format!("preuve-{}", month.format("%Y-%m"))
}

pub fn seen_field(month: NaiveDate) -> String {
    format!("vu-{}", month.format("%Y-%m"))
}

pub fn seen_evidence_field(month: NaiveDate) -> String {
    format!("preuve-vue-{}", month.format("%Y-%m"))
}

/// What holds for a month, as its fields show it.
fn said_of(open: &Open, month: NaiveDate) -> (String, String) {
    let said = open.history.iter().find(|said| said.month == month);
    said.map_or_else(Default::default, |said| (said.value.map_or_else(String::new, plain), said.evidence.clone()))
}

/// « 12,5 », as one types it.
fn plain(n: f64) -> String {
    let text = format!("{n:.2}");
    text.trim_end_matches('0').trim_end_matches('.').replace('.', ",")
}

fn filled(open: &Open, noted: &str) -> Form {
    let mut values = vec![("note".to_owned(), noted.to_owned())];
    for month in &open.months {
        let (value, evidence) = said_of(open, *month);
        values.push((field(*month), value));
        values.push((evidence_field(*month), evidence));
    }
    Form::filled(values.iter().map(|(name, value)| (name.as_str(), value.clone())))
}

fn page(app: &App, actor: &Actor, open: &Open, form: &Form, overtaken: bool) -> Response {
    let held = open.months.iter().map(|month| (*month, said_of(open, *month))).collect();
    let typing = Typing {
        place: &open.place,
        own: &open.own,
        year: open.year,
        held,
        history: &open.history,
        overtaken,
        noted: form.raw("note").parse().ok(),
    };
    let status = match (overtaken, form.is_valid()) {
        (true, _) => StatusCode::CONFLICT,
        (false, false) => StatusCode::UNPROCESSABLE_ENTITY,
        (false, true) => StatusCode::OK,
    };
    let board = format!("/territoires/{}/tableau-de-bord", open.place.code());
    let page = Page::new(format!("Saisir\u{a0}: {}", open.own.label()), typing_views::page(&typing, form));
    (status, page.above("Tableau de bord", &board).menu(&board).render(app, Some(actor))).into_response()
}
