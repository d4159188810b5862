//! An applied list is undone: what it brought is withdrawn, dated like everything else, and is seen no more.
use super::acts;
use super::apply::lock;
use super::project::project;
use super::words;
use crate::cases::row;
use crate::cases::store as cases;
use crate::youths::store::refresh_keys;
use base::{Actor, App, Error, Result};
use chrono::{DateTime, NaiveDate, Utc};
use db::{Cell, Id, Tx, insert_many, sql};
use std::collections::{BTreeSet, HashMap};

#[derive(db::FromRow)]
struct Applied {
    platform: String,
    applied_at: DateTime<Utc>,
}

/// Undoes an applied list, in one transaction.
///
/// # Errors
/// [`Error::Refused`], with the way out, when something has been built upon it since: a later list of the same sender, or
/// events recorded in the cases it opened.
pub async fn undo(app: &App, actor: &Actor, list: Id) -> Result<()> {
    let mut tx = app.begin(actor).await?;
    let applied = take(&mut tx, list).await?;
    lock(&mut tx, &applied.platform).await?;
    // Held until the end: nobody records in them meanwhile.
    sql!("UPDATE youth_case SET events = events WHERE id IN (SELECT case_id FROM case_event WHERE list_id = $1)")
        .bind(list)
        .execute(&mut tx)
        .await?;
    if let Some(obstacle) = obstacle(&mut tx, list).await? {
        return Err(Error::Refused(obstacle.to_string()));
    }
    let recorded = recorded(&mut tx, list).await?;
    withdraw(&mut tx, &applied.platform, &recorded).await?;
    sql!(
        "UPDATE youth_case SET events = (SELECT max(e.number) FROM case_event e WHERE e.case_id = youth_case.id)
         WHERE id IN (SELECT case_id FROM case_event WHERE list_id = $1)"
    )
    .bind(list)
    .execute(&mut tx)
    .await?;
    let with_ine = remove_details(&mut tx, list).await?;
    remove_youths(&mut tx, list).await?;
    open_lines_again(&mut tx, list).await?;
    for youth in with_ine {
        refresh_keys(&mut tx, youth).await?;
    }
    project(&mut tx, list, applied.applied_at).await?;
    tx.audit(acts::UNDONE, acts::list(list, &applied.platform)).await?;
    tx.commit().await?;
    Ok(())
}

async fn take(tx: &mut base::Tx, list: Id) -> Result<Applied> {
    let (now, by) = (tx.now(), tx.actor().account);
    sql!(
        "UPDATE intake_list SET state = 'undone', undone_at = $2, undone_by = $3 WHERE id = $1 AND state = 'applied'
         RETURNING platform, applied_at"
    )
    .bind(list)
    .bind(now)
    .bind(by)
    .optional(tx)
    .await?
    .ok_or_else(|| Error::Refused("Cette liste n’est pas appliquée\u{a0}: il n’y a rien à annuler.".into()))
}

/// A list applied since, that rests on what is to be undone.
#[derive(Clone, Debug, PartialEq, Eq, db::FromRow)]
pub struct Later {
    pub id: Id,
    pub source_name: String,
    pub listed_on: NaiveDate,
    pub received_at: DateTime<Utc>,
}

impl Later {
    /// « SIEI du 24 nov. 2026, déposée le 25 nov. 2026 ».
    pub fn title(&self) -> String {
        words::dated(&self.source_name, self.listed_on, self.received_at)
    }
}

/// Why something can no longer be undone, and the way out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// Lists applied since, the latest first.
    Lists(Vec<Later>),
    Because(String),
}

impl Obstacle {
    /// What comes before the names of the lists, and after; the whole when no list stands in the way.
    pub fn around(&self) -> (&str, &'static str) {
        match self {
            Obstacle::Because(why) => (why, ""),
            Obstacle::Lists(lists) if lists.len() == 1 => {
                ("Une liste appliquée depuis s’appuie sur ces dossiers\u{a0}: ", ". Annulez-la d’abord.")
            }
            Obstacle::Lists(_) => (
                "Des listes appliquées depuis s’appuient sur ces dossiers\u{a0}: ",
                ". Annulez-les d’abord, dans cet ordre.",
            ),
        }
    }
}

impl std::fmt::Display for Obstacle {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (before, after) = self.around();
        let lists = match self {
            Obstacle::Lists(lists) => lists.iter().map(Later::title).collect::<Vec<_>>().join("\u{202f}; "),
            Obstacle::Because(_) => String::new(),
        };
        write!(f, "{before}{lists}{after}")
    }
}

/// Why an applied list can no longer be undone, and the way out; none when it can.
pub async fn obstacle(tx: &mut Tx, list: Id) -> db::Result<Option<Obstacle>> {
    let lists = later_lists(tx, list).await?;
    if !lists.is_empty() {
        return Ok(Some(Obstacle::Lists(lists)));
    }
    let events = later_events(tx, list).await?;
    if events > 0 {
        return Ok(Some(Obstacle::Because(format!(
            "{} depuis dans les dossiers que cette liste a ouverts ou rouverts. Retirez-les de ces dossiers, ou gardez la \
             liste et corrigez dossier par dossier.",
            base::french::count(events, "geste a été noté", "gestes ont été notés")
        ))));
    }
    let details = later_details(tx, list).await?;
    Ok((details > 0).then(|| {
        Obstacle::Because(format!(
            "{} depuis pour des jeunes que cette liste a fait connaître. Retirez-les de ces dossiers, ou gardez la liste et \
             corrigez dossier par dossier.",
            base::french::count(details, "coordonnée a été ajoutée", "coordonnées ont été ajoutées")
        ))
    }))
}

/// The lists applied since that were compared with this one, or whose youths are those this one brought; the latest first.
async fn later_lists(tx: &mut Tx, list: Id) -> db::Result<Vec<Later>> {
    sql!(
        "SELECT after.id, after.source_name, after.listed_on, after.received_at FROM intake_list this
         JOIN intake_list after ON after.platform = this.platform AND after.state = 'applied'
              AND after.applied_at > this.applied_at
         WHERE this.id = $1
           AND (after.source_name = this.source_name
                OR EXISTS (SELECT 1 FROM intake_line l JOIN youth y ON y.id = l.youth_id
                           WHERE l.list_id = after.id AND y.list_id = this.id)
                OR EXISTS (SELECT 1 FROM intake_line l JOIN youth_case c ON c.id = l.case_id
                           WHERE l.list_id = after.id AND c.list_id = this.id))
         ORDER BY after.applied_at DESC, after.id"
    )
    .bind(list)
    .all(tx)
    .await
}

/// How many events that still hold were recorded by people after the list opened a case, or opened it again.
async fn later_events(tx: &mut Tx, list: Id) -> db::Result<i64> {
    let (events,): (i64,) = sql!(
        "SELECT CAST(count(*) AS BIGINT) FROM (
             SELECT DISTINCT e.case_id, e.number
             FROM case_event told JOIN case_event e ON e.case_id = told.case_id AND e.number > told.number
             WHERE told.list_id = $1 AND told.kind = 'Listed' AND e.list_id IS NULL AND e.kind <> 'Withdrawn'
               AND NOT (e.kind = 'Reopened' AND e.recorded_at = told.recorded_at)
               AND NOT EXISTS (SELECT 1 FROM case_event r WHERE r.case_id = e.case_id AND r.replaces = e.number)) later"
    )
    .bind(list)
    .one(tx)
    .await?;
    Ok(events)
}

/// How many ways to reach, guardians, schoolings and INE people added to the youths the list brought.
async fn later_details(tx: &mut Tx, list: Id) -> db::Result<i64> {
    let (details,): (i64,) = sql!(
        "WITH brought AS (SELECT id FROM youth WHERE list_id = $1)
         SELECT CAST(
             (SELECT count(*) FROM contact_point x JOIN brought b ON b.id = x.youth_id
              WHERE x.list_id IS NULL AND x.removed_at IS NULL)
           + (SELECT count(*) FROM guardian x JOIN brought b ON b.id = x.youth_id
              WHERE x.list_id IS NULL AND x.removed_at IS NULL)
           + (SELECT count(*) FROM schooling x JOIN brought b ON b.id = x.youth_id
              WHERE x.list_id IS NULL AND x.removed_at IS NULL)
           + (SELECT count(*) FROM youth_ine x JOIN brought b ON b.id = x.youth_id
              WHERE x.list_id IS NULL AND x.removed_at IS NULL) AS BIGINT)"
    )
    .bind(list)
    .one(tx)
    .await?;
    Ok(details)
}

/// An event to withdraw, and how many its case has.
#[derive(db::FromRow)]
pub(super) struct Holding {
    case_id: Id,
    youth_id: Id,
    number: i64,
    events: i64,
}

/// The events to withdraw, their cases: what a [`Holding`] is read from.
macro_rules! held {
    () => {
        "SELECT e.case_id, c.youth_id, e.number, c.events FROM case_event e JOIN youth_case c ON c.id = e.case_id"
    };
}
pub(super) use held;

/// Every event the list recorded that still holds, and the reopenings that went with them.
async fn recorded(tx: &mut Tx, list: Id) -> db::Result<Vec<Holding>> {
    sql!(concat!(
        held!(),
        " WHERE e.case_id IN (SELECT case_id FROM case_event WHERE list_id = $1)
           AND (e.list_id = $1
                OR (e.kind = 'Reopened'
                    AND EXISTS (SELECT 1 FROM case_event l WHERE l.case_id = e.case_id AND l.list_id = $1
                                AND l.recorded_at = e.recorded_at)))
           AND e.kind <> 'Withdrawn'
           AND NOT EXISTS (SELECT 1 FROM case_event r WHERE r.case_id = e.case_id AND r.replaces = e.number)
         ORDER BY e.case_id, e.number"
    ))
    .bind(list)
    .all(tx)
    .await
}

/// Withdraws events; returns the youths whose cases they were in. The counts of their events are the caller's to bring up to
/// date.
pub(super) async fn withdraw(tx: &mut base::Tx, platform: &str, holding: &[Holding]) -> Result<BTreeSet<Id>> {
    let (now, by) = (tx.now(), tx.actor().account);
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
    Ok(holding.iter().map(|held| held.youth_id).collect())
}

/// Takes away what the list told; returns the youths known before it who lose an INE.
async fn remove_details(tx: &mut base::Tx, list: Id) -> Result<Vec<Id>> {
    let now = tx.now();
    let with_ine: Vec<(Id,)> = sql!(
        "SELECT DISTINCT i.youth_id FROM youth_ine i JOIN youth y ON y.id = i.youth_id
         WHERE i.list_id = $1 AND i.removed_at IS NULL AND (y.list_id IS NULL OR y.list_id <> $1)"
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
    Ok(with_ine.into_iter().map(|(id,)| id).collect())
}

/// The youths the list brought are seen nowhere and matched with nobody; the cases it opened stand nowhere.
async fn remove_youths(tx: &mut base::Tx, list: Id) -> db::Result<()> {
    let now = tx.now();
    let facts = sql!(
        "DELETE FROM case_facts WHERE case_id IN (SELECT id FROM youth_case WHERE list_id = $1) RETURNING platform, entry_on"
    );
    let gone = facts.bind(list).all(tx).await?;
    cases::touched(tx, gone);
    for statement in [
        sql!("DELETE FROM case_due WHERE case_id IN (SELECT id FROM youth_case WHERE list_id = $1)"),
        sql!("DELETE FROM youth_key WHERE youth_id IN (SELECT id FROM youth WHERE list_id = $1)"),
    ] {
        statement.bind(list).execute(tx).await?;
    }
    sql!("UPDATE youth SET removed_at = $2 WHERE list_id = $1").bind(list).bind(now).execute(tx).await?;
    Ok(())
}

/// Lines of other lists that a person settled as a youth this list had brought wait again.
async fn open_lines_again(tx: &mut Tx, list: Id) -> db::Result<()> {
    sql!(
        "UPDATE intake_line SET settled_at = NULL, settled_by = NULL, settled_as = NULL, youth_id = NULL, case_id = NULL
         WHERE list_id <> $1 AND settled_at IS NOT NULL AND youth_id IN (SELECT id FROM youth WHERE list_id = $1)"
    )
    .bind(list)
    .execute(tx)
    .await
    .map(drop)
}
