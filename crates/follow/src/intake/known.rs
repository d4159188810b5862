//! Everybody a platform knows, as matching wants them: in a fixed number of statements, however many they are.
use super::candidate::Candidate;
use super::plan::{Known, identity};
use crate::youths::model::split_first_names;
use chrono::NaiveDate;
use db::{Id, Tx, sql};
use matching::{Identity, Ine};
use std::collections::HashMap;

#[derive(db::FromRow)]
struct YouthRow {
    id: Id,
    last_name: String,
    usage_name: Option<String>,
    first_names: String,
    sex: Option<String>,
    born_on: NaiveDate,
}

#[derive(db::FromRow)]
struct Held {
    youth_id: Id,
    value: String,
}

/// Each youth with a case held by the platform, under his own identity and under those that a person has settled as his.
pub async fn of_platform(tx: &mut Tx, platform: &str) -> db::Result<Vec<Known>> {
    let youths: Vec<YouthRow> = sql!(
        "SELECT DISTINCT y.id, y.last_name, y.usage_name, y.first_names, y.sex, y.born_on
         FROM youth y JOIN youth_case c ON c.youth_id = y.id
         WHERE c.platform = $1 AND y.removed_at IS NULL"
    )
    .bind(platform.to_owned())
    .all(tx)
    .await?;
    let ines: Vec<Held> = sql!(
        "SELECT DISTINCT i.youth_id, i.ine AS value
         FROM youth_ine i JOIN youth_case c ON c.youth_id = i.youth_id
         WHERE c.platform = $1 AND i.removed_at IS NULL"
    )
    .bind(platform.to_owned())
    .all(tx)
    .await?;
    let settled: Vec<Held> = sql!(
        "SELECT l.youth_id, l.candidate AS value
         FROM intake_line l JOIN intake_list list ON list.id = l.list_id
         WHERE list.platform = $1 AND list.state = 'applied' AND l.settled_as = 'same' AND l.candidate IS NOT NULL"
    )
    .bind(platform.to_owned())
    .all(tx)
    .await?;
    let mut by_youth: HashMap<Id, Vec<Ine>> = HashMap::new();
    for held in ines {
        by_youth.entry(held.youth_id).or_default().extend(held.value.parse::<Ine>());
    }
    let mut known: Vec<Known> = youths
        .into_iter()
        .map(|row| Known {
            youth: row.id,
            identity: Identity {
                ines: by_youth.remove(&row.id).unwrap_or_default(),
                usage_name: row.usage_name,
                sex: row.sex.as_deref().map(|s| if s == "F" { matching::Sex::Female } else { matching::Sex::Male }),
                ..Identity::new(row.last_name, split_first_names(&row.first_names), row.born_on)
            },
        })
        .collect();
    for held in settled {
        let candidate: Candidate = serde_json::from_str(&held.value)
            .map_err(|e| db::Error::Protocol(format!("intake_line of youth {}: {e}", held.youth_id)))?;
        known.push(Known { youth: held.youth_id, identity: identity(&candidate) });
    }
    Ok(known)
}
