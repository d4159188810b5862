//! What was done in a case, for the activity of a period (MEASURE.md §3): its deeds, each with its day and where it was done.
use super::due::clocks;
use super::event::{Event, Outcome, Solution, What};
use super::situation::living;
use crate::coded_enum;
use crate::youths::Traits;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use std::collections::BTreeMap;
use std::fmt::Write as _;

coded_enum! {
    /// What counts, each thing that happened under one of these. The code is a letter: see [`Deeds`].
    pub enum Deed {
        /// That reached nobody.
        Attempt = "t", "essai de contact";
        Reached = "r", "contact";
        FirstReached = "R", "premier contact";
        Interview = "i", "entretien";
        /// An interview that is the first contact of the case.
        FirstInterview = "I", "entretien, premier contact";
        SupportStarted = "s", "accompagnement commencé";
        InitialTraining = "f", "formation initiale commencée";
        Apprenticeship = "a", "apprentissage commencé";
        ContinuingTraining = "c", "formation continue commencée";
        Employment = "e", "emploi commencé";
        CivicService = "v", "service civique commencé";
        OtherSolution = "o", "autre solution commencée";
        SolutionBroken = "b", "solution rompue";
        Verified = "x", "vérification";
        Refused = "n", "refus";
        /// The clocks of the law, on the last day they leave: those come last, see [`Deed::is_clock`].
        ReturnKept = "D", "droit au retour, entretien tenu à temps";
        ReturnMissed = "d", "droit au retour, délai passé";
        ObligationKept = "O", "obligation de formation, entretien tenu à temps";
        ObligationMissed = "m", "obligation de formation, délai passé";
    }
}

impl Deed {
    /// The deed of that letter.
    pub fn of_letter(letter: char) -> Option<Deed> {
        Deed::ALL.iter().copied().find(|deed| deed.as_str().starts_with(letter))
    }

    pub const fn of_solution(kind: Solution) -> Deed {
        match kind {
            Solution::InitialTraining => Deed::InitialTraining,
            Solution::Apprenticeship => Deed::Apprenticeship,
            Solution::ContinuingTraining => Deed::ContinuingTraining,
            Solution::Employment => Deed::Employment,
            Solution::CivicService => Deed::CivicService,
            Solution::Other => Deed::OtherSolution,
        }
    }

    /// A time the law gives: it counts once its last day is over, not before.
    pub const fn is_clock(self) -> bool {
        self as usize >= Deed::ReturnKept as usize
    }

    fn of(what: &What, is_first_contact: bool) -> Option<Deed> {
        Some(match what {
            What::ContactAttempted { outcome: Outcome::Reached { .. }, .. } if is_first_contact => Deed::FirstReached,
            What::ContactAttempted { outcome: Outcome::Reached { .. }, .. } => Deed::Reached,
            What::ContactAttempted { .. } => Deed::Attempt,
            What::InterviewHeld { .. } if is_first_contact => Deed::FirstInterview,
            What::InterviewHeld { .. } => Deed::Interview,
            What::SupportStarted { .. } => Deed::SupportStarted,
            What::SolutionStarted { kind, .. } => Deed::of_solution(*kind),
            What::SolutionBroken => Deed::SolutionBroken,
            What::Verified(_) => Deed::Verified,
            What::Refused => Deed::Refused,
            _ => return None,
        })
    }
}

/// The deeds of a case, as a text of some fifty letters: each deed by its letter and the days since the entry (`t3R9i12`), those
/// done at another platform than the one that holds the case after its code (`@29-QUIMPER:t0`). Letters and not a table of their
/// own: thirty million rows would only ever be read whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Deeds {
    pub text: String,
    /// Whether anything was ever recorded at another platform, even what no longer holds.
    pub elsewhere: bool,
}

impl Deeds {
    /// From all the events of a case that a platform holds, as known at an instant (now when none), until a day. `entry_on` is
    /// that of its facts.
    pub fn of(
        events: &[Event],
        traits: &Traits,
        platform: &str,
        known_at: Option<DateTime<Utc>>,
        day: NaiveDate,
        entry_on: NaiveDate,
    ) -> Deeds {
        let elsewhere = events.iter().any(|event| event.platform != platform);
        let mut living = living(events, known_at);
        living.retain(|event| event.happened_on <= day);
        let first_contact = living.iter().position(|event| event.what.is_contact());
        let mut by_place: BTreeMap<&str, Vec<(NaiveDate, Deed)>> = BTreeMap::new();
        let mut add = |place, on, deed| {
            // What is done where the case is held comes first.
            by_place.entry(if place == platform { "" } else { place }).or_default().push((on, deed));
        };
        for (nth, event) in living.iter().enumerate() {
            if let Some(deed) = Deed::of(&event.what, first_contact == Some(nth)) {
                add(&event.platform, event.happened_on, deed);
            }
        }
        for clock in clocks(&living, traits, entry_on) {
            // It counts where the case was on the last day.
            let then = living.iter().rev().find(|event| event.happened_on <= clock.due_on);
            add(then.map_or(platform, |event| event.platform.as_str()), clock.due_on, clock.deed());
        }
        let mut text = String::new();
        for (place, deeds) in by_place {
            if !place.is_empty() {
                let _ = write!(text, "@{place}:");
            }
            for (on, deed) in deeds {
                let _ = write!(text, "{deed}{}", (on - entry_on).num_days());
            }
        }
        Deeds { text, elsewhere }
    }
}

/// Tells each deed of a text: where it was done when not where the case is held, its day, what it is.
///
/// # Errors
/// What of the text makes no sense.
pub fn each_deed<'a>(
    mut text: &'a str,
    entry_on: NaiveDate,
    mut tell: impl FnMut(Option<&'a str>, NaiveDate, Deed),
) -> Result<(), String> {
    let wrong = |rest: &str| format!("deeds {rest:?}");
    let mut place = None;
    while let Some(letter) = text.chars().next() {
        let rest = &text[letter.len_utf8()..];
        if letter == '@' {
            let (code, deeds) = rest.split_once(':').ok_or_else(|| wrong(text))?;
            (place, text) = (Some(code), deeds);
            continue;
        }
        let end = rest.find(|c: char| !c.is_ascii_digit() && c != '-').unwrap_or(rest.len());
        let days: i64 = rest[..end].parse().map_err(|_| wrong(text))?;
        let on = TimeDelta::try_days(days).and_then(|days| entry_on.checked_add_signed(days));
        let (deed, on) = Deed::of_letter(letter).zip(on).ok_or_else(|| wrong(text))?;
        tell(place, on, deed);
        text = &rest[end..];
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    #[test]
    fn a_text_says_each_deed_its_day_and_its_place() {
        let mut told = vec![];
        let entry = day("2026-09-10");
        each_deed("R3t-2@29-QUIMPER:i0", entry, |place, on, deed| told.push((place, on, deed))).expect("it reads");
        let expected = [
            (None, day("2026-09-13"), Deed::FirstReached),
            (None, day("2026-09-08"), Deed::Attempt),
            (Some("29-QUIMPER"), entry, Deed::Interview),
        ];
        assert_eq!(told, expected);
    }

    #[test]
    fn what_makes_no_sense_is_refused() {
        for text in ["z3", "t", "t--", "@29-QUIMPER", "t99999999999999999999", "é1"] {
            assert!(each_deed(text, day("2026-09-10"), |_, _, _| ()).is_err(), "{text}");
        }
    }

    #[test]
    fn each_deed_has_its_letter() {
        for deed in Deed::ALL {
            assert_eq!(deed.as_str().len(), 1);
            assert_eq!(deed.as_str().chars().next().and_then(Deed::of_letter), Some(*deed));
        }
        assert!(Deed::ALL.iter().position(|deed| deed.is_clock()).is_some_and(|first| first == Deed::ALL.len() - 4));
    }
}
