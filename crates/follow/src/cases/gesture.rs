//! What one form recorded in a case, as an address carries it from the act to the page that says so and offers to undo it.
use super::event::{Event, Outcome, What};
use super::words::{MemberNames, Told, near_day, tell};
use crate::youths::Sex;
use chrono::{Days, NaiveDate};
use db::Id;
use std::fmt;
use std::str::FromStr;

/// Events `first` to `last` of a case: `018f….2-3`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gesture {
    pub case: Id,
    pub first: i64,
    pub last: i64,
}

impl Gesture {
    /// From the numbers that `append` gave.
    pub fn new(case: Id, numbers: &[i64]) -> Option<Self> {
        Some(Gesture { case, first: *numbers.first()?, last: *numbers.last()? })
    }
}

impl fmt::Display for Gesture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}-{}", self.case, self.first, self.last)
    }
}

impl FromStr for Gesture {
    type Err = &'static str;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let read = || {
            let (case, numbers) = text.split_once('.')?;
            let (first, last) = numbers.split_once('-')?;
            Some(Gesture { case: case.parse().ok()?, first: first.parse().ok()?, last: last.parse().ok()? })
        };
        read().ok_or("Cette saisie n’a pas été retrouvée.")
    }
}

/// Tells what was recorded, the most telling event first, and what follows from it.
pub fn told(events: &[Event], gesture: Gesture, sex: Option<Sex>, members: &MemberNames) -> Option<Told> {
    let done: Vec<&Event> = events.iter().filter(|e| (gesture.first..=gesture.last).contains(&e.number)).collect();
    let mut told = tell(done.last()?, sex, members);
    if let Some(day) = done.first().and_then(|event| next_attempt(event)) {
        told.detail = format!("nouvel essai {}", near_day(day));
    }
    Some(told)
}

/// When the queue asks for another attempt after this one.
fn next_attempt(event: &Event) -> Option<NaiveDate> {
    match event.what {
        What::ContactAttempted { outcome: Outcome::NoAnswer | Outcome::Message | Outcome::WrongNumber, .. } => {
            event.happened_on.checked_add_days(Days::new(super::due::NEXT_ATTEMPT_DAYS))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_carries_a_gesture_there_and_back() {
        let gesture = Gesture { case: Id::from_u128(7), first: 2, last: 3 };
        assert_eq!(gesture.to_string().parse(), Ok(gesture));
        assert!("018f.2".parse::<Gesture>().is_err());
        assert!("x.2-3".parse::<Gesture>().is_err());
    }
}
