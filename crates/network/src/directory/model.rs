use chrono::NaiveDate;
use db::Id;

/// Somebody of a member organisation, at one platform.
#[derive(Clone, Debug, PartialEq, Eq, db::FromRow)]
pub struct Member {
    pub id: Id,
    pub name: String,
    /// « Mission locale du pays de Brest »
    pub organisation: String,
    /// « conseillère »
    pub job: String,
    /// The account the member signs in with, if there is one: it opens the cases he carries.
    pub account_id: Option<Id>,
    pub since: NaiveDate,
    /// The first day out; null while it lasts.
    pub until: Option<NaiveDate>,
}

/// A member to add.
#[derive(Clone, Debug)]
pub struct NewMember {
    pub name: String,
    pub organisation: String,
    pub job: String,
    pub account_id: Option<Id>,
}

/// An account with a role at the platform, that no member has.
#[derive(Clone, Debug, db::FromRow)]
pub struct Colleague {
    pub id: Id,
    pub name: String,
    pub role: String,
}
