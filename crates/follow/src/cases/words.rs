//! What happened, as a person reads it.
use super::event::{
    Channel, Check, ClosedReason, Contacted, Event, Finding, Moment, NotConcerned, Outcome, Solution, Source, What,
};
use super::situation::{Situation, Verification};
use crate::youths::{Sex, agreed};
use base::french::{date_long, day_month, fr, time, weekday_date};
use chrono::{NaiveDate, NaiveTime, Timelike as _};
use db::Id;
use std::collections::HashMap;

/// Names of the members that events speak of.
pub type MemberNames = HashMap<Id, String>;

/// What happened, in two parts: the fact, then what it carries (may be empty).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    pub title: String,
    pub detail: String,
}

impl Told {
    fn new(title: impl Into<String>, detail: impl Into<String>) -> Self {
        Told { title: title.into(), detail: detail.into() }
    }

    /// Both on one line.
    pub fn line(&self) -> String {
        if self.detail.is_empty() { self.title.clone() } else { format!("{}, {}", self.title, self.detail) }
    }
}

/// Tells an event, agreeing with the youth.
pub fn tell(event: &Event, sex: Option<Sex>, members: &MemberNames) -> Told {
    let by = |member: &Option<Id>| member.and_then(|id| members.get(&id)).map(|name| format!("par {name}"));
    let mut told = match &event.what {
        What::Listed { source, left_on, .. } => Told::new(
            format!("Signalé(e) par {}", reported_by(*source)),
            left_on.map(|on| format!("sortie le {}", date_long(on))).unwrap_or_default(),
        ),
        What::LeftList { source, .. } => Told::new(format!("N’est plus dans la liste : {}", source.label()), ""),
        What::CameForward { right_to_return: true } => Told::new(CAME, "demande un droit au retour en formation"),
        What::CameForward { right_to_return: false } => Told::new(CAME, ""),
        What::Verified(Finding::Confirmed) => Told::new("Vérification : confirmé(e), sans solution", ""),
        What::Verified(Finding::NotConcerned(reason)) => {
            Told::new("Vérification : non concerné(e)", not_concerned(*reason))
        }
        What::ContactAttempted { channel, person, outcome } => attempt(*channel, *person, outcome),
        What::InterviewHeld { guardian_present, by: member } => Told::new(
            "Entretien tenu",
            joined([
                Some(if *guardian_present { "avec son responsable légal" } else { "sans responsable légal" }.into()),
                by(member),
            ]),
        ),
        What::InterviewMissed => Told::new("Absent(e) à l’entretien", ""),
        What::Refused => Told::new("Ne souhaite pas d’aide", ""),
        What::Unreachable => Told::new("Déclaré(e) injoignable", ""),
        What::SupportStarted { by: member, scheme } => {
            Told::new("Accompagnement commencé", joined([Some(scheme.label().into()), by(member)]))
        }
        What::SupportEnded => Told::new("Accompagnement terminé", ""),
        What::SolutionProposed { kind, place } => Told::new("Solution proposée", place_of(*kind, place)),
        What::SolutionDeclined { kind, place } => Told::new("Solution déclinée", place_of(*kind, place)),
        What::SolutionStarted { kind, place, until } => Told::new(
            "Solution commencée",
            joined([Some(place_of(*kind, place)), until.map(|on| format!("jusqu’au {}", date_long(on)))]),
        ),
        What::SolutionBroken => Told::new("Solution rompue", ""),
        What::SolutionCompleted => Told::new("Solution menée à son terme", ""),
        What::SituationChecked(Check::Still) => Told::new("Suivi : toujours en solution", ""),
        What::SituationChecked(Check::NoLonger) => Told::new("Suivi : n’est plus en solution", ""),
        What::SituationChecked(Check::Unknown) => Told::new("Suivi : situation inconnue", ""),
        What::Summoned => Told::new("Convoqué(e) avec son responsable légal", ""),
        What::DepartmentNotified => Told::new("Département informé", ""),
        What::Exempted { until } => {
            Told::new("Exempté(e) de l’obligation de formation", format!("jusqu’au {}", date_long(*until)))
        }
        What::Assigned { to: Some(member) } => {
            Told::new(format!("Confié à {}", members.get(member).map_or("un membre", String::as_str)), "")
        }
        What::Assigned { to: None } => Told::new("Référent retiré", ""),
        What::TransferredOut { to } => Told::new("Dossier transféré", format!("à la plate-forme {to}")),
        What::TransferredIn { from } => Told::new("Dossier reçu", format!("de la plate-forme {from}")),
        What::Closed(reason) => Told::new("Dossier clos", closed(*reason)),
        What::Reopened => Told::new("Dossier rouvert", ""),
        What::Withdrawn => Told::new("Saisie retirée", ""),
    };
    told.title = fr(&agreed(&told.title, sex));
    told.detail = fr(&agreed(&told.detail, sex));
    told
}

/// A noun agrees with nobody.
const CAME: &str = "Venue spontanée";

fn joined<const N: usize>(parts: [Option<String>; N]) -> String {
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn place_of(kind: Solution, place: &Option<String>) -> String {
    joined([Some(kind.label().to_owned()), place.clone()])
}

fn attempt(channel: Channel, person: Contacted, outcome: &Outcome) -> Told {
    let sent = match channel {
        Channel::Phone => "Appel",
        Channel::Sms => "SMS",
        Channel::Email => "Courriel",
        Channel::Letter => "Courrier",
        Channel::Visit => "Visite",
        Channel::Messaging => "Message",
    };
    let whom = match person {
        Contacted::Youth => "",
        Contacted::Guardian => "au responsable légal",
    };
    match outcome {
        Outcome::NoAnswer => Told::new(format!("{sent} sans réponse"), whom),
        Outcome::Message if channel == Channel::Phone => Told::new("Message laissé", whom),
        Outcome::Message if channel == Channel::Visit => Told::new("Visite, avis laissé", whom),
        Outcome::Message => Told::new(format!("{sent} envoyé"), whom),
        Outcome::WrongNumber if matches!(channel, Channel::Phone | Channel::Sms | Channel::Messaging) => {
            Told::new("Numéro faux ou coupé", whom)
        }
        Outcome::WrongNumber => Told::new(format!("{sent} : adresse fausse"), whom),
        Outcome::CallBack(moment) => {
            Told::new(format!("{sent}, quelqu’un a répondu"), format!("à rappeler {}", at(*moment)))
        }
        Outcome::Reached { appointment } => {
            let reached = match person {
                Contacted::Youth => "joint(e)",
                Contacted::Guardian => "responsable légal joint",
            };
            let detail = appointment.map(|moment| format!("rendez-vous {}", at(moment))).unwrap_or_default();
            Told::new(format!("{sent}, {reached}"), detail)
        }
    }
}

/// « jeudi 26 novembre 2026 à 17 h 30 ».
pub fn at(moment: Moment) -> String {
    match moment.at {
        Some(hour) => format!("{} à {}", weekday_date(moment.on), hour_of(hour)),
        None => weekday_date(moment.on),
    }
}

/// « 17 h 30 ».
pub fn hour_of(time_of_day: NaiveTime) -> String {
    time(time_of_day.hour(), time_of_day.minute())
}

/// « jeudi 26 nov. »: near enough for the year to be plain.
pub fn near_day(day: NaiveDate) -> String {
    let full = weekday_date(day);
    let weekday = full.split(' ').next().unwrap_or_default();
    format!("{weekday} {}", day_month(day))
}

/// The source, after « par ».
pub const fn reported_by(source: Source) -> &'static str {
    match source {
        Source::NationalList => "la liste nationale (SIEI)",
        Source::MissionLocale => "la mission locale",
        Source::Apprenticeship => "l’apprentissage (CFA)",
        Source::School => "un établissement scolaire",
        Source::Agricultural => "l’enseignement agricole",
        Source::Himself => "sa venue spontanée",
        Source::Partner => "un partenaire",
        Source::Other => "une autre source",
    }
}

/// With `(e)` where it agrees.
pub const fn not_concerned(reason: NotConcerned) -> &'static str {
    match reason {
        NotConcerned::InSchool => "scolarisé(e)",
        NotConcerned::Apprentice => "apprenti(e)",
        NotConcerned::Graduated => "diplômé(e)",
        NotConcerned::MovedAbroad => "parti(e) à l’étranger",
        NotConcerned::Deceased => "décédé(e)",
        other => other.label(),
    }
}

/// With `(e)` where it agrees.
pub const fn closed(reason: ClosedReason) -> &'static str {
    match reason {
        ClosedReason::NotConcerned => "non concerné(e)",
        ClosedReason::Moved => "parti(e) hors du périmètre",
        ClosedReason::Deceased => "décédé(e)",
        other => other.label(),
    }
}

/// Where a case stands: « Confirmée, en contact », « À vérifier ».
pub fn standing(
    verification: Verification,
    situation: Option<Situation>,
    solution: Option<Solution>,
    sex: Option<Sex>,
) -> String {
    let text = match (verification, situation) {
        (Verification::ToVerify, _) => "À vérifier".to_owned(),
        (Verification::NotConcerned, _) => "Non concerné(e)".to_owned(),
        (Verification::Confirmed, Some(Situation::InSolution)) => match solution {
            Some(kind) => format!("Confirmé(e), en solution : {}", kind.label()),
            None => "Confirmé(e), en solution".to_owned(),
        },
        (Verification::Confirmed, Some(Situation::Supported)) => "Confirmé(e), accompagné(e)".to_owned(),
        (Verification::Confirmed, Some(Situation::Unknown) | None) => "Confirmé(e), situation inconnue".to_owned(),
        (Verification::Confirmed, Some(other)) => format!("Confirmé(e), {}", other.label()),
    };
    fr(&agreed(&text, sex))
}

/// « Signalé par la mission locale », « Venue spontanée »: the first report, for who has no list to show.
pub fn came_or_reported(source: Source) -> String {
    match source {
        Source::Himself => "Venue spontanée".to_owned(),
        other => format!("Signalement par {}", reported_by(other)),
    }
}

/// With a capital: labels are written in lower case.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
