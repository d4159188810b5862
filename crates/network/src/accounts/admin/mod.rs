//! Managing accounts, at `/comptes`: who may come in, with what roles. An administrator sees and touches only what lies
//! within his territory, and grants nothing beyond it.
mod choice;
mod create;
mod file;
mod list;
mod model;
mod store;
mod views;

use base::Routes;

pub fn routes() -> Routes {
    Routes::new()
        .get("/comptes", list::show)
        .get("/comptes/nouveau", create::show)
        .post("/comptes/nouveau", create::create)
        .get("/comptes/{account}", file::show)
        .post("/comptes/{account}/fonctions", file::grant)
        .post("/comptes/{account}/fonctions/{role}/fin", file::end_role)
        .post("/comptes/{account}/invitation", file::invite)
        .post("/comptes/{account}/sessions", file::end_sessions)
        .post("/comptes/{account}/fermeture", file::close)
        .post("/comptes/{account}/reouverture", file::reopen)
}
