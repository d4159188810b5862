//! What an administrator may do to an account.
use crate::accounts::model::{Account, GrantedRole};
use base::Error;
use db::Id;

/// An account as one administrator sees it.
#[derive(Clone, Debug)]
pub struct Managed {
    pub account: Account,
    pub roles: Vec<GrantedRole>,
    /// It is the administrator's own.
    pub is_own: bool,
    /// The administrator's territory is the whole country.
    pub everywhere: bool,
}

/// Why not, for the one who asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    Oneself,
    Elsewhere,
    RoleElsewhere,
    Closed,
    Open,
    Ended,
    LastAdministrator,
}

impl Refusal {
    /// What to do instead.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Oneself => {
                "C’est votre propre compte\u{a0}: un autre administrateur peut le fermer ou lui donner une fonction."
            }
            Self::Elsewhere => {
                "Cette personne exerce aussi hors de votre périmètre\u{a0}: retirez les fonctions qui en relèvent. \
                 Le compte lui-même dépend d’un administrateur dont le territoire les contient toutes."
            }
            Self::RoleElsewhere => "Cette fonction n’est pas dans votre périmètre.",
            Self::Closed => "Ce compte est fermé. Rouvrez-le d’abord.",
            Self::Open => "Ce compte est déjà ouvert.",
            Self::Ended => "Cette fonction a déjà pris fin.",
            Self::LastAdministrator => {
                "C’est le dernier administrateur national. Donnez d’abord cette fonction à quelqu’un d’autre, sinon plus \
                 personne ne pourrait gérer les comptes."
            }
        }
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Oneself | Refusal::Elsewhere | Refusal::RoleElsewhere => Error::Forbidden(refusal.text()),
            other => Error::Refused(other.text().into()),
        }
    }
}

type Verdict = Result<(), Refusal>;

impl Managed {
    /// Whether the account exists at all for this administrator.
    pub fn is_visible(&self) -> bool {
        self.everywhere || self.roles.iter().any(|role| role.within)
    }

    pub fn in_force(&self) -> impl Iterator<Item = &GrantedRole> {
        self.roles.iter().filter(|role| role.is_in_force())
    }

    /// The account itself (not one of its roles) is the administrator's to touch.
    fn is_wholly_within(&self) -> bool {
        self.everywhere || self.in_force().all(|role| role.within)
    }

    fn must_be_anothers(&self) -> Verdict {
        if self.is_own { Err(Refusal::Oneself) } else { Ok(()) }
    }

    fn must_be_within(&self) -> Verdict {
        if self.is_wholly_within() { Ok(()) } else { Err(Refusal::Elsewhere) }
    }

    fn must_be_open(&self) -> Verdict {
        if self.account.closed_at.is_some() { Err(Refusal::Closed) } else { Ok(()) }
    }

    pub fn may_close(&self) -> Verdict {
        self.must_be_anothers()?;
        self.must_be_within()?;
        self.must_be_open()
    }

    pub fn may_reopen(&self) -> Verdict {
        self.must_be_anothers()?;
        self.must_be_within()?;
        if self.account.closed_at.is_none() { Err(Refusal::Open) } else { Ok(()) }
    }

    /// The territory is checked apart: it is one of those the administrator manages.
    pub fn may_grant(&self) -> Verdict {
        self.must_be_anothers()?;
        self.must_be_open()
    }

    /// One may leave a role of one's own.
    pub fn may_end(&self, role: Id) -> Result<&GrantedRole, Refusal> {
        let role = self.roles.iter().find(|r| r.id == role).ok_or(Refusal::RoleElsewhere)?;
        if !role.within {
            return Err(Refusal::RoleElsewhere);
        }
        if role.is_in_force() { Ok(role) } else { Err(Refusal::Ended) }
    }

    pub fn may_invite(&self) -> Verdict {
        self.must_be_within()?;
        self.must_be_open()
    }

    pub fn may_end_sessions(&self) -> Verdict {
        self.must_be_within()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rights::Role;
    use chrono::{DateTime, Utc};

    const THEN: DateTime<Utc> = DateTime::UNIX_EPOCH;

    fn role(number: u128, within: bool, ended: bool) -> GrantedRole {
        GrantedRole {
            id: Id::from_u128(number),
            role: Role::PlatformLead,
            territory: "29-BREST".into(),
            territory_name: "PSAD de Brest".into(),
            granted_at: THEN,
            granted_by: None,
            ended_at: ended.then_some(THEN),
            within,
        }
    }

    fn managed(roles: Vec<GrantedRole>) -> Managed {
        let account = Account {
            id: Id::from_u128(1),
            email: "a@b.fr".into(),
            name: "A".into(),
            has_password: true,
            created_at: THEN,
            signed_in_at: None,
            closed_at: None,
        };
        Managed { account, roles, is_own: false, everywhere: false }
    }

    #[test]
    fn an_account_that_only_works_elsewhere_does_not_exist_here() {
        assert!(!managed(vec![]).is_visible());
        assert!(!managed(vec![role(1, false, false)]).is_visible());
        assert!(managed(vec![role(1, false, false), role(2, true, true)]).is_visible(), "it worked here");
        assert!(Managed { everywhere: true, ..managed(vec![]) }.is_visible());
    }

    #[test]
    fn a_person_who_also_works_elsewhere_loses_the_roles_of_here_but_keeps_the_account() {
        let shared = managed(vec![role(1, true, false), role(2, false, false)]);
        assert_eq!(shared.may_close(), Err(Refusal::Elsewhere));
        assert_eq!(shared.may_invite(), Err(Refusal::Elsewhere));
        assert!(shared.may_end(Id::from_u128(1)).is_ok());
        assert_eq!(shared.may_end(Id::from_u128(2)).err(), Some(Refusal::RoleElsewhere));
        let left = managed(vec![role(1, true, false), role(2, false, true)]);
        assert_eq!(left.may_close(), Ok(()), "the role elsewhere has ended");
    }

    #[test]
    fn nobody_closes_reopens_or_promotes_himself_but_one_may_leave_a_role() {
        let own = Managed { is_own: true, ..managed(vec![role(1, true, false)]) };
        assert_eq!(own.may_close(), Err(Refusal::Oneself));
        assert_eq!(own.may_reopen(), Err(Refusal::Oneself));
        assert_eq!(own.may_grant(), Err(Refusal::Oneself));
        assert!(own.may_end(Id::from_u128(1)).is_ok());
    }

    #[test]
    fn a_closed_account_is_reopened_before_anything_else() {
        let mut closed = managed(vec![role(1, true, false)]);
        assert_eq!(closed.may_reopen(), Err(Refusal::Open));
        closed.account.closed_at = Some(THEN);
        assert_eq!(closed.may_reopen(), Ok(()));
        assert_eq!(closed.may_close(), Err(Refusal::Closed));
        assert_eq!(closed.may_grant(), Err(Refusal::Closed));
        assert_eq!(closed.may_invite(), Err(Refusal::Closed));
    }

    #[test]
    fn a_role_ends_once() {
        assert_eq!(managed(vec![role(1, true, true)]).may_end(Id::from_u128(1)).err(), Some(Refusal::Ended));
    }
}
