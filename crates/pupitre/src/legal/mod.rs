//! What the law asks every public service to say: accessibility, personal data.
mod accessibility;
mod personal_data;

use base::Routes;

pub fn routes() -> Routes {
    Routes::new().get("/accessibilite", accessibility::page).get("/donnees-personnelles", personal_data::page)
}
