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
    pub(crate) EXPORT = "dossiers-telecharges", "Liste de dossiers téléchargée";
}

network::targets! {
    pub(crate) CASE = "dossier", "Dossier", "/dossiers/{}", network::rights::Permission::SeeCases;
}

network::targets! {
    pub(crate) CASES = "dossiers", "Dossiers de la plate-forme", "/plates-formes/{}/dossiers", network::rights::Permission::SeeCases;
}

/// All the cases of a platform, as the journal names them.
pub(crate) fn list_of_cases(platform: &str) -> base::Target {
    base::Target::new(CASES, platform).at(platform)
}

/// A case, as the journal names it.
pub(crate) fn case(id: db::Id, platform: &str) -> base::Target {
    base::Target::new(CASE, id).at(platform)
}
