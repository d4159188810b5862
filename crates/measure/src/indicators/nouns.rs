//! What those that a count counts are called, agreed with their number.
use super::{Activity, Count, Term};
use crate::words;

/// « confirmé » of 0 and 1, « confirmés » from 2 on.
pub fn noun(count: Count, n: i64) -> &'static str {
    let (one, many) = match count {
        Count::Listed => ("présumé", "présumés"),
        Count::ToVerify => ("à vérifier", "à vérifier"),
        Count::NotConcerned => ("non concerné", "non concernés"),
        Count::Confirmed => ("confirmé", "confirmés"),
        Count::Attempted => ("ayant fait l’objet d’un essai", "ayant fait l’objet d’un essai"),
        Count::Reached => ("joint", "joints"),
        Count::Contacted => ("contacté", "contactés"),
        Count::Interviewed => ("reçu", "reçus"),
        Count::SupportedEver => ("ayant été accompagné", "ayant été accompagnés"),
        Count::FoundSolution | Count::FoundSolutionOf(_) => ("ayant trouvé une solution", "ayant trouvé une solution"),
        Count::InSolution | Count::InSolutionOf(_) => ("en solution", "en solution"),
        Count::Supported => ("accompagné", "accompagnés"),
        Count::InContact => ("en contact", "en contact"),
        Count::Refused => ("refus", "refus"),
        Count::Unreachable => ("injoignable", "injoignables"),
        Count::Unknown => ("inconnu", "inconnus"),
        Count::FoundSince(term) => since(term),
        Count::InSolutionAfter(term) => after(term),
        Count::BrokenEarly => ("en rupture dans les trois mois", "en rupture dans les trois mois"),
        Count::WithoutWorker => ("sans référent", "sans référent"),
        Count::Activity(of) => activity(of),
        Count::Persons => ("jeune distinct", "jeunes distincts"),
    };
    words::noun(n, one, many)
}

const fn activity(of: Activity) -> (&'static str, &'static str) {
    match of {
        Activity::Attempts => ("essai de contact", "essais de contact"),
        Activity::Contacts => ("contact", "contacts"),
        Activity::FirstContacts => ("premier contact", "premiers contacts"),
        Activity::Interviews => ("entretien tenu", "entretiens tenus"),
        Activity::SupportsStarted => ("accompagnement commencé", "accompagnements commencés"),
        Activity::SolutionsStarted | Activity::SolutionsStartedOf(_) => ("début de solution", "débuts de solution"),
        Activity::SolutionsBroken => ("rupture de solution", "ruptures de solution"),
        Activity::Verifications => ("contrôle de situation", "contrôles de situation"),
        Activity::Refusals => ("refus exprimé", "refus exprimés"),
        Activity::ReturnsDue => {
            ("entretien attendu au titre du droit au retour", "entretiens attendus au titre du droit au retour")
        }
        Activity::ReturnsKept | Activity::ObligationsKept => ("entretien tenu à temps", "entretiens tenus à temps"),
        Activity::ObligationsDue => ("entretien attendu de 16-17 ans", "entretiens attendus de 16-17 ans"),
    }
}

const fn since(term: Term) -> (&'static str, &'static str) {
    match term {
        Term::ThreeMonths => ("premier retour vieux de trois mois", "premiers retours vieux de trois mois"),
        Term::SixMonths => ("premier retour vieux de six mois", "premiers retours vieux de six mois"),
        Term::TwelveMonths => ("premier retour vieux d’un an", "premiers retours vieux d’un an"),
        Term::EighteenMonths => ("premier retour vieux de dix-huit mois", "premiers retours vieux de dix-huit mois"),
    }
}

const fn after(term: Term) -> (&'static str, &'static str) {
    let same = match term {
        Term::ThreeMonths => "en solution trois mois après",
        Term::SixMonths => "en solution six mois après",
        Term::TwelveMonths => "en solution un an après",
        Term::EighteenMonths => "en solution dix-huit mois après",
    };
    (same, same)
}
