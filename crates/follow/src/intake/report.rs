//! A list brought in at once, for the command line and for other programs: the same reading, the same plan and the same writing
//! as the pages, told as a report.
use super::apply;
use super::plan::{PlannedLine, Totals};
use super::reading::{Level, Message};
use super::stage::{Received, compare, json, keep, understand};
use base::{Actor, App, Result};
use serde::Serialize;

/// What a list did, or would do. `lines = created + attached + to_review + refused + ignored`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Lines of the file that hold anything, the header and the titles above it aside.
    pub lines: i64,
    pub created: i64,
    pub attached: i64,
    pub to_review: i64,
    pub refused: i64,
    pub ignored: i64,
    /// Those about the whole file first, then in the order of the lines.
    pub messages: Vec<ReportMessage>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReportMessage {
    /// Line of the file, from 1; none for the whole file.
    pub line: Option<u32>,
    /// Name of the column, as in the file.
    pub column: Option<String>,
    pub level: Level,
    /// In French.
    pub text: String,
}

/// Reads a list and says what it would do; with `apply`, does it, in one transaction.
///
/// The caller answers for the actor's right to bring lists in at the platform (`Permission::ImportLists`).
///
/// # Errors
/// [`base::Error::Refused`] with a sentence that says what to do when the file as a whole cannot be taken in.
pub async fn import(app: &App, actor: &Actor, received: &Received, apply: bool) -> Result<Report> {
    let mut reading = app.read().await?;
    let understood = understand(&mut reading, received, app.clock.today()).await?;
    if !apply {
        let lines = compare(&mut reading, &received.platform, understood.read.lines).await?;
        return Ok(Report::new(&understood.read.messages, &lines));
    }
    drop(reading);
    let mut tx = app.begin(actor).await?;
    let list = keep(&mut tx, received, &understood).await?;
    let applied = apply::write(&mut tx, list, understood.read, &json(&understood.overrides)?).await?;
    tx.commit().await?;
    Ok(Report::new(&applied.of_the_file, &applied.lines))
}

impl Report {
    fn new(of_the_file: &[Message], lines: &[PlannedLine]) -> Self {
        let totals = Totals::of(lines);
        Report {
            lines: totals.lines(),
            created: totals.created,
            attached: totals.attached,
            to_review: totals.to_review,
            refused: totals.refused,
            ignored: totals.ignored,
            messages: of_the_file
                .iter()
                .chain(lines.iter().flat_map(|line| &line.messages))
                .map(|message| ReportMessage {
                    line: message.line,
                    column: message.column.clone(),
                    level: message.level,
                    text: message.text.clone(),
                })
                .collect(),
        }
    }
}
