use super::activity::{ACTIVITY, Activity};
use follow::cases::event::Solution;
use std::str::FromStr;

/// How many of the cases that entered in the period satisfy it today; or, of activity, how many of these happened in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Count {
    Listed,
    ToVerify,
    NotConcerned,
    Confirmed,
    Attempted,
    Reached,
    Contacted,
    Interviewed,
    SupportedEver,
    FoundSolution,
    FoundSolutionOf(Solution),
    InSolution,
    InSolutionOf(Solution),
    Supported,
    InContact,
    Refused,
    Unreachable,
    Unknown,
    WithoutWorker,
    /// Confirmed whose first solution began so long ago at least.
    FoundSince(Term),
    /// Those of them in solution on the day when it was that old.
    InSolutionAfter(Term),
    /// Confirmed whose first solution began three months ago at least, with a solution broken in the first three.
    BrokenEarly,
    Activity(Activity),
    /// Distinct youths of the cases that entered.
    Persons,
}

/// How long after the first solution began; in days, `follow::cases::facts::TERMS`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Term {
    ThreeMonths,
    SixMonths,
    TwelveMonths,
    EighteenMonths,
}

/// A delay in days, over the cases that have it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Delay {
    ToContact,
    ToSolution,
}

impl Delay {
    /// Those over whom it is measured.
    pub const fn over(self) -> Count {
        match self {
            Delay::ToContact => Count::Contacted,
            Delay::ToSolution => Count::FoundSolution,
        }
    }
}

/// How an indicator is obtained.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measured {
    Count(Count),
    /// Ratio of sums, never a mean of ratios; not applicable when the denominator is zero.
    Rate {
        numerator: &'static [Count],
        denominator: Count,
    },
    /// Mean of the two middle values when even.
    Median(Delay),
    /// Nearest rank.
    NinetiethPercentile(Delay),
}

/// Which way is better; neither for what only describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    Up,
    Down,
    Neither,
}

/// An indicator of the catalogue, by its place in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Indicator(usize);

/// What an indicator is, for people.
#[derive(Clone, Copy, Debug)]
pub struct Definition {
    /// Code of MEASURE.md.
    pub code: &'static str,
    pub label: &'static str,
    /// One or two sentences: what is counted, when, what of the unknown.
    pub text: &'static str,
    pub measured: Measured,
    pub direction: Direction,
}

const fn count(code: &'static str, label: &'static str, count: Count, text: &'static str) -> Definition {
    Definition { code, label, text, measured: Measured::Count(count), direction: Direction::Neither }
}

const fn rate(
    code: &'static str,
    label: &'static str,
    numerator: &'static [Count],
    denominator: Count,
    text: &'static str,
) -> Definition {
    Definition { code, label, text, measured: Measured::Rate { numerator, denominator }, direction: Direction::Up }
}

const fn delay(code: &'static str, label: &'static str, measured: Measured, text: &'static str) -> Definition {
    Definition { code, label, text, measured, direction: Direction::Down }
}

/// Every indicator, in the order they are shown: of cohorts, of activity, and the youths of a cohort.
pub static CATALOGUE: &[Definition] = &{
    let mut all = [PERSONS; COHORT.len() + ACTIVITY.len() + 1];
    let mut nth = 0;
    while nth < all.len() - 1 {
        all[nth] = if nth < COHORT.len() { COHORT[nth] } else { ACTIVITY[nth - COHORT.len()] };
        nth += 1;
    }
    all
};

const PERSONS: Definition = count(
    "persons",
    "Jeunes distincts",
    Count::Persons,
    "Jeunes dont un dossier au moins est entré dans la période : un jeune suivi deux fois, par une ou deux plates-formes, n’y compte qu’une.",
);

const COHORT: &[Definition] = &[
    count(
        "listed",
        "Présumés",
        Count::Listed,
        "Dossiers entrés dans la période : signalés par une liste, ou venus d’eux-mêmes. Présumés = non concernés + confirmés + à vérifier.",
    ),
    count(
        "to_verify",
        "À vérifier",
        Count::ToVerify,
        "Parmi les présumés, ceux dont on ne sait pas encore s’ils sont sans solution.",
    ),
    count(
        "not_concerned",
        "Non concernés",
        Count::NotConcerned,
        "Parmi les présumés, ceux dont la vérification a montré qu’ils ne sont pas en situation de décrochage : scolarisés, apprentis, en emploi…",
    ),
    count(
        "confirmed",
        "Confirmés",
        Count::Confirmed,
        "Parmi les présumés, ceux dont la situation a été vérifiée : sans solution à l’entrée. Un entretien, un refus, un accompagnement ou une solution valent vérification.",
    ),
    count(
        "attempted",
        "Ayant fait l’objet d’un essai",
        Count::Attempted,
        "Dossiers avec un essai de contact au moins, quelle qu’en soit l’issue.",
    ),
    count(
        "reached",
        "Joints",
        Count::Reached,
        "Dossiers avec un contact au moins (quelqu’un a répondu, ou un entretien a eu lieu), confirmés ou non.",
    ),
    count(
        "contacted",
        "Contactés",
        Count::Contacted,
        "Confirmés avec un contact au moins : quelqu’un a répondu, ou un entretien a eu lieu.",
    ),
    count("interviewed", "Reçus", Count::Interviewed, "Confirmés avec un entretien tenu au moins."),
    count(
        "supported_ever",
        "Ayant été accompagnés",
        Count::SupportedEver,
        "Confirmés pour qui un accompagnement a commencé, en cours ou terminé.",
    ),
    count(
        "found_solution",
        "Ayant trouvé une solution",
        Count::FoundSolution,
        "Confirmés pour qui une solution a commencé, en cours ou terminée.",
    ),
    count(
        "found_solution_initial_training",
        "Solution trouvée : formation initiale",
        Count::FoundSolutionOf(Solution::InitialTraining),
        "Confirmés dont la première solution est un retour en formation initiale sous statut scolaire.",
    ),
    count(
        "found_solution_apprenticeship",
        "Solution trouvée : apprentissage",
        Count::FoundSolutionOf(Solution::Apprenticeship),
        "Confirmés dont la première solution est un contrat d’apprentissage.",
    ),
    count(
        "found_solution_continuing_training",
        "Solution trouvée : formation continue",
        Count::FoundSolutionOf(Solution::ContinuingTraining),
        "Confirmés dont la première solution est une formation professionnelle continue.",
    ),
    count(
        "found_solution_employment",
        "Solution trouvée : emploi",
        Count::FoundSolutionOf(Solution::Employment),
        "Confirmés dont la première solution est un emploi.",
    ),
    count(
        "found_solution_civic_service",
        "Solution trouvée : service civique",
        Count::FoundSolutionOf(Solution::CivicService),
        "Confirmés dont la première solution est un service civique.",
    ),
    count(
        "found_solution_other",
        "Solution trouvée : autre",
        Count::FoundSolutionOf(Solution::Other),
        "Confirmés dont la première solution est d’une autre nature.",
    ),
    count(
        "in_solution",
        "En solution",
        Count::InSolution,
        "Confirmés dont une solution court aujourd’hui. Sans nouvelle depuis plus de 210 jours, la situation devient inconnue.",
    ),
    count(
        "in_solution_initial_training",
        "En solution : formation initiale",
        Count::InSolutionOf(Solution::InitialTraining),
        "Confirmés en formation initiale sous statut scolaire aujourd’hui.",
    ),
    count(
        "in_solution_apprenticeship",
        "En solution : apprentissage",
        Count::InSolutionOf(Solution::Apprenticeship),
        "Confirmés en apprentissage aujourd’hui.",
    ),
    count(
        "in_solution_continuing_training",
        "En solution : formation continue",
        Count::InSolutionOf(Solution::ContinuingTraining),
        "Confirmés en formation professionnelle continue aujourd’hui.",
    ),
    count(
        "in_solution_employment",
        "En solution : emploi",
        Count::InSolutionOf(Solution::Employment),
        "Confirmés en emploi aujourd’hui.",
    ),
    count(
        "in_solution_civic_service",
        "En solution : service civique",
        Count::InSolutionOf(Solution::CivicService),
        "Confirmés en service civique aujourd’hui.",
    ),
    count(
        "in_solution_other",
        "En solution : autre",
        Count::InSolutionOf(Solution::Other),
        "Confirmés dans une solution d’une autre nature aujourd’hui.",
    ),
    count(
        "supported",
        "Accompagnés",
        Count::Supported,
        "Confirmés dont un accompagnement court aujourd’hui, sans solution. Sans nouvelle depuis plus de 120 jours, la situation devient inconnue.",
    ),
    count(
        "in_contact",
        "En contact",
        Count::InContact,
        "Confirmés joints, sans accompagnement ni solution. Sans nouvelle depuis plus de 60 jours, la situation devient inconnue.",
    ),
    count(
        "refused",
        "Refus",
        Count::Refused,
        "Confirmés qui refusent l’accompagnement. Au-delà de 365 jours, la situation devient inconnue.",
    ),
    count(
        "unreachable",
        "Injoignables",
        Count::Unreachable,
        "Confirmés déclarés injoignables après plusieurs essais. Au-delà de 180 jours, la situation devient inconnue.",
    ),
    count(
        "unknown",
        "Inconnus",
        Count::Unknown,
        "Confirmés dont on ne sait rien encore, ou plus : la dernière nouvelle est trop ancienne, ou une vérification n’a rien établi.",
    ),
    count(
        "without_worker",
        "Sans référent",
        Count::WithoutWorker,
        "Confirmés dont le dossier est ouvert et que personne ne suit.",
    ),
    rate(
        "verification_rate",
        "Situations vérifiées",
        &[Count::Confirmed, Count::NotConcerned],
        Count::Listed,
        "Confirmés et non concernés, rapportés aux présumés.",
    ),
    rate(
        "contact_rate",
        "Jeunes contactés",
        &[Count::Contacted],
        Count::Confirmed,
        "Contactés, rapportés aux confirmés.",
    ),
    rate(
        "interview_rate",
        "Jeunes reçus",
        &[Count::Interviewed],
        Count::Confirmed,
        "Reçus en entretien, rapportés aux confirmés.",
    ),
    rate(
        "support_rate",
        "Jeunes accompagnés",
        &[Count::SupportedEver],
        Count::Confirmed,
        "Ayant été accompagnés, rapportés aux confirmés.",
    ),
    rate(
        "solution_rate",
        "Solutions trouvées",
        &[Count::FoundSolution],
        Count::Confirmed,
        "Ayant trouvé une solution, rapportés aux confirmés.",
    ),
    rate(
        "in_solution_3m",
        "En solution trois mois après",
        &[Count::InSolutionAfter(Term::ThreeMonths)],
        Count::FoundSince(Term::ThreeMonths),
        "Parmi ceux dont la première solution a commencé il y a 91 jours au moins, ceux qui étaient en solution ce jour-là, la même ou une autre.",
    ),
    rate(
        "in_solution_6m",
        "En solution six mois après",
        &[Count::InSolutionAfter(Term::SixMonths)],
        Count::FoundSince(Term::SixMonths),
        "Parmi ceux dont la première solution a commencé il y a 182 jours au moins, ceux qui étaient en solution ce jour-là, la même ou une autre.",
    ),
    rate(
        "in_solution_12m",
        "En solution un an après",
        &[Count::InSolutionAfter(Term::TwelveMonths)],
        Count::FoundSince(Term::TwelveMonths),
        "Parmi ceux dont la première solution a commencé il y a 365 jours au moins, ceux qui étaient en solution ce jour-là, la même ou une autre.",
    ),
    rate(
        "in_solution_18m",
        "En solution dix-huit mois après",
        &[Count::InSolutionAfter(Term::EighteenMonths)],
        Count::FoundSince(Term::EighteenMonths),
        "Parmi ceux dont la première solution a commencé il y a 547 jours au moins, ceux qui étaient en solution ce jour-là, la même ou une autre.",
    ),
    Definition {
        direction: Direction::Down,
        ..rate(
            "broken_3m",
            "Ruptures dans les trois mois",
            &[Count::BrokenEarly],
            Count::FoundSince(Term::ThreeMonths),
            "Parmi ceux dont la première solution a commencé il y a 91 jours au moins, ceux dont une solution a été rompue dans ces 91 jours.",
        )
    },
    delay(
        "days_to_contact",
        "Délai avant premier contact",
        Measured::Median(Delay::ToContact),
        "Nombre médian de jours entre l’entrée et le premier contact, parmi les contactés. Un contact antérieur à l’entrée compte pour 0.",
    ),
    delay(
        "days_to_contact_p90",
        "Délai avant premier contact, neuf sur dix",
        Measured::NinetiethPercentile(Delay::ToContact),
        "Nombre de jours que neuf contactés sur dix ne dépassent pas, entre l’entrée et le premier contact.",
    ),
    delay(
        "days_to_solution",
        "Délai avant première solution",
        Measured::Median(Delay::ToSolution),
        "Nombre médian de jours entre l’entrée et la première solution, parmi ceux qui en ont trouvé une.",
    ),
    delay(
        "days_to_solution_p90",
        "Délai avant première solution, neuf sur dix",
        Measured::NinetiethPercentile(Delay::ToSolution),
        "Nombre de jours que neuf sur dix ne dépassent pas, entre l’entrée et la première solution.",
    ),
];

impl Indicator {
    pub fn all() -> impl Iterator<Item = Indicator> {
        (0..CATALOGUE.len()).map(Indicator)
    }

    /// Those of what became of the cases that entered in a period.
    pub fn cohort() -> impl Iterator<Item = Indicator> {
        (0..COHORT.len()).map(Indicator)
    }

    /// Those of what happened in a period.
    pub fn activity() -> impl Iterator<Item = Indicator> {
        (COHORT.len()..COHORT.len() + ACTIVITY.len()).map(Indicator)
    }

    pub fn is_activity(self) -> bool {
        (COHORT.len()..COHORT.len() + ACTIVITY.len()).contains(&self.0)
    }

    /// The indicator of that code, which the program itself writes.
    pub fn of(code: &'static str) -> Indicator {
        code.parse().expect("a code of the catalogue")
    }

    /// The indicator that is this very count.
    pub fn of_count(count: Count) -> Option<Indicator> {
        CATALOGUE.iter().position(|d| d.measured == Measured::Count(count)).map(Indicator)
    }

    pub fn definition(self) -> &'static Definition {
        &CATALOGUE[self.0]
    }

    pub fn code(self) -> &'static str {
        self.definition().code
    }

    pub fn label(self) -> &'static str {
        self.definition().label
    }
}

impl FromStr for Indicator {
    type Err = String;
    fn from_str(code: &str) -> Result<Self, String> {
        CATALOGUE.iter().position(|d| d.code == code).map(Indicator).ok_or_else(|| {
            format!("Indicateur inconnu\u{a0}: «\u{202f}{code}\u{202f}». La liste est dans le catalogue.")
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn each_indicator_has_its_own_code_and_says_what_it_counts() {
        let codes: HashSet<_> = CATALOGUE.iter().map(|d| d.code).collect();
        assert_eq!(codes.len(), CATALOGUE.len());
        for definition in CATALOGUE {
            assert!(definition.text.ends_with(['.', '…']), "{}", definition.code);
            assert_eq!(definition.code.parse::<Indicator>().expect("known").code(), definition.code);
        }
    }

    #[test]
    fn every_kind_of_solution_is_counted_when_found_and_while_it_runs() {
        for kind in Solution::ALL {
            for prefix in ["found_solution", "in_solution", "solutions_started"] {
                assert!(format!("{prefix}_{kind}").parse::<Indicator>().is_ok(), "{prefix}_{kind}");
            }
        }
    }
}
