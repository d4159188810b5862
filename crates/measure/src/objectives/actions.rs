//! What the journal tells of targets, orientations and objectives.
use network::rights::Permission;

network::actions! {
    pub(super) TARGET_SET = "cible-fixee", "Cible fixée";
    pub(super) TARGET_ENDED = "cible-retiree", "Cible retirée";
    pub(super) OBJECTIVE_PROPOSED = "objectif-propose", "Objectif\u{a0}: proposition";
    pub(super) OBJECTIVE_AGREED = "objectif-convenu", "Objectif\u{a0}: accord des deux parties";
    pub(super) OBJECTIVE_WITHDRAWN = "objectif-retire", "Objectif\u{a0}: discussion refermée";
    pub(super) OBJECTIVE_ASSESSED = "objectif-apprecie", "Objectif\u{a0}: appréciation";
    pub(super) ORIENTATION_WRITTEN = "orientation-ecrite", "Orientation écrite";
}

network::targets! {
    pub(super) TARGET = "objectif", "Objectifs", "/territoires/{}/objectifs", Permission::SeeFigures;
    pub(super) OBJECTIVE = "objectif-concerte", "Objectif concerté", "/objectifs/{}", Permission::SeeFigures;
    pub(super) ORIENTATION = "orientation", "Orientation", "/territoires/{}/concertation", Permission::SeeFigures;
}
