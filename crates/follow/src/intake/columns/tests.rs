use super::*;

fn field(header: &str) -> Field {
    match meaning(header) {
        Meaning::Field(field) => field,
        other => panic!("{header}: {other:?}"),
    }
}

#[test]
fn a_column_is_known_by_the_many_names_people_give_it() {
    let names: &[(Field, &[&str])] = &[
        (
            Field::LastName,
            &[
                "NOM",
                "Nom de famille",
                "NOM_FAMILLE",
                "NOM_DE_FAMILLE",
                "Nom de naissance",
                "Nom patronymique",
                "nom_eleve",
                "Nom du jeune",
                "Patronyme",
                "NomJeune",
                "Nom de l'apprenti",
            ],
        ),
        (Field::UsageName, &["NOM USAGE", "Nom d'usage", "Nom d’usage", "NOM_USAGE", "nomUsage", "Nom marital"]),
        (
            Field::FirstName,
            &["PRENOM", "Prénom", "prénom 1", "PRENOM1", "Prénoms", "Prénom de l’élève", "prenom_jeune"],
        ),
        (Field::SecondFirstName, &["PRENOM2", "Prénom 2", "2e prénom", "Deuxième prénom", "Autres prénoms"]),
        (Field::ThirdFirstName, &["PRENOM3", "Troisième prénom"]),
        (
            Field::FullName,
            &[
                "Nom et prénom",
                "NOM Prénom",
                "NOM_PRENOM",
                "Jeune",
                "Nom, prénom de l’élève",
                "Nom complet",
                "Identité",
            ],
        ),
        (
            Field::BirthDate,
            &[
                "Date naissance élève",
                "DNAISS",
                "DATE_NAISSANCE_ELEVE",
                "Date de naissance",
                "DATE NAISSANCE",
                "date_nais",
                "DATE_NAISS",
                "Né(e) le",
                "Né le",
                "DDN",
                "Date naiss.",
                "dateNaissance",
                "DATENAISSANCE",
                "DateNaiss",
                "Date de naissance (jj/mm/aaaa)",
                "DT_NAISSANCE",
                "Naissance",
            ],
        ),
        (Field::Sex, &["SEXE", "Civilité", "CODE_SEXE", "Genre", "Civ.", "Sexe (M/F)"]),
        (
            Field::Ine,
            &[
                "INE",
                "ine_rnie",
                "INE_RNIE",
                "ID_NATIONAL",
                "N° INE",
                "Identifiant national élève",
                "INE (11 caractères)",
            ],
        ),
        (
            Field::Phone,
            &[
                "TEL",
                "TEL2",
                "Téléphone",
                "Téléphone mobile",
                "tel_jeune",
                "TEL_PORTABLE",
                "TEL_PERSONNEL",
                "Portable",
                "GSM",
                "N° de téléphone",
                "N° appelé",
                "Tél. fixe",
                "Tél domicile",
                "Téléphone du jeune",
                "Téléphone 2",
                "TELEPHONE_DOMICILE",
            ],
        ),
        (
            Field::Email,
            &[
                "MEL",
                "Mél",
                "E-mail",
                "Email",
                "Courriel",
                "Adresse mail",
                "Adresse électronique",
                "mail_jeune",
                "Adresse e-mail",
            ],
        ),
        (
            Field::Address,
            &[
                "Adresse complète",
                "ADRESSE",
                "Adresse postale",
                "Adresse 1",
                "adresse_2",
                "Rue",
                "LIGNE1_ADRESSE",
                "Complément d’adresse",
            ],
        ),
        (
            Field::Postcode,
            &["CODE POSTAL", "CP", "cod_post", "Code postal de résidence", "CODEPOSTAL", "CODE_POSTAL", "CP - Ville"],
        ),
        (
            Field::Commune,
            &[
                "COMMUNE_RES",
                "COMMUNE",
                "Ville",
                "com_resid",
                "Ville de résidence",
                "Commune de résidence",
                "Localité",
                "Libellé commune",
            ],
        ),
        (Field::CommuneCode, &["Code INSEE", "Code commune", "INSEE commune", "Code commune INSEE"]),
        (Field::PriorityDistrict, &["QPV", "QPV (oui/non)", "Quartier prioritaire", "Réside en QPV"]),
        (
            Field::Guardian1Name,
            &[
                "RESP1 NOM",
                "Nom responsable légal 1",
                "nom_resp1",
                "Responsable légal",
                "Nom de la mère",
                "Représentant légal 1 : nom",
            ],
        ),
        (Field::Guardian1FirstName, &["RESP1 PRENOM", "Prénom du responsable légal 1"]),
        (
            Field::Guardian1Phone,
            &[
                "Rep. légal tél",
                "tel_rl1",
                "Légal 1 : téléphone",
                "RESP1 TEL",
                "tel_resp1_perso",
                "tel_resp1_pro",
                "Téléphone responsable légal 1",
                "TEL2 RESP1",
                "Tél. mère",
                "Téléphone des parents",
                "Tél resp. légal",
            ],
        ),
        (Field::Guardian1Email, &["mail_resp1", "Email responsable légal 1", "Mél du responsable légal"]),
        (
            Field::Guardian2Phone,
            &[
                "RESP2 TEL",
                "tel_resp2_perso",
                "Téléphone responsable légal 2",
                "Portable père",
                "RESPONSABLES/RESPONSABLE 2/TEL_PORTABLE",
            ],
        ),
        (Field::Guardian2Email, &["mail_resp2", "Email responsable légal 2"]),
        (Field::SchoolUai, &["UAI", "numero_uai", "UAI_ORIG", "Code UAI établissement", "RNE", "N° UAI"]),
        (
            Field::SchoolName,
            &[
                "Établissement de scolarisation",
                "Établissement scolaire",
                "ETABLISSEMENT",
                "Établissement d’origine",
                "Dernier établissement",
                "Nom du CFA",
                "Lycée",
                "Établissement de sortie",
                "LIBELLE ETABLISSEMENT",
            ],
        ),
        (Field::SchoolPhone, &["Téléphone du CFA", "Tél établissement"]),
        (Field::SchoolEmail, &["Email du CFA"]),
        (Field::SchoolPostcode, &["Code postal du CFA"]),
        (Field::Mef, &["MEF", "CODE_MEF", "MEF_ORIG", "Code MEF"]),
        (
            Field::Formation,
            &[
                "formation_suivie",
                "FORMATION",
                "Intitulé de la formation",
                "Libellé MEF",
                "Classe",
                "Dernière formation",
                "Dernière classe fréquentée",
                "Division",
            ],
        ),
        (
            Field::LeftOn,
            &[
                "Date d’abandon",
                "Date de démission",
                "DATE SORTIE",
                "DT_SORTIE",
                "Date de sortie",
                "Date de départ",
                "DATE_SORTIE",
                "Sorti le",
                "Date de sortie de l’établissement",
                "Date fin de scolarité",
            ],
        ),
        (Field::Diploma, &["DIPLOME", "Diplôme obtenu", "Dernier diplôme obtenu", "Plus haut diplôme"]),
        (Field::ContractStart, &["Date début contrat", "date_deb_cont", "Début du contrat"]),
        (Field::ContractEnd, &["Date fin contrat", "date_fin_cont"]),
        (Field::ContractBroken, &["Date rupture contrat", "date_rupt_cont", "Date de rupture", "Rupture du contrat"]),
        (
            Field::KnownToMissionLocale,
            &[
                "Suivi par la ML",
                "Inscrit ML",
                "CONNU ML",
                "Connu ML (O/N)",
                "Déjà connu de votre Mission Locale ?",
                "Connu de la ML",
                "Suivi mission locale",
            ],
        ),
        (Field::MissionLocaleFile, &["N° ML", "ID ML", "N° dossier ML", "Numéro de dossier mission locale"]),
        (
            Field::MissionLocaleWelcomed,
            &["Date inscription ML", "Premier accueil", "Date 1er accueil ML", "Date de premier accueil"],
        ),
        (
            Field::SourceReference,
            &["Identifiant RIO", "N° RIO", "Identifiant", "N° dossier", "ELEVE_ID", "Référence", "ID"],
        ),
        (Field::EventDate, &["Date événement", "Date de l'appel", "Date de l’événement"]),
        (
            Field::Event,
            &["Événement", "Résultat", "Résultat de l’appel", "Quel est votre retour sur la prise de contact ?"],
        ),
        (Field::EventDetail, &["Détail", "Précisions"]),
        (Field::Comment, &["Observation(s)", "Commentaire", "Commentaires", "Observation", "Remarques"]),
    ];
    for (expected, headers) in names {
        for header in *headers {
            assert_eq!(field(header), *expected, "{header}");
        }
    }
}

#[test]
fn what_belongs_to_somebody_else_is_not_the_youths() {
    for header in [
        "Libellé",
        "Code établissement",
        "Type établissement",
        "Niveau",
        "Diplôme préparé",
        "Motif de rupture",
        "Téléphone du CIO",
        "Nom du conseiller",
        "Mail de l’employeur",
        "Téléphone entreprise",
        "Nom de la plate-forme",
        "Prénom du référent",
        "Date d’entrée au CFA",
        "date_entree_cfa",
        "Lieu de naissance",
        "Commune de naissance",
        "Age",
        "Date transmission données",
        "Motif de sortie",
        "Heure",
        "Ville du CFA",
        "Adresse du responsable 1",
        "Date de saisie",
        "SIRET employeur",
        "CODE_LOT",
        "regime_sco",
    ] {
        assert!(matches!(meaning(header), Meaning::Aside | Meaning::Unknown), "{header}: {:?}", meaning(header));
    }
}

#[test]
fn a_value_is_no_column_name() {
    for value in ["BREST", "Le Goff", "29200", "12 rue de la Paix", "CAP cuisine", "06 39 98 51 12", ""] {
        assert!(!is_column_name(value), "{value}");
    }
    assert!(is_column_name("Né(e) le"));
    assert!(is_column_name("nationalite"));
}
