//! What those that a count counts are called, agreed with their number.
use super::Count;
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
        Count::WithoutWorker => ("sans référent", "sans référent"),
    };
    words::noun(n, one, many)
}
