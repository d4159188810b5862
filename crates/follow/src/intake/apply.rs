//! A list is applied, whole or not at all: one transaction, so that a program that dies in the middle leaves everything as it
//! was.
use super::acts;
use super::candidate::Candidate;
use super::gone::mark_gone;
use super::plan::{Outcome, PlannedLine, Totals};
use super::profile::{civil, details, left_on};
use super::project::project;
use super::reading::{Message, Overrides, ReadList, read_list};
use super::stage::{blocking, compare, forget_file, no_longer_staged, save_mapping, write_plan};
use crate::cases::event::{Source, What};
use crate::cases::store::{self as cases, NewCase, NewEvent};
use crate::youths::{Details, NewYouth, add_details, insert_youths};
use base::clock::{new_id, paris_day};
use base::{Actor, App, Error, Result};
use chrono::{DateTime, NaiveDate, Utc};
use db::{Id, Tx, sql};
use std::collections::HashMap;

#[derive(db::FromRow)]
struct Taken {
    platform: String,
    source: String,
    source_name: String,
    listed_on: NaiveDate,
}

/// What every line of a list shares.
pub(super) struct Context {
    pub list: Id,
    pub platform: String,
    pub source: Source,
    pub listed_on: NaiveDate,
    /// Code of the département of the platform (`29`): where its communes are looked for first.
    pub department: Option<String>,
}

impl Context {
    /// The INSEE code of the town a line names, where it is recognised.
    pub(super) fn commune(&self, candidate: &Candidate) -> Option<String> {
        let name = candidate.commune.as_deref().unwrap_or_default();
        let found =
            candidate.commune_code.as_deref().and_then(network::territories::geography::by_code).or_else(|| {
                network::territories::find(name, candidate.postcode.as_deref(), self.department.as_deref())
            });
        found.map(|commune| commune.code.to_owned())
    }

    fn details(&self, candidate: &Candidate) -> Details {
        details(candidate, self.source, self.commune(candidate))
    }

    fn listed(&self, candidate: &Candidate) -> NewEvent {
        NewEvent::on(
            self.listed_on,
            What::Listed { list: Some(self.list), source: self.source, left_on: left_on(candidate) },
        )
    }
}

/// Applies a staged list: the lines are decided afresh against what the platform knows now, then written together.
///
/// # Errors
/// [`Error::Refused`] when the list was already applied or abandoned.
pub async fn apply(app: &App, actor: &Actor, list: Id) -> Result<Totals> {
    let (read, overrides) = read_again(app, list).await?;
    let mut tx = app.begin(actor).await?;
    let applied = write(&mut tx, list, read, &overrides).await?;
    tx.commit().await?;
    Ok(applied.totals)
}

/// Reads the file of a staged list as it was read when it was staged, before the one writer is held.
async fn read_again(app: &App, list: Id) -> Result<(ReadList, String)> {
    #[derive(db::FromRow)]
    struct Kept {
        content: Vec<u8>,
        file_name: String,
        listed_on: NaiveDate,
        overrides: String,
        received_at: DateTime<Utc>,
    }
    let mut tx = app.read().await?;
    let kept: Kept = sql!(
        "SELECT f.content, l.file_name, l.listed_on, l.overrides, l.received_at
         FROM intake_list l JOIN intake_file f ON f.list_id = l.id WHERE l.id = $1 AND l.state = 'staged'"
    )
    .bind(list)
    .optional(&mut tx)
    .await?
    .ok_or_else(no_longer_staged)?;
    drop(tx);
    let mut overrides: Overrides =
        serde_json::from_str(&kept.overrides).map_err(|e| Error::Internal(format!("intake_list {list}: {e}")))?;
    // Ages and dates are judged on the days they were judged when the list was looked at.
    overrides.list_date = Some(kept.listed_on);
    let day = paris_day(kept.received_at);
    let read = blocking(move || read_list(&kept.content, &kept.file_name, &overrides, day))
        .await?
        .map_err(|e| Error::Refused(e.to_string()))?;
    Ok((read, kept.overrides))
}

/// What an application wrote.
pub(super) struct Applied {
    pub totals: Totals,
    pub lines: Vec<PlannedLine>,
    pub of_the_file: Vec<Message>,
}

/// Writes a staged list, read with these `overrides`, in the caller's transaction.
pub(super) async fn write(tx: &mut base::Tx, list: Id, mut read: ReadList, overrides: &str) -> Result<Applied> {
    let (now, by) = (tx.now(), tx.actor().account);
    let taken: Taken = sql!(
        "UPDATE intake_list SET state = 'applied', applied_at = $2, applied_by = $3
         WHERE id = $1 AND state = 'staged' AND overrides = $4
         RETURNING platform, source, source_name, listed_on"
    )
    .bind(list)
    .bind(now)
    .bind(by)
    .bind(overrides.to_owned())
    .optional(tx)
    .await?
    .ok_or_else(no_longer_staged)?;
    lock(tx, &taken.platform).await?;
    let lines = compare(tx, &taken.platform, std::mem::take(&mut read.lines)).await?;
    let context = Context {
        list,
        source: taken.source.parse().map_err(Error::Internal)?,
        listed_on: taken.listed_on,
        department: department(tx, &taken.platform).await?,
        platform: taken.platform,
    };
    let created = create(tx, &context, &lines).await?;
    write_plan(tx, list, &read.messages, &lines, &created).await?;
    attach(tx, &context, &lines).await?;
    mark_gone(tx, &context).await?;
    project(tx, list, now).await?;
    save_mapping(tx, &context.platform, &taken.source_name, &read.mapping).await?;
    forget_file(tx, list).await?;
    tx.audit(acts::APPLIED, acts::list(list, &context.platform)).await?;
    Ok(Applied { totals: Totals::of(&lines), lines, of_the_file: read.messages })
}

/// Two lists of one platform are applied one after the other: the second sees what the first created.
pub(super) async fn lock(tx: &mut Tx, platform: &str) -> db::Result<()> {
    // Not its code: SQLite would then look for it in all the events of the country, which refer to it.
    sql!("UPDATE platform SET opened_on = opened_on WHERE code = $1")
        .bind(platform.to_owned())
        .execute(tx)
        .await
        .map(drop)
}

pub(super) async fn department(tx: &mut Tx, platform: &str) -> db::Result<Option<String>> {
    let row: Option<(String,)> =
        sql!("SELECT department FROM platform WHERE code = $1").bind(platform.to_owned()).optional(tx).await?;
    Ok(row.and_then(|(code,)| code.strip_prefix('D').map(str::to_owned)))
}

/// Creates the youths that nobody knows, each with his case; returns whom each line created.
async fn create(tx: &mut base::Tx, context: &Context, lines: &[PlannedLine]) -> Result<HashMap<u32, Id>> {
    let now = tx.now();
    let new: Vec<(u32, &Candidate)> = lines
        .iter()
        .filter_map(|line| match &line.outcome {
            Outcome::Create(candidate) => Some((line.line, candidate.as_ref())),
            _ => None,
        })
        .collect();
    let youths: Vec<NewYouth> = new
        .iter()
        .map(|(_, candidate)| NewYouth {
            id: new_id(now),
            civil: civil(candidate),
            details: context.details(candidate),
        })
        .collect();
    insert_youths(tx, Some(context.list), &youths).await?;
    let cases = youths.iter().zip(&new).map(|(youth, (_, candidate))| NewCase {
        id: new_id(now),
        youth: youth.id,
        platform: context.platform.clone(),
        list: Some(context.list),
        traits: youth.traits(),
        opening: vec![context.listed(candidate)],
    });
    cases::open(tx, &context.platform, cases.collect()).await?;
    Ok(new.iter().zip(&youths).map(|((line, _), youth)| (*line, youth.id)).collect())
}

/// The case of each line: the one that the platform holds for its youth, the last opened if he has several.
pub(super) async fn set_cases(tx: &mut Tx, context: &Context) -> db::Result<()> {
    sql!(
        "UPDATE intake_line SET case_id =
            (SELECT c.id FROM youth_case c WHERE c.youth_id = intake_line.youth_id AND c.platform = $2
             ORDER BY c.created_at DESC, c.id DESC LIMIT 1)
         WHERE list_id = $1 AND youth_id IS NOT NULL AND case_id IS NULL"
    )
    .bind(context.list)
    .bind(context.platform.clone())
    .execute(tx)
    .await
    .map(drop)
}

async fn attach(tx: &mut base::Tx, context: &Context, lines: &[PlannedLine]) -> Result<()> {
    let known: Vec<(Id, &Candidate)> = lines
        .iter()
        .filter_map(|line| match &line.outcome {
            Outcome::Attach(candidate, youth, _) => Some((*youth, candidate.as_ref())),
            _ => None,
        })
        .collect();
    tell(tx, context, &known).await
}

#[derive(db::FromRow)]
struct Stands {
    id: Id,
    youth_id: Id,
    verification: String,
    verified_on: Option<NaiveDate>,
    closed: bool,
    closed_on: Option<NaiveDate>,
}

/// What a list tells of youths already known: details not known yet, and a new departure where one is reported. The
/// projections of their cases are the caller's to make again.
pub(super) async fn tell(tx: &mut base::Tx, context: &Context, known: &[(Id, &Candidate)]) -> Result<()> {
    let told: Vec<(Id, Details)> = known.iter().map(|(youth, c)| (*youth, context.details(c))).collect();
    add_details(tx, Some(context.list), &told).await?;
    let standing = standing(tx, &context.platform).await?;
    for (youth, candidate) in known {
        let Some(case) = standing.get(youth) else {
            open_again(tx, context, *youth, candidate).await?;
            continue;
        };
        match left_on(candidate).and_then(|left| case.departure(left)) {
            Some(Departure::Reopens) => {
                let mut events = vec![context.listed(candidate)];
                if case.closed {
                    events.push(NewEvent::on(context.listed_on, What::Reopened));
                }
                cases::append(tx, case.id, events).await?;
            }
            Some(Departure::OpensAnother) => open_again(tx, context, *youth, candidate).await?,
            None => {}
        }
    }
    set_cases(tx, context).await?;
    Ok(())
}

/// What a departure later than what is known of a case asks for.
enum Departure {
    /// The youth was found not concerned before: he is to be verified again (MEASURE.md §2).
    Reopens,
    /// The case was closed before, on a youth who was concerned: another spell begins.
    OpensAnother,
}

impl Stands {
    fn departure(&self, left: NaiveDate) -> Option<Departure> {
        if self.verification == "not_concerned" {
            return self.verified_on.is_some_and(|on| left > on).then_some(Departure::Reopens);
        }
        (self.closed && self.closed_on.is_some_and(|on| left > on)).then_some(Departure::OpensAnother)
    }
}

async fn open_again(tx: &mut base::Tx, context: &Context, youth: Id, candidate: &Candidate) -> Result<()> {
    let traits = crate::youths::store::traits(tx, youth).await?;
    let case = NewCase {
        id: new_id(tx.now()),
        youth,
        platform: context.platform.clone(),
        list: Some(context.list),
        traits,
        opening: vec![context.listed(candidate)],
    };
    cases::open(tx, &context.platform, vec![case]).await?;
    Ok(())
}

/// Where the last case of each youth of the platform stands.
async fn standing(tx: &mut Tx, platform: &str) -> db::Result<HashMap<Id, Stands>> {
    let rows: Vec<Stands> = sql!(
        "SELECT c.id, c.youth_id, f.verification, f.closed,
                CASE WHEN f.verification = 'not_concerned'
                     THEN (SELECT max(e.happened_on) FROM case_event e WHERE e.case_id = c.id AND e.kind = 'Verified'
                           AND NOT EXISTS (SELECT 1 FROM case_event r WHERE r.case_id = e.case_id AND r.replaces = e.number))
                END AS verified_on,
                CASE WHEN f.closed
                     THEN (SELECT max(e.happened_on) FROM case_event e WHERE e.case_id = c.id AND e.kind = 'Closed'
                           AND NOT EXISTS (SELECT 1 FROM case_event r WHERE r.case_id = e.case_id AND r.replaces = e.number))
                END AS closed_on
         FROM youth_case c JOIN case_facts f ON f.case_id = c.id
         WHERE c.platform = $1 ORDER BY c.created_at, c.id"
    )
    .bind(platform.to_owned())
    .all(tx)
    .await?;
    Ok(rows.into_iter().map(|row| (row.youth_id, row)).collect())
}
