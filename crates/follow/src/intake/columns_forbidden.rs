//! Columns that may not be kept: nationality, health, disability, social or family situation, offences (CNIL,
//! délibération 2010-446), beliefs and origin (GDPR, article 9), social security number. Dropped at the door, and named.

use matching::fold;

use super::mapping::Forbidden;

/// Expressions of folded words; a word ending in `*` stands for its whole family.
const EXPRESSIONS: &[(Forbidden, &[&str])] = &[
    (
        Forbidden::Nationality,
        &[
            "nationalite*",
            "nation",
            "code nat",
            "pays nat",
            "nat",
            "etranger*",
            "titre sejour",
            "titre de sejour",
            "sejour",
            "citoyennete",
            "immigr*",
            "migrant*",
            "primo arrivant*",
            "allophone*",
            "refugie*",
            "asile",
        ],
    ),
    (
        Forbidden::Health,
        &[
            "handicap*",
            "rqth",
            "mdph",
            "sante",
            "medical*",
            "medecin*",
            "maladie*",
            "invalidite",
            "aah",
            "aeeh",
            "pai",
            "pap",
            "pps",
            "ess",
            "trouble*",
            "dys",
            "dyslex*",
            "autis*",
            "tsa",
            "grossesse",
            "enceinte",
            "addiction*",
            "vaccin*",
            "allergi*",
            "hospitali*",
            "psychiatr*",
            "ulis",
            "itep",
            "sessad",
            "ime",
            "esat",
            "situation de sante",
            "besoins particuliers",
            "bep particuliers",
        ],
    ),
    (
        Forbidden::SocialOrFamily,
        &[
            "situation familiale",
            "situation de famille",
            "situation matrimoniale",
            "situation sociale",
            "sit fam*",
            "sit soc*",
            "etat matrimonial",
            "pcs",
            "csp",
            "cs resp*",
            "categorie socio*",
            "cat socio*",
            "socioprofession*",
            "profession*",
            "metier resp*",
            "metier pere",
            "metier mere",
            "metier parent*",
            "bourse*",
            "boursier*",
            "quotient*",
            "qf",
            "revenu*",
            "ressource*",
            "rsa",
            "caf",
            "allocat*",
            "allocation*",
            "aide sociale",
            "ase",
            "pupille*",
            "enfants a charge",
            "nb enfant*",
            "nombre enfant*",
            "nombre d enfant*",
            "fratrie",
            "monoparental*",
            "autorite parentale",
            "garde",
            "hebergement",
            "logement",
            "sans abri",
            "sdf",
            "frein*",
            "endettement",
            "surendett*",
            "social",
            "sociale",
            "sociaux",
        ],
    ),
    (
        Forbidden::Offences,
        &[
            "casier*",
            "condamn*",
            "infraction*",
            "delit*",
            "penal*",
            "pjj",
            "justice",
            "judiciair*",
            "incarcer*",
            "detenu*",
            "detention",
            "ecrou",
            "prison",
            "probation",
            "fiche s",
            "radicalis*",
            "police",
            "gendarmerie",
        ],
    ),
    (
        Forbidden::Beliefs,
        &[
            "religi*",
            "confession*",
            "culte",
            "ethni*",
            "origine ethnique",
            "race",
            "politique*",
            "syndic*",
            "orientation sexuelle",
            "opinion*",
        ],
    ),
    (Forbidden::Nir, &["nir", "numero secu*", "securite sociale", "secu", "numero ss", "n ss", "nss"]),
];

/// The reason why a column of this name may not be kept.
pub(super) fn forbidden(header: &str) -> Option<Forbidden> {
    let spaced: String = header.chars().map(|c| if matches!(c, '_' | '/') { ' ' } else { c }).collect();
    let folded = fold(&spaced);
    let tokens: Vec<&str> = folded.split(' ').collect();
    // « Quartier prioritaire de la politique de la ville » says where, not what one thinks; SIFA's nat_str_jur is the
    // nature of a school.
    if folded.contains("politique de la ville") || folded.contains("nat str") {
        return None;
    }
    let found =
        EXPRESSIONS.iter().find(|(_, expressions)| expressions.iter().any(|expression| holds(&tokens, expression)));
    // Among the needs of health come last: « sécurité sociale » is first a number.
    let nir = EXPRESSIONS.iter().filter(|(reason, _)| *reason == Forbidden::Nir);
    let is_nir = nir.flat_map(|(_, expressions)| expressions.iter()).any(|expression| holds(&tokens, expression));
    if is_nir { Some(Forbidden::Nir) } else { found.map(|(reason, _)| *reason) }
}

fn holds(tokens: &[&str], expression: &str) -> bool {
    let wanted: Vec<&str> = expression.split(' ').collect();
    tokens.windows(wanted.len()).any(|window| {
        window.iter().zip(&wanted).all(|(token, word)| match word.strip_suffix('*') {
            Some(family) => token.starts_with(family),
            None => token == word,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_law_forbids_is_known_by_its_header() {
        for (header, reason) in [
            ("nationalite", Forbidden::Nationality),
            ("CODE_NATIONALITE", Forbidden::Nationality),
            ("Titre de séjour", Forbidden::Nationality),
            ("handicap", Forbidden::Health),
            ("RQTH", Forbidden::Health),
            ("Reconnaissance MDPH", Forbidden::Health),
            ("Problèmes de santé", Forbidden::Health),
            ("PCS", Forbidden::SocialOrFamily),
            ("Profession du père", Forbidden::SocialOrFamily),
            ("Situation familiale", Forbidden::SocialOrFamily),
            ("Boursier O/N", Forbidden::SocialOrFamily),
            ("Suivi ASE", Forbidden::SocialOrFamily),
            ("Freins", Forbidden::SocialOrFamily),
            ("Suivi PJJ", Forbidden::Offences),
            ("Casier judiciaire", Forbidden::Offences),
            ("Religion", Forbidden::Beliefs),
            ("N° de sécurité sociale", Forbidden::Nir),
            ("NIR", Forbidden::Nir),
        ] {
            assert_eq!(forbidden(header), Some(reason), "{header}");
        }
    }

    #[test]
    fn what_looks_like_it_is_kept() {
        for header in [
            "Situation",
            "nat_str_jur",
            "Nom",
            "Commune",
            "Date de naissance",
            "Formation",
            "Quartier prioritaire de la politique de la ville",
            "Classe",
            "MEF",
        ] {
            assert_eq!(forbidden(header), None, "{header}");
        }
    }
}
