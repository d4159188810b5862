//! What makes sense after what is known: nothing ends that did not begin, nobody is called after a death. Events come in any
//! order, so each is judged by those that hold on its own day.
use crate::cases::event::{Check, Event, Finding, NotConcerned, What};
use base::french::{age, date_long, fr};
use chrono::NaiveDate;
use db::Id;

/// Why an event makes no sense, and what to do instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nonsense {
    /// The field to look at.
    pub field: &'static str,
    pub why: String,
}

fn refuse(field: &'static str, why: &str) -> Result<(), Nonsense> {
    Err(Nonsense { field, why: fr(why) })
}

/// Whether an event makes sense on that day after those that hold, in order; otherwise what to do instead.
pub fn makes_sense(living: &[&Event], born_on: NaiveDate, what: &What, day: NaiveDate) -> Result<(), Nonsense> {
    let mut state = State::default();
    for event in living.iter().take_while(|event| event.happened_on <= day) {
        state.see(event, born_on);
    }
    // What came before a death or a closing on the same day may be recorded after it.
    if let Some(on) = state.died_on.filter(|on| *on < day && !told_of_the_dead(what)) {
        return refuse(
            "le",
            &format!(
                "Son décès est noté le {}. Vérifiez la date, ou corrigez d’abord cette vérification.",
                date_long(on)
            ),
        );
    }
    if let Some(on) = state.closed_on.filter(|on| *on < day && !told_of_the_closed(what)) {
        return refuse(
            "le",
            &format!("Ce dossier est clos depuis le {}. Rouvrez-le d’abord, ou vérifiez la date.", date_long(on)),
        );
    }
    let adult = age(born_on, day) >= 18;
    match what {
        What::SolutionBroken | What::SolutionCompleted if !state.solution => {
            refuse("le", "Aucune solution n’est en cours à cette date. Notez d’abord son début.")
        }
        What::SituationChecked(Check::Still | Check::NoLonger) if !state.solution => refuse(
            "le",
            "Aucune solution n’est en cours à cette date. Notez d’abord son début, ou « situation inconnue ».",
        ),
        What::SupportEnded if !state.support => {
            refuse("le", "Aucun accompagnement n’est en cours à cette date. Notez d’abord son début.")
        }
        What::Closed(_) if state.closed_on.is_some() => refuse("le", "Ce dossier est déjà clos à cette date."),
        What::Reopened if state.closed_on.is_none() => refuse("le", "Ce dossier n’est pas clos à cette date."),
        What::Assigned { to: None } if state.worker.is_none() => {
            refuse("membre", "Personne ne porte ce dossier à cette date. Choisissez à qui le confier.")
        }
        What::Assigned { to } if to.is_some() && *to == state.worker => {
            refuse("membre", "Cette personne porte déjà le dossier à cette date. Choisissez-en une autre.")
        }
        What::Summoned | What::Exempted { .. } if adult => refuse("le", OF_AGE),
        // The notice that follows a summons may come after the birthday.
        What::DepartmentNotified if adult && !state.summoned_minor => refuse("le", OF_AGE),
        _ => Ok(()),
    }
}

const OF_AGE: &str = "Le jeune avait 18 ans ou plus à cette date : l’obligation de formation était finie. Vérifiez la date, ou sa \
                      date de naissance.";

/// What may still be told of somebody who died.
const fn told_of_the_dead(what: &What) -> bool {
    matches!(what, What::Verified(_) | What::Closed(_) | What::Reopened | What::Assigned { .. })
}

/// What may be told of a closed case: it keeps its last situation, which may be found to have changed.
const fn told_of_the_closed(what: &What) -> bool {
    matches!(
        what,
        What::Verified(_)
            | What::Closed(_)
            | What::Reopened
            | What::SituationChecked(_)
            | What::SolutionBroken
            | What::SolutionCompleted
            | What::SupportEnded
    )
}

/// What runs after the events seen.
#[derive(Default)]
struct State {
    solution: bool,
    support: bool,
    summoned_minor: bool,
    worker: Option<Id>,
    died_on: Option<NaiveDate>,
    closed_on: Option<NaiveDate>,
}

impl State {
    fn see(&mut self, event: &Event, born_on: NaiveDate) {
        match &event.what {
            What::SolutionStarted { .. } => self.solution = true,
            What::SolutionBroken | What::SolutionCompleted | What::SituationChecked(Check::NoLonger) => {
                self.solution = false
            }
            What::SupportStarted { .. } => self.support = true,
            What::SupportEnded | What::Refused | What::Unreachable => self.support = false,
            What::Closed(_) => self.closed_on = Some(event.happened_on),
            What::Reopened => self.closed_on = None,
            What::Verified(Finding::NotConcerned(NotConcerned::Deceased)) => self.died_on = Some(event.happened_on),
            What::Verified(_) | What::Listed { .. } => self.died_on = None,
            What::Assigned { to } => self.worker = *to,
            What::TransferredIn { .. } => self.worker = None,
            What::Summoned => self.summoned_minor |= age(born_on, event.happened_on) < 18,
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cases::event::{Channel, ClosedReason, Contacted, Outcome, Scheme, Solution};
    use chrono::{TimeZone as _, Utc};

    fn day(n: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, n).expect("a day")
    }

    fn event(number: i64, on: u32, what: What) -> Event {
        Event {
            number,
            happened_on: day(on),
            recorded_at: Utc.with_ymd_and_hms(2026, 11, 24, 9, 0, 0).single().expect("an instant"),
            recorded_by: None,
            platform: "29-BREST".into(),
            replaces: None,
            what,
            note: None,
            why: None,
        }
    }

    fn makes_sense(living: &[&Event], what: &What, on: NaiveDate) -> Result<(), Nonsense> {
        super::makes_sense(living, NaiveDate::from_ymd_opt(2008, 11, 15).expect("a day"), what, on)
    }

    fn call() -> What {
        What::ContactAttempted { channel: Channel::Phone, person: Contacted::Youth, outcome: Outcome::NoAnswer }
    }

    #[test]
    fn nobody_is_called_after_a_death_but_the_call_of_that_day_may_be_told_late() {
        let died = event(1, 10, What::Verified(Finding::NotConcerned(NotConcerned::Deceased)));
        assert!(makes_sense(&[&died], &call(), day(9)).is_ok());
        assert!(makes_sense(&[&died], &call(), day(10)).is_ok());
        let refused = makes_sense(&[&died], &call(), day(11)).expect_err("refused");
        assert!(refused.field == "le" && refused.why.contains("10\u{a0}novembre"), "{refused:?}");
        assert!(makes_sense(&[&died], &What::Closed(ClosedReason::Deceased), day(11)).is_ok());
        let mistaken = event(2, 12, What::Verified(Finding::Confirmed));
        assert!(makes_sense(&[&died, &mistaken], &call(), day(13)).is_ok());
    }

    #[test]
    fn a_closed_case_is_reopened_before_anybody_is_called_and_may_be_told_its_solution_broke() {
        let started = event(1, 8, What::SolutionStarted { kind: Solution::Employment, place: None, until: None });
        let closed = event(2, 10, What::Closed(ClosedReason::SolutionLasts));
        let reopened = event(3, 12, What::Reopened);
        assert!(makes_sense(&[&started, &closed], &call(), day(10)).is_ok());
        assert!(makes_sense(&[&started, &closed], &call(), day(11)).is_err());
        assert!(makes_sense(&[&started, &closed], &What::SolutionBroken, day(11)).is_ok());
        assert!(makes_sense(&[&started, &closed, &reopened], &call(), day(12)).is_ok());
    }

    #[test]
    fn a_case_is_taken_from_who_carries_it_and_given_to_somebody_else() {
        let carried = event(1, 10, What::Assigned { to: Some(Id::from_u128(7)) });
        let nobody = What::Assigned { to: None };
        assert_eq!(makes_sense(&[], &nobody, day(10)).expect_err("refused").field, "membre");
        assert!(makes_sense(&[&carried], &nobody, day(9)).is_err());
        assert!(makes_sense(&[&carried], &nobody, day(10)).is_ok());
        assert!(makes_sense(&[&carried], &carried.what, day(11)).is_err());
        assert!(makes_sense(&[&carried], &What::Assigned { to: Some(Id::from_u128(8)) }, day(11)).is_ok());
    }

    #[test]
    fn the_obligation_ends_at_eighteen_save_the_notice_of_a_summons_sent_before() {
        let summoned = event(1, 14, What::Summoned);
        assert!(makes_sense(&[], &What::Summoned, day(14)).is_ok());
        assert!(makes_sense(&[], &What::Summoned, day(15)).is_err());
        assert!(makes_sense(&[], &What::Exempted { until: day(30) }, day(15)).is_err());
        assert!(makes_sense(&[], &What::DepartmentNotified, day(15)).is_err());
        assert!(makes_sense(&[&summoned], &What::DepartmentNotified, day(20)).is_ok());
    }

    #[test]
    fn a_solution_breaks_after_it_began_and_not_the_day_before() {
        let started = event(1, 10, What::SolutionStarted { kind: Solution::Employment, place: None, until: None });
        let living = [&started];
        assert!(makes_sense(&living, &What::SolutionBroken, day(9)).is_err());
        assert!(makes_sense(&living, &What::SolutionBroken, day(10)).is_ok());
        assert!(makes_sense(&[], &What::SituationChecked(Check::Still), day(10)).is_err());
        assert!(makes_sense(&[], &What::SituationChecked(Check::Unknown), day(10)).is_ok());
    }

    #[test]
    fn a_support_ends_once() {
        let started = event(1, 10, What::SupportStarted { by: None, scheme: Scheme::Mlds });
        let ended = event(2, 12, What::SupportEnded);
        assert!(makes_sense(&[&started], &What::SupportEnded, day(12)).is_ok());
        assert!(makes_sense(&[&started, &ended], &What::SupportEnded, day(13)).is_err());
    }

    #[test]
    fn a_case_is_closed_once_and_reopened_only_then() {
        let closed = event(1, 10, What::Closed(ClosedReason::Moved));
        assert!(makes_sense(&[&closed], &What::Closed(ClosedReason::Moved), day(11)).is_err());
        assert!(makes_sense(&[&closed], &What::Reopened, day(11)).is_ok());
        assert!(makes_sense(&[], &What::Reopened, day(11)).is_err());
    }
}
