use super::acts;
use super::formula::{Checked, check};
use super::request::{self, Gesture};
use super::views::{self, Editing};
use crate::dashboards::place::{self, Place};
use crate::figures::{Period, Question};
use crate::indicators::own::model::{Book, Kind, Own, Sheet};
use crate::indicators::own::{ground, store};
use crate::objectives::store as targets;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use base::french::fr;
use base::{Actor, App, Error, Form, Page, Result, Target};
use db::Tx;
use network::rights::Permission;
use network::territories::{Level, Territory};

const NOT_YOURS: &str = "Chaque niveau écrit ses propres indicateurs\u{a0}: c’est le rôle des responsables de ce territoire. Vous les lisez au catalogue.";

/// The territory, for somebody who writes its indicators.
async fn open(tx: &mut Tx, actor: &Actor, code: &str) -> Result<Place> {
    let place = place::find(tx, actor, code).await?;
    if targets::holds_here(tx, actor, Permission::DefineIndicators, code).await? {
        Ok(place)
    } else {
        Err(Error::Forbidden(NOT_YOURS))
    }
}

/// The indicator, its territory, and all the others.
async fn open_own(tx: &mut Tx, actor: &Actor, code: &str) -> Result<(Book, Own, Place)> {
    let book = store::all(tx, actor).await?;
    let own = book.find(code).cloned().ok_or(Error::NotFound)?;
    let place = match open(tx, actor, &own.territory).await {
        // A draft is not known to those who do not write it.
        Err(Error::Forbidden(_)) if own.published().is_none() => return Err(Error::NotFound),
        opened => opened?,
    };
    if own.retired_at.is_some() {
        let why = "Cet indicateur a été retiré\u{a0}: il se lit encore, il ne se change plus. Ajoutez-en un autre.";
        return Err(Error::Refused(why.into()));
    }
    Ok((book, own, place))
}

pub async fn new(State(app): State<App>, actor: Actor, Path(code): Path<String>, form: Form) -> Result<Response> {
    let mut tx = app.read().await?;
    let place = open(&mut tx, &actor, &code).await?;
    let kind = form.raw("nature").parse().unwrap_or(Kind::Formula);
    let book = store::all(&mut tx, &actor).await?;
    let form = Form::filled([("lieux", code.clone()), ("revision", "0".into())]);
    let shown = Shown { place, book, own: None, kind, sheet: None, overtaken: None };
    page(&app, &actor, &mut tx, shown, &form).await
}

pub async fn create(State(app): State<App>, actor: Actor, Path(code): Path<String>, form: Form) -> Result<Response> {
    let mut tx = app.begin(&actor).await?;
    targets::lock(&mut tx, &code).await?;
    let place = open(&mut tx, &actor, &code).await?;
    let kind = form.raw("nature").parse().unwrap_or(Kind::Formula);
    let book = store::all(&mut tx, &actor).await?;
    write(app, actor, tx, Shown { place, book, own: None, kind, sheet: None, overtaken: None }, form).await
}

pub async fn edit(State(app): State<App>, actor: Actor, Path(code): Path<String>) -> Result<Response> {
    let mut tx = app.read().await?;
    let (book, own, place) = open_own(&mut tx, &actor, &code).await?;
    let places: Vec<String> = own.places.iter().map(|(code, _)| code.clone()).collect();
    let (sheet, revision) = match own.draft() {
        Some(draft) => (Some(draft.sheet.clone()), draft.revision),
        None => (own.published().map(|version| version.sheet.clone()), 0),
    };
    let is_next = own.draft().is_none();
    let form = sheet.as_ref().map_or_else(
        || Form::filled([]),
        |sheet| request::filled(sheet, &words(&book, &own, &sheet.formula), &places, revision, is_next),
    );
    let kind = own.kind;
    page(&app, &actor, &mut tx, Shown { place, book, own: Some(own), kind, sheet, overtaken: None }, &form).await
}

/// A formula kept, in the words of the catalogue; one that does not read is given back as it was typed.
fn words(book: &Book, own: &Own, formula: &str) -> String {
    let read = book.read(&own.code, formula);
    read.map_or_else(|_| formula.to_owned(), |read| read.written(&book.names(&own.code)))
}

pub async fn save(State(app): State<App>, actor: Actor, Path(code): Path<String>, form: Form) -> Result<Response> {
    let mut tx = app.begin(&actor).await?;
    // Whoever publishes waits here for whoever does already: two formulas cannot close a loop together.
    targets::lock(&mut tx, "FR").await?;
    let (book, own, place) = open_own(&mut tx, &actor, &code).await?;
    let kind = own.kind;
    write(app, actor, tx, Shown { place, book, own: Some(own), kind, sheet: None, overtaken: None }, form).await
}

/// What the page is about, beside what is typed.
struct Shown {
    place: Place,
    book: Book,
    /// None for one that is not kept yet.
    own: Option<Own>,
    kind: Kind,
    /// What the form first says, to try it at once.
    sheet: Option<Sheet>,
    /// What somebody kept since the form was shown.
    overtaken: Option<Sheet>,
}

async fn write(app: App, actor: Actor, mut tx: base::Tx, mut shown: Shown, mut form: Form) -> Result<Response> {
    let gesture = Gesture::read(&form);
    match &gesture {
        Gesture::Insert(word) => form = request::with_word(&form, word),
        Gesture::Repair(text) => form = request::with_formula(&form, text),
        _ => {}
    }
    if !matches!(gesture, Gesture::Keep | Gesture::Publish) {
        return page(&app, &actor, &mut tx, shown, &form).await;
    }
    let publishing = gesture == Gesture::Publish;
    let is_next = shown.own.as_ref().is_some_and(|own| own.published().is_some());
    let today = app.clock.today();
    let mut sheet = request::read(&mut form, shown.kind, today, is_next, publishing);
    let code = shown.own.as_ref().map_or_else(String::new, |own| own.code.clone());
    let places = read_places(&mut tx, &shown, &mut form).await?;
    request::variant(&mut form, &shown.book, &code, &sheet);
    if let Some(own) = shown.own.as_ref().filter(|_| publishing) {
        request::after(&mut form, own, &sheet);
    }
    if shown.kind == Kind::Formula {
        match check(&mut tx, &shown.book, &code, &sheet, &places).await? {
            Checked::Right(read) if publishing => sheet.formula = read.kept(),
            Checked::Wrong(mistake) if publishing => form.refuse("formule", mistake.message),
            _ => {}
        }
    }
    let draft = shown.own.as_ref().and_then(Own::draft);
    let revision = draft.map_or(0, |draft| draft.revision);
    if form.is_valid() && form.raw("revision").parse::<i64>().unwrap_or_default() != revision {
        shown.overtaken = draft
            .map(|draft| draft.sheet.clone())
            .or_else(|| shown.own.as_ref().and_then(Own::published).map(|version| version.sheet.clone()));
        let typed = with_revision(&form, revision);
        return page(&app, &actor, &mut tx, shown, &typed).await;
    }
    if !form.is_valid() {
        return page(&app, &actor, &mut tx, shown, &form).await;
    }
    let territory = shown.place.code().to_owned();
    let code = match &shown.own {
        Some(own) => own.code.clone(),
        None => store::create(&mut tx, &territory, shown.kind).await?,
    };
    let number = shown.own.as_ref().map_or(1, |own| {
        own.draft().map_or(own.versions.last().map_or(1, |version| version.number + 1), |draft| draft.number)
    });
    if !is_next {
        store::place(&mut tx, &code, &places).await?;
    }
    store::keep(&mut tx, &code, number, revision + 1, &sheet).await?;
    if publishing {
        store::publish(&mut tx, &code, number).await?;
    }
    let act = if publishing { acts::PUBLISHED } else { acts::KEPT };
    tx.audit(act, Target::new(acts::OWN, &code).at(&territory)).await?;
    tx.commit().await?;
    let leads =
        if publishing { format!("/indicateurs/{code}?dit=publie") } else { format!("/indicateurs/{code}/modifier") };
    Ok(Redirect::to(&leads).into_response())
}

fn with_revision(form: &Form, revision: i64) -> Form {
    let formula = form.raw("formule").to_owned();
    let same = request::with_formula(form, &formula);
    request::at_revision(&same, revision)
}

/// The territories ticked, each the holder's or below it.
async fn read_places(tx: &mut Tx, shown: &Shown, form: &mut Form) -> Result<Vec<String>> {
    if let Some(own) = shown.own.as_ref().filter(|own| own.published().is_some()) {
        return Ok(own.places.iter().map(|(code, _)| code.clone()).collect());
    }
    let offered = offered(tx, &shown.place).await?;
    let mut ticked: Vec<String> = form.raw_all("lieux").map(str::to_owned).collect();
    ticked.sort();
    ticked.dedup();
    if ticked.is_empty() {
        form.refuse(
            "lieux",
            fr("Cochez au moins un territoire : l’indicateur y apparaîtra, et sur tous ceux d’en dessous."),
        );
    }
    if ticked.iter().any(|code| !offered.iter().any(|territory| territory.code.as_str() == code)) {
        form.refuse("lieux", "Choisissez dans la liste.");
    }
    Ok(ticked)
}

/// The holder, and the territories below that it may name one by one.
async fn offered(tx: &mut Tx, place: &Place) -> Result<Vec<Territory>> {
    let mut offered = vec![place.territory.clone()];
    if place.level() == Level::Platform {
        return Ok(offered);
    }
    let levels: &[Level] = match place.level() {
        Level::Nation => &[Level::Region],
        Level::Region => &[Level::Academy, Level::Department],
        Level::Academy => &[Level::Department],
        _ => &[Level::Platform],
    };
    let within = place::within(tx, place.code()).await?;
    offered.extend(within.into_iter().filter(|territory| levels.contains(&territory.level)));
    Ok(offered)
}

async fn page(app: &App, actor: &Actor, tx: &mut Tx, shown: Shown, form: &Form) -> Result<Response> {
    let offered = offered(tx, &shown.place).await?;
    let code = shown.own.as_ref().map_or_else(String::new, |own| own.code.clone());
    let today = app.clock.today();
    // What is typed is tried as it is, whatever else is wrong.
    let mut quiet = request::with_formula(form, form.raw("formule"));
    let sheet = shown.sheet.clone().filter(|_| form.raw("formule").is_empty());
    let sheet = sheet.unwrap_or_else(|| request::read(&mut quiet, shown.kind, today, false, false));
    let places: Vec<String> = form.raw_all("lieux").map(str::to_owned).collect();
    let checked = match shown.kind {
        Kind::Formula if !sheet.formula.is_empty() => Some(check(tx, &shown.book, &code, &sheet, &places).await?),
        _ => None,
    };
    let question = Question {
        territory: shown.place.code().to_owned(),
        period: Period::school_year(Period::school_year_of(today)),
        at: today,
        known_on: None,
        by: vec![],
        only: vec![],
    };
    let tried = match &checked {
        Some(Checked::Right(_)) => Some(ground::trial(app, tx, actor, &shown.book, &sheet, &code, &question).await?),
        _ => None,
    };
    let below = match (&tried, shown.place.level().child()) {
        (Some(_), Some(level)) => {
            let within = place::within(tx, shown.place.code()).await?;
            within.into_iter().filter(|territory| territory.level == level).collect()
        }
        _ => vec![],
    };
    let editing = Editing {
        place: &shown.place,
        own: shown.own.as_ref(),
        kind: shown.kind,
        book: &shown.book,
        names: shown.book.names(&code),
        offered: &offered,
        sheet: &sheet,
        checked: checked.as_ref(),
        tried: tried.as_ref(),
        below: &below,
        overtaken: shown.overtaken.as_ref(),
    };
    let status = match (form.is_valid(), editing.overtaken) {
        (_, Some(_)) => StatusCode::CONFLICT,
        (false, None) => StatusCode::UNPROCESSABLE_ENTITY,
        (true, None) => StatusCode::OK,
    };
    let page = Page::new(views::title(&editing), views::page(&editing, form)).above("Indicateurs", "/indicateurs");
    Ok((status, page.menu("/indicateurs").render(app, Some(actor))).into_response())
}

pub async fn retire(State(app): State<App>, actor: Actor, Path(code): Path<String>) -> Result<Response> {
    let mut tx = app.begin(&actor).await?;
    targets::lock(&mut tx, "FR").await?;
    let (book, own, place) = open_own(&mut tx, &actor, &code).await?;
    if own.published().is_none() {
        let why = "Un brouillon ne se lit nulle part\u{a0}: il n’y a rien à retirer.";
        return Err(Error::Refused(why.into()));
    }
    let standing = crate::indicators::own::targets::standing(&mut tx, &code).await?;
    if let Some(why) = views::held(&own, &standing, &book.using(&code)) {
        return Err(Error::Refused(why));
    }
    store::retire(&mut tx, &code).await?;
    tx.audit(acts::RETIRED, Target::new(acts::OWN, &code).at(place.code())).await?;
    tx.commit().await?;
    Ok(Redirect::to(&format!("/indicateurs/{code}?dit=retire")).into_response())
}
