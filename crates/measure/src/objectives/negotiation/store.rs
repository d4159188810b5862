//! Negotiations in the database. A turn is only ever added.
use super::model::{Negotiation, Proposal, Said, Side, Turn};
use super::subject::{Objective, Subject};
use crate::indicators::Indicator;
use base::{Error, Result};
use chrono::{DateTime, NaiveDate, Utc};
use db::{Id, Tx, sql};
use std::collections::HashMap;

#[derive(db::FromRow)]
struct Head {
    id: Id,
    platform: String,
    platform_name: String,
    indicator: Option<String>,
    title: Option<String>,
}

#[derive(db::FromRow)]
struct TurnRow {
    objective_id: Id,
    number: i64,
    side: String,
    act: String,
    aim: Option<f64>,
    means: String,
    why: String,
    answer_by: Option<NaiveDate>,
    said_at: DateTime<Utc>,
    said_by: Option<Id>,
    name: Option<String>,
}

/// The objectives of the platforms of a territory (a platform: its own) for a school year, by platform, with all that was said.
pub async fn of_year(tx: &mut Tx, territory: &str, year: i32) -> Result<Vec<Objective>> {
    let heads: Vec<Head> = sql!(
        "SELECT o.id, o.platform, t.name AS platform_name, o.indicator, o.title
         FROM territory_ancestor a JOIN objective o ON o.platform = a.territory JOIN territory t ON t.code = o.platform
         WHERE a.ancestor = $1 AND o.school_year = $2 ORDER BY o.platform, o.opened_at, o.id"
    )
    .bind(territory.to_owned())
    .bind(i64::from(year))
    .all(tx)
    .await?;
    if heads.is_empty() {
        return Ok(vec![]);
    }
    let mut turns = turns(tx, territory, year).await?;
    let mut steps = steps(tx, territory, year).await?;
    let objective = |head: Head| {
        let subject = match (head.indicator, head.title) {
            (Some(code), _) => code.parse().map_or(Subject::Retired(code), Subject::Indicator),
            (None, title) => {
                Subject::Words { title: title.unwrap_or_default(), steps: steps.remove(&head.id).unwrap_or_default() }
            }
        };
        let turns = turns.remove(&head.id).unwrap_or_default();
        Objective {
            id: head.id,
            platform: head.platform,
            platform_name: head.platform_name,
            year,
            subject,
            negotiation: Negotiation { turns },
        }
    };
    Ok(heads.into_iter().map(objective).collect())
}

async fn turns(tx: &mut Tx, territory: &str, year: i32) -> Result<HashMap<Id, Vec<Turn>>> {
    let rows: Vec<TurnRow> = sql!(
        "SELECT u.objective_id, u.number, u.side, u.act, u.aim, u.means, u.why, u.answer_by, u.said_at, u.said_by, c.name
         FROM territory_ancestor a JOIN objective o ON o.platform = a.territory
         JOIN objective_turn u ON u.objective_id = o.id LEFT JOIN account c ON c.id = u.said_by
         WHERE a.ancestor = $1 AND o.school_year = $2 ORDER BY u.objective_id, u.number"
    )
    .bind(territory.to_owned())
    .bind(i64::from(year))
    .all(tx)
    .await?;
    let mut turns: HashMap<Id, Vec<Turn>> = HashMap::new();
    for row in rows {
        turns.entry(row.objective_id).or_default().push(turn(row)?);
    }
    Ok(turns)
}

fn turn(row: TurnRow) -> Result<Turn> {
    let senseless = |column: &str| {
        Error::Internal(format!("objective_turn {} {}: {column} makes no sense", row.objective_id, row.number))
    };
    let side = match row.side.as_str() {
        "department" => Side::Department,
        "platform" => Side::Platform,
        _ => return Err(senseless("side")),
    };
    let said = match (row.act.as_str(), row.aim, row.answer_by) {
        ("propose", Some(aim), Some(answer_by)) => Said::Proposed(Proposal { aim, means: row.means, answer_by }),
        ("agree", ..) => Said::Agreed,
        ("withdraw", ..) => Said::Withdrew,
        _ => return Err(senseless("act")),
    };
    let (account, name) = (row.said_by, row.name);
    Ok(Turn { number: row.number, side, said, why: row.why, at: row.said_at, account, name })
}

async fn steps(tx: &mut Tx, territory: &str, year: i32) -> Result<HashMap<Id, Vec<String>>> {
    let rows: Vec<(Id, String)> = sql!(
        "SELECT s.objective_id, s.label
         FROM territory_ancestor a JOIN objective o ON o.platform = a.territory
         JOIN objective_step s ON s.objective_id = o.id
         WHERE a.ancestor = $1 AND o.school_year = $2 ORDER BY s.objective_id, s.step"
    )
    .bind(territory.to_owned())
    .bind(i64::from(year))
    .all(tx)
    .await?;
    let mut steps: HashMap<Id, Vec<String>> = HashMap::new();
    for (objective, label) in rows {
        steps.entry(objective).or_default().push(label);
    }
    Ok(steps)
}

/// The platform and the school year of an objective; whether the actor may read it is for the caller to ask.
pub async fn whose(tx: &mut Tx, id: Id) -> Result<Option<(String, i32)>> {
    let row: Option<(String, i64)> =
        sql!("SELECT platform, school_year FROM objective WHERE id = $1").bind(id).optional(tx).await?;
    row.map(|(platform, year)| {
        let year = i32::try_from(year).map_err(|_| Error::Internal(format!("objective {id}: school_year {year}")));
        Ok((platform, year?))
    })
    .transpose()
}

/// Opens an objective, without any turn yet.
pub async fn open(tx: &mut base::Tx, platform: &str, year: i32, subject: &Subject) -> db::Result<Id> {
    let now = tx.now();
    let id = base::new_id(now);
    let (indicator, title, steps) = match subject {
        Subject::Indicator(indicator) => (Some(indicator.code().to_owned()), None, &[][..]),
        Subject::Retired(code) => (Some(code.clone()), None, &[][..]),
        Subject::Words { title, steps } => (None, Some(title.clone()), steps.as_slice()),
    };
    sql!(
        "INSERT INTO objective (id, platform, school_year, indicator, title, opened_at) VALUES ($1, $2, $3, $4, $5, $6)"
    )
    .bind(id)
    .bind(platform.to_owned())
    .bind(i64::from(year))
    .bind(indicator)
    .bind(title)
    .bind(now)
    .execute(tx)
    .await?;
    for (step, label) in (1_i64..).zip(steps) {
        sql!("INSERT INTO objective_step (objective_id, step, label) VALUES ($1, $2, $3)")
            .bind(id)
            .bind(step)
            .bind(label.clone())
            .execute(tx)
            .await?;
    }
    Ok(id)
}

/// Adds a turn after `last`, said now by the actor.
pub async fn say(tx: &mut base::Tx, id: Id, last: i64, side: Side, said: &Said, why: &str) -> db::Result<()> {
    let (now, by) = (tx.now(), tx.actor().account);
    let (act, proposal) = match said {
        Said::Proposed(proposal) => ("propose", Some(proposal)),
        Said::Agreed => ("agree", None),
        Said::Withdrew => ("withdraw", None),
    };
    sql!(
        "INSERT INTO objective_turn (objective_id, number, side, act, aim, means, why, answer_by, said_at, said_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
    )
    .bind(id)
    .bind(last + 1)
    .bind(side.code().to_owned())
    .bind(act.to_owned())
    .bind(proposal.map(|p| p.aim))
    .bind(proposal.map_or_else(String::new, |p| p.means.clone()))
    .bind(why.to_owned())
    .bind(proposal.map(|p| p.answer_by))
    .bind(now)
    .bind(by)
    .execute(tx)
    .await?;
    Ok(())
}

/// Where a platform stood on the scale of an objective in words, on a day.
#[derive(Clone, Debug, db::FromRow)]
pub struct Assessment {
    pub step: i64,
    pub evidence: String,
    pub assessed_on: NaiveDate,
    pub name: Option<String>,
}

/// The assessments of an objective, the latest first.
pub async fn assessments(tx: &mut Tx, id: Id) -> db::Result<Vec<Assessment>> {
    sql!(
        "SELECT s.step, s.evidence, s.assessed_on, c.name
         FROM objective_assessment s LEFT JOIN account c ON c.id = s.said_by
         WHERE s.objective_id = $1 ORDER BY s.assessed_on DESC, s.said_at DESC"
    )
    .bind(id)
    .all(tx)
    .await
}

pub async fn assess(tx: &mut base::Tx, id: Id, step: i64, evidence: &str, on: NaiveDate) -> db::Result<()> {
    let (now, by) = (tx.now(), tx.actor().account);
    sql!(
        "INSERT INTO objective_assessment (id, objective_id, step, evidence, assessed_on, said_at, said_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7)"
    )
    .bind(base::new_id(now))
    .bind(id)
    .bind(step)
    .bind(evidence.to_owned())
    .bind(on)
    .bind(now)
    .bind(by)
    .execute(tx)
    .await?;
    Ok(())
}

/// What platforms of a territory commit to, or may: indicator by indicator.
#[derive(Debug, Default)]
pub struct Local {
    /// Platform, indicator, value: the targets that were agreed on.
    pub agreed: Vec<(String, Indicator, f64)>,
    /// The same, of those that a platform set by itself.
    pub own: Vec<(String, Indicator, f64)>,
    /// The same, of the proposals on the table.
    pub offered: Vec<(String, Indicator, f64)>,
    /// Codes of the platforms open on that day.
    pub platforms: Vec<String>,
}

pub async fn local(tx: &mut Tx, territory: &str, year: i32, today: NaiveDate) -> db::Result<Local> {
    let held: Vec<(String, String, f64, Option<Id>)> = sql!(
        "SELECT t.territory, t.indicator, t.value, t.objective_id
         FROM territory_ancestor a JOIN platform p ON p.code = a.territory JOIN target t ON t.territory = p.code
         WHERE a.ancestor = $1 AND t.school_year = $2 AND t.ended_at IS NULL"
    )
    .bind(territory.to_owned())
    .bind(i64::from(year))
    .all(tx)
    .await?;
    let offered: Vec<(String, String, f64)> = sql!(
        "SELECT o.platform, o.indicator, u.aim
         FROM territory_ancestor a JOIN objective o ON o.platform = a.territory
         JOIN objective_turn u ON u.objective_id = o.id
         WHERE a.ancestor = $1 AND o.school_year = $2 AND o.indicator IS NOT NULL AND u.aim IS NOT NULL
           AND u.number = (SELECT MAX(n.number) FROM objective_turn n WHERE n.objective_id = o.id)"
    )
    .bind(territory.to_owned())
    .bind(i64::from(year))
    .all(tx)
    .await?;
    let platforms: Vec<(String,)> = sql!(
        "SELECT p.code FROM territory_ancestor a JOIN platform p ON p.code = a.territory
         WHERE a.ancestor = $1 AND (p.closed_on IS NULL OR p.closed_on > $2)"
    )
    .bind(territory.to_owned())
    .bind(today)
    .all(tx)
    .await?;
    let known = |rows: Vec<(String, String, f64)>| {
        let known =
            |(platform, code, value): (String, String, f64)| Some((platform, code.parse::<Indicator>().ok()?, value));
        rows.into_iter().filter_map(known).collect()
    };
    let platforms = platforms.into_iter().map(|(code,)| code).collect();
    let (agreed, own): (Vec<_>, Vec<_>) = held.into_iter().partition(|(.., objective)| objective.is_some());
    let bare = |rows: Vec<(String, String, f64, Option<Id>)>| {
        known(rows.into_iter().map(|(platform, code, value, _)| (platform, code, value)).collect())
    };
    Ok(Local { agreed: bare(agreed), own: bare(own), offered: known(offered), platforms })
}
