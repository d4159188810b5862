//! What came of a call, in one gesture: the issue chosen, the events it records.
use crate::cases::event::{Channel, Contacted, Finding, Moment, NotConcerned, Outcome, Scheme, What};
use crate::cases::forms::moment;
use crate::cases::store::NewEvent;
use crate::coded_enum;
use base::Form;
use base::form::Text;
use base::french::fr;
use chrono::NaiveDate;
use db::Id;

coded_enum! {
    /// Issues 1 to 9 of the keyboard. Of the first three, nobody answered.
    pub enum Issue {
        NoAnswer = "sans-reponse", "Pas de réponse";
        Message = "message", "Message laissé";
        WrongNumber = "numero-faux", "Numéro faux ou coupé";
        Appointment = "rendez-vous", "Rendez-vous pris";
        CallBack = "a-rappeler", "À rappeler";
        Settled = "deja-en-solution", "Déjà en formation ou en emploi";
        Supported = "deja-accompagne", "Déjà accompagné ailleurs";
        Refused = "refus", "Ne souhaite pas d’aide";
        Other = "autre", "Autre échange";
    }
}

impl Issue {
    pub const NOBODY_ANSWERED: &'static [Issue] = &[Issue::NoAnswer, Issue::Message, Issue::WrongNumber];
    pub const SOMEBODY_ANSWERED: &'static [Issue] =
        &[Issue::Appointment, Issue::CallBack, Issue::Settled, Issue::Supported, Issue::Refused, Issue::Other];

    /// The digit that chooses it.
    pub fn key(self) -> u8 {
        1 + u8::try_from(self as usize).unwrap_or(0)
    }
}

/// The reasons why somebody already in training or at work is not concerned.
pub const SETTLED: &[NotConcerned] =
    &[NotConcerned::InSchool, NotConcerned::Apprentice, NotConcerned::AgriculturalSchool, NotConcerned::Employed];

/// A call as it was typed, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    pub issue: Issue,
    /// The number that was called, among the contact points of the youth.
    pub number: Option<Id>,
    pub person: Contacted,
    pub events: Vec<NewEvent>,
}

/// Reads the form of a row. On a wrong field, says so by the field and gives none. `owner`: whose the number is, who is
/// held to have answered when the form does not say.
pub fn read(form: &mut Form, owner: Contacted, today: NaiveDate) -> Option<Call> {
    let Some(issue) = form.required::<Issue>("issue") else {
        form.refuse("issue", "Choisissez ce qui a été dit.");
        return None;
    };
    let number = form.optional::<Id>("numero").flatten();
    let person = form.optional::<Contacted>("personne").flatten().unwrap_or(owner);
    let note = form.optional::<Text<500>>("note").flatten().map(|text| text.0);
    let moment = agreed(form, issue, today);
    let reason = (issue == Issue::Settled).then(|| settled(form)).flatten();
    let scheme = (issue == Issue::Supported)
        .then(|| chosen::<Scheme>(form, "dispositif", "Choisissez qui l’accompagne."))
        .flatten();
    if !form.is_valid() {
        return None;
    }
    let outcome = match issue {
        Issue::NoAnswer => Outcome::NoAnswer,
        Issue::Message => Outcome::Message,
        Issue::WrongNumber => Outcome::WrongNumber,
        Issue::CallBack => Outcome::CallBack(moment?),
        Issue::Appointment => Outcome::Reached { appointment: Some(moment?) },
        Issue::Settled | Issue::Supported | Issue::Refused | Issue::Other => Outcome::Reached { appointment: None },
    };
    let attempt = What::ContactAttempted { channel: Channel::Phone, person, outcome };
    let follows = match issue {
        Issue::Settled => Some(What::Verified(Finding::NotConcerned(reason?))),
        Issue::Supported => Some(What::SupportStarted { by: None, scheme: scheme? }),
        Issue::Refused => Some(What::Refused),
        _ => None,
    };
    let mut events = vec![NewEvent { note, ..NewEvent::on(today, attempt) }];
    events.extend(follows.map(|what| NewEvent::on(today, what)));
    Some(Call { issue, number, person, events })
}

fn settled(form: &mut Form) -> Option<NotConcerned> {
    let reason = chosen::<NotConcerned>(form, "raison", "Choisissez laquelle.")?;
    if SETTLED.contains(&reason) {
        return Some(reason);
    }
    form.refuse("raison", "Choisissez dans la liste.");
    None
}

fn chosen<T: std::str::FromStr<Err: std::fmt::Display>>(form: &mut Form, name: &str, why: &str) -> Option<T> {
    if form.raw(name).is_empty() {
        form.refuse(name, why);
        return None;
    }
    form.required(name)
}

/// The day and hour agreed: needed for an appointment or a call back, out of place with anything else. Beside a button that
/// says nobody answered, what the date holds does not matter.
fn agreed(form: &mut Form, issue: Issue, today: NaiveDate) -> Option<Moment> {
    match issue {
        Issue::NoAnswer | Issue::Message | Issue::WrongNumber => None,
        Issue::Appointment => moment(form, today, "Donnez le jour du rendez-vous."),
        Issue::CallBack => moment(form, today, "Donnez le jour du rappel."),
        Issue::Settled | Issue::Supported | Issue::Refused | Issue::Other => {
            if ["date", "heure"].iter().any(|name| !form.raw(name).is_empty()) {
                let why =
                    "Une date ne va qu’avec « Rendez-vous pris » ou « À rappeler ». Effacez-la, ou changez l’issue.";
                form.refuse("date", fr(why));
            }
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveTime;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 24).expect("a day")
    }

    fn form(text: &str) -> Form {
        Form::parse(text.as_bytes())
    }

    fn whats(text: &str) -> Vec<What> {
        read(&mut form(text), Contacted::Youth, today())
            .expect("read")
            .events
            .into_iter()
            .map(|event| event.what)
            .collect()
    }

    fn attempt(outcome: Outcome) -> What {
        What::ContactAttempted { channel: Channel::Phone, person: Contacted::Youth, outcome }
    }

    #[test]
    fn each_issue_records_what_it_says() {
        let reached = attempt(Outcome::Reached { appointment: None });
        let friday =
            Moment { on: NaiveDate::from_ymd_opt(2026, 11, 27).expect("a day"), at: NaiveTime::from_hms_opt(10, 0, 0) };
        assert_eq!(whats("issue=sans-reponse"), [attempt(Outcome::NoAnswer)]);
        assert_eq!(whats("issue=message"), [attempt(Outcome::Message)]);
        assert_eq!(whats("issue=numero-faux"), [attempt(Outcome::WrongNumber)]);
        assert_eq!(whats("issue=a-rappeler&date=2026-11-27&heure=10:00"), [attempt(Outcome::CallBack(friday))]);
        assert_eq!(
            whats("issue=rendez-vous&date=27/11/2026&heure=10h"),
            [attempt(Outcome::Reached { appointment: Some(friday) })]
        );
        assert_eq!(
            whats("issue=deja-en-solution&raison=apprentice"),
            [reached.clone(), What::Verified(Finding::NotConcerned(NotConcerned::Apprentice))]
        );
        assert_eq!(
            whats("issue=deja-accompagne&dispositif=cej"),
            [reached.clone(), What::SupportStarted { by: None, scheme: Scheme::Cej }]
        );
        assert_eq!(whats("issue=refus"), [reached.clone(), What::Refused]);
        assert_eq!(whats("issue=autre"), [reached]);
    }

    #[test]
    fn what_is_missing_or_out_of_place_is_said_by_its_field() {
        for (text, field) in [
            ("", "issue"),
            ("issue=rien", "issue"),
            ("issue=rendez-vous", "date"),
            ("issue=rendez-vous&date=2026-11-23", "date"),
            ("issue=a-rappeler&date=2036-11-27", "date"),
            ("issue=a-rappeler&date=31/02/2027", "date"),
            ("issue=a-rappeler&date=2026-11-27&heure=25:00", "heure"),
            ("issue=refus&date=2026-11-27", "date"),
            ("issue=deja-en-solution", "raison"),
            ("issue=deja-en-solution&raison=deceased", "raison"),
            ("issue=deja-accompagne", "dispositif"),
        ] {
            let mut form = form(text);
            assert_eq!(read(&mut form, Contacted::Youth, today()), None, "{text}");
            assert!(form.error(field).is_some(), "{text}: {:?}", form.errors().collect::<Vec<_>>());
        }
    }

    #[test]
    fn the_note_goes_with_the_attempt_and_a_date_left_in_the_form_does_not_stop_a_voicemail() {
        let call =
            read(&mut form("issue=message&date=2026-11-27&note=Voix+de+sa+m%C3%A8re"), Contacted::Youth, today())
                .expect("read");
        assert_eq!(call.events[0].note.as_deref(), Some("Voix de sa mère"));
    }

    #[test]
    fn keys_go_from_one_to_nine() {
        let keys: Vec<u8> = Issue::ALL.iter().map(|issue| issue.key()).collect();
        assert_eq!(keys, [1, 2, 3, 4, 5, 6, 7, 8, 9]);
    }
}
