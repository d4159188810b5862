//! A list is staged: read, planned and kept with its file, nothing applied yet. Staging again (another mapping, another sheet)
//! replaces what was planned.
use super::acts;
use super::apply::lock;
use super::candidate::Candidate;
use super::known;
use super::mapping::{ListKind, Mapping};
use super::plan::{Outcome, PlannedLine, Somebody, Totals, plan};
use super::profile::{source_name, source_of};
use super::reading::{CheckedLine, Level, Message, Overrides, ReadList, Verdict, read_list};
use crate::cases::event::Source;
use base::clock::new_id;
use base::{Actor, App, Error, Result, audit::hex};
use chrono::NaiveDate;
use db::{Cell, Id, insert_many, sql};
use std::collections::HashMap;

/// A file as it was received, with what the user said of it.
#[derive(Clone, Debug, Default)]
pub struct Received {
    pub platform: String,
    pub file_name: String,
    pub content: Vec<u8>,
    /// None: as the file looks.
    pub source: Option<Source>,
    /// The name under which lists of one sender follow each other; none: as the file looks.
    pub source_name: Option<String>,
    pub overrides: Overrides,
}

/// A list as read, before it is compared with anybody.
pub struct Understood {
    pub read: ReadList,
    pub source: Source,
    pub source_name: String,
    pub listed_on: NaiveDate,
    /// What the user and the memory of the source impose on the reading.
    pub overrides: Overrides,
}

/// Reads a file, with the mapping its source is known by.
///
/// # Errors
/// [`Error::Refused`] with a sentence that says what to do when the file as a whole cannot be taken in.
pub async fn understand(tx: &mut db::Tx, received: &Received, today: NaiveDate) -> Result<Understood> {
    let mut overrides = received.overrides.clone();
    let mut read = read(received.content.clone(), &received.file_name, overrides.clone(), today).await?;
    let source = received.source.unwrap_or_else(|| source_of(read.kind));
    let name = received.source_name.clone();
    let source_name = name.unwrap_or_else(|| source_name(read.kind, source, &candidates(&read), &received.file_name));
    if overrides.mapping.is_none()
        && let Some(saved) = saved_mapping(tx, &received.platform, &source_name).await?
    {
        overrides.mapping = Some(saved);
        read = self::read(received.content.clone(), &received.file_name, overrides.clone(), today).await?;
    }
    if read.kind == ListKind::Events {
        return Err(Error::Refused(TELLS_WHAT_HAPPENED.into()));
    }
    if let Some(dated) = read.list_date_found.filter(|day| overrides.list_date.is_none() && *day != today) {
        read.messages.push(dates_itself(dated));
    }
    Ok(Understood { source, source_name, listed_on: overrides.list_date.unwrap_or(today), read, overrides })
}

/// The day a file gives itself is proposed, never imposed: it may be that of a template.
fn dates_itself(day: NaiveDate) -> Message {
    Message {
        line: None,
        column: None,
        read: Some(base::french::date_numeric(day)),
        level: Level::Info,
        text: format!(
            "Le fichier porte la date du {}\u{202f}; la liste est prise à la date d’aujourd’hui. Si c’est la bonne, donnez-la comme date de la liste.",
            base::french::date_long(day)
        ),
    }
}

const TELLS_WHAT_HAPPENED: &str = "Ce fichier raconte ce qui est arrivé à des jeunes (appels, situations), il ne les signale pas\u{a0}: \
il ne peut pas entrer comme liste. Notez ces gestes dans les dossiers, depuis la file.";

/// What each line would do, against everybody the platform knows.
pub(super) async fn compare(tx: &mut db::Tx, platform: &str, lines: Vec<CheckedLine>) -> Result<Vec<PlannedLine>> {
    let known = known::of_platform(tx, platform).await?;
    blocking(move || plan(lines, known)).await
}

fn candidates(read: &ReadList) -> Vec<&Candidate> {
    read.lines
        .iter()
        .filter_map(|line| match &line.verdict {
            Verdict::Candidate(candidate) => Some(candidate.as_ref()),
            _ => None,
        })
        .collect()
}

async fn read(content: Vec<u8>, file_name: &str, overrides: Overrides, today: NaiveDate) -> Result<ReadList> {
    let file_name = file_name.to_owned();
    blocking(move || read_list(&content, &file_name, &overrides, today))
        .await?
        .map_err(|e| Error::Refused(e.to_string()))
}

/// Long work, off the threads that answer pages.
pub(super) async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(|e| Error::Internal(format!("a reading thread stopped: {e}")))
}

async fn saved_mapping(tx: &mut db::Tx, platform: &str, source_name: &str) -> Result<Option<Mapping>> {
    let saved: Option<(String,)> = sql!("SELECT mapping FROM intake_mapping WHERE platform = $1 AND source_name = $2")
        .bind(platform.to_owned())
        .bind(source_name.to_owned())
        .optional(tx)
        .await?;
    saved
        .map(|(text,)| serde_json::from_str(&text))
        .transpose()
        .map_err(|e| Error::Internal(format!("intake_mapping of {platform}: {e}")))
}

/// Keeps the mapping of a source for its next list.
pub async fn save_mapping(tx: &mut base::Tx, platform: &str, source_name: &str, mapping: &Mapping) -> Result<()> {
    let text = json(mapping)?;
    let now = tx.now();
    sql!(
        "INSERT INTO intake_mapping (platform, source_name, mapping, saved_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (platform, source_name) DO UPDATE SET mapping = $3, saved_at = $4"
    )
    .bind(platform.to_owned())
    .bind(source_name.to_owned())
    .bind(text)
    .bind(now)
    .execute(tx)
    .await?;
    Ok(())
}

/// Reads and compares, writing nothing.
async fn preview(app: &App, received: &Received) -> Result<(Understood, Vec<PlannedLine>)> {
    let mut tx = app.read().await?;
    let mut understood = understand(&mut tx, received, app.clock.today()).await?;
    let lines = compare(&mut tx, &received.platform, std::mem::take(&mut understood.read.lines)).await?;
    Ok((understood, lines))
}

/// Stages a list: it can then be looked at, read otherwise, applied or abandoned. A file already staged at the platform (a form
/// sent twice) is read again in its place.
///
/// # Errors
/// As [`understand`].
pub async fn stage(app: &App, actor: &Actor, received: &Received) -> Result<Id> {
    let (understood, lines) = preview(app, received).await?;
    let mut tx = app.begin(actor).await?;
    lock(&mut tx, &received.platform).await?;
    let already = staged_already(&mut tx, received).await?;
    let id = match already {
        Some(id) => {
            read_as(&mut tx, id, &understood).await?;
            id
        }
        None => keep(&mut tx, received, &understood).await?,
    };
    write_plan(&mut tx, id, &understood.read.messages, &lines, &HashMap::new()).await?;
    let act = if already.is_some() { acts::READ_AGAIN } else { acts::RECEIVED };
    tx.audit(act, acts::list(id, &received.platform)).await?;
    tx.commit().await?;
    Ok(id)
}

/// The staged list of this very file, if any.
async fn staged_already(tx: &mut db::Tx, received: &Received) -> db::Result<Option<Id>> {
    let row: Option<(Id,)> = sql!(
        "SELECT id FROM intake_list WHERE platform = $1 AND file_hash = $2 AND state = 'staged'
         ORDER BY received_at DESC LIMIT 1"
    )
    .bind(received.platform.clone())
    .bind(hash(&received.content))
    .optional(tx)
    .await?;
    Ok(row.map(|(id,)| id))
}

/// Writes a list as staged, with its file and without its plan.
pub(super) async fn keep(tx: &mut base::Tx, received: &Received, list: &Understood) -> Result<Id> {
    let (now, by) = (tx.now(), tx.actor().account);
    let id = new_id(now);
    sql!(
        "INSERT INTO intake_list (id, platform, source, source_name, file_name, file_hash, file_bytes, listed_on, format, mapping,
            overrides, state, received_at, received_by, lines, created, attached, to_review, refused, ignored)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'staged', $12, $13, 0, 0, 0, 0, 0, 0)"
    )
    .bind(id)
    .bind(received.platform.clone())
    .bind(list.source.as_str().to_owned())
    .bind(list.source_name.clone())
    .bind(short(&received.file_name))
    .bind(hash(&received.content))
    .bind(received.content.len() as i64)
    .bind(list.listed_on)
    .bind(list.read.format.clone())
    .bind(json(&list.read.mapping)?)
    .bind(json(&list.overrides)?)
    .bind(now)
    .bind(by)
    .execute(tx)
    .await?;
    sql!("INSERT INTO intake_file (list_id, content) VALUES ($1, $2)")
        .bind(id)
        .bind(received.content.clone())
        .execute(tx)
        .await?;
    Ok(id)
}

/// What tells that two files are one: the column `file_hash`.
pub(super) fn hash(content: &[u8]) -> String {
    hex(&base::sha256(content))
}

/// Reads a staged list again as the user now says; its former plan is forgotten.
///
/// # Errors
/// As [`understand`]; [`Error::Refused`] when the list is no longer staged.
pub async fn restage(app: &App, actor: &Actor, list: Id, received: &Received) -> Result<()> {
    let (understood, lines) = preview(app, received).await?;
    let mut tx = app.begin(actor).await?;
    read_as(&mut tx, list, &understood).await?;
    write_plan(&mut tx, list, &understood.read.messages, &lines, &HashMap::new()).await?;
    tx.audit(acts::READ_AGAIN, acts::list(list, &received.platform)).await?;
    tx.commit().await?;
    Ok(())
}

/// Says how a staged list is now read.
async fn read_as(tx: &mut base::Tx, list: Id, understood: &Understood) -> Result<()> {
    let changed = sql!(
        "UPDATE intake_list SET source = $2, source_name = $3, listed_on = $4, format = $5, mapping = $6, overrides = $7
         WHERE id = $1 AND state = 'staged'"
    )
    .bind(list)
    .bind(understood.source.as_str().to_owned())
    .bind(understood.source_name.clone())
    .bind(understood.listed_on)
    .bind(understood.read.format.clone())
    .bind(json(&understood.read.mapping)?)
    .bind(json(&understood.overrides)?)
    .execute(tx)
    .await?;
    if changed == 0 { Err(no_longer_staged()) } else { Ok(()) }
}

/// Leaves a staged list aside; its file is forgotten at once.
pub async fn abandon(tx: &mut base::Tx, list: Id, platform: &str) -> Result<()> {
    let changed = sql!("UPDATE intake_list SET state = 'abandoned' WHERE id = $1 AND state = 'staged'")
        .bind(list)
        .execute(tx)
        .await?;
    if changed == 0 {
        return Err(no_longer_staged());
    }
    forget_file(tx, list).await?;
    sql!("DELETE FROM intake_rival WHERE list_id = $1").bind(list).execute(tx).await?;
    sql!("UPDATE intake_line SET candidate = NULL, person = '' WHERE list_id = $1").bind(list).execute(tx).await?;
    sql!("UPDATE intake_message SET read = NULL WHERE list_id = $1").bind(list).execute(tx).await?;
    tx.audit(acts::ABANDONED, acts::list(list, platform)).await?;
    Ok(())
}

pub(super) fn no_longer_staged() -> Error {
    Error::Refused(
        "Cette liste n’est plus en préparation\u{a0}: elle a été appliquée ou abandonnée. Rouvrez la page.".into(),
    )
}

pub(super) async fn forget_file(tx: &mut db::Tx, list: Id) -> db::Result<()> {
    sql!("DELETE FROM intake_file WHERE list_id = $1").bind(list).execute(tx).await.map(drop)
}

const LINES: &[&str] = &["list_id", "line", "verdict", "person", "candidate", "youth_id", "case_id"];
pub(super) const RIVALS: &[&str] = &["list_id", "line", "position", "youth_id", "rival_line", "reasons"];
const MESSAGES: &[&str] = &["list_id", "position", "line", "column_name", "read", "level", "text"];

/// Writes what was planned in the place of what was. `created`: the youths that lines have created, once the list is applied.
pub(super) async fn write_plan(
    tx: &mut base::Tx,
    list: Id,
    of_the_file: &[Message],
    lines: &[PlannedLine],
    created: &HashMap<u32, Id>,
) -> Result<()> {
    sql!("DELETE FROM intake_rival WHERE list_id = $1").bind(list).execute(tx).await?;
    sql!("DELETE FROM intake_message WHERE list_id = $1").bind(list).execute(tx).await?;
    sql!("DELETE FROM intake_line WHERE list_id = $1").bind(list).execute(tx).await?;
    let rows = lines.iter().map(|line| line_row(list, line, created)).collect::<Result<Vec<_>>>()?;
    insert_many(tx, "intake_line", LINES, rows).await?;
    let rivals = lines.iter().flat_map(|line| rival_rows(list, line, created));
    insert_many(tx, "intake_rival", RIVALS, rivals).await?;
    let messages = of_the_file.iter().chain(lines.iter().flat_map(|line| &line.messages));
    let messages = (0_i64..).zip(messages).map(|(position, message)| {
        vec![
            list.into(),
            position.into(),
            message.line.map(i64::from).into(),
            message.column.as_deref().into(),
            message.read.as_deref().into(),
            level_code(message.level).into(),
            message.text.as_str().into(),
        ]
    });
    insert_many(tx, "intake_message", MESSAGES, messages).await?;
    write_totals(tx, list, Totals::of(lines)).await?;
    Ok(())
}

pub(super) async fn write_totals(tx: &mut db::Tx, list: Id, totals: Totals) -> db::Result<()> {
    sql!(
        "UPDATE intake_list SET lines = $2, created = $3, attached = $4, to_review = $5, refused = $6, ignored = $7
         WHERE id = $1"
    )
    .bind(list)
    .bind(totals.lines())
    .bind(totals.created)
    .bind(totals.attached)
    .bind(totals.to_review)
    .bind(totals.refused)
    .bind(totals.ignored)
    .execute(tx)
    .await
    .map(drop)
}

fn line_row(list: Id, line: &PlannedLine, created: &HashMap<u32, Id>) -> Result<Vec<Cell>> {
    let (verdict, candidate, youth) = match &line.outcome {
        Outcome::Create(candidate) => ("created", Some(candidate), created.get(&line.line).copied()),
        Outcome::Attach(candidate, youth, _) => ("attached", Some(candidate), Some(*youth)),
        Outcome::Review(candidate, _) => ("to_review", Some(candidate), None),
        Outcome::Refused => ("refused", None, None),
        Outcome::Ignored => ("ignored", None, None),
    };
    let person = candidate.map_or_else(String::new, |c| format!("{} {}", c.last_name, c.first_names_text()));
    Ok(vec![
        list.into(),
        i64::from(line.line).into(),
        verdict.into(),
        person.into(),
        candidate.map(json).transpose()?.into(),
        youth.into(),
        Cell::Null,
    ])
}

/// Whom a line resembles and why; of an attached line, the one it is.
fn rival_rows(list: Id, line: &PlannedLine, created: &HashMap<u32, Id>) -> Vec<Vec<Cell>> {
    let row = |position: i64, somebody: Somebody, reasons: &str| {
        let (youth, rival_line) = match somebody {
            Somebody::Youth(id) => (Some(id), None),
            Somebody::Line(line) => (created.get(&line).copied(), Some(i64::from(line))),
        };
        vec![list.into(), i64::from(line.line).into(), position.into(), youth.into(), rival_line.into(), reasons.into()]
    };
    match &line.outcome {
        Outcome::Attach(_, youth, reasons) => vec![row(0, Somebody::Youth(*youth), reasons)],
        Outcome::Review(_, rivals) => {
            (0..).zip(rivals).map(|(position, (somebody, reasons))| row(position, *somebody, reasons)).collect()
        }
        _ => vec![],
    }
}

pub(super) const fn level_code(level: Level) -> &'static str {
    match level {
        Level::Info => "info",
        Level::Warning => "warning",
        Level::Refused => "refused",
    }
}

pub(super) fn json<T: serde::Serialize>(value: &T) -> Result<String> {
    serde_json::to_string(value).map_err(|e| Error::Internal(format!("intake: {e}")))
}

/// The end of a file name that is too long, its ending kept.
fn short(file_name: &str) -> String {
    const MOST: usize = 200;
    let length = file_name.chars().count();
    file_name.chars().skip(length.saturating_sub(MOST)).filter(|c| !c.is_control()).collect()
}
