//! What a case asks for, in words, with the text of the law.
use super::due::{Due, Reason};
use super::words::{hour_of, near_day};
use base::french::{count, date_long, fr, relative_days};
use chrono::NaiveDate;
use dsfr::{Icon, Tone, icon};

/// One thing to do, as the page of the case says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    pub icon: Icon,
    pub tone: Option<Tone>,
    pub title: String,
    /// « avant le 12 janvier 2027, soit 49 jours ».
    pub when: String,
    /// « 3 mois après le signalement, article L313-8 »; empty when no law says so.
    pub law: String,
}

pub fn tell(due: &Due, today: NaiveDate) -> Told {
    let (icon, title, law) = match due.reason {
        Reason::ReturnInterview => (
            icon::SCALES,
            "Entretien du droit au retour",
            "15 jours après la demande, articles D122-3-1 et suivants du code de l’éducation",
        ),
        Reason::DepartmentNotice => (
            icon::SCALES,
            "Informer le président du conseil départemental",
            "2 mois après la convocation, article R114-7 du code de l’éducation",
        ),
        Reason::ObligationInterview => (
            icon::SCALES,
            "Entretien avec son responsable légal",
            "3 mois après le signalement, article L313-8 du code de l’éducation",
        ),
        Reason::Majority => {
            (icon::CALENDAR, "18 ans", "fin de l’obligation de formation, article L114-1 du code de l’éducation")
        }
        Reason::CallBack => (icon::PHONE, "Rappel promis", ""),
        Reason::Appointment => (icon::CALENDAR, "Rendez-vous", ""),
        Reason::BrokenSolution => (icon::LINK_UNLINK, "Solution rompue, à relancer", ""),
        Reason::MinorNotContacted | Reason::NeverContacted => (icon::PHONE, "Premier contact", ""),
        Reason::NewAttempt => (icon::PHONE, "Nouvel essai", ""),
        Reason::ToVerify => (icon::QUESTION, "Situation à vérifier", ""),
        Reason::SolutionCheck => (icon::REFRESH, "Suivi de la solution", ""),
        Reason::Lapsing => (icon::TIME, "Situation à confirmer, sinon inconnue", ""),
        Reason::NoWorker => (icon::USER_ADD, "Référent à désigner", ""),
    };
    let tone = if due.due_on <= today && due.opens_on <= today {
        Some(Tone::Error)
    } else if due.opens_on <= today {
        Some(Tone::Warning)
    } else {
        None
    };
    Told { icon, tone, title: fr(title), when: fr(&when(due, today)), law: fr(law) }
}

fn when(due: &Due, today: NaiveDate) -> String {
    let hour = due.due_time.map(|at| format!(" à {}", hour_of(at))).unwrap_or_default();
    match due.reason {
        Reason::CallBack | Reason::Appointment | Reason::NewAttempt => match (due.due_on - today).num_days() {
            0 => format!("aujourd’hui{hour}"),
            1 => format!("demain{hour}"),
            ..0 => format!("{}{hour}, {}", near_day(due.due_on), relative_days(due.due_on, today)),
            _ => format!("{}{hour}", near_day(due.due_on)),
        },
        Reason::Majority => {
            let birthday = due.due_on.succ_opt().unwrap_or(due.due_on);
            format!("le {}, {}", date_long(birthday), relative_days(birthday, today))
        }
        _ => match (due.due_on - today).num_days() {
            0 => "au plus tard aujourd’hui".to_owned(),
            left @ 1.. => format!("avant le {}, soit {}", date_long(due.due_on), count(left, "jour", "jours")),
            late => format!("attendu le {}, dépassé de {}", date_long(due.due_on), count(-late, "jour", "jours")),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(n: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, n).expect("a day")
    }

    #[test]
    fn a_clock_of_the_law_says_its_day_what_is_left_and_its_article() {
        let due = Due {
            reason: Reason::ReturnInterview,
            opens_on: day(11),
            due_on: day(26),
            due_time: None,
            closes_on: None,
        };
        let told = tell(&due, day(24));
        assert_eq!(told.when, "avant le 26\u{a0}novembre 2026, soit 2\u{a0}jours");
        assert!(told.law.contains("D122-3-1"));
        assert_eq!(told.tone, Some(Tone::Warning));
        let late = tell(&due, day(29));
        assert_eq!(late.when, "attendu le 26\u{a0}novembre 2026, dépassé de 3\u{a0}jours");
        assert_eq!(late.tone, Some(Tone::Error));
    }
}
