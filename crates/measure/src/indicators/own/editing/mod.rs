//! Writing an indicator: the draft, its checks as it is written, its trial, its publication and its withdrawal. For leads.
mod acts;
mod fields;
mod formula;
mod pages;
mod request;
mod views;

pub(crate) use acts::OWN;

pub(super) fn routes() -> base::Routes {
    base::Routes::new()
        .get("/territoires/{code}/indicateurs/nouveau", pages::new)
        .post("/territoires/{code}/indicateurs/nouveau", pages::create)
        .get("/indicateurs/{code}/modifier", pages::edit)
        .post("/indicateurs/{code}/modifier", pages::save)
        .post("/indicateurs/{code}/retirer", pages::retire)
}
