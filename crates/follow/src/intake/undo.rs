//! An applied list is undone: what it brought is withdrawn, dated like everything else, and is seen no more.
use super::apply::lock;
use crate::cases::row;
use crate::cases::store as cases;
use crate::youths::store::refresh_keys;
use base::{Actor, App, Error, Result, Target};
use chrono::{DateTime, Utc};
use db::{Cell, Id, Tx, insert_many, sql};
use std::collections::HashMap;

#[derive(db::FromRow)]
struct Applied {
    platform: String,
    applied_at: DateTime<Utc>,
}

/// Undoes an applied list.
///
/// # Errors
/// [`Error::Refused`], with the way out, when something has been built upon it since: a later list of the same sender, or
/// events recorded in the cases it opened.
pub async fn undo(app: &App, actor: &Actor, list: Id) -> Result<()> {
    let mut tx = app.begin(actor).await?;
    let (now, by) = (tx.now(), actor.account);
    let applied: Applied = sql!("SELECT platform, applied_at FROM intake_list WHERE id = $1 AND state = 'applied'")
        .bind(list)
        .optional(&mut tx)
        .await?
        .ok_or_else(|| Error::Refused("Cette liste n’est pas appliquée\u{a0}: il n’y a rien à annuler.".into()))?;
    lock(&mut tx, &applied.platform).await?;
    if let Some(why) = obstacle(&mut tx, list).await? {
        return Err(Error::Refused(why));
    }
    let touched = withdraw(&mut tx, list, applied.applied_at, &applied.platform).await?;
    let told = remove_details(&mut tx, list, now).await?;
    sql!("DELETE FROM case_facts WHERE case_id IN (SELECT id FROM youth_case WHERE list_id = $1)")
        .bind(list)
        .execute(&mut tx)
        .await?;
    sql!("DELETE FROM case_due WHERE case_id IN (SELECT id FROM youth_case WHERE list_id = $1)")
        .bind(list)
        .execute(&mut tx)
        .await?;
    sql!("UPDATE youth SET removed_at = $2 WHERE list_id = $1").bind(list).bind(now).execute(&mut tx).await?;
    sql!("DELETE FROM youth_key WHERE youth_id IN (SELECT id FROM youth WHERE list_id = $1)")
        .bind(list)
        .execute(&mut tx)
        .await?;
    for youth in touched.into_iter().chain(told) {
        refresh_keys(&mut tx, youth).await?;
        cases::project_youth(&mut tx, youth).await?;
    }
    let undone = sql!(
        "UPDATE intake_list SET state = 'undone', undone_at = $2, undone_by = $3 WHERE id = $1 AND state = 'applied'"
    )
    .bind(list)
    .bind(now)
    .bind(by)
    .execute(&mut tx)
    .await?;
    if undone == 0 {
        return Err(Error::Refused("Cette liste vient d’être annulée par quelqu’un d’autre.".into()));
    }
    tx.audit("liste annulée", Target::new("liste", list).at(&applied.platform)).await?;
    tx.commit().await?;
    Ok(())
}

/// Why an applied list can no longer be undone, and the way out; none when it can.
pub async fn obstacle(tx: &mut Tx, list: Id) -> db::Result<Option<String>> {
    let later: Option<(String,)> = sql!(
        "SELECT after.file_name FROM intake_list this
         JOIN intake_list after ON after.platform = this.platform AND after.state = 'applied'
              AND after.applied_at > this.applied_at
         WHERE this.id = $1
           AND (after.source_name = this.source_name
                OR EXISTS (SELECT 1 FROM intake_line l JOIN youth y ON y.id = l.youth_id
                           WHERE l.list_id = after.id AND y.list_id = this.id))
         ORDER BY after.applied_at DESC LIMIT 1"
    )
    .bind(list)
    .optional(tx)
    .await?;
    if let Some((file_name,)) = later {
        return Ok(Some(format!(
            "La liste «\u{202f}{file_name}\u{202f}», appliquée depuis, s’appuie sur celle-ci. Annulez d’abord cette liste plus récente."
        )));
    }
    let (events,): (i64,) = sql!(
        "SELECT CAST(count(*) AS BIGINT) FROM youth_case c JOIN case_event e ON e.case_id = c.id
         WHERE c.list_id = $1 AND e.list_id IS NULL AND e.kind <> 'Withdrawn'
           AND NOT EXISTS (SELECT 1 FROM case_event r WHERE r.case_id = e.case_id AND r.replaces = e.number)"
    )
    .bind(list)
    .one(tx)
    .await?;
    Ok((events > 0).then(|| {
        format!(
            "{} depuis dans les dossiers que cette liste a créés. Retirez-les de ces dossiers, ou gardez la liste et corrigez dossier par dossier.",
            base::french::count(events, "geste a été noté", "gestes ont été notés")
        )
    }))
}

#[derive(db::FromRow)]
struct Holding {
    case_id: Id,
    youth_id: Id,
    number: i64,
    events: i64,
    opened_by_list: bool,
}

/// Withdraws every event the list recorded; returns the youths, known before it, whose cases changed.
async fn withdraw(tx: &mut base::Tx, list: Id, applied_at: DateTime<Utc>, platform: &str) -> Result<Vec<Id>> {
    let (now, by) = (tx.now(), tx.actor().account);
    let holding: Vec<Holding> = sql!(
        "SELECT e.case_id, c.youth_id, e.number, c.events,
                (c.list_id IS NOT NULL AND c.list_id = $1) AS opened_by_list
         FROM case_event e JOIN youth_case c ON c.id = e.case_id
         WHERE (e.list_id = $1
                OR (e.kind = 'Reopened' AND e.recorded_at = $2
                    AND EXISTS (SELECT 1 FROM case_event l WHERE l.case_id = e.case_id AND l.list_id = $1)))
           AND e.kind <> 'Withdrawn'
           AND NOT EXISTS (SELECT 1 FROM case_event r WHERE r.case_id = e.case_id AND r.replaces = e.number)
         ORDER BY e.case_id, e.number"
    )
    .bind(list)
    .bind(applied_at)
    .all(tx)
    .await?;
    let mut last: HashMap<Id, i64> = HashMap::new();
    let rows: Vec<Vec<Cell>> = holding
        .iter()
        .map(|held| {
            let number = last.entry(held.case_id).or_insert(held.events);
            *number += 1;
            let withdrawal = row::Row {
                number: *number,
                kind: "Withdrawn".into(),
                happened_on: base::clock::paris_day(now),
                recorded_at: now,
                recorded_by: by,
                platform: platform.to_owned(),
                replaces: Some(held.number),
                ..row::Row::default()
            };
            withdrawal.cells(held.case_id)
        })
        .collect();
    insert_many(tx, "case_event", row::COLUMNS, rows).await?;
    sql!(
        "UPDATE youth_case SET events = (SELECT max(e.number) FROM case_event e WHERE e.case_id = youth_case.id)
         WHERE id IN (SELECT case_id FROM case_event WHERE list_id = $1)"
    )
    .bind(list)
    .execute(tx)
    .await?;
    Ok(holding.iter().filter(|h| !h.opened_by_list).map(|h| h.youth_id).collect())
}

/// Takes away what the list told of youths known before it; returns them.
async fn remove_details(tx: &mut Tx, list: Id, now: DateTime<Utc>) -> Result<Vec<Id>> {
    let told: Vec<(Id,)> = sql!(
        "SELECT DISTINCT told.youth_id FROM (
             SELECT youth_id FROM schooling WHERE list_id = $1 AND removed_at IS NULL
             UNION SELECT youth_id FROM youth_ine WHERE list_id = $1 AND removed_at IS NULL
         ) told JOIN youth y ON y.id = told.youth_id WHERE y.list_id IS NULL OR y.list_id <> $1"
    )
    .bind(list)
    .all(tx)
    .await?;
    for statement in [
        sql!("UPDATE schooling SET removed_at = $2 WHERE list_id = $1 AND removed_at IS NULL"),
        sql!("UPDATE youth_ine SET removed_at = $2 WHERE list_id = $1 AND removed_at IS NULL"),
        sql!("UPDATE contact_point SET removed_at = $2 WHERE list_id = $1 AND removed_at IS NULL"),
        sql!("UPDATE guardian SET removed_at = $2 WHERE list_id = $1 AND removed_at IS NULL"),
    ] {
        statement.bind(list).bind(now).execute(tx).await?;
    }
    Ok(told.into_iter().map(|(id,)| id).collect())
}
