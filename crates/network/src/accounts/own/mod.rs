//! One's own account, at `/compte`: who I am here, password, sessions, tokens of the API.
mod pages;
mod tokens;
mod views;

use base::Routes;

pub fn routes() -> Routes {
    Routes::new()
        .get("/compte", pages::show)
        .post("/compte/fonction", pages::choose_desk)
        .post("/compte/mot-de-passe", pages::change_password)
        .post("/compte/sessions", pages::end_other_sessions)
        .post("/compte/jetons", tokens::create)
        .post("/compte/jetons/{token}/revoquer", tokens::revoke)
}
