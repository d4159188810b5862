//! The words of the journal for what is done to young people's files. Never a name.
network::actions! {
    pub(crate) CALL = "appel-note", "Appel noté";
    pub(crate) EVENT = "evenement-note", "Événement noté dans un dossier";
    pub(crate) CORRECTION = "evenement-corrige", "Événement corrigé dans un dossier";
    pub(crate) WITHDRAWAL = "evenement-retire", "Événement retiré d’un dossier";
    pub(crate) UNDO = "saisie-annulee", "Saisie annulée";
    pub(crate) ASSIGNMENT = "dossier-confie", "Dossier confié";
    pub(crate) IDENTITY = "identite-corrigee", "Identité corrigée";
    pub(crate) CONTACTS = "contacts-modifies", "Contacts modifiés";
    pub(crate) OPENING = "dossier-ouvert", "Dossier ouvert pour un jeune venu sans liste";
}

network::targets! {
    pub(crate) CASE = "dossier", "Dossier", "/dossiers/{}", network::rights::Permission::SeeCases;
}

/// A case, as the journal names it.
pub(crate) fn case(id: db::Id, platform: &str) -> base::Target {
    base::Target::new(CASE, id).at(platform)
}
