//! Publishing, for the national team.
use super::actions::{PUBLICATION_ASKED, RELEASE};
use super::model::Quarter;
use super::publish::{JOB, may_be};
use super::{store, views};
use axum::extract::State;
use axum::response::Redirect;
use base::{Actor, App, Error, Form, Page, Result, Target, jobs};
use db::{Tx, sql};
use maud::Markup;
use network::rights::{self, Permission};

const READ_ONLY: &str =
    "Les chiffres sont publiés par l’équipe nationale. Vous lisez ce qui l’est à la page « Données ouvertes ».";
/// How many quarters are offered.
const OFFERED: usize = 8;

pub async fn list(State(app): State<App>, actor: Actor, form: Form) -> Result<Markup> {
    let mut tx = app.read().await?;
    allowed(&mut tx, &actor).await?;
    let releases = store::list(&mut tx).await?;
    let yesterday = app.clock.today().pred_opt().unwrap_or_default();
    let last = Quarter::of(yesterday);
    let quarters = std::iter::successors(Some(last), |quarter| Some(quarter.before()));
    let over = quarters.filter(|quarter| quarter.last_day() <= yesterday).take(OFFERED);
    let missing: Vec<Quarter> = over.filter(|quarter| !releases.iter().any(|made| made.quarter == *quarter)).collect();
    let mut waiting = vec![];
    for quarter in &missing {
        if is_waiting(&mut tx, *quarter).await? {
            waiting.push(*quarter);
        }
    }
    drop(tx);
    let asked = form.raw("demande").parse().ok();
    let main = views::publications(&releases, &missing, &waiting, asked);
    Ok(Page::new("Publications", main).menu("/publications").render(&app, Some(&actor)))
}

/// Asks for a quarter to be published: it is done in the background.
pub async fn ask(State(app): State<App>, actor: Actor, form: Form) -> Result<Redirect> {
    let quarter: Quarter = form.raw("trimestre").parse().map_err(Error::BadRequest)?;
    let mut tx = app.begin(&actor).await?;
    allowed(&mut tx, &actor).await?;
    may_be(&mut tx, quarter, app.clock.today().pred_opt().unwrap_or_default()).await?;
    let now = tx.now();
    jobs::enqueue(&mut tx, now, JOB, &quarter.to_string(), Some(&key(quarter)), now).await?;
    tx.audit(PUBLICATION_ASKED, Target::new(RELEASE, quarter.to_string()).at("FR")).await?;
    tx.commit().await?;
    Ok(Redirect::to(&format!("/publications?demande={quarter}")))
}

async fn allowed(tx: &mut Tx, actor: &Actor) -> Result<()> {
    match rights::may(tx, actor, Permission::PublishFigures, "FR").await? {
        true => Ok(()),
        false => Err(Error::Forbidden(READ_ONLY)),
    }
}

fn key(quarter: Quarter) -> String {
    format!("{JOB}:{quarter}")
}

async fn is_waiting(tx: &mut Tx, quarter: Quarter) -> db::Result<bool> {
    let found: Option<(i64,)> = sql!("SELECT CAST(1 AS BIGINT) FROM job WHERE key = $1 AND finished_at IS NULL")
        .bind(key(quarter))
        .optional(tx)
        .await?;
    Ok(found.is_some())
}
