//! The words of the journal for lists. Never a name, not even that of a file.
network::actions! {
    pub(super) RECEIVED = "liste-recue", "Liste reçue";
    pub(super) READ_AGAIN = "liste-relue", "Liste relue autrement";
    pub(super) APPLIED = "liste-appliquee", "Liste appliquée";
    pub(super) ABANDONED = "liste-abandonnee", "Liste abandonnée";
    pub(super) UNDONE = "liste-annulee", "Liste annulée";
    pub(super) SETTLED = "rapprochement-tranche", "Rapprochement tranché";
    pub(super) UNSETTLED = "rapprochement-annule", "Choix de rapprochement annulé";
}

network::targets! {
    pub(super) LIST = "liste", "Liste", "/listes/{}", network::rights::Permission::ImportLists;
}

/// A list, as the journal names it.
pub(super) fn list(id: db::Id, platform: &str) -> base::Target {
    base::Target::new(LIST, id).at(platform)
}
