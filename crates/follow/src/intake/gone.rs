//! Lists are cumulative: who stood on the last one of a sender and no longer does has left it. Dated, and nothing more: it
//! closes no case.
use super::apply::Context;
use crate::cases::event::{Event, What};
use crate::cases::row::{COLUMNS, Row};
use chrono::NaiveDate;
use db::{Id, Tx, insert_many, sql};

/// The list of the same sender that a list follows.
#[derive(Clone, Debug, PartialEq, Eq, db::FromRow)]
pub struct Previous {
    pub id: Id,
    pub listed_on: NaiveDate,
    pub lines: i64,
}

/// The last applied list of the same sender that is not of a later day; for a list already applied, among those applied before
/// it.
pub async fn previous(tx: &mut Tx, list: Id) -> db::Result<Option<Previous>> {
    sql!(
        "SELECT before.id, before.listed_on, before.lines FROM intake_list this
         JOIN intake_list before ON before.platform = this.platform AND before.source_name = this.source_name
              AND before.state = 'applied' AND before.id <> this.id AND before.listed_on <= this.listed_on
              AND (before.applied_at < this.applied_at OR this.applied_at IS NULL)
         WHERE this.id = $1 ORDER BY before.listed_on DESC, before.applied_at DESC, before.id DESC LIMIT 1"
    )
    .bind(list)
    .optional(tx)
    .await
}

/// Whether a list of the same sender and of a later day is already applied: what this one no longer names says nothing then.
pub async fn is_overtaken(tx: &mut Tx, list: Id) -> db::Result<bool> {
    let (later,): (bool,) = sql!(
        "SELECT EXISTS (SELECT 1 FROM intake_list this
            JOIN intake_list later ON later.platform = this.platform AND later.source_name = this.source_name
                 AND later.state = 'applied' AND later.id <> this.id AND later.listed_on > this.listed_on
            WHERE this.id = $1)"
    )
    .bind(list)
    .one(tx)
    .await?;
    Ok(later)
}

/// The cases that stood on one list (`$1`), do not on another (`$2`), and that none of its lines still to settle may be; those
/// it already marked are left out.
macro_rules! gone {
    () => {
        "SELECT was.case_id FROM intake_line was
         JOIN case_facts f ON f.case_id = was.case_id
         WHERE was.list_id = $1
           AND NOT EXISTS (SELECT 1 FROM intake_line here WHERE here.list_id = $2 AND here.youth_id = was.youth_id)
           AND NOT EXISTS (SELECT 1 FROM intake_rival r JOIN intake_line l ON l.list_id = r.list_id AND l.line = r.line
                           WHERE r.list_id = $2 AND r.youth_id = was.youth_id AND l.verdict = 'to_review'
                             AND l.settled_at IS NULL)
           AND NOT EXISTS (SELECT 1 FROM case_event e WHERE e.case_id = was.case_id AND e.kind = 'LeftList'
                           AND e.list_id = $2)"
    };
}

/// How many cases a list not yet applied would mark as gone since that one.
pub async fn count_gone(tx: &mut Tx, before: Id, list: Id) -> db::Result<i64> {
    let (count,): (i64,) =
        sql!(concat!("SELECT CAST(count(DISTINCT gone.case_id) AS BIGINT) FROM (", gone!(), ") gone"))
            .bind(before)
            .bind(list)
            .one(tx)
            .await?;
    Ok(count)
}

/// A case that is no longer on a list.
#[derive(Clone, Debug, db::FromRow)]
pub struct Gone {
    pub id: Id,
    pub reference: String,
    pub last_name: String,
    pub first_names: String,
    pub usage_name: Option<String>,
}

/// Some of those that a list not yet applied would mark as gone, in alphabetical order.
pub async fn would_go(tx: &mut Tx, before: Id, list: Id, limit: i64, offset: i64) -> db::Result<Vec<Gone>> {
    sql!(concat!(
        "SELECT c.id, c.reference, y.last_name, y.first_names, y.usage_name
         FROM youth_case c JOIN youth y ON y.id = c.youth_id
         WHERE c.id IN (",
        gone!(),
        ") ORDER BY y.folded, c.id LIMIT $3 OFFSET $4"
    ))
    .bind(before)
    .bind(list)
    .bind(limit)
    .bind(offset)
    .all(tx)
    .await
}

/// Some of those that an applied list marked as gone.
pub async fn went(tx: &mut Tx, list: Id, limit: i64, offset: i64) -> db::Result<Vec<Gone>> {
    sql!(
        "SELECT c.id, c.reference, y.last_name, y.first_names, y.usage_name
         FROM youth_case c JOIN youth y ON y.id = c.youth_id
         WHERE c.id IN (SELECT e.case_id FROM case_event e WHERE e.list_id = $1 AND e.kind = 'LeftList'
                        AND NOT EXISTS (SELECT 1 FROM case_event r WHERE r.case_id = e.case_id AND r.replaces = e.number))
         ORDER BY y.folded, c.id LIMIT $2 OFFSET $3"
    )
    .bind(list)
    .bind(limit)
    .bind(offset)
    .all(tx)
    .await
}

/// How many cases an applied list marked as gone.
pub async fn count_went(tx: &mut Tx, list: Id) -> db::Result<i64> {
    let (count,): (i64,) = sql!(
        "SELECT CAST(count(*) AS BIGINT) FROM case_event e WHERE e.list_id = $1 AND e.kind = 'LeftList'
         AND NOT EXISTS (SELECT 1 FROM case_event r WHERE r.case_id = e.case_id AND r.replaces = e.number)"
    )
    .bind(list)
    .one(tx)
    .await?;
    Ok(count)
}

#[derive(db::FromRow)]
struct Numbered {
    id: Id,
    platform: String,
    events: i64,
}

/// Records that those who stood on the list before have left this one. Their projections are the caller's to make again.
pub(super) async fn mark_gone(tx: &mut base::Tx, context: &Context) -> db::Result<()> {
    if is_overtaken(tx, context.list).await? {
        return Ok(());
    }
    let Some(before) = previous(tx, context.list).await? else { return Ok(()) };
    let numbered: Vec<Numbered> = sql!(concat!(
        "UPDATE youth_case SET events = events + 1 WHERE id IN (",
        gone!(),
        ") RETURNING id, platform, events"
    ))
    .bind(before.id)
    .bind(context.list)
    .all(tx)
    .await?;
    let (now, by) = (tx.now(), tx.actor().account);
    let rows = numbered.into_iter().map(|case| {
        let event = Event {
            number: case.events,
            happened_on: context.listed_on,
            recorded_at: now,
            recorded_by: by,
            platform: case.platform,
            replaces: None,
            what: What::LeftList { list: Some(context.list), source: context.source },
            note: None,
            why: None,
        };
        Row::from(&event).cells(case.id)
    });
    insert_many(tx, "case_event", COLUMNS, rows).await?;
    Ok(())
}
