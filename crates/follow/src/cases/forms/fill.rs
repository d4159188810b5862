//! An event back into the form that records it.
use super::{Ending, Group, InterviewKind, Issue, ObligationStep, SolutionStep, SupportKind};
use crate::cases::event::{Check, Event, Finding, Moment, Outcome, What};
use base::Form;

type Fields = Vec<(&'static str, String)>;

/// The form of the event's family, filled as it would have to be to record it again; none when no form records it.
pub fn fill(event: &Event) -> Option<(Group, Form)> {
    let group = Group::of(&event.what)?;
    let mut fields: Fields = vec![("le", event.happened_on.to_string())];
    fields.extend(event.note.clone().map(|note| ("note", note)));
    fields.extend(what(&event.what));
    Some((group, Form::filled(fields)))
}

fn nature(code: impl ToString) -> (&'static str, String) {
    ("nature", code.to_string())
}

fn yes_no(yes: bool) -> String {
    if yes { "oui" } else { "non" }.to_owned()
}

fn what(what: &What) -> Fields {
    match what {
        What::ContactAttempted { channel, person, outcome } => {
            let (issue, moment) = issue(outcome);
            let mut fields =
                vec![("moyen", channel.to_string()), ("personne", person.to_string()), ("issue", issue.to_string())];
            fields.extend(moment.map(|m| ("date", m.on.to_string())));
            fields.extend(moment.and_then(|m| m.at).map(|at| ("heure", at.format("%H:%M").to_string())));
            fields
        }
        What::InterviewHeld { guardian_present, by } => {
            let mut fields = vec![nature(InterviewKind::Held), ("responsable", yes_no(*guardian_present))];
            fields.extend(by.map(|id| ("membre", id.to_string())));
            fields
        }
        What::InterviewMissed => vec![nature(InterviewKind::Missed)],
        What::Verified(Finding::Confirmed) => vec![("resultat", "Confirmed".into())],
        What::Verified(Finding::NotConcerned(reason)) => vec![("resultat", reason.to_string())],
        What::SupportStarted { by, scheme } => {
            let mut fields = vec![nature(SupportKind::Started), ("dispositif", scheme.to_string())];
            fields.extend(by.map(|id| ("membre", id.to_string())));
            fields
        }
        What::SupportEnded => vec![nature(SupportKind::Ended)],
        What::SolutionProposed { kind, place } => placed(SolutionStep::Proposed, kind, place),
        What::SolutionDeclined { kind, place } => placed(SolutionStep::Declined, kind, place),
        What::SolutionStarted { kind, place, until } => {
            let mut fields = placed(SolutionStep::Started, kind, place);
            fields.extend(until.map(|on| ("fin", on.to_string())));
            fields
        }
        What::SolutionBroken => vec![nature(SolutionStep::Broken)],
        What::SolutionCompleted => vec![nature(SolutionStep::Completed)],
        What::SituationChecked(Check::Still) => vec![nature(SolutionStep::Still)],
        What::SituationChecked(Check::NoLonger) => vec![nature(SolutionStep::NoLonger)],
        What::SituationChecked(Check::Unknown) => vec![nature(SolutionStep::Unknown)],
        What::Summoned => vec![nature(ObligationStep::Summoned)],
        What::DepartmentNotified => vec![nature(ObligationStep::DepartmentNotified)],
        What::Exempted { until } => vec![nature(ObligationStep::Exempted), ("fin", until.to_string())],
        What::CameForward { right_to_return } => vec![("droit-au-retour", yes_no(*right_to_return))],
        What::Refused => vec![nature(Ending::Refused)],
        What::Unreachable => vec![nature(Ending::Unreachable)],
        What::Closed(reason) => vec![nature(Ending::Closed), ("raison", reason.to_string())],
        What::Reopened => vec![nature(Ending::Reopened)],
        What::Assigned { to } => to.map(|id| ("membre", id.to_string())).into_iter().collect(),
        What::Listed { .. }
        | What::LeftList { .. }
        | What::TransferredOut { .. }
        | What::TransferredIn { .. }
        | What::Withdrawn => vec![],
    }
}

fn placed(step: SolutionStep, kind: &impl ToString, place: &Option<String>) -> Fields {
    let mut fields = vec![nature(step), ("solution", kind.to_string())];
    fields.extend(place.clone().map(|place| ("lieu", place)));
    fields
}

fn issue(outcome: &Outcome) -> (Issue, Option<Moment>) {
    match outcome {
        Outcome::Reached { appointment: None } => (Issue::Reached, None),
        Outcome::Reached { appointment } => (Issue::Appointment, *appointment),
        Outcome::NoAnswer => (Issue::NoAnswer, None),
        Outcome::Message => (Issue::Message, None),
        Outcome::WrongNumber => (Issue::WrongNumber, None),
        Outcome::CallBack(moment) => (Issue::CallBack, Some(*moment)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cases::event::{Channel, ClosedReason, Contacted, NotConcerned, Scheme, Solution};
    use crate::cases::forms::{Asked, read};
    use crate::cases::members::Member;
    use chrono::{NaiveDate, NaiveTime, TimeZone as _, Utc};
    use db::Id;

    fn day(n: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, n).expect("a day")
    }

    fn event(number: i64, what: What) -> Event {
        Event {
            number,
            happened_on: day(20),
            recorded_at: Utc.with_ymd_and_hms(2026, 11, 20, 9, 0, 0).single().expect("an instant"),
            recorded_by: None,
            platform: "29-BREST".into(),
            replaces: None,
            what,
            note: Some("dit au téléphone".into()),
            why: None,
        }
    }

    /// One event of each kind that a form records, every field used.
    fn every_kind(member: Id) -> Vec<What> {
        let moment = Moment { on: day(27), at: NaiveTime::from_hms_opt(10, 30, 0) };
        let attempt =
            |outcome| What::ContactAttempted { channel: Channel::Visit, person: Contacted::Guardian, outcome };
        let place = Some("CFA de Brest".to_owned());
        let kind = Solution::Apprenticeship;
        vec![
            attempt(Outcome::NoAnswer),
            attempt(Outcome::Message),
            attempt(Outcome::WrongNumber),
            attempt(Outcome::CallBack(moment)),
            attempt(Outcome::Reached { appointment: None }),
            attempt(Outcome::Reached { appointment: Some(Moment { at: None, ..moment }) }),
            What::InterviewHeld { guardian_present: true, by: Some(member) },
            What::InterviewHeld { guardian_present: false, by: None },
            What::InterviewMissed,
            What::Verified(Finding::Confirmed),
            What::Verified(Finding::NotConcerned(NotConcerned::SchoolStatusKept)),
            What::SupportStarted { by: Some(member), scheme: Scheme::Cej },
            What::SupportEnded,
            What::SolutionProposed { kind, place: place.clone() },
            What::SolutionDeclined { kind, place: None },
            What::SolutionStarted { kind, place, until: Some(day(30)) },
            What::SolutionBroken,
            What::SolutionCompleted,
            What::SituationChecked(Check::Still),
            What::SituationChecked(Check::NoLonger),
            What::SituationChecked(Check::Unknown),
            What::Summoned,
            What::DepartmentNotified,
            What::Exempted { until: day(28) },
            What::CameForward { right_to_return: true },
            What::CameForward { right_to_return: false },
            What::Refused,
            What::Unreachable,
            What::Closed(ClosedReason::Moved),
            What::Reopened,
            What::Assigned { to: Some(member) },
            What::Assigned { to: None },
        ]
    }

    #[test]
    fn every_event_typed_by_hand_comes_back_from_its_own_form() {
        let member = Member {
            id: Id::from_u128(5),
            account_id: None,
            name: "Pascal Hascoët".into(),
            organisation: "CIO".into(),
            active: true,
            cases: 0,
        };
        let running = event(1, What::SolutionStarted { kind: Solution::Employment, place: None, until: None });
        let supported = event(2, What::SupportStarted { by: None, scheme: Scheme::Mlds });
        let closed = event(3, What::Closed(ClosedReason::Other));
        let carried = event(3, What::Assigned { to: Some(member.id) });
        for what in every_kind(member.id) {
            let before = match what {
                What::Reopened => vec![&closed],
                What::Assigned { to: None } => vec![&carried],
                _ => vec![&running, &supported],
            };
            let event = event(4, what);
            let (group, mut form) = fill(&event).expect("a form records it");
            let asked = Asked {
                group,
                today: day(24),
                born_on: NaiveDate::from_ymd_opt(2009, 3, 9).expect("a day"),
                living: &before,
                members: std::slice::from_ref(&member),
            };
            let read = read(&mut form, asked)
                .unwrap_or_else(|| panic!("{:?}: {:?}", event.what, form.errors().collect::<Vec<_>>()));
            assert_eq!((read.happened_on, read.what, read.note), (event.happened_on, event.what, event.note));
        }
    }

    #[test]
    fn what_a_list_brought_has_no_form() {
        let listed = What::Listed { list: None, source: crate::cases::event::Source::School, left_on: None };
        assert!(fill(&event(1, listed)).is_none());
    }
}
