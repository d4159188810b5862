//! What the journal tells of publications.
use network::rights::Permission;

network::actions! {
    pub(super) PUBLICATION_ASKED = "publication-demandee", "Publication demandée";
    pub(super) PUBLISHED = "chiffres-publies", "Chiffres publiés";
}

network::targets! {
    pub(super) RELEASE = "publication", "Publication", "/donnees-ouvertes/{}", Permission::SeeFigures;
}
