//! Lists whose columns are known in advance, recognised from their header.
//!
//! - *Tableau de bord de l’apprentissage*: its public export (flux-retour-cfas, `mission-locale.routes.ts`);
//! - SIFA: the apprentices of a training centre (public exporters);
//! - SIECLE: the XML of a school (« BEE_ELEVES »);
//! - national list (SIEI, RIO): no public layout, the fields the CNIL names;
//! - mission locale, and what happened to people (calls, situations): by their telling columns.
//!
//! Two of them name everybody, not only those who left: SIFA lists all the apprentices of a centre, SIECLE all the pupils
//! of a school. Only former pupils may be reported (code de l’éducation, R114-4), so an apprentice whose contract runs
//! (begun, neither ended nor broken, or begun again since the break) and a pupil without a leaving date are ignored,
//! counted and said, and nothing of them is kept. Somebody in a centre without any contract is in. The user can ask for
//! all of them (`Overrides::keep_those_still_in_training`).
//!
//! Most columns are understood by their words alone; here stand those whose words mislead in a given list.

use matching::fold;
use serde::{Deserialize, Serialize};

use super::columns::{Meaning, meaning};
use super::fields::Field;

/// What a list looks like, by its columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ListKind {
    /// National list (SIEI, RIO).
    National,
    MissionLocale,
    /// Broken contracts, from the « tableau de bord de l’apprentissage ».
    BrokenContracts,
    /// All apprentices of a training centre.
    Sifa,
    /// SIECLE, XML of a school.
    Siecle,
    /// What happened to people already known (several lines a person are normal): not a list of young people.
    Events,
    Other,
}

impl ListKind {
    /// As a user reads it.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::National => "liste nationale (SIEI, RIO)",
            Self::MissionLocale => "liste de mission locale",
            Self::BrokenContracts => "ruptures d’apprentissage (tableau de bord de l’apprentissage)",
            Self::Sifa => "apprentis d’un CFA (SIFA)",
            Self::Siecle => "élèves d’un établissement (SIECLE)",
            Self::Events => "suites données (appels, situations)",
            Self::Other => "liste d’un autre modèle",
        }
    }

    /// Does the list name everybody a school or centre trains, so that those still there must be left out?
    #[must_use]
    pub const fn names_everybody(self) -> bool {
        matches!(self, Self::Sifa | Self::Siecle)
    }
}

/// Columns that lists of each kind have and others have not (folded); all of a line are needed.
const SIGNATURES: &[(ListKind, &[&str])] = &[
    (ListKind::BrokenContracts, &["date rupture contrat", "intitule de la formation", "nom du cfa"]),
    (ListKind::Sifa, &["numero uai", "date nais", "date deb cont"]),
    (ListKind::Sifa, &["ine rnie", "numero uai", "date rupt cont"]),
    (ListKind::Sifa, &["numero uai", "sit form", "nom", "prenom1"]),
    (ListKind::Siecle, &["nom de famille", "date naiss", "code mef"]),
    (ListKind::Siecle, &["id national", "date naiss", "code mef"]),
    (ListKind::Siecle, &["nom", "date naiss", "eleve id"]),
];

pub(super) fn known_list(header: &[String], titles: &[&str]) -> ListKind {
    let names: Vec<String> = header.iter().map(|name| fold(name)).collect();
    let signed =
        SIGNATURES.iter().find(|(_, wanted)| wanted.iter().all(|name| names.iter().any(|other| other == name)));
    if let Some((kind, _)) = signed {
        return *kind;
    }
    let fields: Vec<Field> = header
        .iter()
        .filter_map(|name| match meaning(name) {
            Meaning::Field(field) => Some(field),
            _ => None,
        })
        .collect();
    let has = |field| fields.contains(&field);
    let titled = |words: &str| titles.iter().any(|title| format!(" {} ", fold(title)).contains(words));
    if has(Field::Event) && (has(Field::EventDate) || has(Field::Phone)) {
        ListKind::Events
    } else if has(Field::MissionLocaleWelcomed)
        || (has(Field::MissionLocaleFile) && !has(Field::Ine))
        || titled(" mission locale ") && !has(Field::Ine)
    {
        ListKind::MissionLocale
    } else if has(Field::Ine) && has(Field::BirthDate) && (has(Field::SchoolUai) || has(Field::SchoolName)) {
        ListKind::National
    } else {
        ListKind::Other
    }
}

/// The meaning of a column in a known list, where its words alone would mislead.
pub(super) fn rename(kind: ListKind, name: &str) -> Option<Meaning> {
    use Meaning::{Aside, Field as Is};
    let folded = fold(name);
    let found = match (kind, folded.as_str()) {
        // The diploma prepared, by its code; none is obtained yet.
        (ListKind::Sifa, "diplome") => Is(Field::FormationCode),
        (ListKind::Sifa, "nom2") => Is(Field::UsageName),
        // The school that hosts the training centre.
        (ListKind::Sifa, "uai eple") => Aside,
        (ListKind::Sifa, "statut" | "sit form" | "og" | "nat str jur") => Aside,
        (ListKind::Siecle, "eleve id") => Is(Field::SourceReference),
        (ListKind::Siecle, "elenoet" | "code statut" | "id eleve etab") => Aside,
        (ListKind::MissionLocale, "situation" | "statut" | "accompagnement" | "dispositif") => {
            Is(Field::MissionLocaleSituation)
        }
        (ListKind::MissionLocale, "n dossier" | "numero dossier" | "dossier" | "numero de dossier" | "identifiant") => {
            Is(Field::MissionLocaleFile)
        }
        // « Source » there is the software of the training centre.
        (ListKind::BrokenContracts, "source" | "date transmission donnees") => Aside,
        _ => return None,
    };
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(header: &str) -> ListKind {
        known_list(&header.split(';').map(str::to_owned).collect::<Vec<_>>(), &[])
    }

    #[test]
    fn known_lists_are_recognised_from_their_header() {
        assert_eq!(
            kind(
                "Date transmission données;Source;NOM;Prénom;Date rupture contrat;Date de naissance;Intitulé de la formation;Nom du CFA"
            ),
            ListKind::BrokenContracts
        );
        assert_eq!(
            kind("ine_rnie;numero_uai;sit_form;diplome;nom;prenom1;date_nais;date_deb_cont;date_rupt_cont"),
            ListKind::Sifa
        );
        assert_eq!(kind("ELEVE_ID;ID_NATIONAL;NOM_DE_FAMILLE;PRENOM;DATE_NAISS;CODE_MEF"), ListKind::Siecle);
        assert_eq!(kind("INE;NOM;PRENOM1;DATE NAISSANCE;UAI;MEF;DATE SORTIE"), ListKind::National);
        assert_eq!(kind("Nom;Prénom;Né(e) le;Premier accueil;Situation"), ListKind::MissionLocale);
        assert_eq!(kind("Nom;Prénom;Date naissance;Date événement;Événement;Détail"), ListKind::Events);
        assert_eq!(kind("Nom;Prénom;Date de naissance;N° appelé;Date de l'appel;Heure;Résultat"), ListKind::Events);
        assert_eq!(kind("Nom;Prénom;Date de naissance"), ListKind::Other);
        let columns = ["Nom".to_owned(), "Né le".to_owned()];
        assert_eq!(known_list(&columns, &["Mission locale du pays de Brest"]), ListKind::MissionLocale);
    }

    #[test]
    fn words_that_mislead_in_a_known_list_are_put_right() {
        assert_eq!(rename(ListKind::Sifa, "diplome"), Some(Meaning::Field(Field::FormationCode)));
        assert_eq!(rename(ListKind::National, "DIPLOME"), None);
        assert_eq!(rename(ListKind::MissionLocale, "Situation"), Some(Meaning::Field(Field::MissionLocaleSituation)));
    }
}
