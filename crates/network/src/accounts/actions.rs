//! What the journal tells of accounts.
use crate::rights::Permission;

crate::actions! {
    pub SIGNED_IN = "connexion", "Connexion";
    pub SIGNED_OUT = "deconnexion", "Déconnexion";
    pub LOCKED = "connexion-bloquee", "Connexion bloquée après trop d’essais";
    pub CREATED = "compte-cree", "Compte créé";
    pub CLOSED = "compte-ferme", "Compte fermé";
    pub REOPENED = "compte-rouvert", "Compte rouvert";
    pub ROLE_GRANTED = "fonction-attribuee", "Fonction attribuée";
    pub ROLE_ENDED = "fonction-retiree", "Fonction retirée";
    pub INVITED = "invitation-envoyee", "Invitation envoyée";
    pub PASSWORD_ASKED = "mot-de-passe-oublie", "Nouveau mot de passe demandé";
    pub PASSWORD_CHOSEN = "mot-de-passe-choisi", "Mot de passe choisi";
    pub PASSWORD_CHANGED = "mot-de-passe-change", "Mot de passe changé";
    pub SESSIONS_ENDED = "sessions-fermees", "Sessions fermées";
    pub DESK_CHOSEN = "fonction-choisie", "Changement de fonction";
    pub THEME_CHOSEN = "affichage-choisi", "Affichage choisi";
    pub TOKEN_CREATED = "jeton-cree", "Jeton d’accès créé";
    pub TOKEN_REVOKED = "jeton-revoque", "Jeton d’accès révoqué";
}

crate::targets! {
    pub ACCOUNT = "compte", "Compte", "/comptes/{}", Permission::ManageAccounts;
}
