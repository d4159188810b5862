use crate::territories::Level;
use std::fmt;
use std::str::FromStr;

/// The part one plays on a territory (PRODUCT.md, glossary). An account may hold several.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    PlatformLead,
    PlatformAssistant,
    MldsCoordinator,
    Member,
    ContactOperator,
    PrefectDelegate,
    DepartmentLead,
    RegionLead,
    NationalTeam,
    Administrator,
}

impl Role {
    /// From the youth's side up; the order of lists on screen.
    pub const ALL: [Self; 10] = [
        Self::PlatformLead,
        Self::PlatformAssistant,
        Self::MldsCoordinator,
        Self::Member,
        Self::ContactOperator,
        Self::PrefectDelegate,
        Self::DepartmentLead,
        Self::RegionLead,
        Self::NationalTeam,
        Self::Administrator,
    ];

    /// The word of the database and of `pupitre account create --role`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::PlatformLead => "platform-lead",
            Self::PlatformAssistant => "platform-assistant",
            Self::MldsCoordinator => "mlds-coordinator",
            Self::Member => "member",
            Self::ContactOperator => "contact-operator",
            Self::PrefectDelegate => "prefect-delegate",
            Self::DepartmentLead => "department-lead",
            Self::RegionLead => "region-lead",
            Self::NationalTeam => "national-team",
            Self::Administrator => "administrator",
        }
    }

    /// The words on screen, in lower case: « Hervé Quéméneur, responsable de plate-forme ».
    pub const fn label(self) -> &'static str {
        match self {
            Self::PlatformLead => "responsable de plate-forme",
            Self::PlatformAssistant => "assistant ou assistante de plate-forme",
            Self::MldsCoordinator => "coordonnateur ou coordonnatrice MLDS",
            Self::Member => "membre de plate-forme",
            Self::ContactOperator => "opérateur ou opératrice de contact",
            Self::PrefectDelegate => "délégué ou déléguée du préfet",
            Self::DepartmentLead => "responsable départemental",
            Self::RegionLead => "responsable régional",
            Self::NationalTeam => "équipe nationale",
            Self::Administrator => "administrateur ou administratrice des comptes",
        }
    }

    /// What one is there for, without gender: beside a name, where room is short.
    pub const fn short(self) -> &'static str {
        match self {
            Self::PlatformAssistant => "assistance de plate-forme",
            Self::MldsCoordinator => "coordination MLDS",
            Self::ContactOperator => "opérations de contact",
            Self::PrefectDelegate => "délégation du préfet",
            Self::Administrator => "administration des comptes",
            other => other.label(),
        }
    }

    /// What one comes for, under the label where a role is chosen.
    pub const fn purpose(self) -> &'static str {
        match self {
            Self::PlatformLead => "Pilote la plate-forme\u{a0}: chiffres, objectifs, dossiers, listes, membres.",
            Self::PlatformAssistant => "Tient le suivi à jour\u{a0}: file du jour, listes, rapprochements, dossiers.",
            Self::MldsCoordinator => "Conseille les responsables\u{a0}: lit les dossiers, écrit dans les siens.",
            Self::Member => "Voit les chiffres de la plate-forme et les dossiers dont il est le référent.",
            Self::ContactOperator => "Appelle les jeunes du lot qui lui est confié, sans rien voir d’autre.",
            Self::PrefectDelegate => "Lit les chiffres de son territoire, sans aucun nom.",
            Self::DepartmentLead => {
                "Lit les chiffres du département et de ses plates-formes, négocie leurs objectifs. Ne voit aucun nom."
            }
            Self::RegionLead => {
                "Lit les chiffres de l’académie ou de la région académique, fixe ses cibles. Ne voit aucun nom."
            }
            Self::NationalTeam => {
                "Lit les chiffres de tous les territoires, fixe les cibles nationales. Ne voit aucun nom."
            }
            Self::Administrator => "Ouvre et ferme les comptes, lit le journal. Ne voit ni chiffre ni dossier.",
        }
    }

    /// The levels of territory on which the role makes sense. « Régional » is the académie and the Region.
    pub const fn levels(self) -> &'static [Level] {
        match self {
            Self::PlatformLead
            | Self::PlatformAssistant
            | Self::MldsCoordinator
            | Self::Member
            | Self::ContactOperator => &[Level::Platform],
            Self::PrefectDelegate => &[Level::Department, Level::Platform],
            Self::DepartmentLead => &[Level::Department],
            Self::RegionLead => &[Level::Region, Level::Academy],
            Self::NationalTeam => &[Level::Nation],
            Self::Administrator => &Level::ALL,
        }
    }

    pub fn may_sit_at(self, level: Level) -> bool {
        self.levels().contains(&level)
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// The text is no role's code; the message is for whoever typed it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("« {0} » n’est pas une fonction\u{202f}: choisissez-en une de la liste.")]
pub struct UnknownRole(String);

impl FromStr for Role {
    type Err = UnknownRole;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|role| role.code() == text)
            .ok_or_else(|| UnknownRole(text.chars().take(40).collect()))
    }
}
