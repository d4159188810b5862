//! Why a row is here, in words: first thing read.
use super::model::Open;
use super::store::Subject;
use crate::cases::due::Reason;
use crate::cases::event::{Solution, What};
use crate::cases::forms::Group;
use crate::cases::situation::Situation;
use crate::cases::words::{capital, hour_of, near_day};
use crate::youths::agreed;
use base::french::{count, date_long, fr, relative_days};
use chrono::NaiveDate;
use dsfr::{Icon, icon};

/// A reason and, under it, what it rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Why {
    pub icon: Icon,
    pub text: String,
    pub detail: String,
    /// The form of the case that the detail leads to, when the act is not a call.
    pub act: Option<Group>,
}

/// Tells why a case stands in the queue, agreeing with the youth.
pub fn why(open: &Open, subject: &Subject, today: NaiveDate) -> Why {
    let due = open.due_on;
    let (icon, text, detail) = match open.reason {
        Reason::ReturnInterview => {
            (icon::TIMER, legal_clock(due, today), format!("Droit au retour, entretien avant le {}", near(due, today)))
        }
        Reason::DepartmentNotice => {
            (icon::TIMER, legal_clock(due, today), format!("Informer le département avant le {}", near(due, today)))
        }
        Reason::ObligationInterview => (
            icon::TIMER,
            "Moins de 18 ans, entretien dû".into(),
            format!("Avec son responsable légal, avant le {}", near(due, today)),
        ),
        Reason::CallBack => (icon::PHONE, format!("Rappel promis {}", promised(open, today)), note_of(subject)),
        Reason::Appointment => {
            (icon::CALENDAR, format!("Rendez-vous {}", promised(open, today)), "Noter l’entretien, ou l’absence".into())
        }
        Reason::BrokenSolution => {
            (icon::LINK_UNLINK, broken(subject, today), format!("À relancer avant le {}", near(due, today)))
        }
        Reason::Majority => {
            let birthday = due.succ_opt().unwrap_or(due);
            let text = format!("18 ans {}", relative_days(birthday, today));
            (icon::USER, text, format!("Fin de l’obligation de formation le {}", near(birthday, today)))
        }
        Reason::MinorNotContacted => (
            icon::USER,
            "Moins de 18 ans, pas contacté(e)".into(),
            format!("Signalé(e) {}", relative_days(subject.entry_on, today)),
        ),
        Reason::NeverContacted => (
            icon::QUESTION,
            format!("Jamais contacté(e), {}", days_since(subject.entry_on, today)),
            format!("{}, le {}", capital(open.source.label()), near(subject.entry_on, today)),
        ),
        Reason::NewAttempt => (
            icon::PHONE,
            if due == today {
                "Nouvel essai aujourd’hui".into()
            } else {
                format!("Nouvel essai attendu {}", relative_days(due, today))
            },
            count(subject.attempts, "essai jusqu’ici", "essais jusqu’ici"),
        ),
        Reason::ToVerify => (
            icon::QUESTION,
            "Situation à vérifier".into(),
            subject
                .first_contact_on
                .map_or_else(String::new, |on| format!("Joint(e) le {}, toujours présumé(e)", near(on, today))),
        ),
        Reason::SolutionCheck => {
            (icon::REFRESH, format!("Suivi de la solution, {}", near_day(due)), solution_since(subject, today))
        }
        Reason::Lapsing => (icon::CALENDAR, lapsing(due, today), situation_since(subject, today)),
        Reason::NoWorker => (icon::USER_ADD, "Sans référent".into(), situation_since(subject, today)),
    };
    let set = |text: &str| fr(&agreed(text, subject.sex));
    let act = match open.reason {
        Reason::DepartmentNotice => Some(Group::Obligation),
        Reason::Appointment => Some(Group::Interview),
        Reason::NoWorker => Some(Group::Worker),
        _ => None,
    };
    Why { icon, text: set(&text), detail: set(&detail), act }
}

/// « Délai légal : plus que 2 jours », « dernier jour », « dépassé de 3 jours ».
fn legal_clock(due: NaiveDate, today: NaiveDate) -> String {
    match (due - today).num_days() {
        0 => "Délai légal : dernier jour".into(),
        left @ 1.. => format!("Délai légal : plus que {}", count(left, "jour", "jours")),
        late => format!("Délai légal dépassé de {}", count(-late, "jour", "jours")),
    }
}

/// « à 10 h 00 » today, « hier », « jeudi 26 novembre » otherwise.
fn promised(open: &Open, today: NaiveDate) -> String {
    let hour = open.due_time.map(|at| format!("à {}", hour_of(at)));
    match ((open.due_on - today).num_days(), hour) {
        (0, Some(hour)) => hour,
        (0, None) => "aujourd’hui".into(),
        (-1, Some(hour)) => format!("hier {hour}"),
        (-1, None) => "hier".into(),
        (_, hour) => format!("{} {}", near_day(open.due_on), hour.unwrap_or_default()).trim_end().to_owned(),
    }
}

/// The note of the last event, as it was said; cut where a row would overflow.
fn note_of(subject: &Subject) -> String {
    const LONGEST: usize = 60;
    let Some(note) = subject.last.as_ref().and_then(|event| event.note.as_deref()) else { return String::new() };
    let line = note.lines().next().unwrap_or_default();
    let shown: String = line.chars().take(LONGEST).collect();
    let more = if shown.len() < note.len() { "…" } else { "" };
    format!("« {shown}{more} »")
}

fn broken(subject: &Subject, today: NaiveDate) -> String {
    let on =
        subject.last.as_ref().filter(|event| matches!(event.what, What::SolutionBroken)).map(|event| event.happened_on);
    match on {
        Some(on) => format!("Solution rompue {}", relative_days(on, today)),
        None => "Solution rompue".into(),
    }
}

fn lapsing(last_good_day: NaiveDate, today: NaiveDate) -> String {
    match (last_good_day - today).num_days() {
        0 => "Situation qui expire ce soir".into(),
        1.. => format!("Situation qui expire le {}", near(last_good_day, today)),
        _ => format!("Situation expirée {}", relative_days(last_good_day, today)),
    }
}

fn situation_since(subject: &Subject, today: NaiveDate) -> String {
    let situation = match subject.situation {
        Situation::InSolution => return solution_since(subject, today),
        Situation::Supported => "Accompagné(e)",
        Situation::InContact => "En contact",
        Situation::Refused => "Refus",
        Situation::Unreachable => "Injoignable",
        Situation::Unknown => return "Confirmé(e), situation inconnue".into(),
    };
    subject
        .situation_since
        .map_or_else(|| situation.to_owned(), |on| format!("{situation} depuis le {}", near(on, today)))
}

fn solution_since(subject: &Subject, today: NaiveDate) -> String {
    let kind = match subject.solution {
        Some(Solution::Other) | None => "En solution".to_owned(),
        Some(Solution::Employment) => "En emploi".to_owned(),
        Some(kind) => format!("En {}", kind.label()),
    };
    subject.situation_since.map_or(kind.clone(), |on| format!("{kind} depuis le {}", near(on, today)))
}

/// « 18 jours », « 1 jour », « aujourd’hui ».
fn days_since(day: NaiveDate, today: NaiveDate) -> String {
    match (today - day).num_days() {
        ..=0 => "aujourd’hui".into(),
        days => count(days, "jour", "jours"),
    }
}

/// « 26 novembre », with its year when it is another one.
pub fn near(day: NaiveDate, today: NaiveDate) -> String {
    use chrono::Datelike as _;
    if day.year() == today.year() { base::french::day_month(day) } else { date_long(day) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(n: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, n).expect("a day")
    }

    #[test]
    fn a_legal_clock_says_how_long_is_left_and_when_it_is_over() {
        assert_eq!(legal_clock(day(26), day(24)), "Délai légal : plus que 2\u{a0}jours");
        assert_eq!(legal_clock(day(24), day(24)), "Délai légal : dernier jour");
        assert_eq!(legal_clock(day(21), day(24)), "Délai légal dépassé de 3\u{a0}jours");
    }

    #[test]
    fn another_year_is_written() {
        assert_eq!(near(day(26), day(24)), "26\u{a0}novembre");
        let january = NaiveDate::from_ymd_opt(2027, 1, 12).expect("a day");
        assert_eq!(near(january, day(24)), "12\u{a0}janvier 2027");
    }
}
