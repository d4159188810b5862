//! A form as typed becomes an event, or one message a field.
use super::order::makes_sense;
use super::{Ending, Group, InterviewKind, Issue, ObligationStep, SolutionStep, SupportKind, YesNo, moment};
use crate::cases::event::{
    Channel, Check, ClosedReason, Contacted, Event, Finding, NotConcerned, Outcome, Scheme, Solution, What,
};
use crate::cases::members::Member;
use crate::cases::store::NewEvent;
use base::Form;
use base::form::{Day, Text};
use base::french::{age, fr};
use chrono::{Months, NaiveDate};
use db::Id;
use std::str::FromStr;

/// What a form is checked against.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    pub group: Group,
    pub today: NaiveDate,
    pub born_on: NaiveDate,
    /// The events that hold, in order, the one being corrected aside.
    pub living: &'a [&'a Event],
    pub members: &'a [Member],
}

/// Nothing that matters here happened before that age, in years.
const YOUNGEST: u32 = 12;

/// Reads the form of a family of events. On a wrong field, says so by the field and gives none.
pub fn read(form: &mut Form, asked: Asked<'_>) -> Option<NewEvent> {
    let day = day(form, asked);
    let note = form.optional::<Text<2000>>("note").flatten().map(|text| text.0);
    let what = match asked.group {
        Group::Contact => contact(form, day),
        Group::Interview => interview(form, asked),
        Group::Verification => verification(form),
        Group::Support => support(form, asked),
        Group::Solution => solution(form, day),
        Group::Obligation => obligation(form, day),
        Group::Return => {
            let right = choice::<YesNo>(form, "droit-au-retour", "Dites s’il demande un droit au retour.");
            right.map(|answer| What::CameForward { right_to_return: answer == YesNo::Yes })
        }
        Group::Ending => ending(form),
        Group::Worker => Some(What::Assigned { to: member(form, asked) }),
    };
    let (day, what) = (day?, what?);
    if let Err(nonsense) = makes_sense(asked.living, asked.born_on, &what, day) {
        form.refuse(nonsense.field, nonsense.why);
    }
    form.is_valid().then_some(NewEvent { note, ..NewEvent::on(day, what) })
}

/// The day it happened: not to come, and at an age that makes sense.
fn day(form: &mut Form, asked: Asked<'_>) -> Option<NaiveDate> {
    let Day(day) = form.required("le")?;
    if day > asked.today {
        form.refuse(
            "le",
            fr(match asked.group {
                Group::Interview => {
                    "Cette date est à venir. Pour un entretien prévu, notez plutôt « Rendez-vous pris » dans un appel."
                }
                Group::Solution => {
                    "Cette date est à venir. Notez la solution « proposée » ; son début se note le jour venu."
                }
                _ => "Cette date est à venir. Donnez le jour où cela s’est passé.",
            }),
        );
        return None;
    }
    if day < asked.born_on + Months::new(YOUNGEST * 12) {
        let why = match age(asked.born_on, day) {
            0 => "Le jeune n’était pas né, ou avait moins d’un an, à cette date. Vérifiez l’année.".to_owned(),
            years => format!("Le jeune avait {years} ans à cette date. Vérifiez l’année."),
        };
        form.refuse("le", fr(&why));
        return None;
    }
    Some(day)
}

/// A value of a list that must be chosen.
fn choice<T: FromStr<Err: std::fmt::Display>>(form: &mut Form, name: &str, missing: &str) -> Option<T> {
    if form.raw(name).is_empty() {
        form.refuse(name, fr(missing));
        return None;
    }
    form.required(name)
}

/// The member chosen: of the platform, if there is one.
fn member(form: &mut Form, asked: Asked<'_>) -> Option<Id> {
    let id = form.optional::<Id>("membre").flatten()?;
    if asked.members.iter().all(|member| member.id != id) {
        form.refuse("membre", "Ce membre n’est pas de la plate-forme. Choisissez dans la liste.");
        return None;
    }
    Some(id)
}

fn place(form: &mut Form) -> Option<String> {
    form.optional::<Text<200>>("lieu").flatten().map(|text| text.0)
}

fn contact(form: &mut Form, day: Option<NaiveDate>) -> Option<What> {
    let channel = choice::<Channel>(form, "moyen", "Choisissez par quel moyen.");
    let person = choice::<Contacted>(form, "personne", "Choisissez qui.");
    let issue = choice::<Issue>(form, "issue", "Choisissez ce qui en est sorti.")?;
    let outcome = match issue {
        Issue::Reached => Outcome::Reached { appointment: None },
        Issue::NoAnswer => Outcome::NoAnswer,
        Issue::Message => Outcome::Message,
        Issue::WrongNumber => Outcome::WrongNumber,
        Issue::Appointment => {
            Outcome::Reached { appointment: Some(moment(form, day?, "Donnez le jour du rendez-vous.")?) }
        }
        Issue::CallBack => Outcome::CallBack(moment(form, day?, "Donnez le jour du rappel.")?),
    };
    let dated = matches!(issue, Issue::Appointment | Issue::CallBack);
    if !dated && ["date", "heure"].iter().any(|name| !form.raw(name).is_empty()) {
        form.refuse(
            "date",
            fr("Une date ne va qu’avec « Rendez-vous pris » ou « À rappeler ». Effacez-la, ou changez l’issue."),
        );
    }
    Some(What::ContactAttempted { channel: channel?, person: person?, outcome })
}

fn interview(form: &mut Form, asked: Asked<'_>) -> Option<What> {
    match choice::<InterviewKind>(form, "nature", "Dites s’il a eu lieu.")? {
        InterviewKind::Missed => Some(What::InterviewMissed),
        InterviewKind::Held => {
            let guardian = choice::<YesNo>(form, "responsable", "Dites si son responsable légal était présent.");
            Some(What::InterviewHeld { by: member(form, asked), guardian_present: guardian? == YesNo::Yes })
        }
    }
}

fn verification(form: &mut Form) -> Option<What> {
    if form.raw("resultat") == "Confirmed" {
        return Some(What::Verified(Finding::Confirmed));
    }
    let reason = choice::<NotConcerned>(form, "resultat", "Choisissez le résultat.")?;
    Some(What::Verified(Finding::NotConcerned(reason)))
}

fn support(form: &mut Form, asked: Asked<'_>) -> Option<What> {
    match choice::<SupportKind>(form, "nature", "Dites s’il commence ou se termine.")? {
        SupportKind::Ended => Some(What::SupportEnded),
        SupportKind::Started => {
            let scheme = choice::<Scheme>(form, "dispositif", "Choisissez le dispositif.");
            Some(What::SupportStarted { by: member(form, asked), scheme: scheme? })
        }
    }
}

fn solution(form: &mut Form, day: Option<NaiveDate>) -> Option<What> {
    let step = choice::<SolutionStep>(form, "nature", "Choisissez l’étape.")?;
    let place = place(form);
    let kind = |form: &mut Form| choice::<Solution>(form, "solution", "Choisissez la solution.");
    Some(match step {
        SolutionStep::Proposed => What::SolutionProposed { kind: kind(form)?, place },
        SolutionStep::Declined => What::SolutionDeclined { kind: kind(form)?, place },
        SolutionStep::Started => {
            let kind = kind(form);
            let until = end(form, day);
            What::SolutionStarted { kind: kind?, place, until }
        }
        SolutionStep::Broken => What::SolutionBroken,
        SolutionStep::Completed => What::SolutionCompleted,
        SolutionStep::Still => What::SituationChecked(Check::Still),
        SolutionStep::NoLonger => What::SituationChecked(Check::NoLonger),
        SolutionStep::Unknown => What::SituationChecked(Check::Unknown),
    })
}

/// The end foreseen: after the beginning, at most ten years on.
fn end(form: &mut Form, day: Option<NaiveDate>) -> Option<NaiveDate> {
    let Day(until) = form.optional::<Day>("fin").flatten()?;
    let from = day?;
    if until < from || until > from + Months::new(120) {
        form.refuse("fin", "La fin vient après le début, dans les dix ans. Vérifiez l’année.");
        return None;
    }
    Some(until)
}

fn obligation(form: &mut Form, day: Option<NaiveDate>) -> Option<What> {
    Some(match choice::<ObligationStep>(form, "nature", "Choisissez l’étape.")? {
        ObligationStep::Summoned => What::Summoned,
        ObligationStep::DepartmentNotified => What::DepartmentNotified,
        ObligationStep::Exempted => {
            if form.raw("fin").is_empty() {
                form.refuse("fin", "Dites jusqu’à quel jour vaut l’exemption.");
            }
            What::Exempted { until: end(form, day)? }
        }
    })
}

fn ending(form: &mut Form) -> Option<What> {
    Some(match choice::<Ending>(form, "nature", "Choisissez ce qui s’est passé.")? {
        Ending::Refused => What::Refused,
        Ending::Unreachable => What::Unreachable,
        Ending::Closed => What::Closed(choice::<ClosedReason>(form, "raison", "Dites pourquoi le dossier est clos.")?),
        Ending::Reopened => What::Reopened,
    })
}
