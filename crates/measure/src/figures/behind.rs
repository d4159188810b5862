use super::places::Places;
use super::question::{Period, Question};
use super::store::{self, Traced};
use base::{Actor, Result};
use chrono::{DateTime, Utc};
use db::{Id, Tx};
use network::rights::{self, Permission};
use network::territories::TerritoryCode;
use std::collections::{BTreeMap, HashSet};

/// The lists and the cases behind an answer.
#[derive(Clone, Debug, Default)]
pub struct Behind {
    /// By code of source: how many lists opened the cases it reported first.
    lists: BTreeMap<String, HashSet<Id>>,
    pub cases: i64,
    /// When something was last recorded in one of these cases.
    pub changed_at: Option<DateTime<Utc>>,
}

impl Behind {
    /// What lists do not tell.
    pub(super) fn without_lists(cases: i64, changed_at: Option<DateTime<Utc>>) -> Self {
        Behind { cases, changed_at, ..Behind::default() }
    }

    fn add(&mut self, question: &Question, places: &Places, traced: Traced) {
        if question.keeps(&traced.fact, places) {
            self.cases += 1;
            self.changed_at = self.changed_at.max(traced.changed_at);
            self.lists.entry(traced.fact.source).or_default().extend(traced.list_id);
        }
    }

    /// How many lists of that source opened the cases.
    pub fn lists_of(&self, source: &str) -> usize {
        self.lists.get(source).map_or(0, HashSet::len)
    }

    pub fn lists(&self) -> usize {
        self.lists.values().flatten().collect::<HashSet<_>>().len()
    }
}

/// What the answer to a question without breakdown was counted on.
///
/// # Errors
/// As [`super::ask`].
pub async fn behind(tx: &mut Tx, actor: &Actor, question: &Question) -> Result<Behind> {
    rights::require(tx, actor, Permission::SeeFigures, &question.territory).await?;
    let level = question.territory.parse::<TerritoryCode>().map_err(|_| base::Error::NotFound)?.level();
    let places = Places::read(tx, &question.territory, level).await?;
    let mut behind = Behind::default();
    let Period { from, to } = question.period;
    match question.known_on {
        None => {
            store::traced(tx, &question.territory, from, to, question.at, |traced| {
                behind.add(question, &places, traced)
            })
            .await?;
        }
        Some(day) => {
            for platform in places.platforms() {
                store::known(tx, platform, day, |traced| {
                    if (from..=to).contains(&traced.fact.entry_on) {
                        behind.add(question, &places, traced);
                    }
                })
                .await?;
            }
        }
    }
    Ok(behind)
}
