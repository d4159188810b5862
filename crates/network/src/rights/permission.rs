use std::fmt;

/// Something a role opens on its territory and all those below.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Permission {
    /// Read the counts, rates and delays; never a name.
    SeeFigures,
    /// Type the targets of the year of the role's own territory, never of one below (PRODUCT.md, B2: each level commits itself).
    SetTargets,
    /// Write what the role's own territory asks of all those below for a school year, in words.
    WriteOrientations,
    /// Negotiate the objectives of the platforms below, for the département: open, propose, agree (never alone).
    ProposeObjectives,
    /// Negotiate the objectives of the platform, for the platform itself.
    AnswerObjectives,
    /// Publish the figures of a quarter, small numbers protected, to peers and to the public.
    PublishFigures,
    /// Write indicators of the role's own territory, for it and those below: formulas, numbers to be typed, scales.
    DefineIndicators,
    /// Type, for the platform, the numbers and the steps that indicators ask of it month by month.
    EnterFigures,
    /// Read every case: names, contacts, events.
    SeeCases,
    /// Record events in every case, assign it, correct, add a youth who came by himself.
    WriteCases,
    /// Read the cases one is the worker of.
    SeeOwnCases,
    /// Record events in the cases one is the worker of.
    WriteOwnCases,
    /// Bring in a list, apply it, undo it.
    ImportLists,
    /// Say whether a doubtful line of a list is somebody known.
    ReviewMatches,
    /// Add and end the members who can carry a case.
    ManageMembers,
    /// Open and close accounts, grant and end roles.
    ManageAccounts,
    /// Read who looked at and changed what.
    SeeJournal,
}

impl Permission {
    pub const ALL: [Self; 17] = [
        Self::SeeFigures,
        Self::SetTargets,
        Self::WriteOrientations,
        Self::ProposeObjectives,
        Self::AnswerObjectives,
        Self::PublishFigures,
        Self::DefineIndicators,
        Self::EnterFigures,
        Self::SeeCases,
        Self::WriteCases,
        Self::SeeOwnCases,
        Self::WriteOwnCases,
        Self::ImportLists,
        Self::ReviewMatches,
        Self::ManageMembers,
        Self::ManageAccounts,
        Self::SeeJournal,
    ];

    /// The word of the table `role_permission` and of the views that join it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::SeeFigures => "see-figures",
            Self::SetTargets => "set-targets",
            Self::WriteOrientations => "write-orientations",
            Self::ProposeObjectives => "propose-objectives",
            Self::AnswerObjectives => "answer-objectives",
            Self::PublishFigures => "publish-figures",
            Self::DefineIndicators => "define-indicators",
            Self::EnterFigures => "enter-figures",
            Self::SeeCases => "see-cases",
            Self::WriteCases => "write-cases",
            Self::SeeOwnCases => "see-own-cases",
            Self::WriteOwnCases => "write-own-cases",
            Self::ImportLists => "import-lists",
            Self::ReviewMatches => "review-matches",
            Self::ManageMembers => "manage-members",
            Self::ManageAccounts => "manage-accounts",
            Self::SeeJournal => "see-journal",
        }
    }

    /// The words on screen.
    pub const fn label(self) -> &'static str {
        match self {
            Self::SeeFigures => "lire les chiffres",
            Self::SetTargets => "fixer les cibles de son propre territoire",
            Self::WriteOrientations => "écrire les orientations de son propre territoire",
            Self::ProposeObjectives => "négocier les objectifs des plates-formes, pour le département",
            Self::AnswerObjectives => "négocier les objectifs de la plate-forme, pour elle",
            Self::PublishFigures => "publier les chiffres",
            Self::DefineIndicators => "ajouter des indicateurs à son propre territoire",
            Self::EnterFigures => "saisir les nombres demandés à la plate-forme",
            Self::SeeCases => "lire tous les dossiers",
            Self::WriteCases => "écrire dans tous les dossiers",
            Self::SeeOwnCases => "lire les dossiers dont on est référent",
            Self::WriteOwnCases => "écrire dans les dossiers dont on est référent",
            Self::ImportLists => "importer une liste",
            Self::ReviewMatches => "trancher les rapprochements",
            Self::ManageMembers => "tenir la liste des membres",
            Self::ManageAccounts => "gérer les comptes",
            Self::SeeJournal => "lire le journal",
        }
    }
}

impl fmt::Display for Permission {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}
