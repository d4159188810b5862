//! What a column can mean.

use serde::{Deserialize, Serialize};

macro_rules! fields {
    ($($(#[$meta:meta])* $variant:ident = $label:literal;)+) => {
        /// The canonical fields of a line. The code saved in mappings is the snake-case name.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Field { $($(#[$meta])* $variant,)+ }

        impl Field {
            /// In the order in which people choose them.
            pub const ALL: &'static [Field] = &[$(Field::$variant),+];

            /// As a user reads it.
            #[must_use]
            pub const fn label(self) -> &'static str {
                match self { $(Field::$variant => $label),+ }
            }
        }
    };
}

fields! {
    LastName = "Nom de famille";
    UsageName = "Nom d’usage";
    FirstName = "Prénom";
    SecondFirstName = "Deuxième prénom";
    ThirdFirstName = "Troisième prénom";
    /// « LE GOFF Yanis »: both in one cell.
    FullName = "Nom et prénom";
    BirthDate = "Date de naissance";
    Sex = "Sexe ou civilité";
    Ine = "INE";
    Phone = "Téléphone du jeune";
    Email = "Adresse électronique du jeune";
    Address = "Adresse";
    Postcode = "Code postal";
    Commune = "Commune";
    CommuneCode = "Code INSEE de la commune";
    PriorityDistrict = "Quartier prioritaire";
    Guardian1Name = "Nom, responsable légal 1";
    Guardian1FirstName = "Prénom, responsable légal 1";
    Guardian1Phone = "Téléphone, responsable légal 1";
    Guardian1Email = "Adresse électronique, responsable légal 1";
    Guardian2Name = "Nom, responsable légal 2";
    Guardian2FirstName = "Prénom, responsable légal 2";
    Guardian2Phone = "Téléphone, responsable légal 2";
    Guardian2Email = "Adresse électronique, responsable légal 2";
    SchoolUai = "UAI du dernier établissement";
    SchoolName = "Dernier établissement";
    SchoolPostcode = "Code postal de l’établissement";
    SchoolPhone = "Téléphone de l’établissement";
    SchoolEmail = "Adresse électronique de l’établissement";
    Mef = "Code MEF";
    FormationCode = "Code de la formation";
    Formation = "Dernière formation";
    LeftOn = "Date de sortie";
    Diploma = "Diplôme obtenu";
    ContractStart = "Début du contrat";
    ContractEnd = "Fin prévue du contrat";
    ContractBroken = "Rupture du contrat";
    KnownToMissionLocale = "Connu de la mission locale";
    MissionLocaleFile = "Numéro de dossier de la mission locale";
    MissionLocaleWelcomed = "Premier accueil à la mission locale";
    MissionLocaleSituation = "Situation à la mission locale";
    SourceReference = "Identifiant chez l’expéditeur";
    EventDate = "Date de l’événement";
    Event = "Événement ou résultat";
    EventDetail = "Détail de l’événement";
    Comment = "Commentaire";
}

impl Field {
    /// Several columns may feed it: a youth has two INE, three phones, an address on two lines.
    #[must_use]
    pub const fn takes_many(self) -> bool {
        matches!(
            self,
            Self::Ine
                | Self::Phone
                | Self::Address
                | Self::Guardian1Phone
                | Self::Guardian2Phone
                | Self::Comment
                | Self::EventDetail
        )
    }

    /// Longest value kept, in characters. Longer is a mistake of the file, and is said.
    #[must_use]
    pub const fn longest(self) -> usize {
        match self {
            Self::LastName | Self::UsageName | Self::FirstName | Self::SecondFirstName | Self::ThirdFirstName => 100,
            Self::FullName | Self::Address | Self::SchoolName | Self::Formation | Self::Email | Self::Phone => 255,
            Self::Comment | Self::EventDetail => 2_000,
            _ => 255,
        }
    }

    /// Without it nobody can be recognised.
    #[must_use]
    pub const fn identifies(self) -> bool {
        matches!(self, Self::LastName | Self::FirstName | Self::FullName | Self::BirthDate)
    }
}
