use super::known::{Lookalike, lookalikes};
use super::views;
use crate::acts;
use crate::cases::event::What;
use crate::cases::forms::YesNo;
use crate::cases::gesture::Gesture;
use crate::cases::scope::{self, PlatformScope};
use crate::cases::store::{self, NewCase, NewEvent};
use crate::youths::typed::{self, TypedIne};
use crate::youths::{Civil, Details, NewYouth, add_details, insert_youths};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use base::form::{Day, Text};
use base::french::{age, fr};
use base::{Actor, App, Error, Form, Page, Result, new_id};
use chrono::{Duration, NaiveDate};
use db::Id;
use matching::Verdict;

/// `/plates-formes/{platform}/dossiers/nouveau`: who came, and what for.
pub async fn form(State(app): State<App>, actor: Actor, Path(platform): Path<String>) -> Result<Response> {
    let mut tx = app.read().await?;
    let scope = scope::platform_to_write(&mut tx, &actor, &platform).await?;
    Ok(show(&app, &actor, &scope, &Form::default(), &[]).into_response())
}

fn show(app: &App, actor: &Actor, scope: &PlatformScope, form: &Form, alike: &[Lookalike]) -> maud::Markup {
    let list = format!("/plates-formes/{}/dossiers", scope.code);
    let main = views::page(&scope.code, form, alike, app.clock.today());
    Page::new("Un jeune est venu", main).above("Dossiers", &list).menu(list).render(app, Some(actor))
}

/// What was typed, checked.
struct Came {
    civil: Civil,
    details: Details,
    on: NaiveDate,
    right_to_return: bool,
    note: Option<String>,
}

/// Whom the person at the desk says it is.
enum Choice {
    NotYet,
    Known(Id),
    SomebodyElse,
}

/// Opens a case for the one who came, unless he is known: then what he asks goes into his case.
pub async fn open(
    State(app): State<App>,
    actor: Actor,
    Path(platform): Path<String>,
    mut form: Form,
) -> Result<Response> {
    let mut tx = app.begin(&actor).await?;
    let scope = scope::platform_to_write(&mut tx, &actor, &platform).await?;
    let department = scope.code.split('-').next().map(str::to_owned);
    let Some(came) = read(&mut form, department.as_deref(), app.clock.today()) else {
        drop(tx);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, show(&app, &actor, &scope, &form, &[])).into_response());
    };
    let alike = lookalikes(&mut tx, &scope.code, &came.civil, &came.details.ines).await?;
    if let Some(done) = alike.iter().find(|known| is_the_same_form(known, &came, &actor, tx.now())) {
        return Ok(Redirect::to(&format!("/dossiers/{}?dit=ouvert", done.case)).into_response());
    }
    let choice = match form.raw("choix") {
        "" => Choice::NotYet,
        "autre" => Choice::SomebodyElse,
        id => id.parse().map_or(Choice::NotYet, Choice::Known),
    };
    let to = match choice {
        Choice::NotYet if !alike.is_empty() => {
            drop(tx);
            return Ok((StatusCode::CONFLICT, show(&app, &actor, &scope, &form, &alike)).into_response());
        }
        Choice::Known(youth) => {
            let known = alike.iter().find(|known| known.youth == youth).ok_or(Error::NotFound)?;
            join(&mut tx, known, came).await?
        }
        Choice::NotYet | Choice::SomebodyElse => open_case(&mut tx, &scope.code, came).await?,
    };
    tx.audit(acts::OPENING, acts::case(to.0, &scope.code)).await?;
    tx.commit().await?;
    Ok(Redirect::to(&to.1).into_response())
}

/// The same person has just opened this very case: the form came twice.
fn is_the_same_form(known: &Lookalike, came: &Came, actor: &Actor, now: chrono::DateTime<chrono::Utc>) -> bool {
    known.created_by == actor.account
        && now - known.created_at <= Duration::minutes(1)
        && known.verdict == Verdict::Same
        && known.born_on == came.civil.born_on
}

fn read(form: &mut Form, department: Option<&str>, today: NaiveDate) -> Option<Came> {
    let civil = typed::civil(form, today);
    let ine = form.optional::<TypedIne>("ine");
    let contacts = typed::contacts(form, department);
    let guardian = typed::guardian(form);
    let on = came_on(form, today);
    let right = match form.required::<YesNo>("droit-au-retour") {
        Some(answer) => Some(answer == YesNo::Yes),
        None => {
            form.refuse("droit-au-retour", "Dites s’il demande un droit au retour.");
            None
        }
    };
    let note = form.optional::<Text<2000>>("note");
    let civil = civil?;
    let on = on?;
    let years = age(civil.born_on, on);
    if years < 16 {
        let why = format!(
            "Il a {years} ans : la plate-forme suit les jeunes à partir de 16 ans. Orientez-le vers son établissement, ou vers le \
             service social en faveur des élèves."
        );
        form.refuse("ne", fr(&why));
    }
    let details = Details {
        ines: ine?.map(|TypedIne(ine)| ine).into_iter().collect(),
        contacts: contacts?,
        guardians: guardian?.into_iter().collect(),
        schoolings: vec![],
    };
    let (right_to_return, note) = (right?, note?.map(|text| text.0));
    form.is_valid().then_some(Came { civil, details, on, right_to_return, note })
}

/// The day he came: not to come, not a year ago.
fn came_on(form: &mut Form, today: NaiveDate) -> Option<NaiveDate> {
    let Day(day) = form.required("le")?;
    if day > today {
        form.refuse("le", "Cette date est à venir. Donnez le jour de sa venue.");
        return None;
    }
    if (today - day).num_days() > 366 {
        form.refuse("le", "Cette date a plus d’un an. Vérifiez l’année.");
        return None;
    }
    Some(day)
}

impl Came {
    fn event(&self) -> NewEvent {
        let what = What::CameForward { right_to_return: self.right_to_return };
        NewEvent { note: self.note.clone(), ..NewEvent::on(self.on, what) }
    }
}

/// Writes the coming into the case of somebody known, reopening it if it was closed, with what he says of himself.
async fn join(tx: &mut base::Tx, known: &Lookalike, came: Came) -> Result<(Id, String)> {
    let mut events = vec![came.event()];
    if known.closed {
        events.push(NewEvent::on(came.on, What::Reopened));
    }
    add_details(tx, None, &[(known.youth, came.details)]).await?;
    let numbers = store::append(tx, known.case, events).await?;
    let fait = Gesture::new(known.case, &numbers).map(|gesture| format!("?fait={gesture}")).unwrap_or_default();
    Ok((known.case, format!("/dossiers/{}{fait}", known.case)))
}

/// Writes the youth and opens his case.
async fn open_case(tx: &mut base::Tx, platform: &str, came: Came) -> Result<(Id, String)> {
    let (youth, case) = (new_id(tx.now()), new_id(tx.now()));
    let opening = vec![came.event()];
    let youths = [NewYouth { id: youth, civil: came.civil, details: came.details }];
    insert_youths(tx, None, &youths).await?;
    let [new] = &youths;
    let cases =
        vec![NewCase { id: case, youth, platform: platform.to_owned(), list: None, traits: new.traits(), opening }];
    store::open(tx, platform, cases).await?;
    Ok((case, format!("/dossiers/{case}?dit=ouvert")))
}
