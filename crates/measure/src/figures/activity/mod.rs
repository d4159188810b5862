//! The activity of a period (MEASURE.md §3): what happened in it, whatever the entry. A deed counts on its day, at the platform
//! where it was done, with what its case was at entry.
mod counting;
mod memory;
mod past;
mod sheet;
mod store;
mod table;

pub(super) use counting::counts_of;
pub(super) use memory::load;

use super::persons::persons;
use super::places::Places;
use super::question::{ask, open};
use super::tally::Tally;
use super::{Answer, Behind, Cell, Dimension, Question};
use crate::indicators::{Count, Indicator, Measured};
use base::{Actor, App, Result};
use chrono::{DateTime, Utc};
use counting::Counting;
use db::Tx;
use follow::cases::deeds::Deed;
use memory::Memory;
use past::Past;
use std::collections::BTreeMap;
use table::{Table, Told};

/// What happened on the days of the question: an answer for each breakdown, whose tallies hold activity alone. Those of
/// [`Question::only`] and of the breakdowns are the classes of the case at entry; the month and the territories, those of the
/// deed. A clock counts once its last day is over at [`Question::at`], which may be any day.
///
/// # Errors
/// As [`super::ask`].
pub async fn activity(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    question: &Question,
    by: &[&[Dimension]],
) -> Result<Vec<Answer>> {
    let places = open(tx, actor, question).await?;
    if let Some(day) = question.known_on.filter(|day| *day < app.clock.today()) {
        let question = Question { at: day.min(question.at), ..question.clone() };
        let past = app.shelf.get::<Past>();
        return Ok(past.ask(app, tx, day, &places, |table| count(table, &places, &question, by)).await?);
    }
    let memory = app.shelf.get::<Memory>();
    let told = memory.ask(tx, |table| count(table, &places, question, by)).await?;
    match told {
        Some(answers) => Ok(answers),
        None => Ok(scan(tx, &places, question, by).await?),
    }
}

fn count(table: &Table, places: &Places, question: &Question, by: &[&[Dimension]]) -> Vec<Answer> {
    let mut counting = Counting::new(places, question, by);
    counting.add(table);
    counting.answers()
}

/// The cells of a question for some indicators, of cohort and of activity together: the month of a cell is that of entry for the
/// ones, that of the deed for the others. Cells that hold a case or a deed; without breakdown, always one.
///
/// # Errors
/// As [`super::ask`].
pub async fn answer(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    question: &Question,
    indicators: &[Indicator],
) -> Result<Answer> {
    let mut cells: BTreeMap<Vec<String>, Tally> = BTreeMap::new();
    let of_activity = indicators.iter().any(|indicator| indicator.is_activity());
    if !of_activity || indicators.iter().any(|indicator| !indicator.is_activity()) {
        let answer = ask(app, tx, actor, question).await?;
        cells.extend(answer.cells.into_iter().map(|cell| (cell.classes, cell.tally)));
    }
    if of_activity {
        let answers = activity(app, tx, actor, question, &[&question.by]).await?;
        for cell in answers.into_iter().flat_map(|answer| answer.cells) {
            cells.entry(cell.classes).or_default().merge(&cell.tally);
        }
    }
    if indicators.iter().any(|indicator| indicator.definition().measured == Measured::Count(Count::Persons)) {
        let told = persons(app, tx, actor, question).await?;
        for (classes, tally) in &mut cells {
            tally.set_persons(told.get(classes).copied().unwrap_or_default());
        }
    }
    Ok(Answer { cells: cells.into_iter().map(|(classes, tally)| Cell { classes, tally }).collect() })
}

/// The same from the database, in one statement.
pub(super) async fn scan(
    tx: &mut Tx,
    places: &Places,
    question: &Question,
    by: &[&[Dimension]],
) -> db::Result<Vec<Answer>> {
    let mut counting = Counting::new(places, question, by);
    store::within(tx, &question.territory, |told, _| {
        counting.add_case(told, &[]);
    })
    .await?;
    Ok(counting.answers())
}

/// The cases behind an indicator of activity: how many, and when something was last recorded in one of them. No list: what
/// happens is not told by lists.
///
/// # Errors
/// As [`super::ask`].
pub async fn behind_activity(tx: &mut Tx, actor: &Actor, question: &Question, indicator: Indicator) -> Result<Behind> {
    let places = open(tx, actor, question).await?;
    let those: Vec<Deed> = match indicator.definition().measured {
        Measured::Count(Count::Activity(of)) | Measured::Rate { denominator: Count::Activity(of), .. } => {
            counts_of(of).to_vec()
        }
        _ => vec![],
    };
    let mut counting = Counting::new(&places, question, &[&[]]);
    let (mut cases, mut changed_at) = (0, None);
    let mut see = |told: &Told, changed: Option<DateTime<Utc>>| {
        if counting.add_case(told, &those) {
            cases += 1;
            changed_at = changed_at.max(changed);
        }
    };
    match question.known_on {
        None => store::within(tx, &question.territory, see).await?,
        Some(day) => {
            for platform in store::platforms(tx, &places).await? {
                store::told_known(tx, &platform, day, &mut see).await?;
            }
        }
    }
    Ok(Behind::without_lists(cases, changed_at))
}

/// The same from memory; none when it holds nothing.
pub(super) async fn recall(
    app: &App,
    tx: &mut Tx,
    places: &Places,
    question: &Question,
    by: &[&[Dimension]],
) -> db::Result<Option<Vec<Answer>>> {
    app.shelf.get::<Memory>().ask(tx, |table| count(table, places, question, by)).await
}
