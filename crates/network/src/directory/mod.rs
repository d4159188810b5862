//! The directory of a platform: its members, who carry cases. A member may have an account, or none.
mod model;
mod pages;
mod store;
mod views;

pub use model::{Member, NewMember};
pub use store::{add, end, member, members};

crate::actions! {
    pub(crate) MEMBER_ADDED = "membre-ajoute", "Membre ajouté";
    pub(crate) MEMBER_ENDED = "membre-retire", "Membre retiré";
}

crate::targets! {
    pub(crate) PLATFORM = "plate-forme", "Membres de la plate-forme", "/plates-formes/{}/membres",
        crate::rights::Permission::ManageMembers;
}

pub(crate) fn routes() -> base::Routes {
    base::Routes::new()
        .get("/plates-formes/{platform}/membres", pages::show)
        .post("/plates-formes/{platform}/membres", pages::add)
        .post("/plates-formes/{platform}/membres/{member}/fin", pages::end)
}
