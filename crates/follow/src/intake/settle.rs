//! A doubtful line is settled by a person: it is somebody known, or somebody new. The same person on another list, still
//! doubtful there, is settled with it: the question is asked once.
use super::acts;
use super::apply::{Context, department, lock, set_cases, tell};
use super::candidate::Candidate;
use super::gone::mark_gone;
use super::known;
use super::plan::identity;
use super::profile::{civil, details, left_on};
use super::project::project;
use crate::cases::event::What;
use crate::cases::store::{self as cases, NewCase, NewEvent};
use crate::youths::{NewYouth, insert_youths};
use base::clock::new_id;
use base::{Actor, App, Error, Result};
use chrono::{DateTime, NaiveDate, Utc};
use db::{Id, Tx, insert_many, sql};
use matching::{Identity, Verdict, compare};
use std::collections::BTreeSet;

/// What a person says of a doubtful line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Settlement {
    /// It is this youth, one of those it was shown to resemble.
    Same(Id),
    /// It is none of them.
    Different,
}

/// What became of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settled {
    pub youth: Id,
    /// Nobody known was him: he was created.
    pub created: bool,
    /// How many other doubtful lines, being the same person, were settled with this one.
    pub others: usize,
}

/// A line that waits for a person.
#[derive(Clone, Debug)]
struct Open {
    list: Id,
    line: i64,
    candidate: Candidate,
    identity: Identity,
}

#[derive(Clone, Debug, db::FromRow)]
struct AppliedList {
    id: Id,
    source: String,
    source_name: String,
    listed_on: NaiveDate,
    applied_at: DateTime<Utc>,
}

/// Settles a line of an applied list.
///
/// # Errors
/// [`Error::Refused`] when somebody else settled it first, or the youth is not among those the line resembles.
pub async fn settle(app: &App, actor: &Actor, list: Id, line: i64, settlement: Settlement) -> Result<Settled> {
    let mut tx = app.begin(actor).await?;
    let platform = platform(&mut tx, list).await?;
    lock(&mut tx, &platform).await?;
    let open = open_lines(&mut tx, &platform).await?;
    let Some(asked) = open.iter().find(|o| o.list == list && o.line == line) else { return Err(no_longer_open()) };
    let (same, rest): (Vec<Open>, Vec<Open>) =
        open.iter().cloned().partition(|o| compare(&o.identity, &asked.identity).verdict == Verdict::Same);
    let lists = Lists::of(&mut tx, &platform).await?;
    let settled = settle_together(&mut tx, &lists, asked, &same, settlement).await?;
    if settled.created {
        resembles(&mut tx, &asked.identity, settled.youth, &rest).await?;
    }
    for context in lists.since(&same)? {
        mark_gone(&mut tx, &context).await?;
        let now = tx.now();
        project(&mut tx, context.list, now).await?;
    }
    tx.audit(acts::SETTLED, acts::list(list, &platform)).await?;
    tx.commit().await?;
    Ok(settled)
}

fn no_longer_open() -> Error {
    Error::Refused("Cette ligne n’est plus à trancher\u{a0}: quelqu’un l’a tranchée, ou la liste a été annulée.".into())
}

pub(super) async fn platform(tx: &mut Tx, list: Id) -> Result<String> {
    let row: Option<(String,)> = sql!("SELECT platform FROM intake_list WHERE id = $1").bind(list).optional(tx).await?;
    Ok(row.ok_or(Error::NotFound)?.0)
}

/// Every line of the platform that waits, in the order in which the lists were applied: who is created is created by the first
/// list that named him.
async fn open_lines(tx: &mut Tx, platform: &str) -> Result<Vec<Open>> {
    let rows: Vec<(Id, i64, String)> = sql!(
        "SELECT l.list_id, l.line, l.candidate FROM intake_line l JOIN intake_list list ON list.id = l.list_id
         WHERE list.platform = $1 AND list.state = 'applied' AND l.verdict = 'to_review' AND l.settled_at IS NULL
         ORDER BY list.applied_at, list.id, l.line"
    )
    .bind(platform.to_owned())
    .all(tx)
    .await?;
    rows.into_iter()
        .map(|(list, line, text)| {
            let candidate: Candidate = serde_json::from_str(&text)
                .map_err(|e| Error::Internal(format!("intake_line, list {list}, line {line}: {e}")))?;
            Ok(Open { list, line, identity: identity(&candidate), candidate })
        })
        .collect()
}

/// The applied lists of a platform, in the order in which they were applied.
struct Lists {
    platform: String,
    department: Option<String>,
    lists: Vec<AppliedList>,
}

impl Lists {
    async fn of(tx: &mut Tx, platform: &str) -> Result<Self> {
        let lists = sql!(
            "SELECT id, source, source_name, listed_on, applied_at FROM intake_list
             WHERE platform = $1 AND state = 'applied' ORDER BY applied_at, id"
        )
        .bind(platform.to_owned())
        .all(tx)
        .await?;
        Ok(Lists { platform: platform.to_owned(), department: department(tx, platform).await?, lists })
    }

    fn context(&self, list: &AppliedList) -> Result<Context> {
        Ok(Context {
            list: list.id,
            platform: self.platform.clone(),
            source: list.source.parse().map_err(Error::Internal)?,
            listed_on: list.listed_on,
            department: self.department.clone(),
        })
    }

    fn context_of(&self, id: Id) -> Result<Context> {
        self.context(self.lists.iter().find(|list| list.id == id).ok_or_else(no_longer_open)?)
    }

    /// The lists of these lines, and those of the same senders applied since: whom a line named may have left them.
    fn since(&self, lines: &[Open]) -> Result<Vec<Context>> {
        let ids: BTreeSet<Id> = lines.iter().map(|line| line.list).collect();
        let settled: Vec<&AppliedList> = self.lists.iter().filter(|list| ids.contains(&list.id)).collect();
        let follows = |list: &&AppliedList| {
            settled.iter().any(|s| s.source_name == list.source_name && s.applied_at <= list.applied_at)
        };
        self.lists.iter().filter(follows).map(|list| self.context(list)).collect()
    }
}

async fn settle_together(
    tx: &mut base::Tx,
    lists: &Lists,
    asked: &Open,
    same: &[Open],
    settlement: Settlement,
) -> Result<Settled> {
    let mut youth = match settlement {
        Settlement::Same(youth) => {
            must_be_a_rival(tx, asked, youth).await?;
            Some(youth)
        }
        Settlement::Different => come_since(tx, &lists.platform, asked).await?,
    };
    let created = youth.is_none();
    for line in same {
        let context = lists.context_of(line.list)?;
        match youth {
            None => {
                take(tx, line, "different").await?;
                youth = Some(create(tx, &context, line).await?);
            }
            Some(youth) => {
                // Somebody known under the identity of this line: the next list recognises him by it.
                take(tx, line, "same").await?;
                assign(tx, line, youth).await?;
                tell(tx, &context, &[(youth, &line.candidate)]).await?;
            }
        }
        let now = tx.now();
        project(tx, line.list, now).await?;
    }
    let youth = youth.ok_or_else(no_longer_open)?;
    Ok(Settled { youth, created, others: same.len().saturating_sub(1) })
}

/// Somebody surely this person whom the platform has come to know since the list was applied, another way.
async fn come_since(tx: &mut Tx, platform: &str, asked: &Open) -> Result<Option<Id>> {
    let rivals: Vec<(Id,)> =
        sql!("SELECT youth_id FROM intake_rival WHERE list_id = $1 AND line = $2 AND youth_id IS NOT NULL")
            .bind(asked.list)
            .bind(asked.line)
            .all(tx)
            .await?;
    let known = known::of_platform(tx, platform).await?;
    Ok(known
        .into_iter()
        .filter(|k| !rivals.contains(&(k.youth,)))
        .find(|k| compare(&asked.identity, &k.identity).verdict == Verdict::Same)
        .map(|k| k.youth))
}

async fn must_be_a_rival(tx: &mut Tx, asked: &Open, youth: Id) -> Result<()> {
    let found: Option<(i64,)> = sql!(
        "SELECT CAST(1 AS BIGINT) FROM intake_rival r JOIN youth y ON y.id = r.youth_id AND y.removed_at IS NULL
         WHERE r.list_id = $1 AND r.line = $2 AND r.youth_id = $3 LIMIT 1"
    )
    .bind(asked.list)
    .bind(asked.line)
    .bind(youth)
    .optional(tx)
    .await?;
    found
        .map(drop)
        .ok_or_else(|| Error::Refused("Ce jeune n’est pas de ceux à qui la ligne ressemble. Rouvrez la page.".into()))
}

/// Takes a line: two people never settle it both.
async fn take(tx: &mut base::Tx, line: &Open, word: &'static str) -> Result<()> {
    let (now, by) = (tx.now(), tx.actor().account);
    let taken = sql!(
        "UPDATE intake_line SET settled_at = $3, settled_by = $4, settled_as = $5
         WHERE list_id = $1 AND line = $2 AND verdict = 'to_review' AND settled_at IS NULL"
    )
    .bind(line.list)
    .bind(line.line)
    .bind(now)
    .bind(by)
    .bind(word.to_owned())
    .execute(tx)
    .await?;
    if taken == 0 { Err(no_longer_open()) } else { Ok(()) }
}

async fn assign(tx: &mut Tx, line: &Open, youth: Id) -> db::Result<()> {
    sql!("UPDATE intake_line SET youth_id = $3 WHERE list_id = $1 AND line = $2")
        .bind(line.list)
        .bind(line.line)
        .bind(youth)
        .execute(tx)
        .await
        .map(drop)
}

async fn create(tx: &mut base::Tx, context: &Context, line: &Open) -> Result<Id> {
    let candidate = &line.candidate;
    let commune = context.commune(candidate);
    let youth = NewYouth {
        id: new_id(tx.now()),
        civil: civil(candidate),
        details: details(candidate, context.source, commune),
    };
    insert_youths(tx, Some(context.list), std::slice::from_ref(&youth)).await?;
    let listed = What::Listed { list: Some(context.list), source: context.source, left_on: left_on(candidate) };
    let case = NewCase {
        id: new_id(tx.now()),
        youth: youth.id,
        platform: context.platform.clone(),
        list: Some(context.list),
        traits: youth.traits(),
        opening: vec![NewEvent::on(context.listed_on, listed)],
    };
    cases::open(tx, &context.platform, vec![case]).await?;
    assign(tx, line, youth.id).await?;
    set_cases(tx, context).await?;
    Ok(youth.id)
}

/// Shows the youth just created to the lines still open that he resembles.
async fn resembles(tx: &mut Tx, identity: &Identity, youth: Id, open: &[Open]) -> db::Result<()> {
    let mut rows = vec![];
    for line in open {
        let comparison = compare(&line.identity, identity);
        if comparison.verdict != Verdict::Near {
            continue;
        }
        let (last,): (i64,) =
            sql!("SELECT COALESCE(max(position), -1) FROM intake_rival WHERE list_id = $1 AND line = $2")
                .bind(line.list)
                .bind(line.line)
                .one(tx)
                .await?;
        let reasons = comparison.reasons.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        rows.push(vec![
            line.list.into(),
            line.line.into(),
            (last + 1).into(),
            youth.into(),
            db::Cell::Null,
            reasons.into(),
        ]);
    }
    insert_many(tx, "intake_rival", super::stage::RIVALS, rows).await?;
    Ok(())
}
