//! What the journal tells of indicators that people add.
use network::rights::Permission;

network::actions! {
    pub KEPT = "indicateur-garde", "Indicateur\u{a0}: brouillon gardé";
    pub PUBLISHED = "indicateur-publie", "Indicateur publié";
    pub RETIRED = "indicateur-retire", "Indicateur retiré";
}

network::targets! {
    pub OWN = "indicateur", "Indicateur", "/indicateurs/{}", Permission::SeeFigures;
}
