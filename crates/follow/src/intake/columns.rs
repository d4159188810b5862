//! What a column means, by its header: words folded, cut and looked up, so that « TEL_RESP1 », « Tél. responsable
//! légal 1 » and « telResp1 » are one. A word that nobody knows makes the column unknown: « Téléphone du CIO » is not
//! the youth's.

use super::columns_forbidden::forbidden;
use super::columns_words::{Word, words};
use super::fields::Field;
use super::mapping::Forbidden;

/// What a header says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    Field(Field),
    Forbidden(Forbidden),
    /// Understood, and of no use here (an employer's phone, an age).
    Aside,
    /// Not understood: the values may tell.
    Unknown,
}

/// Does this text look like the name of a column? For the search of the header line.
#[must_use]
pub fn is_column_name(text: &str) -> bool {
    text.chars().count() <= 80 && meaning(text) != Meaning::Unknown
}

/// The meaning of a header, the other columns unseen.
#[must_use]
pub fn meaning(header: &str) -> Meaning {
    if let Some(reason) = forbidden(header) {
        return Meaning::Forbidden(reason);
    }
    let words = words(header);
    let header = Header { words: &words };
    if words.is_empty() {
        return Meaning::Unknown;
    }
    if header.has(Word::Elsewhere) || (words.len() == 1 && header.has(Word::Useless)) {
        return Meaning::Aside;
    }
    header
        .event()
        .or_else(|| header.guardian())
        .or_else(|| header.dates())
        .or_else(|| header.mission_locale())
        .or_else(|| header.school())
        .or_else(|| header.youth())
        .unwrap_or(if header.has(Word::Useless) { Meaning::Aside } else { Meaning::Unknown })
}

struct Header<'a> {
    words: &'a [Word],
}

impl Header<'_> {
    fn has(&self, word: Word) -> bool {
        self.words.contains(&word)
    }

    fn has_any(&self, words: &[Word]) -> bool {
        words.iter().any(|word| self.has(*word))
    }

    /// All words are among these, or say nothing.
    fn only(&self, words: &[Word]) -> bool {
        self.words.iter().all(|word| words.contains(word) || matches!(word, Word::Neutral | Word::Number(_)))
    }

    fn number(&self) -> Option<u8> {
        self.words.iter().find_map(|word| if let Word::Number(number) = word { Some(*number) } else { None })
    }

    fn event(&self) -> Option<Meaning> {
        use Word::{Call, Comment, Date, Detail, Event, Result};
        let field = match () {
            () if self.has(Date) && self.has_any(&[Event, Call]) && self.only(&[Date, Event, Call]) => Field::EventDate,
            () if self.has_any(&[Event, Result]) && self.only(&[Event, Result, Call]) => Field::Event,
            () if self.has(Detail) && self.only(&[Detail, Event]) => Field::EventDetail,
            () if self.has(Comment) && self.only(&[Comment]) => Field::Comment,
            () => return None,
        };
        Some(Meaning::Field(field))
    }

    /// « TEL_RESP1 », « Mère, portable », « Représentant légal 2 : nom ».
    fn guardian(&self) -> Option<Meaning> {
        use Word::{Address, Father, FirstName, Guardian, Legal, Mail, Mother, Name, Phone, Work};
        if !self.has_any(&[Guardian, Mother, Father]) {
            return None;
        }
        // The number that follows the word « responsable », not the one of « tél 2 ».
        let after = self.words.iter().skip_while(|word| !matches!(word, Guardian | Mother | Father));
        let own = after.filter(|word| !matches!(word, Guardian | Legal)).next();
        let second = match own {
            Some(Word::Number(number)) => *number == 2,
            _ if self.has(Father) => true,
            _ => !self.has_any(&[Mother, Phone]) && self.number() == Some(2),
        };
        let people = [Guardian, Mother, Father, Legal, Work];
        let only = |words: &[Word]| self.only(&[people.as_slice(), words].concat());
        let (one, two) = match () {
            () if self.has(Phone) && only(&[Phone]) => (Field::Guardian1Phone, Field::Guardian2Phone),
            () if self.has(Mail) && only(&[Mail, Address]) => (Field::Guardian1Email, Field::Guardian2Email),
            () if self.has(FirstName) && only(&[FirstName]) => (Field::Guardian1FirstName, Field::Guardian2FirstName),
            () if only(&[Name, FirstName]) => (Field::Guardian1Name, Field::Guardian2Name),
            () => return Some(Meaning::Aside),
        };
        Some(Meaning::Field(if second { two } else { one }))
    }

    fn dates(&self) -> Option<Meaning> {
        use Word::{Birth, Break, Contract, Date, End, Entry, Leave, School, Schooling, Start};
        let field = match () {
            () if self.has(Birth) && self.only(&[Date, Birth]) => Field::BirthDate,
            () if self.has(Break) && self.only(&[Date, Break, Contract]) => Field::ContractBroken,
            () if self.has(Contract) && self.has(Start) && self.only(&[Date, Contract, Start]) => Field::ContractStart,
            () if self.has(Contract) && self.has(End) && self.only(&[Date, Contract, End]) => Field::ContractEnd,
            () if self.has(Leave)
                && self.only(&[Date, Leave, School, Schooling])
                && (self.has(Date) || self.only(&[Leave])) =>
            {
                Field::LeftOn
            }
            () if self.has(End) && self.has(Schooling) && self.only(&[Date, End, Schooling]) => Field::LeftOn,
            () if self.has_any(&[Entry, Start, End])
                || (self.has(Date) && !self.has(Word::MissionLocale) && !self.has(Word::Welcome)) =>
            {
                return Some(if self.only(&[Date, Entry, Start, End, School, Schooling, Contract]) {
                    Meaning::Aside
                } else {
                    Meaning::Unknown
                });
            }
            () => return None,
        };
        Some(Meaning::Field(field))
    }

    fn mission_locale(&self) -> Option<Meaning> {
        use Word::{Date, File, Id, Known, MissionLocale, Name, Situation, Welcome};
        let field = match () {
            () if self.has(Welcome) && self.only(&[Date, Welcome, MissionLocale]) => Field::MissionLocaleWelcomed,
            () if !self.has(MissionLocale) => return None,
            () if self.has(Known) && self.only(&[MissionLocale, Known, Date]) && !self.has(Date) => {
                Field::KnownToMissionLocale
            }
            () if self.has_any(&[File, Id]) && self.only(&[MissionLocale, File, Id]) => Field::MissionLocaleFile,
            () if self.has(Situation) && self.only(&[MissionLocale, Situation]) => Field::MissionLocaleSituation,
            () if self.only(&[MissionLocale, Name]) && !self.has(Name) => Field::KnownToMissionLocale,
            () => return Some(Meaning::Aside),
        };
        Some(Meaning::Field(field))
    }

    fn school(&self) -> Option<Meaning> {
        use Word::{Code, Diploma, Last, Leave, Mail, Mef, Name, Obtained, Phone, Postal, School, Schooling, Uai};
        let origin = [Last, Leave, School];
        let only = |words: &[Word]| self.only(&[origin.as_slice(), words].concat());
        let field = match () {
            () if self.has(Uai) && only(&[Uai, Code]) => Field::SchoolUai,
            () if self.has(Mef) && only(&[Mef, Code]) => Field::Mef,
            () if self.has(Mef) && only(&[Mef, Name, Schooling]) => Field::Formation,
            () if self.has(Diploma) && only(&[Diploma, Obtained, Name]) => Field::Diploma,
            () if self.has(Schooling) && self.has(Code) && only(&[Schooling, Code]) => Field::FormationCode,
            () if self.has(Schooling) && only(&[Schooling, Name, Mef]) => Field::Formation,
            () if !self.has(School) => return None,
            () if self.has(Phone) && only(&[Phone]) => Field::SchoolPhone,
            () if self.has(Mail) && only(&[Mail, Word::Address]) => Field::SchoolEmail,
            () if self.has(Postal) && only(&[Postal, Code]) => Field::SchoolPostcode,
            () if only(&[Name]) => Field::SchoolName,
            () => return Some(Meaning::Aside),
        };
        Some(Meaning::Field(field))
    }

    fn youth(&self) -> Option<Meaning> {
        use Word::{
            Address, Birth, Call, Code, Commune, District, File, FirstName, Id, Ine, Insee, Mail, Name, Phone, Postal,
            Second, Sex, Third, Usage, Work, Youth,
        };
        let field = match () {
            () if self.has(Ine) && self.only(&[Ine, Code, Id, Youth]) => Field::Ine,
            () if self.has(Sex) && self.only(&[Sex, Code, Youth]) => Field::Sex,
            () if self.has(Phone) && self.only(&[Phone, Youth, Call, Work]) => Field::Phone,
            () if self.has(Call) && self.only(&[Call]) => Field::Phone,
            () if self.has(Mail) && self.only(&[Mail, Address, Youth]) => Field::Email,
            () if self.has(Postal) && self.only(&[Postal, Code, Youth, Commune, Address]) => Field::Postcode,
            () if self.has_any(&[Insee]) && self.only(&[Insee, Code, Commune]) => Field::CommuneCode,
            () if self.has(Commune) && self.has(Code) && self.only(&[Commune, Code]) => Field::CommuneCode,
            () if self.has(Commune) && self.only(&[Commune, Youth, Name, Address]) => Field::Commune,
            () if self.has(District) && self.only(&[District, Code, Youth]) => Field::PriorityDistrict,
            () if self.has(Address) && self.only(&[Address, Youth]) => Field::Address,
            () if self.has(Birth) && self.has_any(&[Commune, Code, Insee]) => return Some(Meaning::Aside),
            () if self.has(Usage) && self.only(&[Usage, Name, Youth]) => Field::UsageName,
            () if self.has(Name) && self.has(FirstName) && self.only(&[Name, FirstName, Youth]) => Field::FullName,
            () if self.has(FirstName) && self.only(&[FirstName, Second, Third, Youth, Usage, Birth]) => {
                match (self.has(Second), self.has(Third), self.number()) {
                    (true, _, _) | (_, _, Some(2)) => Field::SecondFirstName,
                    (_, true, _) | (_, _, Some(3)) => Field::ThirdFirstName,
                    _ => Field::FirstName,
                }
            }
            () if self.has(Name) && self.only(&[Name, Youth, Birth]) => Field::LastName,
            () if self.has(Youth) && self.only(&[Youth]) => Field::FullName,
            () if self.has_any(&[Id, File]) && self.only(&[Id, File, Youth, Code]) => Field::SourceReference,
            () => return None,
        };
        Some(Meaning::Field(field))
    }
}

#[cfg(test)]
mod tests {
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
                &[
                    "CODE POSTAL",
                    "CP",
                    "cod_post",
                    "Code postal de résidence",
                    "CODEPOSTAL",
                    "CODE_POSTAL",
                    "CP - Ville",
                ],
            ),
            (
                Field::Commune,
                &[
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
            (
                Field::ContractBroken,
                &["Date rupture contrat", "date_rupt_cont", "Date de rupture", "Rupture du contrat"],
            ),
            (
                Field::KnownToMissionLocale,
                &[
                    "CONNU ML",
                    "Connu ML (O/N)",
                    "Déjà connu de votre Mission Locale ?",
                    "Connu de la ML",
                    "Suivi mission locale",
                ],
            ),
            (Field::MissionLocaleFile, &["N° dossier ML", "Numéro de dossier mission locale"]),
            (Field::MissionLocaleWelcomed, &["Premier accueil", "Date 1er accueil ML", "Date de premier accueil"]),
            (Field::SourceReference, &["Identifiant", "N° dossier", "ELEVE_ID", "Référence", "ID"]),
            (Field::EventDate, &["Date événement", "Date de l'appel", "Date de l’événement"]),
            (
                Field::Event,
                &["Événement", "Résultat", "Résultat de l’appel", "Quel est votre retour sur la prise de contact ?"],
            ),
            (Field::EventDetail, &["Détail", "Précisions"]),
            (Field::Comment, &["Commentaire", "Commentaires", "Observation", "Remarques"]),
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
}
