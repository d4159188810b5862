//! Lists are cumulative: who stood on the last one of a sender and no longer does has left it. Dated, and nothing more: it
//! closes no case.
use super::apply::Context;
use crate::cases::event::What;
use crate::cases::store::{self as cases, NewEvent};
use db::{Id, Tx, sql};

/// The last list of the same sender that was applied before this one, if any.
pub(super) async fn previous(tx: &mut Tx, list: Id) -> db::Result<Option<Id>> {
    let row: Option<(Id,)> = sql!(
        "SELECT before.id FROM intake_list this
         JOIN intake_list before ON before.platform = this.platform AND before.source_name = this.source_name
              AND before.state = 'applied' AND before.id <> this.id
              AND (before.applied_at < this.applied_at OR this.applied_at IS NULL)
         WHERE this.id = $1 ORDER BY before.applied_at DESC LIMIT 1"
    )
    .bind(list)
    .optional(tx)
    .await?;
    Ok(row.map(|(id,)| id))
}

/// The cases that stood on `before`, do not on `list`, and that no line of `list` still to settle may be; those already marked
/// by `list` are left out.
pub(super) async fn gone(tx: &mut Tx, before: Id, list: Id) -> db::Result<Vec<Id>> {
    let rows: Vec<(Id,)> = sql!(
        "SELECT DISTINCT was.case_id FROM intake_line was
         JOIN case_facts f ON f.case_id = was.case_id
         WHERE was.list_id = $1
           AND NOT EXISTS (SELECT 1 FROM intake_line here WHERE here.list_id = $2 AND here.youth_id = was.youth_id)
           AND NOT EXISTS (SELECT 1 FROM intake_rival r JOIN intake_line l ON l.list_id = r.list_id AND l.line = r.line
                           WHERE r.list_id = $2 AND r.youth_id = was.youth_id AND l.verdict = 'to_review'
                             AND l.settled_at IS NULL)
           AND NOT EXISTS (SELECT 1 FROM case_event e WHERE e.case_id = was.case_id AND e.kind = 'LeftList'
                           AND e.list_id = $2)"
    )
    .bind(before)
    .bind(list)
    .all(tx)
    .await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Marks those who have left the list.
pub(super) async fn mark_gone(tx: &mut base::Tx, context: &Context) -> db::Result<()> {
    let Some(before) = previous(tx, context.list).await? else { return Ok(()) };
    for case in gone(tx, before, context.list).await? {
        let left = What::LeftList { list: Some(context.list), source: context.source };
        cases::append(tx, case, vec![NewEvent::on(context.listed_on, left)]).await?;
    }
    Ok(())
}
