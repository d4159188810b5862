//! What may be corrected, withdrawn or undone. Nothing is erased: a correction is one more event, that names the one it replaces.
use super::event::{Event, What};
use super::situation::living;
use super::store::NewEvent;
use base::french::fr;
use chrono::NaiveDate;
use db::Id;

/// Why an event stays as it is, for whoever tried.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fixed {
    #[error("no such event")]
    Absent,
    #[error("{0}")]
    Because(String),
}

impl From<Fixed> for base::Error {
    fn from(fixed: Fixed) -> Self {
        match fixed {
            Fixed::Absent => base::Error::NotFound,
            Fixed::Because(why) => base::Error::Refused(why),
        }
    }
}

fn because(why: &str) -> Fixed {
    Fixed::Because(fr(why))
}

/// Whether an event of this kind is typed by hand: those of lists are undone with their list.
pub const fn is_typed(what: &What) -> bool {
    !matches!(
        what,
        What::Listed { .. }
            | What::LeftList { .. }
            | What::TransferredOut { .. }
            | What::TransferredIn { .. }
            | What::Withdrawn
    )
}

/// The event, if another may replace it.
pub fn correctable(events: &[Event], number: i64) -> Result<&Event, Fixed> {
    let event = events.iter().find(|e| e.number == number && e.what != What::Withdrawn).ok_or(Fixed::Absent)?;
    if let What::Listed { .. } | What::LeftList { .. } = event.what {
        return Err(because(
            "Cette ligne vient d’une liste : elle se retire en annulant la liste, depuis « Listes reçues ».",
        ));
    }
    if !is_typed(&event.what) {
        return Err(because("Un transfert ne se corrige pas."));
    }
    if events.iter().any(|e| e.replaces == Some(number)) {
        return Err(because(
            "Cette saisie a déjà été corrigée ou retirée. Reprenez depuis la dernière version, dans le dossier.",
        ));
    }
    Ok(event)
}

/// The event, if it may be replaced by nothing.
pub fn withdrawable(events: &[Event], number: i64) -> Result<&Event, Fixed> {
    let event = correctable(events, number)?;
    let other_report = living(events, None).iter().any(|e| e.what.is_report() && e.number != number);
    if event.what.is_report() && !other_report {
        return Err(because(
            "C’est la venue du jeune qui ouvre ce dossier : corrigez-la, ou closez le dossier en disant pourquoi.",
        ));
    }
    Ok(event)
}

/// Whether a correction says what the event already said.
pub fn changes_nothing(event: &Event, new: &NewEvent) -> bool {
    (new.happened_on, &new.what, &new.note) == (event.happened_on, &event.what, &event.note)
}

/// The withdrawal of an event.
pub fn withdrawal(number: i64, today: NaiveDate, why: Option<String>) -> NewEvent {
    NewEvent { replaces: Some(number), why, ..NewEvent::on(today, What::Withdrawn) }
}

/// The withdrawals that undo what one form recorded, from `first` to `last`. None when they are already withdrawn.
pub fn undo(events: &[Event], first: i64, last: i64, by: Option<Id>, today: NaiveDate) -> Result<Vec<NewEvent>, Fixed> {
    let done: Vec<&Event> = events.iter().filter(|e| (first..=last).contains(&e.number)).collect();
    if first > last || done.len() as i64 != last - first + 1 || done.iter().any(|e| !is_typed(&e.what)) {
        return Err(Fixed::Absent);
    }
    if done.iter().any(|e| e.recorded_by != by) {
        return Err(because("Cette saisie est d’une autre personne : corrigez-la depuis le dossier."));
    }
    let withdrawn = |number| events.iter().any(|e| e.replaces == Some(number) && e.what == What::Withdrawn);
    if done.iter().all(|e| withdrawn(e.number)) {
        return Ok(vec![]);
    }
    if living(events, None).iter().any(|e| e.number > last)
        || done.iter().any(|e| correctable(events, e.number).is_err())
    {
        return Err(because(
            "Autre chose a été noté depuis dans ce dossier : l’annuler d’un geste n’est plus sûr. Retirez ou corrigez la saisie depuis \
             le dossier.",
        ));
    }
    Ok(done.iter().map(|e| withdrawal(e.number, today, None)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cases::event::{Channel, Contacted, Outcome, Source};
    use chrono::{DateTime, TimeZone as _, Utc};

    fn day() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 24).expect("a day")
    }

    fn event(number: i64, what: What, by: u128) -> Event {
        let recorded_at: DateTime<Utc> = Utc.with_ymd_and_hms(2026, 11, 24, 9, 0, 0).single().expect("an instant");
        Event {
            number,
            happened_on: day(),
            recorded_at,
            recorded_by: Some(Id::from_u128(by)),
            platform: "29-BREST".into(),
            replaces: None,
            what,
            note: None,
            why: None,
        }
    }

    fn listed() -> Event {
        event(1, What::Listed { list: None, source: Source::NationalList, left_on: None }, 1)
    }

    fn call(number: i64) -> Event {
        let what =
            What::ContactAttempted { channel: Channel::Phone, person: Contacted::Youth, outcome: Outcome::NoAnswer };
        event(number, what, 1)
    }

    fn withdrawn(number: i64, replaces: i64) -> Event {
        Event { replaces: Some(replaces), ..event(number, What::Withdrawn, 1) }
    }

    #[test]
    fn a_gesture_is_undone_by_who_made_it_while_nothing_followed() {
        let events = [listed(), call(2)];
        let me = Some(Id::from_u128(1));
        assert_eq!(undo(&events, 2, 2, me, day()).expect("undone").len(), 1);
        assert!(matches!(undo(&events, 2, 2, Some(Id::from_u128(9)), day()), Err(Fixed::Because(_))));
        assert!(matches!(undo(&[listed(), call(2), call(3)], 2, 2, me, day()), Err(Fixed::Because(_))));
        assert_eq!(undo(&events, 2, 3, me, day()), Err(Fixed::Absent), "there is no event 3");
        assert_eq!(undo(&events, 1, 1, me, day()), Err(Fixed::Absent), "a list is not undone here");
    }

    #[test]
    fn a_gesture_undone_twice_is_undone_once() {
        let events = [listed(), call(2), withdrawn(3, 2)];
        assert_eq!(undo(&events, 2, 2, Some(Id::from_u128(1)), day()), Ok(vec![]));
    }

    #[test]
    fn what_followed_and_was_withdrawn_does_not_stand_in_the_way() {
        let events = [listed(), call(2), call(3), withdrawn(4, 3)];
        assert_eq!(undo(&events, 2, 2, Some(Id::from_u128(1)), day()).map(|w| w.len()), Ok(1));
    }

    #[test]
    fn an_event_is_replaced_once_and_a_list_never() {
        let events = [listed(), call(2), Event { replaces: Some(2), ..call(3) }];
        assert!(matches!(correctable(&events, 2), Err(Fixed::Because(_))));
        assert_eq!(correctable(&events, 3).map(|e| e.number), Ok(3));
        assert!(matches!(correctable(&events, 1), Err(Fixed::Because(_))));
        assert_eq!(correctable(&events, 9), Err(Fixed::Absent));
    }

    #[test]
    fn what_opens_the_case_cannot_be_withdrawn() {
        let came = event(1, What::CameForward { right_to_return: true }, 1);
        assert!(matches!(withdrawable(std::slice::from_ref(&came), 1), Err(Fixed::Because(_))));
        assert!(withdrawable(&[listed(), Event { number: 2, ..came }], 2).is_ok());
    }
}
