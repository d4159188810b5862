//! A slow, declarative reading of MEASURE.md §2, to hold the fold of `situation` against: each question looks at the whole
//! history afresh. Compared on random histories.
use super::event::*;
use super::facts::Facts;
use super::situation::{Situation, Verification, living};
use crate::youths::{Schooling, Sex, Traits};
use chrono::{DateTime, Duration, NaiveDate, TimeZone as _, Utc};
use proptest::prelude::*;

fn day(n: i64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2025, 9, 1).expect("a day") + Duration::days(n)
}

fn held(events: &[Event], known_at: Option<DateTime<Utc>>, on: NaiveDate) -> Vec<&Event> {
    let known: Vec<&Event> = events.iter().filter(|e| known_at.is_none_or(|k| e.recorded_at <= k)).collect();
    let mut held: Vec<&Event> = known
        .iter()
        .copied()
        .filter(|e| !known.iter().any(|other| other.replaces == Some(e.number)))
        .filter(|e| e.what != What::Withdrawn && e.happened_on <= on)
        .collect();
    held.sort_by_key(|e| (e.happened_on, e.recorded_at, e.number));
    held
}

fn verification(held: &[&Event]) -> Verification {
    let last_verified = held.iter().rposition(|e| matches!(e.what, What::Verified(_)));
    let (finding, after) = match last_verified {
        Some(i) => match held[i].what {
            What::Verified(f) => (Some(f), i + 1),
            _ => unreachable!(),
        },
        None => (None, 0),
    };
    match finding {
        Some(Finding::Confirmed) => return Verification::Confirmed,
        Some(Finding::NotConcerned(_)) => {
            let reopened = held[after..].iter().rposition(|e| matches!(e.what, What::Listed { .. }));
            let Some(reopened) = reopened.map(|_| {
                after + held[after..].iter().position(|e| matches!(e.what, What::Listed { .. })).expect("just seen")
            }) else {
                return Verification::NotConcerned;
            };
            return if stands(&held[reopened..]) { Verification::Confirmed } else { Verification::ToVerify };
        }
        None => {}
    }
    if stands(held) { Verification::Confirmed } else { Verification::ToVerify }
}

fn stands(held: &[&Event]) -> bool {
    held.iter().any(|e| {
        matches!(e.what.kind(), "InterviewHeld" | "Refused" | "Unreachable" | "SupportStarted" | "SolutionStarted")
    })
}

fn is_news(e: &Event) -> bool {
    e.what.is_contact()
        || matches!(
            e.what.kind(),
            "SupportStarted" | "SupportEnded" | "SolutionStarted" | "SolutionBroken" | "SolutionCompleted"
        )
        || matches!(e.what, What::SituationChecked(Check::Still | Check::NoLonger))
}

fn runs(held: &[&Event], start: &str, ends: impl Fn(&What) -> bool) -> bool {
    let last_start = held.iter().rposition(|e| e.what.kind() == start);
    last_start.is_some_and(|i| !held[i..].iter().any(|e| ends(&e.what)))
}

fn situation(held: &[&Event], on: NaiveDate) -> Situation {
    let ends_solution = |w: &What| {
        matches!(w.kind(), "SolutionBroken" | "SolutionCompleted") || *w == What::SituationChecked(Check::NoLonger)
    };
    let ends_support = |w: &What| matches!(w.kind(), "SupportEnded" | "Refused" | "Unreachable");
    let solution_runs = |held: &[&Event]| runs(held, "SolutionStarted", ends_solution);
    // The events that renew the time, a refusal or a disappearance among them unless a solution runs.
    let news = (0..held.len()).rfind(|&i| {
        is_news(held[i]) || (matches!(held[i].what.kind(), "Refused" | "Unreachable") && !solution_runs(&held[..i]))
    });
    let lost = held.iter().rposition(|e| e.what == What::SituationChecked(Check::Unknown));
    if lost.is_some() && lost > news {
        return Situation::Unknown;
    }
    let situation = if solution_runs(held) {
        Situation::InSolution
    } else if runs(held, "SupportStarted", ends_support) {
        Situation::Supported
    } else {
        let last = held.iter().rev().find_map(|e| match e.what.kind() {
            "Refused" => Some(Situation::Refused),
            "Unreachable" => Some(Situation::Unreachable),
            "SupportEnded" | "SolutionBroken" | "SolutionCompleted" => Some(Situation::InContact),
            _ if e.what == What::SituationChecked(Check::NoLonger) || e.what.is_contact() => Some(Situation::InContact),
            _ => None,
        });
        last.unwrap_or(Situation::Unknown)
    };
    match (situation.lasts(), news) {
        (Some(days), Some(i)) if (on - held[i].happened_on).num_days() > days as i64 => Situation::Unknown,
        _ => situation,
    }
}

fn what() -> impl Strategy<Value = What> {
    let listed = What::Listed { list: None, source: Source::School, left_on: None };
    let attempt = |outcome| What::ContactAttempted { channel: Channel::Phone, person: Contacted::Youth, outcome };
    prop::sample::select(vec![
        listed,
        What::CameForward { right_to_return: true },
        What::Verified(Finding::Confirmed),
        What::Verified(Finding::NotConcerned(NotConcerned::InSchool)),
        attempt(Outcome::Reached { appointment: None }),
        attempt(Outcome::NoAnswer),
        attempt(Outcome::CallBack(Moment { on: day(400), at: None })),
        What::InterviewHeld { guardian_present: true, by: None },
        What::InterviewMissed,
        What::Refused,
        What::Unreachable,
        What::SupportStarted { by: None, scheme: Scheme::Mlds },
        What::SupportEnded,
        What::SolutionStarted { kind: Solution::Apprenticeship, place: None, until: None },
        What::SolutionBroken,
        What::SolutionCompleted,
        What::SituationChecked(Check::Still),
        What::SituationChecked(Check::NoLonger),
        What::SituationChecked(Check::Unknown),
        What::Assigned { to: None },
        What::Withdrawn,
    ])
}

prop_compose! {
    /// A case as it may have been recorded: late, out of order, corrected, withdrawn.
    fn history()(rows in prop::collection::vec((what(), 0i64..400, 0i64..20, any::<prop::sample::Index>(), any::<bool>()), 1..14)) -> Vec<Event> {
        let start = Utc.with_ymd_and_hms(2025, 9, 1, 8, 0, 0).single().expect("an instant");
        rows.into_iter().enumerate().map(|(i, (what, on, late, index, corrects))| {
            let replaces = ((corrects || what == What::Withdrawn) && i > 0).then(|| index.index(i) as i64 + 1);
            Event { number: i as i64 + 1, happened_on: day(on), recorded_at: start + Duration::days(on + late), recorded_by: None,
                platform: "29-BREST".into(), replaces, what, note: None, why: None }
        }).collect()
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]
    #[test]
    fn the_fold_says_what_the_definition_says(events in history(), on in 0i64..800, known in proptest::option::of(0i64..420)) {
        let start = Utc.with_ymd_and_hms(2025, 9, 1, 8, 0, 0).single().expect("an instant");
        let known_at = known.map(|n| start + Duration::days(n));
        let on = day(on);
        let held = held(&events, known_at, on);
        let traits = Traits { sex: Some(Sex::Female), born_on: day(-6200), schooling: Schooling::Unknown, priority_district: None };
        let facts = Facts::of(&events, &traits, known_at, on);
        let entry = held.iter().find(|e| e.what.is_report()).map(|e| e.happened_on);
        prop_assert_eq!(facts.as_ref().map(|f| f.entry_on), entry);
        if let Some(facts) = facts {
            prop_assert_eq!(facts.standing.verification, verification(&held));
            prop_assert_eq!(facts.standing.situation_on(on), situation(&held, on));
            let contacts: Vec<NaiveDate> = held.iter().filter(|e| e.what.is_contact()).map(|e| e.happened_on).collect();
            prop_assert_eq!(facts.first_contact_on, contacts.iter().min().copied());
        }
    }

    #[test]
    fn a_correction_and_its_withdrawal_never_bring_back_what_was_replaced(events in history()) {
        let living = living(&events, None);
        for event in &living {
            prop_assert!(!events.iter().any(|e| e.replaces == Some(event.number)));
        }
    }
}

#[test]
fn a_refusal_ends_a_support_but_not_a_running_solution() {
    let event = |number, on, what| Event {
        number,
        happened_on: day(on),
        recorded_at: Utc.with_ymd_and_hms(2026, 1, 1, 0, 0, 0).single().expect("an instant"),
        recorded_by: None,
        platform: "29-BREST".into(),
        replaces: None,
        what,
        note: None,
        why: None,
    };
    let listed = event(1, 0, What::Listed { list: None, source: Source::School, left_on: None });
    let support = event(2, 5, What::SupportStarted { by: None, scheme: Scheme::Cej });
    let solution = event(3, 10, What::SolutionStarted { kind: Solution::Employment, place: None, until: None });
    let refused = event(4, 20, What::Refused);
    let broken = event(5, 30, What::SolutionBroken);
    let at = |events: &[&Event], on| super::situation::standing(events, day(on)).situation_on(day(on));
    assert_eq!(at(&[&listed, &support, &refused], 20), Situation::Refused);
    assert_eq!(at(&[&listed, &support, &solution, &refused], 20), Situation::InSolution);
    assert_eq!(at(&[&listed, &support, &solution, &broken], 30), Situation::Supported);
    assert_eq!(at(&[&listed, &support, &solution, &refused, &broken], 30), Situation::InContact);
    assert_eq!(at(&[&listed, &solution], 220), Situation::InSolution);
    assert_eq!(at(&[&listed, &solution], 221), Situation::Unknown);
}
