//! Events to and from the table `case_event`: one column a field, no field twice.
use super::event::{Event, Finding, Moment, Outcome, What};
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use db::{Cell, Id};
use std::str::FromStr;

pub const COLUMNS: &[&str] = &[
    "case_id",
    "number",
    "kind",
    "happened_on",
    "recorded_at",
    "recorded_by",
    "platform",
    "replaces",
    "outcome",
    "reason",
    "channel",
    "person",
    "due_on",
    "due_time",
    "guardian_present",
    "right_to_return",
    "member_id",
    "scheme",
    "solution",
    "place",
    "list_id",
    "source",
    "left_on",
    "other_platform",
    "note",
    "why",
];

/// A row of `case_event`, its case aside.
#[derive(Clone, Debug, Default, PartialEq, Eq, db::FromRow)]
pub struct Row {
    pub number: i64,
    pub kind: String,
    pub happened_on: NaiveDate,
    pub recorded_at: DateTime<Utc>,
    pub recorded_by: Option<Id>,
    pub platform: String,
    pub replaces: Option<i64>,
    pub outcome: Option<String>,
    pub reason: Option<String>,
    pub channel: Option<String>,
    pub person: Option<String>,
    pub due_on: Option<NaiveDate>,
    pub due_time: Option<String>,
    pub guardian_present: Option<bool>,
    pub right_to_return: Option<bool>,
    pub member_id: Option<Id>,
    pub scheme: Option<String>,
    pub solution: Option<String>,
    pub place: Option<String>,
    pub list_id: Option<Id>,
    pub source: Option<String>,
    pub left_on: Option<NaiveDate>,
    pub other_platform: Option<String>,
    pub note: Option<String>,
    pub why: Option<String>,
}

/// Reasons of a contact that ends in an appointment.
const APPOINTMENT: &str = "appointment";

impl From<&Event> for Row {
    fn from(event: &Event) -> Row {
        let mut row = Row {
            number: event.number,
            kind: event.what.kind().into(),
            happened_on: event.happened_on,
            recorded_at: event.recorded_at,
            recorded_by: event.recorded_by,
            platform: event.platform.clone(),
            replaces: event.replaces,
            note: event.note.clone(),
            why: event.why.clone(),
            ..Row::default()
        };
        match &event.what {
            What::Listed { list, source, left_on } => {
                row.list_id = *list;
                row.source = code(*source);
                row.left_on = *left_on;
            }
            What::LeftList { list, source } => {
                row.list_id = *list;
                row.source = code(*source);
            }
            What::CameForward { right_to_return } => row.right_to_return = Some(*right_to_return),
            What::Verified(Finding::Confirmed) => row.outcome = Some("Confirmed".into()),
            What::Verified(Finding::NotConcerned(reason)) => {
                row.outcome = Some("NotConcerned".into());
                row.reason = code(*reason);
            }
            What::ContactAttempted { channel, person, outcome } => {
                row.channel = code(*channel);
                row.person = code(*person);
                let (word, moment) = match outcome {
                    Outcome::Reached { appointment } => ("Reached", *appointment),
                    Outcome::NoAnswer => ("NoAnswer", None),
                    Outcome::Message => ("Message", None),
                    Outcome::WrongNumber => ("WrongNumber", None),
                    Outcome::CallBack(moment) => ("CallBack", Some(*moment)),
                };
                row.outcome = Some(word.into());
                row.reason = (word == "Reached" && moment.is_some()).then(|| APPOINTMENT.into());
                row.due_on = moment.map(|m| m.on);
                row.due_time = moment.and_then(|m| m.at).map(|t| t.format("%H:%M").to_string());
            }
            What::InterviewHeld { guardian_present, by } => {
                row.guardian_present = Some(*guardian_present);
                row.member_id = *by;
            }
            What::SupportStarted { by, scheme } => {
                row.member_id = *by;
                row.scheme = code(*scheme);
            }
            What::SolutionProposed { kind, place } | What::SolutionDeclined { kind, place } => {
                row.solution = code(*kind);
                row.place.clone_from(place);
            }
            What::SolutionStarted { kind, place, until } => {
                row.solution = code(*kind);
                row.place.clone_from(place);
                row.due_on = *until;
            }
            What::SituationChecked(check) => row.outcome = code(*check),
            What::Exempted { until } => row.due_on = Some(*until),
            What::Assigned { to } => row.member_id = *to,
            What::TransferredOut { to } => row.other_platform = Some(to.clone()),
            What::TransferredIn { from } => row.other_platform = Some(from.clone()),
            What::Closed(reason) => row.reason = code(*reason),
            What::InterviewMissed
            | What::Refused
            | What::Unreachable
            | What::SupportEnded
            | What::SolutionBroken
            | What::SolutionCompleted
            | What::Summoned
            | What::DepartmentNotified
            | What::Reopened
            | What::Withdrawn => {}
        }
        row
    }
}

fn code(value: impl std::fmt::Display) -> Option<String> {
    Some(value.to_string())
}

impl Row {
    /// The row as a list of cells, in the order of [`COLUMNS`].
    pub fn cells(self, case: Id) -> Vec<Cell> {
        vec![
            case.into(),
            self.number.into(),
            self.kind.into(),
            self.happened_on.into(),
            self.recorded_at.into(),
            self.recorded_by.into(),
            self.platform.into(),
            self.replaces.into(),
            self.outcome.into(),
            self.reason.into(),
            self.channel.into(),
            self.person.into(),
            self.due_on.into(),
            self.due_time.into(),
            self.guardian_present.into(),
            self.right_to_return.into(),
            self.member_id.into(),
            self.scheme.into(),
            self.solution.into(),
            self.place.into(),
            self.list_id.into(),
            self.source.into(),
            self.left_on.into(),
            self.other_platform.into(),
            self.note.into(),
            self.why.into(),
        ]
    }

    /// The event of the row. A value that makes no sense names its place in the table.
    pub fn into_event(self, case: Id) -> db::Result<Event> {
        let number = self.number;
        let what = self
            .what()
            .map_err(|why| db::Error::Protocol(format!("case_event, case {case}, number {number}: {why}")))?;
        Ok(Event {
            number,
            happened_on: self.happened_on,
            recorded_at: self.recorded_at,
            recorded_by: self.recorded_by,
            platform: self.platform,
            replaces: self.replaces,
            what,
            note: self.note,
            why: self.why,
        })
    }

    fn what(&self) -> Result<What, String> {
        Ok(match self.kind.as_str() {
            "Listed" => {
                What::Listed { list: self.list_id, source: parse("source", &self.source)?, left_on: self.left_on }
            }
            "LeftList" => What::LeftList { list: self.list_id, source: parse("source", &self.source)? },
            "CameForward" => What::CameForward { right_to_return: need("right_to_return", self.right_to_return)? },
            "Verified" => What::Verified(match self.outcome.as_deref() {
                Some("Confirmed") => Finding::Confirmed,
                Some("NotConcerned") => Finding::NotConcerned(parse("reason", &self.reason)?),
                other => return Err(format!("outcome {other:?} of a Verified")),
            }),
            "ContactAttempted" => What::ContactAttempted {
                channel: parse("channel", &self.channel)?,
                person: parse("person", &self.person)?,
                outcome: self.attempt_outcome()?,
            },
            "InterviewHeld" => What::InterviewHeld {
                guardian_present: need("guardian_present", self.guardian_present)?,
                by: self.member_id,
            },
            "InterviewMissed" => What::InterviewMissed,
            "Refused" => What::Refused,
            "Unreachable" => What::Unreachable,
            "SupportStarted" => What::SupportStarted { by: self.member_id, scheme: parse("scheme", &self.scheme)? },
            "SupportEnded" => What::SupportEnded,
            "SolutionProposed" => {
                What::SolutionProposed { kind: parse("solution", &self.solution)?, place: self.place.clone() }
            }
            "SolutionDeclined" => {
                What::SolutionDeclined { kind: parse("solution", &self.solution)?, place: self.place.clone() }
            }
            "SolutionStarted" => What::SolutionStarted {
                kind: parse("solution", &self.solution)?,
                place: self.place.clone(),
                until: self.due_on,
            },
            "SolutionBroken" => What::SolutionBroken,
            "SolutionCompleted" => What::SolutionCompleted,
            "SituationChecked" => What::SituationChecked(parse("outcome", &self.outcome)?),
            "Summoned" => What::Summoned,
            "DepartmentNotified" => What::DepartmentNotified,
            "Exempted" => What::Exempted { until: need("due_on", self.due_on)? },
            "Assigned" => What::Assigned { to: self.member_id },
            "TransferredOut" => What::TransferredOut { to: need("other_platform", self.other_platform.clone())? },
            "TransferredIn" => What::TransferredIn { from: need("other_platform", self.other_platform.clone())? },
            "Closed" => What::Closed(parse("reason", &self.reason)?),
            "Reopened" => What::Reopened,
            "Withdrawn" => What::Withdrawn,
            other => return Err(format!("kind {other:?}")),
        })
    }

    fn attempt_outcome(&self) -> Result<Outcome, String> {
        let at = match &self.due_time {
            None => None,
            Some(text) => {
                Some(NaiveTime::parse_from_str(text, "%H:%M").map_err(|e| format!("due_time {text:?}: {e}"))?)
            }
        };
        let moment = self.due_on.map(|on| Moment { on, at });
        Ok(match self.outcome.as_deref() {
            Some("Reached") => Outcome::Reached { appointment: moment },
            Some("NoAnswer") => Outcome::NoAnswer,
            Some("Message") => Outcome::Message,
            Some("WrongNumber") => Outcome::WrongNumber,
            Some("CallBack") => Outcome::CallBack(need("due_on", moment)?),
            other => return Err(format!("outcome {other:?} of an attempt")),
        })
    }
}

fn need<T>(column: &str, value: Option<T>) -> Result<T, String> {
    value.ok_or_else(|| format!("{column} is null"))
}

fn parse<T: FromStr<Err: std::fmt::Display>>(column: &str, value: &Option<String>) -> Result<T, String> {
    let text = value.as_deref().ok_or_else(|| format!("{column} is null"))?;
    text.parse().map_err(|_| format!("{column} {text:?}"))
}
