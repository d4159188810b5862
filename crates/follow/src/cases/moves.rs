//! The cases of a platform that stand elsewhere than they were known to stand at the end of a past day.
use super::event::Solution;
use super::facts::Facts;
use super::known::moved_on;
use super::situation::{Situation, Verification};
use super::words::standing;
use crate::youths::Sex;
use crate::youths::model::usual_name;
use base::clock::end_of_paris_day;
use chrono::{DateTime, NaiveDate, Utc};
use db::{Id, Tx, sql};
use std::ops::RangeInclusive;

/// Where a case stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stand {
    verification: Verification,
    situation: Option<Situation>,
    solution: Option<Solution>,
}

/// A case that moved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Move {
    pub case: Id,
    pub name: String,
    /// In words; none when nobody knew of it then.
    pub from: Option<String>,
    pub to: String,
}

/// What moved in a platform.
#[derive(Clone, Debug, Default)]
pub struct Moves {
    /// In order of name.
    pub cases: Vec<Move>,
    /// How many cases known then are no longer held: the list that brought them was undone.
    pub gone: usize,
}

#[derive(db::FromRow)]
struct NowRow {
    case_id: Id,
    last_name: String,
    usage_name: Option<String>,
    first_names: String,
    sex: Option<String>,
    verification: String,
    situation: String,
    solution: Option<String>,
    lapses_on: Option<NaiveDate>,
    changed_at: Option<DateTime<Utc>>,
}

/// The cases that entered on the days of `entry` and moved since the end of `since`, as they stand `today`. Four statements.
///
/// # Errors
/// When the database cannot be read, or holds what makes no sense: the error names the case.
pub async fn moves(
    tx: &mut Tx,
    platform: &str,
    entry: RangeInclusive<NaiveDate>,
    since: NaiveDate,
    today: NaiveDate,
) -> db::Result<Moves> {
    let mut then = moved_on(tx, platform, since).await?;
    let rows: Vec<NowRow> = sql!(
        "SELECT f.case_id, y.last_name, y.usage_name, y.first_names, y.sex, f.verification, f.situation, f.solution,
                f.lapses_on, f.changed_at
         FROM case_facts f JOIN youth y ON y.id = f.youth_id
         WHERE f.platform = $1 AND f.entry_on >= $2 AND f.entry_on <= $3"
    )
    .bind(platform.to_owned())
    .bind(*entry.start())
    .bind(*entry.end())
    .all(tx)
    .await?;
    let end = end_of_paris_day(since);
    let mut moves = Moves::default();
    for row in rows {
        let now = row.stand(today)?;
        let from = match then.remove(&row.case_id) {
            Some(known) => known.map(|known| Stand::of(&known.facts, since)),
            None if row.changed_at.is_none_or(|at| at > end) => None,
            None => Some(row.stand(since)?),
        };
        if from != Some(now) {
            let sex = row.sex.as_deref().and_then(|code| code.parse().ok());
            moves.cases.push(Move {
                case: row.case_id,
                name: usual_name(&row.first_names, &row.last_name, row.usage_name.as_deref()),
                from: from.map(|from| from.in_words(sex)),
                to: now.in_words(sex),
            });
        }
    }
    moves.gone = then.into_values().flatten().filter(|known| entry.contains(&known.facts.entry_on)).count();
    moves.cases.sort_by_cached_key(|moved| (matching::fold(&moved.name), moved.case));
    Ok(moves)
}

impl NowRow {
    fn stand(&self, day: NaiveDate) -> db::Result<Stand> {
        let wrong = |why: String| db::Error::Protocol(format!("case_facts, case {}: {why}", self.case_id));
        let verification = self.verification.parse().map_err(wrong)?;
        let situation = self.situation.parse().map_err(wrong)?;
        let solution = self.solution.as_deref().map(str::parse).transpose().map_err(wrong)?;
        Ok(Stand::new(verification, situation, self.lapses_on, solution, day))
    }
}

impl Stand {
    fn new(
        verification: Verification,
        situation: Situation,
        lapses_on: Option<NaiveDate>,
        solution: Option<Solution>,
        day: NaiveDate,
    ) -> Self {
        let situation = if lapses_on.is_some_and(|lapse| lapse <= day) { Situation::Unknown } else { situation };
        let confirmed = verification == Verification::Confirmed;
        let runs = confirmed && situation == Situation::InSolution;
        Stand { verification, situation: confirmed.then_some(situation), solution: solution.filter(|_| runs) }
    }

    fn of(facts: &Facts, day: NaiveDate) -> Self {
        let standing = facts.standing;
        Stand::new(standing.verification, standing.situation, standing.lapses_on, standing.solution, day)
    }

    fn in_words(self, sex: Option<Sex>) -> String {
        standing(self.verification, self.situation, self.solution, sex)
    }
}
