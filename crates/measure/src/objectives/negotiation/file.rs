//! One objective as somebody reads it or answers it.
use super::model::Side;
use super::store::{self, Assessment};
use super::subject::Objective;
use crate::dashboards::place::{self, Place};
use crate::figures::Period;
use crate::objectives::store as targets;
use base::{Actor, App, Error, Result};
use chrono::NaiveDate;
use db::{Id, Tx};
use network::rights::{self, Permission, Role};
use network::territories::{Territory, store as territories};

const READ_ONLY: &str = "Vous pouvez lire cet objectif, pas le négocier\u{a0}: c’est l’affaire du responsable départemental et des responsables de la plate-forme.";

pub struct File {
    /// The platform that commits itself.
    pub place: Place,
    pub department: Territory,
    pub objective: Objective,
    /// The latest first; none for an indicator.
    pub assessments: Vec<Assessment>,
    /// For whom the reader speaks, if for anybody.
    pub side: Option<Side>,
    pub today: NaiveDate,
}

/// # Errors
/// [`Error::NotFound`] when it does not exist, or the actor does not read the figures of its platform.
pub async fn open(app: &App, tx: &mut Tx, actor: &Actor, id: Id) -> Result<File> {
    let (platform, year) = store::whose(tx, id).await?.ok_or(Error::NotFound)?;
    let place = place::find(tx, actor, &platform).await?;
    load(app, tx, actor, id, place, year).await
}

/// The same, to say something: for a side, while the others who would speak wait.
///
/// # Errors
/// Those of [`open`]; [`Error::Forbidden`] for who only reads; [`Error::Refused`] when nothing can be said any more.
pub async fn open_to_speak(app: &App, tx: &mut base::Tx, actor: &Actor, id: Id) -> Result<(File, Side)> {
    let (platform, year) = store::whose(tx, id).await?.ok_or(Error::NotFound)?;
    let place = place::find(tx, actor, &platform).await?;
    let side = side(tx, actor, &platform).await?.ok_or(Error::Forbidden(READ_ONLY))?;
    targets::lock(tx, &platform).await?;
    let file = load(app, tx, actor, id, place, year).await?;
    if !file.objective.subject.is_alive() {
        return Err(Error::Refused(retired(file.objective.subject.label())));
    }
    Ok((file, side))
}

impl File {
    /// Whether the school year is over: what was agreed can then be assessed, not negotiated.
    pub fn is_over(&self) -> bool {
        is_over(self.objective.year, self.today)
    }
}

fn is_over(year: i32, today: NaiveDate) -> bool {
    Period::school_year(year).to < today
}

/// # Errors
/// [`Error::Refused`] once the school year is over.
pub fn in_time(year: i32, today: NaiveDate) -> Result<()> {
    if is_over(year, today) {
        return Err(Error::Refused(
            "Cette année scolaire est terminée\u{a0}: ses objectifs se lisent, ils ne se négocient plus.".into(),
        ));
    }
    Ok(())
}

/// Said of an indicator that left the catalogue.
pub fn retired(code: &str) -> String {
    format!(
        "L’indicateur «\u{202f}{code}\u{202f}» n’est plus au catalogue\u{a0}: cet objectif ne se négocie plus. Ce qui a été dit et convenu reste lisible."
    )
}

async fn load(app: &App, tx: &mut Tx, actor: &Actor, id: Id, place: Place, year: i32) -> Result<File> {
    let department = department(tx, &place.territory).await?;
    let side = side(tx, actor, place.code()).await?;
    let objectives = store::of_year(tx, place.code(), year).await?;
    let objective = objectives.into_iter().find(|objective| objective.id == id).ok_or(Error::NotFound)?;
    let assessments = store::assessments(tx, id).await?;
    Ok(File { place, department, objective, assessments, side, today: app.clock.today() })
}

/// The département of a platform.
pub async fn department(tx: &mut Tx, platform: &Territory) -> Result<Territory> {
    let missing = || Error::Internal(format!("platform {}: no département above", platform.code));
    let code = platform.parent.as_ref().ok_or_else(missing)?;
    territories::find_territory(tx, code).await?.ok_or_else(missing)
}

/// For whom the actor speaks at the platform; who holds both roles speaks from the desk where he sits.
pub async fn side(tx: &mut Tx, actor: &Actor, platform: &str) -> db::Result<Option<Side>> {
    let above = rights::may(tx, actor, Permission::ProposeObjectives, platform).await?;
    let own = rights::may(tx, actor, Permission::AnswerObjectives, platform).await?;
    let at_platform = actor.desk.role == Role::PlatformLead.code();
    Ok(match (above, own) {
        (true, true) if at_platform => Some(Side::Platform),
        (true, _) => Some(Side::Department),
        (false, true) => Some(Side::Platform),
        (false, false) => None,
    })
}
