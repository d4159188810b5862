//! A case with all its page shows, read in a number of statements that does not depend on what happened in it.
use super::due::{Due, dues};
use super::event::Event;
use super::facts::Facts;
use super::members::{self, Member};
use super::scope::CaseScope;
use super::situation::{Situation, living};
use super::store;
use super::words::MemberNames;
use crate::acts;
use crate::youths::card::{self, Card, Sighting};
use crate::youths::store::traits;
use base::{Error, Result};
use chrono::NaiveDate;
use db::{Id, Tx, sql};
use std::collections::HashMap;

#[derive(Debug)]
pub struct File {
    pub scope: CaseScope,
    pub today: NaiveDate,
    pub card: Card,
    /// All of them, in order of recording.
    pub events: Vec<Event>,
    pub facts: Facts,
    /// What the case asks for from now on, the nearest first.
    pub dues: Vec<Due>,
    pub members: Vec<Member>,
    /// Names of the accounts that recorded events.
    pub accounts: HashMap<Id, String>,
    pub sightings: Vec<Sighting>,
    /// How many times the file was looked at since it was opened.
    pub views: i64,
}

impl File {
    pub fn living(&self) -> Vec<&Event> {
        living(&self.events, None)
    }

    pub fn situation(&self) -> Option<Situation> {
        self.facts.situation_on(self.today)
    }

    pub fn member_names(&self) -> MemberNames {
        members::names(&self.members)
    }

    pub fn member(&self, id: Option<Id>) -> Option<&Member> {
        self.members.iter().find(|member| Some(member.id) == id)
    }

    /// The event that holds and satisfies `is`, the last one.
    pub fn last(&self, is: impl Fn(&Event) -> bool) -> Option<&Event> {
        self.living().into_iter().rev().find(|event| is(event))
    }

    pub fn event(&self, number: i64) -> Option<&Event> {
        self.events.iter().find(|event| event.number == number)
    }

    /// Who recorded an event, as the timeline says it.
    pub fn recorder(&self, event: &Event) -> &str {
        event.recorded_by.and_then(|id| self.accounts.get(&id)).map_or("Pupitre", String::as_str)
    }
}

/// Reads the file of a case that the actor may see.
pub async fn read(tx: &mut Tx, scope: CaseScope, today: NaiveDate) -> Result<File> {
    let card = card::card(tx, scope.youth_id).await?.ok_or(Error::NotFound)?;
    let events = store::events(tx, scope.id).await?;
    let traits = traits(tx, scope.youth_id).await?;
    let living = living(&events, None);
    let facts = Facts::of_living(&living, &traits, NaiveDate::MAX).ok_or(Error::NotFound)?;
    let mut dues: Vec<Due> = dues(&living, &facts, traits.born_on)
        .into_iter()
        .filter(|due| due.closes_on.is_none_or(|closes| closes > today))
        .collect();
    dues.sort_by_key(|due| (due.due_on, due.due_time, due.reason));
    let members = members::of_platform(tx, &scope.platform, today).await?;
    let accounts = accounts(tx, scope.id).await?;
    let sightings = card::sightings(tx, scope.youth_id).await?;
    let views = views(tx, scope.id).await?;
    Ok(File { scope, today, card, events, facts, dues, members, accounts, sightings, views })
}

async fn accounts(tx: &mut Tx, case: Id) -> db::Result<HashMap<Id, String>> {
    let rows: Vec<(Id, String)> = sql!(
        "SELECT DISTINCT a.id, a.name FROM case_event e JOIN account a ON a.id = e.recorded_by WHERE e.case_id = $1"
    )
    .bind(case)
    .all(tx)
    .await?;
    Ok(rows.into_iter().collect())
}

async fn views(tx: &mut Tx, case: Id) -> db::Result<i64> {
    let (n,): (i64,) = sql!("SELECT count(*) FROM audit_entry WHERE target_kind = $1 AND target = $2 AND action = $3")
        .bind(acts::CASE.to_owned())
        .bind(case.to_string())
        .bind(network::journal::VIEWED.to_owned())
        .one(tx)
        .await?;
    Ok(n)
}
