//! What the journal tells of targets.
use network::rights::Permission;

network::actions! {
    pub(super) TARGET_SET = "cible-fixee", "Cible fixée";
    pub(super) TARGET_ENDED = "cible-retiree", "Cible retirée";
}

network::targets! {
    pub(super) TARGET = "objectif", "Objectifs", "/territoires/{}/objectifs", Permission::SeeFigures;
}
