//! The page of the definition of an indicator that people added; and, on every definition, its variants side by side.
use super::ground::{self, Part};
use super::model::{Book, Kind, Own};
use super::{store, targets, views};
use crate::figures::{Period, Question};
use crate::indicators::Indicator;
use crate::objectives::store as rights_here;
use axum::response::{IntoResponse as _, Response};
use base::{Actor, App, Error, Form, Page, Result};
use db::Tx;
use network::rights::{self, Permission};

/// A variant, or what it is a variant of, where the reader sits.
pub struct Variant {
    pub label: String,
    pub code: String,
    /// « 2 ÷ 7 »; empty when there is nothing to say.
    pub filters: Vec<(String, String)>,
    pub value: String,
}

pub async fn show(app: &App, actor: &Actor, code: &str, form: &Form) -> Result<Response> {
    let mut tx = app.read().await?;
    let book = store::all(&mut tx, actor).await?;
    let own = book.find(code).ok_or(Error::NotFound)?;
    let may_write = rights_here::holds_here(&mut tx, actor, Permission::DefineIndicators, &own.territory).await?;
    if own.published().is_none() {
        // A draft is for those who write it: they are led there.
        let leads = format!("/indicateurs/{code}/modifier");
        return if may_write { Ok(axum::response::Redirect::to(&leads).into_response()) } else { Err(Error::NotFound) };
    }
    let of = own.published().and_then(|version| version.sheet.variant_of.clone()).unwrap_or_else(|| code.to_owned());
    let variants = variants(app, &mut tx, actor, &book, &of).await?;
    let targets = targets::standing(&mut tx, code).await?;
    let shown = views::Shown {
        own,
        names: book.names("").to_read(),
        using: book.using(code),
        variants,
        targets: targets.len(),
        may_write,
        said: form.raw("dit").to_owned(),
        today: app.clock.today(),
        now: app.clock.now(),
    };
    let page = Page::new(own.label(), views::definition(&shown)).above("Indicateurs", "/indicateurs");
    Ok(page.menu("/indicateurs").render(app, Some(actor)).into_response())
}

/// An indicator and its variants, in the reader's own territory this school year; none when it has no variant.
///
/// # Errors
/// As [`crate::figures::ask`].
pub async fn variants(app: &App, tx: &mut Tx, actor: &Actor, book: &Book, of: &str) -> Result<Vec<Variant>> {
    let now = app.clock.now();
    let is_one = |own: &&Own| {
        let sheet = own.published().map(|version| &version.sheet);
        own.retired_at.is_none() && (own.code == of || sheet.is_some_and(|s| s.variant_of.as_deref() == Some(of)))
    };
    let all: Vec<&Own> = book.0.iter().filter(is_one).collect();
    let territory = actor.desk.territory.clone();
    if all.iter().all(|own| own.code == of)
        || territory.is_empty()
        || !rights::may(tx, actor, Permission::SeeFigures, &territory).await?
    {
        return Ok(vec![]);
    }
    let today = app.clock.today();
    let question = Question {
        territory: territory.clone(),
        period: Period::school_year(Period::school_year_of(today)),
        at: today,
        known_on: None,
        by: vec![],
        only: vec![],
    };
    let here = store::of_territory(tx, &territory).await?;
    let codes: Vec<&str> = all.iter().map(|own| own.code.as_str()).filter(|code| here.find(code).is_some()).collect();
    let ground = ground::read(app, tx, actor, &here, &codes, &question).await?;
    let mut found = vec![];
    if let Ok(indicator) = of.parse::<Indicator>() {
        let value = ground.built(indicator);
        let filters = vec![];
        found.push(Variant {
            label: indicator.label().into(),
            code: of.into(),
            filters,
            value: crate::words::value(value),
        });
    }
    for own in all.into_iter().filter(|own| codes.contains(&own.code.as_str()) && own.kind == Kind::Formula) {
        let Some(version) = own.on(today, now) else { continue };
        let filters = version.sheet.only.iter().map(|(d, class)| (d.label().to_owned(), d.class_label(class)));
        found.push(Variant {
            label: version.sheet.label.clone(),
            code: own.code.clone(),
            filters: filters.collect(),
            value: ground.reading(&own.code, &vec![], Part::Whole).value,
        });
    }
    Ok(found)
}
