//! The forms by which a person records what happened: one a family of events, on the page of the case. The same form, filled,
//! corrects an event already there.
mod fields;
mod fill;
mod moment;
mod order;
mod read;

pub use fields::{Context, fields};
pub use fill::fill;
pub use moment::{Hour, moment};
pub use order::makes_sense;
pub use read::{Asked, read};

use super::event::What;
use crate::coded_enum;

coded_enum! {
    /// A family of events that one form records.
    pub enum Group {
        Contact = "contact", "Appel, message, courrier ou visite";
        Interview = "entretien", "Entretien";
        Verification = "verification", "Vérification de situation";
        Support = "accompagnement", "Accompagnement";
        Solution = "solution", "Solution : proposée, commencée, suivie ou rompue";
        Obligation = "obligation", "Obligation de formation des 16-18 ans";
        Return = "venue", "Venue spontanée, droit au retour";
        Ending = "fin", "Refus, injoignable, clôture";
        Worker = "referent", "Confier le dossier";
    }
}

impl Group {
    /// The form that records such an event; none when it comes from a list or a transfer.
    pub const fn of(what: &What) -> Option<Group> {
        Some(match what {
            What::ContactAttempted { .. } => Group::Contact,
            What::InterviewHeld { .. } | What::InterviewMissed => Group::Interview,
            What::Verified(_) => Group::Verification,
            What::SupportStarted { .. } | What::SupportEnded => Group::Support,
            What::SolutionProposed { .. }
            | What::SolutionDeclined { .. }
            | What::SolutionStarted { .. }
            | What::SolutionBroken
            | What::SolutionCompleted
            | What::SituationChecked(_) => Group::Solution,
            What::Summoned | What::DepartmentNotified | What::Exempted { .. } => Group::Obligation,
            What::CameForward { .. } => Group::Return,
            What::Refused | What::Unreachable | What::Closed(_) | What::Reopened => Group::Ending,
            What::Assigned { .. } => Group::Worker,
            What::Listed { .. }
            | What::LeftList { .. }
            | What::TransferredOut { .. }
            | What::TransferredIn { .. }
            | What::Withdrawn => return None,
        })
    }
}

coded_enum! {
    /// What came of an attempt, as the form offers it.
    pub enum Issue {
        Reached = "joint", "Joint, échange";
        Appointment = "rendez-vous", "Rendez-vous pris";
        CallBack = "a-rappeler", "À rappeler";
        NoAnswer = "sans-reponse", "Pas de réponse";
        Message = "message", "Message laissé ou envoyé";
        WrongNumber = "numero-faux", "Numéro ou adresse faux";
    }
}

coded_enum! {
    pub enum InterviewKind {
        Held = "tenu", "Tenu";
        Missed = "manque", "Le jeune n’est pas venu";
    }
}

coded_enum! {
    pub enum SupportKind {
        Started = "commence", "Commencé";
        Ended = "termine", "Terminé";
    }
}

coded_enum! {
    /// A step of a solution, or a look at it.
    pub enum SolutionStep {
        Proposed = "proposee", "Proposée";
        Declined = "declinee", "Déclinée";
        Started = "commencee", "Commencée";
        Broken = "rompue", "Rompue";
        Completed = "terme", "Menée à son terme";
        Still = "suivi-toujours", "Suivi : toujours en solution";
        NoLonger = "suivi-plus", "Suivi : n’est plus en solution";
        Unknown = "suivi-inconnu", "Suivi : situation inconnue";
    }
}

coded_enum! {
    pub enum ObligationStep {
        Summoned = "convocation", "Convoqué avec son responsable légal";
        DepartmentNotified = "departement", "Département informé";
        Exempted = "exemption", "Exempté";
    }
}

coded_enum! {
    pub enum Ending {
        Refused = "refus", "Ne souhaite pas d’aide";
        Unreachable = "injoignable", "Injoignable";
        Closed = "clos", "Clore le dossier";
        Reopened = "rouvert", "Rouvrir le dossier";
    }
}

coded_enum! {
    pub enum YesNo {
        Yes = "oui", "oui";
        No = "non", "non";
    }
}
