//! The indicators of activity (MEASURE.md §3): what happened in a period, whatever the entry.
use super::catalogue::{Count, Definition, Direction, Measured};
use follow::cases::event::Solution;

/// An activity count: how many of these happened in the period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Activity {
    Attempts,
    Contacts,
    /// Cases, once each.
    FirstContacts,
    Interviews,
    SupportsStarted,
    SolutionsStarted,
    SolutionsStartedOf(Solution),
    SolutionsBroken,
    Verifications,
    Refusals,
    /// Clocks whose last day fell in the period and is over; those of them that were kept.
    ReturnsDue,
    ReturnsKept,
    ObligationsDue,
    ObligationsKept,
}

const fn count(code: &'static str, label: &'static str, count: Activity, text: &'static str) -> Definition {
    Definition { code, label, text, measured: Measured::Count(Count::Activity(count)), direction: Direction::Neither }
}

pub(super) const ACTIVITY: &[Definition] = &[
    count(
        "attempts",
        "Essais de contact",
        Activity::Attempts,
        "Essais de contact de la période, quelle qu’en soit l’issue : appel, message, courrier, visite.",
    ),
    count(
        "contacts",
        "Contacts",
        Activity::Contacts,
        "Essais auxquels quelqu’un a répondu, et entretiens tenus dans la période. Un entretien est un contact.",
    ),
    count(
        "first_contacts",
        "Premiers contacts",
        Activity::FirstContacts,
        "Dossiers dont le tout premier contact a eu lieu dans la période, quelle que soit leur date d’entrée.",
    ),
    count(
        "interviews",
        "Entretiens tenus",
        Activity::Interviews,
        "Entretiens tenus dans la période ; un entretien manqué n’en est pas un.",
    ),
    count(
        "supports_started",
        "Accompagnements commencés",
        Activity::SupportsStarted,
        "Accompagnements commencés dans la période.",
    ),
    count(
        "solutions_started",
        "Solutions commencées",
        Activity::SolutionsStarted,
        "Solutions commencées dans la période, premières ou non.",
    ),
    count(
        "solutions_started_initial_training",
        "Solutions commencées : formation initiale",
        Activity::SolutionsStartedOf(Solution::InitialTraining),
        "Retours en formation initiale sous statut scolaire commencés dans la période.",
    ),
    count(
        "solutions_started_apprenticeship",
        "Solutions commencées : apprentissage",
        Activity::SolutionsStartedOf(Solution::Apprenticeship),
        "Contrats d’apprentissage commencés dans la période.",
    ),
    count(
        "solutions_started_continuing_training",
        "Solutions commencées : formation continue",
        Activity::SolutionsStartedOf(Solution::ContinuingTraining),
        "Formations professionnelles continues commencées dans la période.",
    ),
    count(
        "solutions_started_employment",
        "Solutions commencées : emploi",
        Activity::SolutionsStartedOf(Solution::Employment),
        "Emplois commencés dans la période.",
    ),
    count(
        "solutions_started_civic_service",
        "Solutions commencées : service civique",
        Activity::SolutionsStartedOf(Solution::CivicService),
        "Services civiques commencés dans la période.",
    ),
    count(
        "solutions_started_other",
        "Solutions commencées : autre",
        Activity::SolutionsStartedOf(Solution::Other),
        "Solutions d’une autre nature commencées dans la période.",
    ),
    Definition {
        direction: Direction::Down,
        ..count(
            "solutions_broken",
            "Solutions rompues",
            Activity::SolutionsBroken,
            "Solutions rompues dans la période, quel que soit le jour où elles ont commencé.",
        )
    },
    count(
        "verifications",
        "Vérifications",
        Activity::Verifications,
        "Situations vérifiées dans la période, que le jeune soit confirmé ou non concerné.",
    ),
    count("refusals", "Refus exprimés", Activity::Refusals, "Refus d’accompagnement exprimés dans la période."),
    Definition {
        code: "clock_return_kept",
        label: "Droit au retour tenu en 15 jours",
        text: "Parmi les demandes de droit au retour dont le quinzième jour est tombé dans la période et est passé, celles où un entretien a été tenu ce jour-là au plus tard. Une demande sans entretien n’est plus attendue si, ce jour-là, le jeune avait refusé, trouvé une solution, été trouvé non concerné, ou si le dossier était clos.",
        measured: Measured::Rate {
            numerator: &[Count::Activity(Activity::ReturnsKept)],
            denominator: Count::Activity(Activity::ReturnsDue),
        },
        direction: Direction::Up,
    },
    Definition {
        code: "clock_obligation_kept",
        label: "Entretien des 16-17 ans tenu en trois mois",
        text: "Parmi les jeunes de 16 ou 17 ans au signalement, encore mineurs trois mois après, dont ce dernier jour est tombé dans la période et est passé, ceux qui avaient eu un entretien avec leur responsable légal. Sans entretien, on n’attend plus rien d’un jeune qui, ce jour-là, est en solution, exempté, non concerné, dont le dossier est clos ou le département informé.",
        measured: Measured::Rate {
            numerator: &[Count::Activity(Activity::ObligationsKept)],
            denominator: Count::Activity(Activity::ObligationsDue),
        },
        direction: Direction::Up,
    },
];
