//! The order of things: nothing ends that did not begin.
use crate::cases::event::{Check, Event, What};
use base::french::fr;
use chrono::NaiveDate;

/// Whether an event makes sense on that day after those that hold, in order; otherwise what to do instead.
pub fn makes_sense(living: &[&Event], what: &What, day: NaiveDate) -> Result<(), String> {
    let before = living.iter().take_while(|event| event.happened_on <= day);
    let mut state = State::default();
    for event in before {
        state.see(&event.what);
    }
    let refuse = |why: &str| Err(fr(why));
    match what {
        What::SolutionBroken | What::SolutionCompleted if !state.solution => {
            refuse("Aucune solution n’est en cours à cette date. Notez d’abord son début.")
        }
        What::SituationChecked(Check::Still | Check::NoLonger) if !state.solution => {
            refuse("Aucune solution n’est en cours à cette date. Notez d’abord son début, ou « situation inconnue ».")
        }
        What::SupportEnded if !state.support => {
            refuse("Aucun accompagnement n’est en cours à cette date. Notez d’abord son début.")
        }
        What::Closed(_) if state.closed => refuse("Ce dossier est déjà clos à cette date."),
        What::Reopened if !state.closed => refuse("Ce dossier n’est pas clos à cette date."),
        _ => Ok(()),
    }
}

/// What runs after the events seen.
#[derive(Default)]
struct State {
    solution: bool,
    support: bool,
    closed: bool,
}

impl State {
    fn see(&mut self, what: &What) {
        match what {
            What::SolutionStarted { .. } => self.solution = true,
            What::SolutionBroken | What::SolutionCompleted | What::SituationChecked(Check::NoLonger) => {
                self.solution = false
            }
            What::SupportStarted { .. } => self.support = true,
            What::SupportEnded | What::Refused | What::Unreachable => self.support = false,
            What::Closed(_) => self.closed = true,
            What::Reopened => self.closed = false,
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cases::event::{ClosedReason, Scheme, Solution};
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
