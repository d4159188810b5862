//! Everything one page of the queue shows, read in a number of statements that does not depend on its length.
use super::filter::{Carried, Filter};
use super::model::{Arranged, Open, arrange};
use super::store::{self, Subject};
use crate::cases::event::What;
use crate::cases::gesture::{self, Gesture};
use crate::cases::members::{self, Member};
use crate::cases::scope::PlatformScope;
use crate::cases::store as cases;
use crate::cases::words::Told;
use crate::several::SEVERAL;
use crate::youths::reach::{self, ContactPoint};
use base::{Actor, Form, Result};
use chrono::NaiveDateTime;
use db::{Id, Tx};
use std::collections::HashMap;

/// Rows of a page.
pub const PAGE: usize = 25;
/// Appointments recalled at the head of the page.
const APPOINTMENTS: usize = 8;

/// A row, ready to be shown.
#[derive(Debug)]
pub struct Line {
    pub open: Open,
    pub subject: Subject,
    pub points: Vec<ContactPoint>,
}

#[derive(Debug)]
pub struct Board {
    pub scope: PlatformScope,
    /// In Paris.
    pub now: NaiveDateTime,
    pub filter: Filter,
    pub arranged: Arranged,
    /// Of the page asked for.
    pub lines: Vec<Line>,
    /// Rank of the first line, from 1.
    pub start: usize,
    pub appointments: Vec<(Open, Subject)>,
    pub members: Vec<Member>,
    /// Communes that the filter offers: code and name.
    pub communes: Vec<(String, String)>,
    /// The row that is open, with its form when it came back with a fault.
    pub opened: Option<(Id, Option<Form>)>,
    pub flash: Option<Flash>,
    /// The form that confides cases, when it came back with a fault.
    pub confided: Form,
}

/// What was just done, in one line.
#[derive(Debug)]
pub enum Flash {
    Recorded {
        gestures: Vec<Gesture>,
        name: String,
        told: Told,
        barred: Option<Id>,
        meanwhile: Vec<Told>,
    },
    /// Several cases at once, to a member.
    Assigned {
        gestures: Vec<Gesture>,
        to: String,
    },
    Undone {
        case: Id,
        name: String,
    },
}

impl Board {
    pub fn mine(members: &[Member], actor: &Actor) -> Vec<Id> {
        members.iter().filter(|m| m.account_id.is_some() && m.account_id == actor.account).map(|m| m.id).collect()
    }

    pub fn member(&self, id: Id) -> Option<&Member> {
        self.members.iter().find(|member| member.id == id)
    }
}

/// Reads the page that an address asks for. `refused`: a row whose form came back with a fault.
pub async fn read(
    tx: &mut Tx,
    actor: &Actor,
    scope: PlatformScope,
    now: NaiveDateTime,
    query: &Form,
    refused: Option<(Id, Form)>,
) -> Result<Board> {
    let today = now.date();
    let mut filter = Filter::read(query);
    let members = members::of_platform(tx, &scope.code, today).await?;
    let open = store::open(tx, &scope.code, today).await?;
    let communes = communes(&open);
    let arranged = arrange(open, &filter, &Board::mine(&members, actor), today);
    let wanted = refused.as_ref().map(|(case, _)| *case).or_else(|| query.raw("ouvrir").parse().ok());
    filter.page = page_with(&arranged.lines, wanted, filter.page);
    let start = filter.page * PAGE;
    let page: Vec<Open> = arranged.lines.iter().skip(start).take(PAGE).cloned().collect();
    let appointments: Vec<Open> = arranged.appointments.iter().take(APPOINTMENTS).cloned().collect();

    let flashed: Option<Gesture> = query.raw("fait").split(',').next().and_then(|first| first.parse().ok());
    let undone: Option<Id> = query.raw("annule").parse().ok();
    let mut asked: Vec<Id> = page.iter().chain(&appointments).map(|open| open.case).collect();
    asked.extend(flashed.map(|gesture| gesture.case).or(undone));
    asked.sort_unstable();
    asked.dedup();
    asked.truncate(SEVERAL);
    let subjects = store::subjects(tx, &scope.code, &asked).await?;
    let mut points = points(tx, &page, &subjects).await?;

    let flash = match (flashed, undone) {
        (Some(gesture), _) => recorded(tx, gesture, &subjects, query, &members).await?,
        (None, Some(case)) => subjects.get(&case).map(|subject| Flash::Undone { case, name: subject.name.clone() }),
        (None, None) => None,
    };
    let opened = refused.map(|(case, form)| (case, Some(form))).or(wanted.map(|case| (case, None)));
    let lines = page
        .into_iter()
        .filter_map(|open| {
            let subject = subjects.get(&open.case)?.clone();
            let points = points.remove(&subject.youth).unwrap_or_default();
            Some(Line { open, subject, points })
        })
        .collect();
    let appointments =
        appointments.into_iter().filter_map(|open| subjects.get(&open.case).cloned().map(|s| (open, s))).collect();
    Ok(Board {
        scope,
        now,
        filter,
        arranged,
        lines,
        start: start + 1,
        appointments,
        members,
        communes,
        opened,
        flash,
        confided: Form::default(),
    })
}

/// The page that holds the case asked for, else the one asked for, else the last.
fn page_with(lines: &[Open], wanted: Option<Id>, page: usize) -> usize {
    let last = lines.len().saturating_sub(1) / PAGE;
    let of_case = wanted.and_then(|case| lines.iter().position(|line| line.case == case)).map(|place| place / PAGE);
    of_case.unwrap_or(page).min(last)
}

async fn points(tx: &mut Tx, page: &[Open], subjects: &HashMap<Id, Subject>) -> Result<HashMap<Id, Vec<ContactPoint>>> {
    let youths: Vec<Id> = page.iter().filter_map(|open| subjects.get(&open.case)).map(|s| s.youth).collect();
    let mut by_youth: HashMap<Id, Vec<ContactPoint>> = HashMap::new();
    for point in reach::of_youths(tx, &youths).await? {
        by_youth.entry(point.youth_id).or_default().push(point);
    }
    Ok(by_youth)
}

async fn recorded(
    tx: &mut Tx,
    gesture: Gesture,
    subjects: &HashMap<Id, Subject>,
    query: &Form,
    members: &[Member],
) -> Result<Option<Flash>> {
    let Some(subject) = subjects.get(&gesture.case) else { return Ok(None) };
    let events = cases::events(tx, gesture.case).await?;
    let names = members::names(members);
    let Some(told) = gesture::told(&events, gesture, subject.sex, &names) else { return Ok(None) };
    let gestures: Vec<Gesture> = query.raw("fait").split(',').filter_map(|text| text.parse().ok()).collect();
    if gestures.len() > 1 {
        let assigned = events.iter().find(|event| event.number == gesture.first);
        let to = assigned.and_then(|event| match event.what {
            What::Assigned { to: Some(member) } => names.get(&member).cloned(),
            _ => None,
        });
        return Ok(to.map(|to| Flash::Assigned { gestures, to }));
    }
    let drawn_at: i64 = query.raw("depuis").parse().unwrap_or(i64::MAX);
    let meanwhile = events
        .iter()
        .filter(|event| event.number > drawn_at && event.number < gesture.first)
        .map(|event| crate::cases::words::tell(event, subject.sex, &names))
        .collect();
    let barred = query.raw("numero").parse().ok();
    Ok(Some(Flash::Recorded { gestures, name: subject.name.clone(), told, barred, meanwhile }))
}

fn communes(open: &[Open]) -> Vec<(String, String)> {
    let mut codes: Vec<&str> = open.iter().flat_map(|open| &open.communes).map(String::as_str).collect();
    codes.sort_unstable();
    codes.dedup();
    let mut named: Vec<(String, String)> = codes
        .into_iter()
        .map(|code| {
            let name = network::territories::geography::by_code(code).map_or(code, |commune| commune.name);
            (code.to_owned(), name.to_owned())
        })
        .collect();
    named.sort_by_cached_key(|(_, name)| matching::fold(name));
    named
}

/// The view with no other filter than who carries the case.
pub fn view(worker: Carried) -> Filter {
    Filter { worker, ..Filter::default() }
}
