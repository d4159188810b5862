//! The cases of a platform by the commune its youths live in: on demand, from the database.
use super::places::Places;
use super::question::{Answer, Cell, Question, open};
use super::store::{self, Fact};
use super::tally::Tally;
use base::clock::end_of_paris_day;
use base::{Actor, App, Result};
use db::{Id, Tx, sql};
use std::collections::{BTreeMap, HashMap};

/// The class of those whose commune is not known.
pub const ELSEWHERE: &str = "unknown";

/// An answer by INSEE code of the commune where each youth lives: that of his last address which was neither removed nor found
/// wrong, his own before a guardian's. Five statements.
///
/// # Errors
/// As [`super::ask`].
pub async fn communes(app: &App, tx: &mut Tx, actor: &Actor, question: &Question) -> Result<Answer> {
    let places = open(tx, actor, question).await?;
    let known_on = question.known_on.filter(|day| *day < app.clock.today());
    let day = known_on.unwrap_or_else(|| app.clock.today());
    let mut homes: HashMap<Id, String> = HashMap::new();
    for platform in places.platforms() {
        homes.extend(residences(tx, platform, day).await?);
    }
    let mut cells: BTreeMap<Vec<String>, Tally> = BTreeMap::new();
    let mut add = |fact: Fact, places: &Places| {
        if (question.period.from..=question.period.to).contains(&fact.entry_on) && question.keeps(&fact, places) {
            let home = homes.get(&fact.youth).map_or(ELSEWHERE, String::as_str);
            cells.entry(vec![home.to_owned()]).or_default().add(&fact, day);
        }
    };
    match known_on {
        None => {
            let (from, to) = (question.period.from, question.period.to);
            store::facts(tx, &question.territory, from, to, question.at, |fact| add(fact, &places)).await?;
        }
        Some(day) => {
            for platform in places.platforms() {
                store::known(tx, platform, day, |traced| add(on(traced.fact, day), &places)).await?;
            }
        }
    }
    Ok(Answer { cells: cells.into_iter().map(|(classes, tally)| Cell { classes, tally }).collect() })
}

/// The fact with the situation that holds on a day.
fn on(fact: Fact, day: chrono::NaiveDate) -> Fact {
    let lapsed = fact.lapses_on.is_some_and(|lapse| lapse <= day);
    let situation = if lapsed { "unknown".to_owned() } else { fact.situation.clone() };
    Fact { situation, ..fact }
}

/// Where the youths of a platform live, as known at the end of a day.
async fn residences(tx: &mut Tx, platform: &str, day: chrono::NaiveDate) -> db::Result<HashMap<Id, String>> {
    let homes: Vec<(Id, String)> = sql!(
        "SELECT c.youth_id, p.commune FROM youth_case c JOIN contact_point p ON p.youth_id = c.youth_id
         WHERE c.platform = $1 AND p.kind = 'address' AND p.commune IS NOT NULL AND p.recorded_at <= $2
             AND (p.removed_at IS NULL OR p.removed_at > $2) AND (p.wrong_since IS NULL OR p.wrong_since > $3)
         ORDER BY CASE WHEN p.guardian_id IS NULL THEN 1 ELSE 0 END, p.recorded_at, p.id"
    )
    .bind(platform.to_owned())
    .bind(end_of_paris_day(day))
    .bind(day)
    .all(tx)
    .await?;
    // The last one kept of each is the one to keep.
    Ok(homes.into_iter().collect())
}
