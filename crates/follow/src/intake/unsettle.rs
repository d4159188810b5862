//! A doubtful line settled by mistake waits again: what the choice brought is withdrawn, as when a list is undone. The lines
//! settled with it wait again too.
use super::acts;
use super::apply::lock;
use super::candidate::Candidate;
use super::settle::platform;
use super::undo::{Holding, Later, Obstacle, held, withdraw};
use crate::cases::store::project_youth;
use crate::youths::store::refresh_keys;
use base::french::count;
use base::{Actor, App, Error, Result};
use chrono::{DateTime, Duration, Utc};
use db::{Id, Tx, sql};
use std::collections::BTreeSet;

/// A choice that stands: whom the line was said to be, and when.
#[derive(Clone, Debug, db::FromRow)]
pub struct Choice {
    youth_id: Id,
    settled_at: DateTime<Utc>,
    /// The choice created the youth.
    created: bool,
}

/// The choice made on a line of an applied list; none while it waits.
pub async fn choice(tx: &mut Tx, list: Id, line: i64) -> db::Result<Option<Choice>> {
    sql!(
        "SELECT l.youth_id, l.settled_at, (y.list_id IS NOT NULL AND y.created_at = l.settled_at) AS created
         FROM intake_line l
         JOIN intake_list list ON list.id = l.list_id AND list.state = 'applied'
         JOIN youth y ON y.id = l.youth_id AND y.removed_at IS NULL
         WHERE l.list_id = $1 AND l.line = $2 AND l.verdict = 'to_review' AND l.settled_at IS NOT NULL"
    )
    .bind(list)
    .bind(line)
    .optional(tx)
    .await
}

/// Undoes the choice made on a line, in one transaction.
///
/// # Errors
/// [`Error::Refused`], with the way out, when there is no choice to undo, or when something was recorded since on the youth.
pub async fn unsettle(app: &App, actor: &Actor, list: Id, line: i64) -> Result<()> {
    let mut tx = app.begin(actor).await?;
    let platform = platform(&mut tx, list).await?;
    lock(&mut tx, &platform).await?;
    let Some(choice) = choice(&mut tx, list, line).await? else {
        return Err(Error::Refused("Aucun choix n’est à annuler sur cette ligne\u{a0}: elle attend toujours.".into()));
    };
    // Held until the end: nobody records in them meanwhile.
    sql!("UPDATE youth_case SET events = events WHERE youth_id = $1").bind(choice.youth_id).execute(&mut tx).await?;
    if let Some(obstacle) = obstacle(&mut tx, &choice).await? {
        return Err(Error::Refused(obstacle.to_string()));
    }
    let youth = choice.youth_id;
    let mut touched = BTreeSet::from([youth]);
    let brought = brought(&mut tx, &platform, &choice).await?;
    touched.extend(withdraw(&mut tx, &platform, &brought).await?);
    for line in lines(&mut tx, &choice).await? {
        take_back(&mut tx, &choice, &line).await?;
    }
    if choice.created {
        let now = tx.now();
        sql!("DELETE FROM youth_key WHERE youth_id = $1").bind(youth).execute(&mut tx).await?;
        sql!("UPDATE youth SET removed_at = $2 WHERE id = $1").bind(youth).bind(now).execute(&mut tx).await?;
    } else {
        refresh_keys(&mut tx, youth).await?;
    }
    for youth in touched {
        sql!(
            "UPDATE youth_case SET events = (SELECT max(e.number) FROM case_event e WHERE e.case_id = youth_case.id)
             WHERE youth_id = $1"
        )
        .bind(youth)
        .execute(&mut tx)
        .await?;
        project_youth(&mut tx, youth).await?;
    }
    tx.audit(acts::UNSETTLED, acts::list(list, &platform)).await?;
    tx.commit().await?;
    Ok(())
}

/// Why a choice can no longer be undone, and the way out; none when it can.
pub async fn obstacle(tx: &mut Tx, choice: &Choice) -> db::Result<Option<Obstacle>> {
    let lists = later_lists(tx, choice).await?;
    if !lists.is_empty() {
        return Ok(Some(Obstacle::Lists(lists)));
    }
    let gestures = later_gestures(tx, choice).await?;
    Ok((gestures > 0).then(|| {
        Obstacle::Because(format!(
            "{} depuis sur ce jeune. Retirez-les de son dossier pour pouvoir annuler ce choix, ou gardez-le.",
            count(gestures, "geste a été noté", "gestes ont été notés")
        ))
    }))
}

/// The lists applied, or settled, since that named the youth or said that he had left them.
async fn later_lists(tx: &mut Tx, choice: &Choice) -> db::Result<Vec<Later>> {
    sql!(
        "SELECT list.id, list.source_name, list.listed_on, list.received_at FROM intake_list list
         WHERE list.state = 'applied'
           AND list.id IN (
               SELECT l.list_id FROM intake_line l JOIN intake_list i ON i.id = l.list_id
               WHERE l.youth_id = $1 AND (l.settled_at > $2 OR (i.applied_at > $2 AND (l.settled_at <> $2 OR l.settled_at IS NULL)))
               UNION SELECT e.list_id FROM youth_case c JOIN case_event e ON e.case_id = c.id
               WHERE c.youth_id = $1 AND e.recorded_at > $2 AND e.list_id IS NOT NULL AND e.kind <> 'Withdrawn'
                 AND NOT EXISTS (SELECT 1 FROM case_event r WHERE r.case_id = e.case_id AND r.replaces = e.number))
         ORDER BY list.received_at DESC, list.id"
    )
    .bind(choice.youth_id)
    .bind(choice.settled_at)
    .all(tx)
    .await
}

/// How many events, ways to reach and corrections of who he is people recorded since.
async fn later_gestures(tx: &mut Tx, choice: &Choice) -> db::Result<i64> {
    let (gestures,): (i64,) = sql!(
        "SELECT CAST(
             (SELECT count(*) FROM youth_case c JOIN case_event e ON e.case_id = c.id
              WHERE c.youth_id = $1 AND e.recorded_at > $2 AND e.list_id IS NULL AND e.kind <> 'Withdrawn'
                AND NOT EXISTS (SELECT 1 FROM case_event r WHERE r.case_id = e.case_id AND r.replaces = e.number))
           + (SELECT count(*) FROM contact_point x
              WHERE x.youth_id = $1 AND x.list_id IS NULL AND x.recorded_at > $2 AND x.removed_at IS NULL)
           + (SELECT count(*) FROM guardian x
              WHERE x.youth_id = $1 AND x.list_id IS NULL AND x.recorded_at > $2 AND x.removed_at IS NULL)
           + (SELECT count(*) FROM former_identity x WHERE x.youth_id = $1 AND x.corrected_at > $2) AS BIGINT)"
    )
    .bind(choice.youth_id)
    .bind(choice.settled_at)
    .one(tx)
    .await?;
    Ok(gestures)
}

/// The events the choice recorded: in the cases of the youth, and those of whom it showed to have left a list.
async fn brought(tx: &mut Tx, platform: &str, choice: &Choice) -> db::Result<Vec<Holding>> {
    sql!(concat!(
        held!(),
        " WHERE c.youth_id = $3 AND e.recorded_at = $2 AND (e.list_id IS NOT NULL OR e.kind = 'Reopened')
           AND e.kind <> 'Withdrawn'
           AND NOT EXISTS (SELECT 1 FROM case_event r WHERE r.case_id = e.case_id AND r.replaces = e.number)
         UNION ALL ",
        held!(),
        " WHERE e.list_id IN (SELECT id FROM intake_list WHERE platform = $1) AND e.recorded_at = $2 AND e.kind = 'LeftList'
           AND c.youth_id <> $3
           AND NOT EXISTS (SELECT 1 FROM case_event r WHERE r.case_id = e.case_id AND r.replaces = e.number)
         ORDER BY 1, 3"
    ))
    .bind(platform.to_owned())
    .bind(choice.settled_at)
    .bind(choice.youth_id)
    .all(tx)
    .await
}

/// A line settled by the choice.
#[derive(db::FromRow)]
struct Line {
    list_id: Id,
    line: i64,
    candidate: String,
}

async fn lines(tx: &mut Tx, choice: &Choice) -> db::Result<Vec<Line>> {
    sql!("SELECT list_id, line, candidate FROM intake_line WHERE youth_id = $1 AND settled_at = $2")
        .bind(choice.youth_id)
        .bind(choice.settled_at)
        .all(tx)
        .await
}

/// Takes away what the line told of the youth, and opens it again.
async fn take_back(tx: &mut base::Tx, choice: &Choice, line: &Line) -> Result<()> {
    let now = tx.now();
    // The schoolings told together are a microsecond apart.
    let until = choice.settled_at + Duration::milliseconds(1);
    for statement in [
        sql!(
            "UPDATE schooling SET removed_at = $4 WHERE youth_id = $1 AND list_id = $2 AND recorded_at BETWEEN $3 AND $5 AND removed_at IS NULL"
        ),
        sql!(
            "UPDATE contact_point SET removed_at = $4 WHERE youth_id = $1 AND list_id = $2 AND recorded_at BETWEEN $3 AND $5 AND removed_at IS NULL"
        ),
        sql!(
            "UPDATE guardian SET removed_at = $4 WHERE youth_id = $1 AND list_id = $2 AND recorded_at BETWEEN $3 AND $5 AND removed_at IS NULL"
        ),
    ] {
        let statement =
            statement.bind(choice.youth_id).bind(line.list_id).bind(choice.settled_at).bind(now).bind(until);
        statement.execute(tx).await?;
    }
    let candidate: Candidate = serde_json::from_str(&line.candidate)
        .map_err(|e| Error::Internal(format!("intake_line, list {}, line {}: {e}", line.list_id, line.line)))?;
    for ine in &candidate.ines {
        sql!("UPDATE youth_ine SET removed_at = $4 WHERE youth_id = $1 AND list_id = $2 AND ine = $3 AND removed_at IS NULL")
            .bind(choice.youth_id)
            .bind(line.list_id)
            .bind(ine.as_str().to_owned())
            .bind(now)
            .execute(tx)
            .await?;
    }
    sql!(
        "UPDATE intake_line SET settled_at = NULL, settled_by = NULL, settled_as = NULL, youth_id = NULL, case_id = NULL
         WHERE list_id = $1 AND line = $2"
    )
    .bind(line.list_id)
    .bind(line.line)
    .execute(tx)
    .await?;
    Ok(())
}
