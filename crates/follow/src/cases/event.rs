//! What can happen in a case (MEASURE.md §1).
use crate::coded_enum;
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use db::Id;

coded_enum! {
    /// Who reported the youth first (MEASURE.md §4).
    pub enum Source {
        NationalList = "national_list", "liste nationale (SIEI)";
        MissionLocale = "mission_locale", "mission locale";
        Apprenticeship = "apprenticeship", "apprentissage";
        School = "school", "établissement scolaire";
        Agricultural = "agricultural", "enseignement agricole";
        Himself = "himself", "venue spontanée";
        Partner = "partner", "partenaire";
        Other = "other", "autre source";
    }
}

coded_enum! {
    /// Why a presumed drop-out is not one.
    pub enum NotConcerned {
        InSchool = "in_school", "scolarisé";
        Apprentice = "apprentice", "apprenti";
        AgriculturalSchool = "agricultural_school", "en établissement agricole";
        Employed = "employed", "en emploi";
        Graduated = "graduated", "diplômé";
        MovedAbroad = "moved_abroad", "parti à l’étranger";
        /// *Tout droit ouvert* and the like: the pupil keeps school status while with a partner.
        SchoolStatusKept = "school_status_kept", "statut scolaire conservé (TDO…)";
        OutsideAge = "outside_age", "hors de l’âge";
        NotThisPerson = "not_this_person", "erreur sur la personne";
        Deceased = "deceased", "décédé";
    }
}

coded_enum! {
    pub enum Channel {
        Phone = "phone", "téléphone";
        Sms = "sms", "SMS";
        Email = "email", "courriel";
        Letter = "letter", "courrier";
        Visit = "visit", "visite";
        Messaging = "messaging", "messagerie";
    }
}

coded_enum! {
    pub enum Contacted {
        Youth = "youth", "le jeune";
        Guardian = "guardian", "le responsable légal";
    }
}

coded_enum! {
    pub enum Scheme {
        Foquale = "foquale", "FOQUALE";
        Mlds = "mlds", "MLDS";
        MissionLocale = "mission_locale", "mission locale";
        Pacea = "pacea", "PACEA";
        Cej = "cej", "contrat d’engagement jeune";
        E2c = "e2c", "école de la 2e chance";
        Epide = "epide", "EPIDE";
        Afpa = "afpa", "Promo 16-18 (AFPA)";
        ChildProtection = "child_protection", "ASE ou PJJ";
        Other = "other", "autre accompagnement";
    }
}

coded_enum! {
    /// The kinds of solution; « retour en formation » is the first three together.
    pub enum Solution {
        InitialTraining = "initial_training", "formation initiale";
        Apprenticeship = "apprenticeship", "apprentissage";
        ContinuingTraining = "continuing_training", "formation continue";
        Employment = "employment", "emploi";
        CivicService = "civic_service", "service civique";
        Other = "other", "autre solution";
    }
}

coded_enum! {
    /// What a check of a solution found.
    pub enum Check {
        Still = "Still", "toujours en solution";
        NoLonger = "NoLonger", "n’est plus en solution";
        Unknown = "Unknown", "situation inconnue";
    }
}

coded_enum! {
    pub enum ClosedReason {
        SolutionLasts = "solution_lasts", "solution durable";
        NotConcerned = "not_concerned", "non concerné";
        Moved = "moved", "parti hors du périmètre";
        TooOld = "too_old", "hors de l’âge";
        Objection = "objection", "opposition au suivi";
        Duplicate = "duplicate", "doublon";
        Deceased = "deceased", "décédé";
        Other = "other", "autre raison";
    }
}

/// Is this youth really without a solution?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finding {
    Confirmed,
    NotConcerned(NotConcerned),
}

/// A promised moment: a day, and an hour when one was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment {
    pub on: NaiveDate,
    pub at: Option<NaiveTime>,
}

/// How an attempt ended. Only `Reached` is a contact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// With the appointment that was agreed, if any.
    Reached {
        appointment: Option<Moment>,
    },
    NoAnswer,
    Message,
    WrongNumber,
    CallBack(Moment),
}

/// What happened, with what it carries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// Reported by a list; opens the case, or reports a new departure of a youth found not concerned.
    Listed {
        list: Option<Id>,
        source: Source,
        left_on: Option<NaiveDate>,
    },
    /// No longer on the list. Changes no status.
    LeftList {
        list: Option<Id>,
        source: Source,
    },
    /// Came by himself; opens the case. With a *droit au retour en formation*, a 15-day clock starts (D122-3-1 c. éduc.).
    CameForward {
        right_to_return: bool,
    },
    Verified(Finding),
    ContactAttempted {
        channel: Channel,
        person: Contacted,
        outcome: Outcome,
    },
    InterviewHeld {
        guardian_present: bool,
        by: Option<Id>,
    },
    InterviewMissed,
    /// Refuses support.
    Refused,
    /// Declared after attempts.
    Unreachable,
    SupportStarted {
        by: Option<Id>,
        scheme: Scheme,
    },
    SupportEnded,
    SolutionProposed {
        kind: Solution,
        place: Option<String>,
    },
    SolutionDeclined {
        kind: Solution,
        place: Option<String>,
    },
    SolutionStarted {
        kind: Solution,
        place: Option<String>,
        until: Option<NaiveDate>,
    },
    SolutionBroken,
    SolutionCompleted,
    SituationChecked(Check),
    /// With the legal representative, by the mission locale (R114-7 c. éduc.).
    Summoned,
    DepartmentNotified,
    Exempted {
        until: NaiveDate,
    },
    Assigned {
        to: Option<Id>,
    },
    TransferredOut {
        to: String,
    },
    TransferredIn {
        from: String,
    },
    Closed(ClosedReason),
    Reopened,
    /// Replaces an event by nothing.
    Withdrawn,
}

/// An event as it is kept: dated twice, never changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Within the case, from 1, in order of recording.
    pub number: i64,
    pub happened_on: NaiveDate,
    pub recorded_at: DateTime<Utc>,
    pub recorded_by: Option<Id>,
    pub platform: String,
    /// The number of the event this one corrects.
    pub replaces: Option<i64>,
    pub what: What,
    /// Never leaves the platform.
    pub note: Option<String>,
    /// Why an earlier event is corrected or withdrawn by this one. Never leaves the platform.
    pub why: Option<String>,
}

impl What {
    /// The code of the kind, as MEASURE.md writes it.
    pub const fn kind(&self) -> &'static str {
        match self {
            What::Listed { .. } => "Listed",
            What::LeftList { .. } => "LeftList",
            What::CameForward { .. } => "CameForward",
            What::Verified(_) => "Verified",
            What::ContactAttempted { .. } => "ContactAttempted",
            What::InterviewHeld { .. } => "InterviewHeld",
            What::InterviewMissed => "InterviewMissed",
            What::Refused => "Refused",
            What::Unreachable => "Unreachable",
            What::SupportStarted { .. } => "SupportStarted",
            What::SupportEnded => "SupportEnded",
            What::SolutionProposed { .. } => "SolutionProposed",
            What::SolutionDeclined { .. } => "SolutionDeclined",
            What::SolutionStarted { .. } => "SolutionStarted",
            What::SolutionBroken => "SolutionBroken",
            What::SolutionCompleted => "SolutionCompleted",
            What::SituationChecked(_) => "SituationChecked",
            What::Summoned => "Summoned",
            What::DepartmentNotified => "DepartmentNotified",
            What::Exempted { .. } => "Exempted",
            What::Assigned { .. } => "Assigned",
            What::TransferredOut { .. } => "TransferredOut",
            What::TransferredIn { .. } => "TransferredIn",
            What::Closed(_) => "Closed",
            What::Reopened => "Reopened",
            What::Withdrawn => "Withdrawn",
        }
    }

    /// `Reached`, or an interview held (MEASURE.md §1).
    pub const fn is_contact(&self) -> bool {
        matches!(self, What::ContactAttempted { outcome: Outcome::Reached { .. }, .. } | What::InterviewHeld { .. })
    }

    /// Reports the youth: the first of these is the entry of the case.
    pub const fn is_report(&self) -> bool {
        matches!(self, What::Listed { .. } | What::CameForward { .. })
    }
}
